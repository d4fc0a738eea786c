"""La clave de una gráfica: muestras y nombres en un renglón de figuras, iguales en cualquier programa.

La leyenda nativa no sirve aquí: cada programa ordena y omite sus entradas a su manera.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import MSO_SHAPE

from apertura.exportacion.medidas import acortar, ancho, partir
from apertura.exportacion.presentacion.lienzo import LETRA_MINIMA, Caja, Escala, Renglon, describir, rellenar, texto

ALTO = 44
_MUESTRA, _HUECO, _MARGEN, _SEGUNDO = 26, 40, 10, 29
_FIGURAS = {"cuadro": MSO_SHAPE.RECTANGLE, "circulo": MSO_SHAPE.OVAL, "rombo": MSO_SHAPE.DIAMOND, "linea": MSO_SHAPE.RECTANGLE}


@dataclass(frozen=True)
class Entrada:
    """Un color con su nombre y la figura con que se dibuja; sin color es sólo una aclaración."""

    color: str
    nombre: str
    figura: str = "cuadro"


def clave(formas: Any, escala: Escala, caja: Caja, entradas: Sequence[Entrada], titulo: str = "") -> None:
    """Las entradas en su orden, después del título. Si no caben, el título va en dos renglones y los nombres se recortan."""
    pedidos = [ancho(e.nombre, LETRA_MINIMA) + 4 for e in entradas]
    muestras = sum(_MUESTRA + _MARGEN if e.color else 0 for e in entradas) + _HUECO * len(entradas)
    x = caja.x
    if titulo:
        cabe = min(ancho(titulo, LETRA_MINIMA, 600) + 4, max(caja.ancho - sum(pedidos) - muestras - _HUECO, caja.ancho * 0.2))
        titular(formas, escala, Caja(x, caja.y, cabe, 34), titulo, "Clave")
        x += cabe + _HUECO
    libre = caja.x + caja.ancho - x - muestras
    factor = min(1.0, libre / max(sum(pedidos), 1))
    for entrada, pedido in zip(entradas, pedidos, strict=True):
        if entrada.color:
            _muestra(formas, escala, Caja(x, caja.y + 4, _MUESTRA, 24), entrada)
            x += _MUESTRA + _MARGEN
        corto = acortar(entrada.nombre, pedido * factor, LETRA_MINIMA)
        texto(formas, escala, Caja(x, caja.y, pedido * factor + 4, 34), [Renglon(corto)], f"Clave: {corto}")
        x += pedido * factor + _HUECO


def titular(formas: Any, escala: Escala, caja: Caja, titulo: str, nombre: str) -> None:
    """Qué dice la clave: en un renglón o, si no cabe, en dos, el de arriba por encima de la caja (ver `sube`)."""
    renglones = [Renglon(dicho, negrita=True) for dicho in partir(titulo, caja.ancho, LETRA_MINIMA, 2, 600)]
    alza = sube(titulo, caja.ancho)
    texto(formas, escala, Caja(caja.x, caja.y - alza, caja.ancho, caja.alto + alza), renglones, nombre)


def sube(titulo: str, cabe: float) -> float:
    """Cuánto se sale por arriba de su caja el título que no cabe en un renglón."""
    return _SEGUNDO if len(partir(titulo, cabe, LETRA_MINIMA, 2, 600)) > 1 else 0


def _muestra(formas: Any, escala: Escala, caja: Caja, entrada: Entrada) -> None:
    lugar = Caja(caja.x, caja.y + 10, caja.ancho, 4) if entrada.figura == "linea" else caja
    figura = formas.add_shape(_FIGURAS[entrada.figura], *escala.caja(lugar))
    describir(figura, "Muestra de color", f"Color de «{entrada.nombre}»")
    rellenar(figura.fill, entrada.color)
    figura.line.fill.background()
