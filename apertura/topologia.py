"""TopoJSON → anillos de coordenadas: lo que necesita quien dibuja o escribe la geometría sin Vega."""

from dataclasses import dataclass
from typing import Any

Punto = tuple[float, float]
Anillo = list[Punto]


@dataclass(frozen=True)
class Figura:
    """Una geometría con su clave y sus propiedades. `partes`: de un polígono, sus anillos (el primero es el de fuera); de unas
    líneas, una lista con cada una."""

    clave: str
    propiedades: dict[str, Any]
    partes: list[list[Anillo]]


def figuras(topo: dict[str, Any], objeto: str) -> list[Figura]:
    """Las figuras de un objeto, en su orden y en las unidades de la topología."""
    arcos = [_arco(arco, topo["transform"]) for arco in topo["arcs"]]
    return [
        Figura(g.get("id", ""), g.get("properties", {}), [_anillos(parte, arcos) for parte in _partes(g)])
        for g in topo["objects"][objeto]["geometries"]
    ]


def _arco(arco: list[list[int]], transformacion: dict[str, Any]) -> Anillo:
    """Deshace la cuantización: cada punto viene como diferencia con el anterior."""
    (sx, sy), (tx, ty), x, y, puntos = transformacion["scale"], transformacion["translate"], 0, 0, []
    for dx, dy in arco:
        x, y = x + dx, y + dy
        puntos.append((x * sx + tx, y * sy + ty))
    return puntos


def _partes(geometria: dict[str, Any]) -> list[list[list[int]]]:
    """Listas de anillos, cada anillo como lista de arcos."""
    arcos = geometria["arcs"]
    if geometria["type"] in ("Polygon", "MultiLineString"):
        return [arcos]
    return [[arcos]] if geometria["type"] == "LineString" else arcos


def _anillos(parte: list[list[int]], arcos: list[Anillo]) -> list[Anillo]:
    return [_unir([arcos[n] if n >= 0 else arcos[~n][::-1] for n in anillo]) for anillo in parte]


def _unir(tramos: list[Anillo]) -> Anillo:
    """El final de un arco es el principio del siguiente: se escribe una vez."""
    return tramos[0] + [punto for tramo in tramos[1:] for punto in tramo[1:]]
