"""El árbol: qué hojas salen de una tabla de indicadores y qué no se acepta."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apertura.brechas import ErrorCalculo
from apertura.brechas.arbol import arbol_de, tabla_ancha
from tests.brechas.generar import arbol_parejo, arboles, indicadores, real, tabla, tablas


def filas(*renglones: tuple[str, str | None, float | None]) -> pl.DataFrame:
    return pl.DataFrame(renglones, schema=["indicador", "padre", "peso_en_padre"], orient="row")


def test_con_datos_por_sujeto_el_arbol_de_2017_tiene_cuatro_hojas_de_un_cuarto() -> None:
    arbol = real()[1]
    assert (arbol.raiz, arbol.hojas, arbol.pesos) == ("GA", ("TG", "TC", "PG", "PC"), (0.25,) * 4)
    assert arbol.padres == ("T", "T", "P", "P")


def test_hasta_el_fondo_son_diecisiete_componentes_que_suman_uno() -> None:
    arbol = arbol_de(indicadores())
    assert len(arbol.hojas) == 17
    assert sum(arbol.pesos) == pytest.approx(1, abs=1e-12)
    assert dict(zip(arbol.hojas, arbol.pesos, strict=True))["TG.AI"] == pytest.approx(0.125)


def test_las_hojas_de_la_mja_son_sus_cuatro_dimensiones_y_el_maj_no_entra() -> None:
    arbol = arbol_de(indicadores("MJA", 2023))
    assert (arbol.raiz, arbol.hojas, arbol.pesos) == ("JA", ("T", "P", "C", "RC"), (0.25,) * 4)


@pytest.mark.parametrize("edicion", [2019, 2021, 2023])
def test_sin_pesos_de_componentes_el_arbol_se_corta_en_los_subindices(edicion: int) -> None:
    assert arbol_de(indicadores("MGA", edicion)).hojas == ("TG", "TC", "PG", "PC")


def test_una_rama_se_abre_aunque_otra_no_se_pueda() -> None:
    arbol = arbol_de(indicadores(), {"TG.AI", "TG.TR", "TG.TP", "TG.DA", "TC", "PG", "PC", "TC.CEL"})
    assert arbol.hojas == ("TG.AI", "TG.TR", "TG.TP", "TG.DA", "TC", "PG", "PC")


@given(arboles())
def test_los_pesos_efectivos_suman_uno(arbol) -> None:
    assert sum(arbol.pesos) == pytest.approx(1, abs=1e-9)
    assert all(p > 0 for p in arbol.pesos)


@pytest.mark.parametrize(
    ("renglones", "que"),
    [
        ([("A", None, None), ("B", None, None)], "2 raíces"),
        ([("A", "B", 1.0), ("B", "A", 1.0)], "0 raíces"),
        ([("A", None, None), ("A", None, None)], "repetidos"),
        ([("A", None, None), ("B", "A", 0.5), ("C", "A", 0.6)], "No se conocen los pesos"),
        ([("A", None, None), ("B", "A", None)], "No se conocen los pesos"),
        ([("A", None, None), ("B", "A", -1.0), ("C", "A", 2.0)], "No se conocen los pesos"),
        ([("A", None, None)], "No se conocen los pesos"),
    ],
)
def test_un_arbol_imposible_se_explica(renglones: list, que: str) -> None:
    with pytest.raises(ErrorCalculo, match=que):
        arbol_de(filas(*renglones))


@pytest.mark.parametrize("pesos", [(1.0,), (0.5, 0.6), (1.5, -0.5), (float("nan"), 1.0)])
def test_otros_pesos_que_no_suman_uno_no_se_aceptan(pesos: tuple[float, ...]) -> None:
    with pytest.raises(ErrorCalculo, match="no suman 1"):
        arbol_parejo("a", "b").con_pesos(pesos)


def test_sin_una_hoja_el_indice_es_nulo_y_no_se_reparte_su_peso() -> None:
    datos = tabla({"a": [0.5, None], "b": [1.0, 1.0]})
    arbol = arbol_parejo("a", "b")
    assert arbol.indice(datos)[0] == 0.75
    assert np.isnan(arbol.indice(datos)[1])
    assert arbol.completos(datos).height == 1


def test_una_columna_que_falta_se_dice() -> None:
    with pytest.raises(ErrorCalculo, match="Falta la columna de b"):
        arbol_parejo("a", "b").matriz(tabla({"a": [1.0]}))


@settings(max_examples=20)
@given(st.data())
def test_de_largo_a_ancho_no_se_pierde_nada(data: st.DataObject) -> None:
    arbol = data.draw(arboles())
    ancha = data.draw(tablas(arbol))
    largo = ancha.unpivot(index=["clave_sujeto", "cve_ent", "orden", "tipo"], variable_name="indicador", value_name="valor")
    assert tabla_ancha(largo.sample(fraction=1, shuffle=True, seed=1)).select(ancha.columns).equals(ancha)
