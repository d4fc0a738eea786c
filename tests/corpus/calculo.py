"""Corpus B: la estructura de los libros de cálculo. Lo que pide entender la tabla (B12, B16, B24, B25) aquí sólo se lee."""

import io
import zipfile

from tests.corpus import libros
from tests.corpus.casos import caso
from tests.corpus.libros import bomba, comprimido, datos, fila_ods, ods, partes_xlsx, xlsx

FILAS: list[list[str | float | None]] = [["a", "b"], ["x", 0.5], ["y", 1]]
LEIDAS = [["a", "b"], ["x", "0.5"], ["y", "1"]]
HOJA, X = datos(FILAS), "base.xlsx"
ESQUINAS = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
DTD = '<!DOCTYPE x [<!ENTITY a "ja"><!ENTITY b "&a;&a;">]>'


def con_dtd(declaracion: str) -> bytes:
    """Un XLSX cuya hoja declara entidades."""
    hoja = f'<?xml version="1.0"?>{declaracion}<worksheet {libros.NS}>{HOJA}</worksheet>'
    return comprimido(partes_xlsx(HOJA) | {"xl/worksheets/s1.xml": hoja})


def con_entrada(entrada: zipfile.ZipInfo | str, veces: int = 1) -> bytes:
    """Un XLSX con otra entrada en su ZIP."""
    memoria = io.BytesIO(xlsx(HOJA))
    with zipfile.ZipFile(memoria, "a") as libro:
        for i in range(veces):
            libro.writestr(entrada if veces == 1 else f"xl/{i}.txt", "x")
    return memoria.getvalue()


def enlace() -> zipfile.ZipInfo:
    """Un enlace simbólico."""
    entrada = zipfile.ZipInfo("xl/enlace")
    entrada.external_attr = 0o120777 << 16
    return entrada


def celdas(interior: str, libro: str = "") -> bytes:
    """XLSX con un encabezado y, en el renglón 2, esas celdas; el 3 es bueno."""
    buena = '<row r="3"><c r="A3" t="inlineStr"><is><t>y</t></is></c><c r="B3"><v>0.25</v></c></row>'
    titulos = '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row>'
    return xlsx(f'<sheetData>{titulos}<row r="2">{interior}</row>{buena}</sheetData>', libro=libro)


def leidas(a: str | None, b: str | None) -> list[list[str | None]]:
    """Lo que se lee de `celdas`."""
    return [["a", "b"], [a, b], ["y", "0.25"]]


A2 = '<c r="A2" t="inlineStr"><is><t>x</t></is></c>'
ESTILOS = f'<styleSheet {libros.NS}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
COMBINADA = '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>'
FORMULA_ODS = '<table:table-row><table:table-cell table:formula="of:=1+1"/><table:table-cell/></table:table-row>'


def fechas(libro: str = "", numeros: int = 3) -> bytes:
    """XLSX con un número con formato de fecha después de otros números."""
    otros = "".join(f'<row r="{r}"><c r="A{r}"><v>0.{r}</v></c></row>' for r in range(2, 2 + numeros))
    hoja = f'<sheetData>{otros}<row r="9"><c r="A9" s="1"><v>45778</v></c></row></sheetData>'
    tipo = f'<Relationship Id="s" Type="{libros.REL}/styles" Target="styles.xml"/></Relationships>'
    partes = partes_xlsx(hoja, libro=libro) | {"xl/styles.xml": ESTILOS}
    ligas = str(partes["xl/_rels/workbook.xml.rels"]).replace("</Relationships>", tipo)
    return comprimido(partes | {"xl/_rels/workbook.xml.rels": ligas})


