"""Tablas y textos que caben: nada se sale de su columna, ni lo más largo ni lo más raro."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apertura.exportacion.cuadro import ALTO_DE_RENGLON, acomodar
from apertura.exportacion.medidas import acortar, ancho, partir, tamano_que_cabe
from apertura.tablas import Columna
from tests.exportacion.ejemplos import HOSTILES, tabla

rapidas = settings(max_examples=80, deadline=None)
RAROS = [*HOSTILES, "x" * 400, "Ñandú " * 90, "👩‍👩‍👧‍👦" * 30, "\u202eabc\u202c" * 20, "é" * 3, "漢字" * 80, "W" * 200]
textos = st.one_of(st.sampled_from(RAROS), st.text(max_size=80))


@rapidas
@given(textos, st.floats(20, 900), st.integers(10, 60))
def test_lo_acortado_cabe_o_es_solo_el_corte(texto: str, cabe: float, tamano: int) -> None:
    corto = acortar(texto, cabe, tamano)
    assert ancho(corto, tamano) <= cabe or corto in ("…", "")
    assert "\n" not in corto


@rapidas
@given(textos, st.floats(100, 900), st.integers(1, 4))
def test_lo_partido_cabe_en_sus_renglones(texto: str, cabe: float, renglones: int) -> None:
    hecho = partir(texto, cabe, 24, renglones)
    assert len(hecho) <= renglones
    assert all(ancho(renglon, 24) <= cabe for renglon in hecho)


def test_lo_que_cabe_no_se_toca() -> None:
    assert acortar("Municipio de San Juan del Río", 600, 24) == "Municipio de San Juan del Río"
    assert partir("Municipio de San Juan del Río", 250, 24, 3) == ["Municipio de San", "Juan del Río"]


def test_un_texto_corto_se_escribe_con_la_letra_mayor_y_uno_largo_con_una_que_quepa() -> None:
    assert tamano_que_cabe("Oaxaca", 1700, 130, 56, 40) == 56
    largo = tamano_que_cabe("palabra " * 20, 1700, 130, 56, 40)
    assert 40 <= largo < 56


@rapidas
@given(st.lists(st.tuples(textos, textos, st.floats(-1, 1)), min_size=1, max_size=30), st.floats(600, 1800), st.floats(200, 700))
def test_ninguna_celda_se_sale_de_su_columna_ni_la_tabla_de_su_rectangulo(filas, ancho_total: float, alto: float) -> None:
    datos = pl.DataFrame(filas, schema={"a": pl.String, "b": pl.String, "c": pl.Float64}, orient="row")
    hecho = acomodar(
        tabla(datos, (Columna("a", "Primera"), Columna("b", "Segunda"), Columna("c", "Valor", "indice"))), ancho_total, alto, 24
    )
    assert sum(hecho.anchos) <= ancho_total + 1e-6
    for celdas in hecho.celdas:
        assert all(ancho(celda, 24) <= largo or celda == "…" for celda, largo in zip(celdas, hecho.anchos, strict=True))
    assert len(hecho.celdas) == 1 or 24 * 3.1 + len(hecho.celdas) * 24 * ALTO_DE_RENGLON <= alto
    faltan = datos.height > len(hecho.celdas) or len(hecho.anchos) < 3
    assert bool(hecho.nota) == faltan


@pytest.mark.parametrize("etiqueta", ["Instituciones", "Mediana de pares", "Ganancia en su índice", "Transparencia"])
@pytest.mark.parametrize("letra", [24, 28])
def test_ninguna_palabra_del_encabezado_se_parte(etiqueta: str, letra: int) -> None:
    datos = pl.DataFrame({"a": ["nombre " * 9] * 3, "b": [21, 14, 16]})
    hecho = acomodar(tabla(datos, (Columna("a", "Sujeto obligado"), Columna("b", etiqueta, "entero"))), 900, 400, letra)
    cabe = hecho.anchos[1] - letra * 0.8
    assert " ".join(partir(etiqueta, cabe, letra, 2, 600)) == etiqueta
