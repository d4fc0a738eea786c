"""M5 con dos ediciones: cuántas del panel dieron ese salto, contadas a mano, con su grupo o con todo el panel."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apertura.brechas.arbol import Arbol
from apertura.brechas.grupos import MINIMO, Estrategia, formar
from apertura.brechas.panel import DE_SU_GRUPO, alcance, alcance_de, formar_panel
from apertura.brechas.prioridades import areas
from tests.brechas.generar import arbol_parejo, arboles, tabla, tablas


def despues_de(datos: pl.DataFrame, arbol: Arbol, azar: np.random.Generator) -> pl.DataFrame:
    """La misma tabla dos años después: sin algunos, y con lo demás movido."""
    quedan = datos.filter(pl.Series(azar.random(datos.height) > 0.3))
    return quedan.with_columns(
        pl.Series(h, np.clip(quedan[h].to_numpy() + azar.uniform(-0.2, 0.5, quedan.height), 0, 1)) for h in arbol.hojas
    )


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_m5_con_panel_cuenta_quienes_dieron_ese_salto(data: st.DataObject) -> None:
    arbol: Arbol = data.draw(arboles())
    datos = data.draw(tablas(arbol, minimo=2))
    azar = np.random.default_rng(data.draw(st.integers(0, 999)))
    otra = despues_de(datos, arbol, azar)
    panel = formar_panel(datos, arbol, {2019: otra, 2017: datos}, frozenset(arbol.hojas))
    assert (panel.de, panel.a) == (2017, 2019)
    estrategia = data.draw(st.sampled_from([Estrategia(), Estrategia("entidad"), Estrategia("perfil", 9)]))
    pares = formar(datos, arbol, estrategia)
    saltos = np.round(azar.random((datos.height, len(arbol.hojas))), 2)
    hecho = alcance(panel, saltos, np.arange(datos.height), pares)
    antes, despues = arbol.matriz(datos), dict(zip(otra["clave_sujeto"], arbol.matriz(otra), strict=True))
    en_las_dos = [i for i, clave in enumerate(datos["clave_sujeto"]) if clave in despues]
    for i in range(datos.height):
        grupo = [j for j in en_las_dos if j == i or j in pares.de(i)]
        usados = grupo if len(grupo) >= MINIMO else en_las_dos
        for k in range(len(arbol.hojas)):
            podian = [j for j in usados if antes[j, k] <= 1 - saltos[i, k] + 1e-12]
            subidas = [despues[datos["clave_sujeto"][j]][k] - antes[j, k] for j in usados]
            dieron = min(sum(s >= saltos[i, k] - 1e-12 for s in subidas), len(podian))
            assert hecho.podian[i, k] == len(podian)
            assert hecho.dieron[i, k] == (dieron if saltos[i, k] > 0 else 0)
            assert (hecho.grupo[i, k] == DE_SU_GRUPO) == (len(grupo) >= MINIMO)
            if podian and saltos[i, k] > 0:
                assert hecho.proporcion[i, k] == pytest.approx((dieron + 0.5) / (len(podian) + 1))
            else:
                assert np.isnan(hecho.proporcion[i, k])
    assert np.array_equal(alcance_de(panel, saltos, np.arange(datos.height), pares), np.nan_to_num(hecho.proporcion))


def dos_hojas(antes: tuple[float, float], n: int = 20) -> pl.DataFrame:
    return tabla({"a": [antes[0], *np.linspace(0, 1, n - 1)], "b": [antes[1], *np.linspace(0, 1, n - 1)]})


def test_una_hoja_que_no_se_compara_queda_fuera_y_entonces_el_panel_no_ordena() -> None:
    arbol, datos = arbol_parejo("a", "b"), dos_hojas((0.1, 0.1))
    completo = formar_panel(datos, arbol, {2017: datos, 2019: datos}, frozenset({"a", "b"}))
    a_medias = formar_panel(datos, arbol, {2017: datos, 2019: datos}, frozenset({"a"}))
    assert (completo.completo, a_medias.completo) == (True, False)
    assert np.isnan(a_medias.antes[:, 1]).all()
    pares = formar(datos, arbol)
    sin, con = areas(datos, arbol, pares), areas(datos, arbol, pares, a_medias)
    assert con.select(sin.columns).drop("dieron", "podian", "proporcion").equals(sin.drop("dieron", "podian", "proporcion"))
    assert con.filter(indicador="a", clave_sujeto="s0000")["podian"][0] > 0
    assert con.filter(indicador="b")["podian"].null_count() == datos.height


def test_con_panel_completo_la_prioridad_es_ganancia_por_los_que_ya_dieron_el_salto() -> None:
    arbol, datos = arbol_parejo("a", "b"), dos_hojas((0.0, 0.0))
    # En «b» todos subieron; en «a», nadie.
    subio = datos.with_columns(b=pl.min_horizontal(pl.col("b") + 0.9, 1.0))
    hechas = areas(datos, arbol, formar(datos, arbol), formar_panel(datos, arbol, {2017: datos, 2019: subio}, frozenset({"a", "b"})))
    mia = hechas.filter(clave_sujeto="s0000")
    assert mia["indicador"].to_list() == ["b", "a"]
    assert mia["prioridad"].to_list() == pytest.approx((mia["ganancia"] * mia["proporcion"]).to_list())
