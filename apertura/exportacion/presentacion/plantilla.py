"""La plantilla: dos archivos editables con nuestro tema (claro y oscuro), hechos por este módulo, o el que dé una oficina.

    python -m apertura.exportacion.presentacion     # los vuelve a escribir en data/presentacion

Una plantilla ajena es cualquier PPTX. Se usan sus diseños «Portada» y «Lámina» y, en ellos, los marcadores por número: 0
título, 20 mensaje, 21 sellos, 22 QR, 23 contenido. Lo que falte se pone donde va en la nuestra.
"""

import os
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Abierta
from pptx.util import Emu

from apertura import rutas
from apertura.errores import ErrorApertura
from apertura.exportacion.presentacion import paquete
from apertura.exportacion.presentacion.lienzo import Caja, Escala
from apertura.graficas.tema import TEMAS, NombreTema, Tema

VARIABLE = "APERTURA_PLANTILLA"
LAMINA, PORTADA = "Lámina", "Portada"
LETRA = "Arial"
# Del 10 al 12 son, en casi toda plantilla, fecha, pie y número de página.
TITULO, MENSAJE, SELLOS, QR, CONTENIDO = 0, 20, 21, 22, 23
LUGARES = {
    TITULO: Caja(64, 34, 1792, 118),
    MENSAJE: Caja(64, 156, 1792, 96),
    CONTENIDO: Caja(64, 266, 1792, 620),
    SELLOS: Caja(64, 912, 1616, 136),
    QR: Caja(1716, 906, 140, 140),
}
LUGARES_DE_PORTADA = {**LUGARES, TITULO: Caja(160, 250, 1600, 300), MENSAJE: Caja(160, 580, 1600, 200)}
_MEDIDAS = Escala(12_192_000, 6_858_000)
_NOMBRES = {TITULO: "Título", MENSAJE: "Mensaje", SELLOS: "Sellos", QR: "Código QR", CONTENIDO: "Contenido"}
_TIPOS = {TITULO: 'type="title"', MENSAJE: 'type="body"', SELLOS: 'type="body"', QR: 'type="pic"', CONTENIDO: ""}
_LETRAS = {TITULO: 2500, MENSAJE: 1400, SELLOS: 1200, QR: 1200, CONTENIDO: 1400}
_ESPACIOS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)


def abrir(tema: NombreTema, propia: Path | None = None) -> Abierta:
    """La plantilla lista para agregarle diapositivas. Error: ErrorApertura si la que se dio no se puede usar."""
    ruta = propia or (Path(dada) if (dada := os.environ.get(VARIABLE, "").strip()) else rutas.PRESENTACION / f"{tema}.pptx")
    try:
        abierta = Presentation(str(ruta))
        if not abierta.slide_layouts or not abierta.slide_width or not abierta.slide_height:
            raise ValueError("sin diseños")
    except Exception as error:
        raise ErrorApertura(
            "No se puede usar la plantilla de presentación",
            f"archivo «{ruta.name}»",
            "Debe ser un PPTX sin contraseña, con al menos un diseño.",
        ) from error
    _vaciar(abierta)
    return abierta


def construir(tema: NombreTema) -> bytes:
    """Los bytes de la plantilla de un tema: siempre los mismos."""
    hecha = Presentation()
    hecha.slide_width, hecha.slide_height = Emu(_MEDIDAS.ancho), Emu(_MEDIDAS.alto)
    disenos = list(hecha.slide_layouts)
    for sobra in disenos[2:]:
        hecha.slide_layouts.remove(sobra)
    parte = hecha.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    parte._blob = _tema(TEMAS[tema]).encode()  # type: ignore[attr-defined]
    _reescribir(hecha.slide_master._element, "Apertura", [_marcador(n, LUGARES[n]) for n in (TITULO, MENSAJE)], tema)
    for diseno, nombre, lugares in zip(disenos[:2], (LAMINA, PORTADA), (LUGARES, LUGARES_DE_PORTADA), strict=True):
        cuales = [n for n in lugares if nombre == LAMINA or n != CONTENIDO]
        _reescribir(diseno._element, nombre, [*(_marcador(n, lugares[n]) for n in cuales), _filete()], None)
    salida = BytesIO()
    hecha.save(salida)
    return paquete.repetible(salida.getvalue())


def _vaciar(abierta: Abierta) -> None:
    """Quita las diapositivas de muestra que traiga la plantilla."""
    lista = abierta.slides._sldIdLst
    for entrada in list(lista):
        abierta.part.drop_rel(entrada.rId)
        lista.remove(entrada)


