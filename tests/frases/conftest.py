"""El motor de la publicación que viene con el código."""

import pytest

from apertura.consultas import Motor, motor


@pytest.fixture(scope="session")
def vigente() -> Motor:
    return motor()
