"""Una carpeta de datos propia para cada prueba; la publicación que viene con el código es su primera versión."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from apertura import consultas, publicaciones
from tests.almacen.juegos import Tablas, con_valor, motivo
from tests.publicaciones import REAL


@pytest.fixture
def datos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Carpeta de datos vacía en `APERTURA_DATOS`; al salir se olvida el motor que se abrió sobre ella."""
    monkeypatch.setenv("APERTURA_DATOS", str(tmp_path))
    yield tmp_path
    consultas._VIGENTE.clear()


@pytest.fixture(scope="session")
def tablas() -> Tablas:
    """Las tablas de la publicación que viene con el código."""
    return {ruta.stem: pl.read_parquet(ruta) for ruta in sorted(REAL.glob("*.parquet"))}


@pytest.fixture
def tres(datos: Path, tablas: Tablas) -> list[str]:
    """Tres versiones publicadas, de la más vieja a la más nueva; la última es la vigente."""
    return [publicaciones.publicar(con_valor(tablas, n / 8), motivo(sha256=str(n))).id for n in (1, 2, 3)]
