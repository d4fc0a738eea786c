"""Lo que comparten las pruebas: un servidor real y un Chromium real."""

from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from apertura.catalogo import Catalogo, catalogo
from apertura.consultas import Motor, motor
from herramientas import chromium
from herramientas.entorno import en_integracion_continua
from tests.servidores import servidor_en_marcha


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--a-fondo`: las revisiones que aquí miran una muestra de las combinaciones las miran todas. Tarda varios minutos."""
    parser.addoption("--a-fondo", action="store_true", help="todas las combinaciones, no una muestra")


# En /mapa el cliente de Streamlit busca primero su servidor en /mapa/_stcore/…, recibe 404 y sigue con la raíz.
BUSQUEDAS_DE_STREAMLIT = ("/_stcore/health", "/_stcore/host-config")


# Un equipo ocupado tarda; lo que nunca llega falla igual.
ESPERA = 30_000


@pytest.fixture(scope="session")
def servidor() -> Iterator[str]:
    """URL de la aplicación completa; lo que cada prueba elige vive en su sesión, así que todas la comparten."""
    with servidor_en_marcha() as url:
        yield url


@pytest.fixture(scope="session")
def vigente() -> Motor:
    """La publicación vigente, una vez para todas las pruebas."""
    return motor()


@pytest.fixture(scope="session")
def cat(vigente: Motor) -> Catalogo:
    """El catálogo de la publicación vigente."""
    return catalogo(vigente)


@pytest.fixture(scope="session", autouse=True)
def componentes_buscados_una_vez() -> Iterator[None]:
    """AppTest busca componentes en todas las bibliotecas instaladas cada vez que corre; nueve décimas de su tiempo se van en eso."""
    from streamlit.components.v2 import manifest_scanner

    with pytest.MonkeyPatch.context() as cambios:
        cambios.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture
def navegacion_declarada(monkeypatch: pytest.MonkeyPatch) -> None:
    """Para AppTest: apaga la navegación automática de `pages/`, que él vuelve a encender en cada corrida."""
    from streamlit.runtime.pages_manager import PagesManager

    from apertura.servicio import inicio

    original = PagesManager.__init__

    def sin_carpeta(self: PagesManager, *args: Any, **kwargs: Any) -> None:
        inicio.declarar_navegacion()
        original(self, *args, **kwargs)

    monkeypatch.setattr(PagesManager, "__init__", sin_carpeta)


@pytest.fixture(scope="session")
def navegador() -> Iterator[Browser]:
    """Un Chromium real, sin ventana y sin red propia. En integración continua es obligatorio."""
    ruta = chromium.buscar()
    if ruta is None:
        (pytest.fail if en_integracion_continua() else pytest.skip)(chromium.COMO_CONSEGUIRLO)
    expect.set_options(timeout=ESPERA)
    with sync_playwright() as playwright:
        abierto = playwright.chromium.launch(executable_path=ruta, args=chromium.banderas())
        yield abierto
        abierto.close()


@pytest.fixture(scope="session")
def contexto(navegador: Browser) -> Iterator[BrowserContext]:
    """Un perfil de 1366×1100 en español de México: lo del marco se descarga y se compila una vez."""
    abierto = navegador.new_context(viewport={"width": 1366, "height": 1100}, locale="es-MX", accept_downloads=True)
    abierto.set_default_timeout(ESPERA)
    yield abierto
    abierto.close()


@pytest.fixture
def pestana(contexto: BrowserContext) -> Iterator[Page]:
    """Una pestaña nueva: otra sesión de la aplicación con la caché ya caliente.

    Al terminar, la prueba falla si hubo errores de JavaScript, mensajes de error o peticiones fuera de este equipo.
    """
    problemas: list[str] = []
    nueva = contexto.new_page()
    vigilar(nueva, problemas)
    yield nueva
    nueva.close()
    assert not problemas


def vigilar(pagina: Page, problemas: list[str]) -> None:
    """Anota en `problemas` lo que nunca debe pasar en una pestaña."""
    pagina.on("pageerror", lambda error: problemas.append(f"error de JavaScript: {error}"))
    pagina.on("console", lambda mensaje: problemas.extend(errores_de_consola(mensaje)))
    pagina.on("request", lambda peticion: problemas.extend(salidas(peticion.url)))


def errores_de_consola(mensaje: ConsoleMessage) -> list[str]:
    """El mensaje, si es un error que no es la búsqueda normal del servidor."""
    url = mensaje.location.get("url", "")
    if mensaje.type != "error" or urlsplit(url).path.endswith(BUSQUEDAS_DE_STREAMLIT):
        return []
    return [f"consola: {mensaje.text} ({url})"]


def salidas(url: str) -> list[str]:
    """La URL, si no es de este equipo."""
    partes = urlsplit(url)
    local = partes.scheme in {"data", "blob", "about"} or partes.hostname in {"127.0.0.1", "localhost"}
    return [] if local else [f"petición fuera de este equipo: {url}"]
