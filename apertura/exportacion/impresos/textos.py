"""Texto listo para imprimir: sin marcas invisibles, de largo limitado y con dónde partirse aunque no traiga espacios."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from apertura.exportacion.sellos import una_linea
from apertura.tablas import Tabla, columna_en_texto

SIN_DIBUJO = "□"
PARTIBLE = "\u200b"
"""Un espacio sin ancho: ahí puede acabar el renglón."""
_MUY_LARGO, _TROZO = 24, 12
_LARGA = re.compile(rf"[^\s-]{{{_MUY_LARGO},}}")
# Después de esto se puede partir una dirección de internet.
_CORTES_DE_URL = re.compile(r"([/?&=._~-])(?=\w)")


def impreso(texto: str, largo: int = 400) -> str:
    """El texto en un renglón, sin controles ni marcas que cambien el sentido de la lectura, y a lo más de ese largo."""
    limpio = una_linea(
        "".join(letra for letra in unicodedata.normalize("NFC", texto) if unicodedata.category(letra) not in ("Cf", "Co", "Cn"))
    )
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


def recortado(cosa: Any, largo: int) -> Any:
    """Lo mismo con cada texto recortado a ese largo. Los dibujos (SVG) no son texto y quedan como están."""
    if isinstance(cosa, Mapping):
        return {clave: recortado(valor, largo) for clave, valor in cosa.items()}
    if isinstance(cosa, list | tuple):
        return [recortado(valor, largo) for valor in cosa]
    return impreso(cosa, largo) if isinstance(cosa, str) and not cosa.startswith("<svg") else cosa


def sin_dibujo(texto: str, que: str) -> str:
    """El texto con «□» en lugar de `que`; si no se dice qué, en lugar de todo lo que no sea letra latina o puntuación común."""
    if que:
        return texto.replace(que, SIN_DIBUJO)
    return "".join(letra if ord(letra) < 0x250 or 0x2000 <= ord(letra) < 0x2300 or letra == SIN_DIBUJO else SIN_DIBUJO for letra in texto)


def _partible(palabra: str) -> str:
    """La palabra con dónde partirse: tras los signos de una dirección y, si aun así no cabe, cada tantas letras."""
    trozos = _CORTES_DE_URL.sub(rf"\1{PARTIBLE}", palabra).split(PARTIBLE)
    return PARTIBLE.join(PARTIBLE.join(_en_pedazos(trozo)) for trozo in trozos)


def _en_pedazos(trozo: str) -> list[str]:
    return [trozo] if len(trozo) < _MUY_LARGO else [trozo[n : n + _TROZO] for n in range(0, len(trozo), _TROZO)]
