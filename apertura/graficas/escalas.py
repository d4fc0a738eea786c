"""De un valor a su clase de color, y de una clase a su etiqueta en la leyenda.

Se clasifica el valor **como se lee** (redondeado), no el crudo: si la etiqueta del mapa dice «0.35», la entidad está en
la clase que empieza en 0.35. Así los límites de la leyenda no se traslapan y cualquiera puede comprobarlos.
"""

import itertools
from collections.abc import Callable, Sequence
from math import isfinite
from typing import Literal

from apertura import formato
from apertura.graficas.tema import CLASES, SIN_DATO

Unidad = Literal["indice", "porcentaje", "diferencia", "ganancia", "lugares"]
# Decimales con que se lee cada unidad (el porcentaje, sobre la proporción): de ahí sale la diferencia más pequeña que se ve.
_DECIMALES: dict[Unidad, int] = {"indice": 2, "porcentaje": 2, "diferencia": 2, "ganancia": 3, "lugares": 0}
FORMATOS: dict[Unidad, Callable[[float | None], str]] = {
    "indice": formato.indice,
    "porcentaje": formato.porcentaje,
    "diferencia": formato.diferencia,
    "ganancia": lambda valor: formato.decimal(valor, 3),
    "lugares": formato.entero,
}


def clasificar(valores: Sequence[float | None], cortes: Sequence[float], unidad: Unidad = "indice") -> list[int | None]:
    """Clase 0 a 4 de cada valor (None si no hay dato). La clase k empieza, incluido, en `cortes[k - 1]`."""
    _comprobar(cortes)
    return [None if _falta(valor) else _clase(float(valor), cortes, unidad) for valor in valores]  # type: ignore[arg-type]


def clase_de_color(valor: float | None, cortes: Sequence[float], unidad: Unidad = "indice") -> int:
    """Como `clasificar`, para un solo valor y con 5 en lugar de None."""
    clase = clasificar([valor], cortes, unidad)[0]
    return SIN_DATO if clase is None else clase


def etiquetas_de_clase(cortes: Sequence[float], unidad: Unidad = "indice") -> list[str]:
    """Cinco textos sin traslape: «menos de 0.35», «0.35 a 0.39», …, «0.50 o más»."""
    _comprobar(cortes)
    texto = FORMATOS[unidad]
    medias = [_intervalo(desde, hasta, unidad) for desde, hasta in itertools.pairwise(cortes)]
    return [f"menos de {texto(cortes[0])}", *medias, f"{texto(cortes[-1])} o más"]


def _intervalo(desde: float, hasta: float, unidad: Unidad) -> str:
    texto = FORMATOS[unidad]
    paso = 10.0 ** -_DECIMALES[unidad]
    tope = hasta - paso
    return texto(desde) if tope <= desde + paso / 2 else f"{texto(desde)} a {texto(tope)}"


def _clase(valor: float, cortes: Sequence[float], unidad: Unidad) -> int:
    leido = formato.redondear(valor, _DECIMALES[unidad])
    return sum(leido >= corte - 1e-9 for corte in cortes)


def _falta(valor: float | None) -> bool:
    return valor is None or not isfinite(valor)


def _comprobar(cortes: Sequence[float]) -> None:
    crecen = all(menor < mayor for menor, mayor in itertools.pairwise(cortes))
    if len(cortes) != CLASES - 1 or not crecen or not all(map(isfinite, cortes)):
        raise ValueError(f"Se esperan {CLASES - 1} cortes finitos y ascendentes; llegaron {list(cortes)}.")
