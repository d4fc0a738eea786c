"""Libros de cálculo: primero se revisa el paquete, después lo lee fastexcel y al final se completa con lo revisado."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import fastexcel
import polars as pl

from apertura.importador.defectos import Defecto
from apertura.importador.lectura.almacen import guardar
from apertura.importador.lectura.codigos import Rechazo, defecto
from apertura.importador.lectura.limites import Limites
from apertura.importador.lectura.limpieza import Limpieza
from apertura.importador.lectura.lugares import letra
from apertura.importador.lectura.revision import Revisado, Revision

ERRORES = {"Div0": "#DIV/0!", "NA": "#N/A", "Name": "#NAME?", "Null": "#NULL!", "Num": "#NUM!", "Ref": "#REF!", "Value": "#VALUE!"}
FECHA = r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?$"
NUMERO = r"^-?\d+(\.\d+)?$"


def leer(ruta: Path, revisado: Revisado, limites: Limites, carpeta: Path) -> dict[str, Any]:
    """Formato, fichas de las hojas y defectos. Lanza Rechazo si el libro no se puede leer entero."""
    formato, revisiones, defectos = revisado
    fichas = []
    for numero, cruda in enumerate(_crudas(ruta, limites)):
        oculta = cruda.visible != "visible"
        celdas, propios = _celdas(cruda, revisiones.get(cruda.nombre, Revision()), limites)
        fichas.append(guardar([celdas] if celdas.height else [], carpeta, numero, cruda.nombre, oculta, parte=lambda: 0.9))
        defectos += [defecto("HOJA-OCULTA", cruda.nombre, nombre=cruda.nombre)] if oculta else propios
    return {"formato": formato, "hojas": fichas, "defectos": defectos}


class _Cruda(NamedTuple):
    """Una hoja como sale del lector. `errores`: (renglón desde 1, columna desde 0, texto del error)."""

    nombre: str
    visible: str
    tabla: pl.DataFrame
    errores: list[tuple[int, int, str]]


def _crudas(ruta: Path, limites: Limites) -> Iterator[_Cruda]:
    """Las hojas del libro, una por una. Lanza Rechazo XLSX-DANADO o XLSX-CIFRADO."""
    try:
        libro = fastexcel.read_excel(ruta.read_bytes())
        for nombre in libro.sheet_names:
            yield _cruda(libro, nombre, limites)
    except (MemoryError, Rechazo, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # los pánicos de Rust no son Exception
        raise Rechazo("XLSX-CIFRADO" if "assword" in str(error) else "XLSX-DANADO") from error


def _cruda(libro: fastexcel.ExcelReader, nombre: str, limites: Limites) -> _Cruda:
    hoja = libro.load_sheet(nombre, header_row=None, skip_rows=0, dtypes="string")
    if not hoja.width or not hoja.height:
        return _Cruda(nombre, hoja.visible, pl.DataFrame(schema={"renglon": pl.Int64}), [])
    if hoja.height > limites.renglones * 4 or hoja.width > limites.columnas * 4:
        raise Rechazo("XLSX-DIMENSION", nombre, renglones=f"{hoja.height:,}", columnas=f"{hoja.width:,}")
    lote, errores = hoja.to_arrow_with_errors()
    indices = [c.absolute_index for c in hoja.selected_columns]
    numeros = libro.load_sheet(nombre, header_row=None, skip_rows=0, dtypes="float").to_polars()
    tabla = exactos(pl.DataFrame(lote), numeros)
    tabla.columns = [f"c{i}" for i in indices]
    malas = [(e.position[0] + 1, indices[e.position[1]], _error(e.detail)) for e in (errores.errors if errores else [])]
    return _Cruda(nombre, hoja.visible, tabla.with_row_index("renglon", offset=1).cast({"renglon": pl.Int64}), malas)


def exactos(textos: pl.DataFrame, numeros: pl.DataFrame) -> pl.DataFrame:
    """Al pedir texto, fastexcel redondea a nueve decimales: donde el texto no da el mismo número, va el número completo.

    Una celda que ya era texto («01», «0.30») da siempre el mismo número y se queda como está.
    """
    if textos.width != numeros.width:
        return textos

    def columna(texto: pl.Series, numero: pl.Series) -> pl.Series:
        distinto = numero.is_finite() & (texto.cast(pl.Float64, strict=False) != numero)
        return pl.select(pl.when(distinto.fill_null(False)).then(numero.cast(pl.String)).otherwise(texto)).to_series().alias(texto.name)

    return pl.DataFrame([columna(t, n) for t, n in zip(textos, numeros, strict=True)])


def _celdas(cruda: _Cruda, revision: Revision, limites: Limites) -> tuple[pl.DataFrame, list[Defecto]]:
    """Las celdas de una hoja, completas y limpias, y lo que hay que decir de ellas."""
    hoja = cruda.nombre
    tabla = poner(cruda.tabla, {(r, c): texto for r, c, texto in cruda.errores})
    tabla, rellenas = rellenar(tabla, revision.combinadas)
    limpieza = Limpieza(hoja, limites)
    limpia = limpieza.limpiar(tabla)
    _juzgar_dimension(limpia, hoja, limites)
    propios = [defecto("ERROR-EXCEL", hoja, r, letra(c), texto, error=texto) for r, c, texto in cruda.errores]
    combinadas = [defecto("COMBINADAS", hoja, n=rellenas)] if rellenas else []
    return limpia, [*propios, *combinadas, *revision.defectos(hoja), *_fechas(limpia, hoja), *limpieza.defectos()]


def _error(detalle: str) -> str:
    hallado = re.search(r"Error\((\w+)\)", detalle)
    return ERRORES.get(hallado[1], f"#{hallado[1]}") if hallado else "#ERROR"


def poner(tabla: pl.DataFrame, valores: dict[tuple[int, int], str]) -> pl.DataFrame:
    """La tabla con esos textos en (renglón desde 1, columna desde 0); el renglón 1 es el primero de la tabla."""
    for columna in {c for _, c in valores}:
        textos = tabla[f"c{columna}"].to_list()
        for (renglon, c), texto in valores.items():
            if c == columna:
                textos[renglon - 1] = texto
        tabla = tabla.with_columns(pl.Series(f"c{columna}", textos, dtype=pl.String))
    return tabla


def rellenar(tabla: pl.DataFrame, combinadas: list[tuple[int, int, int, int]]) -> tuple[pl.DataFrame, int]:
    """Repite hacia abajo el valor de cada rango combinado, sólo en su primera columna; y cuántas celdas rellenó."""
    valores: dict[tuple[int, int], str] = {}
    for r1, c1, r2, _ in combinadas:
        if f"c{c1}" in tabla.columns and r1 <= tabla.height:
            texto = tabla[f"c{c1}"][r1 - 1]
            valores |= {(r, c1): texto for r in range(r1 + 1, min(r2, tabla.height) + 1) if texto is not None}
    return poner(tabla, valores), len(valores)


def _juzgar_dimension(tabla: pl.DataFrame, hoja: str, limites: Limites) -> None:
    columnas = max((int(c[1:]) + 1 for c in tabla.columns[1:] if tabla[c].null_count() < tabla.height), default=0)
    if not limites.caben(tabla.height, columnas):
        raise Rechazo("DIMENSION", hoja, renglones=f"{tabla.height:,}", columnas=f"{columnas:,}", limite=limites.dichos)


def _fechas(tabla: pl.DataFrame, hoja: str) -> list[Defecto]:
    """Fechas: en una columna con más números que fechas son un error de captura; en las demás sólo se dicen."""
    defectos = []
    for columna in tabla.columns[1:]:
        fechas = tabla[columna].str.contains(FECHA).fill_null(False)
        if not (n := int(fechas.sum())):
            continue
        renglones, nombre = tabla["renglon"].filter(fechas), letra(int(columna[1:]))
        if tabla[columna].str.contains(NUMERO).sum() > n:
            valores = tabla[columna].filter(fechas)
            defectos += [defecto("FECHA-EXCEL", hoja, r, nombre, v) for r, v in zip(renglones, valores, strict=True)]
        else:
            defectos.append(defecto("FECHAS", hoja, renglones[0], nombre, n=n))
    return defectos
