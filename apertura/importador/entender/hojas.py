"""Lo que se pide de un libro ya leído: sus hojas con celdas de texto. Lo produce `apertura.importador.lectura`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import polars as pl

from apertura.importador.defectos import Defecto


class Hoja(Protocol):
    """`celdas`: `renglon` (desde 1, el de la hoja) y `c0, c1, …` texto tal como está; la celda en blanco es nula."""

    @property
    def nombre(self) -> str: ...
    @property
    def celdas(self) -> pl.DataFrame: ...
    @property
    def oculta(self) -> bool: ...


class Libro(Protocol):
    """Un archivo leído, sin interpretar."""

    @property
    def nombre(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def formato(self) -> str: ...
    @property
    def hojas(self) -> Sequence[Hoja]: ...
    @property
    def defectos(self) -> Sequence[Defecto]: ...


@dataclass(frozen=True)
class HojaEnMemoria:
    """Una hoja armada a mano: para fuentes propias y pruebas."""

    nombre: str
    celdas: pl.DataFrame
    oculta: bool = False


@dataclass(frozen=True)
class LibroEnMemoria:
    """Un libro armado a mano: para fuentes propias y pruebas."""

    nombre: str
    sha256: str
    hojas: tuple[HojaEnMemoria, ...]
    formato: str = "csv"
    defectos: tuple[Defecto, ...] = ()


def celdas_de(renglones: Sequence[Sequence[str | None]]) -> pl.DataFrame:
    """Renglones de texto como celdas de una hoja; la celda sin texto queda nula."""
    ancho = max((len(renglon) for renglon in renglones), default=0)
    completos = [[*renglon, *[None] * (ancho - len(renglon))] for renglon in renglones]
    esquema = {f"c{i}": pl.String for i in range(ancho)}
    tabla = pl.DataFrame(completos, schema=esquema, orient="row").with_columns(pl.col(pl.String).replace("", None))
    return tabla.with_row_index("renglon", offset=1).with_columns(pl.col("renglon").cast(pl.Int64))


def letra(indice: int) -> str:
    """Columna 0 → «A», 26 → «AA»: como la nombra una hoja de cálculo."""
    letras = ""
    indice += 1
    while indice:
        indice, resto = divmod(indice - 1, 26)
        letras = chr(65 + resto) + letras
    return letras
