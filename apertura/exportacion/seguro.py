"""Texto que una hoja de cálculo no puede tomar por fórmula, y datos que cualquier formato de tabla puede guardar.

Ni Polars, ni DuckDB, ni la descarga de la cuadrícula de Streamlit neutralizan fórmulas. En XLSX también hace falta: una
celda de texto que empieza con «=» se vuelve fórmula cuando la persona la edita (OWASP ASVS 1.2.10).
"""

import re

import polars as pl

from apertura import formato
from apertura.errores import ErrorApertura

# Espacios, controles y marcas invisibles que una hoja de cálculo puede ignorar antes del signo.
_INVISIBLES = "\x00-\x20\x7f-\xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u206f\u3000\ufeff"
# El mismo patrón sirve a Python y a Polars: nada en él depende del dialecto.
_PELIGROSA = rf"^(?:[\x00\t\r\n]|[{_INVISIBLES}]*[=+\-@＝＋－＠])"
_PATRON = re.compile(_PELIGROSA)


def celda_segura(texto: str) -> str:
    """«=1+1» → «'=1+1». También si empieza con + - @ (normales o de ancho completo), tabulador, salto o NUL.

    Sólo para texto: los números no pasan por aquí y −5 sigue siendo un número. Aplicarla dos veces no cambia nada.
    """
    return f"'{texto}" if _PATRON.match(texto) else texto


def datos_seguros(datos: pl.DataFrame) -> pl.DataFrame:
    """Las mismas columnas y renglones, exportables: texto neutralizado y números finitos; lo no finito queda nulo.

    Lanza ErrorApertura si una columna guarda listas, estructuras o bytes, que no caben en una celda.
    """
    if ajenas := [nombre for nombre, tipo in datos.schema.items() if tipo.is_nested() or tipo in (pl.Binary, pl.Object)]:
        raise ErrorApertura(f"No caben en una celda: {', '.join(ajenas)}", "exportación", "Quite esas columnas o conviértalas en texto.")
    return datos.with_columns([_columna_segura(nombre, tipo) for nombre, tipo in datos.schema.items()])


def nota_de_no_finitos(datos: pl.DataFrame) -> list[str]:
    """Ninguna nota o una que dice cuántos valores (infinito o indeterminado) se exportan como celda vacía."""
    por_columna = datos.select((~pl.col(pl.Float32, pl.Float64).is_finite()).sum())
    if not (cuantos := sum(sum(renglon) for renglon in por_columna.rows())):
        return []
    que = formato.contar(cuantos, "valor infinito o indeterminado", "valores infinitos o indeterminados")
    return [f"Celdas que van vacías sin estarlo en los datos: {que}."]


def _columna_segura(nombre: str, tipo: pl.DataType) -> pl.Expr:
    columna = pl.col(_exacto(nombre))
    if tipo in (pl.String, pl.Categorical, pl.Enum):
        return columna.cast(pl.String).str.replace(_PELIGROSA, "'${0}")
    if tipo.is_float():
        return pl.when(columna.is_finite()).then(columna).alias(nombre)
    return columna.cast(pl.Float64) if tipo.is_decimal() else columna


def _exacto(nombre: str) -> str:
    # Polars lee «^…$» como patrón de nombres; así se vuelve el patrón de ese único nombre.
    return f"^{re.escape(nombre)}$" if nombre.startswith("^") and nombre.endswith("$") else nombre
