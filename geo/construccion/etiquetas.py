"""Dónde va la etiqueta de cada entidad (abreviatura y valor, en dos líneas) y de cuánto ancho dispone ahí."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from construccion.lamina import CENTRO
from construccion.topo import Rasgo

ALTO_ETIQUETA = 20.0
ANCHO_MINIMO = 22.0
ANCHO_SUFICIENTE = 44.0
"""Con este ancho la etiqueta ya cabe holgada: de ahí en adelante se prefiere el centro de la entidad."""
REJILLA = 0.5
FUERA = {("lamina", "pais", "06"): (392.0, 541.0)}
"""Etiquetas que no caben dentro ni tienen recuadro: van en el mar, con una línea guía."""


@dataclass(frozen=True)
class Etiqueta:
    """Un renglón de `etiquetas.csv`: el centro del texto, el ancho disponible en unidades y si se muestra.

    `guia` es 1 si la etiqueta va fuera de su entidad, unida por una línea del objeto `marcos`.
    """

    vista: str
    parte: str
    cve_ent: str
    x: float
    y: float
    ancho: float
    visible: int
    guia: int = 0


def etiquetar(vista: str, entidades: list[Rasgo]) -> list[Etiqueta]:
    """Una etiqueta por rasgo, en su orden."""
    return [etiqueta_de(vista, rasgo) for rasgo in entidades]


def etiqueta_de(vista: str, rasgo: Rasgo) -> Etiqueta:
    """La etiqueta de un rasgo. En el país no se rotulan las entidades que ya se rotulan en el recuadro."""
    parte = rasgo.propiedades["parte"]
    fuera = FUERA.get((vista, parte, rasgo.clave))
    if fuera:
        return Etiqueta(vista, parte, rasgo.clave, *fuera, ANCHO_SUFICIENTE, 1, 1)
    x, y, ancho = mejor_lugar(rasgo.geometria)
    repetida = vista == "lamina" and parte == "pais" and rasgo.clave in CENTRO
    return Etiqueta(vista, parte, rasgo.clave, x, y, ancho, int(ancho >= ANCHO_MINIMO and not repetida))


def mejor_lugar(geometria: shapely.Geometry) -> tuple[float, float, float]:
    """Punto (x, y) donde cabe la etiqueta más ancha, sin alejarse del centro en balde, y ese ancho."""
    poligono = max(shapely.get_parts(geometria), key=lambda parte: parte.area)
    centro = np.array(shapely.maximum_inscribed_circle(poligono).coords[0])
    puntos, anchos = lugares(poligono)
    lejania = np.hypot(*(puntos - centro).T)
    mejor = int(np.argmax(np.minimum(anchos, ANCHO_SUFICIENTE) - 0.15 * lejania))
    return round(float(puntos[mejor, 0]), 1), round(float(puntos[mejor, 1]), 1), round(float(anchos[mejor]), 1)


def lugares(poligono: shapely.Polygon) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Puntos de una rejilla dentro del polígono y el ancho del mayor rectángulo de alto ALTO_ETIQUETA centrado en cada uno.

    El borde se muestrea cada unidad: un punto del borde estorba si su altura cae dentro de la etiqueta.
    """
    oeste, arriba, este, abajo = poligono.bounds
    borde = shapely.get_coordinates(shapely.segmentize(poligono.boundary, 1.0))
    xs = np.arange(oeste, este, REJILLA)
    renglones = [(y, np.sort(borde[np.abs(borde[:, 1] - y) <= ALTO_ETIQUETA / 2, 0])) for y in np.arange(arriba, abajo, REJILLA)]
    puntos = np.array([(x, y) for y, _ in renglones for x in xs])
    anchos = np.concatenate([2 * cercania(xs, estorbos) for _, estorbos in renglones])
    dentro = shapely.contains_xy(poligono, puntos[:, 0], puntos[:, 1])
    return puntos[dentro], anchos[dentro]


def cercania(xs: NDArray[np.float64], estorbos: NDArray[np.float64]) -> NDArray[np.float64]:
    """Distancia de cada x al estorbo más cercano; `estorbos` viene ordenado y con centinelas no le falta vecino."""
    bordes = np.concatenate([[-np.inf], estorbos, [np.inf]])
    siguiente = np.searchsorted(bordes, xs)
    return np.minimum(xs - bordes[siguiente - 1], bordes[siguiente] - xs)
