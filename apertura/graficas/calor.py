"""Mapa de calor: la cifra de cada tipo en cada indicador, y de color cuánto se separa de su referencia."""

import textwrap

import polars as pl

from apertura import formato
from apertura.graficas import descripciones, plantillas
from apertura.graficas.base import Grafica
from apertura.graficas.tema import NombreTema
from apertura.tablas import Tabla

CORTES = (-0.14, -0.05, 0.06, 0.15)
RANGOS = ("−0.15 o menos", "−0.14 a −0.06", "−0.05 a +0.05", "+0.06 a +0.14", "+0.15 o más")


def calor(celdas: pl.DataFrame, tema: NombreTema, tabla: Tabla, titulo: str, *, color: str) -> Grafica:
    """`celdas`: `grupo`, `cuenta`, `indicador` (su nombre), `valor` y `diferencia` (como se lee, con dos decimales), en orden.

    `color` dice en la leyenda de qué es la diferencia. Sin diferencia, la celda va neutra.
    """
    grupos = celdas.select("grupo", "cuenta").unique("grupo", maintain_order=True).with_row_index("fila")
    columnas = celdas.select("indicador").unique(maintain_order=True).with_row_index("columna")
    numeradas = celdas.join(grupos.select("grupo", "fila"), on="grupo").join(columnas, on="indicador")
    filas = numeradas.to_dicts()
    conjuntos = {
        "celdas": numeradas.select(
            pl.col("fila", "columna").cast(pl.Int64),
            pl.Series("indice", [clase(f["diferencia"]) for f in filas], pl.Int64),
            pl.Series("texto", [formato.indice(f["valor"]) for f in filas], pl.String),
            pl.Series("detalle", [_detalle(f) for f in filas], pl.String),
        ),
        "filas": grupos.select(pl.col("fila").cast(pl.Int64), pl.col("grupo").alias("etiqueta"), "cuenta"),
        "columnas": _rotulos(columnas["indicador"].to_list()),
        "leyenda": pl.DataFrame({"indice": range(5), "etiqueta": RANGOS, "titulo": [f"Color: {color}", "", "", "", ""]}),
    }
    plantilla = plantillas.especificacion("calor", tema, filas=max(grupos.height, 1), columnas=max(columnas.height, 1))
    return Grafica(plantilla, conjuntos, titulo, _descripcion(filas, titulo, color), tabla, 112 + 33 * grupos.height)


def clase(diferencia: float | None) -> int:
    """De 0 (muy por debajo) a 4 (muy por encima); 2 es a 0.05 o menos, o sin referencia."""
    if diferencia is None:
        return 2
    leida = formato.redondear(diferencia)
    return sum(leida >= corte - 1e-9 for corte in CORTES)


def _rotulos(nombres: list[str]) -> pl.DataFrame:
    partidos = [textwrap.wrap(nombre, 14) for nombre in nombres]
    return pl.DataFrame(
        {"columna": range(len(nombres)), "etiqueta": ["\n".join(p) for p in partidos], "lineas": [len(p) for p in partidos]},
        schema={"columna": pl.Int64, "etiqueta": pl.String, "lineas": pl.Int64},
    )


def _detalle(fila: dict) -> str:
    contra = "" if fila["diferencia"] is None else f" ({formato.diferencia(fila['diferencia'])})"
    return f"{fila['grupo']}, {fila['indicador']}: {formato.indice(fila['valor'])}{contra} · {fila['cuenta']}"


def _descripcion(filas: list[dict], titulo: str, color: str) -> str:
    """Cuántas celdas, las dos más separadas y qué es la diferencia."""
    con = sorted((f for f in filas if f["diferencia"] is not None), key=lambda f: f["diferencia"])
    if not con:
        return f"{titulo}. Sin celdas que comparar."
    extremos = f"La más baja frente a su referencia: {_detalle(con[0])}. La más alta: {_detalle(con[-1])}."
    celdas = formato.contar(len(filas), "celda", "celdas")
    return f"{titulo}. {celdas}; entre paréntesis, {descripciones.minuscula(color)}. {extremos}"
