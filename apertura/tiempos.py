"""Cuánto tarda el servidor en armar cada página: lo que necesita saber quien lo opera. Nada de quién la pidió ni de qué eligió."""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Literal

Corrida = Literal["completa", "parcial"]
"""Completa: se abre la página o cambia el marco. Parcial: se mueve un selector suyo."""
RECORDADAS = 500


@dataclass
class Medida:
    """Las corridas de una página: cuántas, cuántas fallaron, y milisegundos (de reloj, de procesador) de las últimas."""

    corridas: int = 0
    fallas: int = 0
    ultimas: deque[tuple[float, float]] = field(default_factory=lambda: deque(maxlen=RECORDADAS))


_CANDADO = threading.Lock()
_MEDIDAS: dict[tuple[str, Corrida], Medida] = {}


@contextmanager
def medir(pagina: str, corrida: Corrida) -> Iterator[None]:
    """Mide lo que dura el bloque, termine como termine."""
    reloj, procesador = time.perf_counter(), time.thread_time()
    try:
        yield
    finally:
        pasaron = (time.perf_counter() - reloj) * 1000, (time.thread_time() - procesador) * 1000
        with _CANDADO:
            medida = _MEDIDAS.setdefault((pagina, corrida), Medida())
            medida.corridas += 1
            medida.ultimas.append(pasaron)


def fallo(pagina: str) -> None:
    """Cuenta una falla inesperada de la página."""
    with _CANDADO:
        _MEDIDAS.setdefault((pagina, "completa"), Medida()).fallas += 1


def resumen() -> list[dict[str, object]]:
    """Un renglón por página y tipo de corrida: cuántas van y, de las últimas, mediana, percentil 95 y máximo en milisegundos."""
    with _CANDADO:
        medidas = {clave: (m.corridas, m.fallas, list(m.ultimas)) for clave, m in sorted(_MEDIDAS.items())}
    return [
        {"pagina": pagina, "corrida": corrida, "corridas": corridas, "fallas": fallas, **_estadisticas(ultimas)}
        for (pagina, corrida), (corridas, fallas, ultimas) in medidas.items()
    ]


def _estadisticas(ultimas: list[tuple[float, float]]) -> dict[str, float | None]:
    reloj, procesador = ([medida[i] for medida in ultimas] for i in (0, 1))
    return {
        "mediana_ms": _percentil(reloj, 50),
        "p95_ms": _percentil(reloj, 95),
        "maximo_ms": round(max(reloj), 1) if reloj else None,
        "procesador_mediana_ms": _percentil(procesador, 50),
    }


def _percentil(valores: list[float], cual: int) -> float | None:
    if not valores:
        return None
    return round(quantiles(valores, n=100, method="inclusive")[cual - 1] if len(valores) > 1 else valores[0], 1)
