"""Cuánto ocupa un texto y cómo se parte o se acorta, sin tener la letra a la mano.

Los anchos son los de Arial (y Liberation Sans, que mide igual), con un margen en el que cabe Public Sans, la de la imagen.
Es prudente a propósito: lo que aquí cabe, cabe en PowerPoint, en LibreOffice y en la imagen.
"""

import unicodedata
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

from apertura.exportacion.sellos import una_linea

HOLGURA = 1.1
CORTE = "…"
# Milésimas del tamaño de la letra que avanza cada signo de Arial.
_ARIAL = {
    191: "'", 222: "ijl", 260: "|", 278: " ·!,./:;I[\\]ft", 333: "()-`r‐¡", 334: "{}", 355: '"', 365: "ºª", 389: "*", 400: "°", 469: "^",
    500: "Jcksvxyz↑↓", 549: "±÷", 556: "#$0123456789?L_abdeghnopqu–«»§€", 584: "+<=>~−×", 611: "FTZ¿", 667: "&ABEKPSVXY",
    722: "CDHNRUw", 778: "GOQ", 833: "Mm", 889: "%", 944: "W", 1000: "—…→←Œ", 1015: "@",
}  # fmt: skip
_AVANCE = {signo: milesimas / 1000 for milesimas, signos in _ARIAL.items() for signo in signos}


def ancho(texto: str, tamano: float, peso: int = 400) -> float:
    """Lo que mide de largo un renglón con letra de `tamano`, en las mismas unidades."""
    return sum(map(_relativo, texto)) * _por_letra(tamano, peso)


def acortar(texto: str, cabe: float, tamano: float, peso: int = 400) -> str:
    """El texto en un renglón que cabe; si no, recortado y con «…». Nunca parte una letra con sus marcas."""
    limpio, uno = una_linea(texto), _por_letra(tamano, peso)
    hasta = list(accumulate(map(_relativo, limpio)))
    if not hasta or hasta[-1] * uno <= cabe:
        return limpio
    return _sin_cabos(limpio[: bisect_right(hasta, cabe / uno - _relativo(CORTE) + 1e-9)]) + CORTE


def partir(texto: str, cabe: float, tamano: float, renglones: int, peso: int = 400) -> list[str]:
    """El texto en a lo más tantos renglones que caben; lo que sobra se recorta con «…». Una palabra enorme se parte."""
    hechos: list[str] = []
    actual, largo, espacio = "", 0.0, ancho(" ", tamano, peso)
    pendientes = [trozo for palabra in una_linea(texto).split(" ") for trozo in _trozos(palabra, cabe, tamano, peso)]
    for numero, palabra in enumerate(pendientes):
        suyo = ancho(palabra, tamano, peso)
        if not actual or largo + espacio + suyo <= cabe:
            actual, largo = f"{actual} {palabra}".strip(), largo + suyo + (espacio if actual else 0)
            continue
        if len(hechos) == renglones - 1:
            return [*hechos, acortar(" ".join([actual, *pendientes[numero:]]), cabe, tamano, peso)]
        hechos.append(actual)
        actual, largo = palabra, suyo
    return [*hechos, actual] if actual else hechos


def tamano_que_cabe(texto: str, cabe: float, alto: float, mayor: float, menor: float, peso: int = 400) -> float:
    """El mayor tamaño de letra, de `mayor` a `menor`, con que el texto entra en ese rectángulo; si ni con el menor, el menor."""
    tamano = mayor
    while tamano > menor:
        renglones = int(alto // (tamano * 1.2))
        if renglones and not any(r.endswith(CORTE) for r in partir(texto, cabe, tamano, renglones, peso)[-1:]):
            return tamano
        tamano -= 1
    return menor


def _trozos(palabra: str, cabe: float, tamano: float, peso: int) -> list[str]:
    """La palabra entera si cabe en un renglón; si no, en pedazos que sí."""
    if ancho(palabra, tamano, peso) <= cabe:
        return [palabra]
    pedazos, actual, largo = [], "", 0.0
    for letra in palabra:
        suya = ancho(letra, tamano, peso)
        if actual and largo + suya > cabe:
            pedazos.append(actual)
            actual, largo = "", 0.0
        actual, largo = actual + letra, largo + suya
    return [*pedazos, actual]


def _por_letra(tamano: float, peso: int) -> float:
    return tamano * HOLGURA * (1.07 if peso >= 600 else 1.0)


@lru_cache(maxsize=4096)
def _relativo(letra: str) -> float:
    avance = _AVANCE.get(letra) or _AVANCE.get(unicodedata.normalize("NFD", letra)[0])
    if avance:
        return avance
    if unicodedata.combining(letra) or unicodedata.category(letra) in ("Cf", "Mn", "Me"):
        return 0.0
    if unicodedata.east_asian_width(letra) in ("W", "F") or ord(letra) > 0xFFFF:
        return 1.25
    if letra.isupper():
        return 0.73
    return 0.6 if ord(letra) < 0x370 else 0.8


def _sin_cabos(texto: str) -> str:
    """Sin el espacio, la marca o la unión que haya quedado colgando al final."""
    while texto and (texto[-1] == " " or unicodedata.combining(texto[-1]) or unicodedata.category(texto[-1]) in ("Cf", "Mn", "Me", "Sk")):
        texto = texto[:-1]
    return texto
