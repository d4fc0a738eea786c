"""Lo publicado se carga completo, con sus decimales y sus claves, y lo que se contradice no se carga."""

import polars as pl
import pytest

from apertura.errores import ErrorApertura
from apertura.importador.catalogos import armonizar, ordenes, tipos
from apertura.importador.fuentes import leer_csv
from apertura.importador.publicados import lugares_publicados, publicados, unidades_publicadas
from apertura.rutas import FUENTES

ARCHIVOS = ["mga_publicado", "mga_2019_2021_sujetos_publicados", "mja_2023_publicado"]


@pytest.fixture(scope="module")
def cifras() -> pl.DataFrame:
    return publicados()


def crudo(clave: str) -> pl.DataFrame:
    return leer_csv(FUENTES / clave / f"{clave}.csv").with_row_index("renglon", offset=2)


@pytest.mark.parametrize("clave", ARCHIVOS)
def test_cada_renglon_de_la_fuente_es_una_cifra_con_el_mismo_valor(cifras: pl.DataFrame, clave: str) -> None:
    fuente = crudo(clave).with_columns(pl.col("edicion").cast(pl.Int64), pl.col("valor").cast(pl.Float64))
    llave = ["metrica", "edicion", "indicador", "valor", "renglon"]
    assert cifras.filter(fuente=clave).select(llave).rows() == fuente.select(llave).rows()


def test_las_cifras_de_2017_son_las_que_publico_inai(cifras: pl.DataFrame) -> None:
    de_2017 = cifras.filter(pl.col("edicion") == 2017, pl.col("medida") == "valor", pl.col("indicador") != "N_SO")
    conteos = dict(de_2017.group_by("ambito").len().iter_rows())
    # 33 × 5 celdas del Anexo 2 y 10 de T y 10 de P, de fuente secundaria; 7 nacionales y 17 componentes.
    assert conteos == {"entidad": 33 * 5 + 20, "orden": 9, "tipo": 11, "nacional": 7 + 17}


def test_las_celdas_estatales_son_33_por_cada_uno_de_los_cinco_indicadores(cifras: pl.DataFrame) -> None:
    celdas = cifras.filter(edicion=2017, ambito="entidad", confianza="alta")
    conteos = dict(celdas.group_by("indicador").agg(pl.col("clave").n_unique()).iter_rows())
    assert conteos == dict.fromkeys(("GA", "TG", "TC", "PG", "PC"), 33)


def test_las_seis_brechas_llevan_los_decimales_con_que_se_publicaron(cifras: pl.DataFrame) -> None:
    brechas = cifras.filter(medida="brecha").select("indicador", "valor", "decimales").sort("indicador").rows()
    assert brechas == [
        ("PC.ACT", 0.25, 2),
        ("PG.FUN", 0.2, 2),
        ("PG.SEG", 0.28, 2),
        ("TC.CLAR", 0.153, 3),
        ("TG.AI", 0.165, 3),
        ("TG.TP", 0.17, 2),
    ]


def test_los_indices_llevan_dos_decimales_y_los_conteos_ninguno(cifras: pl.DataFrame) -> None:
    valores = cifras.filter(medida="valor").with_columns(es_conteo=pl.col("indicador").str.starts_with("N_"))
    assert dict(valores.select("es_conteo", "decimales").unique().iter_rows()) == {True: 0, False: 2}
    indices = valores.filter(~pl.col("es_conteo"))["valor"]
    assert indices.is_between(0, 1).all()
    assert ((indices * 100).round(6) % 1 == 0).all()


def test_las_cifras_contradictorias_de_2019_y_las_ambiguas_de_2021_no_se_cargan(cifras: pl.DataFrame) -> None:
    assert cifras.filter(pl.col("edicion") == 2019, pl.col("indicador").is_in(["PG", "PC"])).height == 0
    estatales = cifras.filter(pl.col("edicion") == 2021, pl.col("ambito") == "entidad")
    assert estatales.height > 0
    assert estatales.filter(pl.col("indicador").is_in(["T", "P"])).height == 0


def test_las_claves_de_orden_y_tipo_son_las_del_catalogo(cifras: pl.DataFrame) -> None:
    assert set(cifras.filter(ambito="orden")["clave"]) == set(ordenes()["orden"])
    assert set(cifras.filter(ambito="tipo", metrica="MGA")["clave"]) == set(tipos()["tipo"])


def test_la_justicia_conserva_el_tipo_como_lo_nombra_la_fuente(cifras: pl.DataFrame) -> None:
    sujetos = cifras.filter(metrica="MJA", ambito="sujeto")
    assert sujetos["etiqueta"].n_unique() == 10
    assert sujetos["tipo_publicado"].null_count() == 0


def test_quintana_roo_fue_15_de_33_en_2017() -> None:
    lugares = lugares_publicados().filter(edicion=2017)
    assert lugares.select("cve_ent", "indicador", "lugar").rows() == [("23", "GA", 15)]
    assert lugares["entre"][0].startswith("33 posiciones")
    assert lugares_publicados().height == crudo("lugares_publicados").height


def test_un_valor_que_no_esta_en_el_catalogo_se_reporta_con_los_demas() -> None:
    with pytest.raises(ErrorApertura, match="No se reconoce: gremio, regional") as error:
        armonizar(pl.Series("tipo", ["municipio", "regional", "gremio", None]), tipos(), "tipo")
    assert "data/armonizacion" in error.value.que_hacer


def test_armonizar_acepta_las_dos_escrituras_de_las_fuentes() -> None:
    escritas = pl.Series("tipo", ["Autonomo", "autonomo", "ejecutivofederal", "Ejecutivo federal", None])
    esperadas = ["autonomo", "autonomo", "ejecutivo_federal", "ejecutivo_federal", None]
    assert armonizar(escritas, tipos(), "tipo").to_list() == esperadas


def test_toda_institucion_con_cifra_publicada_tiene_clave_estable_y_si_falta_o_sobra_una_se_dice(cifras: pl.DataFrame) -> None:
    unidades = unidades_publicadas(cifras)
    assert unidades.height == 15 + 1 + 10 + 1
    assert unidades.select("metrica", "unidad").is_duplicated().sum() == 0
    con_sujeto = unidades.filter(pl.col("correspondencia") != "sin par")
    assert con_sujeto["clave_sujeto"].null_count() == 0
    with pytest.raises(ErrorApertura, match="faltan o sobran: Xalapa"):
        unidades_publicadas(cifras.filter(pl.col("etiqueta") != "Xalapa"))
