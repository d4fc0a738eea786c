"""Limpieza y simplificación de una cobertura: polígonos que comparten fronteras y deben seguir compartiéndolas.

Todas las funciones reciben y devuelven un arreglo de geometrías en metros (EPSG:6372), en el mismo orden.
"""

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

Geometrias = NDArray[np.object_]

LEJANIA_OCEANICA = 100_000.0
"""Metros: una isla más lejos que esto de tierra firme es oceánica (Guadalupe, Socorro, Alacranes) y se omite."""


def limpiar(geometrias: Geometrias, isla_minima: float) -> Geometrias:
    """Cobertura sin huecos entre vecinos, sin islas menores que `isla_minima` (m²) ni oceánicas, sin lagunas menores.

    La fuente trae miles de huecos de menos de 2 m² entre vecinos: por eso el ajuste de un metro.
    """
    # Los tipos publicados de shapely aún no conocen esta función de GEOS 3.14.
    limpias = shapely.coverage_clean(geometrias, snapping_distance=1.0)  # pyright: ignore[reportAttributeAccessIssue]
    masas = masas_conservadas(limpias, isla_minima)
    return np.array([conservar_partes(geometria, masas, isla_minima) for geometria in limpias], dtype=object)


def masas_conservadas(geometrias: Geometrias, isla_minima: float) -> BaseGeometry:
    """Tierra firme más las islas que se conservan. Se decide por masa de tierra, no por parte, para no abrir huecos."""
    masas = shapely.get_parts(shapely.coverage_union_all(geometrias))
    firme = masas[np.argmax(shapely.area(masas))]
    shapely.prepare(firme)
    mayores = masas[shapely.area(masas) >= isla_minima]
    conservadas = shapely.MultiPolygon(list(mayores[shapely.dwithin(firme, mayores, LEJANIA_OCEANICA)]))
    shapely.prepare(conservadas)
    return conservadas


def conservar_partes(geometria: BaseGeometry, masas: BaseGeometry, laguna_minima: float) -> BaseGeometry:
    """La geometría con sólo las partes dentro de `masas` y sin lagunas de menos de `laguna_minima` metros cuadrados."""
    partes = shapely.get_parts(geometria)
    dentro = partes[shapely.intersects(masas, shapely.point_on_surface(partes))]
    rellenas = [sin_lagunas_menores(parte, masas, laguna_minima) for parte in dentro]
    return rellenas[0] if len(rellenas) == 1 else shapely.MultiPolygon(rellenas)


def sin_lagunas_menores(poligono: shapely.Polygon, masas: BaseGeometry, minima: float) -> shapely.Polygon:
    """El polígono sin sus hoyos de agua menores, que al simplificar degeneran en líneas.

    Un hoyo cuyo interior es tierra es un vecino enclavado y se conserva.
    """
    hoyos = [shapely.Polygon(hoyo) for hoyo in poligono.interiors]
    quedan = [h.exterior for h in hoyos if h.area >= minima or shapely.intersects(masas, h.point_on_surface())]
    return shapely.Polygon(poligono.exterior, quedan)


def simplificar(geometrias: Geometrias, tolerancia: float, paso: float) -> Geometrias:
    """Cobertura simplificada (Visvalingam, tolerancia en metros) con coordenadas múltiplos de `paso` metros."""
    return redondear(shapely.coverage_simplify(geometrias, tolerancia), paso)


def redondear(geometrias: Geometrias, paso: float) -> Geometrias:
    """Coordenadas al múltiplo de `paso` más cercano y sin vértices repetidos; los vecinos siguen coincidiendo."""
    enteras = shapely.transform(geometrias, lambda puntos: np.round(puntos / paso))
    return shapely.transform(shapely.remove_repeated_points(enteras), lambda puntos: puntos * paso)


def vecindades(geometrias: Geometrias, claves: list[str]) -> dict[tuple[str, str], float]:
    """Longitud de la frontera común (metros) de cada par de claves que comparte algo más que un punto."""
    izquierda, derecha = shapely.STRtree(geometrias).query(geometrias, predicate="intersects")
    pares = [(i, j) for i, j in zip(izquierda, derecha, strict=True) if i < j]
    comun = [float(shapely.length(shapely.intersection(geometrias[i], geometrias[j]))) for i, j in pares]
    con_claves = sorted(((claves[i], claves[j]), metros) for (i, j), metros in zip(pares, comun, strict=True))
    return {par: metros for par, metros in con_claves if metros > 0}


def comprobar(geometrias: Geometrias, que: str) -> None:
    """SystemExit si alguna geometría está vacía o es inválida, o si los vecinos se traslapan o no casan."""
    if shapely.is_empty(geometrias).any() or not shapely.is_valid(geometrias).all():
        malas = [f"{i}: {shapely.is_valid_reason(g)}" for i, g in enumerate(geometrias) if g.is_empty or not g.is_valid]
        raise SystemExit(f"{que}: geometrías inválidas: {'; '.join(malas)}. Cambie la tolerancia o el redondeo.")
    if not shapely.coverage_is_valid(geometrias):
        raise SystemExit(f"{que}: la cobertura tiene traslapes o bordes que no coinciden. Revise la limpieza.")
