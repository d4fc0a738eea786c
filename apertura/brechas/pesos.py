"""M11: qué pasa con el lugar si los pesos fueran otros."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from apertura.brechas.arbol import Arbol
from apertura.brechas.incertidumbre import SEMILLA, SORTEOS, lugares_por_renglon
from apertura.brechas.posicion import lugares

MARGEN = 0.2
ESQUEMAS = ("±20 %", "Dirichlet", "geométrica")


@dataclass(frozen=True, eq=False)
class Sensibilidad:
    """`esquemas`: un esquema por renglón; `unidades`: una unidad × esquema por renglón.

    Columnas de `esquemas`: `esquema`, `corrimiento` (media de |lugar con otros pesos − lugar|), `maximo`, `sorteos`.
    De `unidades`: unidad, `esquema`, `lugar`, `total`, `lugar_bajo` (el mejor) y `lugar_alto` (95 % central),
    `corrimiento` (su media).
    """

    esquemas: pl.DataFrame
    unidades: pl.DataFrame


def otros_pesos(tabla: pl.DataFrame, arbol: Arbol, unidad: str = "cve_ent", sorteos: int = SORTEOS, semilla: int = SEMILLA) -> Sensibilidad:
    """M11. «±20 %»: cada peso × un factor uniforme en [0.8, 1.2], normalizados; «Dirichlet»: pesos al azar de Dirichlet(1);
    «geométrica»: Π x^w en cada sujeto y luego la media de la unidad (un 0 en una hoja con peso lo lleva a 0).

    Con `unidad` = «clave_sujeto» el lugar es entre sujetos. Depende de pesos, no de la muestra: vale también para un censo.
    Sólo sujetos completos; misma semilla, mismas cifras. Fuente: METODO §3 M11.
    """
    azar = np.random.default_rng(semilla)
    completa = arbol.completos(tabla)
    x, w = arbol.matriz(completa), arbol.vector
    con_indices = completa.select(unidad, pl.Series("_geo", _geometrica(x, w)), *(pl.Series(f"_{k}", x[:, k]) for k in range(x.shape[1])))
    medias = con_indices.group_by(unidad).mean().sort(unidad)
    hojas = medias.select(pl.col("^_[0-9]+$")).to_numpy()
    variantes = {
        "±20 %": _normalizar(w * azar.uniform(1 - MARGEN, 1 + MARGEN, (sorteos, len(w)))) @ hojas.T,
        "Dirichlet": azar.dirichlet(np.ones(len(w)), sorteos) @ hojas.T,
        "geométrica": medias["_geo"].to_numpy()[None, :],
    }
    base = lugares(hojas @ w)
    partes = [_por_unidad(medias.select(unidad), esquema, base, indices) for esquema, indices in variantes.items()]
    todas = pl.concat(partes)
    return Sensibilidad(_por_esquema(todas, variantes), todas.drop("maximo"))


def _geometrica(x: np.ndarray, w: np.ndarray) -> np.ndarray:
    """Π x^w; una hoja con peso 0 no cuenta aunque valga 0."""
    return np.prod(np.power(x, w), axis=1)


def _normalizar(pesos: np.ndarray) -> np.ndarray:
    return pesos / pesos.sum(axis=1, keepdims=True)


def _por_unidad(nombres: pl.DataFrame, esquema: str, base: np.ndarray, indices: np.ndarray) -> pl.DataFrame:
    if not len(base):
        indices = np.zeros((1, 0))
    otros = lugares_por_renglon(indices)
    corrimiento = np.abs(otros - base)
    return nombres.with_columns(
        esquema=pl.lit(esquema), lugar=pl.Series(base, dtype=pl.Int64), total=pl.lit(len(base), pl.Int64),
        lugar_bajo=pl.Series(np.quantile(otros, 0.025, axis=0, method="lower"), dtype=pl.Int64),
        lugar_alto=pl.Series(np.quantile(otros, 0.975, axis=0, method="higher"), dtype=pl.Int64),
        corrimiento=pl.Series(corrimiento.mean(axis=0)), maximo=pl.Series(corrimiento.max(axis=0), dtype=pl.Int64),
    )  # fmt: skip


def _por_esquema(todas: pl.DataFrame, variantes: dict[str, np.ndarray]) -> pl.DataFrame:
    sorteos = {esquema: len(indices) for esquema, indices in variantes.items()}
    return (
        todas.group_by("esquema", maintain_order=True)
        .agg(pl.col("corrimiento").mean(), pl.col("maximo").max())
        .with_columns(sorteos=pl.col("esquema").replace_strict(sorteos, return_dtype=pl.Int64))
    )