def _reescribir(elemento: Any, nombre: str, figuras: Iterable[str], tema: NombreTema | None) -> None:
    """Cambia lo que hay en un diseño o patrón por estas figuras; al patrón, además, su fondo y sus estilos de texto."""
    lienzo = elemento.find("p:cSld", elemento.nsmap)
    assert lienzo is not None
    lienzo.set("name", nombre)
    arbol = lienzo.find("p:spTree", elemento.nsmap)
    assert arbol is not None
    for vieja in list(arbol)[2:]:
        arbol.remove(vieja)
    for figura in figuras:
        arbol.append(parse_xml(figura))
    elemento.attrib.pop("type", None)
    if tema:
        _estilos(elemento, tema)


def _estilos(patron: Any, tema: NombreTema) -> None:
    mapa = patron.find("p:clrMap", patron.nsmap)
    assert mapa is not None
    if tema == "oscuro":
        for clave, valor in {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}.items():
            mapa.set(clave, valor)
    for estilo in patron.iter(f"{{{patron.nsmap['a']}}}lvl1pPr"):
        for vineta in estilo.xpath("a:buChar|a:buFont|a:buNone", namespaces=patron.nsmap):
            estilo.remove(vineta)
        estilo.set("marL", "0")
        estilo.set("indent", "0")
        estilo.set("algn", "l")
        letras = estilo.find("a:defRPr", patron.nsmap)
        if letras is not None:
            letras.addprevious(parse_xml(f"<a:buNone {_ESPACIOS}/>"))


def _marcador(numero: int, caja: Caja) -> str:
    x, y, ancho, alto = _MEDIDAS.caja(caja)
    indice = f' idx="{numero}"' if numero else ""
    negrita = ' b="1"' if numero == TITULO else ""
    aviso = f'<a:p><a:r><a:rPr lang="es-MX"/><a:t>{_NOMBRES[numero]}</a:t></a:r></a:p>'
    return (
        f'<p:sp {_ESPACIOS}><p:nvSpPr><p:cNvPr id="{numero + 2}" name="{_NOMBRES[numero]}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {_TIPOS[numero]}{indice}/></p:nvPr></p:nvSpPr>"
        f'<p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{ancho}" cy="{alto}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        '<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:noAutofit/></a:bodyPr>'
        '<a:lstStyle><a:lvl1pPr marL="0" indent="0" algn="l"><a:buNone/>'
        f'<a:defRPr sz="{_LETRAS[numero]}"{negrita}/></a:lvl1pPr></a:lstStyle>'
        f"{aviso}</p:txBody></p:sp>"
    )


def _filete() -> str:
    x, y, ancho, _ = _MEDIDAS.caja(Caja(64, 898, 1792, 0))
    return (
        f'<p:cxnSp {_ESPACIOS}><p:nvCxnSpPr><p:cNvPr id="90" name="Filete" descr="Línea que separa los sellos"/>'
        "<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr>"
        f'<p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{ancho}" cy="0"/></a:xfrm><a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
        '<a:ln w="9525"><a:solidFill><a:schemeClr val="tx2"/></a:solidFill></a:ln></p:spPr></p:cxnSp>'
    )


def _tema(tema: Tema) -> str:
    """El tema de Office: colores y letra. Lo oscuro y lo claro se intercambian con el mapa de colores del patrón."""
    claro = tema.nombre == "claro"
    textos, fondos = (tema.texto, tema.texto_suave), (tema.fondo, tema.panel)
    (oscuro1, oscuro2), (claro1, claro2) = (textos, fondos) if claro else (fondos, textos)
    colores = {"dk1": oscuro1, "lt1": claro1, "dk2": oscuro2, "lt2": claro2}
    colores |= {f"accent{n}": uno for n, uno in enumerate(tema.unidades, start=1)} | {"hlink": tema.acento, "folHlink": tema.acento}
    esquema = "".join(f'<a:{clave}><a:srgbClr val="{uno[1:].upper()}"/></a:{clave}>' for clave, uno in colores.items())
    fuente = f'<a:latin typeface="{escape(LETRA)}"/><a:ea typeface=""/><a:cs typeface=""/>'
    relleno = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    linea = f'<a:ln w="9525">{relleno}</a:ln>'
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Apertura {tema.nombre}"><a:themeElements>'
        f'<a:clrScheme name="Apertura {tema.nombre}">{esquema}</a:clrScheme>'
        f'<a:fontScheme name="Apertura"><a:majorFont>{fuente}</a:majorFont><a:minorFont>{fuente}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="Apertura"><a:fillStyleLst>{relleno * 3}</a:fillStyleLst><a:lnStyleLst>{linea * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{relleno * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )
