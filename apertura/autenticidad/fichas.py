"""Encontrar los sellos de un archivo sin interpretarlo: bytes y, si es un ZIP, sus partes de texto, con topes."""

import zipfile
from io import BytesIO

from apertura.exportacion.sello import Sello, leer_fichas

PARTE_MAXIMA, TOTAL_MAXIMO, PARTES_MAXIMAS = 8_000_000, 40_000_000, 3_000
_DONDE = ("docProps/custom.xml", "xl/sharedStrings.xml", "xl/worksheets/", "docProps/")


def de_bytes(contenido: bytes) -> list[tuple[Sello, str]]:
    """Los sellos con el código que dicen tener, en orden."""
    if not contenido.startswith(b"PK"):
        return leer_fichas(contenido)
    return leer_fichas(b"\n".join(_partes(contenido)))


def _partes(contenido: bytes) -> list[bytes]:
    """Las partes donde puede ir la ficha. Una bomba se corta en el tope; un ZIP roto no tiene partes."""
    leidas, total = [], 0
    try:
        with zipfile.ZipFile(BytesIO(contenido)) as paquete:
            for ficha in paquete.infolist()[:PARTES_MAXIMAS]:
                if not ficha.filename.startswith(_DONDE) or total > TOTAL_MAXIMO:
                    continue
                with paquete.open(ficha) as parte:
                    leidas.append(parte.read(PARTE_MAXIMA))
                total += len(leidas[-1])
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        return leidas
    return leidas


def formato_de(contenido: bytes) -> str:
    """Qué parece por sus primeros bytes: «png», «pdf», «parquet», «zip» o «texto»."""
    firmas = {b"\x89PNG": "png", b"%PDF": "pdf", b"PAR1": "parquet", b"PK": "zip"}
    return next((formato for firma, formato in firmas.items() if contenido.startswith(firma)), "texto")
