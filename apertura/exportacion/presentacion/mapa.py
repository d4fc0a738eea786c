"""El mapa y el mosaico como figuras de PowerPoint, una por entidad, que se pueden mover y recolorear a mano.

A la izquierda, una tabla nativa con los 33 nombres y sus cifras; abajo, la leyenda. «Sin dato» va con trama.
"""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import quoteattr

import polars as pl
from pptx.oxml import parse_xml

from apertura import geometria
from apertura.exportacion.medidas import HOLGURA, acortar, ancho
from apertura.exportacion.presentacion.clave import sube, titular
from apertura.exportacion.presentacion.lienzo import LETRA_MINIMA, TEXTO, Caja, Escala, Renglon, describir, limpio, texto
from apertura.exportacion.presentacion.tablas import Celda, nativa
from apertura.graficas.base import Grafica
from apertura.graficas.tema import CLASES, Tema
from apertura.topologia import Anillo, Figura, figuras

_ENTRE, _ASOMA, _TINTA = 40, 12, 46
_LIENZO = (1000.0, 640.0)
_FILAS = 17
_ESPACIOS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)


def dibujar(formas: Any, escala: Escala, caja: Caja, grafica: Grafica, tema: Tema) -> None:
    """El mapa (o mosaico) de la gráfica, con los mismos conjuntos que la pantalla."""
    vista = grafica.especificacion["usermeta"]["apertura"]["plantilla"]  # type: ignore[index]
    hoja = {fila["cve_ent"]: fila for fila in grafica.conjuntos["d"].iter_rows(named=True)}
    abajo, leyenda = Caja(caja.x, caja.y + caja.alto - 36, caja.ancho, 36), grafica.conjuntos["leyenda"].sort("fila")
    arriba = caja.dentro(abajo=44 + sube(_titulo(leyenda), _libre(leyenda, abajo)))
    factor = arriba.alto / _LIENZO[1]
    mapa = Caja(caja.x + caja.ancho - _LIENZO[0] * factor, caja.y, _LIENZO[0] * factor, arriba.alto)
    _entidades(formas, escala, mapa, factor, vista, hoja, tema, grafica.descripcion)
    _rotulos(formas, escala, mapa, factor, vista, hoja, tema)
    _lista(formas, escala, Caja(caja.x, caja.y, mapa.x - caja.x - _ENTRE, arriba.alto), grafica.conjuntos["d"], tema)
    _leyenda(formas, escala, abajo, leyenda, tema)


@lru_cache(maxsize=4)
def _figuras(vista: str, objeto: str) -> tuple[Figura, ...]:
    return tuple(figuras(geometria.lamina(vista), objeto))


def _entidades(
    formas: Any, escala: Escala, mapa: Caja, factor: float, vista: str, hoja: dict[str, dict], tema: Tema, alternativo: str
) -> None:  # fmt: skip
    grupo = formas.add_group_shape()
    describir(grupo, "Mapa", alternativo)
    x, y, largo, alto = escala.caja(mapa)
    propiedades = grupo._element.grpSpPr
    propiedades.append(parse_xml(
        f'<a:xfrm {_ESPACIOS}><a:off x="{x}" y="{y}"/><a:ext cx="{largo}" cy="{alto}"/>'
        f'<a:chOff x="{x}" y="{y}"/><a:chExt cx="{largo}" cy="{alto}"/></a:xfrm>'
    ))  # fmt: skip
    for numero, figura in enumerate(_figuras(vista, "entidades"), start=1000):
        fila = hoja[figura.clave]
        parte = " (recuadro del centro)" if figura.propiedades.get("parte") == "recuadro" else ""
        grupo._element.append(_forma(
            figura.partes, escala, mapa, factor, numero, f"{fila['entidad']}{parte}", fila["detalle"],
            relleno(fila["indice"], tema) + _contorno(fila, tema), cerrada=True,
        ))  # fmt: skip
    for numero, figura in enumerate(_figuras(vista, "marcos"), start=1100):
        linea = f'<a:noFill/><a:ln w="9525"><a:solidFill><a:srgbClr val="{tema.borde[1:]}"/></a:solidFill></a:ln>'
        grupo._element.append(_forma(figura.partes, escala, mapa, factor, numero, "Marco", "Línea del mapa", linea, cerrada=False))


