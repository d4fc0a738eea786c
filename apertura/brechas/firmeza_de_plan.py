"""Qué tan firme es un plan: las mismas áreas con otros sorteos de los pares y con otros pesos.

El cuantil de un sorteo con reemplazo se saca de su ley exacta (el estadístico de orden de una uniforme es una beta), hoja por
hoja: no hace falta sortear a cada sujeto, y un plan de miles de áreas se comprueba en menos de un segundo.
"""

import numpy as np
import polars as pl

from apertura.brechas.a_quien import filas_de
from apertura.brechas.arbol import Arbol
from apertura.brechas.firmeza import SORTEOS, caben, depende, pesos_movidos
from apertura.brechas.grupos import VECINOS, Pares
from apertura.brechas.incertidumbre import SEMILLA
from apertura.brechas.panel import Panel, alcance_de
from apertura.brechas.posicion import RUIDO
from apertura.brechas.potencial import CUANTIL
from apertura.brechas.resumen import cercanos_en_indice

CANDIDATAS, PRIMERAS, BASTAN = 40, 10, 5000


def de_las_primeras(
    tabla: pl.DataFrame, arbol: Arbol, pares: Pares, areas: pl.DataFrame, cuantas: int, panel: Panel | None = None
) -> list[tuple[str, ...]]:
    """De qué depende que cada una de las `cuantas` primeras siga con ganancia y entre las primeras del plan.

    `areas`: las de `prioridades.areas` con ganancia, por prioridad (`clave_sujeto`, `indicador`), hechas con el mismo `panel`. Las
    primeras son diez, o la mitad si el plan tiene menos de veinte; compiten las cuarenta de arriba.
    """
    compiten = areas.head(CANDIDATAS)
    if not compiten.height:
        return []
    limite = min(PRIMERAS, -(-areas.height // 2))
    filas, columnas, x = *_celdas(tabla, arbol, compiten), arbol.matriz(tabla)
    propio, vecinos = x[filas, columnas], cercanos_en_indice(arbol.indice(tabla), pares, VECINOS, filas)
    de_ellos = np.where(vecinos >= 0, x[vecinos, columnas[:, None]], np.nan)

    def de_vecinos(metas: np.ndarray) -> np.ndarray:
        return np.nanmean(np.where(np.isnan(de_ellos), np.nan, de_ellos[None] >= metas[:, :, None] - 1e-12), axis=2)

    def del_panel(saltos: np.ndarray) -> np.ndarray:
        """Cada celda, con el panel de su grupo: su salto en todas las hojas, de las que se toma la suya."""
        assert panel is not None
        anchos = np.repeat(saltos.reshape(-1, 1), x.shape[1], axis=1)
        todas = alcance_de(panel, anchos, np.tile(filas, len(saltos)), pares)
        return np.take_along_axis(todas, np.tile(columnas, len(saltos))[:, None], axis=1).reshape(saltos.shape)

    def quedan(metas: np.ndarray, pesos: np.ndarray) -> np.ndarray:
        salto = np.maximum(0.0, metas - propio)
        llegan = del_panel(salto) if panel is not None and panel.completo else de_vecinos(metas)
        valor = np.where(salto > RUIDO, pesos * salto * (llegan + 1e-9), -1.0)
        adelante = (valor[:, None, :] > valor[:, :, None] + 1e-12).sum(axis=2)
        return (valor > 0) & (adelante < limite)

    base = compiten["meta"].to_numpy()[None]
    con_pesos = quedan(np.repeat(base, SORTEOS, axis=0), pesos_movidos(arbol)[:, columnas])
    sorteadas, cual = _metas_sorteadas(x, pares, filas, columnas, SORTEOS)
    con_muestra = quedan(sorteadas[:, cual], arbol.vector[columnas][None])
    return [depende(con_pesos[:, n], con_muestra[:, n]) for n in range(min(cuantas, compiten.height))]


def de_la_concentracion(tabla: pl.DataFrame, arbol: Arbol, pares: Pares, areas: pl.DataFrame) -> tuple[str, ...]:
    """De qué depende cuántas instituciones juntan la mitad de la ganancia: si no cambia en más de una de cada diez.

    Con decenas de miles basta una de cada tantas: lo que se comprueba es una proporción.
    """
    claves = areas["clave_sujeto"].unique().sort()
    if len(claves) > BASTAN:
        areas = areas.filter(pl.col("clave_sujeto").is_in(claves.gather_every(-(-len(claves) // BASTAN)).implode()))
    filas, columnas, x = *_celdas(tabla, arbol, areas), arbol.matriz(tabla)
    quien = areas["clave_sujeto"].rank("dense").to_numpy().astype(np.int64) - 1
    propio, sorteos = x[filas, columnas], caben(areas.height)

    def mitad(metas: np.ndarray, pesos: np.ndarray) -> int:
        totales = np.sort(np.bincount(quien, weights=pesos[columnas] * np.maximum(0.0, metas - propio)))[::-1]
        return int((np.cumsum(totales) < totales.sum() / 2 - 1e-9).sum()) + 1

    metas = areas["meta"].to_numpy()
    hoy = mitad(metas, arbol.vector)
    holgura = max(1, hoy // 10)
    con_pesos = np.array([abs(mitad(metas, w) - hoy) <= holgura for w in pesos_movidos(arbol, sorteos)])
    sorteadas, cual = _metas_sorteadas(x, pares, filas, columnas, sorteos)
    return depende(con_pesos, np.array([abs(mitad(m[cual], arbol.vector) - hoy) <= holgura for m in sorteadas]))


def _celdas(tabla: pl.DataFrame, arbol: Arbol, areas: pl.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Renglón y hoja de cada área en la matriz de la tabla."""
    columna = areas["indicador"].replace_strict({hoja: k for k, hoja in enumerate(arbol.hojas)}, return_dtype=pl.Int64)
    return filas_de(tabla, areas["clave_sujeto"]), columna.to_numpy()


def _metas_sorteadas(x: np.ndarray, pares: Pares, filas: np.ndarray, columnas: np.ndarray, sorteos: int) -> tuple[np.ndarray, np.ndarray]:
    """(sorteos, grupos × hojas), la meta de cada grupo sorteado en cada hoja, y (celdas,), cuál le toca a cada celda."""
    hojas, tope = x.shape[1], int(pares.codigos.max()) + 1
    llaves = (pares.nivel[filas] * tope + pares.codigos[pares.nivel[filas], filas]) * hojas + columnas
    distintas, cual = np.unique(llaves, return_inverse=True)
    azar, por_grupo = np.random.default_rng(SEMILLA), []
    for llave in distintas:
        (nivel, grupo), hoja = divmod(int(llave) // hojas, tope), int(llave) % hojas
        por_grupo.append(_cuantil_sorteado(x[pares.codigos[nivel] == grupo, hoja], sorteos, azar))
    return np.array(por_grupo).T, cual


def _cuantil_sorteado(valores: np.ndarray, sorteos: int, azar: np.random.Generator) -> np.ndarray:
    """(sorteos,): el P75 de m = n − 1 valores sacados con reemplazo de los n del grupo, por interpolación lineal."""
    ordenados = np.sort(valores[~np.isnan(valores)])
    n, m = len(ordenados), len(ordenados) - 1
    if m < 1:
        return np.full(sorteos, np.nan)
    exacta = (m - 1) * CUANTIL
    bajo = int(exacta)
    u = azar.beta(bajo + 1, m - bajo, sorteos)
    siguiente = u + (1 - u) * azar.beta(1, m - bajo - 1, sorteos) if bajo + 1 < m else u
    a, b = (ordenados[np.minimum((n * p).astype(np.int64), n - 1)] for p in (u, siguiente))
    return a + (b - a) * (exacta - bajo)
