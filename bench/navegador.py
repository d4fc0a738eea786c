"""Chromium y el cronómetro que vive dentro de la página."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from herramientas import chromium

RELOJ = (Path(__file__).parent / "reloj.js").read_text(encoding="utf-8")
ESPERA_MS = 30_000
REPOSO_MS = 300


@dataclass(frozen=True)
class Mirar:
    """Qué debe cambiar para dar por pintada una interacción. Sin `atributos` se mira el texto.

    `lleno`: quedar vacío no cuenta como cambio. `lienzo`: lo que se escribe en un <canvas>, que es como se pinta una
    tabla. `direccion`: los parámetros de la dirección.
    """

    selector: str = ""
    atributos: tuple[str, ...] | None = None
    lleno: bool = False
    lienzo: bool = False
    direccion: bool = False


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
def visitante(abierto: Browser) -> Iterator[BrowserContext]:
    """Alguien que llega por primera vez: sin nada guardado en su navegador."""
    contexto = abierto.new_context(viewport={"width": 1366, "height": 768}, locale="es-MX")
    contexto.set_default_timeout(ESPERA_MS)
    yield contexto
    contexto.close()


def abrir(contexto: BrowserContext, url: str, mirar: Mirar) -> tuple[Page, float]:
    """La pestaña y los milisegundos desde que empezó la navegación hasta que se pintó lo que se mira."""
    pagina = contexto.new_page()
    return pagina, cargar(pagina, url, mirar)


def cargar(pagina: Page, url: str, mirar: Mirar) -> float:
    """Navega y devuelve los milisegundos hasta que se pintó lo que se mira."""
    pagina.add_init_script(f"{RELOJ}\nwindow.reloj.armar({json.dumps([asdict(mirar)])}, 'carga')")
    pagina.goto(url, wait_until="commit")
    milisegundos = _leer(pagina)
    pagina.wait_for_timeout(REPOSO_MS)
    return milisegundos


def al_frente(pagina: Page) -> None:
    """Pone la pestaña a la vista: a las que están detrás, Chromium sólo les da un cuadro por segundo."""
    pagina.bring_to_front()
    pagina.wait_for_timeout(REPOSO_MS)


def medir(pagina: Page, accion: Callable[[], object], *mirar: Mirar, gesto: str = "pointerup") -> float:
    """Milisegundos del gesto al primer cuadro en que ya cambió todo; después espera a que la página quede en reposo."""
    pagina.evaluate("([ques, gesto]) => window.reloj.armar(ques, gesto)", [[asdict(m) for m in mirar], gesto])
    accion()
    milisegundos = _leer(pagina)
    pagina.wait_for_timeout(REPOSO_MS)
    return milisegundos


def _leer(pagina: Page) -> float:
    # La página avisa sola: preguntarle a cada cuadro estorbaría a lo que se mide.
    espera = f"new Promise((_, no) => setTimeout(() => no(new Error('no cambió nada')), {ESPERA_MS}))"
    return pagina.evaluate(f"Promise.race([window.reloj.leer(), {espera}])")
