"""Cifras grandes como tarjetas de figuras y cuadros de texto."""

from collections.abc import Sequence
from typing import Any

from apertura.exportacion.presentacion.lienzo import PANEL, TEXTO, Caja, Escala, describir, parrafo, rellenar, texto
from apertura.tablas import Cifra

_POR_FILA, _HUECO, _MARGEN = 4, 40, 26


def dibujar(formas: Any, escala: Escala, caja: Caja, cifras: Sequence[Cifra]) -> None:
    """Una tarjeta por cifra, hasta cuatro por fila."""
    columnas = min(len(cifras), _POR_FILA)
    filas = -(-len(cifras) // max(columnas, 1))
    alto = min((caja.alto - _HUECO * (filas - 1)) / max(filas, 1), 520)
    for numero, cifra in enumerate(cifras):
        lugar = caja.columnas(columnas, _HUECO)[numero % columnas]
        _tarjeta(formas, escala, Caja(lugar.x, caja.y + (numero // columnas) * (alto + _HUECO), lugar.ancho, alto), cifra)


def _tarjeta(formas: Any, escala: Escala, caja: Caja, cifra: Cifra) -> None:
    fondo = formas.add_shape(1, *escala.caja(caja))
    describir(fondo, f"Tarjeta de {cifra.etiqueta}", f"{cifra.etiqueta}: {cifra.valor}. {cifra.apoyo}")
    rellenar(fondo.fill, PANEL)
    fondo.line.fill.background()
    dentro = caja.dentro(18, _MARGEN, 14, _MARGEN)
    arriba = Caja(dentro.x, dentro.y, dentro.ancho, 72)
    valor = Caja(dentro.x, dentro.y + 76, dentro.ancho, min(dentro.alto * 0.36, 132))
    abajo = Caja(dentro.x, valor.y + valor.alto + 8, dentro.ancho, dentro.y + dentro.alto - valor.y - valor.alto - 8)
    texto(formas, escala, arriba, parrafo(cifra.etiqueta, arriba, 28, negrita=True), f"Nombre de {cifra.etiqueta}")
    texto(formas, escala, valor, parrafo(cifra.valor, valor, 104, 40, cual=TEXTO, negrita=True), f"Valor de {cifra.etiqueta}")
    if abajo.alto >= 30:
        texto(formas, escala, abajo, parrafo(cifra.apoyo, abajo, 26), f"Apoyo de {cifra.etiqueta}")
