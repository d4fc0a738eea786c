"""Los sellos y el nombre del archivo."""

import re
from dataclasses import replace
from pathlib import PureWindowsPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apertura.exportacion.sellos import nombre_de_archivo, sellos, una_linea
from tests.exportacion.ejemplos import HOY, SELLOS, pequena


def test_los_sellos_dicen_fuente_seleccion_version_y_fecha_y_el_enlace_si_hay():
    procedencia = pequena().procedencia
    assert sellos(procedencia, HOY) == SELLOS
    assert sellos(replace(procedencia, enlace=""), HOY) == SELLOS[:4]


def test_cada_sello_ocupa_un_solo_renglon():
    partida = replace(pequena().procedencia, seleccion="a\r\nb\u2028c\x00d\ud800")
    assert "Selección: a b c d" in sellos(partida, HOY)
    assert all(len(sello.splitlines()) == 1 for sello in sellos(partida, HOY))


def test_el_nombre_lleva_tabla_metrica_edicion_y_huella_del_contenido():
    tabla = replace(pequena(), nombre="indice_por_entidad")
    assert nombre_de_archivo(tabla, "csv", b"abc") == "indice_por_entidad_MGA_2017_ba7816bf.csv"
    assert nombre_de_archivo(replace(tabla, parametros={}), "csv", b"abc") == "indice_por_entidad_ba7816bf.csv"
    assert nombre_de_archivo(tabla, "csv", b"abd") != nombre_de_archivo(tabla, "csv", b"abc")


def test_el_nombre_no_repite_la_metrica():
    assert nombre_de_archivo(replace(pequena(), nombre="resultados_mga"), "csv", b"") == "resultados_mga_2017_e3b0c442.csv"


@pytest.mark.parametrize("malo", ["../../etc/passwd", "C:\\x", "CON", "a\nb", "😀", "\u202egnp.exe", "x" * 300, "", "..."])
def test_un_nombre_malo_sale_bueno(malo):
    _exigir_nombre_bueno(nombre_de_archivo(replace(pequena(), nombre=malo), "xlsx", b""))


@settings(deadline=None)
@given(st.text(), st.one_of(st.none(), st.text(), st.integers(), st.lists(st.text())), st.text())
def test_ningun_nombre_sale_de_su_carpeta_ni_falla_en_otro_sistema(nombre, metrica, extension):
    tabla = replace(pequena(), nombre=nombre, parametros={"metrica": metrica, "edicion": metrica})
    _exigir_nombre_bueno(nombre_de_archivo(tabla, extension, b""))


@settings(deadline=None)
@given(st.text())
def test_una_linea_no_deja_saltos_ni_espacios_dobles(texto):
    assert len(una_linea(texto).splitlines()) <= 1
    assert "  " not in una_linea(texto)


def _exigir_nombre_bueno(nombre: str) -> None:
    assert re.fullmatch(r"[0-9A-Za-z_]+_[0-9a-f]{8}\.[0-9a-z_]+", nombre)
    assert len(nombre) <= 100
    assert not PureWindowsPath(nombre).is_reserved()
