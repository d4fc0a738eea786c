"""Texto listo para imprimir: sin marcas invisibles, de largo limitado y con dónde partirse aunque no traiga espacios."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from apertura.exportacion.sellos import una_linea
from apertura.tablas import Tabla, columna_en_texto

SIN_DIBUJO = "□"
PARTIBLE = "\u200b"
"""Un espacio sin ancho: ahí puede acabar el renglón."""
# El último recurso: letra latina, puntuación y flechas. Una prueba compone todas.
DIBUJABLES = frozenset({*map(chr, range(0x20, 0x7F)), *map(chr, range(0xA0, 0x250)), *f"{PARTIBLE}‐‑–—‘’“”„…•′″‹›€−←→↑↓≈≤≥{SIN_DIBUJO}"})
_MUY_LARGO, _TROZO = 24, 12
_LARGA = re.compile(rf"[^\s-]{{{_MUY_LARGO},}}")
# Sin dibujo aunque no sean de control: variantes y rellenos. En un PDF, al copiar, se pegarían a todas las letras como la que las lleva.
_INVISIBLES = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
# Después de esto se puede partir una dirección de internet.
_CORTES_DE_URL = re.compile(r"([/?&=._~-])(?=\w)")


def impreso(texto: str, largo: int = 400) -> str:
    """El texto en un renglón, sin controles ni marcas que cambien el sentido de la lectura, y a lo más de ese largo."""
    visible = _INVISIBLES.sub("", unicodedata.normalize("NFC", texto))
    limpio = una_linea("".join(letra for letra in visible if unicodedata.category(letra) not in ("Cf", "Co", "Cn")))
    if len(limpio) > largo:
        limpio = f"{limpio[: largo - 1].rstrip()}…"
    return _LARGA.sub(lambda hallada: _partible(hallada[0]), limpio)


def impresos(textos: Iterable[str], largo: int = 400) -> list[str]:
    """Cada uno, listo para imprimir."""
    return [impreso(texto, largo) for texto in textos]


def elegidas(tabla: Tabla, nombres: Sequence[str], cuantos: int, largo: int) -> tuple[list[str], list[list[str]]]:
    """Encabezados y renglones, ya en texto, de las columnas con esos nombres y en ese orden; nunca por su lugar en la tabla."""
    columnas = [next(c for c in tabla.columnas if c.nombre == nombre) for nombre in nombres]
    primeros = tabla.datos.head(cuantos)
    textos = [columna_en_texto(primeros, columna).to_list() for columna in columnas]
    return impresos((columna.etiqueta for columna in columnas), 40), [impresos(fila, largo) for fila in zip(*textos, strict=True)]


def en_cada_texto(cosa: Any, cambiar: Callable[[str], str], numero: Callable[[float], Any] = lambda valor: valor) -> Any:
    """Lo mismo con cada texto cambiado, esté donde esté, y cada número con decimales también; las llaves no se tocan."""
    if isinstance(cosa, Mapping):
        return {clave: en_cada_texto(valor, cambiar, numero) for clave, valor in cosa.items()}
    if isinstance(cosa, list | tuple):
        return [en_cada_texto(valor, cambiar, numero) for valor in cosa]
    if isinstance(cosa, str):
        return cambiar(cosa)
    return numero(cosa) if isinstance(cosa, float) else cosa


def recortado(cosa: Any, largo: int) -> Any:
    """Lo mismo con cada texto recortado a ese largo. Los dibujos (SVG) no son texto y quedan como están."""
    return en_cada_texto(cosa, lambda texto: texto if texto.startswith("<svg") else impreso(texto, largo))


def sin_dibujo(texto: str, que: str) -> str:
    """El texto con «□» en lugar de lo que no tiene dibujo: `que` o, si no se dice, todo lo que no sea letra latina o puntuación común.

    Si `que` sí tiene dibujo («1», «:»), lo que no se puede dibujar es una marca que lleva encima: se van las marcas y él se queda.
    """
    if que and not set(que) <= DIBUJABLES:
        return texto.replace(que, SIN_DIBUJO)
    if que:
        return "".join(SIN_DIBUJO if unicodedata.category(letra)[0] == "M" else letra for letra in texto)
    return "".join(letra if letra in DIBUJABLES else SIN_DIBUJO for letra in texto)


def _partible(palabra: str) -> str:
    """La palabra con dónde partirse: tras los signos de una dirección y, si aun así no cabe, cada tantas letras."""
    trozos = _CORTES_DE_URL.sub(rf"\1{PARTIBLE}", palabra).split(PARTIBLE)
    return PARTIBLE.join(PARTIBLE.join(_en_pedazos(trozo)) for trozo in trozos)


def _en_pedazos(trozo: str) -> list[str]:
    return [trozo] if len(trozo) < _MUY_LARGO else [trozo[n : n + _TROZO] for n in range(0, len(trozo), _TROZO)]
