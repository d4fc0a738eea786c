"""El priorizador: el orden, lo que cuenta como área, la palanca de cada entidad y la curva de Pareto."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apertura.brechas.a_quien import a_quien_preguntar, preguntar_por_todas
from apertura.brechas.ficha import Medicion, ficha_de_entidad
from apertura.brechas.grupos import formar
from apertura.brechas.prioridades import areas, mayores_ganancias, palancas, pareto
from tests.brechas.generar import arbol_parejo, arboles, real, tabla, tablas


@pytest.fixture(scope="module")
def todas() -> pl.DataFrame:
    datos, arbol = real()
    return areas(datos, arbol, formar(datos, arbol))


def test_cada_sujeto_y_hoja_sale_una_vez_y_por_prioridad(todas: pl.DataFrame) -> None:
    assert todas.height == 908 * 4
    assert not todas.select("clave_sujeto", "indicador").is_duplicated().any()
    prioridad = (todas["ganancia"] * todas["alcanzable"]).round(12)
    assert prioridad.equals(prioridad.sort(descending=True), null_equal=True)


def test_las_ganancias_son_las_de_m2_y_suman_lo_que_dice_el_metodo(todas: pl.DataFrame) -> None:
    grandes = todas.filter(~pl.col("criterio").eq("orden")).group_by("clave_sujeto").agg(pl.col("ganancia").sum())
    assert grandes.height == 882
    assert grandes["ganancia"].mean() == pytest.approx(0.1873, abs=5e-5)


def test_un_indicador_en_cero_para_todos_es_rezago_compartido_sin_ganancia_y_sigue_siendo_area() -> None:
    datos = tabla({"A": [0.0] * 9, "B": [i / 10 for i in range(9)]})
    arbol = arbol_parejo("A", "B")
    ceros = areas(datos, arbol, formar(datos, arbol)).filter(indicador="A")
    assert set(ceros["clase"]) == {"compartido"}
    assert set(ceros["ganancia"]) == {0.0}
    assert ceros["es_area"].all()


def test_un_salto_de_una_centesima_o_menos_no_es_area() -> None:
    datos = tabla({"A": [0.5] * 8 + [0.49], "B": [0.5] * 9})
    arbol = arbol_parejo("A", "B")
    assert not areas(datos, arbol, formar(datos, arbol))["es_area"].any()


def test_un_solo_sujeto_no_tiene_pares_ni_prioridad_ni_area_y_se_dice_que_son_pocos() -> None:
    datos = tabla({"A": [0.0], "B": [0.9]})
    arbol = arbol_parejo("A", "B")
    solas = areas(datos, arbol, formar(datos, arbol))
    assert solas["prioridad"].null_count() == solas["clase"].null_count() == 2
    assert not solas["es_area"].any()
    assert solas["pocos_pares"].all()
    assert palancas(solas, datos, arbol.indice(datos))["lugar_nuevo"].to_list() == [1]
    assert pareto(solas).is_empty()


def test_con_ocho_en_el_grupo_ya_no_son_pocos() -> None:
    for cuantos, pocos in ((7, True), (8, False)):
        datos = tabla({"A": [i / 10 for i in range(cuantos)], "B": [0.5] * cuantos})
        arbol = arbol_parejo("A", "B")
        assert areas(datos, arbol, formar(datos, arbol))["pocos_pares"].all() == pocos


def test_una_edicion_sin_sujetos_no_da_nada() -> None:
    datos = tabla({"A": [], "B": []})
    arbol = arbol_parejo("A", "B")
    ninguna = areas(datos, arbol, formar(datos, arbol))
    assert ninguna.is_empty()
    assert palancas(ninguna, datos, arbol.indice(datos)).is_empty()


def test_la_palanca_de_cada_entidad_es_la_de_su_ficha(todas: pl.DataFrame) -> None:
    datos, arbol = real()
    medicion = Medicion(datos.with_columns(etiqueta=pl.col("clave_sujeto"), entidad=pl.col("cve_ent")), arbol, "muestra")
    juntas = palancas(todas, datos, medicion.indice)
    assert juntas.height == 33
    for cve_ent in ("22", "FED", "14"):
        propia = juntas.row(by_predicate=pl.col("cve_ent") == cve_ent, named=True)
        ficha = ficha_de_entidad(medicion, cve_ent)
        assert propia["lugar"] == ficha["indice"]["lugar"]
        assert propia["media_nueva"] == pytest.approx(ficha["palanca"]["valor"], abs=1e-12)
        assert (propia["lugar_nuevo"], propia["total"]) == (ficha["palanca"]["lugar"], 33)


def test_los_cinco_cambios_de_queretaro_lo_llevarian_del_33_al_32(todas: pl.DataFrame) -> None:
    datos, arbol = real()
    queretaro = palancas(todas.filter(cve_ent="22"), datos, Medicion(datos, arbol, "muestra").indice).filter(cve_ent="22")
    assert queretaro.select("n_cambios", "lugar", "lugar_nuevo", "total").row(0) == (5, 33, 32, 33)
    assert queretaro["media_nueva"][0] == pytest.approx(0.3126, abs=5e-5)
    assert mayores_ganancias(todas.filter(cve_ent="22"), 5).height == 5


@settings(deadline=None, max_examples=25)
@given(st.data())
def test_la_media_nueva_es_la_de_sumar_los_cambios_a_los_sujetos_y_nunca_baja_de_lugar(data: st.DataObject) -> None:
    arbol = data.draw(arboles())
    datos = data.draw(tablas(arbol, minimo=2, nulos=True))
    elegidas = areas(datos, arbol, formar(datos, arbol))
    indice = arbol.indice(datos)
    todo = palancas(elegidas, datos, indice, None)
    suma = dict(elegidas.group_by("clave_sujeto").agg(pl.col("ganancia").sum()).iter_rows())
    for fila in todo.iter_rows(named=True):
        suyos = [(c, i) for c, e, i in zip(datos["clave_sujeto"], datos["cve_ent"], indice, strict=True) if e == fila["cve_ent"]]
        nuevos = [i + suma[c] for c, i in suyos if not np.isnan(i)]
        assert fila["media_nueva"] == pytest.approx(np.mean(nuevos), abs=1e-9)
        assert fila["lugar_nuevo"] <= fila["lugar"]


def test_el_pareto_ordena_por_lo_que_se_puede_ganar_y_acaba_en_uno(todas: pl.DataFrame) -> None:
    curva = pareto(todas.filter(cve_ent="22"))
    assert curva["total"].is_sorted(descending=True)
    assert curva["acumulado"][-1] == pytest.approx(1)
    assert curva["total"].sum() == pytest.approx(todas.filter(cve_ent="22")["ganancia"].sum())


def test_preguntar_por_todas_es_preguntar_una_por_una(todas: pl.DataFrame) -> None:
    datos, arbol = real()
    pares = formar(datos, arbol)
    celdas = todas.filter(cve_ent="22").head(40)
    respuestas = preguntar_por_todas(datos, arbol, pares, celdas)
    assert sum(map(bool, respuestas)) > 20
    for (clave, hoja), renglones in zip(celdas.select("clave_sujeto", "indicador").iter_rows(), respuestas, strict=True):
        una = a_quien_preguntar(datos, arbol, pares, clave, hoja, 3)
        assert datos[renglones]["clave_sujeto"].to_list() == una["clave_sujeto"].to_list()
