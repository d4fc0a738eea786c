"""Cifras y lugares publicados de todas las ediciones, tal como se publicaron, con su renglón y su cita."""

import polars as pl

from apertura.errores import ErrorApertura
from apertura.importador.catalogos import armonizar, ordenes, tipos
from apertura.importador.fuentes import leer_csv, leer_fuente
from apertura.importador.indicadores import brechas_publicadas
from apertura.rutas import ARMONIZACION

CONTEO = pl.col("indicador").str.starts_with("N_")


def publicados() -> pl.DataFrame:
    """Una cifra publicada por renglón: valores de la MGA y la MJA y las seis brechas de 2017."""
    partes = [_mga(), _sujetos_en_prensa(), _mja(), _brechas()]
    return pl.concat(partes, how="diagonal").with_columns(pl.col("edicion").cast(pl.Int64), pl.col("valor").cast(pl.Float64))


def unidades_publicadas(cifras: pl.DataFrame) -> pl.DataFrame:
    """Una unidad por renglón: las que tienen cifra publicada y no están en los catálogos, con su clave estable.

    Es un catálogo a mano (`data/armonizacion/unidades_publicadas.csv`). Lanza ErrorApertura con las que faltan y las que sobran.
    """
    tabla = leer_csv(ARMONIZACION / "unidades_publicadas.csv")
    llave = ["metrica", "ambito", "clave", "etiqueta"]
    sin_catalogo = (pl.col("ambito") == "sujeto") | ((pl.col("ambito") == "tipo") & pl.col("clave").is_null())
    publicadas = set(cifras.filter(sin_catalogo).select(llave).rows())
    if distintas := sorted(publicadas ^ set(tabla.select(llave).rows()), key=str):
        nombres = "; ".join(str(fila[-1]) for fila in distintas)
        raise ErrorApertura(
            f"Estas unidades faltan o sobran: {nombres}",
            "data/armonizacion/unidades_publicadas.csv",
            "Deje un renglón por cada unidad con cifra publicada, con el mismo nombre que en la fuente.",
        )
    return tabla


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
