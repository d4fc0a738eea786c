"""Lo que una persona decidió sobre un archivo, como datos: se guarda y se vuelve a usar en la siguiente importación.

Un renglón es `codigo` (el del defecto), `sobre` (a qué se aplica: el rótulo de una columna, «19|municipio|Nombre»… o «*»,
todo lo de ese código) y `decision`. Con «*» se decide en bloque: así una edición nueva no pide mil respuestas.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from apertura import rutas
from apertura.errores import ErrorApertura

TODO = "*"
ACEPTAR, RECHAZAR = "aceptar", "rechazar"
COLUMNA, INSTITUCION = "COLUMNA", "INSTITUCION"
"""Decisiones que no responden a un defecto: a qué campo va una columna y qué institución es cada nombre."""
COLUMNAS = ["codigo", "sobre", "decision"]


@dataclass(frozen=True)
class Decisiones:
    """(codigo, sobre) → decisión. Lo particular manda sobre lo general."""

    tomadas: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def de(self, codigo: str, sobre: str = TODO) -> str | None:
        """La decisión sobre algo, o la que vale para todo ese código; None si nadie ha decidido."""
        return self.tomadas.get((codigo, sobre)) or self.tomadas.get((codigo, TODO))

    def con(self, codigo: str, decision: str, sobre: str = TODO) -> "Decisiones":
        """Copia con una decisión más."""
        return Decisiones({**self.tomadas, (codigo, sobre): decision})

    def mas(self, otras: "Decisiones") -> "Decisiones":
        """Las dos juntas; en lo que difieran valen las otras."""
        return Decisiones({**self.tomadas, **otras.tomadas})

    def tabla(self) -> pl.DataFrame:
        """Un renglón por decisión, en orden."""
        filas = [(codigo, sobre, decision) for (codigo, sobre), decision in sorted(self.tomadas.items())]
        return pl.DataFrame(filas, schema=dict.fromkeys(COLUMNAS, pl.String), orient="row")


def aceptando(codigos: Iterable[str]) -> Decisiones:
    """Aceptar en bloque esos códigos, o con una respuesta propia: «ESCALA=dividir»."""
    pares = (codigo.partition("=") for codigo in codigos)
    return Decisiones({(codigo.strip().upper(), TODO): decision or ACEPTAR for codigo, _, decision in pares})


def leer_decisiones(ruta: Path) -> Decisiones:
    """Las del archivo; ninguna si no existe. Lanza ErrorApertura si sus columnas son otras."""
    if not ruta.is_file():
        return Decisiones()
    tabla = pl.read_csv(ruta, infer_schema=False)
    if tabla.columns != COLUMNAS:
        raise ErrorApertura(
            f"Las columnas son {', '.join(tabla.columns)}", f"archivo «{ruta.name}»", f"Déjelas así: {', '.join(COLUMNAS)}."
        )
    return Decisiones({(codigo, sobre): decision for codigo, sobre, decision in tabla.iter_rows()})


def guardar_decisiones(decisiones: Decisiones, ruta: Path) -> None:
    """Escribe al lado y cambia el nombre: nunca queda a medias."""
    ruta.parent.mkdir(parents=True, exist_ok=True)
    nueva = ruta.with_name(f"{ruta.name}.nuevo")
    decisiones.tabla().write_csv(nueva)
    nueva.replace(ruta)


def ruta_de_decisiones(metrica: str, edicion: int) -> Path:
    """Dónde se guardan las de una edición: en `$APERTURA_DATOS` si se usa, o en `data/decisiones`."""
    return carpeta_propia() / "decisiones" / f"{metrica.lower()}_{edicion}.csv"


def carpeta_propia() -> Path:
    """La carpeta de datos donde se puede escribir."""
    return Path(os.environ.get("APERTURA_DATOS") or rutas.DATOS)
