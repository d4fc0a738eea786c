"""Metodología: lo que la página dice que coincide, coincide; y las otras ediciones no presumen lo que no tienen."""

import polars as pl
import pytest

from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.seleccion import Seleccion
from apertura.vistas import metodologia as vista

TODAS = (
    vista.contra_lo_publicado,
    vista.arbol,
    vista.brechas,
    vista.identidades,
    vista.comparabilidad,
    vista.reparaciones,
    vista.lugares,
    vista.indicadores,
    vista.fuentes,
)


def test_las_212_cifras_publicadas_de_2017_coinciden_y_la_diferencia_es_la_resta(vigente: Motor, cat: Catalogo) -> None:
    datos = vista.contra_lo_publicado(vigente, cat, Seleccion()).datos
    assert datos.height == 212
    assert datos["coincide"].all()
    assert datos["diferencia"].to_list() == pytest.approx((datos["recalculado"] - datos["publicado"]).to_list())
    assert datos["diferencia"].abs().max() <= 0.005 + 1e-9  # pyright: ignore[reportOperatorIssue]


def test_las_identidades_se_cumplen_en_los_908(vigente: Motor, cat: Catalogo, sujetos: pl.DataFrame) -> None:
    datos = vista.identidades(vigente, cat, Seleccion()).datos
    assert datos.select("cumplen", "n_sujetos").unique().rows() == [(908, 908)]
    errores = [
        sujetos.select((pl.col(a) - (pl.col(b) + pl.col(c)) / 2).abs().max()).item()
        for a, b, c in (("GA", "T", "P"), ("T", "TG", "TC"), ("P", "PG", "PC"))
    ]
    assert datos["error_maximo"].to_list() == pytest.approx(errores)


def test_las_seis_brechas_oficiales_se_reproducen_y_van_de_mayor_a_menor(vigente: Motor, cat: Catalogo) -> None:
    datos = vista.brechas(vigente, cat, Seleccion()).datos
    publicadas = datos.filter(pl.col("brecha_publicada").is_not_null())
    assert dict(publicadas.select("nombre", "brecha_publicada").iter_rows()) == {
        "Seguimiento": 0.28,
        "Activación": 0.25,
        "Funcionamiento": 0.20,
        "Transparencia proactiva": 0.17,
        "Acceso a la información": 0.165,
        "Claridad": 0.153,
    }
    assert publicadas["coincide"].all()
    assert datos["brecha"].is_sorted(descending=True)
    assert datos["brecha"].to_list() == pytest.approx((datos["peso_en_padre"] * (1 - datos["valor"])).to_list())


def test_el_arbol_nacional_se_recompone(vigente: Motor, cat: Catalogo) -> None:
    datos = vista.arbol(vigente, cat, Seleccion()).datos
    assert sorted(datos["indicador"]) == ["GA", "P", "PC", "PG", "T", "TC", "TG"]
    assert datos["coincide"].all()


def test_ninguna_reparacion_deja_el_nombre_como_estaba(vigente: Motor, cat: Catalogo) -> None:
    datos = vista.reparaciones(vigente, cat, Seleccion()).datos
    assert datos.height > 300
    assert (datos["nombre"] != datos["nombre_publicado"]).all()


def test_los_pesos_suman_uno_en_cada_rama_que_los_tiene(vigente: Motor, cat: Catalogo) -> None:
    datos = vista.indicadores(vigente, cat, Seleccion()).datos
    # El índice se parte de dos maneras: por dimensión y por perspectiva.
    sumas = datos.drop_nulls("peso_en_padre").group_by("padre", "nivel").agg(pl.col("peso_en_padre").sum())
    assert sumas.height == 8
    assert sumas["peso_en_padre"].to_list() == pytest.approx([1.0] * 8)


@pytest.mark.parametrize("llave", [("MGA", 2019, "GA"), ("MGA", 2021, "GA"), ("MGA", 2023, "GA"), ("MJA", 2023, "JA")], ids=str)
def test_toda_tabla_se_puede_pedir_en_toda_edicion_y_nada_se_recalcula_sin_sujetos(
    vigente: Motor, cat: Catalogo, llave: tuple[str, int, str]
) -> None:
    seleccion = Seleccion(*llave, tipos=("judicial",), entidades=("20",))
    for pedir in TODAS:
        tabla = pedir(vigente, cat, seleccion)
        assert {columna.nombre for columna in tabla.columnas} <= set(tabla.datos.columns)
        assert tabla.titulo.lower() in tabla.procedencia.seleccion
    assert vista.contra_lo_publicado(vigente, cat, seleccion).datos.height == 0
    assert vista.identidades(vigente, cat, seleccion).datos["n_sujetos"].to_list() == [0, 0, 0]
    assert vista.indicadores(vigente, cat, seleccion).datos.height > 0
    assert vista.comparabilidad(vigente, cat, seleccion).datos["motivo"].null_count() == 0


def test_cada_fuente_trae_su_huella_y_quien_la_publica(vigente: Motor, cat: Catalogo) -> None:
    datos = vista.fuentes(vigente, cat, Seleccion()).datos
    assert datos.height >= 6
    assert datos["sha256"].str.contains(r"^[0-9a-f]{64}$").all()
    assert datos.select("publica", "licencia", "descripcion").null_count().sum_horizontal().item() == 0
