"""Corpus A: qué archivo es. (A16 a A18, sobre cargas repetidas o simultáneas, son de la publicación.)"""

from tests.corpus import libros
from tests.corpus.casos import caso

CSV = b"a,b\n1,2\n3,4\n"
SIMPLE = [["a", "b"], ["1", "2"], ["3", "4"]]
LIBRO = libros.xlsx(libros.datos(SIMPLE))
HTML = b"<html><head><title>502 Bad Gateway</title></head><body>error</body></html>"
TABLA_HTML = '\ufeff<table border="1"><tr><td>Sujeto</td></tr></table>'.encode()
BASURA = b"PK\x03\x04" + bytes(range(256)) * 8

CONTENEDOR = [
    caso("A01 cero bytes", b"", "ARCHIVO-VACIO"),
    caso("A02 sólo la marca", b"\xef\xbb\xbf", "ARCHIVO-VACIO"),
    caso("A02 sólo espacios", b" \r\n\t \n" * 2000, "ARCHIVO-VACIO"),
    caso("A02 sólo comas", b",,,\n,,,\n", "ARCHIVO-VACIO"),
    caso("A03 un byte de más", lambda: b"x" * 25_000_001, "ARCHIVO-GRANDE"),
    caso("A04 un CSV que dice ser XLSX", CSV, "EXTENSION", SIMPLE, nombre="base.xlsx"),
    caso("A05 un XLSX que dice ser CSV", LIBRO, "EXTENSION NUMERO-TEXTO", SIMPLE),
    caso("A06 un XLS que es una tabla HTML", TABLA_HTML, "FORMATO-HTML", nombre="base.xls"),
    caso("A07 la página de error del portal", HTML, "FORMATO-HTML"),
    caso("A08 XLSX con contraseña", libros.ole(b"", "EncryptedPackage"), "XLSX-CIFRADO", nombre="base.xlsx"),
    caso("A09 XLS antiguo", libros.xls([["a", "b"], [1.0, 0.5], ["México", None]]), "FORMATO-XLS",
         [["a", "b"], ["1", "0.5"], ["México", None]], nombre="base.xls"),
    caso("A09 XLS con macros", libros.ole(b"", "_VBA_PROJECT_CUR"), "XLSX-MACROS", nombre="base.xls"),
    caso("A09 Word antiguo", libros.ole(b"", "WordDocument"), "FORMATO-NO-ADMITIDO", nombre="base.xls"),
    caso("A10 XLSM con macros", libros.xlsx(libros.datos(SIMPLE), otras={"xl/vbaProject.bin": b"x"}), "XLSX-MACROS", nombre="base.xlsm"),
    caso("A11 XLSX a la mitad", LIBRO[: len(LIBRO) // 2], "XLSX-DANADO", nombre="base.xlsx"),
    caso("A12 basura con firma de ZIP", BASURA, "XLSX-DANADO", nombre="base.xlsx"),
    caso("A13 ODS: ahora se lee", libros.ods(*map(libros.fila_ods, [["a", "b"], [1, 0.5], ["x", None]])), "",
         [["a", "b"], ["1", "0.5"], ["x", None]], nombre="base.ods"),
    caso("A13 PDF", b"%PDF-1.7\n" + b"x" * 99, "FORMATO-NO-ADMITIDO"),
    caso("A13 imagen", b"\x89PNG\r\n\x1a\n" + b"x" * 99, "FORMATO-NO-ADMITIDO"),
    caso("A13 varios CSV en un ZIP", libros.comprimido({"a.csv": CSV, "b.csv": CSV}), "FORMATO-NO-ADMITIDO", nombre="bases.zip"),
    caso("A13 7z", b"7z\xbc\xaf\x27\x1c" + b"x" * 99, "FORMATO-NO-ADMITIDO"),
    caso("A13 Numbers", libros.comprimido({"Index/Document.iwa": b"x"}), "FORMATO-NO-ADMITIDO", nombre="base.numbers"),
    caso("A13 JSON", b'[{"a": 1}]', "FORMATO-NO-ADMITIDO"),
    caso("A13 binario cualquiera", bytes(range(256)) * 4, "FORMATO-NO-ADMITIDO"),
    caso("A14 Parquet", b"PAR1" + bytes(99) + b"PAR1", "FORMATO-NO-ADMITIDO", nombre="base.parquet"),
    caso("A15 nombre con carpetas", CSV, "NOMBRE", SIMPLE, nombre="../../etc/x.csv"),
    caso("A15 nombre de Windows", CSV, "NOMBRE", SIMPLE, nombre="C:\\x\\base.csv"),
    caso("A15 nombre larguísimo", CSV, "NOMBRE", SIMPLE, nombre="x" * 300 + ".csv"),
    caso("A15 nombre con inversión de lectura y salto", CSV, "NOMBRE", SIMPLE, nombre="b\u202ase\n.csv"),
    caso("A15 nombre con emoji", CSV, "", SIMPLE, nombre="base 📊.csv"),
]  # fmt: skip
