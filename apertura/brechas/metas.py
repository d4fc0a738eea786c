"""M6: la meta inversa. El menor conjunto de cambios que lleva el índice a un valor o a un lugar."""

import numpy as np
import polars as pl

from apertura.brechas import ErrorCalculo

DESPRECIABLE = 1e-12


def cambios_para(ganancias: pl.DataFrame, falta: float, limite: int | None = None) -> pl.DataFrame:
    """M6. Los cambios, de mayor a menor, hasta reunir `falta` (puntos del índice); el último se da sólo en parte.

    `ganancias`: un cambio posible por renglón con `ganancia` = w · (tope − x) y lo que lo identifique. Devuelve los elegidos
    con `fraccion` (0 a 1, cuánto del cambio), `aporte` (ganancia × fracción), `acumulado` y `llega` (si el total alcanza).
    Es mochila fraccionaria por tamaño: ningún conjunto con menos cambios reúne lo mismo. Empates: el orden de la tabla.
    Si todo junto no alcanza (o no con `limite` cambios), `llega` es falso y se devuelve lo más que se puede.
    Con `falta` ≤ 0 no hay nada que cambiar: cero renglones. Fuente: METODO §3 M6. Lanza ErrorCalculo si `falta` no es un número.
    """
    if not np.isfinite(falta):
        raise ErrorCalculo("La meta no es un número", "meta inversa", "Dé un valor del índice, de 0 a 1.")
    utiles = ganancias.filter(pl.col("ganancia") > DESPRECIABLE).sort("ganancia", descending=True, maintain_order=True)
    utiles = utiles if limite is None else utiles.head(limite)
    previo = pl.col("ganancia").cum_sum() - pl.col("ganancia")
    elegidos = utiles.with_columns(resta=falta - previo).filter(pl.col("resta") > DESPRECIABLE)
    return elegidos.with_columns(
        fraccion=(pl.col("resta") / pl.col("ganancia")).clip(0, 1), aporte=pl.min_horizontal("resta", "ganancia")
    ).select(
        *ganancias.columns,
        "fraccion",
        "aporte",
        acumulado=pl.col("aporte").cum_sum(),
        llega=pl.col("aporte").sum() >= falta - 1e-9,
    )


def valor_para_lugar(valores: np.ndarray, propio: int, lugar: int) -> float:
    """El índice que hace falta para quedar en ese lugar o mejor: el del lugar-ésimo de los **demás** (n,).

    Quien lo iguala comparte el lugar. Si ya se está ahí, devuelve el valor propio; los NaN no compiten. Lanza ErrorCalculo
    si el lugar no está entre 1 y el número de posiciones o si el propio no tiene valor.
    """
    demas = np.delete(valores, propio)
    demas = np.sort(demas[~np.isnan(demas)])[::-1]
    if np.isnan(valores[propio]) or not 1 <= lugar <= len(demas) + 1:
        raise ErrorCalculo(f"No hay lugar {lugar} de {len(demas) + 1}", "meta inversa", "Pida un lugar que exista.")
    return float(valores[propio] if lugar > len(demas) else max(valores[propio], demas[lugar - 1]))


def ganancias_de_grupo(potencial: pl.DataFrame, sujetos: pl.DataFrame, n_grupo: int) -> pl.DataFrame:
    """Lo que cada cambio de un sujeto movería la media de su grupo: ganancia ÷ `n_grupo`, un sujeto × hoja por renglón.

    `potencial`: la tabla de `potencial.potencial`; `sujetos`, los del grupo (`clave_sujeto`). `n_grupo` son los sujetos que
    entran en la media. Sirve de entrada a `cambios_para`: «estos 5 cambios llevarían a la entidad de un lugar a otro».
    """
    if n_grupo < 1:
        raise ErrorCalculo("El grupo no tiene sujetos", "meta de la entidad", "Elija una entidad con sujetos evaluados.")
    propios = potencial.join(sujetos.select("clave_sujeto"), on="clave_sujeto", how="semi", maintain_order="left")
    return propios.with_columns(pl.col("ganancia") / n_grupo)
