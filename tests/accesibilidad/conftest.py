"""Una pestaña para todas las revisiones: cada página se carga una vez y se mira de varias maneras sin volver a cargarla.

Por omisión cada página se revisa en escritorio claro y en otra variante, de modo que entre todas cubran las cuatro;
`pytest -m navegador tests/accesibilidad --a-fondo` revisa cada página en todas y con el teclado hasta el final.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from apertura.rutas import RAIZ
from tests.conftest import vigilar

ELEGIDO = "entidad=20&sujeto=20-EJE-08&unidad=ent.20&unidad=sujeto.20-EJE-08"
PAGINAS = sorted(ruta.stem for ruta in (RAIZ / "pages").glob("*.py"))
CAMINOS = {nombre: f"{'' if nombre == 'inicio' else nombre}?{ELEGIDO}" for nombre in PAGINAS}
ESCRITORIO, TELEFONO, A_CUATROCIENTOS = ({"width": an, "height": al} for an, al in ((1366, 900), (390, 844), (320, 640)))
OTRAS = [(ESCRITORIO, "oscuro"), (TELEFONO, "claro"), (TELEFONO, "oscuro")]


@pytest.fixture(scope="session")
def a_fondo(pytestconfig: pytest.Config) -> bool:
    """Si se pidió revisar todo y no la muestra."""
    return bool(pytestconfig.getoption("--a-fondo"))


@pytest.fixture(scope="module")
def vista(contexto: BrowserContext) -> Iterator[Page]:
    """Una pestaña que se queda abierta; al final no debe haber habido errores ni salidas a la red."""
    problemas: list[str] = []
    pagina = contexto.new_page()
    pagina.emulate_media(reduced_motion="reduce")  # que nada se mire a medio cambiar de color
    vigilar(pagina, problemas)
    yield pagina
    pagina.close()
    assert not problemas
