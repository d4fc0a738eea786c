"""Archivos OLE: el Excel antiguo (.xls), y los libros con contraseña, que vienen dentro de uno."""

from pathlib import Path

from apertura.importador.lectura.codigos import Rechazo, defecto
from apertura.importador.lectura.revision import Revisado


def revisar(ruta: Path) -> Revisado:
    """XLS, sin revisión de hojas, y el aviso de que es antiguo. Lanza Rechazo si está cifrado, trae macros o no es un libro."""
    contenido = ruta.read_bytes()
    if _trae(contenido, "EncryptedPackage"):
        raise Rechazo("XLSX-CIFRADO")
    if _trae(contenido, "_VBA_PROJECT"):
        raise Rechazo("XLSX-MACROS")
    if not _trae(contenido, "Workbook") and not _trae(contenido, "Book"):
        raise Rechazo("FORMATO-NO-ADMITIDO", tipo="documento de Office antiguo")
    return "XLS", {}, [defecto("FORMATO-XLS")]


def _trae(contenido: bytes, nombre: str) -> bool:
    """Si el directorio del OLE tiene un elemento cuyo nombre empieza así."""
    return nombre.encode("utf-16-le") in contenido
