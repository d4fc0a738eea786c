"""Unidades lado a lado: los mismos indicadores, de dos a seis unidades, cada una con su forma, su color y su cifra."""

import polars as pl

from apertura import formato
from apertura.graficas import descripciones, plantillas
from apertura.graficas.base import Grafica
from apertura.graficas.tema import NombreTema
from apertura.tablas import Tabla


def lado_a_lado(indicadores: pl.DataFrame, cifras: pl.DataFrame, tema: NombreTema, tabla: Tabla, titulo: str) -> Grafica:
    """Un renglón por indicador y, debajo, uno por unidad, en el orden dado.

    `indicadores`: `indicador`, `nombre`, `distancia` (nula si no hay con qué comparar), `lectura` y `apreciable`.
    `cifras`: `indicador`, `unidad`, `nombre` (de la unidad) y `valor` (nulo si falta), todas las unidades en cada indicador.
    """
    unidades = list(dict.fromkeys(cifras["unidad"]))
    paso = len(unidades) + 1
    encabezados = indicadores.with_columns(
        (pl.int_range(pl.len(), dtype=pl.Int64) * paso).alias("fila"),
        pl.col("nombre").alias("etiqueta"),
        pl.Series("nota", [_nota(fila) for fila in indicadores.to_dicts()], pl.String),
    )
    valores = encabezados.select("indicador", "fila", nombre_indicador="nombre").join(cifras, on="indicador", maintain_order="left_right")
    textos = [formato.indice(valor) for valor in valores["valor"]]
    valores = valores.with_columns(
        pl.Series("unidad", [unidades.index(unidad) for unidad in valores["unidad"]], pl.Int64),
        pl.Series("texto", textos, pl.String),
    ).with_columns(
        fila=pl.col("fila") + pl.col("unidad") + 1,
        etiqueta=pl.col("nombre"),
        detalle=pl.format("{}, {}: {}", "nombre_indicador", "nombre", "texto"),
    )
    conjuntos = {
        "encabezados": encabezados.select("fila", "etiqueta", "nota"),
        "valores": valores.select("fila", "unidad", "etiqueta", "valor", "texto", "detalle"),
    }
    filas = max(paso * indicadores.height, 1)
    plantilla = plantillas.especificacion("lado_a_lado", tema, filas=filas, bloque=paso)
    return Grafica(plantilla, conjuntos, titulo, descripciones.de_unidades(valores, indicadores, titulo), tabla, 50 + 23 * filas)


def _nota(fila: dict[str, object]) -> str:
    """«distancia 0.12» o por qué no se dice."""
    if not fila["apreciable"]:
        return str(fila["lectura"])
    return f"distancia {formato.indice(float(str(fila['distancia'])))}"
