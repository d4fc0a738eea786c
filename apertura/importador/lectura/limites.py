"""Hasta dónde se lee un archivo."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limites:
    """Lo más que se acepta. Los de omisión son los de una página; la línea de órdenes puede subirlos.

    Bytes: `archivo` (tal como llega), `expandido` (lo que un XLSX u ODS ocupa descomprimido) y `memoria` (del proceso que
    lee). Segundos: `cpu` y `reloj`. De cada hoja: `renglones`, `columnas`, `celdas` (unos por otras: juzgar cada millón ocupa
    medio GB) y `celda` (caracteres; el tope de Excel).
    """

    archivo: int = 25_000_000
    expandido: int = 200_000_000
    memoria: int = 1_500_000_000
    cpu: int = 20
    reloj: int = 30
    renglones: int = 250_000
    columnas: int = 500
    celdas: int = 2_000_000
    celda: int = 32_767
    entradas: int = 500

    def caben(self, renglones: int, columnas: int) -> bool:
        """Si una hoja así se acepta."""
        return renglones <= self.renglones and columnas <= self.columnas and renglones * columnas <= self.celdas

    @property
    def dichos(self) -> str:
        """Los de una hoja, en palabras."""
        return f"el límite es de {self.renglones:,} renglones, {self.columnas:,} columnas y {self.celdas:,} celdas"


GRANDES = Limites(
    archivo=1_000_000_000,
    expandido=4_000_000_000,
    memoria=3_000_000_000,
    cpu=1_800,
    reloj=3_600,
    renglones=1_048_576,
    columnas=1_000,
    celdas=7_500_000,
)
"""Los de una base muy grande, que sólo se acepta desde la línea de órdenes y si se pide."""
