"""El simulador: qué índice y qué lugar daría el árbol con otras cifras o con otros pesos. Nada de esto es un pronóstico.

Una posición por renglón de `x`, (posiciones, hojas): un sujeto, o la media de una entidad; como el índice es lineal, la media
de los índices es el índice de las medias y las mismas funciones sirven a los dos.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from apertura.brechas import ErrorCalculo
from apertura.brechas.arbol import Arbol, Matriz, Vector
from apertura.brechas.metas import cambios_para, valor_para_lugar

Destino = float | str
TOPES: dict[str, float | None] = {"uno": None, "max": 1.0, "p90": 0.9, "p75": 0.75}


@dataclass(frozen=True, eq=False)
class Simulado:
    """Antes, con los pesos del árbol; después, con los cambios y los pesos simulados.

    `hoy` y `despues` (hojas,): las cifras propias. `indices_hoy` e `indices` (posiciones,): el índice de todas. `pesos` (hojas,).
    """

    hoy: Vector
    despues: Vector
    indices_hoy: Vector
    indices: Vector
    pesos: Vector
    propio: int


def con_pesos_relativos(arbol: Arbol, relativos: Mapping[str, float]) -> Arbol:
    """El árbol con esos pesos, que no tienen que sumar 1: se dividen entre su suma. El que no se dice, conserva el suyo × 100.

    Lanza ErrorCalculo si hay un peso negativo o si todos quedan en cero.
    """
    crudos = np.array([relativos.get(hoja, 100 * peso) for hoja, peso in zip(arbol.hojas, arbol.pesos, strict=True)], np.float64)
    if (crudos < 0).any() or not crudos.sum() > 0:
        raise ErrorCalculo("Los pesos no pueden ser todos cero ni negativos", "simulador", "Deje al menos un peso mayor que cero.")
    return arbol.con_pesos(tuple(crudos / crudos.sum()))


def con_cambios(hojas: tuple[str, ...], hoy: Vector, cambios: Mapping[str, Destino], metas: Mapping[str, Vector]) -> Vector:
    """Las cifras después de los cambios, (hojas,). Un número se pone tal cual; «p50» o «p75», lo que diga `metas` si es más que hoy.

    `metas`: por nombre, a qué cifra se llega en cada hoja (NaN si no se sabe, y entonces no cambia).
    """
    despues = hoy.copy()
    for k, hoja in enumerate(hojas):
        destino = cambios.get(hoja)
        if isinstance(destino, str):
            despues[k] = np.fmax(hoy[k], metas[destino][k])
        elif destino is not None:
            despues[k] = destino
    return despues


def simular(x: Matriz, propio: int, despues: Vector, arbol: Arbol, simulado: Arbol) -> Simulado:
    """El índice de todas las posiciones hoy y después: sólo cambia la cifra propia; los pesos, si cambian, cambian para todas.

    Exacto: `indices[propio]` = Σ w'·x'. Fuente: METODO §1 (árbol) y §3 M6.
    """
    nueva = x.copy()
    nueva[propio] = despues
    return Simulado(x[propio], despues, x @ arbol.vector, nueva @ simulado.vector, simulado.vector, propio)


def nodo(arbol: Arbol, hojas: list[str], cifras: Vector, pesos: Vector) -> float | None:
    """La cifra de un indicador que se compone de esas hojas: Σ w·x ÷ Σ w. None si pesan cero o falta una."""
    cuales = [arbol.hojas.index(hoja) for hoja in hojas]
    total = float(pesos[cuales].sum())
    valor = float(cifras[cuales] @ pesos[cuales]) / total if total > 0 else float("nan")
    return valor if np.isfinite(valor) else None


def objetivo(indices: Vector, propio: int, meta: tuple[str, float]) -> float:
    """El índice que hace falta para la meta: ("lugar", k) o ("valor", v). Lanza ErrorCalculo si ese lugar no existe."""
    clase, cuanto = meta
    return cuanto if clase == "valor" else valor_para_lugar(indices, propio, int(cuanto))


def cambios_de_meta(posibles: pl.DataFrame, falta: float) -> pl.DataFrame:
    """M6: el menor conjunto de cambios que reúne `falta`, con la cifra a la que hay que llegar en cada uno.

    `posibles`: un cambio por renglón con `valor` (hoy), `tope` y `ganancia` (puntos del índice si llega al tope). Agrega a lo
    que da `metas.cambios_para` la columna `llegar_a` = valor + fracción × (tope − valor). Exacto: los aportes suman `falta`.
    """
    elegidos = cambios_para(posibles, falta)
    return elegidos.with_columns(llegar_a=pl.col("valor") + pl.col("fraccion") * (pl.col("tope") - pl.col("valor")))
