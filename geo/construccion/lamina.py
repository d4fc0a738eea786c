"""La lámina: el país, el recuadro con el centro ampliado y la casilla de la Federación, compuestos en un lienzo.

La Federación no tiene territorio: su casilla va en el Pacífico, sobre la leyenda, donde no se confunde con una entidad.
"""

import shapely
from shapely.geometry.base import BaseGeometry

from construccion.cobertura import Geometrias, comprobar, vecindades
from construccion.lienzo import ANCHO, FEDERACION, LEYENDA, Encaje, casilla, contorno, lienzo, linea, marco_federacion
from construccion.topo import Rasgo

CENTRO = ["09", "13", "15", "17", "21", "22", "29"]
UNIDADES_POR_KM = 0.305
AMPLIACION = 2.7
"""Lo más que cabe sobre el Golfo de México sin tocar Tamaulipas ni Yucatán."""
ORIGEN_PAIS = (48.0, 9.0)
MARGEN_RECUADRO = 8.0
CASILLA_FEDERACION = casilla(22, 292, 76)


def componer(pais: Geometrias, centro: Geometrias, claves: list[str]) -> dict[str, list[Rasgo]]:
    """Rasgos de los objetos `entidades` (32 + 7 + FED) y `marcos`. SystemExit si algo se encima.

    `pais` y `centro` vienen en metros; `centro`, en el orden de CENTRO.
    """
    en_pais = encajar_pais(pais)
    en_recuadro = encajar_recuadro(centro)
    marco = shapely.box(*en_recuadro_bordes(en_recuadro))
    region = shapely.coverage_union_all(en_pais[[claves.index(clave) for clave in CENTRO]])
    comprobar_composicion(en_pais, en_recuadro, marco, pais, claves)
    entidades = [
        *rasgos("pais", claves, en_pais),
        *rasgos("recuadro", CENTRO, en_recuadro),
        Rasgo(FEDERACION, CASILLA_FEDERACION, {"parte": "federacion"}),
    ]
    marcos = [contorno("recuadro", marco), contorno("centro", region), guia(region, marco)]
    return {"entidades": entidades, "marcos": [*marcos, marco_federacion(CASILLA_FEDERACION)], "lienzo": lienzo()}


def encajar_pais(pais: Geometrias) -> Geometrias:
    """El país en el lienzo, con su esquina noroeste en ORIGEN_PAIS."""
    oeste, _, _, norte = shapely.total_bounds(pais)
    return Encaje(oeste, norte, *ORIGEN_PAIS, UNIDADES_POR_KM).aplicar(pais)


def encajar_recuadro(centro: Geometrias) -> Geometrias:
    """El centro ampliado, en la esquina superior derecha del lienzo."""
    oeste, _, este, norte = shapely.total_bounds(centro)
    escala = UNIDADES_POR_KM * AMPLIACION
    izquierda = ANCHO - 2 * MARGEN_RECUADRO - (este - oeste) / 1000 * escala
    return Encaje(oeste, norte, izquierda, 2 * MARGEN_RECUADRO, escala).aplicar(centro)


def en_recuadro_bordes(en_recuadro: Geometrias) -> tuple[float, float, float, float]:
    """Bordes del marco del recuadro: los del centro ampliado más su margen."""
    izquierda, arriba, derecha, abajo = (round(float(borde), 1) for borde in shapely.total_bounds(en_recuadro))
    m = MARGEN_RECUADRO
    return izquierda - m, arriba - m, derecha + m, abajo + m


def rasgos(parte: str, claves: list[str], geometrias: Geometrias) -> list[Rasgo]:
    """Un rasgo por clave, con la parte de la lámina a la que pertenece."""
    return [Rasgo(clave, g, {"parte": parte}) for clave, g in zip(claves, geometrias, strict=True)]


def guia(region: BaseGeometry, marco: BaseGeometry) -> Rasgo:
    """Línea corta que une el contorno del centro con la esquina más cercana de su recuadro."""
    esquina = shapely.Point(marco.bounds[0], marco.bounds[3])
    return linea("guia", shapely.shortest_line(region, esquina))


def comprobar_composicion(en_pais: Geometrias, en_recuadro: Geometrias, marco: BaseGeometry, pais: Geometrias, claves: list[str]) -> None:
    """SystemExit si al pasar al lienzo se perdió una vecindad o si dos piezas de la lámina se tocan."""
    comprobar(en_pais, "lámina, país")
    comprobar(en_recuadro, "lámina, recuadro")
    if vecindades(en_pais, claves).keys() != vecindades(pais, claves).keys():
        raise SystemExit("lámina: cambiaron las vecindades al redondear. Use un paso más fino.")
    piezas = [shapely.coverage_union_all(en_pais), marco, CASILLA_FEDERACION, LEYENDA]
    for i, pieza in enumerate(piezas):
        if any(shapely.dwithin(pieza, otra, 3) for otra in piezas[i + 1 :]):
            raise SystemExit("lámina: se enciman dos piezas (país, recuadro, Federación o leyenda). Ajuste su lugar.")
