"""La página Cargar en cada estado: qué enseña, qué pide y a quién no deja pasar. La orden de verdad se prueba aparte."""

import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from apertura import consultas
from apertura.acceso import guardia
from apertura.cargas import acciones, lugares, proceso
from apertura.cargas.carga import Carga, guardar
from apertura.importador.entender import informe
from apertura.importador.entender.importar import Pedido, revisar_libro
from apertura.importador.entender.resultado import resultado
from apertura.publicaciones import candidatas
from tests.acceso.conftest import PERSONAS
from tests.corpus.entender import con_encabezado
from tests.importador.sinteticos import ENCABEZADO, Fila, base, libro
from tests.paginas.abrir import abrir, direccion, en_ingles, textos, titulos

pytestmark = pytest.mark.usefixtures("navegacion_declarada")
ID = "0123456789abcdef"
LANZADAS: list[list[str]] = []


@pytest.fixture(autouse=True)
def datos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Una carpeta de datos propia, alguien que edita, y una orden que no llega a correr: sólo se anota con qué se lanzó."""
    monkeypatch.setenv("APERTURA_DATOS", str(tmp_path))
    import_module("apertura.interfaz.acceso")  # al cargarse dice quién identifica: que sea antes de cambiarlo
    monkeypatch.setattr(guardia, "_identificar", lambda: PERSONAS["equipo"])
    LANZADAS.clear()
    monkeypatch.setattr(proceso, "lanzar", lambda id_, carpeta, opciones, al_terminar: LANZADAS.append(opciones))
    monkeypatch.setattr(proceso, "corriendo", lambda id_: bool(LANZADAS))
    yield tmp_path
    consultas._VIGENTE.clear()


def revisada(filas: list[Fila], nombre: str = "MGA 2019 base.csv") -> None:
    """Una carga ya revisada, como la deja la orden."""
    lugares.corrida_de(ID, 1).mkdir(parents=True)
    carga = guardar(Carga(ID, nombre, 1234, "a" * 64, "ana", "2026-11-24T10:00:00Z", "revisada", corrida=1, revision=1))
    (lugares.carpeta_de(ID) / lugares.ORIGINAL).write_bytes(b"x")
    carpeta = lugares.corrida_de(carga.id, 1)
    hecha = revisar_libro(libro(filas, nombre), Pedido())
    candidata = candidatas.dejar(hecha.tablas, carpeta / lugares.CANDIDATA) if hecha.tablas is not None else ""
    (carpeta / lugares.RESULTADO).write_text(json.dumps({**resultado(hecha), "candidata": candidata}), encoding="utf-8")
    (carpeta / lugares.INFORME_XLSX).write_bytes(informe.en_xlsx(hecha.dictamen))
    (carpeta / lugares.INFORME_JSON).write_text(informe.en_json(hecha.dictamen), encoding="utf-8")


def lista() -> list[Fila]:
    return [ENCABEZADO, *base(n=40, nuevas=0)]


def con_dudas() -> list[Fila]:
    return [
        *con_encabezado("Orden de gobierno", "Orden de gobierna")(),
        ["Colima", "Instituto del Espejo", "Estatal", "Autónomo", *["0.5"] * 7],
    ]


def sana(prueba: AppTest) -> AppTest:
    assert not prueba.exception, prueba.exception[0].message
    assert en_ingles(prueba) == []
    assert titulos(prueba) == ["Cargar una base oficial"]
    return prueba


def dicho(prueba: AppTest) -> str:
    return " ".join([*textos(prueba), *(str(a.value) for a in [*prueba.success, *prueba.warning, *prueba.error, *prueba.info])]).replace(
        "\\", ""
    )


def test_sin_archivo_se_ofrece_subirlo_la_plantilla_y_lo_pendiente(datos: Path) -> None:
    assert "Archivos subidos" not in dicho(sana(abrir("cargar")))
    revisada(lista())
    prueba = sana(abrir("cargar"))
    assert len(prueba.file_uploader) == 1
    assert "MGA 2019 base.csv" in dicho(prueba)
    prueba.button(key=f"b_abrir_{ID}").click().run()
    assert direccion(prueba) == {"carga": ID}
    assert "Listo para publicar" in dicho(prueba)


@pytest.mark.parametrize("paso", ["archivo", "columnas", "instituciones", "defectos", "cambios", "publicar"])
@pytest.mark.parametrize("filas", [lista, con_dudas], ids=["lista", "con dudas"])
def test_cada_paso_se_abre_en_espanol_y_queda_en_la_direccion(paso: str, filas) -> None:
    revisada(filas())
    prueba = sana(abrir("cargar", carga=ID, paso=paso))
    assert direccion(prueba) == {"carga": ID, "paso": paso}
    if paso == "cambios" and filas is lista:
        assert len(prueba.get("vega_lite_chart")) == 2
        assert "Posiciones con dato: 1 de 33" in dicho(prueba), "lo publicado hoy de 2019"
    if paso == "publicar":
        assert [b.label for b in prueba.button if b.label == "Publicar"] == (["Publicar"] if filas is lista else [])


def test_subir_un_archivo_lo_guarda_lo_manda_revisar_y_deja_el_lugar_vacio_para_otro() -> None:
    prueba = abrir("cargar")
    prueba.file_uploader[0].set_value(("base 2021.csv", b"a,b\n1,2\n", "text/csv")).run()
    (carga,) = acciones.todas()
    assert (carga.nombre, carga.octetos, carga.estado) == ("base 2021.csv", 8, "revisando")
    assert (lugares.carpeta_de(carga.id) / lugares.ORIGINAL).read_bytes() == b"a,b\n1,2\n"
    assert direccion(prueba) == {"carga": carga.id}
    assert "--nombre=base 2021.csv" in LANZADAS[0]
    prueba.button(key="b_otro").click().run()
    assert prueba.file_uploader[0].value is None


def test_una_decision_vuelve_a_revisar_con_ella() -> None:
    revisada(con_dudas())
    prueba = abrir("cargar", carga=ID)
    prueba.radio[0].set_value("aceptar")
    next(b for b in prueba.button if b.label == "Guardar y revisar otra vez" and b.form_id.startswith("decidir")).click().run()
    sana(prueba)
    assert acciones.ver(ID).decisiones == (("MAPEO", "Orden de gobierna", "aceptar"),)
    assert "--simular" in LANZADAS[0]
    assert "Revisando el archivo" in dicho(prueba)
    assert "Cancelar" in [b.label for b in prueba.button]


def test_guardar_sin_haber_elegido_nada_se_dice_y_no_vuelve_a_revisar() -> None:
    revisada(con_dudas())
    prueba = abrir("cargar", carga=ID)
    next(b for b in prueba.button if b.label == "Guardar y revisar otra vez" and b.form_id.startswith("decidir")).click().run()
    assert "No eligió ninguna respuesta" in dicho(prueba)
    assert LANZADAS == []


@pytest.mark.parametrize(("anio", "bien"), [("2021", True), ("21", False), ("dos mil", False), ("1999", False)])
def test_la_edicion_se_corrige_con_un_ano_de_verdad(anio: str, bien: bool) -> None:
    revisada(lista())
    prueba = abrir("cargar", carga=ID, paso="archivo")
    prueba.text_input(key=f"edicion_{ID}_1").set_value(anio)
    next(b for b in prueba.button if b.form_id == "contexto").click().run()
    assert bool(LANZADAS) == bien
    assert ("no es el año de una edición" in dicho(prueba)) != bien
    assert acciones.leer(ID).edicion == (2021 if bien else None)


def test_publicar_manda_justo_lo_que_se_reviso() -> None:
    revisada(lista())
    prueba = abrir("cargar", carga=ID, paso="publicar")
    prueba.button(key="b_publicar").click().run()
    sana(prueba)
    candidata = json.loads((lugares.corrida_de(ID, 1) / lugares.RESULTADO).read_text("utf-8"))["candidata"]
    assert f"--revisada={candidata}" in LANZADAS[0]
    assert "--simular" not in LANZADAS[0]
    assert "Publicando" in dicho(prueba)


def test_un_archivo_que_no_sirve_lo_dice_y_no_ofrece_publicar() -> None:
    revisada([["Total", "x"], ["1", "2"]])
    prueba = sana(abrir("cargar", carga=ID))
    assert "No se encontró" in dicho(prueba)
    assert "b_publicar" not in [b.key for b in prueba.button]


def test_un_enlace_a_un_archivo_que_ya_no_esta_lo_dice_y_ofrece_subir_otro() -> None:
    prueba = sana(abrir("cargar", carga="f" * 16))
    assert "ya no existe" in dicho(prueba)
    assert len(prueba.file_uploader) == 1
    assert "no existe en esta publicación" in dicho(sana(abrir("cargar", carga="../../etc")))


@pytest.mark.parametrize("quien", ["lectura", "anónima"])
def test_sin_el_papel_se_dice_y_no_se_ensena_ni_el_nombre_del_archivo(quien: str, monkeypatch: pytest.MonkeyPatch) -> None:
    revisada(lista())
    monkeypatch.setattr(guardia, "_identificar", lambda: PERSONAS[quien])
    prueba = abrir("cargar", carga=ID)
    assert not prueba.exception
    assert "MGA 2019 base.csv" not in dicho(prueba)
    assert not prueba.file_uploader
    if quien == "lectura":
        assert "No tiene permiso para importar un archivo" in dicho(sana(prueba))


def test_de_solo_lectura_se_dice_y_datos_sigue_llevando_ahi(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APERTURA_SOLO_LECTURA", "1")
    assert "es de sólo lectura" in dicho(sana(abrir("cargar")))
    assert "Cargar una base" in [e.proto.label for e in abrir("datos").get("page_link")]


def test_la_carga_no_va_en_los_enlaces_de_las_demas_paginas() -> None:
    revisada(lista())
    prueba = abrir("cargar", carga=ID)
    prueba.switch_page("pages/mapa.py").run()
    assert "carga" not in prueba.query_params


def test_una_falla_inesperada_al_tocar_un_boton_se_dice_con_una_clave(monkeypatch: pytest.MonkeyPatch) -> None:
    revisada(lista())

    def fallar(_: str) -> None:
        raise RuntimeError("secreto de la máquina")

    monkeypatch.setattr(acciones, "publicar", fallar)
    prueba = abrir("cargar", carga=ID, paso="publicar")
    prueba.button(key="b_publicar").click().run()
    assert "nada cambió" in dicho(sana(prueba))
    assert "secreto" not in dicho(prueba)


def test_el_texto_hostil_del_archivo_se_ensena_inerte() -> None:
    hostil = [["![x](http://malo.invalid/a.png) <script>alert(1)</script> :red[hola] preliminar", *[None] * 10], *con_dudas()]
    revisada(hostil, "<img src=x onerror=alert(1)> $\\frac{1}{2}$.csv")
    for paso in ("archivo", "columnas", "instituciones", "defectos", "publicar"):
        prueba = sana(abrir("cargar", carga=ID, paso=paso))
        crudo = " ".join(str(m.value) for m in [*prueba.markdown, *prueba.caption, *prueba.warning, *prueba.error])
        assert "![x](" not in crudo
        assert "<script>" not in crudo.replace("\\<", "")
        assert ":red[hola" not in crudo
