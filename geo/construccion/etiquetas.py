"""Dónde va la etiqueta de cada entidad (abreviatura y valor, en dos líneas) y de cuánto ancho dispone ahí."""

import csv
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from construccion.lamina import CENTRO
from construccion.lienzo import linea
from construccion.topo import Rasgo

Puntos = NDArray[np.float64]

ALTO, ALTO_TEXTO, ANCHO_TEXTO = 20.0, 12.0, 34.0
"""Unidades: alto de las dos líneas, alto entre la mitad de una y la de otra, y ancho de «CDMX» a 10 pixeles."""
ANCHO_MINIMO = 22.0
"""Con menos no cabe ni «0.46»: la etiqueta no se muestra."""
ANCHO_SUFICIENTE = 44.0
"""Con este ancho la etiqueta ya cabe holgada: de ahí en adelante se prefiere el centro de la entidad."""
REJILLA = 0.5
FUERA = {("lamina", "pais", "06"): (391.0, 516.0)}
"""Etiquetas que no caben dentro ni tienen recuadro: van en el mar, con una línea guía."""

APRETADAS = {("lamina", "pais", "01"), ("lamina", "recuadro", "09")}
"""Etiquetas que rebasan un poco su borde (Aguascalientes, Ciudad de México): se leen, y quitarlas sería peor."""

ANCHO_APRETADO = 25.0
"""Ancho que se les concede: letra de unos 10 pixeles a 1000 de ancho."""


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
    if (vista, parte, rasgo.clave) in APRETADAS:
        x, y = shapely.maximum_inscribed_circle(parte_mayor(rasgo.geometria)).coords[0]
        return Etiqueta(vista, parte, rasgo.clave, round(x, 1), round(y, 1), ANCHO_APRETADO, 1)
    x, y, ancho = mejor_lugar(rasgo.geometria)
    repetida = vista == "lamina" and parte == "pais" and rasgo.clave in CENTRO
    return Etiqueta(vista, parte, rasgo.clave, x, y, ancho, int(ancho >= ANCHO_MINIMO and not repetida))


def mejor_lugar(geometria: BaseGeometry) -> tuple[float, float, float]:
    """Punto (x, y) donde cabe la etiqueta más ancha, sin alejarse del centro en balde, y el ancho de que dispone.

    El lugar se elige con el alto entero de la etiqueta; el ancho se mide entre sus dos renglones, donde está el texto.
    """
    poligono = parte_mayor(geometria)
    borde = shapely.get_coordinates(shapely.segmentize(poligono.boundary, 1.0))
    puntos, anchos = lugares(poligono, borde)
    lejania = np.hypot(*(puntos - shapely.maximum_inscribed_circle(poligono).coords[0]).T)
    x, y = puntos[np.argmax(np.minimum(anchos, ANCHO_SUFICIENTE) - 0.15 * lejania)]
    ancho = 2 * cercania(np.array([x]), estorbos(borde, y, ALTO_TEXTO))[0]
    return round(float(x), 1), round(float(y), 1), round(float(ancho), 1)


def parte_mayor(geometria: BaseGeometry) -> shapely.Polygon:
    """El polígono más grande de la geometría: las islas no se rotulan."""
    return max(shapely.get_parts(geometria), key=lambda parte: parte.area)


def lugares(poligono: shapely.Polygon, borde: Puntos) -> tuple[Puntos, Puntos]:
    """Puntos de una rejilla dentro del polígono y el ancho del mayor rectángulo de alto ALTO centrado en cada uno."""
    oeste, arriba, este, abajo = poligono.bounds
    xs, ys = np.arange(oeste, este, REJILLA), np.arange(arriba, abajo, REJILLA)
    puntos = np.array([(x, y) for y in ys for x in xs])
    anchos = np.concatenate([2 * cercania(xs, estorbos(borde, y, ALTO)) for y in ys])
    dentro = shapely.contains_xy(poligono, puntos[:, 0], puntos[:, 1])
    return puntos[dentro], anchos[dentro]


def estorbos(borde: Puntos, y: float, alto: float) -> Puntos:
    """Abscisas, de menor a mayor, de los puntos del borde que caen a la altura de una etiqueta centrada en `y`."""
    return np.sort(borde[np.abs(borde[:, 1] - y) <= alto / 2, 0])


def cercania(xs: Puntos, obstaculos: Puntos) -> Puntos:
    """Distancia de cada abscisa al obstáculo más cercano; los centinelas infinitos dan vecino a las de los extremos."""
    bordes = np.concatenate([[-np.inf], obstaculos, [np.inf]])
    siguiente = np.searchsorted(bordes, xs)
    return np.minimum(xs - bordes[siguiente - 1], bordes[siguiente] - xs)


def huecos(etiquetas: list[Etiqueta]) -> BaseGeometry:
    """Lo que ocupan las etiquetas visibles dentro de sus entidades: ahí no se dibuja la trama, para que se lean.

    Las apretadas no abren hueco: se quedarían sin trama.
    """
    holgadas = [e for e in etiquetas if e.visible and not e.guia and (e.vista, e.parte, e.cve_ent) not in APRETADAS]
    return shapely.union_all([hueco(etiqueta) for etiqueta in holgadas])


def hueco(etiqueta: Etiqueta) -> shapely.Polygon:
    """Rectángulo que ocupa una etiqueta."""
    x, y = etiqueta.x, etiqueta.y
    return shapely.box(x - ANCHO_TEXTO / 2, y - ALTO / 2 - 2, x + ANCHO_TEXTO / 2, y + ALTO / 2 + 2)


def guias(etiquetas: list[Etiqueta], entidades: list[Rasgo]) -> list[Rasgo]:
    """Líneas que unen con su entidad las etiquetas puestas fuera, para el objeto `marcos` (id `guia_<clave>`)."""
    formas = {(r.propiedades["parte"], r.clave): r.geometria for r in entidades}
    centros = [(e, shapely.point_on_surface(formas[e.parte, e.cve_ent])) for e in etiquetas if e.guia]
    return [linea(f"guia_{e.cve_ent}", shapely.shortest_line(hueco(e), centro)) for e, centro in centros]


def escribir_etiquetas(etiquetas: list[Etiqueta], ruta: Path) -> None:
    """CSV con un renglón por etiqueta."""
    with ruta.open("w", encoding="utf-8", newline="") as archivo:
        escritor = csv.DictWriter(archivo, [campo.name for campo in fields(Etiqueta)], lineterminator="\n")
        escritor.writeheader()
        escritor.writerows(asdict(etiqueta) for etiqueta in etiquetas)
