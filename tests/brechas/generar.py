"""Árboles y tablas al azar, y los datos reales de 2017, para probar el motor de brechas."""

from functools import cache

import numpy as np
import polars as pl
from hypothesis import strategies as st

from apertura.brechas.arbol import Arbol, arbol_de, tabla_ancha
from tests.publicaciones import REAL

ESTRATOS = (("estatal", "judicial"), ("estatal", "legislativo"), ("municipal", "municipio"))


@st.composite
def arboles(draw: st.DrawFn) -> Arbol:
    """De una a seis dimensiones con una a cuatro hojas cada una y pesos cualesquiera."""
    ramas = draw(st.lists(st.integers(1, 4), min_size=1, max_size=6).filter(lambda r: sum(r) > 1))
    filas: list[tuple[str, str | None, float | None]] = [("I", None, None)]
    for d, (cuantas, peso) in enumerate(zip(ramas, _pesos(draw, len(ramas)), strict=True)):
        filas.append((f"D{d}", "I", peso))
        if cuantas > 1:
            filas += [(f"D{d}.{h}", f"D{d}", p) for h, p in enumerate(_pesos(draw, cuantas))]
    return arbol_de(pl.DataFrame(filas, schema=["indicador", "padre", "peso_en_padre"], orient="row"))


def _pesos(draw: st.DrawFn, cuantos: int) -> list[float]:
    crudos = draw(st.lists(st.floats(0.05, 1), min_size=cuantos, max_size=cuantos))
    return [c / sum(crudos) for c in crudos]


@st.composite
def tablas(draw: st.DrawFn, arbol: Arbol, minimo: int = 1, maximo: int = 40, nulos: bool = False) -> pl.DataFrame:
    """Sujetos de hasta tres estratos y tres entidades; con muchos ceros y valores repetidos, como los datos reales."""
    n = draw(st.integers(minimo, maximo))
    azar = np.random.default_rng(draw(st.integers(0, 2**32)))
    x = np.round(azar.random((n, len(arbol.hojas))), draw(st.sampled_from([1, 4, 16])))
    x[azar.random(x.shape) < draw(st.sampled_from([0.0, 0.5, 0.95]))] = 0.0
    hojas = {hoja: list(x[:, k]) for k, hoja in enumerate(arbol.hojas)}
    if nulos:
        faltan = azar.random(x.shape) < 0.2
        hojas = {h: [None if faltan[i, k] else v for i, v in enumerate(hojas[h])] for k, h in enumerate(arbol.hojas)}
    return tabla(hojas, [ESTRATOS[i] for i in azar.integers(0, 3, n)], [f"{e:02}" for e in azar.integers(1, 4, n)])


def tabla(hojas: dict[str, list], estratos: list[tuple[str, str]] | None = None, entidades: list[str] | None = None) -> pl.DataFrame:
    """Una tabla ancha con esas columnas; por omisión, todos municipios de la entidad 01."""
    n = len(next(iter(hojas.values())))
    return pl.DataFrame(
        {
            "clave_sujeto": [f"s{i:04}" for i in range(n)],
            "cve_ent": entidades or ["01"] * n,
            "orden": [o for o, _ in estratos or [ESTRATOS[2]] * n],
            "tipo": [t for _, t in estratos or [ESTRATOS[2]] * n],
            **{hoja: pl.Series(valores, dtype=pl.Float64) for hoja, valores in hojas.items()},
        },
        schema_overrides=dict.fromkeys(("clave_sujeto", "cve_ent", "orden", "tipo"), pl.String),
    )


def arbol_parejo(*hojas: str) -> Arbol:
    """Todas las hojas con el mismo peso, bajo una raíz «I»."""
    filas = [("I", None, None), *((hoja, "I", 1 / len(hojas)) for hoja in hojas)]
    return arbol_de(pl.DataFrame(filas, schema=["indicador", "padre", "peso_en_padre"], orient="row"))


@cache
def indicadores(metrica: str = "MGA", edicion: int = 2017) -> pl.DataFrame:
    """Los indicadores publicados de esa edición, en orden de presentación."""
    return pl.read_parquet(REAL / "indicadores.parquet").filter(metrica=metrica, edicion=edicion).sort("posicion")


@cache
def real() -> tuple[pl.DataFrame, Arbol]:
    """Los 908 sujetos de 2017, en tabla ancha, y su árbol de cuatro hojas."""
    resultados = pl.read_parquet(REAL / "resultados.parquet").filter(metrica="MGA", edicion=2017)
    sujetos = pl.read_parquet(REAL / "sujetos.parquet").select("clave_sujeto", "etiqueta", "cve_ent", "orden", "tipo")
    entidades = pl.read_parquet(REAL / "entidades.parquet").select("cve_ent", entidad="nombre", region="region_snt")
    largo = resultados.select("clave_sujeto", "indicador", "valor").join(sujetos, on="clave_sujeto").join(entidades, on="cve_ent")
    return tabla_ancha(largo), arbol_de(indicadores(), set(largo["indicador"]))
