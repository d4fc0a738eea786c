"""Qué tan firme es lo que se dice al comparar o simular: las medias de cada posición, con otros sorteos de sus instituciones."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from apertura.brechas.arbol import Arbol, Matriz, Vector
from apertura.brechas.firmeza import caben, depende, pesos_movidos, sujetos_sorteados
from apertura.brechas.incertidumbre import SEMILLA

ESTRATO = ("orden", "tipo")
Sorteo = np.ndarray[tuple[int, int, int], np.dtype[np.float64]]


def medias_sorteadas(miembros: Sequence[pl.DataFrame], arbol: Arbol) -> Sorteo:
    """(sorteos, unidades, hojas): la media de cada unidad al sortear a sus sujetos completos dentro de orden × tipo (M10).

    `miembros`: los sujetos de cada unidad, que se sortea aparte aunque una contenga a otra. NaN si no tiene ninguno completo.
    """
    completos = [arbol.completos(tabla) for tabla in miembros]
    sorteos = min((caben(tabla.height) for tabla in completos), default=0)
    salida = np.full((sorteos, len(completos), len(arbol.hojas)), np.nan)
    for cual, tabla in enumerate(completos):
        if tabla.height:
            x, n = arbol.matriz(tabla), tabla.height
            # Cuántas veces sale cada uno: así no se copia la matriz entera en cada sorteo.
            veces = (np.bincount(elegidos, minlength=n) for elegidos in sujetos_sorteados(tabla, ESTRATO, sorteos))
            salida[:, cual] = [cuantas @ x / n for cuantas in veces]
    return salida


def medias_de_grupos(tabla: pl.DataFrame, arbol: Arbol, por: str = "cve_ent") -> tuple[list[str], Sorteo]:
    """Las claves de `por`, en orden, y (sorteos, grupos, hojas): la media de cada uno, con todos sorteados a la vez."""
    completa = arbol.completos(tabla).sort(por, *ESTRATO, "clave_sujeto")
    x = arbol.matriz(completa)
    claves, codigo = completa[por].unique(maintain_order=True).to_list(), completa[por].rle_id().to_numpy()
    tamano = np.bincount(codigo)
    medias = [
        np.column_stack([np.bincount(codigo, weights=x[elegidos, k]) / tamano for k in range(x.shape[1])])
        for elegidos in sujetos_sorteados(completa, (por, *ESTRATO))
    ]
    return claves, np.array(medias).reshape(len(medias), len(claves), x.shape[1])


def pares_sorteados(x: Matriz, propio: int) -> Sorteo:
    """(sorteos, posiciones, hojas): los demás sujetos, sorteados con reemplazo; el propio no cambia."""
    ajenos = np.delete(np.arange(len(x)), propio)
    azar = np.random.default_rng(SEMILLA).integers(0, max(len(ajenos), 1), (caben(len(x)), len(ajenos)))
    salida = np.broadcast_to(x, (len(azar), *x.shape)).copy()
    salida[:, ajenos] = x[ajenos][azar]
    return salida


def del_lugar_simulado(x: Matriz, propio: int, despues: Vector, simulado: Arbol, sorteadas: Sorteo | None) -> tuple[str, ...]:
    """De qué depende que la posición simulada caiga en su tercio. `sorteadas`: todas las posiciones; la propia conserva su salto.

    `despues` (hojas,): sus cifras simuladas; el orden es con los pesos de `simulado`. None si no hubo muestra.
    """
    nueva = x.copy()
    nueva[propio] = despues
    base = _tercios((nueva @ simulado.vector)[None], propio)[0]
    return depende(
        _tercios(pesos_movidos(simulado) @ nueva.T, propio) == base,
        None if sorteadas is None else _tercios(_con_salto(sorteadas, propio, despues - x[propio]) @ simulado.vector, propio) == base,
    )


def de_la_meta(
    x: Matriz, propio: int, despues: Vector, simulado: Arbol, sorteadas: Sorteo | None, meta: tuple[str, float]
) -> tuple[str, ...]:
    """De qué depende que con esos cambios se llegue a la meta: («lugar», k) o («valor», v), que no mira a los demás."""
    nueva = x.copy()
    nueva[propio] = despues
    movidos = pesos_movidos(simulado)
    if meta[0] == "valor":
        return depende(movidos @ despues >= meta[1] - 1e-9, None)
    con_pesos = _lugar(movidos @ nueva.T, propio) <= meta[1]
    muestra = None
    if sorteadas is not None:
        muestra = _lugar(_con_salto(sorteadas, propio, despues - x[propio]) @ simulado.vector, propio) <= meta[1]
    return depende(con_pesos, muestra)


def _con_salto(sorteadas: Sorteo, propio: int, salto: Vector) -> Sorteo:
    salida = sorteadas.copy()
    salida[:, propio] += salto
    return salida


def _lugar(indices: np.ndarray, propio: int) -> np.ndarray:
    """El lugar de la propia en cada renglón; quien lo iguala lo comparte."""
    redondos = np.round(indices, 9)
    return 1 + (redondos > redondos[:, [propio]]).sum(axis=1)


def _tercios(indices: np.ndarray, propio: int) -> np.ndarray:
    return np.minimum(2, (_lugar(indices, propio) - 1) * 3 // max(indices.shape[1], 1))
