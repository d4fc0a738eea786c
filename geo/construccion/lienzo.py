"""El lienzo común de la lámina y del mosaico: unidades de pantalla, de 0 a 1000 a lo ancho y con la y hacia abajo.

Al dibujarlo a 1000 pixeles de ancho, una unidad es un pixel.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from construccion.cobertura import Geometrias, redondear
from construccion.topo import Rasgo

ANCHO, ALTO = 1000.0, 640.0
PASO = 0.05
LEYENDA = shapely.box(0, 400, 330, ALTO)
"""Esquina inferior izquierda que se deja libre para la leyenda."""
FEDERACION = "FED"
MARGEN_FEDERACION = 3.0


@dataclass(frozen=True)
class Encaje:
    """De metros (EPSG:6372, y hacia arriba) al lienzo: el punto (oeste, norte) cae en (izquierda, arriba)."""

    oeste: float
    norte: float
    izquierda: float
    arriba: float
    unidades_por_km: float

    def aplicar(self, geometrias: Geometrias) -> Geometrias:
        """Las geometrías en unidades del lienzo, redondeadas a su paso."""
        return redondear(shapely.transform(geometrias, self.punto()), PASO)

    def punto(self) -> Callable[[NDArray[np.float64]], NDArray[np.float64]]:
        """Función que convierte un arreglo de puntos de n × 2."""
        escala = np.array([self.unidades_por_km, -self.unidades_por_km]) / 1000
        return lambda puntos: (puntos - [self.oeste, self.norte]) * escala + [self.izquierda, self.arriba]


def casilla(izquierda: float, arriba: float, lado: float) -> shapely.Polygon:
    """Cuadrado con su esquina superior izquierda en el punto dado."""
    return shapely.box(izquierda, arriba, izquierda + lado, arriba + lado)


def contorno(clave: str, forma: BaseGeometry) -> Rasgo:
    """Rasgo de línea con el borde exterior de una forma, para el objeto `marcos`."""
    return linea(clave, forma.boundary)


def marco_federacion(cuadro: shapely.Polygon) -> Rasgo:
    """Segundo borde de la casilla de la Federación: dice que no es un territorio."""
    return contorno("federacion", cuadro.buffer(MARGEN_FEDERACION, join_style="mitre"))


def lienzo() -> list[Rasgo]:
    """El borde del lienzo: dibujado sin trazo, fija la escala de una proyección que se ajusta sola al ancho."""
    return [contorno("lienzo", shapely.box(0, 0, ANCHO, ALTO))]


def linea(clave: str, trazo: BaseGeometry) -> Rasgo:
    """Rasgo de línea para el objeto `marcos`, como MultiLineString y sobre la rejilla del lienzo."""
    tramos = [tramo.coords for tramo in shapely.get_parts(redondear(np.array([trazo], dtype=object), PASO))]
    return Rasgo(clave, shapely.MultiLineString(tramos), {"parte": "marco"})
