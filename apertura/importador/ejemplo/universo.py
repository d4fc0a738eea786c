"""Las instituciones inventadas de cada edición: cuántas por entidad, orden y tipo, y cómo se llaman."""

from dataclasses import dataclass
from functools import cache

import polars as pl

from apertura import rutas
from apertura.importador.fuentes import leer_csv

EJEMPLO = rutas.DATOS / "ejemplo"
_CELDA = ["cve_ent", "orden", "tipo"]
_POCAS = 4
"""Desde cuántas instituciones de un mismo tipo, orden y entidad hay una que deja de evaluarse después de 2019."""


@dataclass(frozen=True)
class Institucion:
    """Una institución inventada. `numero` la distingue entre las de su entidad, orden y tipo; es la misma en todas las ediciones."""

    cve_ent: str
    orden: str
    tipo: str
    numero: int

    @property
    def clave(self) -> str:
        """Con qué se sortean sus cifras."""
        return f"{self.cve_ent}|{self.orden}|{self.tipo}|{self.numero}"


def instituciones(metrica: str, edicion: int, cuantas: int) -> list[Institucion]:
    """Exactamente `cuantas`, repartidas como las de 2017 (MGA) o como dice `data/ejemplo/instituciones.csv` (MJA)."""
    celdas = _de_la_mga(cuantas) if metrica == "MGA" else _de_la_mja()
    hay = [
        Institucion(*celda, numero)
        for celda, n in celdas
        for numero in (range(2, n + 2) if n >= _POCAS and edicion > 2019 and metrica == "MGA" else range(1, n + 1))
    ]
    assert len(hay) == cuantas
    return hay


@cache
def nombres() -> dict[tuple[str, str, str], str]:
    """(métrica, orden, tipo) → cómo se llama cualquiera de ellas, sin número: siempre dice que es simulada."""
    tabla = leer_csv(EJEMPLO / "instituciones.csv")
    return {(m, o, t): nombre for m, o, t, nombre in tabla.select("metrica", "orden", "tipo", "nombre").rows()}


def _de_la_mga(cuantas: int) -> list[tuple[tuple[str, str, str], int]]:
    """Las 908 de 2017 crecidas en proporción, por restos mayores; ninguna celda se queda sin nadie."""
    de_2017 = leer_csv(rutas.ARMONIZACION / "catalogo_sujetos.csv").group_by(_CELDA).len().sort(_CELDA)
    parte = pl.col("len") * cuantas / pl.col("len").sum()
    celdas = de_2017.with_columns(n=parte.floor().cast(pl.Int64), resto=parte - parte.floor())
    faltan = cuantas - int(celdas["n"].sum())
    celdas = celdas.sort("resto", *_CELDA, descending=[True, False, False, False]).with_row_index("lugar")
    celdas = celdas.with_columns(n=pl.col("n") + (pl.col("lugar") < faltan).cast(pl.Int64)).sort(_CELDA)
    return [((cve, orden, tipo), n) for cve, orden, tipo, n in celdas.select(*_CELDA, "n").rows()]


def _de_la_mja() -> list[tuple[tuple[str, str, str], int]]:
    """Una por entidad de cada tipo estatal, en las primeras entidades que alcancen; las federales, juntas."""
    celdas = []
    for fila in leer_csv(EJEMPLO / "instituciones.csv").filter(metrica="MJA").iter_rows(named=True):
        cuantas = int(fila["cuantas"])
        if fila["orden"] == "federal":
            celdas.append((("FED", "federal", fila["tipo"]), cuantas))
        else:
            celdas += [((f"{entidad:02d}", "estatal", fila["tipo"]), 1) for entidad in range(1, cuantas + 1)]
    return celdas
