"""Buscar una institución por nombre parcial, sin acentos o mal escrito. rapidfuzz hace la comparación."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl
from rapidfuzz import fuzz, process

from apertura.consultas import Motor, motor
from apertura.texto import normalizar

LIMITE = 12
CAMPOS = ["clave_sujeto", "etiqueta", "parecido"]
# Con menos, «pemex» da todo lo que diga «México».
PARECIDO_MINIMO = 78.0
_VACIAS = frozenset(["de", "del", "la", "las", "los", "el", "en", "y", "a", "al"])


@dataclass(frozen=True)
class Hallazgo:
    """Un sujeto encontrado; `parecido` va de 0 a 100 y es 100 cuando todas las palabras empiezan igual."""

    clave_sujeto: str
    etiqueta: str
    parecido: float


@dataclass(frozen=True)
class _Indice:
    """`sujetos`: uno por renglón (`clave_sujeto`, `etiqueta`, `busqueda` con un espacio delante), en orden de etiqueta."""

    sujetos: pl.DataFrame
    vocabulario: tuple[str, ...]


def buscar(texto: str, metrica: str, edicion: int, limite: int | None = LIMITE, en: Motor | None = None) -> list[Hallazgo]:
    """Los sujetos más parecidos a lo escrito, del más al menos; vacío si no hay nada que buscar.

    Cada palabra escrita debe ser el principio de alguna del sujeto («secretaria salud oax»). La que no lo es de
    ninguno se cambia por las del vocabulario que más se le parecen («secretaria slaud»). `en` es el motor de la página:
    así lo hallado es de la misma publicación que lo que se ve; sin él, se busca en la vigente.
    """
    palabras = _palabras(texto)
    if not palabras:
        return []
    indice: _Indice = (en or motor()).memoria(_indice, 8)(metrica, edicion)
    variantes = [_variantes(palabra, indice.vocabulario) for palabra in palabras[:12]]
    if not all(variantes):
        return []
    mejores = (
        indice.sujetos.with_columns(parecido=_parecido(variantes))
        .filter(pl.col("parecido") > 0)
        .sort(pl.col("parecido"), pl.col("etiqueta").str.len_chars(), descending=[True, False], maintain_order=True)
    )
    return [Hallazgo(*fila) for fila in mejores.head(limite or mejores.height).select(CAMPOS).iter_rows()]


def buscar_entidades(texto: str, nombres: Mapping[str, str], alias: Mapping[str, str], limite: int = 3) -> list[str]:
    """Claves de las entidades cuyo nombre empieza, palabra por palabra, como lo escrito, o que tienen ese alias exacto."""
    palabras = _palabras(texto)
    escrito = normalizar(texto[:200])
    sirven = [
        clave
        for clave, nombre in nombres.items()
        if all(f" {p}" in f" {normalizar(nombre)}" for p in palabras)
        or escrito in [normalizar(otro) for otro in alias.get(clave, "").split("|")]
    ]
    return sirven[:limite] if palabras else []


def _palabras(texto: str) -> list[str]:
    """Las palabras que dicen algo. El índice no lleva «%»: «2%» se busca como «2»."""
    return [palabra for palabra in normalizar(texto[:200]).replace("%", " ").split() if palabra not in _VACIAS]


def _parecido(variantes: list[dict[str, float]]) -> pl.Expr:
    """Promedio del mejor parecido de cada palabra; 0 si alguna no aparece. Todos los sujetos a la vez."""
    por_palabra = [
        pl.max_horizontal(_aparece(opcion).cast(pl.Float64) * parecido for opcion, parecido in opciones.items()) for opciones in variantes
    ]
    return pl.when(pl.all_horizontal(p > 0 for p in por_palabra)).then(pl.mean_horizontal(por_palabra)).otherwise(0.0)


def _aparece(opcion: str) -> pl.Expr:
    """Alguna palabra del sujeto empieza así."""
    return pl.col("busqueda").str.contains(f" {opcion}", literal=True)


def _variantes(palabra: str, vocabulario: tuple[str, ...]) -> dict[str, float]:
    if any(conocida.startswith(palabra) for conocida in vocabulario):
        return {palabra: 100.0}
    parecidas = process.extract(palabra, vocabulario, scorer=fuzz.ratio, score_cutoff=PARECIDO_MINIMO, limit=5)
    return {conocida: parecido for conocida, parecido, _ in parecidas}


def _indice(vigente: Motor, metrica: str, edicion: int) -> _Indice:
    filas = vigente.consultar("catalogo_sujetos", metrica=metrica, edicion=edicion)
    vocabulario = tuple(filas["busqueda"].str.split(" ").explode().unique().sort())
    return _Indice(filas.with_columns(pl.format(" {}", "busqueda").alias("busqueda")), vocabulario)
