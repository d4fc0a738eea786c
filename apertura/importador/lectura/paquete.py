"""El ZIP de un XLSX o un ODS: qué trae, cuánto ocupa y si se puede abrir, antes de dárselo al lector."""

import re
import zipfile
import zlib
from pathlib import Path

from apertura.importador.defectos import Defecto
from apertura.importador.lectura import ods, xlsx
from apertura.importador.lectura.codigos import Rechazo, defecto
from apertura.importador.lectura.limites import Limites
from apertura.importador.lectura.revision import Revisado

CIFRADO, ENLACE = 0x1, 0o120000
PROPORCION, MINIMO = 150, 5_000_000
IGNORADO = {
    "xl/externalLinks/": "enlaces a otros libros",
    "xl/embeddings/": "objetos incrustados",
    "xl/media/": "imágenes",
    "xl/charts/": "gráficas",
    "xl/chartsheets/": "hojas de gráfica",
    "xl/pivotTables/": "tablas dinámicas",
    "xl/comments": "comentarios",
    "Pictures/": "imágenes",
    "Object ": "objetos incrustados",
}


def revisar(ruta: Path, limites: Limites) -> Revisado:
    """Formato (XLSX u ODS), lo que su XML dice de cada hoja y los defectos del libro. Lanza Rechazo."""
    try:
        with zipfile.ZipFile(ruta) as libro:
            _juzgar_entradas(libro.infolist(), limites)
            _juzgar_expansion(libro, limites)
            formato = _formato(libro)
            revisiones, defectos = (xlsx if formato == "XLSX" else ods).revisar(libro, limites)
            return formato, revisiones, [*defectos, *_ignorado(libro.namelist())]
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, OSError, ValueError) as error:
        raise Rechazo("XLSX-DANADO") from error


def _juzgar_entradas(entradas: list[zipfile.ZipInfo], limites: Limites) -> None:
    """Por el directorio del ZIP: cifrado, macros, rutas, enlaces, repetidos, cantidad y tamaño declarado."""
    if any(e.flag_bits & CIFRADO for e in entradas):
        raise Rechazo("XLSX-CIFRADO")
    nombres = [e.filename for e in entradas]
    if any(n.startswith(("/", "\\")) or "\\" in n or ".." in n.split("/") or re.match(r"[A-Za-z]:", n) for n in nombres):
        raise Rechazo("XLSX-RUTA")
    if len(set(map(str.lower, nombres))) < len(nombres) or any((e.external_attr >> 16) & 0o170000 == ENLACE for e in entradas):
        raise Rechazo("XLSX-RUTA")
    if len(entradas) > limites.entradas:
        raise Rechazo("XLSX-BOMBA", motivo=f"{len(entradas):,} archivos dentro")
    if any(re.search(r"vbaProject|^Basic/|^Scripts/|macrosheets/", n, re.IGNORECASE) for n in nombres):
        raise Rechazo("XLSX-MACROS")
    if sum(e.file_size for e in entradas) > limites.expandido:
        raise _bomba(limites)


def _formato(libro: zipfile.ZipFile) -> str:
    nombres = set(libro.namelist())
    if xlsx.principal(libro):
        return "XLSX"
    if "content.xml" in nombres and "mimetype" in nombres:
        tipo = libro.read("mimetype")[:100].decode("ascii", "replace").strip()
        if tipo in {"application/vnd.oasis.opendocument.spreadsheet", "application/vnd.oasis.opendocument.spreadsheet-template"}:
            return "ODS"
    raise Rechazo("FORMATO-NO-ADMITIDO", tipo="libro binario de Excel" if "xl/workbook.bin" in nombres else "archivo comprimido")


def _juzgar_expansion(libro: zipfile.ZipFile, limites: Limites) -> None:
    """Descomprime contando, sin guardar: el tamaño declarado puede mentir. Lanza Rechazo XLSX-BOMBA."""
    total = 0
    for entrada in libro.infolist():
        suyo = 0
        with libro.open(entrada) as archivo:
            while pedazo := archivo.read(1 << 18):
                suyo += len(pedazo)
                if total + suyo > limites.expandido or (suyo > MINIMO and suyo > PROPORCION * max(1, entrada.compress_size)):
                    raise _bomba(limites)
        total += suyo


def _bomba(limites: Limites) -> Rechazo:
    return Rechazo("XLSX-BOMBA", motivo=f"{limites.expandido // 1_000_000} MB o {PROPORCION} veces su tamaño")


def _ignorado(nombres: list[str]) -> list[Defecto]:
    que_trae = sorted({texto for prefijo, texto in IGNORADO.items() if any(n.startswith(prefijo) for n in nombres)})
    return [defecto("CONTENIDO-IGNORADO", que_trae=", ".join(que_trae))] if que_trae else []
