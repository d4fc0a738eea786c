"""M1, M8 y M12: de qué está hecha una diferencia, quién la causa y qué indicador mueve el índice."""

import numpy as np
import polars as pl

from apertura.brechas import ErrorCalculo
from apertura.brechas.arbol import Arbol, a_largo


def origen_de_la_brecha(tabla: pl.DataFrame, referencia: pl.DataFrame, arbol: Arbol) -> pl.DataFrame:
    """M1: I_i − I_ref = Σ_k w_k (x_ik − x_ref,k), exacta. Una unidad × hoja por renglón.

    `tabla`: una unidad por renglón (`clave_sujeto` y hojas), sean sujetos o las medias de `medias`; `referencia`: un solo
    renglón con las hojas. Columnas: `valor`, `referencia`, `contribucion` (puntos del índice; suman la diferencia).
    Sin dato, la contribución es nula y no hay suma: no se inventa. Fuente: METODO §3 M1.
    Lanza ErrorCalculo si la referencia no es un renglón.
    """
    if referencia.height != 1:
        raise ErrorCalculo(f"La referencia tiene {referencia.height} renglones", "origen de la brecha", "Debe tener uno.")
    x, base = arbol.matriz(tabla), arbol.matriz(referencia)
    return a_largo(tabla, arbol, valor=x, referencia=base + 0 * x, contribucion=arbol.vector * (x - base))


def medias(tabla: pl.DataFrame, arbol: Arbol, por: str | None = None) -> pl.DataFrame:
    """Media simple de los sujetos completos: un renglón por valor de `por` (o uno solo, «00»), con `clave_sujeto` = ese valor.

    Columnas: `clave_sujeto`, `n_sujetos`, `n_incompletos` (los que quedan fuera por faltarles una hoja), las hojas e
    `indice` = Σ w·media. Así la media del índice es el índice de las medias. Fuente: METODO §1, Agregación.
    """
    marca = (pl.lit("00") if por is None else pl.col(por)).alias("clave_sujeto")
    completo = pl.all_horizontal(pl.col(list(arbol.hojas)).is_not_null() & pl.col(list(arbol.hojas)).is_not_nan())
    por_unidad = (
        tabla.select(marca, *arbol.hojas, completo=completo)
        .group_by("clave_sujeto")
        .agg(
            pl.col("completo").sum().cast(pl.Int64).alias("n_sujetos"),
            (~pl.col("completo")).sum().cast(pl.Int64).alias("n_incompletos"),
            *(pl.col(hoja).filter("completo").mean() for hoja in arbol.hojas),
        )
        .sort("clave_sujeto")
    )
    return por_unidad.with_columns(pl.Series("indice", arbol.indice(por_unidad), nan_to_null=True))


def quien_pesa(tabla: pl.DataFrame, arbol: Arbol, estrato: tuple[str, ...] = ("orden", "tipo")) -> pl.DataFrame:
    """M8: peso de cada sujeto en la media de su entidad, (I_i − Ī_g) / n_s. Un sujeto completo por renglón.

    Ī_g: media nacional de su estrato; n_s: sujetos de su entidad. `indice`, `media_estrato`, `peso` (puntos del índice de la
    entidad) y `acumulado` por entidad, de los que más la bajan a los que más la suben (curva de Pareto); empates, por clave.
    En cada entidad los pesos suman su desempeño de M7. Fuente: METODO §3 M8.
    """
    completa = arbol.completos(tabla)
    valor = pl.col("indice")
    return (
        completa.with_columns(pl.Series("indice", arbol.indice(completa)))
        .with_columns(media_estrato=valor.mean().over(estrato))
        .with_columns(peso=(valor - pl.col("media_estrato")) / pl.len().over("cve_ent"))
        .select("cve_ent", "clave_sujeto", "indice", "media_estrato", "peso")
        .sort("cve_ent", "peso", "clave_sujeto")
        .with_columns(acumulado=pl.col("peso").cum_sum().over("cve_ent"))
    )


def que_mueve_el_indice(tabla: pl.DataFrame, arbol: Arbol) -> pl.DataFrame:
    """M12: S_k = cov(w_k x_k, I) / var(I); suman 1. Una hoja por renglón: `indicador`, `parte` (puede ser negativa).

    Es la regla de Shapley del juego v(S) = var(Σ_S w x). Sólo sujetos completos. Si todos tienen el mismo índice (o hay menos
    de dos), no hay varianza que repartir y `parte` es nula. Fuente: METODO §3 M12.
    """
    aporte = arbol.matriz(arbol.completos(tabla)) * arbol.vector
    indice = aporte.sum(axis=1)
    centrado = indice - indice.mean() if len(indice) else indice
    varianza = float(centrado @ centrado)
    if len(indice) < 2 or varianza <= 1e-15 * len(indice):
        partes: list[float | None] = [None] * len(arbol.hojas)
    else:
        partes = ((aporte - aporte.mean(axis=0)).T @ centrado / varianza).tolist()
    return pl.DataFrame({"indicador": arbol.hojas, "parte": partes}, schema={"indicador": pl.String, "parte": pl.Float64})


def varianza_entre(tabla: pl.DataFrame, arbol: Arbol, por: tuple[str, ...]) -> float | None:
    """η²: proporción de la varianza del índice entre sujetos que está entre los grupos de `por`, 0 a 1; nula sin varianza.

    Fuente: METODO §3 (tipo × orden 45 %, entidad 6 %), por lo que los pares se forman con orden y tipo.
    """
    completa = arbol.completos(tabla)
    datos = completa.with_columns(pl.Series("indice", arbol.indice(completa)))
    entre = datos.select(pl.col("indice").mean().over(por)).to_series().to_numpy()
    indice = datos["indice"].to_numpy()
    total = float(((indice - indice.mean()) ** 2).sum()) if len(indice) else 0.0
    return None if total <= 1e-15 * max(1, len(indice)) else float(np.sum((entre - indice.mean()) ** 2) / total)
