"""Las hojas del mapa: siempre 33 filas, cada una con su clase, su texto y su lugar."""

import polars as pl
import pytest

from apertura.graficas import mapas
from apertura.graficas.hojas import clave_de_marcas
from tests.graficas.ejemplos import CORTES, entidades, escalonados, valores


def hojas(por_clave: dict[str, float | None], **opciones: object) -> tuple[pl.DataFrame, pl.DataFrame]:
    return mapas.hoja_de_mapa(entidades(), valores(por_clave), CORTES, "Índice", **opciones)  # type: ignore[arg-type]


def fila(datos: pl.DataFrame, clave: str) -> dict[str, object]:
    return datos.row(by_predicate=pl.col("cve_ent") == clave, named=True)


@pytest.mark.parametrize("por_clave", [{}, {"08": 0.4}, escalonados(), escalonados(("01", "FED"))])
def test_siempre_hay_treinta_y_tres_filas_en_el_orden_del_catalogo(por_clave: dict[str, float | None]) -> None:
    datos, _ = hojas(por_clave)
    assert datos["cve_ent"].to_list() == entidades()["cve_ent"].to_list()
    assert len(datos) == 33
    assert sorted(datos["orden"]) == list(range(33))


def test_la_que_falta_queda_sin_dato_y_nunca_en_la_clase_mas_baja() -> None:
    datos, leyenda = hojas({"08": 0.4, "20": None, "29": float("nan")})
    faltantes = datos.filter(pl.col("cve_ent") != "08")
    assert faltantes["clase"].unique().to_list() == [5]
    assert fila(datos, "20")["detalle"] == "Oaxaca: sin dato"
    assert fila(datos, "29")["texto"] == "s/d"
    assert leyenda["cuenta"].to_list() == ["(0)", "(1)", "(0)", "(0)", "(0)", "(32)"]
    assert leyenda["conteo"].to_list() == ["ninguna", "1 entidad", "ninguna", "ninguna", "ninguna", "31 entidades y Fed."]


def test_con_todos_los_datos_la_leyenda_no_dice_sin_dato_y_sus_conteos_suman_treinta_y_tres() -> None:
    _, leyenda = hojas(escalonados())
    assert leyenda["etiqueta"].to_list() == ["0.45 o más", "0.40 a 0.44", "0.35 a 0.39", "0.30 a 0.34", "menos de 0.30"]
    assert sum(int(cuenta.strip("()")) for cuenta in leyenda["cuenta"]) == 33
    assert leyenda["titulo"].to_list() == ["Índice", "", "", "", ""]


def test_todos_iguales_caen_en_una_clase_y_el_orden_es_alfabetico_sin_acentos() -> None:
    datos, _ = hojas(dict.fromkeys(entidades()["cve_ent"], 0.4))
    assert datos["clase"].unique().to_list() == [3]
    nombres = datos.sort("orden")["entidad"].to_list()
    assert nombres[:2] == ["Aguascalientes", "Baja California"]
    assert nombres.index("Estado de México") < nombres.index("Federación") < nombres.index("Guanajuato")


def test_las_barras_van_de_mayor_a_menor_con_los_que_no_tienen_dato_al_final() -> None:
    datos, _ = hojas({"08": 0.4, "20": 0.6, "15": 0.5})
    assert datos.sort("orden")["cve_ent"].to_list()[:3] == ["20", "15", "08"]
    ascendente, _ = hojas({"08": 0.4, "20": 0.6, "15": 0.5}, ascendente=True)
    assert ascendente.sort("orden")["cve_ent"].to_list()[:3] == ["08", "15", "20"]
    assert ascendente.sort("orden")["texto"].to_list()[3] == "s/d"


def test_la_familia_de_brecha_usa_los_otros_seis_colores() -> None:
    datos, leyenda = hojas({"08": 0.4}, familia="brecha")
    assert fila(datos, "08")["indice"] == 6 + 3
    assert fila(datos, "09")["indice"] == 6 + 5
    assert leyenda["indice"].to_list() == [10, 9, 8, 7, 6, 11]


def test_el_detalle_dice_valor_sujetos_y_nota() -> None:
    con_nota = valores({"08": 0.455}).with_columns(nota=pl.lit("lugar 3 de 33"))
    datos, _ = mapas.hoja_de_mapa(entidades(), con_nota, CORTES, "Índice", seleccion="08", turno=4)
    chihuahua = fila(datos, "08")
    assert chihuahua["detalle"] == "Chihuahua: 0.46 · 10 sujetos obligados · lugar 3 de 33"
    assert chihuahua["sel"] is True
    assert datos["sel"].sum() == 1
    assert datos["turno"].unique().to_list() == [4]


def test_una_clave_ajena_o_repetida_es_un_error_y_no_una_fila_perdida() -> None:
    with pytest.raises(ValueError, match="99"):
        hojas({"99": 0.4})
    with pytest.raises(pl.exceptions.ComputeError):
        mapas.hoja_de_mapa(entidades(), pl.concat([valores({"08": 0.4})] * 2), CORTES, "Índice")


def test_la_regla_sin_valor_no_se_dibuja() -> None:
    assert mapas.regla(None, "Nacional").rows() == [(None, "")]
    assert mapas.regla(0.39, "Nacional 0.39").rows() == [(0.39, "Nacional 0.39")]


def test_la_clave_de_marcas_omite_las_que_no_se_usan_y_acorta_nombres_largos() -> None:
    marcas = clave_de_marcas(circulo="Secretaría de Desarrollo Agropecuario y Rural", referencia=None, hueco="Otra")
    assert marcas["marca"].to_list() == ["circulo", "hueco"]
    assert marcas["nombre"][0] == "Secretaría de Desarrollo…"
    assert marcas["lugar"][1] > 13
