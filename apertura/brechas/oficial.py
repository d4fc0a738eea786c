"""M0 y M0': la brecha y la tipología como las definió la fuente en 2017."""

import polars as pl

from apertura.brechas import ErrorCalculo
from apertura.brechas.arbol import Arbol, a_largo

CORTE = 0.5
TIPOLOGIA = ("transparencia y participación", "sólo transparencia", "sólo participación", "ninguna de las dos")


def brechas_oficiales(tabla: pl.DataFrame, arbol: Arbol) -> pl.DataFrame:
    """M0: brecha = peso en el que lo contiene × (1 − valor), de 0 a ese peso. Un sujeto × hoja por renglón.

    Columnas: `clave_sujeto`, `indicador`, `valor`, `peso_en_padre`, `brecha` (nula si no hay valor). La tabla puede tener un
    solo renglón con las cifras nacionales. Fuente: METODO §3 M0; INAI 2017, p. 29.
    """
    x = arbol.matriz(tabla)
    peso = pl.Series(arbol.pesos_en_padre).to_numpy() + 0 * x
    return a_largo(tabla, arbol, valor=x, peso_en_padre=peso, brecha=peso * (1 - x))


def tipologia(tabla: pl.DataFrame, transparencia: str = "T", participacion: str = "P", corte: float = CORTE) -> pl.DataFrame:
    """M0': la tabla con la columna `tipologia`; nula si falta cualquiera de las dos cifras.

    «Alta» es **mayor** que 0.5: quien está justo en 0.5 queda del lado bajo. Es lo que da las cifras oficiales de 2017
    (145 con las dos altas, 442 sólo transparencia, 10 sólo participación y 311 ninguna); con «mayor o igual» salen
    165, 423, 18 y 302, por los 28 sujetos con P = 0.5 y el que tiene T = 0.5. Doce decimales quitan el ruido binario.
    Fuente: METODO §3 M0'. Lanza ErrorCalculo si la métrica no tiene esas dos dimensiones.
    """
    if faltan := {transparencia, participacion} - set(tabla.columns):
        raise ErrorCalculo(f"Falta {', '.join(sorted(faltan))}", "tipología", "Sólo se da donde hay esas dos cifras.")
    t, p = (pl.col(c).round(12) > corte for c in (transparencia, participacion))
    ambas, solo_t, solo_p, ninguna = (pl.lit(nombre) for nombre in TIPOLOGIA)
    clase = pl.when(t & p).then(ambas).when(t & ~p).then(solo_t).when(~t & p).then(solo_p).when(~t & ~p).then(ninguna)
    sin_cifra = pl.col(transparencia).is_null() | pl.col(participacion).is_null()
    return tabla.with_columns(pl.when(~sin_cifra).then(clase).alias("tipologia"))
