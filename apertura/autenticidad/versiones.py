"""Las publicaciones que hay en este equipo, la que se muestra y las guardadas, abiertas sólo si hace falta."""

from collections.abc import Iterator
from functools import lru_cache

from apertura.catalogo import Catalogo, catalogo
from apertura.consultas import Motor, abrir_motor
from apertura.errores import ErrorPublicacion
from apertura.publicacion import Publicacion
from apertura.publicaciones import ORIGEN, lectura

GUARDADAS_MAXIMAS, ABIERTAS = 12, 2


def todas(vigente: Motor) -> Iterator[tuple[Motor, Catalogo]]:
    """La que se muestra primero; las demás se abren conforme se piden."""
    yield vigente, catalogo(vigente)
    for publicacion in _guardadas(vigente):
        otro = _abrir(publicacion.id, publicacion.manifiesto)
        yield otro, catalogo(otro)


def la_de(vigente: Motor, version: str, manifiesto: str) -> tuple[Motor, Catalogo] | None:
    """La publicación con esa versión y esa huella; None si no está en este equipo."""
    if (vigente.publicacion.version, vigente.publicacion.manifiesto) == (version, manifiesto):
        return vigente, catalogo(vigente)
    hallada = next((p for p in _guardadas(vigente) if (p.version, p.manifiesto) == (version, manifiesto)), None)
    if hallada is None:
        return None
    otro = _abrir(hallada.id, hallada.manifiesto)
    return otro, catalogo(otro)


def _guardadas(vigente: Motor) -> Iterator[Publicacion]:
    """Las que están completas y no son la que se muestra."""
    for id_ in [*lectura.terminadas(), ORIGEN][:GUARDADAS_MAXIMAS]:
        if id_ == vigente.publicacion.id:
            continue
        try:
            publicacion = lectura.abrir(id_)
        except ErrorPublicacion:
            continue
        if publicacion.manifiesto != vigente.publicacion.manifiesto:
            yield publicacion


@lru_cache(maxsize=ABIERTAS)
def _abrir(id_: str, manifiesto: str) -> Motor:
    return abrir_motor(lectura.abrir(id_))
