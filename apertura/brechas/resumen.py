"""Lo que los pares de cada sujeto dicen de cada hoja, sea el grupo por niveles o por lista.

Matrices (sujetos, hojas). Los NaN no cuentan. Las de «grupo» incluyen al propio sujeto; `cuantil_de_pares`, no.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from apertura.brechas import estadistica
from apertura.brechas.grupos import Pares

Calculo = Callable[[np.ndarray, np.ndarray], list[np.ndarray]]


@dataclass(frozen=True, eq=False)
class Resumen:
    """El grupo de cada sujeto (él incluido) en cada hoja; `n` dice cuántos tienen dato."""

    p25: np.ndarray
    mediana: np.ndarray
    p75: np.ndarray
    desviacion: np.ndarray
    rango: np.ndarray
    n: np.ndarray


def cuantil_de_pares(x: np.ndarray, pares: Pares, q: float) -> np.ndarray:
    """Q_q de los pares sin el propio sujeto, por interpolación lineal; `q` = 1 es el máximo. NaN si no hay pares."""
    if pares.indices is not None:
        valores, n = _ordenados(x, pares.indices)
        return _cuantil(valores, n, q)
    return _por_nivel(x, pares, lambda columna, codigo: [estadistica.cuantil(estadistica.ordenar(columna, codigo), q, True)])[0]


def resumir(x: np.ndarray, pares: Pares) -> Resumen:
    """Cuartiles, desviación absoluta media respecto de la mediana y rango medio del grupo de cada sujeto."""
    if pares.indices is not None:
        return _resumir_lista(x, pares.indices)
    return Resumen(*_por_nivel(x, pares, _resumir_columna))


def cercanos_en_indice(indice: np.ndarray, pares: Pares, k: int, de: np.ndarray | None = None) -> np.ndarray:
    """(sujetos, k): los k pares con índice más parecido; −1 donde no hay más. `de`: sólo los de esos renglones."""
    filas = np.arange(len(indice)) if de is None else de
    if pares.indices is None:
        salida = np.full((len(filas), k), -1, np.int64)
        for numero in usados(pares):
            suyos = pares.nivel[filas] == numero
            salida[suyos] = estadistica.cercanos(indice, pares.codigos[numero], k, filas[suyos])
        return salida
    candidatos = pares.indices[filas]
    valores = np.where(candidatos >= 0, indice[candidatos], np.nan)
    distancia = np.nan_to_num(np.abs(valores - indice[filas, None]), nan=np.inf)
    cerca = np.argsort(distancia, axis=1, kind="stable")[:, :k]
    elegidos = np.take_along_axis(candidatos, cerca, axis=1)
    elegidos = np.where(np.isfinite(np.take_along_axis(distancia, cerca, axis=1)), elegidos, -1)
    return np.pad(elegidos, ((0, 0), (0, max(0, k - elegidos.shape[1]))), constant_values=-1)


def _resumir_columna(columna: np.ndarray, codigo: np.ndarray) -> list[np.ndarray]:
    """Los campos de `Resumen`, en su orden, de una hoja y un nivel: se ordena una sola vez."""
    o = estadistica.ordenar(columna, codigo)
    p25, mediana, p75 = (estadistica.cuantil(o, q, False) for q in (0.25, 0.5, 0.75))
    desviacion = estadistica.desviacion_absoluta_media(columna, codigo, mediana)
    return [p25, mediana, p75, desviacion, estadistica.rango_medio(o, codigo), o.miembros.astype(np.float64)]


def _por_nivel(x: np.ndarray, pares: Pares, calculo: Calculo) -> np.ndarray:
    """(medidas, sujetos, hojas): corre el cálculo en cada nivel que alguien usa y cada hoja, y deja a cada sujeto el de su nivel."""
    salida: np.ndarray | None = None
    for numero in usados(pares):
        todas = np.stack([np.array(calculo(x[:, k], pares.codigos[numero])) for k in range(x.shape[1])], axis=-1)
        salida = todas if salida is None else np.where((pares.nivel == numero)[:, None], todas, salida)
    assert salida is not None, "unos pares por niveles tienen al menos uno"
    return salida


def usados(pares: Pares) -> list[int]:
    """Los niveles con que alguien se compara; si no hay nadie, el primero."""
    return sorted(set(np.unique(pares.nivel).tolist())) or [0]


def _ordenados(x: np.ndarray, indices: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(sujetos, k, hojas) ordenado, con los NaN al final, y cuántos tienen dato (sujetos, hojas)."""
    valores = np.where((indices >= 0)[:, :, None], x[indices], np.nan)
    return np.sort(valores, axis=1), (~np.isnan(valores)).sum(axis=1)


def _cuantil(valores: np.ndarray, n: np.ndarray, q: float) -> np.ndarray:
    exacta = np.maximum(n - 1, 0) * q
    bajo = np.floor(exacta).astype(np.int64)
    alto = np.minimum(bajo + 1, np.maximum(n - 1, 0))
    a, b = (np.take_along_axis(valores, i[:, None, :], axis=1)[:, 0, :] for i in (bajo, alto))
    return np.where(n > 0, a + (b - a) * (exacta - bajo), np.nan)


def _resumir_lista(x: np.ndarray, indices: np.ndarray) -> Resumen:
    con_propio = np.column_stack([np.arange(len(indices)), indices])
    valores, n = _ordenados(x, con_propio)
    p25, mediana, p75 = (_cuantil(valores, n, q) for q in (0.25, 0.5, 0.75))
    con_dato = np.maximum(n, 1)
    desviacion = np.nansum(np.abs(valores - mediana[:, None, :]), axis=1) / con_dato
    menores, iguales = (valores < x[:, None, :]).sum(axis=1), (valores == x[:, None, :]).sum(axis=1)
    rango = np.where(np.isnan(x), np.nan, (menores + iguales / 2) / con_dato)
    return Resumen(p25, mediana, p75, np.where(n > 0, desviacion, np.nan), rango, n.astype(float))
