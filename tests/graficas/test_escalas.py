"""De valor a clase y de clase a etiqueta."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apertura import formato
from apertura.graficas.escalas import clase_de_color, clasificar, etiquetas_de_clase

CORTES = [0.35, 0.4, 0.45, 0.5]


def test_el_corte_pertenece_a_la_clase_que_empieza_en_el() -> None:
    assert clasificar([0.0, 0.34, 0.35, 0.39, 0.4, 0.45, 0.5, 1.0], CORTES) == [0, 0, 1, 1, 2, 3, 4, 4]


def test_se_clasifica_el_valor_como_se_lee() -> None:
    assert clasificar([0.345, 0.3449, 0.495, 0.4949], CORTES) == [1, 0, 4, 3]


def test_lo_que_falta_no_tiene_clase() -> None:
    assert clasificar([None, float("nan"), float("inf"), 0.4], CORTES) == [None, None, None, 2]
    assert clase_de_color(None, CORTES) == 5


def test_las_etiquetas_no_se_traslapan() -> None:
    assert etiquetas_de_clase(CORTES) == [
        "menos de 0.35", "0.35 a 0.39", "0.40 a 0.44", "0.45 a 0.49", "0.50 o más"
    ]  # fmt: skip


def test_las_etiquetas_de_porcentaje_y_las_clases_de_un_solo_valor_tambien_se_leen() -> None:
    assert etiquetas_de_clase([0.2, 0.4, 0.6, 0.8], "porcentaje")[1] == "20 % a 39 %"
    assert etiquetas_de_clase([0.01, 0.02, 0.03, 0.9])[1:3] == ["0.01", "0.02"]


@pytest.mark.parametrize("cortes", [[], [0.1, 0.2, 0.3], [0.1, 0.1, 0.2, 0.3], [0.4, 0.3, 0.2, 0.1], [0.1, 0.2, 0.3, float("nan")]])
def test_cortes_que_no_son_cuatro_ascendentes_se_rechazan(cortes: list[float]) -> None:
    with pytest.raises(ValueError, match="cortes"):
        clasificar([0.5], cortes)


@given(st.floats(0, 1))
def test_la_etiqueta_de_la_clase_siempre_contiene_al_valor_que_se_lee(valor: float) -> None:
    leido, etiqueta = float(formato.indice(valor)), etiquetas_de_clase(CORTES)[clase_de_color(valor, CORTES)]
    numeros = [float(palabra) for palabra in etiqueta.split() if palabra[0].isdigit()]
    if etiqueta.startswith("menos"):
        assert leido < numeros[0]
    elif etiqueta.endswith("más"):
        assert leido >= numeros[0]
    else:
        assert numeros[0] <= leido <= numeros[1]
