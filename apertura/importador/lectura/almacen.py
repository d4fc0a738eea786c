"""Dejar en disco lo leído, para que lo recoja el proceso que lo pidió."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import polars as pl


def guardar(pedazos: Iterable[pl.DataFrame], carpeta: Path, numero: int, nombre: str, oculta: bool = False) -> dict[str, Any]:
    """Un Arrow IPC por pedazo; devuelve la ficha de la hoja: nombre, oculta, partes y cuántos renglones suman."""
    partes, renglones = [], 0
    for pedazo in pedazos:
        partes.append(f"hoja-{numero}-{len(partes)}.arrow")
        pedazo.write_ipc(carpeta / partes[-1], compression="lz4")
        renglones += pedazo.height
    return {"nombre": nombre, "oculta": oculta, "partes": partes, "renglones": renglones}
