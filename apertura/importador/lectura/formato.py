"""Qué es un archivo por lo que contiene, no por cómo se llama."""

import re
from pathlib import Path

from apertura.importador.defectos import Defecto
from apertura.importador.lectura.codigos import Rechazo, defecto

EXTENSIONES = {".csv": "CSV", ".tsv": "CSV", ".txt": "CSV", ".tab": "CSV", ".xlsx": "XLSX", ".xls": "XLS", ".ods": "ODS"}
ZIP, OLE = b"PK\x03\x04", bytes.fromhex("D0CF11E0A1B11AE1")
AJENOS = {
    b"PAR1": "Parquet",
    b"ARROW1": "Arrow",
    b"%PDF": "PDF",
    b"\x89PNG": "imagen",
    b"\xff\xd8\xff": "imagen",
    b"GIF8": "imagen",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR",
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"SQLite format 3": "base de datos",
    b"\x89HDF": "HDF5",
    b"{\\rtf": "RTF",
    b"\x09\x08\x10\x00": "Excel 4 o 5",
    b"\x09\x08\x08\x00": "Excel 4 o 5",
    b"\x09\x04\x06\x00": "Excel 4 o 5",
}
HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body|table|meta|title|script|div|style|center)\b", re.I | re.S
)
OTRO_XML = re.compile(rb"\s*<(?:\?xml|[A-Za-z][\w:.-]*[ >/])")


def reconocer(ruta: Path) -> str:
    """CSV, ZIP u OLE. Lanza Rechazo si es otra cosa que se reconoce, o si no hay nada."""
    with ruta.open("rb") as archivo:
        principio = archivo.read(4096)
    if not principio.strip(b" \t\r\n\xef\xbb\xbf"):
        _solo_blancos(ruta)
    for marca, tipo in AJENOS.items():
        if principio.startswith(marca):
            raise Rechazo("FORMATO-NO-ADMITIDO", tipo=tipo)
    if principio.startswith(OLE):
        return "OLE"
    if principio.startswith(b"PK") and (principio[2:4] in {b"\x03\x04", b"\x05\x06", b"\x07\x08"} or ruta.suffix != ".csv"):
        return "ZIP"
    return _texto(_a_utf8(principio))


def extension(nombre: str, formato: str) -> list[Defecto]:
    """El aviso, si el nombre promete otro formato."""
    sufijo = Path(nombre).suffix.lower()
    if EXTENSIONES.get(sufijo) == formato or (not sufijo and formato == "CSV"):
        return []
    return [defecto("EXTENSION", extension=sufijo or "nada", formato=formato)]


def _solo_blancos(ruta: Path) -> None:
    with ruta.open("rb") as archivo:
        while pedazo := archivo.read(1 << 20):
            if pedazo.strip(b" \t\r\n\xef\xbb\xbf"):
                return
    raise Rechazo("ARCHIVO-VACIO")


def _a_utf8(principio: bytes) -> bytes:
    """El principio en UTF-8 y sin marca, para reconocer sus primeras letras."""
    if principio[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return principio.decode("utf-16", errors="replace").encode("utf-8")
    return principio.removeprefix(b"\xef\xbb\xbf")


def _texto(principio: bytes) -> str:
    if HTML.match(principio) or principio.startswith(b"MIME-Version:"):
        raise Rechazo("FORMATO-HTML")
    if OTRO_XML.match(principio):
        raise Rechazo("FORMATO-NO-ADMITIDO", tipo="XML")
    if re.match(rb"\s*[\[{]\s*[\"{\[]", principio):
        raise Rechazo("FORMATO-NO-ADMITIDO", tipo="JSON")
    raros = sum(o < 9 or 13 < o < 32 for o in principio)
    if raros > 0.1 * len(principio) and principio.count(0) < 0.3 * len(principio):
        raise Rechazo("FORMATO-NO-ADMITIDO", tipo="binario")
    return "CSV"
