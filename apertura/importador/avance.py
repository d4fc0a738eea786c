"""Cuánto falta de un trabajo largo: quien lo hace lo va diciendo y quien lo pidió lo muestra como quiera."""

from collections.abc import Callable

Avance = Callable[[str, float], None]
"""Recibe qué se está haciendo y qué parte del trabajo va hecha, de 0 a 1."""


def callado(_que: str, _parte: float) -> None:
    """Para quien no quiere saberlo."""


def tramo(avance: Avance, desde: float, hasta: float) -> Avance:
    """El avance de una parte del trabajo, dicho como parte del total."""
    return lambda que, parte: avance(que, desde + (hasta - desde) * min(max(parte, 0.0), 1.0))
