"""La publicación vigente, una vez para todas las pruebas."""

import pytest

from apertura.catalogo import Catalogo, catalogo
from apertura.consultas import Motor, motor


@pytest.fixture(scope="session")
def vigente() -> Motor:
    return motor()


@pytest.fixture(scope="session")
def cat() -> Catalogo:
    return catalogo()
