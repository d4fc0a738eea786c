"""Dónde está un sujeto en su grupo, indicador por indicador, sean hojas o no: lo que dibuja la banda de pares."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from apertura.brechas.grupos import Pares
from apertura.brechas.posicion import lugares


def grupo_de(tabla: pl.DataFrame, pares: Pares, fila: int) -> pl.DataFrame:
    """Los renglones del grupo de un sujeto, él incluido y primero."""
    return tabla[[fila, *pares.de(fila).tolist()]]


def situar(grupo: pl.DataFrame, indicadores: Sequence[str]) -> pl.DataFrame:
    """Un indicador con dato por renglón. `grupo`: el de `grupo_de`, con el propio sujeto en el primer renglón.

    `valor`; `lugar` (1 + cuántos lo superan; las cifras idénticas lo comparten), `n_pares` (con dato, contándolo),
    `iguales`, `p25`, `mediana`, `p75` (interpolación lineal), `media` y `pares_en_cero`. Todo sin redondear.
    """
    filas = [_situado(indicador, grupo[indicador].cast(pl.Float64).drop_nulls()) for indicador in _con_dato(grupo, indicadores)]
    return pl.DataFrame(filas, schema=ESQUEMA, orient="row")


ESQUEMA = {
    "indicador": pl.String, "valor": pl.Float64, "lugar": pl.Int64, "n_pares": pl.Int64, "iguales": pl.Int64, "p25": pl.Float64,
    "mediana": pl.Float64, "p75": pl.Float64, "media": pl.Float64, "pares_en_cero": pl.Int64,
}  # fmt: skip


def _con_dato(grupo: pl.DataFrame, indicadores: Sequence[str]) -> list[str]:
    return [i for i in indicadores if i in grupo.columns and grupo.height and grupo[i][0] is not None]


def _situado(indicador: str, valores: pl.Series) -> tuple[object, ...]:
    x = valores.to_numpy()
    cuartiles = [float(np.quantile(x, q)) for q in (0.25, 0.5, 0.75)]
    iguales, ceros = int((np.round(x, 12) == round(float(x[0]), 12)).sum()), int((x == 0).sum())
    return (indicador, float(x[0]), int(lugares(x)[0]), len(x), iguales, *cuartiles, float(x.mean()), ceros)
