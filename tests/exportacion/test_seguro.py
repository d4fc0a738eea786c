"""Neutralizar texto que una hoja de cálculo tomaría por fórmula."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apertura.errores import ErrorApertura
from apertura.exportacion.seguro import celda_segura, datos_seguros, nota_de_no_finitos
from tests.exportacion.ejemplos import HOSTILES, TEXTOS

PELIGROSOS = HOSTILES[: HOSTILES.index("{=1}")]
NOTA = "Celdas que van vacías sin estarlo en los datos: {}."
INOFENSIVOS = ["Oaxaca", "a=b", "{=1}", "#01", "01", "", " ", "'=1", "A-1", "— guion largo", "<=1"]


@pytest.mark.parametrize("texto", PELIGROSOS)
def test_lo_que_parece_formula_lleva_apostrofo(texto):
    assert celda_segura(texto) == "'" + texto


@pytest.mark.parametrize("texto", INOFENSIVOS)
def test_el_texto_comun_no_cambia(texto):
    assert celda_segura(texto) == texto


@settings(deadline=None)
@given(TEXTOS)
def test_ninguna_celda_empieza_como_formula_y_repetir_no_cambia_nada(texto):
    segura = celda_segura(texto)
    assert not segura.lstrip("\ufeff\u200b\x00 \t\r\n\u00a0").startswith(tuple("=+-@＝＋－＠"))
    assert not segura.startswith(("\t", "\r", "\n", "\x00"))
    assert celda_segura(segura) == segura
    assert segura in (texto, "'" + texto)


@settings(deadline=None)
@given(st.lists(TEXTOS, max_size=8))
def test_la_columna_se_neutraliza_igual_que_celda_por_celda(textos):
    datos = datos_seguros(pl.DataFrame({"a": textos}, schema={"a": pl.String}))
    assert datos["a"].to_list() == [celda_segura(texto) for texto in textos]


def test_los_numeros_no_se_tocan_y_lo_no_finito_queda_vacio():
    datos = pl.DataFrame({"^raro$": [-5.0, float("inf"), float("nan"), None], "n": [-5, 0, 1, 2]})
    assert datos_seguros(datos).to_dict(as_series=False) == {"^raro$": [-5.0, None, None, None], "n": [-5, 0, 1, 2]}
    assert nota_de_no_finitos(datos) == [NOTA.format("2 valores infinitos o indeterminados")]
    assert nota_de_no_finitos(datos.select("n")) == []


def test_una_categoria_se_neutraliza_como_texto():
    datos = pl.DataFrame({"c": pl.Series(["=1", "b"], dtype=pl.Categorical), "e": pl.Series(["a"] * 2, dtype=pl.Enum("a"))})
    assert datos_seguros(datos).to_dict(as_series=False) == {"c": ["'=1", "b"], "e": ["a", "a"]}


def test_una_lista_no_cabe_en_una_celda():
    with pytest.raises(ErrorApertura, match="tipos"):
        datos_seguros(pl.DataFrame({"tipos": [["a", "b"]]}))
