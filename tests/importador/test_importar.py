"""La orden `importar` y lo que se ve después en las páginas."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from apertura import consultas
from apertura.catalogo import catalogo
from apertura.cli import principal
from tests.importador.sinteticos import ENCABEZADO, Fila, base
from tests.paginas.abrir import abrir, textos

pytestmark = pytest.mark.usefixtures("navegacion_declarada")


@pytest.fixture
def datos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Una carpeta de datos propia: nada de lo que se publique aquí toca la que viene con el código."""
    carpeta = tmp_path / "datos"
    carpeta.mkdir()
    monkeypatch.setenv("APERTURA_DATOS", str(carpeta))
    yield carpeta
    consultas._VIGENTE.clear()


def escribir(ruta: Path, filas: list[Fila]) -> str:
    with ruta.open("w", encoding="utf-8", newline="") as archivo:
        csv.writer(archivo).writerows(filas)
    return str(ruta)


def test_una_edicion_importada_aparece_en_el_catalogo_y_en_el_mapa(datos: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archivo = escribir(tmp_path / "MGA 2019 base.csv", [ENCABEZADO, *base(n=300, nuevas=3)])
    assert principal(["importar", archivo]) == 1
    assert "INSTITUCION-NUEVA" in capsys.readouterr().out
    assert not catalogo().ediciones[("MGA", 2019)].por_sujeto
    assert principal(["importar", archivo, "--aceptar", "INSTITUCION-NUEVA", "--guardar-mapeo", "mga_2019_prueba"]) == 0
    dicho = capsys.readouterr().out
    assert "303 renglones leídos = 303 publicables + 0 rechazados + 0 excluidos" in dicho
    assert (datos / "columnas" / "mga_2019_prueba.csv").is_file()
    guardadas = (datos / "decisiones" / "mga_2019.csv").read_text(encoding="utf-8")
    assert guardadas.count("INSTITUCION,") == 3, "las tres nuevas, una por una"
    assert "*" not in guardadas, "aceptar en bloque vale para este archivo y nada más"
    edicion = catalogo().ediciones[("MGA", 2019)]
    assert (edicion.por_sujeto, edicion.disponibles, edicion.evaluados) == (True, 303, 1243)
    prueba = abrir("mapa", metrica="MGA", edicion="2019", indicador="TG")
    assert not prueba.exception
    assert [e.value for e in prueba.error] == []
    assert any("303" in texto for texto in textos(prueba))
    assert principal(["revertir", "origen"]) == 0
    assert not catalogo().ediciones[("MGA", 2019)].por_sujeto


def test_importar_otra_vez_lo_mismo_no_publica_nada_nuevo(datos: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archivo = escribir(tmp_path / "MGA 2019.csv", [ENCABEZADO, *base(n=40, nuevas=0)])
    assert principal(["importar", archivo]) == 0
    capsys.readouterr()
    assert principal(["importar", archivo, "--simular"]) == 0
    assert "No cambiaría nada de lo publicado" in capsys.readouterr().out


def test_simular_no_escribe_nada_y_el_informe_trae_todos_los_defectos(
    datos: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filas = base(n=40, nuevas=0)
    filas[3][4], filas[7][0] = "O.5", "Atlántida"
    archivo = escribir(tmp_path / "MGA 2019.csv", [ENCABEZADO, *filas])
    informes = [str(tmp_path / "dictamen.json"), str(tmp_path / "dictamen.xlsx")]
    for informe in informes:
        assert principal(["importar", archivo, "--simular", "--informe", informe]) == 1
    assert list(datos.iterdir()) == []
    hecho = json.loads(Path(informes[0]).read_text(encoding="utf-8"))
    assert (hecho["leidos"], hecho["publicados"], hecho["rechazados"], hecho["excluidos"]) == (40, 38, 2, 0)
    codigos = {(d["codigo"], d["renglon"], d["columna"]) for d in hecho["defectos"]}
    assert {("NUMERO-INVALIDO", 5, "GA"), ("ENTIDAD-DESCONOCIDA", 9, "Entidad")} <= codigos
    libro = pl.read_excel(informes[1], sheet_name="Datos", engine="calamine")
    assert libro.height == len(hecho["defectos"])
    assert libro["Nivel"][0] == "error"


def test_los_errores_de_la_orden_se_explican(datos: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert principal(["importar", str(tmp_path / "no_hay.csv"), "--simular"]) == 1
    assert "ARCHIVO-AUSENTE" in capsys.readouterr().out
    assert principal(["importar", "x.csv", "--edicion", "hoy"]) == 2
    assert "«hoy» no es un año" in capsys.readouterr().err