CALCULO = [
    caso("B01 celdas en las dos esquinas", xlsx(ESQUINAS), "XLSX-DIMENSION", nombre=X),
    caso("B01 ODS con una celda repetida", ods(fila_ods(["x"], 'table:number-rows-repeated="1048576"').replace(
        "<table:table-cell ", '<table:table-cell table:number-columns-repeated="16384" ')), "XLSX-DIMENSION", nombre="base.ods"),
    caso("B02 lo mismo con comillas simples", xlsx(ESQUINAS.replace('"', "'")), "XLSX-DIMENSION", nombre=X),
    caso("B03 textos declarados de más", xlsx(HOJA, textos=f'<sst {libros.NS} uniqueCount="99999999999"></sst>'), "XLSX-LIMITE", nombre=X),
    caso("B04 mil millones de letras en renglones", lambda: bomba("xl/worksheets/s2.xml", b"<x>", b"<row/>" * 100_000, 1700),
         "XLSX-BOMBA", nombre=X),
    caso("B05 un solo texto enorme", lambda: bomba("xl/sharedStrings.xml", b"<sst><si><t>", b"x" * 1_000_000, 1000), "XLSX-BOMBA",
         nombre=X),
    caso("B06 espacios", lambda: bomba("xl/styles.xml", b"<x>", b" " * 1_000_000, 1000), "XLSX-BOMBA", nombre=X),
    caso("B07 entidades que se multiplican", con_dtd(DTD), "XLSX-DTD", nombre=X),
    caso("B08 entidad larga", con_dtd(f'<!DOCTYPE x [<!ENTITY a "{"x" * 9999}">]>'), "XLSX-DTD", nombre=X),
    caso("B09 entidad externa", con_dtd('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///x">]>'), "XLSX-DTD", nombre=X),
    caso("B09 entidad en un ODS", ods(extra={"meta.xml": f"{DTD}<x/>"}), "XLSX-DTD", nombre="base.ods"),
    caso("B10 ruta hacia afuera", con_entrada("../../x"), "XLSX-RUTA", nombre=X),
    caso("B10 enlace simbólico", con_entrada(enlace()), "XLSX-RUTA", nombre=X),
    caso("B10 entrada repetida", con_entrada("xl/Workbook.xml"), "XLSX-RUTA", nombre=X),
    caso("B10 cinco mil entradas", lambda: con_entrada("", 5000), "XLSX-BOMBA", nombre=X),
    caso("B11 celdas con sólo formato hasta la esquina", xlsx(datos(FILAS).replace(
        "</sheetData>", '<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>')), "", LEIDAS, nombre=X),
    caso("B12 títulos y encabezado combinado: lo elige quien entiende",
         xlsx(datos([["Base", None], ["a", "b"], [None, None], ["x", 1]], '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>')), "",
         [["Base", None], ["a", "b"], ["x", "1"]], nombre=X),
    caso("B13 celdas combinadas en la llave", xlsx(datos([["a", "b"], ["x", 1], [None, 2], [None, 3]], COMBINADA)), "COMBINADAS",
         [["a", "b"], ["x", "1"], ["x", "2"], [None, "3"]], nombre=X),
    caso("B13 celdas combinadas en un ODS", ods(fila_ods(["a", "b"]), fila_ods(["x", 1]).replace(
        "<table:table-cell ", '<table:table-cell table:number-rows-spanned="2" ', 1), fila_ods([None, 2])), "COMBINADAS",
         [["a", "b"], ["x", "1"], ["x", "2"]], nombre="base.ods"),
    caso("B14 hoja oculta", xlsx(HOJA, HOJA, estados=("visible", "hidden")), "HOJA-OCULTA", LEIDAS, nombre=X),
    caso("B14 hoja muy oculta", xlsx(HOJA, HOJA, estados=("visible", "veryHidden")), "HOJA-OCULTA", LEIDAS, nombre=X),
    caso("B15 renglones y columnas ocultos",
         xlsx('<cols><col min="2" max="2" hidden="1"/></cols>' + HOJA.replace('r="2"', 'r="2" hidden="1"', 1)),
         "FILAS-OCULTAS COLUMNAS-OCULTAS", LEIDAS, nombre=X),
    caso("B15 renglones filtrados en un ODS", ods(*map(fila_ods, FILAS[:2]), fila_ods(FILAS[2], 'table:visibility="filter"')),
         "FILAS-OCULTAS", LEIDAS, nombre="base.ods"),
    caso("B16 varias hojas: la elige quien entiende", xlsx(HOJA, HOJA), "", LEIDAS, nombre=X),
    caso("B17 fórmula sin resultado", celdas(A2 + '<c r="B2"><f>1+1</f></c>'), "FORMULA", leidas("x", None), (2,), X),
    caso("B17 fórmula con un cero de relleno", celdas(A2 + '<c r="B2"><f>1+1</f><v>0</v></c>', '<calcPr fullCalcOnLoad="1"/>'), "FORMULA",
         leidas("x", "0"), (2,), X),
    caso("B17 fórmula con su resultado", celdas(A2 + '<c r="B2"><f>1+1</f><v>2</v></c>'), "FORMULA-LEIDA", leidas("x", "2"), (2,), X),
    caso("B17 fórmula sin resultado en un ODS", ods(fila_ods(["a", "b"]), fila_ods(["x", 1]), FORMULA_ODS), "FORMULA",
         [["a", "b"], ["x", "1"]], (3,), "base.ods"),
    caso("B18 errores de Excel", celdas('<c r="A2" t="e"><v>#N/A</v></c><c r="B2" t="e"><v>#DIV/0!</v></c>'), "ERROR-EXCEL",
         leidas("#N/A", "#DIV/0!"), (2, 2), X),
    caso("B19 números guardados como texto", xlsx(datos([["a", "b"], ["x", "0,45"], ["y", "1.5"]])), "NUMERO-TEXTO",
         [["a", "b"], ["x", "0,45"], ["y", "1.5"]], (2,), X),
    caso("B20 un número que Excel volvió fecha", fechas(), "FECHA-EXCEL", [["0.2"], ["0.3"], ["0.4"], ["2025-05-01 00:00:00"]], (9,), X),
    caso("B20 una columna de fechas", fechas(numeros=1), "FECHAS", [["0.2"], ["2025-05-01 00:00:00"]], (9,), X),
    caso("B21 un decimal con ruido", xlsx(datos([["a"], [0.1 + 0.2]])), "", [["a"], ["0.30000000000000004"]], nombre=X),
    caso("B22 fechas desde 1904", fechas('<workbookPr date1904="1"/>', 1), "FECHA-1904 FECHAS",
         [["0.2"], ["2029-05-02 00:00:00"]], nombre=X),
    caso("B23 enlaces, objetos e imágenes", xlsx(HOJA, otras={"xl/media/x.png": b"x", "xl/embeddings/x.bin": b"x"}), "CONTENIDO-IGNORADO",
         LEIDAS, nombre=X),
    caso("B24 totales entre los datos: los quita quien entiende", xlsx(datos([*FILAS, ["Total nacional", 0.75]])), "",
         [*LEIDAS, ["Total nacional", "0.75"]], nombre=X),
    caso("B25 renglón vacío y nota al pie: la quita quien entiende", xlsx(datos([*FILAS, [None, None], ["Fuente: x", None]])), "",
         [*LEIDAS, ["Fuente: x", None]], nombre=X),
]  # fmt: skip
