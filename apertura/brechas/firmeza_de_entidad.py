"""De qué depende lo que se dice de una entidad o del país: las mismas afirmaciones, con otros sorteos y otros pesos."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl

from apertura.brechas.arbol import Arbol
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
    todas: pl.DataFrame, arbol: Arbol, cve_ent: str, cambios: Sequence[Mapping[str, Any]], remuestreo: Mapping[str, Any] | None
) -> tuple[str, ...]:
    """Si con esos cambios (`indicador`, `valor`, `meta`) la entidad gana lugares, o no, igual que con los datos tal cual.

    `todas`: las medias de cada entidad (`descomposicion.medias` por `cve_ent`).
    """
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


def de_quien_pesa(tabla: pl.DataFrame, arbol: Arbol, cve_ent: str) -> tuple[str, ...]:
    """Si con otros pesos la que más baja la media de la entidad y la que más la sube (M8) son las mismas. No hay muestra de por medio."""
    completa = arbol.completos(tabla)
    estrato = [pl.col(hoja).mean().over(ESTRATO) for hoja in arbol.hojas]
    suyos = (completa["cve_ent"] == cve_ent).to_numpy()
    distancia = (arbol.matriz(completa) - completa.select(estrato).to_numpy())[suyos]
    if not len(distancia):
        return ()
    con_pesos, base = distancia @ pesos_movidos(arbol).T, distancia @ arbol.vector
    la_baja = con_pesos[base.argmin()] <= con_pesos.min(axis=0) + 1e-12
    la_sube = con_pesos[base.argmax()] >= con_pesos.max(axis=0) - 1e-12
    return depende(la_baja & la_sube, None)


def de_la_muestra(antes: pl.DataFrame, despues: pl.DataFrame) -> tuple[str, ...]:
    """Si la parte mayor de M9 (panel, o entradas y salidas) y su signo son los mismos al sortear a quienes siguen, entran y salen.

    Cada tabla: `clave_sujeto`, `orden`, `tipo` y `valor`. La composición no cambia: se sortea dentro de cada una de las tres partes.
    """
    juntas = antes.join(despues, on="clave_sujeto", how="full", coalesce=True, suffix="_1").with_columns(
        pl.coalesce(c, f"{c}_1") for c in ESTRATO
    )
    v0, v1 = (juntas[c].cast(pl.Float64).fill_null(np.nan).to_numpy() for c in ("valor", "valor_1"))
    panel, entra, sale = ~np.isnan(v0) & ~np.isnan(v1), np.isnan(v0), np.isnan(v1)
    if not panel.any():
        return ()
    n0, n1 = panel.sum() + sale.sum(), panel.sum() + entra.sum()

    def partes(a: np.ndarray, b: np.ndarray) -> tuple[float, float]:
        otros = entra.sum() / n1 * (b[entra].mean() - b[panel].mean()) if entra.any() else 0.0
        otros -= sale.sum() / n0 * (a[sale].mean() - a[panel].mean()) if sale.any() else 0.0
        return float(b[panel].mean() - a[panel].mean()), float(otros)

    def manda(propio: float, ajeno: float) -> tuple[bool, bool]:
        mayor = propio if abs(propio) > abs(ajeno) else ajeno
        return abs(propio) > abs(ajeno), mayor > 0

    base = manda(*partes(v0, v1))
    parte = pl.Series("_parte", np.select([panel, entra], [0, 1], 2))
    sorteos = sujetos_sorteados(juntas.with_columns(parte), ("_parte", *ESTRATO))
    return depende(None, np.array([manda(*partes(v0[e], v1[e])) == base for e in sorteos]))


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
