"""Dónde está el encabezado de una hoja: bajo los títulos, en uno o en varios renglones con celdas combinadas."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from apertura.importador.entender.numeros import NUMERO, leer_numero
from apertura.texto import normalizar

RENGLONES_DE_BUSQUEDA = 40
_UNIDAD = re.compile(r"\(\s*%\s*\)|%|porcentaje", re.IGNORECASE)


@dataclass(frozen=True)
class Cabecera:
    """`posicion`: índice del último renglón del encabezado dentro de las celdas; `renglon`, el de la hoja.

    `rotulos`: uno por columna, vacío si no tiene. `titulos`: los textos que van arriba. `conocidos`: cuántos se reconocen.
    """

    posicion: int
    renglon: int
    rotulos: tuple[str, ...]
    titulos: tuple[str, ...]
    conocidos: int
    niveles: int = 1


def encontrar(celdas: pl.DataFrame, conocidos: Mapping[str, str]) -> Cabecera | None:
    """El renglón con más encabezados conocidos; si ninguno, el primero de puros textos con números debajo. None si no hay."""
    filas = [fila[1:] for fila in celdas.head(RENGLONES_DE_BUSQUEDA).rows()]
    renglones = celdas["renglon"].head(RENGLONES_DE_BUSQUEDA).to_list()
    puntajes = [sum(bool(celda) and _conocido(celda, conocidos) for celda in fila) for fila in filas]
    mejor = max(range(len(filas)), key=lambda i: (puntajes[i], -i), default=None)
    if mejor is None:
        return None
    if puntajes[mejor] < 2:
        mejor = next((i for i in range(len(filas)) if _parece(filas, i)), mejor if puntajes[mejor] else None)
    if mejor is None:
        return None
    rotulos, ultimo, niveles = _con_niveles(filas, mejor, conocidos)
    titulos = tuple(celda for fila in filas[: ultimo + 1 - niveles] for celda in fila if celda)
    cuantos = sum(bool(r) and _conocido(r, conocidos) for r in rotulos)
    return Cabecera(ultimo, renglones[ultimo], tuple(rotulos), titulos, cuantos, niveles)


def en_porcentaje(rotulo: str) -> bool:
    """Si el encabezado dice que la columna va en porcentaje."""
    return bool(_UNIDAD.search(rotulo))


def _conocido(celda: str, conocidos: Mapping[str, str]) -> bool:
    llave = normalizar(celda)
    return llave in conocidos or llave.removesuffix("%").strip() in conocidos


def _parece(filas: list[tuple], i: int) -> bool:
    """Textos distintos en este renglón y algún número en los tres siguientes, en una columna con texto aquí."""
    con_texto = [j for j, celda in enumerate(filas[i]) if celda and leer_numero(celda).clase != NUMERO]
    if len(con_texto) < 2:
        return False
    return any(j < len(fila) and fila[j] and leer_numero(fila[j]).clase == NUMERO for fila in filas[i + 1 : i + 4] for j in con_texto)


def _con_niveles(filas: list[tuple], mejor: int, conocidos: Mapping[str, str]) -> tuple[list[str], int, int]:
    """Un encabezado de varios renglones: abajo manda lo más preciso; lo que falte viene de arriba."""
    ultimo = mejor
    if mejor + 1 < len(filas) and _es_segundo_nivel(filas[mejor], filas[mejor + 1], conocidos):
        ultimo = mejor + 1
    rotulos = ["" if celda is None else " ".join(celda.split()) for celda in filas[ultimo]]
    niveles = 1
    for arriba in range(ultimo - 1, max(ultimo - 3, -1), -1):
        if all(rotulos) or not _completa(filas[arriba], rotulos, conocidos):
            break
        rotulos = [rotulo or (" ".join((filas[arriba][j] or "").split())) for j, rotulo in enumerate(rotulos)]
        niveles += 1
    return rotulos, ultimo, niveles


def _es_segundo_nivel(fila: tuple, siguiente: tuple, conocidos: Mapping[str, str]) -> bool:
    """Sin números, y con encabezados conocidos distintos de los de arriba."""
    llenas = [celda for celda in siguiente if celda]
    if not llenas or any(leer_numero(celda).clase == NUMERO for celda in llenas):
        return False
    return sum(_conocido(celda, conocidos) for celda in llenas) >= max(2, len(llenas) // 2) and set(llenas) != {c for c in fila if c}


def _completa(arriba: tuple, rotulos: list[str], conocidos: Mapping[str, str]) -> bool:
    """Si el renglón de arriba pone nombre conocido a columnas que aquí no lo tienen."""
    return any(celda and not rotulos[j] and _conocido(celda, conocidos) for j, celda in enumerate(arriba))
