"""El árbol de indicadores: pesos que suman uno, pesos efectivos y sumas ponderadas."""

from functools import cache

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from apertura.importador.indicadores import brechas_publicadas, indicadores

EDICIONES = [("MGA", 2017), ("MGA", 2019), ("MGA", 2021), ("MGA", 2023), ("MJA", 2023)]
PESOS_2017 = {
    "TG": {"TG.AI": 0.5, "TG.TR": 0.2, "TG.TP": 0.2, "TG.DA": 0.1},
    "TC": {"TC.DISP": 0.25, "TC.CLAR": 0.25, "TC.COMP": 0.25, "TC.CEL": 0.25},
    "PG": {"PG.MEC": 0.2, "PG.ACT": 0.1, "PG.FUN": 0.3, "PG.FORM": 0.1, "PG.SEG": 0.3},
    "PC": {"PC.MET": 0.2, "PC.RECEP": 0.3, "PC.ACT": 0.3, "PC.CEL": 0.2},
}
HOJAS = [componente for componentes in PESOS_2017.values() for componente in componentes]
valores = st.floats(min_value=0, max_value=1, allow_nan=False)


@cache
def arbol() -> pl.DataFrame:
    """El árbol completo, con los siete indicadores que hay por sujeto en 2017."""
    medidos = pl.DataFrame({"indicador": ["GA", "T", "P", "TG", "TC", "PG", "PC"]})
    return indicadores(medidos.select(pl.lit("MGA").alias("metrica"), pl.lit(2017).alias("edicion"), "indicador"))


def edicion(metrica: str, anio: int) -> pl.DataFrame:
    return arbol().filter(metrica=metrica, edicion=anio)


@pytest.mark.parametrize(("subindice", "componentes"), PESOS_2017.items())
def test_los_pesos_de_2017_son_los_del_anexo_1(subindice: str, componentes: dict[str, float]) -> None:
    hijos = edicion("MGA", 2017).filter(padre=subindice)
    assert dict(hijos.select("indicador", "peso_en_padre").iter_rows()) == componentes


@pytest.mark.parametrize(("metrica", "anio"), EDICIONES)
def test_la_suma_de_pesos_de_cada_padre_es_uno(metrica: str, anio: int) -> None:
    conocidos = edicion(metrica, anio).filter(pl.col("nivel") != "agregado").drop_nulls(["padre", "peso_en_padre"])
    sumas = conocidos.group_by("padre").agg(pl.col("peso_en_padre").sum())
    assert sumas.height > 0
    assert sumas["peso_en_padre"].to_list() == pytest.approx([1.0] * sumas.height)


@pytest.mark.parametrize(("metrica", "anio"), EDICIONES)
def test_cada_edicion_tiene_un_indice_y_todo_padre_existe(metrica: str, anio: int) -> None:
    tabla = edicion(metrica, anio)
    assert tabla.filter(nivel="indice").height == 1
    assert tabla.filter(nivel="indice")["peso_en_indice"].to_list() == [1.0]
    assert set(tabla["padre"].drop_nulls()) <= set(tabla["indicador"])


def test_el_peso_efectivo_de_los_cuatro_subindices_es_un_cuarto() -> None:
    subindices = edicion("MGA", 2017).filter(nivel="subindice")
    assert dict(subindices.select("indicador", "peso_en_indice").iter_rows()) == dict.fromkeys(PESOS_2017, 0.25)


def test_los_pesos_efectivos_de_los_17_componentes_suman_uno() -> None:
    componentes = edicion("MGA", 2017).filter(nivel="componente")
    assert sorted(componentes["indicador"]) == sorted(HOJAS)
    assert componentes["peso_en_indice"].sum() == pytest.approx(1)


def test_actores_y_activacion_son_dos_indicadores_aunque_la_fuente_los_llame_igual() -> None:
    nombres = dict(edicion("MGA", 2017).select("indicador", "nombre_corto").iter_rows())
    assert (nombres["PG.ACT"], nombres["PC.ACT"]) == ("Actores", "Activación")