def relleno(indice: int, tema: Tema) -> str:
    """El relleno de una clase: su color o, sin dato, la trama."""
    if indice % (CLASES + 1) == CLASES:
        return (
            f'<a:pattFill prst="wdUpDiag"><a:fgClr><a:srgbClr val="{tema.trama[1:]}"/></a:fgClr>'
            f'<a:bgClr><a:srgbClr val="{tema.fondo[1:]}"/></a:bgClr></a:pattFill>'
        )
    return f'<a:solidFill><a:srgbClr val="{tema.rellenos[indice][1:]}"/></a:solidFill>'


def _contorno(fila: dict[str, Any], tema: Tema) -> str:
    cual, grueso = (tema.seleccion, 34925) if fila["sel"] else (tema.texto, 19050) if fila["empatada"] else (tema.borde, 6350)
    rayas = '<a:prstDash val="sysDash"/>' if fila["empatada"] and not fila["sel"] else ""
    return f'<a:ln w="{grueso}"><a:solidFill><a:srgbClr val="{cual[1:]}"/></a:solidFill>{rayas}<a:round/></a:ln>'


def _forma(
    partes: Sequence[Sequence[Anillo]], escala: Escala, mapa: Caja, factor: float, numero: int, nombre: str, alternativo: str,
    aspecto: str, *, cerrada: bool,
) -> Any:  # fmt: skip
    """Una figura libre con todos sus anillos, en EMU."""
    anillos = [[(escala.x(mapa.x + x * factor), escala.y(mapa.y + y * factor)) for x, y in anillo] for parte in partes for anillo in parte]
    xs, ys = [x for anillo in anillos for x, _ in anillo], [y for anillo in anillos for _, y in anillo]
    x0, y0, ancho_, alto = min(xs), min(ys), max(max(xs) - min(xs), 1), max(max(ys) - min(ys), 1)
    trazos = "".join(_trazo(anillo, x0, y0, cerrada) for anillo in anillos)
    return parse_xml(
        f'<p:sp {_ESPACIOS}><p:nvSpPr><p:cNvPr id="{numero}" name={quoteattr(limpio(nombre))} descr={quoteattr(limpio(alternativo))}/>'
        f'<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{x0}" y="{y0}"/><a:ext cx="{ancho_}" cy="{alto}"/></a:xfrm>'
        f'<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{ancho_}" h="{alto}">{trazos}</a:path></a:pathLst></a:custGeom>{aspecto}</p:spPr></p:sp>'
    )


def _trazo(anillo: Iterable[tuple[int, int]], x0: int, y0: int, cerrada: bool) -> str:
    puntos = [f'<a:pt x="{x - x0}" y="{y - y0}"/>' for x, y in anillo]
    lineas = "".join(f"<a:lnTo>{punto}</a:lnTo>" for punto in (puntos[1:-1] if cerrada else puntos[1:]))
    return f"<a:moveTo>{puntos[0]}</a:moveTo>{lineas}{'<a:close/>' if cerrada else ''}"


def _rotulos(formas: Any, escala: Escala, mapa: Caja, factor: float, vista: str, hoja: dict[str, dict], tema: Tema) -> None:
    """Abreviatura y cifra donde caben con letra que se lee; las demás están en la lista.

    Pueden asomar al contorno de una casilla, que es recto; en una entidad con su forma han de caber de esquina a esquina.
    """
    for etiqueta in geometria.etiquetas(vista):
        fila = hoja[etiqueta["cve_ent"]]
        largo = max(ancho(fila["abreviatura"], LETRA_MINIMA), ancho(fila["texto"], LETRA_MINIMA, 600))
        casilla = vista == "mosaico" or fila["cve_ent"] == "FED"
        pide = largo / HOLGURA - _ASOMA if casilla else math.hypot(largo / HOLGURA, _TINTA)
        if not etiqueta["visible"] or etiqueta["guia"] or fila["clase"] == CLASES or etiqueta["ancho"] * factor < pide:
            continue
        x, y = mapa.x + etiqueta["x"] * factor, mapa.y + etiqueta["y"] * factor
        color = tema.textos[fila["indice"]]
        renglones = [Renglon(fila["abreviatura"], LETRA_MINIMA, color), Renglon(fila["texto"], LETRA_MINIMA, color, negrita=True)]
        texto(
            formas,
            escala,
            Caja(x - largo / 2 - 8, y - 29, largo + 16, 58),
            renglones,
            f"Rótulo de {fila['entidad']}",
            "centro",
        )


