"""El catálogo de sujetos obligados: etiqueta única y texto de búsqueda."""

import re
from functools import cache

import polars as pl

from apertura.importador.catalogos import tipos
from apertura.importador.fuentes import leer_csv
from apertura.importador.ortografia import etiqueta_sujeto
from apertura.rutas import ARMONIZACION
from apertura.texto import normalizar


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
