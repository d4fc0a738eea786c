"""¿El índice del archivo es el que dan sus partes? Se comprueba y se dice; se publica lo que dice el archivo."""

import polars as pl

from apertura.importador.defectos import Defecto
from apertura.importador.entender.mensajes import defecto

# Cuatro decimales redondeados en cada término: hasta 7.5e-5. Con dos decimales, hasta 0.0075.
_HOLGURA = {4: 6e-4, 3: 1.5e-3, 2: 1e-2, 1: 1e-1, 0: 1.0}


def identidades(largas: pl.DataFrame, arbol: pl.DataFrame, hoja: str) -> list[Defecto]:
    """Un aviso por padre que no es la suma ponderada de sus hijos, si se conocen todos sus pesos y están en el archivo."""
    if not largas.height:
        return []
    ancho = (
        largas.select("destino", "campo", "valor")
        .unique(["destino", "campo"], keep="first")
        .pivot(on="campo", index="destino", values="valor")
    )
    hijos = arbol.filter(pl.col("padre").is_not_null() & (pl.col("nivel") != "agregado") & pl.col("peso_en_padre").is_not_null())
    salida = []
    for (padre,), grupo in hijos.group_by("padre", maintain_order=True):
        pesos = dict(grupo.select("indicador", "peso_en_padre").rows())
        todos = arbol.filter((pl.col("padre") == padre) & (pl.col("nivel") != "agregado")).height
        if len(pesos) != todos or abs(sum(pesos.values()) - 1) > 1e-6 or not {padre, *pesos} <= set(ancho.columns):
            continue
        error = ancho.select(
            (pl.col(str(padre)) - pl.sum_horizontal([pl.col(k) * w for k, w in pesos.items()], ignore_nulls=False)).abs()
        ).to_series()
        malas = error.filter(error > _holgura(ancho[str(padre)]))
        if malas.len():
            formula = f"{padre} = " + " + ".join(f"{w:g} {k}" for k, w in pesos.items())
            salida.append(defecto("COMPUESTO", hoja, columna=str(padre), n=malas.len(), formula=formula, dif=f"{malas.max():.4f}"))
    return salida


def _holgura(valores: pl.Series) -> float:
    """Según con cuántos decimales viene el archivo."""
    decimales = valores.drop_nulls().cast(pl.String).str.split(".").list.last().str.len_chars().max()
    return _HOLGURA.get(int(decimales or 0), 6e-4)  # type: ignore[arg-type]
