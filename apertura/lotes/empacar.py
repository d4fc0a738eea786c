"""Un lote en un ZIP que con lo mismo da los mismos bytes: fecha fija, orden fijo y un índice de lo que lleva."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from apertura.exportacion.seguro import celda_segura
from apertura.lotes.hacer import Hecha

FECHA_FIJA = (1980, 1, 1, 0, 0, 0)
INDICE = "indice.csv"


def indice(hechas: Iterable[Hecha]) -> bytes:
    """CSV con una ficha por renglón: clave, nombre, archivo y su huella. Con marca de orden de bytes, para que Excel lea los acentos."""
    salida = io.StringIO()
    hoja = csv.writer(salida, lineterminator="\r\n")
    hoja.writerow(["clave", "nombre", "archivo", "sha256"])
    for hecha in hechas:
        if hecha.estado != "fallo":
            hoja.writerow([celda_segura(t) for t in (hecha.pieza.clave, hecha.pieza.nombre, hecha.archivo, hecha.sha256)])
    return salida.getvalue().encode("utf-8-sig")


def empacar(carpeta: Path, archivos: Sequence[str], destino: Path) -> None:
    """El ZIP de esos archivos de la carpeta, leídos uno por uno: la memoria no crece con el lote."""
    parcial = destino.with_name(f"{destino.name}.parcial")
    try:
        with zipfile.ZipFile(parcial, "w", zipfile.ZIP_DEFLATED) as paquete:
            for archivo in sorted(archivos):
                agregar(paquete, archivo, (carpeta / archivo).read_bytes())
        parcial.replace(destino)
    finally:
        parcial.unlink(missing_ok=True)


def agregar(paquete: zipfile.ZipFile, nombre: str, contenido: bytes) -> None:
    """Una entrada con fecha fija y permisos de lectura."""
    ficha = zipfile.ZipInfo(nombre, FECHA_FIJA)
    ficha.compress_type = zipfile.ZIP_DEFLATED
    ficha.external_attr = 0o644 << 16
    paquete.writestr(ficha, contenido)
