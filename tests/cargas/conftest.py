"""Una carpeta de datos propia, y esperar a que la orden que corre en otro proceso termine."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from apertura import consultas
from apertura.cargas import acciones
from apertura.cargas.carga import EN_CURSO, Carga

ESPERA = 60


@pytest.fixture
def datos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Carpeta de datos vacía: la publicación que viene con el código es su primera versión."""
    carpeta = tmp_path / "datos"
    carpeta.mkdir()
    monkeypatch.setenv("APERTURA_DATOS", str(carpeta))
    monkeypatch.delenv("APERTURA_SOLO_LECTURA", raising=False)
    yield carpeta
    consultas._VIGENTE.clear()


@pytest.fixture
def terminada() -> Callable[[Carga], Carga]:
    """Espera a que la carga deje de revisarse o publicarse y la devuelve."""

    def esperar(carga: Carga) -> Carga:
        limite = time.monotonic() + ESPERA
        while (ahora := acciones.ver(carga.id)).estado in EN_CURSO:
            assert time.monotonic() < limite, "la orden no terminó"
            time.sleep(0.05)
        return ahora

    return esperar
