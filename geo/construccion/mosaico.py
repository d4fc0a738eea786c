"""El mosaico: casillas iguales, una por entidad en el acomodo de `geo/mosaico.csv` y otra para la Federación."""

import shapely

from construccion.lienzo import FEDERACION, LEYENDA, casilla, lienzo, marco_federacion
from construccion.topo import Rasgo

PASO_CASILLA = 89.0
LADO = 84.0
ORIGEN = (100.0, 11.0)
FILA_FEDERACION, COLUMNA_FEDERACION = 4, 1
"""Celda sin vecinas, a la altura de la casilla de la Federación en la lámina."""


def componer(acomodo: dict[str, tuple[int, int]]) -> dict[str, list[Rasgo]]:
    """Rasgos de `entidades` (32 + FED) y `marcos` a partir de la fila y columna (desde 1) de cada clave."""
    celdas = acomodo | {FEDERACION: (FILA_FEDERACION, COLUMNA_FEDERACION)}
    entidades = [Rasgo(clave, en_celda(*celda), {"parte": parte_de(clave)}) for clave, celda in celdas.items()]
    comprobar_composicion(celdas, entidades)
    marco = marco_federacion(en_celda(FILA_FEDERACION, COLUMNA_FEDERACION))
    return {"entidades": entidades, "marcos": [marco], "lienzo": lienzo()}


def en_celda(fila: int, columna: int) -> shapely.Polygon:
    """Casilla de la fila y columna dadas."""
    return casilla(ORIGEN[0] + (columna - 1) * PASO_CASILLA, ORIGEN[1] + (fila - 1) * PASO_CASILLA, LADO)


def parte_de(clave: str) -> str:
    """Parte de la vista a la que pertenece la clave."""
    return "federacion" if clave == FEDERACION else "pais"


def comprobar_composicion(celdas: dict[str, tuple[int, int]], entidades: list[Rasgo]) -> None:
    """SystemExit si dos claves comparten celda o una casilla cae sobre la leyenda."""
    if len(set(celdas.values())) != len(celdas):
        raise SystemExit("geo/mosaico.csv: dos entidades están en la misma celda. Corrija fila y columna.")
    if any(shapely.intersects(rasgo.geometria, LEYENDA) for rasgo in entidades):
        raise SystemExit("geo/mosaico.csv: una casilla cae sobre la leyenda. Libere la esquina inferior izquierda.")
