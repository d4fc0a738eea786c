"""Chromium y el cronómetro que vive dentro de la página."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from herramientas import chromium

RELOJ = (Path(__file__).parent / "reloj.js").read_text(encoding="utf-8")
VENTANA = {"width": 1366, "height": 768}
ESPERA_MS = 30_000
REPOSO_MS = 250


@dataclass(frozen=True)
class Mirar:
    """Qué debe cambiar para dar por pintada una interacción. Sin `atributos` se mira el texto.

    `lleno`: un estado vacío no cuenta como cambio. `lienzo`: lo escrito en un <canvas> (las tablas).
    """

    selector: str = ""
    atributos: tuple[str, ...] = ()
    lleno: bool = False
    lienzo: bool = False

    def en_js(self) -> dict[str, Any]:
        """Como lo espera `reloj.js`."""
        return {
            "selector": self.selector,
            "atributos": list(self.atributos) or None,
            "lleno": self.lleno,
            "lienzo": self.lienzo,
        }


@dataclass
class Red:
    """Lo que cruzó la red desde la última vez que se puso en cero. `enviados` y `recibidos` son bytes de websocket."""

    enviados: int = 0
    recibidos: int = 0
    mensajes: int = 0
    descargados: int = 0
    peticiones: list[str] = field(default_factory=list)
    por_red: list[str] = field(default_factory=list)

    def en_cero(self) -> None:
        """Empieza a contar de nuevo."""
        self.__init__()


@contextmanager
def navegador() -> Iterator[Browser]:
    """Chromium sin ventana. Error: SystemExit, si no hay ninguno instalado."""
    ruta = chromium.buscar()
    if ruta is None:
        raise SystemExit(chromium.COMO_CONSEGUIRLO)
    with sync_playwright() as playwright:
        abierto = playwright.chromium.launch(executable_path=ruta, args=chromium.banderas())
        yield abierto
        abierto.close()


@contextmanager
def pestana(abierto: Browser) -> Iterator[Page]:
    """Una pestaña con caché vacía y el cronómetro puesto."""
    contexto = abierto.new_context(viewport=VENTANA, locale="es-MX")  # pyright: ignore[reportArgumentType]
    contexto.add_init_script(RELOJ)
    pagina = contexto.new_page()
    pagina.set_default_timeout(ESPERA_MS)
    yield pagina
    contexto.close()


def cargar(pagina: Page, url: str, mirar: Mirar) -> float:
    """Milisegundos desde que empieza la navegación hasta que se pinta lo que se mira."""
    armar = f"window.reloj.armar({_json(mirar)}, 'carga')"
    pagina.goto("about:blank")
    pagina.context.pages[0].add_init_script(armar)
    pagina.goto(url)
    return _leer(pagina)["ms"]


def medir(pagina: Page, accion: Callable[[], object], mirar: Mirar, gesto: str = "pointerup") -> float:
    """Milisegundos del gesto al primer cuadro con el cambio; después espera a que la página quede en reposo."""
    pagina.evaluate("([que, gesto]) => window.reloj.armar(que, gesto)", [mirar.en_js(), gesto])
    accion()
    leido = _leer(pagina)["ms"]
    pagina.wait_for_timeout(REPOSO_MS)
    return leido


def escuchar(pagina: Page) -> tuple[Red, CDPSession]:
    """Cuenta lo que cruza la red, como lo ve el navegador."""
    red, cdp = Red(), pagina.context.new_cdp_session(pagina)
    cdp.send("Network.enable")

    def recibido(evento: dict[str, Any]) -> None:
        red.recibidos += _peso(evento)
        red.mensajes += 1

    def enviado(evento: dict[str, Any]) -> None:
        red.enviados += _peso(evento)

    def respuesta(evento: dict[str, Any]) -> None:
        red.peticiones.append(evento["response"]["url"])
        if not evento["response"].get("fromDiskCache"):
            red.por_red.append(evento["response"]["url"])

    def terminada(evento: dict[str, Any]) -> None:
        red.descargados += int(evento["encodedDataLength"])

    cdp.on("Network.webSocketFrameReceived", recibido)
    cdp.on("Network.webSocketFrameSent", enviado)
    cdp.on("Network.responseReceived", respuesta)
    cdp.on("Network.loadingFinished", terminada)
    return red, cdp


def _leer(pagina: Page) -> dict[str, float]:
    return pagina.wait_for_function("() => window.reloj && window.reloj.leer()").json_value()


def _peso(evento: dict[str, Any]) -> int:
    """Bytes de un mensaje de websocket; los binarios llegan en base64."""
    mensaje = evento["response"]
    largo = len(mensaje["payloadData"])
    return largo * 3 // 4 if mensaje["opcode"] == 2 else largo


def _json(mirar: Mirar) -> str:
    import json

    return json.dumps(mirar.en_js())
