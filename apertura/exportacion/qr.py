"""El código QR de un enlace, como un solo trazo que cualquier formato sabe dibujar."""

from functools import lru_cache
from io import BytesIO

import segno

ORILLA = 4
"""Módulos en blanco alrededor, los que pide la norma para que un teléfono lo lea."""
# Un QR guarda a lo más 2,331 bytes con esta corrección de errores; un enlace así de largo ya no se leería.
LARGO_MAXIMO = 1200


@lru_cache(maxsize=64)
def modulos(texto: str) -> tuple[tuple[bool, ...], ...]:
    """La cuadrícula, con su orilla en blanco: cierto donde va tinta. Vacía si el texto no cabe en un QR que se pueda leer."""
    if not texto or len(texto.encode()) > LARGO_MAXIMO:
        return ()
    cuadros = segno.make(texto, error="m", micro=False, boost_error=False).matrix_iter(border=ORILLA)
    return tuple(tuple(bool(cuadro) for cuadro in renglon) for renglon in cuadros)


def en_png(texto: str) -> bytes:
    """El QR como imagen, para los formatos que no dibujan trazos. El texto debe caber."""
    dibujo = BytesIO()
    segno.make(texto, error="m", micro=False, boost_error=False).save(dibujo, kind="png", scale=6, border=ORILLA)
    return dibujo.getvalue()


def trazo(texto: str) -> tuple[str, int]:
    """El atributo `d` de un `path` de SVG que rellena los módulos, y cuántos mide de lado; vacío y 0 si no cabe."""
    cuadricula = modulos(texto)
    partes = [f"M{x} {y}h{largo}v1h-{largo}z" for y, renglon in enumerate(cuadricula) for x, largo in corridas(renglon)]
    return "".join(partes), len(cuadricula)


def corridas(renglon: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Dónde empieza y cuánto mide cada tramo de tinta de un renglón."""
    tramos, inicio = [], None
    for x, tinta in enumerate((*renglon, False)):
        if tinta and inicio is None:
            inicio = x
        elif not tinta and inicio is not None:
            tramos.append((inicio, x - inicio))
            inicio = None
    return tramos
