"""Lotes pedidos desde una página: uno a la vez, en un proceso aparte y con menos prioridad, para no frenar a nadie.

El lote lo hace la orden `fichas` en otro proceso; aquí sólo se lee su avance. El ZIP queda en una carpeta de este servidor
que se borra al cerrarlo, y el mismo lote pedido el mismo día no se vuelve a hacer, lo pida quien lo pida.
"""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal

from apertura import rutas

Estado = Literal["en espera", "en curso", "listo", "fallo", "cancelado"]
EN_ESPERA, GUARDADOS, SEGUNDOS = 6, 12, 1800
LENTO = 10
"""Cuánta prioridad cede: lo más que se puede es 19."""


@dataclass(eq=False)
class Trabajo:
    """Un lote. `hechas` de `total` dice cuánto va; `archivo`, dónde queda el ZIP."""

    llave: str
    orden: tuple[str, ...]
    archivo: Path
    total: int
    hechas: int = 0
    estado: Estado = "en espera"
    proceso: "subprocess.Popen[str] | None" = field(default=None, repr=False)

    @property
    def vivo(self) -> bool:
        """Si todavía no termina."""
        return self.estado in ("en espera", "en curso")


class Taller:
    """La fila de lotes de un servidor. Todo lo que hay aquí se puede llamar desde varios hilos."""

    def __init__(self, carpeta: Path) -> None:
        self.carpeta = carpeta
        self.trabajos: OrderedDict[str, Trabajo] = OrderedDict()
        self._candado, self._turno = threading.Lock(), threading.Semaphore(1)

    def ver(self, llave: str) -> Trabajo | None:
        """El lote con esa llave, si se pidió y sigue guardado."""
        with self._candado:
            return self.trabajos.get(llave)

    def pedir(self, llave: str, orden: Sequence[str], total: int, nombre: str) -> Trabajo | None:
        """El lote pedido, que empieza cuando le toque; None si ya hay demasiados en espera. El que ya está hecho no se repite."""
        with self._candado:
            previo = self.trabajos.get(llave)
            if previo and previo.estado not in ("fallo", "cancelado"):
                return previo
            if sum(trabajo.vivo for trabajo in self.trabajos.values()) >= EN_ESPERA:
                return None
            self._olvidar_los_viejos()
            nuevo = Trabajo(llave, tuple(orden), self.carpeta / nombre, total)
            self.trabajos[llave] = nuevo
        threading.Thread(target=self._correr, args=(nuevo,), daemon=True).start()
        return nuevo

    def cancelar(self, trabajo: Trabajo) -> None:
        """Detiene un lote; lo ya compuesto se aprovecha si se vuelve a pedir."""
        with self._candado:
            if trabajo.vivo:
                trabajo.estado = "cancelado"
                if trabajo.proceso:
                    trabajo.proceso.terminate()

    def cerrar(self) -> None:
        """Detiene lo que esté en curso y borra la carpeta."""
        for trabajo in list(self.trabajos.values()):
            self.cancelar(trabajo)
        shutil.rmtree(self.carpeta, ignore_errors=True)

    def _correr(self, trabajo: Trabajo) -> None:
        with self._turno:
            if not self._arrancar(trabajo):
                return
            reloj = threading.Timer(SEGUNDOS, self.cancelar, (trabajo,))
            reloj.start()
            salida = _seguir(trabajo)
            reloj.cancel()
        with self._candado:
            if trabajo.estado == "en curso":
                trabajo.estado = "listo" if salida == 0 and trabajo.archivo.is_file() else "fallo"
            trabajo.proceso = None

    def _arrancar(self, trabajo: Trabajo) -> bool:
        with self._candado:
            if trabajo.estado != "en espera":
                return False
            orden = [sys.executable, "-m", "apertura", *trabajo.orden, "--avance", "--procesos", "1", "--salida", str(trabajo.archivo)]
            nada = subprocess.DEVNULL
            trabajo.proceso = subprocess.Popen(
                orden, stdin=nada, stdout=subprocess.PIPE, stderr=nada, text=True, cwd=rutas.RAIZ, start_new_session=True
            )
            trabajo.estado = "en curso"
            _con_menos_prioridad(trabajo.proceso.pid)
            return True

    def _olvidar_los_viejos(self) -> None:
        terminados = [trabajo for trabajo in self.trabajos.values() if not trabajo.vivo]
        for trabajo in terminados[: max(0, len(self.trabajos) - GUARDADOS + 1)]:
            del self.trabajos[trabajo.llave]
            trabajo.archivo.unlink(missing_ok=True)


@lru_cache(maxsize=1)
def taller() -> Taller:
    """El de este servidor."""
    hecho = Taller(Path(tempfile.mkdtemp(prefix="apertura-lotes-")))
    atexit.register(hecho.cerrar)
    return hecho


def _seguir(trabajo: Trabajo) -> int:
    """Lee el avance hasta que el proceso termina; su código de salida."""
    proceso = trabajo.proceso
    assert proceso is not None, "se sigue un proceso que ya arrancó"
    with proceso:
        for renglon in proceso.stdout or ():
            van, diagonal, total = renglon.strip().partition("/")
            if diagonal and van.isdigit() and total.isdigit():
                trabajo.hechas, trabajo.total = int(van), int(total)
    return proceso.returncode


def _con_menos_prioridad(pid: int) -> None:
    """Donde se pueda: en Windows el lote corre con la prioridad de siempre."""
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, pid, LENTO)
