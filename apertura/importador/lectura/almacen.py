"""Dejar en disco lo leído, para que lo recoja el proceso que lo pidió."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import polars as pl

AVANCE = "avance.txt"


def guardar(
    pedazos: Iterable[pl.DataFrame],
    carpeta: Path,
    numero: int,
    nombre: str,
    oculta: bool = False,
    parte: Callable[[], float] = lambda: 1.0,
) -> dict[str, Any]:
    """Un Arrow IPC por pedazo; devuelve la ficha de la hoja: nombre, oculta, partes y cuántos renglones suman.

    `parte` dice, después de cada pedazo, qué parte del archivo va leída.
    """
    partes, renglones = [], 0
    for pedazo in pedazos:
        partes.append(f"hoja-{numero}-{len(partes)}.arrow")
        pedazo.write_ipc(carpeta / partes[-1], compression="lz4")
        renglones += pedazo.height
        decir(carpeta, parte())
    return {"nombre": nombre, "oculta": oculta, "partes": partes, "renglones": renglones}


def decir(carpeta: Path, parte: float) -> None:
    """Deja dicho qué parte va leída, de 0 a 1."""
    (carpeta / AVANCE).write_text(f"{parte:.3f}", encoding="ascii")


def dicho(carpeta: Path) -> float:
    """Lo último que dijo el lector; 0 si aún no dice nada o está a media escritura."""
    try:
        return float((carpeta / AVANCE).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0.0
