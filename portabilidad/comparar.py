"""Corre todas las consultas en otro motor y dice en qué se apartan de DuckDB: columnas, renglones, orden y cifras a 1e-9."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeGuard

from apertura.consultas import Motor, consultas
from portabilidad.casos import valores
from portabilidad.traducir import traducir

TOLERANCIA = 1e-9


@dataclass(frozen=True)
class Respuesta:
    """Lo que contesta un motor: nombres de columna y renglones, en su orden."""

    columnas: Sequence[str]
    renglones: Sequence[Sequence[object]]


Correr = Callable[[str, dict[str, object]], Respuesta]


def diferencias(duckdb: Motor, dialecto: str, correr: Correr) -> dict[str, str]:
    """Caso («consulta, con filtros») → en qué no coincide. Vacío si todas dan lo mismo. `correr` recibe SQL y parámetros.

    Un parámetro opcional que no se da va nulo, como en DuckDB.
    """
    halladas = {}
    for consulta in consultas().values():
        sql = traducir(consulta.sql, dialecto)
        for filtros in (False, True):
            dados = valores(consulta, "real", filtros)
            esperada = duckdb.consultar(consulta.nombre, **dados)
            otra = correr(sql, {p: dados.get(p) for p in consulta.parametros})
            if motivo := apartan(Respuesta(esperada.columns, esperada.rows()), otra):
                halladas[f"{consulta.nombre}, {'con' if filtros else 'sin'} filtros"] = motivo
    return halladas


def apartan(esperada: Respuesta, otra: Respuesta) -> str:
    """En qué se aparta la otra respuesta de la esperada; texto vacío si son la misma."""
    if list(esperada.columnas) != list(otra.columnas):
        return f"columnas {list(otra.columnas)}"
    if len(esperada.renglones) != len(otra.renglones):
        return f"{len(otra.renglones)} renglones en lugar de {len(esperada.renglones)}"
    for numero, (a, b) in enumerate(zip(esperada.renglones, otra.renglones, strict=True), 1):
        for columna, uno, dos in zip(esperada.columnas, a, b, strict=True):
            if not _iguales(uno, dos):
                return f"renglón {numero}, {columna}: {dos!r} en lugar de {uno!r}"
    return ""


def _iguales(uno: object, dos: object) -> bool:
    """Los números se comparan con tolerancia y sin importar su tipo; una lista, elemento por elemento; lo demás, exacto."""
    if isinstance(uno, list):
        return isinstance(dos, list | tuple) and uno == list(dos)
    if _es_numero(uno) and _es_numero(dos):
        return abs(float(uno) - float(dos)) <= TOLERANCIA
    return type(uno) is type(dos) and uno == dos


def _es_numero(valor: object) -> TypeGuard[int | float | Decimal]:
    return isinstance(valor, int | float | Decimal) and not isinstance(valor, bool)
