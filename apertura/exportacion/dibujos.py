"""Lo que no es gráfica, dibujado: cifras grandes y tablas, como un SVG del tamaño pedido y con letra que se lea de lejos."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from apertura.exportacion import cuadro
from apertura.exportacion.medidas import acortar, partir, tamano_que_cabe
from apertura.graficas.tema import LETRA, LETRA_TITULO, Tema
from apertura.tablas import Cifra, Tabla

LETRA_TABLA = 24
_POR_FILA = 4


def de_cifras(cifras: Sequence[Cifra], tema: Tema, ancho: int, alto: int) -> str:
    """Una tarjeta por cifra, hasta cuatro por fila."""
    columnas = min(len(cifras), _POR_FILA)
    filas = -(-len(cifras) // max(columnas, 1))
    hueco = 40
    lado = ((ancho - hueco * (columnas - 1)) / max(columnas, 1), min((alto - hueco * (filas - 1)) / max(filas, 1), 420))
    partes = []
    for numero, cifra in enumerate(cifras):
        x, y = (numero % columnas) * (lado[0] + hueco), (numero // columnas) * (lado[1] + hueco)
        partes += _tarjeta(cifra, tema, x, y, *lado)
    return _svg("".join(partes), ancho, alto)


def _tarjeta(cifra: Cifra, tema: Tema, x: float, y: float, ancho: float, alto: float) -> list[str]:
    util = ancho - 48
    grande = tamano_que_cabe(cifra.valor, util, 130, 112, 40, 600)
    partes = [f'<rect x="{x:g}" y="{y:g}" width="{ancho:g}" height="{alto:g}" rx="10" fill="{tema.panel}"/>']
    base = y + 52
    for renglon in partir(cifra.etiqueta, util, 30, 2, 600):
        partes.append(_texto(x + 24, base, renglon, 30, tema.texto, peso=600))
        base += 36
    base += grande * 0.86
    partes.append(_texto(x + 24, base, acortar(cifra.valor, util, grande, 600), grande, tema.acento, letra=LETRA_TITULO, peso=500))
    base += 52
    for renglon in partir(cifra.apoyo, util, LETRA_TABLA, max(int((y + alto - base) // 30), 1)):
        partes.append(_texto(x + 24, base, renglon, LETRA_TABLA, tema.texto_suave))
        base += 30
    return partes


def de_tabla(tabla: Tabla, tema: Tema, ancho: int, alto: int) -> str:
    """Los renglones que caben, con su encabezado y, si falta algo, cuánto."""
    if not tabla.datos.height:
        return _svg(_texto(0, 60, "No hay renglones con esta selección.", 30, tema.texto_suave), ancho, alto)
    hecho = cuadro.acomodar(tabla, ancho, alto, LETRA_TABLA)
    partes, y = [], 0.0
    for lugar, (titulo, x, largo, numerica) in enumerate(
        zip(hecho.encabezados, _inicios(hecho), hecho.anchos, hecho.numericas, strict=True)
    ):
        renglones = partir(titulo, largo - LETRA_TABLA * (1.1 if lugar else 0.6), LETRA_TABLA, 2, 600)
        for numero, renglon in enumerate(renglones):
            base = LETRA_TABLA * 1.25 * (numero + 1 + (2 - len(renglones)))
            partes.append(_celda(x, largo, base, renglon, tema.texto, numerica, 600))
    y = LETRA_TABLA * 2.5 + LETRA_TABLA * 0.6
    partes.append(f'<path d="M0 {y:g}H{ancho:g}" stroke="{tema.texto_suave}" stroke-width="2"/>')
    for celdas in hecho.celdas:
        partes += [
            _celda(x, largo, y + LETRA_TABLA * 1.3, celda, tema.texto, numerica)
            for celda, x, largo, numerica in zip(celdas, _inicios(hecho), hecho.anchos, hecho.numericas, strict=True)
        ]
        y += LETRA_TABLA * cuadro.ALTO_DE_RENGLON
        partes.append(f'<path d="M0 {y:g}H{ancho:g}" stroke="{tema.linea}" stroke-width="1"/>')
    if hecho.nota:
        partes.append(_texto(0, y + LETRA_TABLA * 1.4, hecho.nota, LETRA_TABLA, tema.texto_suave))
    return _svg("".join(partes), ancho, alto)


def _inicios(hecho: cuadro.Cuadro) -> list[float]:
    return [sum(hecho.anchos[:lugar]) for lugar in range(len(hecho.anchos))]


def _celda(x: float, largo: float, y: float, texto: str, color: str, numerica: bool, peso: int = 400) -> str:
    """El texto a la izquierda; el número, a la derecha de su columna."""
    return _texto(x + largo - LETRA_TABLA * 0.55 if numerica else x, y, texto, LETRA_TABLA, color, peso=peso, fin=numerica)


def _texto(
    x: float, y: float, texto: str, tamano: float, color: str, *, letra: str = LETRA, peso: int = 400, fin: bool = False
) -> str:  # fmt: skip
    ancla = ' text-anchor="end"' if fin else ""
    return (
        f'<text x="{x:g}" y="{y:g}"{ancla} font-family="{letra}" font-size="{tamano:g}px" font-weight="{peso}" fill="{color}">'
        f"{escape(texto)}</text>"
    )


def _svg(cuerpo: str, ancho: int, alto: int) -> str:
    return f'<svg width="{ancho}" height="{alto}">{cuerpo}</svg>'
