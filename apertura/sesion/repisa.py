"""Lo que el servidor recuerda de las sesiones, en memoria y con tope: la de cada navegador y las que se están proyectando.

No es donde vive una sesión: vive en su archivo. Esto sólo evita que se pierda al recargar la página o al abrir otra pestaña.
"""

from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

Cosa = TypeVar("Cosa")
DE_NAVEGADORES, PROYECTADAS = 64, 32
LARGO_DE_LLAVE = 64


class Repisa(Generic[Cosa]):
    """Las últimas cosas guardadas; al llenarse sale la que lleva más tiempo sin usarse. Sirve a muchos hilos."""

    def __init__(self, lugares: int) -> None:
        self.lugares, self._cosas, self._candado = lugares, OrderedDict[str, Cosa](), Lock()

    def poner(self, llave: str, cosa: Cosa) -> None:
        """Guarda o reemplaza."""
        with self._candado:
            self._cosas[llave] = cosa
            self._cosas.move_to_end(llave)
            while len(self._cosas) > self.lugares:
                self._cosas.popitem(last=False)

    def tomar(self, llave: str) -> Cosa | None:
        """La cosa, o None si no está."""
        with self._candado:
            if llave in self._cosas:
                self._cosas.move_to_end(llave)
            return self._cosas.get(llave)
