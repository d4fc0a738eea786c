"""Contratos: qué campos tiene cada tabla publicada. De aquí salen la validación, el diccionario y las notas.

Un contrato es un archivo `data/contratos/<tabla>.toml`. Quien valida es dataframely; este módulo sólo traduce.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import dataframely as dy
import polars as pl

from apertura.errores import ErrorContrato
from apertura.rutas import CONTRATOS


@dataclass(frozen=True)
class Campo:
    """Un campo de una tabla. `foranea` es «tabla.campo»; `valores`, la lista cerrada que admite."""

    nombre: str
    tipo: str
    descripcion: str
    nulo: bool = False
    unidad: str = ""
    minimo: float | None = None
    maximo: float | None = None
    patron: str | None = None
    valores: tuple[str, ...] = ()
    foranea: str | None = None


@dataclass(frozen=True)
class Contrato:
    """Una tabla: qué es un renglón, su llave y sus campos en orden."""

    tabla: str
    descripcion: str
    renglon: str
    llave: tuple[str, ...]
    campos: tuple[Campo, ...]

    def campo(self, nombre: str) -> Campo:
        """El campo con ese nombre; KeyError si no existe."""
        return {campo.nombre: campo for campo in self.campos}[nombre]


# Reglas de dataframely, dichas a quien corrige los datos.
REGLAS = {
    "nullability": "vacío",
    "primary_key": "llave repetida",
    "min": "menor que el mínimo",
    "max": "mayor que el máximo",
    "min_length": "sin texto",
    "regex": "no sigue el patrón",
    "check": "fuera de la lista de valores",
    "nan": "no es un número",
    "inf": "infinito",
}
TIPOS_POLARS = {"texto": pl.String, "entero": pl.Int64, "decimal": pl.Float64, "logico": pl.Boolean}


@cache
def contratos(carpeta: Path = CONTRATOS) -> dict[str, Contrato]:
    """Todos los contratos, por nombre de tabla, en orden alfabético."""
    return {ruta.stem: _leer(ruta) for ruta in sorted(carpeta.glob("*.toml"))}


def aplicar(contrato: Contrato, datos: pl.DataFrame) -> pl.DataFrame:
    """Los datos con las columnas del contrato, en su orden y tipo, ordenados por la llave.

    Lanza ErrorContrato con todos los defectos de la tabla, no sólo el primero.
    """
    faltan = [campo.nombre for campo in contrato.campos if campo.nombre not in datos.columns]
    if faltan:
        raise ErrorContrato(
            f"Faltan columnas: {', '.join(faltan)}",
            f"tabla «{contrato.tabla}»",
            f"Revise data/contratos/{contrato.tabla}.toml y el paso que la construye.",
        )
    tabla = datos.select([_convertir(campo, datos[campo.nombre]) for campo in contrato.campos])
    _exigir_tipos(contrato, datos, tabla)
    _exigir(contrato, tabla)
    return tabla.sort(contrato.llave)


def comprobar_foraneas(tablas: dict[str, pl.DataFrame]) -> None:
    """Toda llave foránea declarada existe en su tabla; lanza ErrorContrato con la primera que no."""
    for contrato in contratos().values():
        for campo in contrato.campos:
            if campo.foranea:
                _exigir_foranea(contrato.tabla, campo.nombre, campo.foranea, tablas)


def _leer(ruta: Path) -> Contrato:
    dato = tomllib.loads(ruta.read_text(encoding="utf-8"))
    campos = tuple(Campo(**{**campo, "valores": tuple(campo.get("valores", ()))}) for campo in dato["campo"])
    return Contrato(dato["tabla"], dato["descripcion"], dato["renglon"], tuple(dato["llave"]), campos)


def _convertir(campo: Campo, valores: pl.Series) -> pl.Series:
    """Al tipo del contrato; lo que no se puede convertir sin perder algo queda nulo."""
    tipo = TIPOS_POLARS[campo.tipo]
    if campo.tipo == "logico" and valores.dtype not in (pl.Boolean, pl.Null):
        return pl.Series(campo.nombre, [None] * valores.len(), dtype=tipo)
    convertidos = valores.cast(tipo, strict=False)
    if campo.tipo == "entero" and valores.dtype.is_float():
        return convertidos.set(convertidos.cast(pl.Float64) != valores, None)
    return convertidos


def _exigir_tipos(contrato: Contrato, datos: pl.DataFrame, tabla: pl.DataFrame) -> None:
    """Lo que no se pudo convertir quedó nulo: aquí se dice qué era, en vez de culpar al nulo."""
    perdidos = {c: datos[c].filter(tabla[c].is_null() & datos[c].is_not_null()) for c in tabla.columns}
    if malos := [f"«{v[0]}» en «{c}» ({v.len()} renglones)" for c, v in perdidos.items() if v.len()]:
        raise ErrorContrato(
            f"No son del tipo declarado: {', '.join(malos)}",
            f"tabla «{contrato.tabla}»",
            f"Corrija la fuente armonizada o data/contratos/{contrato.tabla}.toml.",
        )


def _exigir(contrato: Contrato, tabla: pl.DataFrame) -> None:
    _, fallas = esquema(contrato).filter(tabla)
    if cuenta := fallas.counts():
        ejemplo = fallas.invalid().head(1).to_dicts()[0]
        reglas = "; ".join(f"{_en_palabras(regla)}: {n}" for regla, n in sorted(cuenta.items()))
        raise ErrorContrato(
            f"Hay renglones que no cumplen el contrato ({reglas}). Primero: {ejemplo}",
            f"tabla «{contrato.tabla}»",
            f"Corrija la fuente armonizada o data/contratos/{contrato.tabla}.toml.",
        )


def _en_palabras(regla: str) -> str:
    """«valor|max» → «valor» mayor que el máximo."""
    campo, _, clase = regla.rpartition("|")
    return f"«{campo}» {REGLAS.get(clase, clase)}" if campo else REGLAS.get(clase, clase)


def esquema(contrato: Contrato) -> type[dy.Schema]:
    """Esquema de dataframely equivalente al contrato."""
    columnas = {campo.nombre: _columna(campo, campo.nombre in contrato.llave) for campo in contrato.campos}
    return type(contrato.tabla, (dy.Schema,), columnas)


def _columna(campo: Campo, es_llave: bool) -> dy.Column:
    comunes: dict[str, Any] = {"nullable": campo.nulo, "primary_key": es_llave}
    if campo.tipo == "texto":
        valores = list(campo.valores)
        vale = (lambda columna: columna.is_in(valores)) if valores else None
        return dy.String(**comunes, regex=campo.patron, min_length=1, check=vale)
    if campo.tipo == "logico":
        return dy.Bool(nullable=campo.nulo)
    if campo.tipo == "entero":
        minimo, maximo = (None if cota is None else int(cota) for cota in (campo.minimo, campo.maximo))
        return dy.Int64(**comunes, min=minimo, max=maximo)
    return dy.Float64(**comunes, min=campo.minimo, max=campo.maximo)


def _exigir_foranea(tabla: str, columna: str, foranea: str, tablas: dict[str, pl.DataFrame]) -> None:
    ajena, llave = foranea.split(".")
    conocidas = tablas[ajena][llave].implode()
    sueltas = tablas[tabla].filter(pl.col(columna).is_not_null() & ~pl.col(columna).is_in(conocidas))
    if sueltas.height:
        raise ErrorContrato(
            f"«{sueltas[columna][0]}» no está en «{ajena}» ({sueltas.height} renglones)",
            f"tabla «{tabla}», columna «{columna}»",
            f"Agréguelo en data/armonizacion o corrija «{tabla}».",
        )
