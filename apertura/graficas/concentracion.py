"""Curva de Pareto: cuántas instituciones juntan lo que se puede ganar."""

import polars as pl

from apertura import formato
from apertura.graficas import descripciones, plantillas
from apertura.graficas.base import Grafica
from apertura.graficas.tema import NombreTema
from apertura.tablas import Tabla

RENGLONES = 15


def pareto(instituciones: pl.DataFrame, tema: NombreTema, tabla: Tabla, titulo: str) -> Grafica:
    """Las primeras 15 y, en un renglón, las demás. `instituciones`: `etiqueta`, `total`, `parte` y `acumulado`, ya ordenadas.

    Cada barra va de lo acumulado antes a lo acumulado con ella. Si caben todas, no hay «las demás».
    """
    primeras = instituciones if instituciones.height <= RENGLONES + 1 else instituciones.head(RENGLONES)
    hasta = primeras["acumulado"].clip(0, 1).to_list()
    nombres, textos = primeras["etiqueta"].to_list(), [formato.porcentaje(parte) for parte in hasta]
    detalles = [
        f"{nombre}: podría ganar {formato.decimal(total)} en su índice, {formato.porcentaje(parte)} del total; con ella, {texto}"
        for (nombre, total, parte), texto in zip(primeras.select("etiqueta", "total", "parte").iter_rows(), textos, strict=True)
    ]
    if demas := instituciones.height - primeras.height:
        cuantas = formato.contar(demas, "institución", "instituciones")
        nombres, hasta, textos = [*nombres, f"Las otras {cuantas}"], [*hasta, 1.0], [*textos, formato.porcentaje(1.0)]
        detalles.append(f"Las otras {cuantas}: {formato.porcentaje(1 - hasta[-2])} del total")
    datos = pl.DataFrame(
        {
            "fila": range(len(nombres)),
            "etiqueta": nombres,
            "desde": [0.0, *hasta[:-1]] if hasta else [],
            "hasta": hasta,
            "texto": textos,
            "demas": [numero >= primeras.height for numero in range(len(nombres))],
            "detalle": detalles,
        },
        schema={
            "fila": pl.Int64, "etiqueta": pl.String, "desde": pl.Float64, "hasta": pl.Float64,
            "texto": pl.String, "demas": pl.Boolean, "detalle": pl.String,
        },
    )  # fmt: skip
    plantilla = plantillas.especificacion("concentracion", tema, filas=max(len(nombres), 1))
    return Grafica(plantilla, {"barras": datos}, titulo, descripciones.de_pareto(instituciones, titulo), tabla, 55 + 28 * len(nombres))
