"""Sujetos obligados y sus resultados, a partir de la base de 2017."""

import re
from functools import cache

import polars as pl

from apertura.errores import ErrorApertura
from apertura.importador.catalogos import armonizar, ordenes, tipos
from apertura.importador.fuentes import leer_csv, leer_fuente
from apertura.importador.ortografia import etiqueta_sujeto, leer_listas, nombres_restituidos
from apertura.rutas import ARMONIZACION, DATOS
from apertura.texto import normalizar

IDENTIDAD = ["cve_ent", "orden", "tipo", "nombre_publicado"]


def base_2017() -> pl.DataFrame:
    """La base con claves armonizadas y nombre restituido: un renglón por sujeto, 908."""
    base = leer_fuente("mga_2017_sujetos").with_columns(pl.col("edicion").cast(pl.Int64))
    restituida = nombres_restituidos(base, leer_listas(DATOS))
    armonizada = restituida.with_columns(
        tipo_publicado="tipo",
        orden=armonizar(restituida["orden"], ordenes(), "orden"),
        tipo=armonizar(restituida["tipo"], tipos(), "tipo"),
    )
    return _con_clave(armonizada)


def sujetos(base: pl.DataFrame, entidades: pl.DataFrame, de_tipos: pl.DataFrame | None = None) -> pl.DataFrame:
    """Catálogo: un sujeto por renglón, con etiqueta única y texto de búsqueda."""
    nombres = dict(entidades.select("cve_ent", "nombre").iter_rows())
    etiquetas = [etiqueta_sujeto(s["nombre"], s["tipo_publicado"], s["cve_ent"], nombres[s["cve_ent"]]) for s in _filas(base)]
    tabla = base.with_columns(etiqueta=pl.Series(etiquetas), regla_nombre=pl.col("regla"))
    con_entidad = tabla.join(
        entidades.select("cve_ent", pl.col("nombre").alias("entidad"), "abreviatura"),
        on="cve_ent",
        maintain_order="left",
    ).join(
        (tipos() if de_tipos is None else de_tipos).select("tipo", pl.col("etiqueta").alias("nombre_tipo")),
        on="tipo",
        maintain_order="left",
    )
    return con_entidad.with_columns(busqueda=pl.Series([_busqueda(fila) for fila in _filas(con_entidad)]))


def resultados(base: pl.DataFrame) -> pl.DataFrame:
    """Formato largo: un indicador de un sujeto por renglón, con su renglón de origen."""
    columnas = leer_csv(DATOS / "columnas" / "mga_2017_sujetos.csv").filter(pl.col("clase") == "indicador")
    nombres = dict(columnas.select("columna", "campo").iter_rows())
    larga = base.rename(nombres).unpivot(
        on=list(nombres.values()),
        index=["metrica", "edicion", "clave_sujeto", "fuente", "renglon"],
        variable_name="indicador",
        value_name="valor",
    )
    return larga.with_columns(pl.col("valor").cast(pl.Float64)).drop_nulls("valor")


def _con_clave(base: pl.DataFrame) -> pl.DataFrame:
    catalogo = leer_csv(ARMONIZACION / "catalogo_sujetos.csv")
    con_clave = base.join(catalogo, on=IDENTIDAD, how="left", maintain_order="left")
    sin_clave = con_clave.filter(pl.col("clave_sujeto").is_null())
    if sin_clave.height:
        raise ErrorApertura(
            f"«{sin_clave['nombre_publicado'][0]}» no tiene clave ({sin_clave.height} sujetos)",
            f"data/fuentes/mga_2017_sujetos, renglón {sin_clave['renglon'][0]}",
            "Agréguelo a data/armonizacion/catalogo_sujetos.csv con una clave nueva.",
        )
    return con_clave


def _busqueda(sujeto: dict[str, str]) -> str:
    """Palabras distintas por las que alguien buscaría: nombre, entidad, abreviatura y tipo."""
    partes = (sujeto[c] for c in ("etiqueta", "nombre_publicado", "entidad", "abreviatura", "nombre_tipo"))
    texto = normalizar(" ".join(partes))
    conocidas = [siglas for nombre, siglas in _siglas() if nombre in texto]
    return " ".join(dict.fromkeys(re.findall(r"\w+", " ".join([texto, *conocidas]))))


@cache
def _siglas() -> tuple[tuple[str, str], ...]:
    """(nombre normalizado, siglas por las que también se le busca), de `data/armonizacion/siglas_busqueda.csv`."""
    return tuple(leer_csv(ARMONIZACION / "siglas_busqueda.csv").iter_rows())


def _filas(tabla: pl.DataFrame) -> list[dict[str, str]]:
    return tabla.to_dicts()
