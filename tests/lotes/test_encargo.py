"""Qué fichas lleva un lote y nombres que sirven en cualquier sistema."""

from collections import Counter
from pathlib import PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.lotes.encargo import LARGO_DE_NOMBRE, nombre_seguro, piezas
from tests.exportacion.ejemplos import HOSTILES

RESERVADOS = {"con", "prn", "aux", "nul", *(f"{puerto}{n}" for puerto in ("com", "lpt") for n in range(10))}


def test_el_lote_de_una_entidad_es_la_suya_y_la_de_cada_institucion_evaluada(vigente: Motor, cat: Catalogo) -> None:
    hechas = piezas(vigente, cat, "MGA", 2017, ["19"])
    assert [p.clave for p in hechas[:2]] == ["19", "19-AUT-01"]
    assert len(hechas) == 28
    assert not any("/" in pieza.ruta for pieza in hechas)
    assert all(pieza.vista.lamina == "ficha" for pieza in hechas)


def test_el_lote_completo_lleva_las_treinta_y_tres_y_las_novecientas_ocho_cada_una_en_su_carpeta(vigente: Motor, cat: Catalogo) -> None:
    hechas = piezas(vigente, cat, "MGA", 2017, list(cat.entidades))
    assert Counter(p.vista.pagina for p in hechas) == {"entidad": 33, "sujeto": 908}
    assert len({pieza.ruta.lower() for pieza in hechas}) == 941
    assert len({pieza.ruta.split("/")[0] for pieza in hechas}) == 33
    assert max(len(parte) for pieza in hechas for parte in pieza.ruta.split("/")) <= LARGO_DE_NOMBRE + len("_MGA_2017")


def test_donde_solo_hay_cifras_publicadas_el_lote_es_de_entidades(vigente: Motor, cat: Catalogo) -> None:
    assert {p.vista.pagina for p in piezas(vigente, cat, "MJA", 2023, ["14", "FED"])} == {"entidad"}
    assert len(piezas(vigente, cat, "MGA", 2017, ["14", "FED"], con_sujetos=False)) == 2
    assert all(p.vista.pagina == "sujeto" for p in piezas(vigente, cat, "MGA", 2017, ["14"], con_entidad=False))


def exigir_nombre(nombre: str) -> None:
    """Un nombre que Windows, macOS y Linux aceptan y que no sale de su carpeta."""
    assert nombre.isascii()
    assert 0 < len(nombre) <= LARGO_DE_NOMBRE + len("ficha_")
    assert PureWindowsPath(nombre).name == nombre
    assert nombre.lower() not in RESERVADOS
    assert not set(nombre) & set('<>:"/\\|?*. ')


@pytest.mark.parametrize("dicho", [*HOSTILES, "CON", "nul", "com1", "../../etc/passwd", "C:\\x", "a" * 500, "😀", "‮gpj.exe"])
def test_ningun_nombre_hostil_da_un_archivo_peligroso(dicho: str) -> None:
    exigir_nombre(nombre_seguro(dicho, dicho))
    exigir_nombre(nombre_seguro("", dicho))


@given(clave=st.text(), nombre=st.text())
def test_cualquier_nombre_da_un_archivo_que_sirve(clave: str, nombre: str) -> None:
    exigir_nombre(nombre_seguro(clave, nombre))
