"""Una publicación candidata: lo que quedaría si se publicara, escrito aparte para mirarlo. No es una versión y nadie la muestra."""

import json
import shutil
from pathlib import Path

import polars as pl

from apertura.publicacion import ESQUEMA, MANIFIESTO, corte_de, huella, version_de
from apertura.publicaciones.paquete import Paquete, empacar

CORTE = "sin-publicar"


def dejar(tablas: dict[str, pl.DataFrame], carpeta: Path) -> str:
    """Escribe la candidata, en lugar de la anterior, y devuelve su huella. Lanza ErrorContrato si algo no cumple."""
    paquete = empacar(tablas)
    shutil.rmtree(carpeta, ignore_errors=True)
    carpeta.mkdir(parents=True)
    for nombre, contenido in paquete.contenidos.items():
        (carpeta / nombre).write_bytes(contenido)
    corte = corte_de(CORTE, paquete.simulado)
    manifiesto = {"esquema": ESQUEMA, "corte": corte, "version": version_de(corte, paquete.fichas), "archivos": paquete.fichas}
    (carpeta / MANIFIESTO).write_text(json.dumps(manifiesto), encoding="utf-8")
    return _huella(paquete)


def huella_de(tablas: dict[str, pl.DataFrame]) -> str:
    """Las mismas tablas dan la misma huella."""
    return _huella(empacar(tablas))


def _huella(paquete: Paquete) -> str:
    return huella(json.dumps(paquete.fichas, sort_keys=True).encode())
