"""El texto comparable no distingue acentos, mayúsculas ni puntuación."""

import re
import unicodedata

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from apertura.texto import normalizar
from tests.publicaciones import REAL


@pytest.mark.parametrize(
    ("texto", "esperado"),
    [
        ("  Secretaría de SALUD ", "secretaria de salud"),
        ("Nuevo León", "nuevo leon"),
        ("PEÑASCO", "penasco"),
        ("El Fideicomiso del 2% sobre Nómina", "el fideicomiso del 2% sobre nomina"),
        ("Instituto (DIF), A.C.", "instituto dif a c"),
        ("Ｓａｌｕｄ", "salud"),
        ("“SUTSET” — núm. 34", "sutset num 34"),
        ("", ""),
        ("¿?¡!", ""),
    ],
)
def test_normalizar_deja_solo_lo_que_se_compara(texto: str, esperado: str) -> None:
    assert normalizar(texto) == esperado


@given(st.text())
def test_normalizar_dos_veces_es_normalizar_una(texto: str) -> None:
    una = normalizar(texto)
    assert normalizar(una) == una
    assert re.fullmatch(r"(?:[0-9a-z%]+(?: [0-9a-z%]+)*)?", una)


@given(st.text(alphabet="aábcdeéiíñoóuúüxyzAÁEÉIÍÑOÓUÚÜ 0123456789%.,-"))
def test_normalizar_no_distingue_mayusculas_ni_acentos(texto: str) -> None:
    sin_acentos = "".join(c for c in unicodedata.normalize("NFD", texto) if not unicodedata.combining(c))
    assert normalizar(texto) == normalizar(texto.upper()) == normalizar(sin_acentos)
    assert normalizar(unicodedata.normalize("NFD", texto)) == normalizar(texto)


def test_ningun_nombre_publicado_queda_vacio_y_todos_se_encuentran_por_su_nombre() -> None:
    sujetos = pl.read_parquet(REAL / "sujetos.parquet")
    for nombre, busqueda in sujetos.select("nombre", "busqueda").iter_rows():
        assert set(normalizar(nombre).replace("%", " ").split()) <= set(busqueda.split())
