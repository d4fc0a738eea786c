"""Líneas de acción del Plan de Trabajo 2024 (histórico) y los indicadores y tipos que cada una puede atender.

El texto de las líneas es de la fuente y no se toca; los vínculos son una propuesta y se editan en
`data/armonizacion/lineas_de_accion.csv`: un renglón por línea y métrica, con listas separadas por «|» y «todos» para
todos los tipos. La línea que no está ahí no atiende un indicador: es contexto.
"""

import polars as pl

from apertura.errores import ErrorApertura
from apertura.importador.fuentes import leer_csv, leer_fuente
from apertura.rutas import ARMONIZACION

TODOS = "todos"
ARCHIVO = "lineas_de_accion.csv"


def lineas_de_accion() -> pl.DataFrame:
    """Una línea por renglón, con su renglón de origen."""
    return leer_fuente("plan_2024_lineas").rename({"clave": "clave_linea"})


def lineas_por_indicador(indicadores: pl.DataFrame, tipos: pl.DataFrame, vinculos: pl.DataFrame | None = None) -> pl.DataFrame:
    """Una línea × indicador × tipo por renglón. Lanza ErrorApertura si un indicador no es de su métrica."""
    propuestos = leer_csv(ARMONIZACION / ARCHIVO) if vinculos is None else vinculos
    cada_tipo = tipos.select(pl.lit(TODOS).alias("tipos"), tipo="tipo")
    sueltos = propuestos.with_columns(pl.col("indicadores", "tipos").str.split("|"))
    sueltos = sueltos.explode("indicadores", empty_as_null=True).explode("tipos", empty_as_null=True)
    abiertos = sueltos.rename({"indicadores": "indicador"}).join(cada_tipo, on="tipos", how="left", maintain_order="left_right")
    _exigir_indicadores(abiertos, indicadores)
    return abiertos.with_columns(tipo=pl.coalesce("tipo", "tipos"), para_todos=pl.col("tipos") == TODOS)


def _exigir_indicadores(vinculos: pl.DataFrame, indicadores: pl.DataFrame) -> None:
    ajenos = vinculos.join(indicadores, on=["metrica", "indicador"], how="anti")
    if ajenos.height:
        cuales = sorted({f"{clave}: {metrica} {indicador}" for clave, metrica, indicador in ajenos[:, :3].iter_rows()})
        raise ErrorApertura(
            f"No son indicadores de su métrica: {', '.join(cuales)}",
            f"data/armonizacion/{ARCHIVO}",
            "Escriba claves que existan en la tabla de indicadores, separadas por «|».",
        )
