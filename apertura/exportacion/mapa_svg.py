"""El mapa del país como SVG pequeño, sin Vega: mismas figuras y mismos colores que la pantalla, sin letreros.

Sirve donde hacen falta muchos mapas (una ficha por entidad, uno por indicador en el archivo sin red): dibujarlo así cuesta un
milisegundo, y con Vega unas trescientas veces más.
"""

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import Any

from apertura import geometria
from apertura.graficas.base import Grafica
from apertura.graficas.tema import CLASES, Tema
from apertura.topologia import Anillo, figuras

LIENZO = (1000, 640)
OBJETOS = ("entidades", "tramas", "marcos")
_MARGEN = 6


def dibujar(grafica: Grafica, tema: Tema) -> str:
    """El mapa de la gráfica. «Sin dato» va con trama; la entidad elegida, con su contorno y encima de las demás."""
    hoja = {fila["cve_ent"]: fila for fila in grafica.conjuntos["d"].iter_rows(named=True)}
    elegidas = [clave for clave, fila in hoja.items() if fila["sel"]]
    partes = [_figura(trazo, hoja[clave], tema) for clave, trazo in _trazos("entidades")]
    tramas = [_linea(trazo, tema.trama, 1.2) for clave, trazo in _trazos("tramas") if hoja[clave]["indice"] % (CLASES + 1) == CLASES]
    marcos = [_linea(trazo, tema.borde, 0.8) for _, trazo in _trazos("marcos")]
    contornos = [_linea(trazo, tema.seleccion, 4.5) for clave, trazo in _trazos("entidades") if clave in elegidas]
    ancho, alto = LIENZO
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-_MARGEN} {-_MARGEN} {ancho + 2 * _MARGEN} {alto + 2 * _MARGEN}" '
        f'width="{ancho}" height="{alto}">{"".join([*partes, *tramas, *marcos, *contornos])}</svg>'
    )


def definiciones() -> str:
    """Las figuras, las tramas y los marcos una sola vez, para una página con muchos mapas; `con_usos` las pinta."""
    partes = [f'<path id="{_id(objeto, numero)}" d="{trazo}"/>' for objeto in OBJETOS for numero, (_, trazo) in enumerate(_trazos(objeto))]
    return f'<svg width="0" height="0" aria-hidden="true" style="position:absolute"><defs>{"".join(partes)}</defs></svg>'


def con_usos(grafica: Grafica, tema: Tema) -> str:
    """El mapa de la gráfica con las figuras de `definiciones`: pesa la vigésima parte. Cada una dice su entidad y su cifra."""
    hoja = {fila["cve_ent"]: fila for fila in grafica.conjuntos["d"].iter_rows(named=True)}
    partes = [_uso(n, hoja[clave], tema) for n, (clave, _) in enumerate(_trazos("entidades"))]
    tramas = [
        f'<use href="#{_id("tramas", n)}"/>' for n, (clave, _) in enumerate(_trazos("tramas"))
        if hoja[clave]["indice"] % (CLASES + 1) == CLASES
    ]  # fmt: skip
    marcos = [f'<use href="#{_id("marcos", n)}"/>' for n in range(len(_trazos("marcos")))]
    ancho, alto = LIENZO
    return (
        f'<svg viewBox="{-_MARGEN} {-_MARGEN} {ancho + 2 * _MARGEN} {alto + 2 * _MARGEN}" aria-hidden="true">'
        f'<g stroke="{tema.borde}" stroke-width="0.8">{"".join(partes)}</g>'
        f'<g fill="none" stroke="{tema.trama}" stroke-width="1.2">{"".join(tramas)}</g>'
        f'<g fill="none" stroke="{tema.borde}" stroke-width="0.8">{"".join(marcos)}</g></svg>'
    )


def _uso(numero: int, fila: dict[str, Any], tema: Tema) -> str:
    titulo = f"<title>{escape(fila['detalle'])}</title>"
    return f'<use href="#{_id("entidades", numero)}" fill="{tema.rellenos[fila["indice"]]}">{titulo}</use>'


def _id(objeto: str, numero: int) -> str:
    return f"{objeto[0]}{objeto[1]}{numero}"


@lru_cache(maxsize=8)
def _trazos(objeto: str) -> tuple[tuple[str, str], ...]:
    """Clave y atributo `d` de cada figura de la lámina, en su orden; con un decimal basta para papel y pantalla."""
    cerrado = "z" if objeto == "entidades" else ""
    return tuple(
        (figura.clave, "".join(_anillo(anillo, cerrado) for parte in figura.partes for anillo in parte))
        for figura in figuras(geometria.lamina("lamina"), objeto)
    )


def _anillo(anillo: Anillo, cerrado: str) -> str:
    return "M" + "L".join(_punto(punto) for punto in _sin_repetir(anillo)) + cerrado


def _sin_repetir(anillo: Anillo) -> Iterable[tuple[float, float]]:
    anterior = None
    for punto in anillo:
        redondo = (round(punto[0], 1), round(punto[1], 1))
        if redondo != anterior:
            yield redondo
        anterior = redondo


def _punto(punto: tuple[float, float]) -> str:
    return f"{punto[0]:g} {punto[1]:g}"


def _figura(trazo: str, fila: dict[str, Any], tema: Tema) -> str:
    return f'<path d="{trazo}" fill="{tema.rellenos[fila["indice"]]}" stroke="{tema.borde}" stroke-width="0.8" stroke-linejoin="round"/>'


def _linea(trazo: str, color: str, grueso: float) -> str:
    return f'<path d="{trazo}" fill="none" stroke="{color}" stroke-width="{grueso}" stroke-linejoin="round"/>'
