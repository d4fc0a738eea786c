"""M14: qué tan distintos son entre sí los sujetos de un mismo grupo."""

import polars as pl

from apertura.brechas.arbol import Arbol

BAJO = 0.2
MINIMO = 5


def desigualdad(tabla: pl.DataFrame, arbol: Arbol, por: tuple[str, ...] = ("cve_ent", "tipo"), minimo: int = MINIMO) -> pl.DataFrame:
    """M14. Un grupo × indicador (cada hoja y la raíz) por renglón: `n`, `p10`, `p90`, `dispersion` = P90 − P10 y `bajos`.

    `bajos`: proporción de sujetos con valor < 0.2. Cuantiles por interpolación lineal; nulos con menos de `minimo` sujetos con
    dato (con menos, los percentiles no dicen nada); `bajos` se da siempre, con su `n`. La raíz es Σ w·x y falta si falta una
    hoja. Fuente: METODO §3 M14; el mínimo de 5 es supuesto del proyecto.
    """
    con_raiz = tabla.select(*por, *arbol.hojas).with_columns(pl.Series(arbol.raiz, arbol.indice(tabla)))
    largo = con_raiz.unpivot(index=list(por), on=[arbol.raiz, *arbol.hojas], variable_name="indicador", value_name="valor")
    valor, basta = pl.col("valor"), pl.len() >= minimo
    return (
        largo.filter(valor.is_not_null() & valor.is_not_nan())
        .group_by(*por, "indicador")
        .agg(
            n=pl.len().cast(pl.Int64),
            p10=pl.when(basta).then(valor.quantile(0.1, "linear")),
            p90=pl.when(basta).then(valor.quantile(0.9, "linear")),
            bajos=(valor < BAJO).mean(),
        )
        .with_columns(dispersion=pl.col("p90") - pl.col("p10"))
        .sort(*por, pl.col("indicador").cast(pl.Enum([arbol.raiz, *arbol.hojas])))
    )
