"""Cómo se llama y dónde está cada cosa del almacén de versiones."""

import re
from pathlib import Path

from apertura import rutas

ORIGEN = "origen"
"""El id de la primera versión: la publicación que ya estaba. Nunca se escribe ni se retira."""
VIGENTE = "VIGENTE"
BITACORA = "audit.jsonl"
CANDADO = ".candado"
DICTAMEN = "dictamen.json"
PASAJEROS = (".nueva-", ".VIGENTE-", ".retirada-")
"""Principio del nombre de lo que sólo existe mientras se publica; si se encuentra, sobró de una que no terminó."""
PATRON = re.compile(r"(\d{4,})-([0-9a-f]{8})")


def ids() -> list[str]:
    """Ids de las versiones que hay en el almacén, de la más nueva a la más vieja, sin el origen ni comprobarlas."""
    carpeta = rutas.publicaciones()
    hallados = [r.name for r in carpeta.iterdir() if PATRON.fullmatch(r.name)] if carpeta.is_dir() else []
    return sorted(hallados, key=numero, reverse=True)


def numero(id_: str) -> int:
    """Número de orden de la versión: 0 es el origen. El reloj no interviene: puede atrasarse."""
    return 0 if id_ == ORIGEN else int(id_.split("-")[0])


def carpeta_de(id_: str) -> Path:
    """Carpeta de una versión, exista o no."""
    return rutas.publicacion_de_origen() if id_ == ORIGEN else rutas.publicaciones() / id_
