"""Tablas nativas: la de datos, el mapa de calor y cualquier cuadro de celdas con su color."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from apertura.exportacion import cuadro
from apertura.exportacion.medidas import CORTE, acortar, partir
from apertura.exportacion.presentacion.lienzo import (
    LETRA_MINIMA,
    SUAVE,
    TEXTO,
    Caja,
    Escala,
    Renglon,
    describir,
    escribir,
    rellenar,
    texto,
)
from apertura.tablas import Tabla

_SIN_ESTILO = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_MARGEN = 10


@dataclass(frozen=True)
class Celda:
    """Un texto, su alineación y, si lleva, su relleno y el color de letra que se lee encima."""

    texto: str
    alinear: str = "izquierda"
    relleno: str | None = None
    color: str = TEXTO
    negrita: bool = False


def de_tabla(figuras: Any, escala: Escala, caja: Caja, tabla: Tabla) -> None:
    """Los renglones y columnas que caben, con su encabezado y, abajo, qué falta."""
    if not tabla.datos.height:
        texto(figuras, escala, caja, [Renglon("No hay renglones con esta selección.", 30, SUAVE)], "Aviso")
        return
    letra = _letra(tabla, caja)
    hecho = cuadro.acomodar(tabla, caja.ancho, caja.alto, letra)
    lados = ["derecha" if numerica else "izquierda" for numerica in hecho.numericas]
    celdas = [
        [Celda(acortar(t, a - 2 * _MARGEN, letra), lado) for t, a, lado in zip(fila, hecho.anchos, lados, strict=True)]
        for fila in hecho.celdas
    ]  # fmt: skip
    cabeza = [
        Celda(" ".join(partir(t, a - 2 * _MARGEN, letra, 2, 600)), lado, negrita=True)
        for t, a, lado in zip(hecho.encabezados, hecho.anchos, lados, strict=True)
    ]
    altos = [letra * 3.1, *[letra * cuadro.ALTO_DE_RENGLON] * len(celdas)]
    lugar = Caja(caja.x, caja.y, caja.ancho, sum(altos))
    nativa(figuras, escala, lugar, [cabeza, *celdas], hecho.anchos, altos, tabla.titulo, tabla.titulo, letra=letra)
    if hecho.nota:
        pie = Caja(caja.x, caja.y + sum(altos) + 6, caja.ancho, 34)
        texto(figuras, escala, pie, [Renglon(acortar(hecho.nota, pie.ancho, LETRA_MINIMA), LETRA_MINIMA, SUAVE)], "Cuánto falta")


def _letra(tabla: Tabla, caja: Caja) -> float:
    """La mayor letra con que la tabla entra entera y sin cortar ningún texto; si ni con la menor, la menor."""
    for letra in (32, 30, 28, 26):
        hecho = cuadro.acomodar(tabla, caja.ancho, caja.alto, letra)
        if not hecho.nota and not any(celda.endswith(CORTE) for fila in hecho.celdas for celda in fila):
            return letra
    return LETRA_MINIMA


def nativa(
    figuras: Any,
    escala: Escala,
    caja: Caja,
    filas: Sequence[Sequence[Celda]],
    anchos: Sequence[float],
    altos: Sequence[float],
    nombre: str,
    alternativo: str,
    *,
    encabezado: bool = True,
    letra: float = LETRA_MINIMA,
) -> Any:
    """La tabla con esos anchos y altos. Los textos ya vienen cortados a su celda."""
    marco = figuras.add_table(len(filas), len(anchos), *escala.caja(caja))
    describir(marco, nombre, alternativo)
    tabla = marco.table
    propiedades = tabla._tbl.tblPr
    propiedades.find(qn("a:tableStyleId")).text = _SIN_ESTILO
    propiedades.set("firstRow", "1" if encabezado else "0")
    propiedades.set("bandRow", "0")
    for columna, uno in zip(tabla.columns, anchos, strict=True):
        columna.width = escala.x(uno)
    for numero, (fila, alto) in enumerate(zip(filas, altos, strict=True)):
        tabla.rows[numero].height = escala.y(alto)
        for lugar, celda in enumerate(fila):
            _celda(tabla.cell(numero, lugar), celda, escala, letra, linea=SUAVE if encabezado and not numero else "")
    return tabla


def _celda(nativa: Any, celda: Celda, escala: Escala, letra: float, linea: str) -> None:
    escribir(nativa.text_frame, [Renglon(celda.texto, letra, celda.color, celda.negrita)], celda.alinear)
    nativa.vertical_anchor = MSO_ANCHOR.BOTTOM if linea else MSO_ANCHOR.MIDDLE
    nativa.margin_left = nativa.margin_right = escala.x(_MARGEN)
    nativa.margin_top = nativa.margin_bottom = escala.y(2)
    rellenar(nativa.fill, celda.relleno)
    _borde(nativa, "tx2", 12700 if linea else 3175)


def _borde(nativa: Any, cual: str, grueso: int) -> None:
    """Sólo la línea de abajo."""
    propiedades = nativa._tc.get_or_add_tcPr()
    espacio = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ninguna = "".join(f'<a:{lado} {espacio} w="0"><a:noFill/></a:{lado}>' for lado in ("lnL", "lnR", "lnT"))
    abajo = f'<a:lnB {espacio} w="{grueso}"><a:solidFill><a:schemeClr val="{cual}"/></a:solidFill></a:lnB>'
    lineas = list(parse_xml(f"<r>{ninguna}{abajo}</r>"))
    for lugar, linea in enumerate(lineas):
        propiedades.insert(lugar, linea)
