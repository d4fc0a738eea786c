"""Una sesión ya armada, una vez para todas sus pruebas."""

import pytest

from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.seleccion import Seleccion
from apertura.sesion import Guion, guiones


@pytest.fixture(scope="session")
def de_nuevo_leon(vigente: Motor, cat: Catalogo) -> Guion:
    return guiones.de_una_entidad(vigente, cat, Seleccion(), "19")
