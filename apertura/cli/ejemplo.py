"""La orden `ejemplo`: mostrar datos simulados, siempre rotulados, o dejar de mostrarlos."""

import argparse
from pathlib import Path

from apertura import acceso, publicaciones
from apertura.cli.avance import Barra
from apertura.cli.desde_pagina import ceder
from apertura.publicacion import ADVERTENCIA


def ejemplo(pedido: argparse.Namespace) -> int:
    """Publica el ejemplo simulado, o lo quita."""
    if pedido.quitar:
        acceso.exigir("revertir")
        vuelta = publicaciones.quitar_ejemplo(pedido.quien)
        print(f"Se quitó el ejemplo. Se muestra la publicación {vuelta.id} (versión de datos {vuelta.version}).")
        return 0
    # El importador sólo se carga aquí: nada más en el paquete depende de él.
    from apertura.importador import ejemplo as simulado

    if pedido.carpeta:
        ceder(pedido.quien)
    barra = Barra(Path(pedido.carpeta) if pedido.carpeta else None)
    hecha = simulado.publicar(pedido.quien, barra)
    barra.terminar()
    print(f"{ADVERTENCIA}. Se muestra el ejemplo: publicación {hecha.id}. Para quitarlo: python -m apertura ejemplo --quitar")
    return 0
