"""Los conjuntos de las demás gráficas: pilas deterministas, árbol en orden y cifras como se leen."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from apertura.graficas.comparaciones import en_arbol
from apertura.graficas.tiras import desvios, lugares_en_bloque, tira_por_tipo
from tests.graficas import ejemplos


def test_cada_institucion_con_dato_es_un_punto_y_la_que_no_se_cuenta_en_la_etiqueta() -> None:
    grafica = ejemplos.tira()
    assert len(grafica.conjuntos["puntos"]) == 6
    assert grafica.conjuntos["grupos"].rows() == [
        (0, "Municipio", "5 instituciones, 1 s/d", "3 en cero", 0.0),
        (1, "Judicial", "2 instituciones", "", 0.6),
    ]


def test_los_ceros_forman_un_bloque_a_la_izquierda_y_los_demas_no_se_corren() -> None:
    puntos = ejemplos.tira().conjuntos["puntos"]
    assert puntos.filter(pl.col("valor") == 0)["desvio"].to_list() == [-0.13, 0.0, 0.13]
    assert puntos.filter(pl.col("valor") > 0)["corrimiento"].to_list() == [0.0, 0.0, 0.0]
    lugares = list(lugares_en_bloque([0] * 9))
    assert lugares[0] == (-0.39, 0.0)
    assert lugares[7:] == [(-0.065, -0.5), (0.065, -0.5)]


@given(st.integers(1, 400))
def test_ningun_bloque_de_ceros_invade_la_etiqueta_y_ningun_punto_tapa_a_otro(cuantos: int) -> None:
    lugares = list(lugares_en_bloque([0] * cuantos))
    assert len(set(lugares)) == cuantos
    assert min(horizontal for _, horizontal in lugares) >= -5.5


@given(st.lists(st.integers(0, 3), max_size=200))
def test_las_pilas_van_centradas_y_caben_en_su_renglon(pilas: list[int]) -> None:
    resultado = desvios(pilas)
    assert all(abs(desvio) <= 0.42 for desvio in resultado)
    for pila in set(pilas):
        propios = [d for d, p in zip(resultado, pilas, strict=True) if p == pila]
        assert sum(propios) == pytest.approx(0, abs=0.01 * len(propios))
        assert len(propios) == 1 or propios == sorted(propios)


def test_la_tira_sale_igual_aunque_las_filas_lleguen_en_otro_orden() -> None:
    revueltos = tira_por_tipo(ejemplos.puntos().reverse(), "claro", ejemplos.TABLA, "Tira", nacional=0.39)
    for nombre, tabla in ejemplos.tira().conjuntos.items():
        assert tabla.equals(revueltos.conjuntos[nombre]), nombre


def test_los_indicadores_van_en_el_orden_del_arbol_con_su_sangria() -> None:
    assert en_arbol(ejemplos.arbol()).select("indicador", "nivel").rows() == [("GA", 0), ("T", 1), ("TG", 2)]


def test_un_indicador_sin_su_padre_cuenta_como_raiz_y_no_se_pierde() -> None:
    sueltos = ejemplos.arbol().filter(pl.col("indicador") != "T")
    assert en_arbol(sueltos).select("indicador", "nivel").rows() == [("TG", 0), ("GA", 0)]


def test_la_comparacion_escribe_la_diferencia_y_calla_si_falta_un_lado() -> None:
    indicadores = ejemplos.contra().conjuntos["indicadores"]
    assert indicadores.select("etiqueta", "texto", "diferencia").rows() == [
        ("Índice", "0.46", "−0.04"),
        ("Transparencia", "s/d", ""),
        ("Gobierno", "0.50", "+0.10"),
    ]
    assert indicadores["detalle"][0] == "Índice: Oaxaca 0.46 · Nacional 0.50 · Puebla 0.20"


def test_las_brechas_van_de_mayor_a_menor_y_distinguen_lo_publicado_de_lo_calculado() -> None:
    componentes = ejemplos.brechas().conjuntos["componentes"]
    assert componentes["rotulo"].to_list() == ["0.282 (publicada: 0.28)", "0.165 (publicada: 0.165)"]
    assert componentes["maximo"].unique().to_list() == [0.282]


def test_las_medias_van_de_mayor_a_menor_con_lo_que_falta_al_final() -> None:
    grupos = ejemplos.medias().conjuntos["grupos"]
    assert grupos.select("etiqueta", "cuenta", "texto").rows() == [
        ("C", "20 instituciones", "0.60"),
        ("A", "1 institución", "0.30"),
        ("B", "0 instituciones", "s/d"),
    ]


def test_las_ediciones_van_en_orden_y_sin_linea_que_las_una() -> None:
    grafica = ejemplos.ediciones()
    assert grafica.conjuntos["ediciones"]["edicion"].to_list() == ["2017", "2019", "2023"]
    assert '"line"' not in str(grafica.especificacion).replace("'", '"')
    assert grafica.conjuntos["ediciones"]["detalle"].to_list() == [
        "2017: 0.39 · 908 instituciones", "2019: 0.52 · 1,243 instituciones", "2023: s/d"
    ]  # fmt: skip


def test_en_el_pareto_cada_barra_empieza_donde_acaba_la_anterior_y_la_ultima_llega_al_cien() -> None:
    barras = ejemplos.concentracion().conjuntos["barras"]
    assert barras["desde"].to_list() == [0.0, *barras["hasta"].to_list()[:-1]]
    assert barras.height == 16
    assert barras.row(15, named=True)["etiqueta"] == "Las otras 5 instituciones"
    assert (barras["hasta"][15], barras["texto"][15], barras["demas"].to_list().count(True)) == (1.0, "100 %", 1)


def test_si_caben_todas_no_hay_las_demas_y_una_mas_no_se_esconde() -> None:
    for cuantas in (1, 15, 16):
        barras = ejemplos.concentracion(cuantas=cuantas).conjuntos["barras"]
        assert barras.height == cuantas
        assert not barras["demas"].any()
    assert ejemplos.concentracion(cuantas=17).conjuntos["barras"]["etiqueta"][-1] == "Las otras 2 instituciones"


def test_el_pareto_dice_cuantas_juntan_la_mitad() -> None:
    # 20 + 19 + … : con las seis primeras van 105 de 210, la mitad justa.
    assert ejemplos.concentracion().descripcion == (
        "Pareto. 20 instituciones pueden ganar algo. Las que más: Institución 0 (20.00), Institución 1 (19.00) e Institución 2 (18.00)."
    )
