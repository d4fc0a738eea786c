"""El PPTX como paquete: las mismas partes dan siempre los mismos bytes, y la ficha de cada sello va en sus propiedades."""

import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI

from apertura.exportacion.sellos import una_linea

FECHA_FIJA = (1980, 1, 1, 0, 0, 0)
LARGO_DE_PROPIEDAD = 255
_PROPIEDADES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TIPOS = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"


def propiedades(abierta: Any, titulo: str, tema: str, fuente: str, hoy: date) -> None:
    """Título, tema, autor, fuente y fecha del documento; la fecha es la del sello, no la del reloj."""
    nucleo = abierta.core_properties
    nucleo.title, nucleo.subject, nucleo.keywords = (una_linea(t)[:LARGO_DE_PROPIEDAD] for t in (titulo, tema, fuente))
    nucleo.author = nucleo.last_modified_by = "Apertura"
    nucleo.language, nucleo.revision, nucleo.comments, nucleo.category = "es-MX", 1, "", ""
    nucleo.created = nucleo.modified = datetime(hoy.year, hoy.month, hoy.day)


def poner_fichas(abierta: Any, fichas: Sequence[str]) -> None:
    """Una propiedad personalizada por diapositiva sellada: sobrevive a que alguien abra y guarde el archivo."""
    paquete = abierta.part.package
    for rid, relacion in list(paquete._rels.items()):
        if relacion.reltype == RELATIONSHIP_TYPE.CUSTOM_PROPERTIES:
            paquete.drop_rel(rid)
    parte = Part(PackURI("/docProps/custom.xml"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, paquete, cuerpo_de_fichas(fichas))
    paquete.relate_to(parte, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def cuerpo_de_fichas(fichas: Sequence[str]) -> bytes:
    """El XML de `docProps/custom.xml` con una propiedad por ficha; sirve igual a una presentación y a un documento."""
    renglones = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{n}" name="Sello de Apertura {n - 1}">'
        f"<vt:lpwstr>{escape(ficha)}</vt:lpwstr></property>"
        for n, ficha in enumerate(fichas, start=2)
    )
    cuerpo = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<Properties xmlns="{_PROPIEDADES}" xmlns:vt="{_TIPOS}">{renglones}</Properties>'
    )
    return cuerpo.encode()


def repetible(contenido: bytes) -> bytes:
    """El mismo ZIP con fecha fija y sus partes en orden: el reloj no deja huella."""
    salida = BytesIO()
    with zipfile.ZipFile(BytesIO(contenido)) as viejo, zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as nuevo:
        # El índice de tipos va primero, como pide la norma de paquetes.
        for nombre in sorted(viejo.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            ficha = zipfile.ZipInfo(nombre, FECHA_FIJA)
            ficha.compress_type = zipfile.ZIP_DEFLATED
            nuevo.writestr(ficha, viejo.read(nombre))
    return salida.getvalue()
