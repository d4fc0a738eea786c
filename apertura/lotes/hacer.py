"""Hacer un lote: cada ficha se escribe apenas se compone, y la que ya está y es la misma no se repite.

Un lote interrumpido se reanuda con la misma orden: cada archivo se escribe aparte y se renombra al final, así que en la
carpeta sólo hay fichas completas; las que llevan el sello de hoy, de esta publicación y de este programa, y no se han
tocado, se dejan como están.
"""

import json
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from apertura import __version__, laminas
from apertura.catalogo import Catalogo, catalogo
from apertura.consultas import Motor, motor
from apertura.errores import ErrorApertura
from apertura.exportacion import metadatos
from apertura.exportacion.estampa import Ajustes
from apertura.exportacion.exportar import de_lamina, formato_de
from apertura.exportacion.sello import leer_fichas
from apertura.lotes.encargo import Pieza
from apertura.publicacion import Publicacion, huella

Estado = Literal["hecha", "estaba", "fallo"]
ANOTADO = ".lote.json"
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
    """Las fichas, en su orden. Una que falla no detiene a las demás. Error: OSError si no se puede escribir en la carpeta."""
    orden.carpeta.mkdir(parents=True, exist_ok=True)
    reutilizable = _mismos_ajustes(orden)
    hechas = []
    for hecha in _una_por_una(piezas, orden, reutilizable):
        hechas.append(hecha)
        al_terminar_una(hecha)
    return hechas


def una(pieza: Pieza, orden: Orden, reutilizable: bool, vigente: Motor, elegible: Catalogo) -> Hecha:
    """Hace una ficha o reconoce la que ya estaba."""
    archivo = f"{pieza.ruta}.{orden.formato}"
    destino = orden.carpeta / archivo
    try:
        if reutilizable and (propia := intacta(destino, pieza, orden, vigente.publicacion)):
            return Hecha(pieza, archivo, "estaba", propia)
        lamina = laminas.lamina(vigente, elegible, pieza.vista, orden.ajustes.tema)
        contenido = de_lamina(lamina, vigente.publicacion, formato_de(orden.formato), orden.ajustes)
    except ErrorApertura as error:
        return Hecha(pieza, archivo, "fallo", por_que=str(error))
    escribir(destino, contenido)
    return Hecha(pieza, archivo, "hecha", huella(contenido))


def intacta(archivo: Path, pieza: Pieza, orden: Orden, publicacion: Publicacion) -> str:
    """La huella del archivo si es esta ficha, con el sello que hoy le tocaría y sin un byte cambiado; vacía si no."""
    try:
        contenido = archivo.read_bytes()
    except OSError:
        return ""
    for sello, codigo in leer_fichas(contenido):
        suyos = (sello.publicacion, sello.manifiesto, sello.vista, sello.fecha, sello.programa, sello.formato, sello.tema)
        tocan = (
            publicacion.version, publicacion.manifiesto, pieza.vista.direccion, orden.ajustes.hoy.isoformat(), __version__, orden.formato,
            orden.ajustes.tema,
        )  # fmt: skip
        if suyos == tocan and codigo == sello.codigo and sello.contenido == huella(metadatos.sin_ficha(contenido)):
            return huella(contenido)
    return ""


def escribir(destino: Path, contenido: bytes) -> None:
    """Escribe aparte y renombra: quien mire la carpeta ve el archivo completo o no lo ve."""
    destino.parent.mkdir(parents=True, exist_ok=True)
    parcial = destino.with_name(f"{destino.name}.{os.getpid()}.parcial")
    try:
        parcial.write_bytes(contenido)
        parcial.replace(destino)
    finally:
        parcial.unlink(missing_ok=True)


def _mismos_ajustes(orden: Orden) -> bool:
    """Si lo que haya en la carpeta se hizo para el mismo servidor; lo deja anotado. El sello no dice a qué servidor apunta el QR."""
    anotado = orden.carpeta / ANOTADO
    ahora = json.dumps({"origen": orden.ajustes.origen}, ensure_ascii=False)
    try:
        iguales = anotado.read_text(encoding="utf-8") == ahora
    except (OSError, UnicodeDecodeError):
        iguales = False
    anotado.write_text(ahora, encoding="utf-8")
    return iguales


def _una_por_una(piezas: Sequence[Pieza], orden: Orden, reutilizable: bool) -> Iterator[Hecha]:
    if orden.procesos <= 1:
        vigente, elegible = motor(), catalogo()
        yield from (una(pieza, orden, reutilizable, vigente, elegible) for pieza in piezas)
        return
    tandas = [piezas[n : n + _TANDA] for n in range(0, len(piezas), _TANDA)]
    # «spawn»: un proceso nuevo no hereda candados ni hilos a medias.
    with ProcessPoolExecutor(orden.procesos, mp_context=multiprocessing.get_context("spawn")) as grupo:
        for hechas in grupo.map(_tanda, tandas, [orden] * len(tandas), [reutilizable] * len(tandas)):
            yield from hechas


def _tanda(piezas: Iterable[Pieza], orden: Orden, reutilizable: bool) -> list[Hecha]:
    vigente, elegible = _abiertos()
    return [una(pieza, orden, reutilizable, vigente, elegible) for pieza in piezas]


@lru_cache(maxsize=1)
def _abiertos() -> tuple[Motor, Catalogo]:
    """En un proceso de trabajo: la publicación se abre una vez."""
    return motor(), catalogo()
