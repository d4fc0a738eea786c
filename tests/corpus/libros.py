"""Libros de cálculo hechos a mano, byte por byte, para las pruebas: los buenos programas no dejan escribirlos malos."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
NS_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
CABECERA_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
Fila = Sequence[str | float | None]


def comprimido(partes: Mapping[str, str | bytes]) -> bytes:
    """Un ZIP con esas partes, en ese orden."""
    memoria = io.BytesIO()
    with zipfile.ZipFile(memoria, "w", zipfile.ZIP_DEFLATED) as libro:
        for nombre, contenido in partes.items():
            libro.writestr(nombre, contenido)
    return memoria.getvalue()


def xlsx(
    *hojas: str, estados: Sequence[str] = (), libro: str = "", textos: str = "", otras: Mapping[str, str | bytes] | None = None
) -> bytes:
    """XLSX con el XML de cada hoja (lo que va dentro de `worksheet`); `otras`: más partes."""
    return comprimido(partes_xlsx(*hojas, estados=estados, libro=libro, textos=textos) | dict(otras or {}))


def partes_xlsx(*hojas: str, estados: Sequence[str] = (), libro: str = "", textos: str = "") -> dict[str, str | bytes]:
    """Las partes de un XLSX mínimo. `libro`: XML que va al principio de `workbook`; `textos`: la parte de textos compartidos."""
    estado = dict(enumerate(estados))
    lista = "".join(
        f'<sheet name="Hoja{i + 1}" sheetId="{i + 1}" state="{estado.get(i, "visible")}" r:id="r{i + 1}"/>' for i in range(len(hojas))
    )
    ligas = "".join(f'<Relationship Id="r{i + 1}" Type="{REL}/worksheet" Target="worksheets/s{i + 1}.xml"/>' for i in range(len(hojas)))
    ligas += f'<Relationship Id="t" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/>' if textos else ""
    paquete = "http://schemas.openxmlformats.org/package/2006"
    raiz = f'<Relationship Id="l" Type="{REL}/officeDocument" Target="xl/workbook.xml"/>'
    partes: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{CABECERA_XML}<Types xmlns="{paquete}/content-types"/>',
        "_rels/.rels": f'{CABECERA_XML}<Relationships xmlns="{paquete}/relationships">{raiz}</Relationships>',
        "xl/workbook.xml": f"{CABECERA_XML}<workbook {NS} {NS_R}>{libro}<sheets>{lista}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{CABECERA_XML}<Relationships xmlns="{paquete}/relationships">{ligas}</Relationships>',
    }
    partes |= {f"xl/worksheets/s{i + 1}.xml": f"{CABECERA_XML}<worksheet {NS}>{h}</worksheet>" for i, h in enumerate(hojas)}
    return partes | ({"xl/sharedStrings.xml": textos} if textos else {})


def datos(filas: Sequence[Fila], despues: str = "") -> str:
    """`sheetData` de esas filas: los textos en su celda, los números como números, None en blanco."""
    renglones = "".join(f'<row r="{r}">{"".join(celda(r, c, v) for c, v in enumerate(fila))}</row>' for r, fila in enumerate(filas, 1))
    return f"<sheetData>{renglones}</sheetData>{despues}"


def celda(r: int, c: int, valor: str | float | None) -> str:
    """Una celda; el renglón desde 1 y la columna desde 0 (sólo A a Z)."""
    if valor is None:
        return ""
    lugar = f"{chr(65 + c)}{r}"
    if isinstance(valor, str):
        return f'<c r="{lugar}" t="inlineStr"><is><t xml:space="preserve">{escape(valor)}</t></is></c>'
    return f'<c r="{lugar}"><v>{valor!r}</v></c>'


def ods(*filas: str, extra: Mapping[str, str | bytes] | None = None, estilos: str = "", tabla: str = "") -> bytes:
    """ODS de una hoja con el XML de sus renglones."""
    espacios = " ".join(f'xmlns:{n}="{ODF}{n}:1.0"' for n in ("office", "table", "text", "style"))
    hoja = f'<table:table table:name="Hoja1" {tabla}>{"".join(filas)}</table:table>'
    cuerpo = f"<office:body><office:spreadsheet>{hoja}</office:spreadsheet></office:body>"
    contenido = f"{CABECERA_XML}<office:document-content {espacios}>{estilos}{cuerpo}</office:document-content>"
    manifiesto = f'{CABECERA_XML}<manifest:manifest xmlns:manifest="{ODF}manifest:1.0"/>'
    return comprimido({"mimetype": ODS, "META-INF/manifest.xml": manifiesto, "content.xml": contenido, **(extra or {})})


def fila_ods(fila: Fila, atributos: str = "") -> str:
    """Un renglón de ODS."""
    return f"<table:table-row {atributos}>{''.join(map(celda_ods, fila))}</table:table-row>"


def celda_ods(valor: str | float | None) -> str:
    """Una celda de ODS."""
    if valor is None:
        return "<table:table-cell/>"
    if isinstance(valor, str):
        parrafos = "".join(f"<text:p>{escape(p)}</text:p>" for p in valor.split("\n"))
        return f'<table:table-cell office:value-type="string">{parrafos}</table:table-cell>'
    return f"<table:table-cell office:value-type='float' office:value={quoteattr(repr(valor))}/>"


def bomba(nombre: str, principio: bytes, bloque: bytes, veces: int) -> bytes:
    """Un XLSX con una parte enorme que casi no pesa: un bloque comprimido una vez y repetido."""
    c = zlib.compressobj(9, zlib.DEFLATED, -15)
    cabeza = c.compress(principio) + c.flush(zlib.Z_FULL_FLUSH)
    medio = c.compress(bloque) + c.flush(zlib.Z_FULL_FLUSH)
    crudo = cabeza + medio * veces + zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    return _con_parte(comprimido(partes_xlsx(datos([["a"]]))), nombre.encode(), crudo, len(principio) + len(bloque) * veces)


def _con_parte(libro: bytes, nombre: bytes, crudo: bytes, mide: int) -> bytes:
    """Agrega al ZIP una parte ya comprimida; su CRC es falso, porque nadie debe llegar a comprobarlo."""
    fin = libro.rindex(b"PK\x05\x06")
    entradas, largo, donde = struct.unpack("<HII", libro[fin + 10 : fin + 20])
    comun = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, 0, len(crudo), mide, len(nombre), 0)
    local = b"PK\x03\x04" + comun + nombre + crudo
    central = b"PK\x01\x02" + struct.pack("<H", 20) + comun + struct.pack("<HHHII", 0, 0, 0, 0, donde) + nombre
    final = struct.pack("<HHHHIIH", 0, 0, entradas + 1, entradas + 1, largo + len(central), donde + len(local), 0)
    return libro[:donde] + local + libro[donde : donde + largo] + central + b"PK\x05\x06" + final


def ole(flujo: bytes, nombre: str) -> bytes:
    """Un archivo OLE con un solo flujo, de 4 KB o más."""
    flujo = flujo.ljust(max(4096, -(-len(flujo) // 512) * 512), b"\0")
    sectores = len(flujo) // 512
    fat = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, sectores + 2), 0xFFFFFFFE]
    fat += [0xFFFFFFFF] * (128 - len(fat))
    cabecera = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    cabecera += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    directorio = _entrada("Root Entry", 5, 0xFFFFFFFE, 0, 1) + _entrada(nombre, 2, 2, len(flujo), 0xFFFFFFFF)
    directorio += _entrada("", 0, 0, 0, 0xFFFFFFFF) * 2
    return cabecera + struct.pack("<128I", *fat) + directorio + flujo


def _entrada(nombre: str, tipo: int, sector: int, mide: int, hijo: int) -> bytes:
    crudo = nombre.encode("utf-16-le")
    largo = len(crudo) + 2 if nombre else 0
    return crudo.ljust(64, b"\0") + struct.pack("<HBBIII36xIQ", largo, tipo, 1, 0xFFFFFFFF, 0xFFFFFFFF, hijo, sector, mide)


def xls(filas: Sequence[Fila]) -> bytes:
    """Un .xls (BIFF8) de una hoja."""
    nombre = b"Hoja1"
    bof_libro, bof_hoja = (_registro(0x809, struct.pack("<HHHHII", 0x600, t, 0, 0, 0, 0)) for t in (5, 0x10))
    fin = _registro(0x0A, b"")
    donde = len(bof_libro) + 4 + 8 + len(nombre) + len(fin)
    hoja = _registro(0x85, struct.pack("<IBBBB", donde, 0, 0, len(nombre), 0) + nombre)
    celdas = b"".join(_celda_xls(r, c, v) for r, fila in enumerate(filas) for c, v in enumerate(fila) if v is not None)
    return ole(bof_libro + hoja + fin + bof_hoja + celdas + fin, "Workbook")


def _celda_xls(r: int, c: int, valor: str | float) -> bytes:
    lugar = struct.pack("<HHH", r, c, 0)
    if isinstance(valor, str):
        return _registro(0x204, lugar + struct.pack("<HB", len(valor), 1) + valor.encode("utf-16-le"))
    return _registro(0x203, lugar + struct.pack("<d", valor))


def _registro(tipo: int, cuerpo: bytes) -> bytes:
    return struct.pack("<HH", tipo, len(cuerpo)) + cuerpo
