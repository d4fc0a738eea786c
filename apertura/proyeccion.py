"""De los metros de INEGI (EPSG:6372, cónica conforme de Lambert) a longitud y latitud, para GeoJSON.

Son las fórmulas de Snyder, «Map Projections: A Working Manual» (USGS, 1987), pp. 107-109, con los parámetros de INEGI sobre el
elipsoide GRS80. En uso no hace falta una biblioteca de proyecciones: es una sola, y una prueba la compara con PROJ.
"""

from math import atan, atan2, degrees, hypot, log, pi, radians, sin, sqrt, tan

_A, _F = 6_378_137.0, 1 / 298.257222101
_E = sqrt(2 * _F - _F * _F)
_PARALELOS, _ORIGEN = (radians(17.5), radians(29.5)), (radians(-102.0), radians(12.0))
_ESTE_FALSO = 2_500_000.0


def a_grados(x: float, y: float) -> tuple[float, float]:
    """Longitud y latitud en grados, con seis decimales (unos diez centímetros)."""
    dx, dy = x - _ESTE_FALSO, _RHO0 - y
    t = (hypot(dx, dy) / (_A * _C)) ** (1 / _N)
    latitud = pi / 2 - 2 * atan(t)
    for _ in range(6):
        latitud = pi / 2 - 2 * atan(t * ((1 - _E * sin(latitud)) / (1 + _E * sin(latitud))) ** (_E / 2))
    return round(degrees(atan2(dx, dy) / _N + _ORIGEN[0]), 6), round(degrees(latitud), 6)


def _t(latitud: float) -> float:
    excentrica = _E * sin(latitud)
    return tan(pi / 4 - latitud / 2) / ((1 - excentrica) / (1 + excentrica)) ** (_E / 2)


def _m(latitud: float) -> float:
    return sqrt(1 - sin(latitud) ** 2) / sqrt(1 - (_E * sin(latitud)) ** 2)


_N = (log(_m(_PARALELOS[0])) - log(_m(_PARALELOS[1]))) / (log(_t(_PARALELOS[0])) - log(_t(_PARALELOS[1])))
_C = _m(_PARALELOS[0]) / (_N * _t(_PARALELOS[0]) ** _N)
_RHO0 = _A * _C * _t(_ORIGEN[1]) ** _N
