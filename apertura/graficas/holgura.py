"""Qué tan grande puede ser la letra de cada etiqueta del mapa sin salirse de su entidad.

`geo/etiquetas.csv` dice dónde va la etiqueta; aquí se mide, contra el borde de la entidad, el mayor rectángulo con la
proporción de dos renglones («Chih.» sobre «0.38») centrado en ese punto. Así la letra crece con el estado y con la
pantalla, y la misma etiqueta sirve a 10 px en una computadora y a 26 px proyectada.
"""

import itertools
from collections.abc import Iterator
from functools import cache
from typing import Any

from apertura import geometria

Punto = tuple[float, float]
# Media anchura y media altura de la etiqueta, en tamaños de letra, y cuánto puede rebasarlas el borde sin estorbar.
_MEDIO_ANCHO, _MEDIO_ALTO, _TOLERANCIA = 1.3, 1.0, 1.08
# La letra para la que se eligieron los lugares: toda etiqueta visible la admite.
_MINIMA, _FUERA = 10.0, 16.0


@cache
def letras(vista: str) -> tuple[dict[str, Any], ...]:
    """Etiquetas visibles de la vista con `letra`: su tamaño máximo en unidades del plano (1000 × 640)."""
    topo = geometria.lamina(vista)
    bordes = {_quien(figura): figura["arcs"] for figura in topo["objects"]["entidades"]["geometries"]}
    arcos = [list(_puntos(arco, topo)) for arco in topo["arcs"]]
    visibles = [etiqueta for etiqueta in geometria.etiquetas(vista) if etiqueta["visible"]]
    return tuple({**e, "letra": _letra(e, bordes[e["cve_ent"], e["parte"]], arcos)} for e in visibles)


def _letra(etiqueta: dict[str, Any], indices: Any, arcos: list[list[Punto]]) -> float:
    if etiqueta["guia"]:
        return _FUERA
    x, y = etiqueta["x"], etiqueta["y"]
    libres = (
        max(abs(px - x) / _MEDIO_ANCHO, abs(py - y) / _MEDIO_ALTO)
        for indice in _aplanar(indices)
        for px, py in _densificar(arcos[indice if indice >= 0 else ~indice])
    )
    return round(max(min(libres) * _TOLERANCIA, _MINIMA), 1)


def _quien(figura: dict[str, Any]) -> tuple[str, str]:
    return figura["id"], figura["properties"]["parte"]


def _puntos(arco: list[list[int]], topo: dict[str, Any]) -> Iterator[Punto]:
    """Un arco en unidades del plano: el primer punto es absoluto y los demás, diferencias."""
    (escala_x, escala_y), (mueve_x, mueve_y) = topo["transform"]["scale"], topo["transform"]["translate"]
    x = y = 0
    for paso_x, paso_y in arco:
        x, y = x + paso_x, y + paso_y
        yield x * escala_x + mueve_x, y * escala_y + mueve_y


def _densificar(puntos: list[Punto], paso: float = 4.0) -> Iterator[Punto]:
    """Los puntos y otros intermedios: un lado largo y recto también estorba a media etiqueta."""
    for (x0, y0), (x1, y1) in itertools.pairwise(puntos):
        partes = max(int(max(abs(x1 - x0), abs(y1 - y0)) / paso), 1)
        yield from ((x0 + (x1 - x0) * n / partes, y0 + (y1 - y0) * n / partes) for n in range(partes + 1))


def _aplanar(indices: Any) -> Iterator[int]:
    for parte in indices:
        if isinstance(parte, list):
            yield from _aplanar(parte)
        else:
            yield parte
