"""La publicación que quedaría, abierta para mirarla antes de publicar. Se recuerdan dos: la de quien mira y la de al lado."""

from functools import lru_cache
from pathlib import Path

from apertura import publicacion
from apertura.cargas import lugares
from apertura.cargas.carga import Carga
from apertura.consultas import Motor, abrir_motor


def motor_de(carga: Carga) -> Motor:
    """El motor sobre la candidata de la revisión que vale. Lanza ErrorPublicacion si no la hay o se dañó."""
    return _motor(lugares.corrida_de(carga.id, carga.revision) / lugares.CANDIDATA)


@lru_cache(maxsize=2)
def _motor(carpeta: Path) -> Motor:
    return abrir_motor(publicacion.abrir(carpeta))
