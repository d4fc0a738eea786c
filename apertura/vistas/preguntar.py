"""A quién preguntar: de las primeras áreas del plan, qué pares ya lo hacen bien. Es el plan, en las columnas que caben en una lámina."""

from dataclasses import replace

import polars as pl

from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.seleccion import Seleccion, quienes
from apertura.tablas import Tabla
from apertura.vistas.comun import guardar
from apertura.vistas.plan import plan

PRIMERAS = 8
COLUMNAS = ("etiqueta", "nombre", "valor", "meta", "a_quien")
NOTA = "Pares: instituciones parecidas con mejor índice que ya alcanzan la meta; primero, las de la misma entidad."


@guardar
def a_quien(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Un área por renglón, en el orden del plan, sólo donde hay a quién preguntar."""
    completo = plan(motor, catalogo, seleccion)
    visibles = {columna.nombre: columna for columna in completo.columnas}
    return replace(
        completo,
        nombre="a_quien_preguntar",
        titulo=f"A quién preguntar: {quienes(seleccion, catalogo)}",
        datos=completo.datos.filter(pl.col("a_quien") != "—").head(PRIMERAS),
        columnas=tuple(visibles[nombre] for nombre in COLUMNAS),
        notas=(NOTA, *completo.notas),
    )
