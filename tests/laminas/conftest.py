"""La publicación que la página tiene abierta ahora mismo: aquí se exige que página y lámina compartan objetos, no copias."""

import pytest

from apertura.catalogo import Catalogo, catalogo
from apertura.consultas import Motor, motor


@pytest.fixture
def vigente() -> Motor:
    return motor()


@pytest.fixture
def cat(vigente: Motor) -> Catalogo:
    return catalogo(vigente)
