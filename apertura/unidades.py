"""Unidades que se comparan: nacional, entidad, orden, tipo, orden × tipo, sujeto y lo que sólo existe publicado.

Cada una tiene una clave estable que cabe en un enlace: `nacional`, `entidad.20`, `orden.estatal`, `tipo.judicial`,
`grupo.estatal.judicial`, `sujeto.20-EJE-08` o `publicada.17-cdh`.
"""

from collections.abc import Mapping
from typing import Any

import polars as pl

MAXIMO = 6
NACIONAL = "nacional"


def nombres(
    entidades: Mapping[str, str],
    ordenes: Mapping[str, str],
    tipos: Mapping[str, str],
    grupos: list[tuple[str, str]],
    sujetos: Mapping[str, str],
    publicadas: Mapping[str, str],
) -> dict[str, str]:
    """Clave de unidad → nombre, en orden de presentación. `ordenes` y `tipos` traen su plural; `grupos`, pares (orden, tipo).

    Un tipo de un solo orden no forma grupo aparte: sería la misma unidad con dos claves.
    """
    veces = [tipo for _, tipo in grupos]
    return (
        {NACIONAL: "Nacional"}
        | {f"entidad.{clave}": nombre for clave, nombre in entidades.items()}
        | {f"orden.{clave}": f"Sujetos {nombre}" for clave, nombre in ordenes.items()}
        | {f"tipo.{clave}": _mayuscula(nombre) for clave, nombre in tipos.items()}
        | {f"grupo.{o}.{t}": _mayuscula(f"{tipos[t]} {ordenes[o]}") for o, t in grupos if veces.count(t) > 1}
        | dict(publicadas)
        | {f"sujeto.{clave}": nombre for clave, nombre in sujetos.items()}
    )


def del_sujeto(sujeto: Mapping[str, Any], conocidas: Mapping[str, str]) -> tuple[str, ...]:
    """El sujeto con lo que lo rodea: su grupo de orden y tipo, su entidad y el país. `sujeto`: un renglón de la consulta `sujeto`."""
    grupo = f"grupo.{sujeto['orden']}.{sujeto['tipo']}"
    grupo = grupo if grupo in conocidas else f"tipo.{sujeto['tipo']}"
    return (f"sujeto.{sujeto['clave_sujeto']}", grupo, f"entidad.{sujeto['cve_ent']}", NACIONAL)


def es_sujeto(unidad: str) -> bool:
    """Si es una sola institución: no tiene media ni muestra detrás."""
    return unidad.startswith(("sujeto.", "publicada."))


def pertenece(unidad: str) -> pl.Expr:
    """Si un sujeto (`clave_sujeto`, `cve_ent`, `orden`, `tipo`) es de la unidad. Es la misma regla que en `queries/unidades.sql`."""
    campos = {"entidad": ["cve_ent"], "orden": ["orden"], "tipo": ["tipo"], "grupo": ["orden", "tipo"], "sujeto": ["clave_sujeto"]}
    clase, *valores = unidad.split(".")
    if unidad == NACIONAL:
        return pl.lit(True)
    if clase not in campos:
        return pl.lit(False)
    return pl.all_horizontal(pl.col(campo) == valor for campo, valor in zip(campos[clase], valores, strict=True))


def clave(unidad: str) -> str:
    """Lo que sigue al primer punto: `entidad.20` → «20»; vacío en `nacional`."""
    return unidad.partition(".")[2]


def en_tabla(unidades: Mapping[str, str]) -> pl.DataFrame:
    """Una unidad por renglón: `unidad` y `nombre`, en el orden dado."""
    return pl.DataFrame({"unidad": list(unidades), "nombre": list(unidades.values())}, schema={"unidad": pl.String, "nombre": pl.String})


def _mayuscula(texto: str) -> str:
    return texto[:1].upper() + texto[1:]
