"""Hacer un lote: cada ficha se escribe apenas se compone, y la que ya está y es la misma no se repite.

Un lote interrumpido se reanuda con la misma orden: cada archivo se escribe aparte y se renombra al final, así que en la
carpeta sólo hay fichas completas, y un diario anota la huella de cada una. La que está en el diario y no ha cambiado en un
byte se deja como está; con otra publicación, otra fecha, otro servidor u otro programa, el diario empieza de nuevo.
"""

import json
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from pathlib import Path
from typing import Literal

from apertura import __version__, laminas
from apertura.catalogo import Catalogo, catalogo
from apertura.consultas import Motor, motor
from apertura.errores import ErrorApertura
from apertura.exportacion.estampa import Ajustes
from apertura.exportacion.exportar import de_lamina, formato_de
from apertura.lotes.encargo import Pieza
from apertura.publicacion import Publicacion, huella

Estado = Literal["hecha", "estaba", "fallo"]
DIARIO = ".lote.jsonl"
SE_CERRO = "El proceso que la hacía se cerró de golpe. Si al equipo le falta memoria, repita la orden con un solo proceso."
_TANDA = 8


@dataclass(frozen=True)
class Hecha:
    """Qué pasó con una ficha: su archivo (relativo), su huella y, si falló, por qué."""

    pieza: Pieza
    archivo: str
    estado: Estado
    sha256: str = ""
    por_que: str = ""


@dataclass(frozen=True)
class Orden:
    """Dónde y cómo se hace un lote."""

    carpeta: Path
    formato: str
    ajustes: Ajustes
    procesos: int = 1


def hacer(piezas: Sequence[Pieza], orden: Orden, al_terminar_una: Callable[[Hecha], None] = lambda _: None) -> list[Hecha]:
    """Las fichas, en su orden. Una que falla no detiene a las demás. Error: OSError si no se puede escribir en la carpeta.

    Tampoco las detiene que el sistema cierre un proceso de trabajo, por ejemplo por falta de memoria: se sigue con uno solo.
    """
    orden.carpeta.mkdir(parents=True, exist_ok=True)
    diario = Diario(orden, motor().publicacion)
    pendientes = [pieza for pieza in piezas if not diario.intacta(pieza)]
    por_hacer = _una_por_una(pendientes, orden)
    hechas = []
    for pieza in piezas:
        if previa := diario.conocida(pieza):
            hecha = Hecha(pieza, _archivo(pieza, orden), "estaba", previa)
        else:
            hecha = next(por_hacer)
            diario.anotar(hecha)
        hechas.append(hecha)
        al_terminar_una(hecha)
    return hechas


def una(pieza: Pieza, orden: Orden, vigente: Motor, elegible: Catalogo) -> Hecha:
    """Compone una ficha y la escribe."""
    archivo = _archivo(pieza, orden)
    try:
        lamina = laminas.lamina(vigente, elegible, pieza.vista, orden.ajustes.tema)
        contenido = de_lamina(lamina, vigente.publicacion, formato_de(orden.formato), orden.ajustes)
    except ErrorApertura as error:
        return Hecha(pieza, archivo, "fallo", por_que=str(error))
    escribir(orden.carpeta / archivo, contenido)
    return Hecha(pieza, archivo, "hecha", huella(contenido))


