"""Un servidor y una pestaña para todas las revisiones: cada página se carga una vez y se mira en sus cuatro variantes."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from apertura.rutas import RAIZ
from tests.conftest import vigilar
from tests.servidores import servidor_en_marcha

ELEGIDO = "entidad=20&sujeto=20-EJE-08&unidad=ent.20&unidad=sujeto.20-EJE-08"
PAGINAS = sorted(ruta.stem for ruta in (RAIZ / "pages").glob("*.py"))
CAMINOS = {nombre: f"{'' if nombre == 'inicio' else nombre}?{ELEGIDO}" for nombre in PAGINAS}
ESCRITORIO, TELEFONO, A_CUATROCIENTOS = ({"width": an, "height": al} for an, al in ((1366, 900), (390, 844), (320, 640)))


@pytest.fixture(scope="module")
def servidor() -> Iterator[str]:
    """URL de la aplicación completa."""
    with servidor_en_marcha() as url:
        yield url


@pytest.fixture(scope="module")
def vista(navegador: Browser) -> Iterator[Page]:
    """Una pestaña que se queda abierta; al final no debe haber habido errores ni salidas a la red."""
    contexto = navegador.new_context(viewport=ESCRITORIO, locale="es-MX")  # type: ignore[arg-type]
    contexto.set_default_timeout(30_000)
    problemas: list[str] = []
    pagina = contexto.new_page()
    vigilar(pagina, problemas)
    yield pagina
    contexto.close()
    assert not problemas
