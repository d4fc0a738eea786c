"""M2, M5, M6 y M13: lo que se puede ganar, qué tan alcanzable es, el menor plan y a quién preguntar."""

from itertools import combinations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apertura.brechas import ErrorCalculo
from apertura.brechas.a_quien import a_quien_preguntar
from apertura.brechas.arbol import Arbol
from apertura.brechas.grupos import Pares, de_texto, formar
from apertura.brechas.metas import cambios_para, ganancias_de_grupo, valor_para_lugar
from apertura.brechas.potencial import alcanzable_en_panel, mejores, menor_puntaje_falla, potencial
from apertura.brechas.resumen import cercanos_en_indice
from tests.brechas.generar import arbol_parejo, arboles, real, tabla, tablas

AB = arbol_parejo("a", "b")
ESTRATEGIAS = st.sampled_from(["orden-tipo", "entidad", "perfil:4", "lista:s0000,s0003,s0007,s0011"])


def columna(largo: pl.DataFrame, nombre: str, arbol: Arbol) -> np.ndarray:
    return largo[nombre].cast(pl.Float64).fill_null(float("nan")).to_numpy().reshape(-1, len(arbol.hojas))


@settings(max_examples=60, deadline=None)
@given(st.data(), ESTRATEGIAS, st.sampled_from([0.5, 0.75, 0.9, 1.0]))
def test_m2_es_el_cuantil_de_los_demas_uno_por_uno(data: st.DataObject, texto: str, q: float) -> None:
    arbol = data.draw(arboles())
    datos = data.draw(tablas(arbol, nulos=data.draw(st.booleans())))
    pares, x = formar(datos, arbol, de_texto(texto)), arbol.matriz(datos)
    largo = potencial(datos, arbol, pares, q)
    meta, ganancia = columna(largo, "meta", arbol), columna(largo, "ganancia", arbol)
    for i in range(datos.height):
        otros = x[pares.de(i)]
        for k, w in enumerate(arbol.pesos):
            medidos = otros[~np.isnan(otros[:, k]), k]
            esperada = np.quantile(medidos, q) if len(medidos) else np.nan
            np.testing.assert_allclose(meta[i, k], esperada, atol=1e-12)
            np.testing.assert_allclose(ganancia[i, k], w * np.maximum(0, esperada - x[i, k]), atol=1e-12)
    assert not (ganancia < 0).any()


def test_m2_es_cero_para_el_mejor_de_todos() -> None:
    datos, arbol = real()
    largo = potencial(datos, arbol, formar(datos, arbol), 1.0)
    arriba = largo.filter(pl.col("valor") == pl.col("valor").max().over("indicador"))
    assert arriba.height > 0
    assert arriba["ganancia"].to_list() == [0.0] * arriba.height


@settings(max_examples=40, deadline=None)
@given(st.data(), ESTRATEGIAS)
def test_m5_cuenta_los_pares_cercanos_que_ya_estan_en_la_meta(data: st.DataObject, texto: str) -> None:
    arbol = data.draw(arboles())
    datos = data.draw(tablas(arbol, minimo=2))
    pares, x, indice = formar(datos, arbol, de_texto(texto)), arbol.matriz(datos), arbol.indice(datos)
    largo = potencial(datos, arbol, pares, k=5)
    meta, alcanzable, cercanos = (columna(largo, c, arbol) for c in ("meta", "alcanzable", "cercanos"))
    for i in range(datos.height):
        distancias = np.abs(indice[pares.de(i)] - indice[i])
        if len(set(np.round(distancias, 12))) < len(distancias):
            continue  # con empates hay más de un conjunto posible de cercanos
        suyos = pares.de(i)[np.argsort(distancias)][:5]
        assert set(cercanos[i]) == {len(suyos)}
        esperada = (x[suyos] >= meta[i] - 1e-12).mean(axis=0) if len(suyos) else np.full(len(arbol.hojas), np.nan)
        np.testing.assert_allclose(alcanzable[i], esperada)
    algunos = np.arange(datos.height)[::2]
    assert (cercanos_en_indice(indice, pares, 5, algunos) == cercanos_en_indice(indice, pares, 5)[algunos]).all()


