"""Pestañas que comparten la caché de un navegador: cada una es otra sesión, y ninguna admite errores ni salidas a la red."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.conftest import vigilar


@pytest.fixture(scope="module")
def contexto(navegador: Browser) -> Iterator[BrowserContext]:
    """Un perfil de navegador de 1366×1100 en español de México."""
    abierto = navegador.new_context(viewport={"width": 1366, "height": 1100}, locale="es-MX", accept_downloads=True)
    yield abierto
    abierto.close()


@pytest.fixture
def pestana(contexto: BrowserContext) -> Iterator[Page]:
    """Una pestaña nueva: otra sesión de la aplicación con la caché ya caliente."""
    problemas: list[str] = []
    nueva = contexto.new_page()
    vigilar(nueva, problemas)
    yield nueva
    nueva.close()
    assert not problemas
