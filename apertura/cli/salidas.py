"""Una tabla como texto o como archivo: tabla para leer, CSV, JSON o Parquet."""

import io
import sys
from pathlib import Path

import polars as pl

from apertura import formato
from apertura.errores import ErrorSeleccion

ANCHO_DE_CELDA = 60


def entregar(tabla: pl.DataFrame, como: str, salida: str | None) -> None:
    """Escribe en el archivo pedido o en la salida estándar. Lanza ErrorSeleccion si un Parquet iría a la pantalla."""
    if como == "parquet" and salida is None and sys.stdout.isatty():
        raise ErrorSeleccion("Parquet no es texto", "opción «--formato»", "Agregue --salida ARCHIVO.")
    contenido = serializar(tabla, como)
    if salida is not None:
        Path(salida).write_bytes(contenido)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(contenido)
    sys.stdout.buffer.flush()


def serializar(tabla: pl.DataFrame, como: str) -> bytes:
    """Los bytes de la tabla: valores sin redondear en CSV, JSON y Parquet; cuatro decimales en la tabla para leer."""
    if como == "csv":
        return _con_listas_en_texto(tabla).write_csv().encode()
    if como == "json":
        return tabla.write_json().encode() + b"\n"
    if como == "parquet":
        memoria = io.BytesIO()
        tabla.write_parquet(memoria)
        return memoria.getvalue()
    return (en_texto(tabla) + "\n").encode()


def en_texto(tabla: pl.DataFrame) -> str:
    """Tabla de texto, con todos sus renglones y columnas, y cuántos renglones son."""
    legible = tabla.select([_legible(columna) for columna in tabla.iter_columns()])
    with pl.Config(
        tbl_formatting="UTF8_FULL_CONDENSED",
        tbl_hide_dataframe_shape=True,
        tbl_hide_column_data_types=True,
        tbl_rows=-1,
        tbl_cols=-1,
        tbl_width_chars=10_000,
        fmt_str_lengths=ANCHO_DE_CELDA,
    ):
        return f"{legible}\n{formato.contar(tabla.height, 'renglón', 'renglones')}"


def _con_listas_en_texto(tabla: pl.DataFrame) -> pl.DataFrame:
    """CSV no tiene listas: van con «|», como en las fuentes."""
    return tabla.with_columns(pl.col(pl.List(pl.String)).list.join("|"))


def _legible(columna: pl.Series) -> pl.Series:
    return pl.Series(columna.name, [_celda(valor) for valor in columna.to_list()], dtype=pl.String)


def _celda(valor: object) -> str:
    if valor is None:
        return formato.SIN_DATO
    if isinstance(valor, bool):
        return "sí" if valor else "no"
    if isinstance(valor, float):
        return formato.decimal(valor, 4)
    # Los enteros van tal cual: un año no lleva separador de millares.
    return ", ".join(map(str, valor)) if isinstance(valor, list) else str(valor)
