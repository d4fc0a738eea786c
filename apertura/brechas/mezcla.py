"""M7 y M9: qué parte de una diferencia es de quiénes se midieron y qué parte es de cómo salieron."""

import polars as pl

from apertura.brechas import ErrorCalculo

ESTRATO = ("orden", "tipo")


def mezcla_y_desempeno(tabla: pl.DataFrame, valor: str, unidad: str = "cve_ent", estrato: tuple[str, ...] = ESTRATO) -> pl.DataFrame:
    """M7: Ī_s − Ī = Σ_g (p_sg − p_g) Ī_g + Σ_g p_sg (Ī_sg − Ī_g), exacta. Una unidad × estrato del país por renglón.

    `n`, `parte` p_sg, `parte_nacional` p_g, `media` Ī_sg (nula si la unidad no tiene ninguno), `media_nacional` Ī_g, `mezcla`
    y `desempeno` (puntos). Cada renglón de `mezcla` va como (p_sg − p_g)(Ī_g − Ī): suma lo mismo, porque Σ(p_sg − p_g) = 0,
    y así tener de menos un estrato bajo no se lee como pérdida. Los nulos de `valor` no entran. Fuente: METODO §3 M7.
    """
    datos = tabla.filter(pl.col(valor).is_not_null() & pl.col(valor).is_not_nan())
    general = datos[valor].mean()
    nacional = datos.group_by(estrato).agg(media_nacional=pl.col(valor).mean(), n_nacional=pl.len())
    propio = datos.group_by(unidad, *estrato).agg(media=pl.col(valor).mean(), n=pl.len().cast(pl.Int64))
    rejilla = datos.select(unidad).unique().join(nacional, how="cross")
    return (
        rejilla.join(propio, on=[unidad, *estrato], how="left", nulls_equal=True)
        .with_columns(pl.col("n").fill_null(0))
        .with_columns(parte=pl.col("n") / pl.col("n").sum().over(unidad), parte_nacional=pl.col("n_nacional") / max(datos.height, 1))
        .with_columns(
            mezcla=(pl.col("parte") - pl.col("parte_nacional")) * (pl.col("media_nacional") - general),
            desempeno=(pl.col("parte") * (pl.col("media") - pl.col("media_nacional"))).fill_null(0.0),
        )
        .select(unidad, *estrato, "n", "parte", "parte_nacional", "media", "media_nacional", "mezcla", "desempeno")
        .sort(unidad, *estrato)
    )


def subio_o_cambio_la_muestra(antes: pl.DataFrame, despues: pl.DataFrame, valor: str, por: str | None = None) -> pl.DataFrame:
    """M9: Δ = (Ī_M,1 − Ī_M,0) + (E/N1)(Ī_E − Ī_M,1) − (X/N0)(Ī_X − Ī_M,0), exacta. Un grupo de `por` por renglón (o uno, «00»).

    Se emparejan por `clave_sujeto`: M están en las dos, E entran, X salen. Columnas: `grupo`, `n_panel`, `n_entran`, `n_salen`,
    `cambio` Δ, `panel`, `entran`, `salen` (los tres sumandos, el último con su signo: suman Δ). El grupo es el de cada
    edición: quien cambia de grupo entra en uno y sale del otro. Sin panel los sumandos son nulos; con él vacío de entradas o
    salidas, 0. Los nulos de `valor` no cuentan. Fuente: METODO §3 M9. Lanza ErrorCalculo si una clave se repite.
    """
    con_grupo = [_con_grupo(tabla, valor, por, sufijo) for tabla, sufijo in ((antes, "0"), (despues, "1"))]
    juntas = con_grupo[0].join(con_grupo[1], on=["grupo", "clave_sujeto"], how="full", coalesce=True)
    v0, v1 = pl.col("v0"), pl.col("v1")
    panel, entra, sale = v0.is_not_null() & v1.is_not_null(), v0.is_null(), v1.is_null()
    resumen = juntas.group_by("grupo").agg(
        *(m.sum().cast(pl.Int64).alias(n) for m, n in ((panel, "n_panel"), (entra, "n_entran"), (sale, "n_salen"))),
        cambio=v1.mean() - v0.mean(),
        m0=v0.filter(panel).mean(),
        m1=v1.filter(panel).mean(),
        e=v1.filter(entra).mean(),
        x=v0.filter(sale).mean(),
    )
    hay = pl.col("n_panel") > 0
    n0, n1 = (pl.col("n_panel") + pl.col(otros) for otros in ("n_salen", "n_entran"))
    entran = (pl.col("n_entran") / n1 * (pl.col("e") - pl.col("m1"))).fill_null(0.0)
    salen = -(pl.col("n_salen") / n0 * (pl.col("x") - pl.col("m0"))).fill_null(0.0)
    return resumen.select(
        "grupo", "n_panel", "n_entran", "n_salen", "cambio",
        panel=pl.col("m1") - pl.col("m0"), entran=pl.when(hay).then(entran), salen=pl.when(hay).then(salen),
    ).sort("grupo")  # fmt: skip


def _con_grupo(tabla: pl.DataFrame, valor: str, por: str | None, sufijo: str) -> pl.DataFrame:
    if tabla["clave_sujeto"].is_duplicated().any():
        raise ErrorCalculo("Un sujeto está repetido en una edición", "comparación de ediciones", "Deje un renglón por sujeto.")
    grupo = pl.lit("00") if por is None else pl.col(por).cast(pl.String)
    return tabla.filter(pl.col(valor).is_not_null() & pl.col(valor).is_not_nan()).select(
        grupo.alias("grupo"), "clave_sujeto", pl.col(valor).cast(pl.Float64).alias(f"v{sufijo}")
    )
