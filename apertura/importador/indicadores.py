"""El árbol de indicadores de cada métrica y edición, con el peso efectivo de cada uno en el índice."""

import polars as pl

from apertura.importador.fuentes import leer_csv, leer_fuente
from apertura.rutas import ARMONIZACION

LLAVE = ["metrica", "edicion", "indicador"]


def indicadores(resultados: pl.DataFrame) -> pl.DataFrame:
    """Un indicador de una edición por renglón; `por_sujeto` sale de los resultados que de verdad hay."""
    arbol = pl.concat([_publicado_en_2017(), _sin_estructura()], how="diagonal")
    descritos = arbol.join(
        leer_csv(ARMONIZACION / "indicadores.csv").with_row_index("posicion", offset=1),
        on=["metrica", "indicador"],
        how="left",
        maintain_order="left",
    )
    con_pesos = _con_peso_en_indice(descritos)
    medidos = resultados.select(LLAVE).unique().with_columns(por_sujeto=pl.lit(True))
    return con_pesos.join(medidos, on=LLAVE, how="left").with_columns(pl.col("por_sujeto").fill_null(False))


def brechas_publicadas() -> pl.DataFrame:
    """Las brechas que INAI publicó en 2017 (p. 29): un renglón por componente que la tiene."""
    return leer_fuente("mga_2017_estructura").filter(pl.col("brecha_publicada").is_not_null())


def _publicado_en_2017() -> pl.DataFrame:
    return _tipada(leer_fuente("mga_2017_estructura"))


def _sin_estructura() -> pl.DataFrame:
    return _tipada(leer_csv(ARMONIZACION / "indicadores_sin_estructura.csv"))


def _tipada(tabla: pl.DataFrame) -> pl.DataFrame:
    return tabla.with_columns(pl.col("edicion").cast(pl.Int64), pl.col("peso_en_padre").cast(pl.Float64))


def _con_peso_en_indice(arbol: pl.DataFrame) -> pl.DataFrame:
    """El peso efectivo es el producto de los pesos hasta la raíz; nulo si alguno no se conoce."""
    renglones = {(r["metrica"], r["edicion"], r["indicador"]): r for r in arbol.iter_rows(named=True)}
    pesos = [_peso(clave, renglones) for clave in renglones]
    return arbol.with_columns(peso_en_indice=pl.Series(pesos, dtype=pl.Float64))


def _peso(clave: tuple, renglones: dict[tuple, dict]) -> float | None:
    renglon = renglones[clave]
    if renglon["nivel"] == "indice":
        return 1.0
    if renglon["padre"] is None or renglon["peso_en_padre"] is None or renglon["nivel"] == "agregado":
        return None
    arriba = _peso((clave[0], clave[1], renglon["padre"]), renglones)
    return None if arriba is None else arriba * renglon["peso_en_padre"]
