"""Juegos de tablas que se distinguen por un valor, y motivos como los del importador."""

import polars as pl

Tablas = dict[str, pl.DataFrame]


def con_valor(tablas: Tablas, valor: float, sujeto: str = "01-AUT-01") -> Tablas:
    """Las mismas tablas con el GA de un sujeto cambiado: una publicación distinta por valor."""
    aqui = (pl.col("clave_sujeto") == sujeto) & (pl.col("indicador") == "GA")
    return {**tablas, "resultados": tablas["resultados"].with_columns(valor=pl.when(aqui).then(valor).otherwise("valor"))}


def motivo(nombre: str = "base.csv", sha256: str = "a" * 64, **campos: object) -> dict[str, object]:
    """Un motivo como el del importador."""
    return {"archivo": {"nombre": nombre, "sha256": sha256}, "metrica": "MGA", "edicion": 2017, "quien": "prueba", **campos}
