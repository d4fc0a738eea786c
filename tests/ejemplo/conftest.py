"""El ejemplo simulado, publicado una sola vez para todas estas pruebas."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from apertura import consultas, publicaciones
from apertura.catalogo import Catalogo, catalogo
from apertura.consultas import Motor
from apertura.importador import ejemplo
from apertura.publicacion import Publicacion


@pytest.fixture(scope="session")
def publicado(tmp_path_factory: pytest.TempPathFactory) -> Publicacion:
    """Lo que queda al cargar el ejemplo en una carpeta de datos nueva, que sólo se usa donde se pide «mostrado»."""
    carpeta: Path = tmp_path_factory.mktemp("ejemplo")
    with pytest.MonkeyPatch.context() as parche:
        parche.setenv("APERTURA_DATOS", str(carpeta))
        return ejemplo.publicar("ana")


@pytest.fixture
def mostrado(publicado: Publicacion, monkeypatch: pytest.MonkeyPatch) -> Iterator[Publicacion]:
    """La aplicación mostrando el ejemplo."""
    monkeypatch.setenv("APERTURA_DATOS", str(publicado.carpeta.parent.parent))
    yield publicado
    consultas._VIGENTE.clear()


@pytest.fixture
def motor(mostrado: Publicacion) -> Motor:
    assert consultas.motor().publicacion.id == mostrado.id
    return consultas.motor()


@pytest.fixture
def cat(motor: Motor) -> Catalogo:
    return catalogo(motor)


@pytest.fixture(scope="session")
def tablas(publicado: Publicacion) -> dict[str, pl.DataFrame]:
    return publicaciones.leer_de(publicado)
