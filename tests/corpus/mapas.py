"""Corpus J: archivos de mapa malos. Ninguno se acepta: los mapas sólo vienen con el programa y con su huella."""

import json
from collections.abc import Callable
from typing import Any

from apertura import rutas
from tests.corpus.casos import caso

Poligono = list[list[list[float]]]


def mapa(cambio: Callable[[list[dict[str, Any]]], list[dict[str, Any]]] = lambda rasgos: rasgos) -> bytes:
    """Un GeoJSON de 32 cuadros con su clave, con un cambio."""
    rasgos = [
        {"type": "Feature", "properties": {"cve_ent": f"{i:02d}"}, "geometry": {"type": "Polygon", "coordinates": cuadro(-117 + i, 14.0)}}
        for i in range(1, 33)
    ]
    return json.dumps({"type": "FeatureCollection", "features": cambio(rasgos)}).encode()


def cuadro(x: float, y: float) -> Poligono:
    return [[[x, y], [x, y + 1], [x + 1, y + 1], [x + 1, y], [x, y]]]


def con(coordenadas: Callable[[Poligono], object]) -> Callable[[list[dict[str, Any]]], list[dict[str, Any]]]:
    """Las coordenadas de todos, cambiadas."""
    return lambda rasgos: [{**r, "geometry": {**r["geometry"], "coordinates": coordenadas(r["geometry"]["coordinates"])}} for r in rasgos]


def al_reves(p: Poligono) -> Poligono:
    return [[[y, x] for x, y in anillo] for anillo in p]


def en_metros(p: Poligono) -> Poligono:
    return [[[2_500_000 + 100_000 * x, 100_000 * y] for x, y in anillo] for anillo in p]


def cruzado(p: Poligono) -> Poligono:
    (a, b, c, d, e) = p[0]
    return [[a, c, b, d, e]]


def pesado() -> bytes:
    """80 MB de puntos, como un mapa sin simplificar."""
    return b'{"type": "FeatureCollection", "features": [' + b"[-117.123456789, 14.123456789], " * 2_600_000


MAPAS = [
    caso("J01 no es JSON", mapa()[:-200], "FORMATO-NO-ADMITIDO", nombre="entidades.geojson"),
    caso("J02 treinta y un entidades", mapa(lambda r: r[:31]), "FORMATO-NO-ADMITIDO", nombre="entidades.geojson"),
    caso("J03 latitud y longitud cambiadas", mapa(con(al_reves)), "FORMATO-NO-ADMITIDO", nombre="entidades.geojson"),
    caso("J04 en metros", mapa(con(en_metros)), "FORMATO-NO-ADMITIDO", nombre="entidades.geojson"),
    caso("J05 girado al revés", mapa(con(lambda p: [p[0][::-1]])), "FORMATO-NO-ADMITIDO", nombre="entidades.geojson"),
    caso("J06 se cruza a sí mismo", mapa(con(cruzado)), "FORMATO-NO-ADMITIDO", nombre="entidades.geojson"),
    caso("J07 80 MB sin simplificar", pesado, "ARCHIVO-GRANDE", nombre="entidades.geojson"),
    caso("J08 sin clave", mapa(lambda r: [{**x, "properties": {}} for x in r]), "FORMATO-NO-ADMITIDO", nombre="entidades.geojson"),
    caso("J09 geometría nula", mapa(lambda r: [{**x, "geometry": None} for x in r]), "FORMATO-NO-ADMITIDO", nombre="entidades.geojson"),
    caso("J10 coordenadas que no son números", mapa(con(lambda p: [[[float("nan"), y] for _, y in p[0]]])), "FORMATO-NO-ADMITIDO",
         nombre="entidades.geojson"),
    caso("J02 el del programa con una entidad menos",
         lambda: (rutas.GEO / "entidades.topojson").read_bytes().replace(b'"32"', b'"31"'), "FORMATO-NO-ADMITIDO",
         nombre="entidades.topojson"),
]  # fmt: skip
