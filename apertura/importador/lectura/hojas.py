"""Libros de cálculo: primero se revisa el paquete, después lo lee fastexcel y al final se completa con lo revisado."""

import re
from pathlib import Path
from typing import Any

import fastexcel
import polars as pl

from apertura.importador.defectos import Defecto
from apertura.importador.lectura import ole, paquete
from apertura.importador.lectura.almacen import guardar
from apertura.importador.lectura.codigos import Rechazo, defecto
from apertura.importador.lectura.libro import Limites
from apertura.importador.lectura.limpieza import Limpieza, letra
from apertura.importador.lectura.revision import Revision

ERRORES = {"Div0": "#DIV/0!", "NA": "#N/A", "Name": "#NAME?", "Null": "#NULL!", "Num": "#NUM!", "Ref": "#REF!", "Value": "#VALUE!"}
FECHA = r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?$"
NUMERO = r"^-?\d+(\.\d+)?$"


def leer(ruta: Path, tipo: str, limites: Limites, carpeta: Path) -> dict[str, Any]:
    """Formato, fichas de las hojas y defectos. Lanza Rechazo si el libro no se puede leer entero."""
    formato, revisiones, defectos = paquete.revisar(ruta, limites) if tipo == "ZIP" else ole.revisar(ruta)
    fichas = []
    for numero, hoja in enumerate(_abrir(ruta)):
        revision = revisiones.get(hoja.name, Revision())
        oculta = hoja.visible != "visible"
        celdas, propios = _celdas(hoja, revision, limites)
        fichas.append(guardar([celdas] if celdas.height else [], carpeta, numero, hoja.name, oculta))
        defectos += [defecto("HOJA-OCULTA", hoja.name, nombre=hoja.name)] if oculta else propios
    return {"formato": formato, "hojas": fichas, "defectos": defectos}


def _abrir(ruta: Path) -> list[Any]:
    """Las hojas del libro, sin encabezados y todo como texto. Lanza Rechazo XLSX-DANADO o XLSX-CIFRADO."""
    try:
        libro = fastexcel.read_excel(ruta.read_bytes())
        return [libro.load_sheet(n, header_row=None, skip_rows=0, dtypes="string") for n in libro.sheet_names]
    except MemoryError:
        raise
    except BaseException as error:  # los pánicos de Rust no son Exception
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        raise Rechazo("XLSX-CIFRADO" if "assword" in str(error) else "XLSX-DANADO") from error


def _celdas(hoja: Any, revision: Revision, limites: Limites) -> tuple[pl.DataFrame, list[Defecto]]:
    """Las celdas de una hoja en sus columnas verdaderas, y lo que hay que decir de ellas."""
    if not hoja.width or not hoja.height:
        return pl.DataFrame(schema={"renglon": pl.Int64}), []
    if hoja.height > limites.renglones * 4 or hoja.width > limites.columnas * 4:
        raise Rechazo("XLSX-DIMENSION", hoja.name, renglones=f"{hoja.height:,}", columnas=f"{hoja.width:,}")
    lote, errores = hoja.to_arrow_with_errors()
    indices = [c.absolute_index for c in hoja.selected_columns]
    tabla = pl.DataFrame(lote)
    tabla.columns = [f"c{i}" for i in indices]
    tabla = tabla.with_row_index("renglon", offset=1).cast({"renglon": pl.Int64})
    malas = [(e.position[0] + 1, indices[e.position[1]], _error(e.detail)) for e in (errores.errors if errores else [])]
    tabla = poner(tabla, {(r, c): texto for r, c, texto in malas})
    tabla, rellenas = rellenar(tabla, revision.combinadas)
    limpieza = Limpieza(hoja.name, limites)
    limpia = limpieza.limpiar(tabla)
    _juzgar_dimension(limpia, hoja.name, limites)
    propios = [defecto("ERROR-EXCEL", hoja.name, r, letra(c), texto, error=texto) for r, c, texto in malas]
    combinadas = [defecto("COMBINADAS", hoja.name, n=rellenas)] if rellenas else []
    return limpia, [*propios, *combinadas, *revision.defectos(hoja.name), *_fechas(limpia, hoja.name), *limpieza.defectos()]


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
    if tabla.height > limites.renglones or columnas > limites.columnas:
        limite = f"el límite es de {limites.renglones:,} y {limites.columnas:,}"
        raise Rechazo("DIMENSION", hoja, renglones=f"{tabla.height:,}", columnas=f"{columnas:,}", limite=limite)


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
