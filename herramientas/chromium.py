"""El Chromium con el que se prueban las páginas: dónde está y cómo conseguirlo."""

import os
import shutil
import sys
from pathlib import Path

from herramientas.entorno import instalar_con_apt

ORDENES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
FUERA_DEL_PATH = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
COMO_CONSEGUIRLO = (
    "Falta Chromium para las pruebas de navegador. Instálelo (Debian o Ubuntu: sudo apt-get install chromium; "
    "macOS: brew install --cask chromium; Windows: Chrome o Edge), o diga dónde está en APERTURA_CHROMIUM."
)


def asegurar() -> str | None:
    """Ruta del navegador; si falta y se puede (Debian, administrador), lo instala. None si no hay."""
    return buscar() or (buscar() if instalar_con_apt("chromium") else None)


def buscar() -> str | None:
    """Ruta de un navegador de la familia Chromium, o None. `APERTURA_CHROMIUM` manda."""
    dicha = os.environ.get("APERTURA_CHROMIUM")
    candidatas = [dicha] if dicha else [*map(shutil.which, ORDENES), *FUERA_DEL_PATH]
    return next((ruta for ruta in candidatas if ruta and Path(ruta).is_file()), None)


def banderas() -> list[str]:
    """Banderas que dejan el navegador sin red propia ni interfaz; sin caja de arena sólo donde no la hay."""
    sin_caja = ["--no-sandbox"] if sys.platform == "linux" else []
    sin_red = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    return ["--headless=new", "--disable-gpu", *sin_caja, *sin_red]
