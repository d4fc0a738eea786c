"""Catálogos: entidades, tipos, órdenes, lentes, escalas y comparabilidad, como datos de `data/armonizacion`."""

import polars as pl

from apertura.errores import ErrorApertura
from apertura.importador.fuentes import leer_csv, leer_fuente
from apertura.rutas import ARMONIZACION

FEDERACION = {"cve_ent": "FED", "nombre_oficial": "Federación", "nombre": "Federación", "abreviatura": "FED"}


def entidades() -> pl.DataFrame:
    """32 entidades de INEGI y la Federación, que es un grupo propio y no tiene territorio."""
    estados = leer_fuente("inegi_entidades").with_columns(es_entidad=pl.lit(True))
    federacion = pl.DataFrame([{**FEDERACION, "es_entidad": False}])
    return pl.concat([estados, federacion], how="diagonal").with_columns(pl.col("poblacion_2020", "superficie_km2").cast(pl.Int64))


def tipos() -> pl.DataFrame:
    """Un tipo por renglón; `publicado` lista, con «|», cómo lo escriben las fuentes."""
    return _catalogo("tipos").with_columns(pl.col("posicion").cast(pl.Int64))


def ordenes() -> pl.DataFrame:
    """Un orden de gobierno por renglón."""
    return _catalogo("ordenes").with_columns(pl.col("posicion").cast(pl.Int64))


def lentes() -> pl.DataFrame:
    """Un renglón por tipo de cada lente."""
    tabla = _catalogo("lentes").with_columns(pl.col("posicion").cast(pl.Int64), tipo=pl.col("tipos").str.split("|"))
    return tabla.explode("tipo", empty_as_null=True)


def escalas() -> pl.DataFrame:
    """Cuatro cortes por indicador y capa."""
    return _catalogo("escalas").with_columns(pl.col("^corte_.$").cast(pl.Float64))


def comparabilidad() -> pl.DataFrame:
    """Qué se compara con otras ediciones y por qué."""
    return _catalogo("comparabilidad").with_columns(pl.col("edicion").cast(pl.Int64), comparable=pl.col("comparable") == "si")


def armonizar(valores: pl.Series, catalogo: pl.DataFrame, llave: str) -> pl.Series:
    """Cada valor publicado por su clave del catálogo. Lanza ErrorApertura con todos los que no están."""
    pares = catalogo.select(llave, pl.col("publicado").str.split("|")).explode("publicado", empty_as_null=True)
    claves = dict(zip(pares["publicado"], pares[llave], strict=True))
    if desconocidos := sorted(set(valores.drop_nulls()) - set(claves)):
        raise ErrorApertura(
            f"No se reconoce: {', '.join(desconocidos)}",
            f"columna «{valores.name}»",
            f"Agréguelo a la columna «publicado» de data/armonizacion ({llave}).",
        )
    return valores.replace_strict(claves, default=None, return_dtype=pl.String)


def _catalogo(nombre: str) -> pl.DataFrame:
    return leer_csv(ARMONIZACION / f"{nombre}.csv")