def test_las_882_instituciones_en_grupos_de_ocho_o_mas() -> None:
    datos, arbol = real()
    pares = formar(datos, arbol)
    largo = potencial(datos, arbol, pares)
    suyas = mejores(largo).filter(pl.Series(pares.criterio == "orden y tipo"))
    assert suyas.height == 882
    assert suyas["mejor"].mean() == pytest.approx(0.1073, abs=5e-5)
    assert suyas["total"].mean() == pytest.approx(0.1873, abs=5e-5)


def test_el_menor_puntaje_no_es_el_area_de_oportunidad_en_uno_de_cada_cuatro() -> None:
    datos, arbol = real()
    pares = formar(datos, arbol)
    fallas = menor_puntaje_falla(potencial(datos, arbol, pares)).filter(pl.Series(pares.criterio == "orden y tipo"))
    assert fallas["falla"].mean() == pytest.approx(0.2585, abs=5e-5)
    assert fallas["falla_siempre"].mean() == pytest.approx(0.2200, abs=5e-5)


def test_con_dos_ediciones_se_cuenta_cuantos_dieron_el_salto() -> None:
    antes, despues = np.array([0.0, 0.2, 0.9, 0.5, np.nan]), np.array([0.5, 0.3, 1.0, 0.2, 1.0])
    proporcion, n = alcanzable_en_panel(np.array([0.3, 0.1, 0.0, np.nan, 1.0]), antes, despues)
    assert n.tolist() == [3, 4, 4, 0, 1]
    np.testing.assert_allclose(proporcion, [1.5 / 4, 3.5 / 5, np.nan, np.nan, 0.5 / 2])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(0, 1), max_size=8), st.floats(0, 4))
def test_m6_no_hay_conjunto_mas_chico_y_llega_exacto_o_dice_que_no(ganancias: list[float], falta: float) -> None:
    posibles = pl.DataFrame({"cual": range(len(ganancias)), "ganancia": ganancias}, schema={"cual": pl.Int64, "ganancia": pl.Float64})
    elegidos = cambios_para(posibles, falta)
    if falta <= 1e-12 or not elegidos.height:
        assert falta <= 1e-12 or sum(ganancias) <= 1e-9
        return
    alcanza = sum(ganancias) >= falta - 1e-9
    assert elegidos["llega"].to_list() == [alcanza] * elegidos.height
    assert elegidos["aporte"].sum() == pytest.approx(falta if alcanza else sum(ganancias), abs=1e-9)
    assert (elegidos["fraccion"] > 0).all()
    assert elegidos["fraccion"].head(elegidos.height - 1).to_list() == [1.0] * (elegidos.height - 1)
    for cuantos in range(elegidos.height):
        assert all(sum(c) < falta - 1e-13 for c in combinations(ganancias, cuantos)) or not alcanza


def test_m6_una_meta_que_no_es_numero_no_se_calcula_y_una_cumplida_no_pide_nada() -> None:
    posibles = pl.DataFrame({"ganancia": [0.1, None, 0.3]})
    with pytest.raises(ErrorCalculo, match="no es un número"):
        cambios_para(posibles, float("nan"))
    assert cambios_para(posibles, 0.0).is_empty()
    assert cambios_para(posibles, 0.35, limite=1)["llega"].to_list() == [False]


@settings(deadline=None)
@given(st.lists(st.sampled_from([0.0, 0.1, 0.25, 0.5, 1.0]), min_size=1, max_size=9), st.data())
def test_el_valor_para_un_lugar_da_ese_lugar_o_mejor_y_nada_menos_alcanza(valores: list[float], data: st.DataObject) -> None:
    propio, lugar = (data.draw(st.integers(0, len(valores) - 1)), data.draw(st.integers(1, len(valores))))
    x = np.array(valores)
    valor = valor_para_lugar(x, propio, lugar)
    demas = np.delete(x, propio)
    assert 1 + int((demas > valor).sum()) <= lugar
    if valor > x[propio]:
        assert 1 + int((demas > valor - 1e-6).sum()) > lugar
    with pytest.raises(ErrorCalculo, match="No hay lugar"):
        valor_para_lugar(x, propio, len(valores) + 1)


