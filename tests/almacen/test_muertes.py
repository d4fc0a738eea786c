"""kill -9 en cada llamada al sistema y en cien instantes al azar: nada se pierde, nada queda a medias, nada sobra."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from apertura.rutas import RAIZ

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="se prueba bifurcando el proceso, que en Windows no se puede")


def morir(carpeta: Path, cual: str) -> dict:
    orden = [sys.executable, "-m", "tests.almacen.morir", str(carpeta), cual]
    hecho = subprocess.run(orden, cwd=RAIZ, capture_output=True, text=True, timeout=120, check=False)
    assert hecho.returncode == 0, hecho.stderr
    return json.loads(hecho.stdout)


def test_morir_en_cualquier_llamada_al_sistema_deja_la_version_de_antes_o_la_nueva_y_la_siguiente_limpia(tmp_path: Path) -> None:
    hecho = morir(tmp_path, "puntos")
    assert hecho["mal"] == []
    assert all(llamadas >= 20 for llamadas in hecho["llamadas"].values())
    assert hecho["muertes"] > sum(hecho["llamadas"].values()), "una por llamada y otra más a media escritura"
    assert hecho["antes"] > 80
    assert hecho["nueva"] > 40


def test_morir_en_cien_instantes_al_azar_no_pierde_ni_dana_nada(tmp_path: Path) -> None:
    hecho = morir(tmp_path, "azar")
    assert hecho["mal"] == []
    assert hecho["muertes"] == 100
    assert hecho["antes"] > 0
    assert hecho["nueva"] > 0
