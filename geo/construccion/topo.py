"""Escritura de TopoJSON cuantizado con arcos compartidos.

La biblioteca `topojson` encuentra los arcos comunes; aquí sólo se cuantiza sobre una rejilla exacta (la misma de las
geometrías, que ya vienen redondeadas) y se comprueba que lo escrito, leído de nuevo, sea igual a lo recibido.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from topojson.core.topology import Topology


@dataclass(frozen=True)
class Rasgo:
    """Un elemento del mapa: su clave, su geometría (coordenadas múltiplos del paso) y sus propiedades."""

    clave: str
    geometria: BaseGeometry
    propiedades: dict[str, str] = field(default_factory=dict)


def topologia(objetos: dict[str, list[Rasgo]], paso: float) -> dict[str, Any]:
    """TopoJSON con un objeto por entrada, arcos en deltas enteros de tamaño `paso` y `id` en cada rasgo."""
    tablas = [gpd.GeoDataFrame(geometry=[en_rejilla(r.geometria, paso) for r in rasgos]) for rasgos in objetos.values()]
    cruda = Topology(tablas, object_name=list(objetos), prequantize=False, shared_coords=False).to_dict()
    resultado = {
        "type": "Topology",
        "transform": {"scale": [paso, paso], "translate": [0, 0]},
        "objects": {n: coleccion(cruda["objects"][n]["geometries"], rasgos) for n, rasgos in objetos.items()},
        "arcs": [en_deltas(arco) for arco in cruda["arcs"]],
    }
    comprobar_ida_y_vuelta(resultado, objetos, paso)
    return resultado


def en_rejilla(geometria: BaseGeometry, paso: float) -> BaseGeometry:
    """La geometría con sus coordenadas expresadas en pasos enteros."""
    return shapely.transform(geometria, lambda puntos: np.round(puntos / paso))


def coleccion(geometrias: list[dict[str, Any]], rasgos: list[Rasgo]) -> dict[str, Any]:
    """GeometryCollection con la clave y las propiedades de cada rasgo, en su orden."""
    return {"type": "GeometryCollection", "geometries": [
        {"type": g["type"], "id": rasgo.clave, "properties": rasgo.propiedades, "arcs": g["arcs"]}
        for g, rasgo in zip(geometrias, rasgos, strict=True)
    ]}  # fmt: skip


def en_deltas(arco: list[list[float]]) -> list[list[int]]:
    """Primer punto absoluto y los demás como diferencia con el anterior, como pide TopoJSON con `transform`."""
    puntos = np.array(arco).round().astype(int)
    return np.vstack([puntos[:1], np.diff(puntos, axis=0)]).tolist()


def comprobar_ida_y_vuelta(topo: dict[str, Any], objetos: dict[str, list[Rasgo]], paso: float) -> None:
    """SystemExit si algún rasgo del TopoJSON no es topológicamente igual al que se quiso escribir."""
    for nombre, rasgos in objetos.items():
        for rasgo, (clave, geometria) in zip(rasgos, leer_objeto(topo, nombre), strict=True):
            diferencia = shapely.hausdorff_distance(rasgo.geometria, geometria)
            if clave != rasgo.clave or diferencia > paso / 2 or rasgo.geometria.geom_type != geometria.geom_type:
                raise SystemExit(f"{nombre} {rasgo.clave}: el TopoJSON no conserva la geometría. Revise los arcos.")


def leer_objeto(topo: dict[str, Any], nombre: str) -> list[tuple[str, BaseGeometry]]:
    """Pares (id, geometría) de un objeto, en las unidades del mapa."""
    escala = np.array(topo["transform"]["scale"])
    arcos = [np.cumsum(arco, axis=0) * escala for arco in topo["arcs"]]
    return [(g["id"], armar(g["type"], g["arcs"], arcos)) for g in topo["objects"][nombre]["geometries"]]


def armar(tipo: str, indices: list[Any], arcos: list[np.ndarray]) -> BaseGeometry:
    """Geometría a partir de sus índices de arcos; un índice negativo es el arco al revés."""

    def linea(lista: list[int]) -> np.ndarray:
        tramos = [arcos[i] if i >= 0 else arcos[~i][::-1] for i in lista]
        return np.vstack([tramos[0], *(tramo[1:] for tramo in tramos[1:])])

    def poligono(anillos: list[list[int]]) -> shapely.Polygon:
        return shapely.Polygon(linea(anillos[0]), [linea(anillo) for anillo in anillos[1:]])

    if tipo == "LineString":
        return shapely.LineString(linea(indices))
    if tipo == "MultiLineString":
        return shapely.MultiLineString([linea(lista) for lista in indices])
    if tipo == "Polygon":
        return poligono(indices)
    return shapely.MultiPolygon([poligono(anillos) for anillos in indices])


def escribir(topo: dict[str, Any], ruta: Path) -> None:
    """Escribe el TopoJSON compacto, en UTF-8 y con un salto de línea al final."""
    ruta.parent.mkdir(parents=True, exist_ok=True)
    ruta.write_text(json.dumps(topo, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8", newline="\n")
