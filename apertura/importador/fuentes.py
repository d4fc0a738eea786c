"""Lectura de `data/fuentes`: cada archivo con su ficha, intacto (su huella se comprueba) y todo como texto."""

import tomllib
from pathlib import Path

import polars as pl

from apertura.errores import ErrorApertura
from apertura.publicacion import huella
from apertura.rutas import FUENTES


def leer_fuente(clave: str, carpeta: Path = FUENTES) -> pl.DataFrame:
    """Un renglón por renglón del archivo, todo texto, más `fuente` (la clave) y `renglon` (el encabezado es el 1).

    La columna que los archivos llaman «fuente» es una cita y aquí se llama `cita`, sin la coma suelta con que termina
    la que no dice página. Ninguna fuente de este proyecto trae saltos de línea dentro de un campo, así que el renglón
    es la línea. Lanza ErrorApertura si el archivo ya no es el de su ficha.
    """
    tabla = leer_csv(archivo_de(clave, carpeta)).rename({"fuente": "cita"}, strict=False)
    tabla = tabla.with_columns(pl.col("^cita$").str.strip_chars_end(" ,"))
    return tabla.with_row_index("renglon", offset=2).with_columns(fuente=pl.lit(clave))


def archivo_de(clave: str, carpeta: Path = FUENTES) -> Path:
    """El archivo de la fuente. Lanza ErrorApertura si ya no es el de su ficha."""
    ficha = leer_ficha(clave, carpeta)
    ruta = carpeta / clave / ficha["archivo"]
    if huella(ruta.read_bytes()) != ficha["sha256"]:
        raise ErrorApertura(
            "La fuente cambió: su huella no es la de la ficha",
            f"data/fuentes/{clave}/{ficha['archivo']}",
            "Restaure el archivo original; las correcciones van en data/correcciones.",
        )
    return ruta


def leer_ficha(clave: str, carpeta: Path = FUENTES) -> dict[str, str]:
    """Ficha de la fuente: título, quién publica, URL, licencia, sha256…"""
    return tomllib.loads((carpeta / clave / "ficha.toml").read_text(encoding="utf-8"))


def leer_csv(origen: bytes | Path) -> pl.DataFrame:
    """CSV como texto; la celda vacía es nula y los ceros a la izquierda se conservan."""
    return pl.read_csv(origen, infer_schema=False)


def fuentes(carpeta: Path = FUENTES) -> pl.DataFrame:
    """Un renglón por fuente, con su ficha."""
    claves = sorted(ruta.parent.name for ruta in carpeta.glob("*/ficha.toml"))
    fichas = [{"fuente": clave, **leer_ficha(clave, carpeta)} for clave in claves]
    return pl.DataFrame(fichas).with_columns(pl.col(pl.String).replace("", None))
