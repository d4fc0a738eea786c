"""La nota en Word (DOCX), con estilos, encabezado de tabla que se repite, idioma y la ficha del sello en sus propiedades."""

from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from apertura.exportacion import qr
from apertura.exportacion.estampa import Ajustes, Estampa
from apertura.exportacion.notas.en_markdown import CAUTELAS, CUADRO, SELLOS
from apertura.exportacion.notas.redaccion import CLASES, Nota, borrador
from apertura.exportacion.presentacion.lienzo import limpio
from apertura.exportacion.presentacion.paquete import cuerpo_de_fichas, propiedades, repetible
from apertura.laminas.base import Lamina

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LETRA = "Arial"
ACENTO, SUAVE, AVISO = RGBColor(0x15, 0x5C, 0x86), RGBColor(0x46, 0x54, 0x5E), RGBColor(0x8F, 0x1D, 0x1D)
_FICHAS = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_ANCHO, _ANCHO_DE_TEXTO, _ANCHO_DE_NUMERO = 16.5, 2.2, 1.0
# Estilo → tamaño en puntos, color, negrita y espacio después.
_ESTILOS: dict[str, tuple[float, RGBColor | None, bool, float]] = {
    "Normal": (11, None, False, 8),
    "Title": (20, ACENTO, True, 10),
    "Heading 1": (13, ACENTO, True, 4),
    "List Bullet": (11, None, False, 4),
    "Caption": (9, SUAVE, False, 4),
}


def de_lamina(lamina: Lamina, estampa: Estampa, ajustes: Ajustes) -> bytes:
    """La nota que propone Apertura, sin corregir."""
    return a_word(borrador(lamina, estampa), estampa)


def a_word(nota: Nota, estampa: Estampa) -> bytes:
    """El documento. Con lo mismo, los mismos bytes."""
    abierto = Document()
    _preparar(abierto)
    if nota.advertencia:
        _aviso(abierto, nota.advertencia)
    _parrafo(abierto, CLASES[nota.clase], "Caption")
    _parrafo(abierto, nota.titulo, "Title")
    for parrafo in nota.parrafos:
        es_lista = parrafo.startswith("- ")
        _parrafo(abierto, parrafo[2:] if es_lista else parrafo, "List Bullet" if es_lista else "Normal")
    _parrafo(abierto, CUADRO, "Heading 1")
    _cuadro(abierto, nota)
    for titulo, renglones in ((CAUTELAS, nota.cautelas), (SELLOS, nota.sellos)):
        _parrafo(abierto, titulo, "Heading 1")
        for renglon in renglones:
            _parrafo(abierto, renglon, "Caption")
    _qr(abierto, estampa.enlace_verificable)
    propiedades(abierto, nota.titulo, estampa.procedencia.seleccion, estampa.procedencia.fuente, estampa.hoy)
    _poner_ficha(abierto, estampa.ficha)
    salida = BytesIO()
    abierto.save(salida)
    return repetible(salida.getvalue())


def _preparar(abierto: Any) -> None:
    """Carta, márgenes de oficio y estilos con letra que existe en cualquier equipo."""
    seccion = abierto.sections[0]
    seccion.page_width, seccion.page_height = Cm(21.59), Cm(27.94)
    seccion.left_margin = seccion.right_margin = Cm(2.5)
    for nombre, (puntos, color, negrita, despues) in _ESTILOS.items():
        estilo = abierto.styles[nombre]
        estilo.font.name, estilo.font.size, estilo.font.bold, estilo.font.italic = LETRA, Pt(puntos), negrita, False
        estilo.paragraph_format.space_after = Pt(despues)
        fuentes = estilo.element.get_or_add_rPr().get_or_add_rFonts()
        for alfabeto in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fuentes.set(qn(alfabeto), LETRA)
        for ajena in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fuentes.attrib.pop(qn(ajena), None)
        if color is not None:
            estilo.font.color.rgb = color
    idioma = OxmlElement("w:lang")
    idioma.set(qn("w:val"), "es-MX")
    normal = abierto.styles["Normal"].element.get_or_add_rPr()
    normal.append(idioma)


def _parrafo(abierto: Any, texto: str, estilo: str) -> Any:
    return abierto.add_paragraph(limpio(texto), style=estilo)


def _aviso(abierto: Any, texto: str) -> None:
    trazo = _parrafo(abierto, "", "Normal").add_run(limpio(texto))
    trazo.bold, trazo.font.size, trazo.font.color.rgb = True, Pt(16), AVISO


def _cuadro(abierto: Any, nota: Nota) -> None:
    cuadro = nota.cuadro
    if not cuadro.renglones:
        _parrafo(abierto, "No hay renglones con esta selección.", "Normal")
        return
    tabla = abierto.add_table(rows=1, cols=len(cuadro.encabezados), style="Table Grid")
    partes = [_ANCHO_DE_NUMERO if numerica else _ANCHO_DE_TEXTO for numerica in cuadro.numericas]
    for columna, parte in zip(tabla.columns, partes, strict=True):
        columna.width = Cm(_ANCHO * parte / sum(partes))
    _renglon(tabla.rows[0], cuadro.encabezados, cuadro.numericas, negrita=True)
    repetir = OxmlElement("w:tblHeader")
    repetir.set(qn("w:val"), "true")
    tabla.rows[0]._tr.get_or_add_trPr().append(repetir)
    for fila in cuadro.renglones:
        _renglon(tabla.add_row(), fila, cuadro.numericas, negrita=False)
    for columna in tabla.columns:
        for celda in columna.cells:
            celda.width = columna.width
    _parrafo(abierto, cuadro.nota, "Caption")


def _qr(abierto: Any, enlace: str) -> None:
    """El QR del enlace con su sello, con texto alternativo; si no cabe en uno que se lea, no va."""
    if not qr.modulos(enlace):
        return
    dibujo = abierto.add_picture(BytesIO(qr.en_png(enlace)), width=Cm(2.4))
    dibujo._inline.docPr.set("descr", f"Código QR con el enlace a esta vista: {limpio(enlace)}")


def _renglon(renglon: Any, textos: tuple[str, ...], numericas: tuple[bool, ...], *, negrita: bool) -> None:
    for celda, texto, numerica in zip(renglon.cells, textos, numericas, strict=True):
        parrafo = celda.paragraphs[0]
        parrafo.paragraph_format.space_after = Pt(0)
        parrafo.alignment = WD_ALIGN_PARAGRAPH.RIGHT if numerica else WD_ALIGN_PARAGRAPH.LEFT
        trazo = parrafo.add_run(limpio(texto))
        trazo.font.size, trazo.bold = Pt(9), negrita


def _poner_ficha(abierto: Any, ficha: str) -> None:
    """Como propiedad personalizada: sobrevive a que alguien abra y guarde el archivo."""
    paquete = abierto.part.package
    parte = Part(PackURI("/docProps/custom.xml"), _FICHAS, cuerpo_de_fichas([ficha]), paquete)
    paquete.relate_to(parte, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
