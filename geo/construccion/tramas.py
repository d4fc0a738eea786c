"""Trama diagonal de cada entidad: se dibuja sobre las que no tienen dato, para que no parezcan la clase más baja."""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from construccion.lienzo import ALTO, ANCHO
from construccion.topo import Rasgo

SEPARACION = 9.0
TRAMO_MINIMO = 3.0
SANGRIA = 0.8
"""Unidades que la trama se mete respecto al borde, para que no asome al redondear."""


def tramar(entidades: list[Rasgo], huecos: BaseGeometry) -> list[Rasgo]:
    """Un rasgo de líneas por entidad, con su misma clave y parte, sin pasar sobre `huecos` (las etiquetas).

    SystemExit si a alguna entidad no le toca ninguna línea.
    """
    rayado = shapely.difference(rayas(), huecos)
    return [Rasgo(rasgo.clave, trama_de(rasgo, rayado), rasgo.propiedades) for rasgo in entidades]


def rayas() -> shapely.MultiLineString:
    """Diagonales a 45° que cubren el lienzo; son las mismas para todas, así la trama sigue entre vecinas."""
    salto = SEPARACION * np.sqrt(2)
    inicios = np.arange(-ALTO, ANCHO, salto).round()
    return shapely.MultiLineString([[(x, ALTO), (x + ALTO, 0)] for x in inicios])


def trama_de(rasgo: Rasgo, rayado: BaseGeometry) -> shapely.MultiLineString:
    """Las rayas recortadas al interior de la entidad, en décimas y sin tramos mínimos."""
    recorte = shapely.get_parts(shapely.intersection(rayado, shapely.buffer(rasgo.geometria, -SANGRIA)))
    tramos = [raya_entera(tramo) for tramo in recorte if tramo.length >= TRAMO_MINIMO]
    if not tramos:
        raise SystemExit(f"trama de {rasgo.clave}: no le toca ninguna línea. Reduzca la separación.")
    return shapely.MultiLineString(sorted(tramos))


def raya_entera(tramo: shapely.LineString) -> tuple[tuple[float, float], tuple[float, float]]:
    """Extremos del tramo, de abajo a arriba, con x en unidades enteras: el segundo punto queda como (n, −n)."""
    (x0, y0), (x1, _) = sorted(tramo.coords)[0], sorted(tramo.coords)[-1]
    inicio, fin = np.ceil(x0), np.floor(x1)
    return (float(inicio), round(y0 - (inicio - x0), 1)), (float(fin), round(y0 - (fin - x0), 1))
