"""El árbol de indicadores de una edición: el publicado, el que se da en un CSV o el propuesto a partir de otra edición.

De otra edición sólo se hereda la forma y los pesos que la métrica mantiene (mitades de GA, T y P; cuartos de JA). Los
pesos de los componentes de 2017 no se heredan: en las demás ediciones no se conocen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from apertura.errores import ErrorApertura
from apertura.importador import indicadores as arboles
from apertura.importador.defectos import Defecto
from apertura.importador.entender.mensajes import defecto
from apertura.importador.fuentes import leer_csv
from apertura.rutas import ARMONIZACION

COLUMNAS = ["indicador", "padre", "nombre", "peso_en_padre"]
_SE_MANTIENEN = {"MGA": ("GA", "T", "P", "TG", "TC", "PG", "PC"), "MJA": ("JA", "T", "P", "C", "RC")}
CAMPOS = ["metrica", "edicion", "indicador", "padre", "nombre", "formula", "peso_en_padre", "fuente", "cita"]


@dataclass(frozen=True)
class Estructura:
    """`arbol`: un renglón por indicador posible de la edición. `propios`: los que declara el CSV que la acompaña."""

    arbol: pl.DataFrame
    indicadores: frozenset[str]
    conteos: frozenset[str]
    encabezados: Mapping[str, str]
    declarada: bool
    defectos: tuple[Defecto, ...] = ()


def estructura_para(metrica: str | None, edicion: int | None, ruta: Path | None, contra: Mapping[str, pl.DataFrame]) -> Estructura:
    """La estructura de una edición. Lanza ErrorApertura si el CSV no tiene su forma."""
    if ruta is not None:
        return _declarada(metrica, edicion, ruta)
    arbol = propuesto(metrica, edicion, contra)
    return Estructura(arbol, frozenset(arbol["indicador"]), _conteos(arbol), {}, False, tuple(_pesos(arbol)))


def propuesto(metrica: str | None, edicion: int | None, contra: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """El árbol publicado de la edición, más los demás indicadores de la métrica sin pesos de componentes."""
    base = contra.get("indicadores")
    if base is None:
        base = arboles.indicadores(pl.DataFrame(schema={"metrica": pl.String, "edicion": pl.Int64, "indicador": pl.String}))
    base = base.filter(pl.col("metrica") == metrica) if metrica else base
    propio = base.filter(pl.col("edicion") == edicion) if edicion else base.clear()
    otros = (
        base.join(propio, on="indicador", how="anti")
        .sort("edicion", descending=True)
        .unique("indicador", keep="first", maintain_order=True)
    )
    se_mantiene = pl.col("indicador").is_in(list(_SE_MANTIENEN.get(metrica or "", ())))
    heredados = otros.with_columns(
        peso_en_padre=pl.when(se_mantiene).then("peso_en_padre"),
        peso_en_indice=pl.when(se_mantiene).then("peso_en_indice"),
        formula=pl.when(se_mantiene).then("formula"),
        edicion=pl.lit(edicion, dtype=pl.Int64),
    )
    return pl.concat([propio.with_columns(heredado=pl.lit(False)), heredados.with_columns(heredado=pl.lit(True))], how="diagonal")


def _declarada(metrica: str | None, edicion: int | None, ruta: Path) -> Estructura:
    tabla = leer_csv(ruta)
    if faltan := [c for c in COLUMNAS if c not in tabla.columns]:
        raise ErrorApertura(f"A la estructura le faltan columnas: {', '.join(faltan)}", f"archivo «{ruta.name}»",
                            "Use las de data/fuentes/mga_2017_estructura.")  # fmt: skip
    descritos = leer_csv(ARMONIZACION / "indicadores.csv").with_row_index("posicion", offset=1)
    arbol = (
        tabla.with_columns(
            pl.col("peso_en_padre").cast(pl.Float64, strict=False),
            metrica=pl.lit(metrica, dtype=pl.String),
            edicion=pl.lit(edicion, dtype=pl.Int64),
        )
        .drop("fuente", strict=False)
        .join(descritos, on=["metrica", "indicador"], how="left", maintain_order="left", suffix="_conocido")
        .with_columns(
            formula=pl.col("formula") if "formula" in tabla.columns else pl.lit(None, dtype=pl.String),
            nombre_corto=pl.coalesce("nombre_corto", "nombre"),
            nivel=pl.coalesce("nivel", pl.when(pl.col("padre").is_null()).then(pl.lit("indice")).otherwise(pl.lit("componente"))),
            definicion=pl.coalesce("definicion", pl.lit("Declarado en la estructura que acompaña al archivo.")),
            posicion=pl.coalesce(pl.col("posicion").cast(pl.Int64), 1000 + pl.int_range(pl.len())),
            heredado=pl.lit(False),
            cita=pl.lit(None, dtype=pl.String),
        )
    )
    arbol = arboles._con_peso_en_indice(arbol)
    rotulos = {nombre: clave for clave, nombre in arbol.select("indicador", "nombre").rows() if nombre} | {c: c for c in arbol["indicador"]}
    return Estructura(arbol, frozenset(arbol["indicador"]), _conteos(arbol), rotulos, True, tuple(_pesos(arbol)))


def _conteos(arbol: pl.DataFrame) -> frozenset[str]:
    return frozenset(arbol.filter(pl.col("nivel") == "conteo")["indicador"])


def _pesos(arbol: pl.DataFrame) -> list[Defecto]:
    """Los hijos de un padre suman 1 si se conocen todos sus pesos. Los agregados (GAg, GAc) no entran a la suma."""
    hijos = arbol.filter(pl.col("padre").is_not_null() & (pl.col("nivel") != "agregado"))
    sumas = hijos.group_by("padre", maintain_order=True).agg(
        suma=pl.col("peso_en_padre").sum(), completos=pl.col("peso_en_padre").is_not_null().all()
    )
    malas = sumas.filter(pl.col("completos") & ((pl.col("suma") - 1).abs() > 1e-6))
    return [defecto("PONDERADORES", padre=padre, suma=f"{suma:.4g}") for padre, suma in malas.select("padre", "suma").rows()]
