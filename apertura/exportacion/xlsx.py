"""Tabla → libro de Excel para una persona: «Datos», «Selección», «Diccionario» y «Fuente».

En «Datos» van primero las columnas visibles, con su etiqueta, y después las técnicas (claves), con su nombre. Los
números son números sin redondear (16 cifras significativas, las que escribe XlsxWriter): el redondeo es sólo formato.
Sin dato es la celda vacía. Ninguna celda es fórmula ni vínculo.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from io import BytesIO

import polars as pl
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from apertura import formato
from apertura.errores import ErrorApertura
from apertura.exportacion import acompanamiento
from apertura.exportacion.estampa import Estampa
from apertura.exportacion.seguro import celda_segura, datos_seguros
from apertura.exportacion.sellos import una_linea
from apertura.graficas.tema import PAPEL, TEMAS
from apertura.tablas import Tabla

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LIMITE_RENGLONES = 50_000
LIMITE_TEXTO = 32_767
# Excel guarda 15 cifras: un entero más largo se escribe como texto para no perder las últimas.
_ENTERO_EXACTO = 10**15
_FORMATOS = {
    "indice": "0.00",
    "entero": "#,##0",
    "porcentaje": "0 %",
    "diferencia": "+0.00;-0.00;0.00",
    "decimal4": "0.0000",
    "decimal6": "0.000000",
}
OPCIONES = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# Lo que XML no admite o desaconseja; el mismo patrón sirve a Python y a Polars.
_NO_XML = "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]"
_SALTO = "\r\n?"


def a_xlsx(tabla: Tabla, hoy: date, estampa: Estampa | None = None) -> bytes:
    """El libro completo. Los mismos datos y la misma fecha dan los mismos bytes. Con `estampa`, lleva su sello y su ficha.

    Lanza ErrorApertura si hay más de 50,000 renglones o un texto no cabe en una celda.
    """
    if motivo := impedimento(tabla):
        raise ErrorApertura(motivo, f"tabla «{tabla.nombre}»", "Descárguela en CSV, que no tiene ese límite.")
    datos = datos_seguros(_sin_controles(tabla.datos))
    _exigir_que_quepa_el_texto(tabla, datos)
    salida = BytesIO()
    with Workbook(salida, OPCIONES) as libro:
        _propiedades(libro, tabla, hoy)
        _hoja_datos(libro, tabla, datos)
        hoja_de_pares(libro, "Selección", acompanamiento.seleccion(tabla, hoy, estampa))
        _hoja_diccionario(libro, acompanamiento.diccionario(tabla))
        hoja_de_pares(libro, "Fuente", acompanamiento.fuente(tabla, hoy))
    return salida.getvalue()


def impedimento(tabla: Tabla) -> str:
    """Por qué esta tabla no se puede dar en XLSX; vacío si se puede. Es barato: sirve al dibujar la página."""
    if tabla.datos.height <= LIMITE_RENGLONES:
        return ""
    limite, renglones = formato.entero(LIMITE_RENGLONES), formato.entero(tabla.datos.height)
    return f"Excel se ofrece hasta {limite} renglones y esta selección tiene {renglones}"


def _sin_controles(datos: pl.DataFrame) -> pl.DataFrame:
    return datos.with_columns(pl.col(pl.String).str.replace_all(_SALTO, "\n").str.replace_all(_NO_XML, ""))


def _exigir_que_quepa_el_texto(tabla: Tabla, datos: pl.DataFrame) -> None:
    # Excel cuenta unidades UTF-16: lo que está fuera del plano básico cuenta doble.
    texto = pl.col(pl.String)
    largos = datos.select(texto.str.len_chars() + texto.str.count_matches(r"[\x{10000}-\x{10FFFF}]"))
    celdas = [
        f"columna «{columna.name}», renglón {formato.entero(renglon + 1)}"
        for columna in largos.iter_columns()
        for renglon in (columna > LIMITE_TEXTO).arg_true()
    ]
    if celdas:
        demas = f" y {formato.entero(len(celdas) - 10)} más" if len(celdas) > 10 else ""
        raise ErrorApertura(
            f"Más de {formato.entero(LIMITE_TEXTO)} caracteres en una celda: {'; '.join(celdas[:10])}{demas}",
            f"tabla «{tabla.nombre}»",
            "Descárguela en CSV, que no tiene ese límite.",
        )


def _propiedades(libro: Workbook, tabla: Tabla, hoy: date) -> None:
    # La fecha de creación es la del sello, no el reloj: así los bytes se repiten.
    libro.set_properties(
        {
            "title": una_linea(tabla.titulo),
            "subject": una_linea(tabla.procedencia.seleccion),
            "author": "Apertura",
            "comments": una_linea(f"{tabla.procedencia.fuente}. Versión de datos: {tabla.procedencia.publicacion}"),
            "created": datetime(hoy.year, hoy.month, hoy.day),
        }
    )
    libro.set_custom_property("Idioma", "es-MX", "text")


def _hoja_datos(libro: Workbook, tabla: Tabla, datos: pl.DataFrame) -> None:
    hoja = hoja_nueva(libro, "Datos")
    visibles = [(c.nombre, c.etiqueta, _FORMATOS.get(c.formato, "")) for c in tabla.columnas]
    tecnicas = [(nombre, nombre, "") for nombre in acompanamiento.columnas_tecnicas(tabla)]
    izquierda, derecha = estilo_encabezado(libro), estilo_encabezado(libro, align="right")
    for numero, (nombre, etiqueta, mascara) in enumerate(visibles + tecnicas):
        columna = datos[nombre]
        escribir_texto(hoja, 0, numero, etiqueta, derecha if columna.dtype.is_numeric() else izquierda)
        estilo = libro.add_format({"num_format": mascara}) if mascara and columna.dtype.is_numeric() else None
        hoja.set_column(numero, numero, _ancho(columna, etiqueta))
        _columna(hoja, numero, columna, estilo)
    hoja.freeze_panes(1, 0)
    hoja.repeat_rows(0)
    if datos.width:
        hoja.autofilter(0, 0, datos.height, datos.width - 1)


def _columna(hoja: Worksheet, numero: int, columna: pl.Series, estilo: Format | None) -> None:
    """Escribe una columna ya limpia. La celda sin dato no se escribe: queda vacía de verdad."""
    escribir = _escritura(hoja, columna.dtype)
    valores = columna if columna.dtype == pl.Boolean or columna.dtype.is_numeric() else columna.cast(pl.String)
    for renglon, valor in enumerate(valores, start=1):
        if isinstance(valor, int) and abs(valor) >= _ENTERO_EXACTO:
            hoja.write_string(renglon, numero, str(valor))
        elif valor is not None:
            escribir(renglon, numero, valor, estilo)


def _escritura(hoja: Worksheet, tipo: pl.DataType) -> Callable[..., object]:
    if tipo == pl.Boolean:
        return hoja.write_boolean
    return hoja.write_number if tipo.is_numeric() else hoja.write_string


def hoja_de_pares(libro: Workbook, nombre: str, pares: Iterable[tuple[str, str]]) -> None:
    """Una hoja de dos columnas: qué y cuál."""
    hoja = hoja_nueva(libro, nombre)
    hoja.set_column(0, 0, 24)
    hoja.set_column(1, 1, 100)
    que = libro.add_format({"bold": True, "valign": "top", "font_color": TEMAS["claro"].acento})
    cuerpo = libro.add_format({"text_wrap": True, "valign": "top"})
    for renglon, (etiqueta, valor) in enumerate(pares):
        escribir_texto(hoja, renglon, 0, etiqueta, que)
        escribir_texto(hoja, renglon, 1, valor, cuerpo)


def _hoja_diccionario(libro: Workbook, renglones: list[tuple[str, ...]]) -> None:
    hoja = hoja_nueva(libro, "Diccionario")
    encabezado, cuerpo = estilo_encabezado(libro), libro.add_format({"text_wrap": True, "valign": "top"})
    for numero, ancho in enumerate((28, 22, 10, 14, 80)):
        hoja.set_column(numero, numero, ancho)
    for renglon, textos in enumerate([acompanamiento.ENCABEZADO_DICCIONARIO, *renglones]):
        for numero, texto in enumerate(textos):
            escribir_texto(hoja, renglon, numero, texto, cuerpo if renglon else encabezado)
    hoja.freeze_panes(1, 0)


def hoja_nueva(libro: Workbook, nombre: str) -> Worksheet:
    """Una hoja en carta horizontal, a lo ancho de una página."""
    hoja = libro.add_worksheet(nombre)
    hoja.hide_gridlines(2 if nombre != "Datos" else 1)
    hoja.set_landscape()
    hoja.set_paper(1)  # carta
    hoja.fit_to_pages(1, 0)
    return hoja


def estilo_encabezado(libro: Workbook, align: str = "left") -> Format:
    """Negrita clara sobre el acento del proyecto."""
    colores = {"font_color": PAPEL, "bg_color": TEMAS["claro"].acento}
    return libro.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "align": align, **colores})


def _ancho(columna: pl.Series, etiqueta: str) -> int:
    """Ancho en caracteres: lo que pide el texto más largo, entre 10 y 60; el encabezado se dobla en dos renglones."""
    contenido = columna.alias("").str.len_chars().max() if columna.dtype == pl.String else 8
    # Los tres caracteres de más dejan lugar al botón del filtro.
    palabra = max(map(len, etiqueta.split()), default=0)
    return max(10, min(60, max(int(contenido or 0), palabra, len(etiqueta) // 2) + 3))  # type: ignore[arg-type]


def escribir_texto(hoja: Worksheet, renglon: int, numero: int, texto: str, estilo: Format) -> None:
    """Escribe un texto que no viene de los datos (título, etiqueta, nota…)."""
    limpio = celda_segura(re.sub(_NO_XML, "", re.sub(_SALTO, "\n", texto)))
    if hoja.write_string(renglon, numero, limpio, estilo) != 0:
        raise ErrorApertura("Un texto no cabe en una celda de Excel", f"hoja «{hoja.get_name()}»", "Use CSV.")
