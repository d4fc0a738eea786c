"""Leer el archivo de una persona sin interpretarlo y sin arriesgar al programa: `leer` da hojas de texto y defectos.

Los nombres se cargan al pedirlos: el proceso que lee empieza en una fracción del tiempo si no trae lo que no usa.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from apertura.importador.lectura.libro import Hoja, Libro
    from apertura.importador.lectura.limites import Limites
    from apertura.importador.lectura.padre import leer

__all__ = ["Hoja", "Libro", "Limites", "leer"]
_DONDE = {"Hoja": "libro", "Libro": "libro", "Limites": "limites", "leer": "padre"}


def __getattr__(nombre: str) -> object:
    """El nombre público, de su módulo."""
    if nombre not in _DONDE:
        raise AttributeError(nombre)
    return getattr(import_module(f"{__name__}.{_DONDE[nombre]}"), nombre)