def test_los_agregados_por_perspectiva_no_pesan_en_el_indice() -> None:
    agregados = edicion("MGA", 2017).filter(nivel="agregado")
    assert sorted(agregados["indicador"]) == ["GAc", "GAg"]
    assert agregados["peso_en_indice"].null_count() == 2


def test_de_las_demas_ediciones_no_se_inventan_pesos_de_componentes() -> None:
    otras = arbol().filter(pl.col("edicion") != 2017, pl.col("nivel") == "componente")
    assert otras.height > 0
    assert otras["peso_en_padre"].null_count() == otras["peso_en_indice"].null_count() == otras.height


def test_el_modulo_jurisdiccional_y_los_conteos_no_entran_al_indice() -> None:
    aparte = arbol().filter(pl.col("nivel").is_in(["aparte", "conteo"]))
    assert {"MAJ", "N_SO"} <= set(aparte["indicador"])
    assert aparte["peso_en_indice"].null_count() == aparte.height


def test_por_sujeto_es_cierto_solo_donde_hay_resultados() -> None:
    medidos = arbol().filter("por_sujeto")
    assert set(medidos["edicion"]) == {2017}
    assert set(medidos["indicador"]) == {"GA", "T", "P", "TG", "TC", "PG", "PC"}


def test_todo_indicador_tiene_nombre_corto_y_definicion() -> None:
    assert arbol().select("nombre_corto", "definicion", "nivel").null_count().sum_horizontal().item() == 0


def test_las_brechas_publicadas_son_seis() -> None:
    assert brechas_publicadas().height == 6


@given(st.lists(valores, min_size=17, max_size=17))
def test_el_indice_por_niveles_es_igual_a_la_suma_ponderada_de_los_componentes(valores_hoja: list[float]) -> None:
    conocido = dict(zip(HOJAS, valores_hoja, strict=True))
    pesos = dict(edicion("MGA", 2017).select("indicador", "peso_en_indice").iter_rows())
    directo = sum(pesos[hoja] * conocido[hoja] for hoja in HOJAS)
    assert evaluar("GA", conocido) == pytest.approx(directo, abs=1e-12)
    assert 0 <= directo <= 1 + 1e-12


@given(st.lists(valores, min_size=17, max_size=17))
def test_el_indice_es_la_media_de_dimensiones_la_de_subindices_y_la_de_perspectivas(hojas: list[float]) -> None:
    conocido = dict(zip(HOJAS, hojas, strict=True))
    ga, t, p, *cuatro = (evaluar(clave, conocido) for clave in ("GA", "T", "P", "TG", "TC", "PG", "PC"))
    tg, tc, pg, pc = cuatro
    assert ga == pytest.approx((t + p) / 2, abs=1e-12)
    assert ga == pytest.approx(sum(cuatro) / 4, abs=1e-12)
    assert ga == pytest.approx(((tg + pg) / 2 + (tc + pc) / 2) / 2, abs=1e-12)


@given(st.lists(valores, min_size=17, max_size=17), st.sampled_from(HOJAS), valores)
def test_subir_un_componente_sube_el_indice_justo_su_peso_por_el_cambio(hojas: list[float], cual: str, nuevo: float) -> None:
    antes = dict(zip(HOJAS, hojas, strict=True))
    pesos = dict(edicion("MGA", 2017).select("indicador", "peso_en_indice").iter_rows())
    cambio = evaluar("GA", {**antes, cual: nuevo}) - evaluar("GA", antes)
    assert cambio == pytest.approx(pesos[cual] * (nuevo - antes[cual]), abs=1e-12)


def evaluar(clave: str, conocido: dict[str, float]) -> float:
    """El valor de un nodo: el conocido o la suma ponderada de sus hijos, con los pesos publicados."""
    if clave in conocido:
        return conocido[clave]
    return sum(peso * evaluar(hijo, conocido) for hijo, peso in hijos(clave))


@cache
def hijos(clave: str) -> list[tuple[str, float]]:
    tabla = edicion("MGA", 2017).filter(pl.col("padre") == clave, pl.col("nivel") != "agregado")
    return list(tabla.select("indicador", "peso_en_padre").iter_rows())
