"""El priorizador: qué sujeto × indicador atender primero, y cuánto movería la media y el lugar de cada entidad."""

import numpy as np
import polars as pl

from apertura.brechas.arbol import IDENTIDAD, Arbol
from apertura.brechas.grupos import MINIMO, Pares
from apertura.brechas.panel import Panel, alcance
from apertura.brechas.posicion import RUIDO, lugares, posiciones
from apertura.brechas.potencial import potencial

CAMBIOS = 5
REZAGOS = ("individual", "compartido")


def areas(tabla: pl.DataFrame, arbol: Arbol, pares: Pares, panel: Panel | None = None) -> pl.DataFrame:
    """Un sujeto × hoja por renglón, por `prioridad`: de quién es y lo que dicen M2, M4 y M5.

    `prioridad` = ganancia × proporción de pares parecidos que ya llegan (con un `panel` completo de dos ediciones, de quienes
    dieron ese salto); nula sin dato o sin pares. `dieron` y `podian`: del panel, nulos sin él. Empates: la mayor ganancia, la
    clave y el orden del árbol. `es_area`: el salto pasa de 0.01 o hay rezago, propio o de todos. Así, un
    indicador en cero para todo el grupo sigue siendo área (rezago compartido) aunque no haya ganancia que prometer.
    `pocos_pares`: el grupo, contándolo, no llega a ocho ni ampliado. Fuente: METODO §3.
    """
    posicion = posiciones(tabla, arbol, pares).select("clave_sujeto", "indicador", "valor", "mediana", "rango", "clase")
    medidas = potencial(tabla, arbol, pares).select("meta", "salto", "ganancia", "alcanzable", "cercanos")
    quienes = tabla.select(
        *IDENTIDAD,
        n_pares=pl.Series(pares.n_pares),
        criterio=pl.Series(pares.criterio.tolist(), dtype=pl.String),
    )
    saltos = _del_panel(panel, medidas["salto"], pares, tabla.height, len(arbol.hojas))
    alcanza = pl.col("proporcion").fill_null(0.0) if panel is not None and panel.completo else pl.col("alcanzable")
    prioridad = pl.col("ganancia") * alcanza
    return (
        pl.concat([posicion, medidas, saltos], how="horizontal")
        .with_row_index("_orden")
        .join(quienes, on="clave_sujeto", how="left", maintain_order="left")
        .with_columns(
            prioridad=prioridad,
            es_area=((pl.col("salto") > RUIDO + 1e-12) | pl.col("clase").is_in(REZAGOS)).fill_null(False),
            pocos_pares=pl.col("n_pares") + 1 < MINIMO,
        )
        # El ruido binario no decide un empate.
        .sort(prioridad.round(12), pl.col("ganancia").round(12), "_orden", descending=[True, True, False], nulls_last=True)
        .drop("_orden")
    )


def _del_panel(panel: Panel | None, salto: pl.Series, pares: Pares, sujetos: int, hojas: int) -> pl.DataFrame:
    """`dieron`, `podian` y `proporcion` de cada celda; nulos si no hay panel o nadie podía."""
    esquema = {"dieron": pl.Int64, "podian": pl.Int64, "proporcion": pl.Float64}
    if panel is None:
        return pl.DataFrame({c: pl.Series([None] * (sujetos * hojas), dtype=t) for c, t in esquema.items()})
    pedidos = salto.fill_null(float("nan")).to_numpy().reshape(sujetos, hojas)
    suyo = alcance(panel, pedidos, np.arange(sujetos), pares)
    celdas = {"dieron": suyo.dieron, "podian": suyo.podian, "proporcion": suyo.proporcion}
    datos = pl.DataFrame({c: pl.Series(m.ravel(), dtype=esquema[c], nan_to_null=True) for c, m in celdas.items()})
    hay = pl.col("proporcion").is_not_null()
    return datos.select(pl.when(hay).then(pl.col(c)).alias(c) for c in esquema)


def palancas(elegidas: pl.DataFrame, tabla: pl.DataFrame, indice: np.ndarray, cuantos: int | None = CAMBIOS) -> pl.DataFrame:
    """Una entidad por renglón: a dónde la llevarían los `cuantos` cambios de mayor ganancia entre las `elegidas` (todas, si None).

    `elegidas`: renglones de `areas`; `tabla` e `indice` (sujetos,): todos los sujetos, pues la media y el lugar son de la
    entidad entera. `cve_ent`, `n_sujetos`, `media`, `lugar`, `total`, `n_cambios`, `subida` (ganancias ÷ n_sujetos),
    `media_nueva`, `lugar_nuevo`: el que tendría si sólo ella cambiara. Quien iguala comparte el lugar. Es simulación, y
    vale M6: ningún otro conjunto con tantos cambios sube más. Quien no tiene índice no entra en la media ni cambia.
    """
    con_indice = tabla.with_columns(_indice=pl.Series(indice, nan_to_null=True)).filter(pl.col("_indice").is_not_null())
    medias = con_indice.group_by("cve_ent").agg(n_sujetos=pl.len().cast(pl.Int64), media=pl.col("_indice").mean()).sort("cve_ent")
    subidas = _mayores(elegidas.join(con_indice, on="clave_sujeto", how="semi"), cuantos)
    juntas = medias.join(subidas, on="cve_ent", how="left", maintain_order="left").with_columns(pl.col("n_cambios", "suma").fill_null(0))
    juntas = juntas.with_columns(subida=pl.col("suma") / pl.col("n_sujetos")).with_columns(media_nueva=pl.col("media") + pl.col("subida"))
    antes, despues = juntas["media"].to_numpy(), juntas["media_nueva"].to_numpy()
    # Al subir sólo pasa a otros: los que tenía arriba y ahora no son mayores.
    return juntas.select(
        "cve_ent", "n_sujetos", "media", pl.Series("lugar", lugares(antes)), pl.lit(juntas.height).alias("total"),
        "n_cambios", "subida", "media_nueva", pl.Series("lugar_nuevo", lugares(despues, antes)),
    )  # fmt: skip


def mayores_ganancias(elegidas: pl.DataFrame, cuantos: int | None) -> pl.DataFrame:
    """Las áreas de mayor ganancia de cada entidad, de mayor a menor; empates, en el orden en que vienen."""
    utiles = elegidas.filter(pl.col("ganancia") > 0).sort(pl.col("ganancia").round(12), descending=True, maintain_order=True)
    return utiles if cuantos is None else utiles.group_by("cve_ent", maintain_order=True).head(cuantos)


def pareto(elegidas: pl.DataFrame) -> pl.DataFrame:
    """Una institución por renglón, de la que más puede ganar a la que menos: `total`, `parte` y `acumulado` (proporciones).

    `total`: suma de sus ganancias, lo que subiría su índice si alcanzara todas las metas. Sólo las que pueden ganar algo.
    """
    orden = pl.col("total").round(12)
    return (
        elegidas.filter(pl.col("ganancia") > 0)
        .group_by("clave_sujeto", maintain_order=True)
        .agg(total=pl.col("ganancia").sum(), n_areas=pl.len().cast(pl.Int64))
        .sort(orden, "clave_sujeto", descending=[True, False])
        .with_columns(parte=pl.col("total") / pl.col("total").sum())
        .with_columns(acumulado=pl.col("parte").cum_sum())
    )


def _mayores(elegidas: pl.DataFrame, cuantos: int | None) -> pl.DataFrame:
    mayores = mayores_ganancias(elegidas, cuantos)
    return mayores.group_by("cve_ent").agg(n_cambios=pl.len().cast(pl.Int64), suma=pl.col("ganancia").sum())
