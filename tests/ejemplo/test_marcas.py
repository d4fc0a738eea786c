"""La marca «DATOS SIMULADOS» sale de la publicación y está en toda página, toda gráfica, todo archivo y toda orden."""

import io
import json
import zipfile
from datetime import date
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from apertura import laminas
from apertura.acceso import guardia
from apertura.cargas import ejemplo, proceso
from apertura.catalogo import Catalogo
from apertura.cli import principal
from apertura.consultas import Motor
from apertura.exportacion.estampa import Ajustes
from apertura.exportacion.exportar import exportar
from apertura.exportacion.formatos import FORMATOS
from apertura.graficas.marca import con_marca
from apertura.laminas import PAGINAS, de_direccion
from apertura.vistas import mapa
from tests.acceso.conftest import PERSONAS
from tests.paginas.abrir import abrir, en_ingles, textos

MARCA = "DATOS SIMULADOS"
COMO = Ajustes("claro", date(2026, 11, 25))
EDICIONES = (("MGA", "2019"), ("MGA", "2021"), ("MJA", "2023"))


def de(cat: Catalogo, metrica: str, edicion: str) -> dict[str, str]:
    """La dirección más llena de una edición: índice, entidad e institución medida en ella."""
    indice = next(iter(cat.elegibles(metrica, int(edicion))))
    propios = [c for c in cat.sujetos if c.startswith("20-CDH" if metrica == "MJA" else "20-EJE")]
    return {
        "metrica": metrica,
        "edicion": edicion,
        "indicador": indice,
        "entidad": "20",
        "sujeto": propios[len(propios) // 2],
        "contra": "09",
    }


@pytest.mark.parametrize(("pagina", "metrica", "edicion"), [*((p, "MJA", "2023") for p in PAGINAS), ("inicio", "MGA", "2019")])
@pytest.mark.usefixtures("navegacion_declarada")
def test_toda_pagina_y_toda_grafica_llevan_la_marca_y_nada_falla(cat: Catalogo, pagina: str, metrica: str, edicion: str) -> None:
    prueba = abrir(pagina, **de(cat, metrica, edicion))
    assert not prueba.exception
    assert [e.value for e in prueba.error] == []
    assert any(MARCA in texto for texto in textos(prueba))
    for grafica in prueba.get("vega_lite_chart"):
        assert _capas(grafica)[-1]["mark"]["text"] == MARCA
    assert en_ingles(prueba) == []


def _capas(grafica: Any) -> list[Any]:
    return json.loads(grafica.proto.spec)["layer"]


@pytest.mark.parametrize(("metrica", "edicion"), EDICIONES)
def test_toda_lamina_lleva_la_advertencia(motor: Motor, cat: Catalogo, metrica: str, edicion: str) -> None:
    partes = "&".join(f"{c}={v}" for c, v in de(cat, metrica, edicion).items())
    vacias = []
    for pagina in PAGINAS:
        hechas = list(laminas.laminas(motor, cat, de_direccion(f"/{'' if pagina == 'inicio' else pagina}?{partes}", cat)[0]))
        assert {lamina.procedencia.advertencia for lamina in hechas} <= {MARCA}
        vacias += [] if hechas else [pagina]
    assert vacias == []


@pytest.mark.parametrize("formato", FORMATOS)
def test_todo_archivo_la_lleva_adentro_y_en_su_nombre(motor: Motor, cat: Catalogo, formato: str) -> None:
    vista, _ = de_direccion("/mapa?metrica=MJA&edicion=2023&indicador=JA#mapa", cat)
    archivo = exportar(motor, cat, vista, formato, COMO)
    assert archivo.nombre.startswith("DATOS_SIMULADOS_")
    assert MARCA in _legible(archivo.contenido, formato)


def _legible(contenido: bytes, formato: str) -> str:
    """El texto del archivo. El del PNG es el de sus metadatos: que se ve pintado lo prueba el SVG, que es el mismo dibujo."""
    if formato == "pdf":
        return "".join(hoja.extract_text() for hoja in PdfReader(io.BytesIO(contenido)).pages)
    if formato == "png":
        with Image.open(io.BytesIO(contenido)) as imagen:
            return " ".join(map(str, imagen.info.values()))
    if contenido.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(contenido)) as paquete:
            return "".join(paquete.read(nombre).decode("utf-8", "replace") for nombre in paquete.namelist())
    return contenido.decode("utf-8", "replace")


