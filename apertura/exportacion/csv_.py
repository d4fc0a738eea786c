"""Tabla → CSV para otra máquina: todas las columnas, nombres técnicos, valores sin redondear.

Forma: UTF-8 con BOM (sin él Excel no adivina la codificación) y renglones con CRLF, como pide RFC 4180. Primero van
renglones «# …» con título, sellos, notas y la huella de lo que sigue; después, el encabezado y los datos. El texto va
siempre entre comillas: así un nombre que empieza con «#» no parece comentario, y la celda vacía (sin dato) se distingue
del texto vacío. Decimales con punto y todas sus cifras; lógicos `true` y `false`, que toda máquina entiende; fechas
ISO; texto que parece fórmula, con un apóstrofo antes.

Para leerlo de vuelta, con las claves («01») como texto:

    polars.read_csv("archivo.csv", comment_prefix="#", schema_overrides={"cve_ent": polars.String})
    pandas.read_csv("archivo.csv", comment="#", dtype={"cve_ent": str})
    DuckDB: select * from read_csv('archivo.csv', comment = '#', header = true, delim = ',', quote = '"')
"""

import re
from datetime import date

import polars as pl

from apertura.exportacion.estampa import Estampa
from apertura.exportacion.seguro import celda_segura, datos_seguros, nota_de_no_finitos
from apertura.exportacion.sellos import sellos, una_linea
from apertura.publicacion import huella
from apertura.tablas import Tabla

MIME = "text/csv; charset=utf-8"
BOM = b"\xef\xbb\xbf"
FIN = "\r\n"
_TRAS_SEPARADOR = re.compile(r"([,;\t]\s*)(?=[=+\-@＝＋－＠])")


def a_csv(tabla: Tabla, hoy: date, estampa: Estampa | None = None) -> bytes:
    """El archivo completo. Los mismos datos y la misma fecha dan los mismos bytes. Con `estampa`, lleva su sello y su ficha."""
    cuerpo = (_encabezado(tabla.datos.columns) + _renglones(tabla.datos)).encode()
    return BOM + "".join(_comentario(texto) + FIN for texto in _preambulo(tabla, hoy, cuerpo, estampa)).encode() + cuerpo


def _preambulo(tabla: Tabla, hoy: date, cuerpo: bytes, estampa: Estampa | None) -> list[str]:
    # La huella al principio hace que corregir un solo dígito cambie también el comienzo del archivo: un servidor que
    # reconozca los archivos grandes por unos trozos no puede entregar el anterior.
    notas = [f"Nota: {nota}" for nota in (*tabla.notas, *nota_de_no_finitos(tabla.datos))]
    propios = estampa.renglones if estampa else sellos(tabla.procedencia, hoy)
    ficha = [f"Ficha del sello: {estampa.de_contenido(huella(cuerpo)).ficha}"] if estampa else []
    return [tabla.titulo, *propios, *notas, *ficha, f"Huella sha256 de lo que sigue: {huella(cuerpo)}"]


def _comentario(texto: str) -> str:
    # Una hoja de cálculo parte también este renglón por las comas: ninguna parte puede empezar como fórmula, y una
    # comilla suelta descuadraría la lectura de lo que sigue.
    return "# " + _TRAS_SEPARADOR.sub(r"\1'", una_linea(texto).replace('"', "'"))


def _encabezado(nombres: list[str]) -> str:
    seguros = (celda_segura(nombre).replace('"', '""') for nombre in nombres)
    return ",".join(f'"{nombre}"' for nombre in seguros) + FIN


def _renglones(datos: pl.DataFrame) -> str:
    return datos_seguros(datos).write_csv(include_header=False, quote_style="non_numeric", line_terminator=FIN)
