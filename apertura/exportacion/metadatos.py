"""La ficha del sello dentro de una imagen: en un trozo de texto del PNG, en `metadata` del SVG y en las propiedades del PDF.

Cada función calcula antes la huella de lo demás y la deja en la ficha: así se sabe si algo se tocó aunque no se tenga la
publicación con qué comparar. `sin_ficha` hace el camino de vuelta.
"""

import re
import struct
import zlib
from collections.abc import Sequence

from apertura.exportacion.estampa import Estampa
from apertura.publicacion import huella

HUECO = "APERTURA-FICHA"
_FIRMA = b"\x89PNG\r\n\x1a\n"
_EN_SVG = re.compile(rb"<metadata>APERTURA1\.[A-Za-z0-9_-]*\.</metadata>")
_CLAVE = b"Apertura"
_ACTUALIZA = b"\n% Sello de Apertura\n"


def en_png(contenido: bytes, estampa: Estampa, titulo: str, descripcion: str) -> bytes:
    """El PNG con título, descripción, fuente, ficha y, si la hay, advertencia como texto, antes de los pixeles."""
    ficha = estampa.de_contenido(huella(_png_sin_textos(contenido))).ficha
    textos = {"Title": titulo, "Description": descripcion, "Source": estampa.procedencia.fuente}
    if estampa.advertencia:
        textos["Warning"] = estampa.advertencia
    trozos = [_trozo(b"iTXt", clave.encode() + b"\0\0\0es-MX\0\0" + valor.encode()) for clave, valor in textos.items()]
    fin_de_cabecera = 8 + 25
    return b"".join([contenido[:fin_de_cabecera], *trozos, _trozo(b"tEXt", _CLAVE + b"\0" + ficha.encode()), contenido[fin_de_cabecera:]])


def en_svg(svg: str, estampa: Estampa) -> bytes:
    """El SVG con la ficha en `metadata`. `svg` trae el hueco donde va."""
    sin = svg.replace(f"<metadata>{HUECO}</metadata>", "", 1).encode()
    return svg.replace(HUECO, estampa.de_contenido(huella(sin)).ficha, 1).encode()


def en_pdf(contenido: bytes, estampa: Estampa, titulo: str, otras: Sequence[Estampa] = ()) -> bytes:
    """El PDF con título, fuente y ficha en sus propiedades, escritas como una actualización al final, que es lo que admite el formato.

    `otras`: las estampas de las demás láminas, si el documento es de varias; cada una lleva su ficha en una propiedad propia.
    """
    final = contenido[-2048:]
    raiz, tamano = (int(re.search(patron, final)[1]) for patron in (rb"/Root (\d+) 0 R", rb"/Size (\d+)"))  # type: ignore[index]
    previa = int(re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", final)[1])  # type: ignore[index]
    identidad = hallada[0] + b" " if (hallada := re.search(rb"/ID ?\[.*?\]", final, re.DOTALL)) else b""
    inicio = len(contenido) + len(_ACTUALIZA)
    propia = huella(contenido)
    fichas = [una.de_contenido(propia).ficha for una in (estampa, *otras)]
    objeto = b"%d 0 obj\n<< %s >>\nendobj\n" % (tamano, _propiedades(estampa, fichas, titulo))
    tabla = b"xref\n%d 1\n%010d 00000 n\r\n" % (tamano, inicio)
    cierre = b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R %s/Prev %d >>\n" % (tamano + 1, raiz, tamano, identidad, previa)
    return contenido + _ACTUALIZA + objeto + tabla + cierre + b"startxref\n%d\n%%%%EOF\n" % (inicio + len(objeto))


def sin_ficha(contenido: bytes) -> bytes:
    """Lo que había antes de poner la ficha: de eso es la huella `contenido` del sello."""
    if contenido.startswith(_FIRMA):
        return _png_sin_textos(contenido)
    if contenido.startswith(b"%PDF"):
        return contenido[: contenido.rfind(_ACTUALIZA)] if _ACTUALIZA in contenido else contenido
    return _EN_SVG.sub(b"", contenido, count=1)


def _propiedades(estampa: Estampa, fichas: Sequence[str], titulo: str) -> bytes:
    pares = {
        b"Title": titulo, b"Subject": estampa.procedencia.seleccion, b"Author": "Apertura", b"Producer": "Apertura",
        b"Keywords": estampa.procedencia.fuente, b"CreationDate": f"D:{estampa.hoy:%Y%m%d}",
    }  # fmt: skip
    # Las fichas van en letras ASCII, para encontrarlas sin interpretar el PDF; lo demás, en UTF-16, que admite acentos.
    selladas = {_CLAVE + (b"%d" % numero if numero > 1 else b""): ficha for numero, ficha in enumerate(fichas, start=1)}
    propias = [b"/%s %s" % (clave, _cadena(texto)) for clave, texto in pares.items()]
    return b" ".join([*propias, *(b"/%s (%s)" % (clave, ficha.encode()) for clave, ficha in selladas.items())])


def _cadena(texto: str) -> bytes:
    return b"<" + (b"\xfe\xff" + texto.encode("utf-16-be", "replace")).hex().encode() + b">"


def _trozo(tipo: bytes, datos: bytes) -> bytes:
    return struct.pack(">I", len(datos)) + tipo + datos + struct.pack(">I", zlib.crc32(tipo + datos))


def _png_sin_textos(contenido: bytes) -> bytes:
    """El PNG sin sus trozos de texto; si algo no cuadra, hasta donde se entienda."""
    partes, posicion = [contenido[:8]], 8
    while posicion + 12 <= len(contenido):
        (largo,), tipo = struct.unpack(">I", contenido[posicion : posicion + 4]), contenido[posicion + 4 : posicion + 8]
        if tipo not in (b"tEXt", b"iTXt"):
            partes.append(contenido[posicion : posicion + 12 + largo])
        posicion += 12 + largo
    return b"".join(partes)