def test_los_cambios_de_los_sujetos_mueven_la_media_del_grupo_lo_que_se_dice() -> None:
    datos, arbol = real()
    largo = potencial(datos, arbol, formar(datos, arbol))
    suyos = datos.filter(cve_ent="22")
    cambios = cambios_para(ganancias_de_grupo(largo, suyos, suyos.height), 1.0, limite=5)
    movidos = suyos
    for c in cambios.iter_rows(named=True):
        cual = pl.col("clave_sujeto") == c["clave_sujeto"]
        movidos = movidos.with_columns(pl.when(cual).then(c["meta"]).otherwise(c["indicador"]).alias(c["indicador"]))
    subio = arbol.indice(movidos).mean() - arbol.indice(suyos).mean()
    assert subio == pytest.approx(cambios["ganancia"].sum(), abs=1e-12)
    with pytest.raises(ErrorCalculo, match="no tiene sujetos"):
        ganancias_de_grupo(largo, suyos.clear(), 0)


def test_m13_da_pares_mejores_que_ya_estan_ahi_y_primero_los_de_casa() -> None:
    datos, arbol = real()
    pares = formar(datos, arbol)
    quienes = a_quien_preguntar(datos, arbol, pares, "22-MUN-016", "PC", 200)
    yo = datos.filter(clave_sujeto="22-MUN-016")
    meta = potencial(datos, arbol, pares).filter(clave_sujeto="22-MUN-016", indicador="PC")["meta"][0]
    assert (quienes["indice"] >= arbol.indice(yo)[0] + 0.1 - 1e-9).all()
    assert (quienes["valor"] >= meta).all()
    assert quienes["misma_entidad"].to_list() == sorted(quienes["misma_entidad"], reverse=True)
    assert quienes["clave_sujeto"][:2].to_list() == ["22-MUN-017", "22-MUN-014"]
    assert quienes.filter(misma_entidad=False)["distancia"].is_sorted()
    assert set(quienes.join(datos, on="clave_sujeto")["tipo"]) == {"municipio"}


def test_m13_el_mejor_no_tiene_a_quien_preguntar_y_lo_que_no_existe_se_dice() -> None:
    datos = tabla({"a": [0.1, 0.5, 0.9], "b": [0.1, 0.5, 0.9]})
    pares = formar(datos, AB)
    assert a_quien_preguntar(datos, AB, pares, "s0002", "a").is_empty()
    assert a_quien_preguntar(datos, AB, pares, "s0000", "a")["clave_sujeto"].to_list() == ["s0002"]
    with pytest.raises(ErrorCalculo, match="no es una hoja"):
        a_quien_preguntar(datos, AB, pares, "s0000", "z")
    with pytest.raises(ErrorCalculo, match="no fue evaluado"):
        a_quien_preguntar(datos, AB, pares, "zzz", "a")


@pytest.mark.parametrize(
    ("valores", "metas"),
    [([], []), ([0.5], [None]), ([0.2, 0.6], [0.6, 0.2]), ([0.3] * 7, [0.3] * 7), ([0.0] * 8, [0.0] * 8),
     ([0.0] * 7 + [0.8], [0.0] * 8), ([0.2, None, 0.6], [0.6, None, 0.2])],
)  # fmt: skip
def test_grupos_de_cero_uno_dos_siete_y_ocho_constantes_en_cero_o_con_huecos(valores: list, metas: list) -> None:
    datos = tabla({"a": valores, "b": [0.5] * len(valores)})
    pares: Pares = formar(datos, AB)
    largo = potencial(datos, AB, pares).filter(indicador="a")
    con_valor = [m if v is not None else None for v, m in zip(valores, largo["meta"], strict=True)]
    assert con_valor == metas
    esperadas = [None if v is None or m is None else 0.5 * max(0.0, m - v) for v, m in zip(valores, metas, strict=True)]
    assert largo["ganancia"].to_list() == pytest.approx(esperadas)
