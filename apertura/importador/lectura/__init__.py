"""Leer el archivo de una persona sin interpretarlo y sin arriesgar al programa: `leer` da hojas de texto y defectos."""

from apertura.importador.lectura.libro import Hoja, Libro, Limites
from apertura.importador.lectura.padre import leer

__all__ = ["Hoja", "Libro", "Limites", "leer"]
