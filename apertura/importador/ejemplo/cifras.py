"""Cifras inventadas: parecidas a las de verdad (hay buenas, malas y ceros) y con la media nacional que se pida.

Cada sorteo sale de una huella de su nombre, no de un generador: la misma institución saca lo mismo sin importar en qué
orden se pidan ni con qué versión de Python.
"""

import hashlib
import math
from collections.abc import Sequence
from statistics import NormalDist, fmean

from apertura.importador.ejemplo.universo import Institucion

SEMILLA = "apertura-ejemplo-1"
DECIMALES = 4
_NORMAL = NormalDist()
_PASOS = 60
EN_CERO = {"P": 0.12, "PG": 0.16, "PC": 0.14, "C": 0.3, "TG.DA": 0.35}
"""Qué parte de las instituciones no tiene nada en ese indicador."""


def cifras(edicion: int, indicador: str, media: float, de: Sequence[Institucion]) -> list[float]:
    """Una por institución, entre 0 y 1 y con cuatro decimales; su media es `media`, con error menor que 0.0001."""
    fuerzas = [_fuerza(edicion, indicador, institucion) for institucion in de]
    vacia = [_uniforme(indicador, i.clave) < EN_CERO.get(indicador, 0.02) for i in de]
    bajo, alto = -12.0, 12.0
    for _ in range(_PASOS):
        centro = (bajo + alto) / 2
        if fmean(_valores(fuerzas, vacia, centro)) < media:
            bajo = centro
        else:
            alto = centro
    return _valores(fuerzas, vacia, alto)


def _valores(fuerzas: list[float], vacia: list[bool], centro: float) -> list[float]:
    return [0.0 if v else round(1 / (1 + math.exp(-(centro + f))), DECIMALES) for f, v in zip(fuerzas, vacia, strict=True)]


def _fuerza(edicion: int, indicador: str, i: Institucion) -> float:
    """Qué tan alta sale: por su tipo, su entidad, la propia institución, el indicador y el año, de más a menos duradero."""
    return (
        0.7 * _azar("tipo", i.tipo, indicador[0])
        + 0.35 * _azar("entidad", i.cve_ent)
        + 0.6 * _azar("institución", i.clave)
        + 0.5 * _azar("indicador", i.clave, indicador)
        + 0.35 * _azar("año", i.clave, indicador, str(edicion))
    )


def _azar(*de_que: str) -> float:
    """Un sorteo normal, siempre el mismo para lo mismo."""
    return _NORMAL.inv_cdf(min(max(_uniforme(*de_que), 1e-9), 1 - 1e-9))


def _uniforme(*de_que: str) -> float:
    sorteo = hashlib.sha256("|".join((SEMILLA, *de_que)).encode()).digest()
    return int.from_bytes(sorteo[:8]) / 2**64
