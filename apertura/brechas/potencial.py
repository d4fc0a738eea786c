"""M2 y M5: cuánto subiría el índice al alcanzar a los pares, y cuántos parecidos ya están ahí."""

import numpy as np
import polars as pl

from apertura.brechas.arbol import Arbol, a_largo
from apertura.brechas.grupos import VECINOS, Pares
from apertura.brechas.resumen import cercanos_en_indice, cuantil_de_pares

CUANTIL = 0.75


def potencial(tabla: pl.DataFrame, arbol: Arbol, pares: Pares, q: float = CUANTIL, k: int = VECINOS) -> pl.DataFrame:
    """M2 y M5. Un sujeto × hoja por renglón, en el orden de la tabla.

    `valor` x; `meta` Q_q de los pares sin el propio; `salto` = max(0, meta − x); `ganancia` = w · salto, en puntos del
    índice; `alcanzable` proporción de los `cercanos` (≤ k pares con índice más parecido) con x_j ≥ meta.
    `q`: 0.5, 0.75 (por omisión), 0.9 o 1 (el máximo). Nunca negativa; cero para quien ya está en la meta o arriba.
    Guardas: sin dato o sin pares, todo nulo; donde la meta es 0 la ganancia es 0. Fuente: METODO §3 M2 y M5.
    """
    x = arbol.matriz(tabla)
    meta = cuantil_de_pares(x, pares, q)
    alcanzable, n = _alcanzable(x, arbol.indice(tabla), meta, pares, k)
    return _en_largo(tabla, arbol, x, meta, alcanzable=alcanzable, cercanos=n)


def ganancias(tabla: pl.DataFrame, arbol: Arbol, pares: Pares, q: float = CUANTIL) -> pl.DataFrame:
    """M2 a secas: lo mismo que `potencial` sin M5, que es lo que más cuesta y para sumar ganancias no hace falta."""
    x = arbol.matriz(tabla)
    return _en_largo(tabla, arbol, x, cuantil_de_pares(x, pares, q))


def _en_largo(tabla: pl.DataFrame, arbol: Arbol, x: np.ndarray, meta: np.ndarray, **medidas: np.ndarray) -> pl.DataFrame:
    salto = np.maximum(0.0, meta - x)
    return a_largo(tabla, arbol, valor=x, meta=meta, salto=salto, ganancia=arbol.vector * salto, **medidas)


def mejores(largo: pl.DataFrame) -> pl.DataFrame:
    """Un sujeto por renglón: `indicador` de mayor ganancia (empates, el primero del árbol), `mejor` y `total`.

    Entra la tabla de `potencial`. `total` es la suma de ganancias: lo que subiría el índice si alcanzara todas las metas.
    Quien no tiene ninguna ganancia conocida no aparece; quien ya está arriba en todo aparece con 0.
    """
    return (
        largo.filter(pl.col("ganancia").is_not_null())
        .group_by("clave_sujeto", maintain_order=True)
        .agg(
            pl.col("indicador").get(pl.col("ganancia").arg_max()),
            pl.col("ganancia").max().alias("mejor"),
            pl.col("ganancia").sum().alias("total"),
        )
    )


def menor_puntaje_falla(largo: pl.DataFrame) -> pl.DataFrame:
    """Un sujeto por renglón: si su menor puntaje no es lo que más le daría a ganar. Entra la tabla de `potencial`.

    `falla`: el menor puntaje (empates, el primero del árbol) gana menos que otro indicador. `falla_siempre`: ninguno de los
    empatados en el menor llega a la mayor ganancia, así que ningún desempate salva la regla. Sin nada que ganar, no falla.
    Sus medias dicen a cuántos engaña «empiece por lo más bajo». Fuente: METODO §3 (1 de cada 4 sujetos).
    """
    valor, ganancia = pl.col("valor"), pl.col("ganancia")
    cuanto = ganancia.max() - 1e-12
    return (
        largo.filter(ganancia.is_not_null())
        .group_by("clave_sujeto", maintain_order=True)
        .agg(
            falla=ganancia.get(valor.arg_min()) < cuanto,
            falla_siempre=ganancia.filter(valor == valor.min()).max() < cuanto,
        )
    )


def alcanzable_en_panel(salto: np.ndarray, antes: np.ndarray, despues: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """M5 con dos ediciones: (r + ½) / (n + 1) y n, para cada salto pedido (saltos,). Una sola hoja a la vez.

    `antes` y `despues` (panel,): el valor de cada sujeto del panel. n: los que podían dar el salto (antes ≤ 1 − salto);
    r: los que subieron eso o más. Sin salto o sin dato, NaN. Con n = 0 da ½, y por eso n va siempre a la vista.
    """
    medidos = ~(np.isnan(antes) | np.isnan(despues))
    inicial, subida = np.sort(antes[medidos]), np.sort((despues - antes)[medidos])
    n = np.searchsorted(inicial, 1 - salto + 1e-12, side="right")
    r = len(subida) - np.searchsorted(subida, salto - 1e-12, side="left")
    return np.where(salto > 0, (np.minimum(r, n) + 0.5) / (n + 1), np.nan), np.where(np.isnan(salto), 0, n)


def _alcanzable(x: np.ndarray, indice: np.ndarray, meta: np.ndarray, pares: Pares, k: int) -> tuple[np.ndarray, np.ndarray]:
    vecinos = cercanos_en_indice(indice, pares, k)
    hay = (vecinos >= 0)[:, :, None] & ~np.isnan(x[vecinos])
    llegan = (hay & (x[vecinos] >= meta[:, None, :] - 1e-12)).sum(axis=1)
    n = hay.sum(axis=1)
    proporcion = np.divide(llegan, n, out=np.full(x.shape, np.nan), where=(n > 0) & ~np.isnan(meta))
    return proporcion, n
