"""Toda consulta de `queries/`, traducida, da en un PostgreSQL de verdad lo mismo que en DuckDB."""

from collections.abc import Iterator
from typing import Any

import polars as pl
import psycopg
import pytest
from psycopg import sql

from apertura.consultas import Motor, abrir_motor
from apertura.publicacion import abrir
from herramientas import postgresql
from herramientas.entorno import en_integracion_continua
from portabilidad.comparar import Respuesta, diferencias
from tests.publicaciones import REAL

TIPOS: dict[Any, sql.SQL] = {
    pl.String: sql.SQL("text"),
    pl.Int64: sql.SQL("bigint"),
    pl.Float64: sql.SQL("double precision"),
    pl.Boolean: sql.SQL("boolean"),
}


@pytest.fixture
def conexion() -> Iterator[psycopg.Connection]:
    """Un PostgreSQL recién creado. En integración continua es obligatorio."""
    programas = postgresql.buscar()
    if programas is None:
        (pytest.fail if en_integracion_continua() else pytest.skip)(postgresql.COMO_CONSEGUIRLO)
    with postgresql.servidor(programas) as donde, psycopg.connect(donde) as abierta:
        yield abierta


def test_todas_dan_lo_mismo_en_postgresql(conexion: psycopg.Connection) -> None:
    duckdb = abrir_motor(abrir(REAL))
    cargar(conexion, duckdb)

    def correr(texto: str, parametros: dict[str, object]) -> Respuesta:
        cursor = conexion.execute(texto.encode(), parametros)
        return Respuesta([c.name for c in cursor.description or ()], cursor.fetchall())

    assert diferencias(duckdb, "postgres", correr) == {}


def cargar(conexion: psycopg.Connection, duckdb: Motor) -> None:
    """Las tablas publicadas, de Parquet a PostgreSQL, y sus estadísticas."""
    for nombre, ruta in duckdb.publicacion.tablas.items():
        tabla = pl.read_parquet(ruta)
        columnas = sql.SQL(", ").join(sql.SQL("{} {}").format(sql.Identifier(c), TIPOS[t]) for c, t in tabla.schema.items())
        conexion.execute(sql.SQL("create table {} ({})").format(sql.Identifier(nombre), columnas))
        with conexion.cursor().copy(sql.SQL("copy {} from stdin").format(sql.Identifier(nombre))) as copia:
            for renglon in tabla.iter_rows():
                copia.write_row(renglon)
    conexion.execute("analyze")
