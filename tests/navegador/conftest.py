"""Un servidor, un perfil de navegador y pestañas: cada pestaña es otra sesión, y ninguna admite errores ni salidas a la red."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.conftest import vigilar
from tests.servidores import servidor_en_marcha


@pytest.fixture(scope="session")
def servidor() -> Iterator[str]:
    """URL de la aplicación completa; lo que cada prueba elige vive en su sesión, así que la comparten."""
    with servidor_en_marcha() as url:
        yield url


@pytest.fixture(scope="session")
def contexto(navegador: Browser) -> Iterator[BrowserContext]:
    """Un perfil de 1366×1100 en español de México."""
    abierto = navegador.new_context(viewport={"width": 1366, "height": 1100}, locale="es-MX", accept_downloads=True)
    abierto.set_default_timeout(30_000)
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