def _lista(formas: Any, escala: Escala, caja: Caja, datos: pl.DataFrame, tema: Tema) -> None:
    """Los 33 nombres con su cifra y su color, en dos columnas, en el orden de las barras."""
    filas = datos.sort("orden").to_dicts()
    muestra, cifra = 28, min(max(max((ancho(f["texto"], LETRA_MINIMA, 600) for f in filas), default=0) + 24, 90), 200)
    nombre = (caja.ancho - 24) / 2 - muestra - cifra
    celdas = [[*_fila(filas, n, tema, nombre), Celda(""), *_fila(filas, n + _FILAS, tema, nombre)] for n in range(_FILAS)]
    anchos = [muestra, nombre, cifra, 24, muestra, nombre, cifra]
    altos = [caja.alto / _FILAS] * _FILAS
    tabla = nativa(formas, escala, caja, celdas, anchos, altos, "Cifras por entidad", "Los nombres y las cifras del mapa", encabezado=False)
    for fila in range(_FILAS):
        for inicio, columna in ((0, 0), (_FILAS, 4)):
            if fila + inicio < len(filas):
                _pintar(tabla.cell(fila, columna), filas[fila + inicio]["indice"], tema)


def _fila(filas: list[dict[str, Any]], numero: int, tema: Tema, largo: float) -> list[Celda]:
    if numero >= len(filas):
        return [Celda(""), Celda(""), Celda("")]
    fila = filas[numero]
    elegida = bool(fila["sel"])
    return [
        Celda(""),
        Celda(acortar(fila["entidad"], largo - 20, LETRA_MINIMA, 600 if elegida else 400), negrita=elegida),
        Celda(fila["texto"], "derecha", negrita=True),
    ]


def _pintar(celda: Any, indice: int, tema: Tema) -> None:
    """La muestra de color de un renglón: también con trama si no hay dato."""
    propiedades = celda._tc.get_or_add_tcPr()
    for viejo in propiedades.xpath("a:noFill|a:solidFill|a:pattFill"):
        propiedades.remove(viejo)
    lineas = propiedades.xpath("a:lnL|a:lnR|a:lnT|a:lnB")
    propiedades.insert(len(lineas), parse_xml(f"<r {_ESPACIOS}>{relleno(indice, tema)}</r>")[0])


def _titulo(leyenda: pl.DataFrame) -> str:
    return " ".join(" ".join(leyenda["titulo"]).split())


def _clases(leyenda: pl.DataFrame) -> list[tuple[str, float]]:
    """Cada clase, como se escribe y cuánto ocupa con su muestra."""
    claves = [f"{fila['etiqueta']} {fila['cuenta']}" for fila in leyenda.iter_rows(named=True)]
    return [(clave, ancho(clave, LETRA_MINIMA) + 34 + 26) for clave in claves]


def _libre(leyenda: pl.DataFrame, caja: Caja) -> float:
    """Lo que queda para decir qué mide el color."""
    return max(caja.ancho - sum(largo for _, largo in _clases(leyenda)) - 20, caja.ancho * 0.15)


def _leyenda(formas: Any, escala: Escala, caja: Caja, leyenda: pl.DataFrame, tema: Tema) -> None:
    """Un renglón: qué mide el color y, de la clase más alta a la más baja, su muestra, sus límites y cuántas son."""
    libre = _libre(leyenda, caja)
    titular(formas, escala, Caja(caja.x, caja.y, libre, caja.alto), _titulo(leyenda), "Leyenda")
    x = caja.x + libre + 20
    for fila, (clave, largo) in zip(leyenda.iter_rows(named=True), _clases(leyenda), strict=True):
        _muestra(formas, escala, Caja(x, caja.y + 4, 26, 24), fila, tema)
        texto(formas, escala, Caja(x + 34, caja.y, largo - 34, caja.alto), [Renglon(clave, LETRA_MINIMA, TEXTO)], f"Leyenda: {clave}")
        x += largo


def _muestra(formas: Any, escala: Escala, caja: Caja, fila: dict[str, Any], tema: Tema) -> None:
    cuadro = formas.add_shape(1, *escala.caja(caja))
    describir(cuadro, "Muestra de color", f"Color de la clase {fila['etiqueta']}")
    propiedades = cuadro._element.spPr
    aspecto = f'{relleno(fila["indice"], tema)}<a:ln w="6350"><a:solidFill><a:srgbClr val="{tema.borde[1:]}"/></a:solidFill></a:ln>'
    for parte in parse_xml(f"<r {_ESPACIOS}>{aspecto}</r>"):
        propiedades.append(parte)
