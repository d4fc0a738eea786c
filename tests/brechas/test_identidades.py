"""M1, M7, M8, M9 y M12 son identidades: se cumplen a 1e-9 con cualquier árbol y cualesquiera datos."""

from itertools import combinations
from math import factorial

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apertura.brechas import ErrorCalculo
from apertura.brechas.arbol import Arbol
from apertura.brechas.descomposicion import medias, origen_de_la_brecha, que_mueve_el_indice, quien_pesa, varianza_entre
from apertura.brechas.mezcla import mezcla_y_desempeno, subio_o_cambio_la_muestra
from tests.brechas.generar import arbol_parejo, arboles, real, tabla, tablas

EXACTO = 1e-9
datos_al_azar = settings(max_examples=60, deadline=None)


def con_indice(datos: pl.DataFrame, arbol: Arbol) -> pl.DataFrame:
    return datos.with_columns(pl.Series("I", arbol.indice(datos), nan_to_null=True))


@datos_al_azar
@given(st.data())
def test_m1_las_contribuciones_suman_la_brecha(data: st.DataObject) -> None:
    arbol = data.draw(arboles())
    datos = data.draw(tablas(arbol))
    referencia = medias(datos, arbol)
    origen = origen_de_la_brecha(datos, referencia, arbol)
    sumas = origen.group_by("clave_sujeto", maintain_order=True).agg(pl.col("contribucion").sum())["contribucion"].to_numpy()
    assert np.abs(sumas - (arbol.indice(datos) - referencia["indice"][0])).max() < EXACTO


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_shapley_es_la_descomposicion_aditiva(data: st.DataObject) -> None:
    """Quitar y poner indicadores en todos los órdenes posibles da lo mismo que w (x − x_ref), y en M12 la covarianza."""
    arbol = data.draw(arboles().filter(lambda a: len(a.hojas) <= 6))
    datos = data.draw(tablas(arbol, minimo=2, maximo=12))
    x, w = arbol.matriz(datos), arbol.vector
    base = x.mean(axis=0)
    origen = origen_de_la_brecha(datos, medias(datos, arbol), arbol)["contribucion"].to_numpy().reshape(x.shape)
    de_la_brecha = shapley(len(w), lambda s: float(np.where(s, x[0], base) @ w))
    assert np.abs(np.array(de_la_brecha) - origen[0]).max() < EXACTO
    varianza = float(np.var(x @ w))
    partes = que_mueve_el_indice(datos, arbol)["parte"]
    if partes[0] is not None:
        de_la_varianza = shapley(len(w), lambda s: float(np.var((x * s) @ w)) / varianza)
        assert np.abs(np.array(de_la_varianza) - partes.to_numpy()).max() < 1e-7


def shapley(n: int, valor) -> list[float]:
    """Por definición: media de lo que agrega k sobre todos los órdenes."""
    partes = [0.0] * n
    for k in range(n):
        for cuantos in range(n):
            peso = factorial(cuantos) * factorial(n - cuantos - 1) / factorial(n)
            for grupo in combinations([j for j in range(n) if j != k], cuantos):
                con, sin = np.zeros(n, bool), np.zeros(n, bool)
                sin[list(grupo)] = con[list(grupo)] = True
                con[k] = True
                partes[k] += peso * (valor(con) - valor(sin))
    return partes


@datos_al_azar
@given(st.data())
def test_m7_mezcla_mas_desempeno_es_la_diferencia_y_m8_reparte_el_desempeno(data: st.DataObject) -> None:
    arbol = data.draw(arboles())
    datos = con_indice(data.draw(tablas(arbol)), arbol)
    partes = mezcla_y_desempeno(datos, "I")
    por_unidad = partes.group_by("cve_ent").agg(pl.col("mezcla", "desempeno").sum()).sort("cve_ent")
    real = datos.group_by("cve_ent").agg(pl.col("I").mean() - datos["I"].mean()).sort("cve_ent")["I"]
    assert (por_unidad["mezcla"] + por_unidad["desempeno"] - real).abs().max() < EXACTO  # type: ignore[operator]
    sin_centrar = partes.with_columns(m=(pl.col("parte") - pl.col("parte_nacional")) * pl.col("media_nacional"))
    otra = sin_centrar.group_by("cve_ent").agg(pl.col("m").sum()).sort("cve_ent")["m"]
    assert (otra - por_unidad["mezcla"]).abs().max() < EXACTO  # type: ignore[operator]
    pesos = quien_pesa(datos, arbol).group_by("cve_ent").agg(pl.col("peso").sum()).sort("cve_ent")["peso"]
    assert (pesos - por_unidad["desempeno"]).abs().max() < EXACTO  # type: ignore[operator]


