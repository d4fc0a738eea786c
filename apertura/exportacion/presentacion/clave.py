"""La clave de una gráfica: muestras y nombres en un renglón de figuras, iguales en cualquier programa.

La leyenda nativa no sirve aquí: cada programa ordena y omite sus entradas a su manera.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import MSO_SHAPE

from apertura.exportacion.medidas import acortar, ancho
from apertura.exportacion.presentacion.lienzo import LETRA_MINIMA, Caja, Escala, Renglon, describir, rellenar, texto

ALTO = 44
_MUESTRA, _HUECO, _MARGEN = 26, 40, 10
_FIGURAS = {"cuadro": MSO_SHAPE.RECTANGLE, "circulo": MSO_SHAPE.OVAL, "rombo": MSO_SHAPE.DIAMOND, "linea": MSO_SHAPE.RECTANGLE}


@dataclass(frozen=True)
class Entrada:
    """Un color con su nombre y la figura con que se dibuja; sin color es sólo una aclaración."""

    color: str
    nombre: str
    figura: str = "cuadro"


def clave(formas: Any, escala: Escala, caja: Caja, entradas: Sequence[Entrada], titulo: str = "") -> None:
    """Las entradas en su orden, después del título. Si no caben, los nombres más largos se recortan."""
    x = caja.x
    if titulo:
        cabe = min(ancho(titulo, LETRA_MINIMA, 600) + 4, caja.ancho * 0.4)
        texto(formas, escala, Caja(x, caja.y, cabe, 34), [Renglon(acortar(titulo, cabe, LETRA_MINIMA, 600), negrita=True)], "Clave")
        x += cabe + _HUECO
    libre = caja.x + caja.ancho - x - sum(_MUESTRA + _MARGEN if e.color else 0 for e in entradas) - _HUECO * len(entradas)
    pedidos = [ancho(e.nombre, LETRA_MINIMA) + 4 for e in entradas]
    factor = min(1.0, libre / max(sum(pedidos), 1))
    for entrada, pedido in zip(entradas, pedidos, strict=True):
        if entrada.color:
            _muestra(formas, escala, Caja(x, caja.y + 4, _MUESTRA, 24), entrada)
            x += _MUESTRA + _MARGEN
        corto = acortar(entrada.nombre, pedido * factor, LETRA_MINIMA)
        texto(formas, escala, Caja(x, caja.y, pedido * factor + 4, 34), [Renglon(corto)], f"Clave: {corto}")
        x += pedido * factor + _HUECO


def _muestra(formas: Any, escala: Escala, caja: Caja, entrada: Entrada) -> None:
    lugar = Caja(caja.x, caja.y + 10, caja.ancho, 4) if entrada.figura == "linea" else caja
    figura = formas.add_shape(_FIGURAS[entrada.figura], *escala.caja(lugar))
    describir(figura, "Muestra de color", f"Color de «{entrada.nombre}»")
    rellenar(figura.fill, entrada.color)
    figura.line.fill.background()