class Diario:
    """Lo que ya se hizo en una carpeta: un renglón con las condiciones del lote y uno por ficha, con su vista y su huella.

    Sólo lo escribe quien reparte el trabajo. Un renglón a medias, el de una interrupción, no cuenta.
    """

    def __init__(self, orden: Orden, publicacion: Publicacion) -> None:
        self.orden, self.ruta = orden, orden.carpeta / DIARIO
        condiciones = json.dumps(
            [publicacion.manifiesto, orden.ajustes.hoy.isoformat(), __version__, orden.formato, orden.ajustes.tema, orden.ajustes.origen]
        )
        primero, *resto = self._renglones() or [""]
        self.huellas = dict(filter(None, map(_de_renglon, resto))) if primero == condiciones else {}
        self.intactas: dict[Pieza, str] = {}
        if primero != condiciones:
            self.ruta.write_text(f"{condiciones}\n", encoding="utf-8")

    def intacta(self, pieza: Pieza) -> bool:
        """Si su archivo está y es, byte por byte, el que se anotó."""
        esperada = self.huellas.get(_llave(pieza, self.orden), "")
        try:
            igual = bool(esperada) and huella((self.orden.carpeta / _archivo(pieza, self.orden)).read_bytes()) == esperada
        except OSError:
            igual = False
        if igual:
            self.intactas[pieza] = esperada
        return igual

    def conocida(self, pieza: Pieza) -> str:
        """La huella de la que estaba intacta; vacía si hay que hacerla."""
        return self.intactas.get(pieza, "")

    def anotar(self, hecha: Hecha) -> None:
        """Agrega una ficha recién escrita."""
        if hecha.estado == "hecha":
            with self.ruta.open("a", encoding="utf-8") as diario:
                diario.write(f"{json.dumps([_llave(hecha.pieza, self.orden), hecha.sha256])}\n")

    def _renglones(self) -> list[str]:
        try:
            return self.ruta.read_text(encoding="utf-8").split("\n")
        except (OSError, UnicodeDecodeError):
            return []


def _de_renglon(renglon: str) -> tuple[str, str] | None:
    try:
        llave, sha256 = json.loads(renglon)
    except ValueError:
        return None
    return (llave, sha256) if isinstance(llave, str) and isinstance(sha256, str) else None


def _llave(pieza: Pieza, orden: Orden) -> str:
    return f"{_archivo(pieza, orden)} {pieza.vista.direccion}"


def _archivo(pieza: Pieza, orden: Orden) -> str:
    return f"{pieza.ruta}.{orden.formato}"


def escribir(destino: Path, contenido: bytes) -> None:
    """Escribe aparte y renombra: quien mire la carpeta ve el archivo completo o no lo ve."""
    destino.parent.mkdir(parents=True, exist_ok=True)
    parcial = destino.with_name(f"{destino.name}.{os.getpid()}.parcial")
    try:
        parcial.write_bytes(contenido)
        parcial.replace(destino)
    finally:
        parcial.unlink(missing_ok=True)


def _una_por_una(piezas: Sequence[Pieza], orden: Orden) -> Iterator[Hecha]:
    if orden.procesos <= 1 or len(piezas) < 2:
        vigente, elegible = motor(), catalogo()
        yield from (una(pieza, orden, vigente, elegible) for pieza in piezas)
        return
    de_a = min(_TANDA, -(-len(piezas) // orden.procesos))
    tandas, procesos = deque(piezas[n : n + de_a] for n in range(0, len(piezas), de_a)), orden.procesos
    while tandas:
        antes = len(tandas)
        try:
            yield from _repartir(tandas, orden, procesos)
        except BrokenProcessPool:
            if procesos == 1 and len(tandas) == antes:
                yield from _culpable(tandas, orden)
            procesos = 1


def _repartir(tandas: deque[Sequence[Pieza]], orden: Orden, procesos: int) -> Iterator[Hecha]:
    """Lo que sale de cada tanda, en orden; la terminada se quita de la fila, y si un proceso muere ahí se ve qué falta."""
    # «spawn»: un proceso nuevo no hereda candados ni hilos a medias.
    with ProcessPoolExecutor(procesos, mp_context=multiprocessing.get_context("spawn")) as grupo:
        for hechas in grupo.map(_tanda, list(tandas), repeat(orden)):
            tandas.popleft()
            yield from hechas


def _culpable(tandas: deque[Sequence[Pieza]], orden: Orden) -> Iterator[Hecha]:
    """La tanda que cerró sola a su proceso se intenta ficha por ficha; la que lo cierra ella sola, falla."""
    primera = tandas.popleft()
    if len(primera) > 1:
        tandas.extendleft([pieza] for pieza in reversed(primera))
        return
    yield Hecha(primera[0], _archivo(primera[0], orden), "fallo", por_que=SE_CERRO)


def _tanda(piezas: Iterable[Pieza], orden: Orden) -> list[Hecha]:
    vigente, elegible = _abiertos()
    return [una(pieza, orden, vigente, elegible) for pieza in piezas]


@lru_cache(maxsize=1)
def _abiertos() -> tuple[Motor, Catalogo]:
    """En un proceso de trabajo: la publicación se abre una vez."""
    return motor(), catalogo()