@datos_al_azar
@given(st.data())
def test_m9_panel_entradas_y_salidas_suman_el_cambio(data: st.DataObject) -> None:
    arbol = data.draw(arboles())
    antes, despues = (con_indice(data.draw(tablas(arbol, nulos=True)), arbol) for _ in range(2))
    corrida = data.draw(st.integers(0, 30))
    despues = despues.with_columns(clave_sujeto=pl.Series([f"s{i + corrida:04}" for i in range(despues.height)], dtype=pl.String))
    for por in (None, "orden"):
        partes = subio_o_cambio_la_muestra(antes, despues, "I", por)
        exactas = partes.filter(pl.col("n_panel") > 0)
        error = exactas.select((pl.col("panel") + pl.col("entran") + pl.col("salen") - pl.col("cambio")).abs().max()).item()
        assert error is None or error < EXACTO
        assert partes.filter(n_panel=0)["panel"].null_count() == partes.filter(n_panel=0).height
        assert partes.select((pl.col("n_panel") + pl.col("n_salen")).sum()).item() == antes["I"].drop_nulls().len()


@datos_al_azar
@given(st.data())
def test_m12_las_partes_suman_uno_o_no_hay_varianza(data: st.DataObject) -> None:
    arbol = data.draw(arboles())
    datos = data.draw(tablas(arbol, nulos=True))
    partes = que_mueve_el_indice(datos, arbol)["parte"]
    completos = arbol.indice(arbol.completos(datos))
    if partes[0] is None:
        assert len(completos) < 2 or np.var(completos) < 1e-12
    else:
        assert partes.sum() == pytest.approx(1, abs=EXACTO)


def test_queretaro_2017_contra_la_nacional() -> None:
    datos, arbol = real()
    suya = medias(datos, arbol, "cve_ent").filter(clave_sujeto="22")
    origen = origen_de_la_brecha(suya, medias(datos, arbol), arbol)
    esperadas = {"TG": -0.0352, "TC": -0.0565, "PG": -0.0347, "PC": 0.0119}
    assert {i: round(c, 4) for i, c in origen.select("indicador", "contribucion").iter_rows()} == esperadas
    assert round(origen["contribucion"].sum(), 4) == -0.1145
    publicadas = datos.filter(cve_ent="22").select(pl.col("GA").mean()).item() - datos.select(pl.col("GA").mean()).item()
    assert round(publicadas, 4) == -0.1145


def test_el_tipo_y_el_orden_explican_45_por_ciento_y_la_entidad_6() -> None:
    datos, arbol = real()
    assert round(varianza_entre(datos, arbol, ("orden", "tipo")) or 0, 2) == 0.45
    assert round(varianza_entre(datos, arbol, ("cve_ent",)) or 0, 2) == 0.06


def test_a_quien_le_falta_un_dato_queda_fuera_de_las_medias_y_se_cuenta() -> None:
    datos, arbol = tabla({"a": [0.5, None, 1.0], "b": [0.5, 0.9, 1.0]}), arbol_parejo("a", "b")
    media = medias(datos, arbol).row(0, named=True)
    assert (media["n_sujetos"], media["n_incompletos"], media["indice"]) == (2, 1, 0.75)
    origen = origen_de_la_brecha(datos, medias(datos, arbol), arbol)
    assert origen.filter(clave_sujeto="s0001")["contribucion"].to_list() == [None, pytest.approx(0.075)]
    assert quien_pesa(datos, arbol).height == 2


def test_sin_sujetos_sin_varianza_o_sin_referencia_no_se_inventa_nada() -> None:
    arbol = arbol_parejo("a", "b")
    vacia, constante = tabla({"a": [], "b": []}), tabla({"a": [0.3] * 5, "b": [0.3] * 5})
    assert medias(vacia, arbol, "cve_ent").is_empty()
    assert mezcla_y_desempeno(vacia, "a").is_empty()
    assert quien_pesa(vacia, arbol).is_empty()
    assert subio_o_cambio_la_muestra(vacia, vacia, "a").is_empty()
    for datos in (vacia, constante):
        assert que_mueve_el_indice(datos, arbol)["parte"].to_list() == [None, None]
        assert varianza_entre(datos, arbol, ("tipo",)) is None
    with pytest.raises(ErrorCalculo, match="5 renglones"):
        origen_de_la_brecha(constante, constante, arbol)


def test_un_sujeto_repetido_en_una_edicion_no_se_empareja() -> None:
    doble = tabla({"a": [0.1, 0.2]}).with_columns(clave_sujeto=pl.lit("x"))
    with pytest.raises(ErrorCalculo, match="repetido"):
        subio_o_cambio_la_muestra(doble, doble, "a")


def test_quien_cambia_de_grupo_entra_en_uno_y_sale_del_otro() -> None:
    antes = tabla({"a": [0.2, 0.4]}, entidades=["01", "02"])
    despues = tabla({"a": [0.2, 0.6]}, entidades=["01", "01"])
    filas = {f["grupo"]: f for f in subio_o_cambio_la_muestra(antes, despues, "a", "cve_ent").to_dicts()}
    assert (filas["01"]["n_panel"], filas["01"]["n_entran"], filas["01"]["entran"]) == (1, 1, pytest.approx(0.2))
    assert (filas["02"]["n_salen"], filas["02"]["cambio"], filas["02"]["panel"]) == (1, None, None)
