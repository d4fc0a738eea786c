"""Cifras y lugares publicados de todas las ediciones, tal como se publicaron, con su renglón y su cita."""

import polars as pl

from apertura.importador.catalogos import armonizar, ordenes, tipos
from apertura.importador.fuentes import leer_fuente
from apertura.importador.indicadores import brechas_publicadas

CONTEO = pl.col("indicador").str.starts_with("N_")


def publicados() -> pl.DataFrame:
    """Una cifra publicada por renglón: valores de la MGA y la MJA y las seis brechas de 2017."""
    partes = [_mga(), _sujetos_en_prensa(), _mja(), _brechas()]
    return pl.concat(partes, how="diagonal").with_columns(pl.col("edicion").cast(pl.Int64), pl.col("valor").cast(pl.Float64))


def lugares_publicados() -> pl.DataFrame:
    """Un lugar citado por renglón."""
    tabla = leer_fuente("lugares_publicados")
    return tabla.with_columns(pl.col("edicion", "lugar").cast(pl.Int64), cve_ent=pl.col("clave"))


def _mga() -> pl.DataFrame:
    tabla = leer_fuente("mga_publicado").with_columns(medida=pl.lit("valor"), decimales=_decimales())
    return tabla.with_columns(clave=_clave_armonizada(tabla))


def _clave_armonizada(tabla: pl.DataFrame) -> pl.Expr:
    """La clave de orden y de tipo se escribe como en los catálogos; la de entidad ya es cve_ent."""
    es_tipo, es_orden = tabla["ambito"] == "tipo", tabla["ambito"] == "orden"
    claves = tabla["clave"]
    de_tipo = armonizar(claves.zip_with(es_tipo, claves.clear(tabla.height)), tipos(), "tipo")
    de_orden = armonizar(claves.zip_with(es_orden, claves.clear(tabla.height)), ordenes(), "orden")
    return pl.coalesce(de_tipo, de_orden, claves)


def _sujetos_en_prensa() -> pl.DataFrame:
    tabla = leer_fuente("mga_2019_2021_sujetos_publicados")
    return tabla.rename({"cve_ent": "clave", "nombre_publicado": "etiqueta"}).with_columns(
        ambito=pl.lit("sujeto"), medida=pl.lit("valor"), decimales=_decimales()
    )


def _mja() -> pl.DataFrame:
    tabla = leer_fuente("mja_2023_publicado").rename({"tipo": "tipo_publicado"})
    return tabla.with_columns(medida=pl.lit("valor"), decimales=_decimales())


def _brechas() -> pl.DataFrame:
    cifra = pl.col("brecha_publicada")
    return brechas_publicadas().with_columns(
        ambito=pl.lit("nacional"),
        clave=pl.lit("00"),
        etiqueta=pl.lit("Nacional"),
        medida=pl.lit("brecha"),
        valor=cifra,
        decimales=cifra.str.split(".").list.last().str.len_chars().clip(lower_bound=2).cast(pl.Int32),
        confianza=pl.lit("alta"),
    )


def _decimales() -> pl.Expr:
    """Los índices se publican con dos decimales aunque el archivo escriba «0.5»; los conteos, sin decimales."""
    return pl.when(CONTEO).then(0).otherwise(2)
