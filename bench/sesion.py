"""`python -m bench.sesion [--anotar]`

Cuánto tarda una sesión de veinte láminas en volverse PPTX, PDF, HTML y guion, en un proceso recién abierto: nada está recordado salvo lo
que el servidor precarga al arrancar. Y cuánto tarda en cambiar de lámina lo ya proyectado, en Chromium.
"""

import argparse
import time
from datetime import datetime
from pathlib import Path

from playwright.sync_api import sync_playwright

from apertura.catalogo import catalogo
from apertura.consultas import motor
from apertura.exportacion.estampa import Ajustes
from apertura.formato import decimal
from apertura.interfaz.precarga import precargar
from apertura.seleccion import Seleccion
from apertura.sesion import Guion, guiones
from apertura.sesion.salidas import SALIDAS
from herramientas import chromium

LAMINAS, ENTIDADES = 20, ("19", "20", "14", "22")
LIMITES = {"pptx": 10.0, "pdf": 10.0, "html": 10.0, "json": 1.0}
LIMITE_DE_CAMBIO = 100.0
ARCHIVO = Path(__file__).with_name("SESION.md")
CABECERA = """# Una sesión de veinte láminas

La escribe `python -m bench.sesion --anotar`. Segundos de la primera vez que se pide cada archivo, en el orden de la tabla y en un solo
proceso: lo que un formato ya armó le sirve al siguiente, como en la página.

"""


def principal() -> int:
    """0 si todo está dentro de su límite."""
    analizador = argparse.ArgumentParser(prog="python -m bench.sesion", description="Mide una sesión de veinte láminas.")
    analizador.add_argument("--anotar", action="store_true", help="escribe bench/SESION.md")
    pedido = analizador.parse_args()
    precargar()
    guion = de_veinte()
    renglones, hechos = [], {}
    for clave, limite in LIMITES.items():
        antes = time.perf_counter()
        hechos[clave] = SALIDAS[clave].generar(motor(), catalogo(), guion, Ajustes())
        renglones.append((SALIDAS[clave].etiqueta, time.perf_counter() - antes, limite, "s"))
    renglones.append(("Cambiar de lámina, la más lenta", _cambio(hechos["html"]), LIMITE_DE_CAMBIO, "ms"))
    tabla = _tabla(renglones)
    print(tabla)
    if pedido.anotar:
        ARCHIVO.write_text(f"{CABECERA}{tabla}\n\nMedido el {datetime.now():%Y-%m-%d} con la publicación {motor().publicacion.version}.\n")
    return int(any(valor > limite for _, valor, limite, _ in renglones))


def de_veinte() -> Guion:
    """Las láminas de cuatro entidades y del país, las primeras veinte."""
    pasos = [p for clave in ENTIDADES for p in guiones.de_una_entidad(motor(), catalogo(), Seleccion(), clave).pasos if p.vista]
    return Guion("Veinte láminas").agregar(*pasos[:LAMINAS])


def _cambio(html: bytes) -> float:
    """Milisegundos desde la tecla hasta dos cuadros después, que es cuando ya se ve."""
    with sync_playwright() as playwright:
        navegador = playwright.chromium.launch(executable_path=chromium.buscar(), args=chromium.banderas())
        pagina = navegador.new_page(viewport={"width": 1920, "height": 1080})
        pagina.set_content(html.decode())
        pagina.wait_for_timeout(1000)
        veces = [float(pagina.evaluate(_MEDIR)) for _ in range(LAMINAS - 1)]
        navegador.close()
    return max(veces)


_MEDIR = """() => new Promise(listo => {
  const antes = performance.now();
  document.dispatchEvent(new KeyboardEvent("keydown", {key: "ArrowRight", bubbles: true}));
  requestAnimationFrame(() => requestAnimationFrame(() => listo(performance.now() - antes)));
})"""


def _tabla(renglones: list[tuple[str, float, float, str]]) -> str:
    filas = [f"| {que} | {decimal(valor, 2)} {u} | {decimal(limite, 0)} {u} |" for que, valor, limite, u in renglones]
    return "\n".join(["| Qué | Tardó | Límite |", "|---|---:|---:|", *filas])


if __name__ == "__main__":
    raise SystemExit(principal())