def test_la_imagen_y_el_dibujo_la_traen_cruzada_y_arriba(motor: Motor, cat: Catalogo) -> None:
    vista, _ = de_direccion("/mapa?metrica=MGA&edicion=2019&indicador=GA#mapa", cat)
    dibujo = exportar(motor, cat, vista, "svg", COMO).contenido.decode()
    assert dibujo.count(f">{MARCA}</text>") == 2
    assert "rotate(-24)" in dibujo


@pytest.mark.parametrize("orden", [
    ["consultar", "indice_por_entidad", "--metrica", "MJA", "--edicion", "2023", "--indicador", "JA", "--formato", "csv"],
    ["consultar", "sujeto", "--parametro", "clave_sujeto=20-MUN-901", "--formato", "json"],
    ["ficha", "--entidad", "20", "--metrica", "MGA", "--edicion", "2021"],
    ["ficha", "--entidad", "20", "--metrica", "MGA", "--edicion", "2021", "--formato", "json"],
    ["publicaciones"],
])  # fmt: skip
@pytest.mark.usefixtures("mostrado")
def test_toda_orden_que_da_cifras_lo_dice(orden: list[str], capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert principal(orden) == 0
    assert MARCA in capsysbinary.readouterr().out.decode()


@pytest.mark.usefixtures("mostrado")
def test_verificar_dice_que_no_hay_nada_que_verificar(capsys: pytest.CaptureFixture[str]) -> None:
    assert principal(["verificar"]) == 2
    assert "los datos son simulados" in capsys.readouterr().err


def test_una_grafica_de_verdad_no_lleva_marca_ni_cambia(motor: Motor, cat: Catalogo) -> None:
    vista, _ = de_direccion("/mapa", cat)
    grafica = mapa.grafica(motor, cat, vista.seleccion, "claro")
    antes = json.dumps(grafica.especificacion)
    marcada = con_marca(grafica.especificacion, MARCA)
    assert len(marcada["layer"]) == len(grafica.especificacion["layer"]) + 1  # type: ignore[arg-type]
    assert json.dumps(grafica.especificacion) == antes
    assert con_marca(grafica.especificacion, "") is grafica.especificacion


@pytest.fixture
def _editando(monkeypatch: pytest.MonkeyPatch) -> None:
    import apertura.interfaz.acceso  # noqa: F401 - al cargarse dice quién identifica: que sea antes de cambiarlo

    monkeypatch.setattr(guardia, "_identificar", lambda: PERSONAS["equipo"])


@pytest.mark.usefixtures("mostrado", "navegacion_declarada", "_editando")
def test_en_cargar_mientras_se_muestra_solo_se_puede_quitar(monkeypatch: pytest.MonkeyPatch) -> None:
    quitados: list[str] = []
    monkeypatch.setattr(ejemplo, "quitar", lambda: quitados.append("sí"))
    prueba = abrir("cargar")
    assert not prueba.file_uploader
    assert "nunca se mezclan" in " ".join(textos(prueba))
    _tocar(prueba, "b_quitar_ejemplo")
    assert quitados == ["sí"]


@pytest.mark.usefixtures("navegacion_declarada", "_editando")
def test_en_cargar_se_ofrece_apagado_y_pide_confirmarlo(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APERTURA_DATOS", str(tmp_path))
    lanzadas: list[list[str]] = []
    monkeypatch.setattr(proceso, "lanzar", lambda id_, carpeta, opciones, al_terminar: lanzadas.append(opciones))
    monkeypatch.setattr(proceso, "corriendo", lambda id_: bool(lanzadas))
    prueba = abrir("cargar")
    assert "todas las personas" in " ".join(textos(prueba))
    assert lanzadas == []
    _tocar(prueba, "b_ejemplo")
    assert [orden[0] for orden in lanzadas] == ["ejemplo"]
    assert "Empezando… 0%" in " ".join(b.proto.text for b in prueba.get("progress"))
    monkeypatch.setattr(guardia, "_identificar", lambda: PERSONAS["lectura"])
    assert "b_ejemplo" not in [b.key for b in abrir("cargar").button]


def _tocar(prueba: AppTest, llave: str) -> None:
    next(b for b in prueba.button if b.key == llave).click().run()
    assert not prueba.exception
