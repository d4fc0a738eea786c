"""El simulador: el índice simulado es el del árbol, y la meta inversa llega exacta con los menos cambios."""

from itertools import combinations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apertura.brechas import ErrorCalculo
from apertura.brechas.arbol import Arbol
from apertura.brechas.posicion import lugares
from apertura.brechas.simular import cambios_de_meta, con_cambios, con_pesos_relativos, objetivo, simular
from tests.brechas.generar import arboles, tablas

POCOS = settings(max_examples=60, deadline=None)
ARBOL = Arbol("I", ("a", "b"), (0.5, 0.5), (0.5, 0.5), ("I", "I"))


@POCOS
@given(data=st.data())
def test_el_indice_simulado_es_el_que_da_el_arbol_con_la_tabla_cambiada(data: st.DataObject) -> None:
    arbol = data.draw(arboles())
    sujetos = data.draw(tablas(arbol, minimo=2))
    propio = data.draw(st.integers(0, sujetos.height - 1))
    cambios = data.draw(st.dictionaries(st.sampled_from(arbol.hojas), st.floats(0, 1)))
    relativos = data.draw(st.dictionaries(st.sampled_from(arbol.hojas), st.floats(1, 100)))
    x, otro = arbol.matriz(sujetos), con_pesos_relativos(arbol, relativos)
    hecho = simular(x, propio, con_cambios(arbol.hojas, x[propio], cambios, {}), arbol, otro)
    crudos = {hoja: relativos.get(hoja, 100 * peso) for hoja, peso in zip(arbol.hojas, arbol.pesos, strict=True)}
    for i, fila in enumerate(sujetos.iter_rows(named=True)):
        cifras = {hoja: cambios.get(hoja, fila[hoja]) if i == propio else fila[hoja] for hoja in arbol.hojas}
        esperado = sum(crudos[h] * float(cifras[h] or 0) for h in arbol.hojas) / sum(crudos.values())
        assert hecho.indices[i] == pytest.approx(esperado, abs=1e-9)
        assert hecho.indices_hoy[i] == pytest.approx(sum(p * fila[h] for h, p in zip(arbol.hojas, arbol.pesos, strict=True)), abs=1e-9)


@POCOS
@given(data=st.data())
def test_sin_cambios_ni_pesos_no_pasa_nada(data: st.DataObject) -> None:
    arbol = data.draw(arboles())
    x = arbol.matriz(data.draw(tablas(arbol, minimo=1)))
    igual = con_pesos_relativos(arbol, {})
    assert igual.pesos == pytest.approx(arbol.pesos, abs=1e-12)
    hecho = simular(x, 0, con_cambios(arbol.hojas, x[0], {}, {}), arbol, arbol)
    assert (hecho.indices == hecho.indices_hoy).all()


def test_llevar_a_un_percentil_nunca_baja_y_sin_percentil_no_cambia() -> None:
    arbol = con_pesos_relativos(ARBOL, {"a": 3, "b": 1})
    assert arbol.pesos == (0.75, 0.25)
    metas = {"p75": np.array([0.5, np.nan])}
    assert con_cambios(("a", "b"), np.array([0.2, 0.3]), {"a": "p75", "b": "p75"}, metas).tolist() == [0.5, 0.3]
    assert con_cambios(("a", "b"), np.array([0.9, 0.3]), {"a": "p75"}, metas).tolist() == [0.9, 0.3]


@pytest.mark.parametrize("pesos", [{"a": 0, "b": 0}, {"a": -1}, {"a": float("nan"), "b": 0}])
def test_pesos_en_cero_o_negativos_se_rechazan(pesos: dict[str, float]) -> None:
    with pytest.raises(ErrorCalculo):
        con_pesos_relativos(ARBOL, pesos)


@POCOS
@given(valores=st.lists(st.integers(0, 8).map(lambda v: v / 8), min_size=2, max_size=12), data=st.data())
def test_el_objetivo_de_un_lugar_es_el_menor_indice_que_lo_alcanza(valores: list[float], data: st.DataObject) -> None:
    propio, lugar = data.draw(st.integers(0, len(valores) - 1)), data.draw(st.integers(1, len(valores)))
    indices = np.array(valores)
    buscado = objetivo(indices, propio, ("lugar", lugar))

    def lugar_con(valor: float) -> int:
        prueba = indices.copy()
        prueba[propio] = valor
        return int(lugares(prueba)[propio])

    assert lugar_con(buscado) <= lugar
    assert buscado == valores[propio] or lugar_con(buscado - 1 / 16) > lugar


def test_ningun_conjunto_con_menos_cambios_llega_a_la_meta() -> None:
    azar = np.random.default_rng(3)
    for _ in range(30):
        ganancia = azar.random(6) / 6
        posibles = pl.DataFrame({"valor": [0.0] * 6, "tope": [1.0] * 6, "ganancia": ganancia})
        falta = float(ganancia.sum() * azar.random())
        elegidos = cambios_de_meta(posibles, falta)
        assert elegidos["aporte"].sum() == pytest.approx(falta, abs=1e-9)
        assert (elegidos["llegar_a"] * elegidos["ganancia"]).sum() == pytest.approx(falta, abs=1e-9)
        menos = max((sum(c) for c in combinations(ganancia, max(elegidos.height - 1, 0))), default=0.0)
        assert elegidos.height == 0 or menos < falta
