"""M13: a quién preguntar. Quién ya lo hace bien y se parece en lo demás."""

import numpy as np
import polars as pl

from apertura.brechas import ErrorCalculo
from apertura.brechas.arbol import Arbol
from apertura.brechas.grupos import Pares
from apertura.brechas.resumen import cuantil_de_pares

VENTAJA = 0.1


def a_quien_preguntar(
    tabla: pl.DataFrame, arbol: Arbol, pares: Pares, clave: str, hoja: str, cuantos: int = 5, q: float = 0.75
) -> pl.DataFrame:
    """M13. Un par por renglón, a lo más `cuantos`: `clave_sujeto`, `cve_ent`, `valor`, `indice`, `distancia`, `misma_entidad`.

    Pares de `clave` con I ≥ I_i + 0.1 y x_k ≥ Q_q (el mismo cuantil de `potencial`, sin el propio) y mayor que x_i: primero
    los de su entidad; después, los más parecidos en las demás hojas (media |x_j − x_i|); empates, por clave.
    Vacía si nadie cumple o si al sujeto le falta algún dato. Fuente: METODO §3 M13. Lanza ErrorCalculo si no existe.
    """
    fila, columna = _posicion(tabla, arbol, clave, hoja)
    x, indice, otros = arbol.matriz(tabla), arbol.indice(tabla), pares.de(fila)
    meta = cuantil_de_pares(x, pares, q)[fila, columna]
    cumplen = (indice[otros] >= indice[fila] + VENTAJA - 1e-12) & (x[otros, columna] >= meta - 1e-12)
    elegidos = otros[cumplen & (x[otros, columna] > x[fila, columna])]
    demas = np.delete(np.abs(x[elegidos] - x[fila]), columna, axis=1)
    return (
        tabla[elegidos]
        .select("clave_sujeto", "cve_ent", valor=pl.Series(x[elegidos, columna]), indice=pl.Series(indice[elegidos]),
                distancia=pl.Series(demas.mean(axis=1) if demas.shape[1] else np.zeros(len(elegidos))),
                misma_entidad=pl.col("cve_ent") == tabla["cve_ent"][fila])
        .sort("misma_entidad", "distancia", "clave_sujeto", descending=[True, False, False])
        .head(cuantos)
    )  # fmt: skip


def _posicion(tabla: pl.DataFrame, arbol: Arbol, clave: str, hoja: str) -> tuple[int, int]:
    if hoja not in arbol.hojas:
        raise ErrorCalculo(f"«{hoja}» no es una hoja", "a quién preguntar", f"Las que hay: {', '.join(arbol.hojas)}.")
    return fila_de(tabla, clave), arbol.hojas.index(hoja)


def fila_de(tabla: pl.DataFrame, clave: str) -> int:
    """El renglón de un sujeto. Lanza ErrorCalculo si no está en la tabla."""
    fila = tabla["clave_sujeto"].index_of(clave)
    if fila is None:
        raise ErrorCalculo(f"«{clave}» no fue evaluado", "sujeto obligado", "Elija uno de esta edición.")
    return fila
