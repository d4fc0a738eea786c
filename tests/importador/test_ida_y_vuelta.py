"""Cualquier tabla de texto que se escriba, en cualquier formato y codificación, se lee igual."""

import csv
import io
import tempfile
from pathlib import Path

import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from apertura.importador.lectura import Limites
from apertura.importador.lectura.lector import leer_aqui
from apertura.importador.lectura.padre import hoja_de
from tests.corpus.libros import datos, fila_ods, ods, xls, xlsx

Tabla = list[list[str]]
EN_CUALQUIERA = "abcXYZ 019.,;|\t%#'\"-=+@áéíóúñüÁÉÍÓÚÑ\n"
SOLO_UNICODE = "–’“”«»€ΩЖ中😀"


@st.composite
def tablas(draw: st.DrawFn, letras: str = EN_CUALQUIERA) -> Tabla:
    """Un encabezado y hasta seis renglones; celdas sin espacios en las orillas, o vacías."""
    ancho = draw(st.integers(2, 5))
    celda = st.text(letras, max_size=8).map(str.strip)
    fila = st.lists(celda, min_size=ancho, max_size=ancho)
    return [[f"col {i}" for i in range(ancho)], *draw(st.lists(fila, max_size=5)), ["fin"] * ancho]


def leido(contenido: bytes, nombre: str) -> list[tuple]:
    """Lo que lee el proceso lector, aquí mismo: para probar cientos de tablas sin empezar cientos de procesos."""
    with tempfile.TemporaryDirectory() as carpeta:
        ruta = Path(carpeta, nombre)
        ruta.write_bytes(contenido)
        resultado = leer_aqui(ruta, nombre, Limites(), Path(carpeta))
        return hoja_de(resultado["hojas"][0], Path(carpeta)).celdas.rows()


def esperado(tabla: Tabla) -> list[tuple]:
    """La tabla con su renglón, lo vacío como nulo y sin los renglones que no dicen nada."""
    return [(r, *(c or None for c in fila)) for r, fila in enumerate(tabla, 1) if any(fila)]


def en_csv(tabla: Tabla, separador: str, fin: str = "\r\n") -> str:
    memoria = io.StringIO()
    csv.writer(memoria, delimiter=separador, quoting=csv.QUOTE_ALL, lineterminator=fin).writerows(tabla)
    return memoria.getvalue()


@settings(max_examples=60, deadline=None)
@given(
    tablas(EN_CUALQUIERA + SOLO_UNICODE),
    st.sampled_from([",", ";", "\t", "|", "^", "~"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_un_csv_en_unicode_con_cualquier_separador_se_lee_igual(tabla: Tabla, separador: str, codificacion: str, fin: str) -> None:
    assert leido(en_csv(tabla, separador, fin).encode(codificacion), "t.csv") == esperado(tabla)


@settings(max_examples=40, deadline=None)
@given(tablas(), st.sampled_from([",", ";", "\t", "|"]), st.sampled_from(["latin-1", "cp1252"]))
def test_un_csv_de_windows_con_cualquier_separador_se_lee_igual(tabla: Tabla, separador: str, codificacion: str) -> None:
    assert leido(en_csv(tabla, separador).encode(codificacion), "t.csv") == esperado(tabla)


@settings(max_examples=40, deadline=None)
@given(tablas("abcñ é01.\n"), st.data())
def test_un_csv_que_mezcla_codificaciones_renglon_por_renglon_se_lee_igual(tabla: Tabla, datos: st.DataObject) -> None:
    renglones = [en_csv([fila], ",").encode(datos.draw(st.sampled_from(["utf-8", "cp1252"]))) for fila in tabla]
    assert leido(b"".join(renglones), "t.csv") == esperado(tabla)


@settings(max_examples=40, deadline=None)
@given(tablas(EN_CUALQUIERA + SOLO_UNICODE))
def test_un_xlsx_se_lee_igual(tabla: Tabla) -> None:
    memoria = io.BytesIO()
    with xlsxwriter.Workbook(memoria, {"in_memory": True}) as libro:
        hoja = libro.add_worksheet()
        for r, fila in enumerate(tabla):
            for c, celda in enumerate(fila):
                hoja.write_string(r, c, celda)
    assert leido(memoria.getvalue(), "t.xlsx") == esperado(tabla)


@settings(max_examples=40, deadline=None)
@given(tablas(EN_CUALQUIERA.replace("\t", "").replace(" ", "") + SOLO_UNICODE))
def test_un_ods_se_lee_igual(tabla: Tabla) -> None:
    assert leido(ods(*(fila_ods([c or None for c in fila]) for fila in tabla)), "t.ods") == esperado(tabla)


@settings(max_examples=20, deadline=None)
@given(tablas(EN_CUALQUIERA + "–’“”«»€ΩЖ中"))
def test_un_xls_antiguo_se_lee_igual(tabla: Tabla) -> None:
    assert leido(xls([[c or None for c in fila] for fila in tabla]), "t.xls") == esperado(tabla)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=2, max_size=8))
def test_ningun_numero_de_excel_pierde_una_cifra(numeros: list[float]) -> None:
    for nombre, contenido in (("t.ods", ods(*(fila_ods([n]) for n in numeros))), ("t.xlsx", _xlsx(numeros))):
        assert [float(texto) for _, texto in leido(contenido, nombre)] == numeros


def _xlsx(numeros: list[float]) -> bytes:

    return xlsx(datos([[n] for n in numeros]))
