"""Con demasiadas instituciones se dibuja una de cada tantas, se dice, y la forma se conserva."""

import polars as pl

from apertura.graficas.tiras import PUNTOS_MAXIMOS, tira_por_tipo, uno_de_cada
from tests.graficas import ejemplos


def puntos(cuantos: int) -> pl.DataFrame:
    valores = [i / cuantos for i in range(cuantos)]
    claves = [f"clave {i:06}" for i in range(cuantos)]
    return pl.DataFrame({"fila": [0] * cuantos, "valor": valores, "clave": claves, "sel": [i == 7 for i in range(cuantos)]})


def test_hasta_el_limite_se_dibujan_todas() -> None:
    todas = puntos(PUNTOS_MAXIMOS)
    dibujados, cada = uno_de_cada(todas)
    assert cada == 1
    assert dibujados.equals(todas)


def test_pasado_el_limite_quedan_repartidas_por_igual_y_la_elegida_nunca_falta() -> None:
    dibujados, cada = uno_de_cada(puntos(PUNTOS_MAXIMOS * 20).sample(fraction=1, shuffle=True, seed=1))
    assert cada == 20
    assert dibujados.height == PUNTOS_MAXIMOS + 1
    assert dibujados.filter("sel")["clave"].to_list() == ["clave 000007"]
    assert [round(cuantil, 2) for q in (0.1, 0.5, 0.9) if (cuantil := dibujados["valor"].quantile(q))] == [0.1, 0.5, 0.9]


def test_la_leyenda_dice_de_cada_cuantas_es_una_y_las_cuentas_siguen_siendo_de_todas() -> None:
    una_elegida = {"clave": pl.format("{}-{}", "clave", pl.int_range(pl.len())), "sel": pl.int_range(pl.len()) == 3}
    muchas = pl.concat([ejemplos.puntos()] * 600).with_columns(**una_elegida)
    grafica = tira_por_tipo(muchas, "claro", ejemplos.TABLA, "Tira")
    assert muchas["valor"].count() == 3_600
    assert grafica.conjuntos["marcas"]["nombre"][0] == "Una institución de cada 2"
    assert grafica.conjuntos["puntos"].height in (1_800, 1_801)
    contadas = sum(int(c.split()[0].replace(",", "")) for c in grafica.conjuntos["grupos"]["cuenta"])
    assert contadas == muchas.height
