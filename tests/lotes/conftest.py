"""La publicación vigente y un día fijo."""

import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from apertura.exportacion.estampa import Ajustes
from apertura.lotes.hacer import Orden

HOY = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def sin_pagina_como_principal(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppTest deja su página como programa principal, y cada proceso nuevo la volvería a correr; la orden «fichas» no lo hace."""
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))


@pytest.fixture
def orden(tmp_path: Path) -> Orden:
    return Orden(tmp_path / "fichas", "pdf", Ajustes(hoy=HOY, origen="https://ejemplo.mx"))
