"""Toma las imágenes de la documentación con Apertura en marcha:  python -m docs.fotografias [DIRECCIÓN]

Cada una es la página tal como se ve; se guardan en docs/imagenes. Requiere las bibliotecas de prueba y Chromium.
"""

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from herramientas.chromium import banderas, buscar
from herramientas.entorno import RAIZ

DESTINO = RAIZ / "docs" / "imagenes"
# Nombre → dirección, tema del navegador y tamaño de la ventana.
TOMAS: dict[str, tuple[str, str, tuple[int, int]]] = {
    "mapa": ("/mapa?entidad=20", "light", (1366, 960)),
    "mosaico_oscuro": ("/mapa?vista=mosaico&indicador=PG&capa=en_cero&entidad=22", "dark", (1366, 960)),
    "sujeto": ("/sujeto?sujeto=19-EJE-08", "light", (1366, 960)),
    "telefono": ("/mapa?entidad=20", "light", (390, 844)),
}


def tomar(direccion: str, destino: Path = DESTINO) -> list[Path]:
    """Guarda todas las tomas y devuelve sus rutas."""
    destino.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        navegador = playwright.chromium.launch(executable_path=buscar(), args=banderas())
        rutas = []
        for nombre, (pagina, tema, (ancho, alto)) in TOMAS.items():
            ventana = navegador.new_page(
                viewport={"width": ancho, "height": alto}, locale="es-MX", color_scheme="dark" if tema == "dark" else "light"
            )
            rutas.append(_tomar_una(ventana, direccion + pagina, destino / f"{nombre}.png"))
            ventana.close()
        navegador.close()
    return rutas


def _tomar_una(ventana: Page, direccion: str, ruta: Path) -> Path:
    ventana.goto(direccion)
    # La gráfica termina de dibujarse después del título.
    ventana.wait_for_selector("[data-testid=stVegaLiteChart] svg path", state="attached", timeout=60_000)
    ventana.wait_for_timeout(1500)
    ventana.screenshot(path=ruta)
    return ruta


if __name__ == "__main__":
    for ruta in tomar(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8501"):
        print(ruta.relative_to(RAIZ))
