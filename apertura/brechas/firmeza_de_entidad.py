"""De qué depende lo que se dice de una entidad o del país: las mismas afirmaciones, con otros sorteos y otros pesos."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl

from apertura.brechas.arbol import Arbol
from apertura.brechas.descomposicion import medias
from apertura.brechas.firmeza import depende, pesos_movidos, sujetos_sorteados
from apertura.brechas.mezcla import mezcla_y_desempeno

ESTRATO = ("orden", "tipo")


def del_origen(tabla: pl.DataFrame, referencia: pl.DataFrame, arbol: Arbol) -> tuple[str, ...]:
    """Si el indicador que más pesa en la diferencia es el mismo. `tabla`: los sujetos de la entidad; `referencia`: un renglón."""
    completa = arbol.completos(tabla)
    x, base, w = arbol.matriz(completa), arbol.matriz(referencia)[0], arbol.vector
    cual = np.abs(w * (x.mean(axis=0) - base)).argmax()
    sorteadas = x[sujetos_sorteados(completa, ESTRATO)].mean(axis=1)
    pesadas = pesos_movidos(arbol) * (x.mean(axis=0) - base)
    return depende(np.abs(pesadas).argmax(axis=1) == cual, np.abs(w * (sorteadas - base)).argmax(axis=1) == cual)


def de_la_mezcla(tabla: pl.DataFrame, arbol: Arbol, cve_ent: str, remuestreo: Mapping[str, Any] | None) -> tuple[str, ...]:
    """Si la parte mayor, mezcla o desempeño, es la misma. `remuestreo`: el renglón de M10, o None en un censo."""
    completa = arbol.completos(tabla)
    por_hoja = np.array([_partes(completa, hoja, cve_ent) for hoja in arbol.hojas])
    parte = np.abs(arbol.vector @ por_hoja)
    gana = parte[1] >= parte[0]
    con_pesos = np.abs(pesos_movidos(arbol) @ por_hoja)
    extremos = None
    if remuestreo:
        corridas = np.array([remuestreo[c] - remuestreo["media"] for c in ("media_bajo", "media_alto")])
        extremos = (np.abs(arbol.vector @ por_hoja[:, 1] + corridas) >= parte[0]) == gana
    return depende((con_pesos[:, 1] >= con_pesos[:, 0]) == gana, extremos)


def de_la_palanca(
    tabla: pl.DataFrame, arbol: Arbol, cve_ent: str, cambios: Sequence[Mapping[str, Any]], remuestreo: Mapping[str, Any] | None
) -> tuple[str, ...]:
    """Si con esos cambios (`indicador`, `valor`, `meta`) la entidad gana lugares, o no, igual que con los datos tal cual."""
    todas = medias(tabla, arbol, "cve_ent")
    propia = todas["clave_sujeto"].index_of(cve_ent)
    if propia is None or not cambios:
        return ()
    hojas = arbol.matriz(todas)
    sube = np.zeros(len(arbol.hojas))
    for cambio in cambios:
        sube[arbol.hojas.index(cambio["indicador"])] += (cambio["meta"] - cambio["valor"]) / todas["n_sujetos"][propia]

    def gana(indices: np.ndarray, suyo: np.ndarray, subida: np.ndarray) -> np.ndarray:
        otras = np.delete(indices, propia, axis=1)
        return (otras > suyo[:, None]).sum(axis=1) > (otras > (suyo + subida)[:, None]).sum(axis=1)

    indices, movidos = hojas @ arbol.vector, pesos_movidos(arbol)
    igual = gana(indices[None], indices[[propia]], np.array([arbol.vector @ sube]))[0]
    con_pesos = movidos @ hojas.T
    extremos = None
    if remuestreo:
        suyos = np.array([remuestreo["media_bajo"], remuestreo["media_alto"]])
        extremos = gana(np.tile(indices, (2, 1)), suyos, np.full(2, arbol.vector @ sube)) == igual
    return depende(gana(con_pesos, con_pesos[:, propia], movidos @ sube) == igual, extremos)


def del_pais(
    tabla: pl.DataFrame, arbol: Arbol, afirma: Callable[[np.ndarray, np.ndarray], bool], con_pesos: bool = True
) -> tuple[str, ...]:
    """De qué depende una afirmación sobre todos los sujetos: `afirma(x, w)` con los valores (sujetos, hojas) y los pesos.

    Se sortea dentro de cada entidad, orden y tipo. `tabla` sólo trae sujetos completos, en el orden que `afirma` espera.
    """
    x = arbol.matriz(tabla)
    muestra = np.array([afirma(x[sorteo], arbol.vector) for sorteo in sujetos_sorteados(tabla, ("cve_ent", *ESTRATO))])
    return depende(np.array([afirma(x, w) for w in pesos_movidos(arbol)]) if con_pesos else None, muestra)


def _partes(tabla: pl.DataFrame, hoja: str, cve_ent: str) -> tuple[float, float]:
    suya = mezcla_y_desempeno(tabla, hoja).filter(pl.col("cve_ent") == cve_ent)
    return float(suya["mezcla"].sum()), float(suya["desempeno"].sum())
