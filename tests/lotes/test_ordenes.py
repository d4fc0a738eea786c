"""La orden `fichas` y los lotes que se piden desde una página."""

import io
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from apertura.cli import principal
from apertura.lotes.trabajos import EN_ESPERA, Taller, Trabajo

UNA = ("fichas", "--entidad", "20", "--solo", "entidades", "--edicion", "2021", "--fecha", "2026-11-25")


@pytest.fixture
def taller(tmp_path: Path) -> Iterator[Taller]:
    hecho = Taller(tmp_path / "taller")
    hecho.carpeta.mkdir()
    yield hecho
    hecho.cerrar()
    assert not hecho.carpeta.exists()


def hasta_que_acabe(trabajo: Trabajo) -> str:
    limite = time.monotonic() + 60
    while trabajo.vivo and time.monotonic() < limite:
        time.sleep(0.05)
    return trabajo.estado


def test_la_orden_escribe_en_carpeta_dice_cuantas_y_reanuda(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert principal([*UNA, "--salida", str(tmp_path / "x"), "--avance"]) == 0
    assert capsys.readouterr().out == "1/1\n1 ficha hecha. Están en «x».\n"
    assert principal([*UNA, "--salida", str(tmp_path / "x")]) == 0
    assert "1 ya estaba" in capsys.readouterr().out
    assert (tmp_path / "x" / "20_oaxaca_MGA_2021.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_la_orden_escribe_un_zip_y_no_deja_nada_mas(tmp_path: Path) -> None:
    assert principal([*UNA, "--salida", str(tmp_path / "x.zip")]) == 0
    assert [ruta.name for ruta in tmp_path.iterdir()] == ["x.zip"]
    with zipfile.ZipFile(tmp_path / "x.zip") as paquete:
        assert paquete.namelist() == ["20_oaxaca_MGA_2021.pdf", "indice.csv"]


def test_la_orden_da_tambien_los_datos(tmp_path: Path) -> None:
    assert principal([*UNA, "--formato", "csv", "--salida", str(tmp_path)]) == 0
    assert b"jornada.com.mx" in (tmp_path / "20_oaxaca_MGA_2021.csv").read_bytes()


@pytest.mark.parametrize(
    ("opciones", "dice"),
    [
        (["--entidad", "99"], "«99» no existe"),
        (["--entidad", "../.."], "«../..» no existe"),
        (["--edicion", "1999"], "No existe la MGA 1999"),
        (["--edicion", "²⁰¹⁷"], "No existe la MGA"),
        (["--fecha", "ayer"], "«ayer» no es una fecha"),
        (["--formato", "exe"], "No existe el formato «exe»"),
        (["--solo", "entidades", "--entidad", "19", "--salida", "/dev/null/x"], "No se pudo leer o escribir"),
    ],
)
def test_lo_que_no_se_entiende_se_explica(opciones: list[str], dice: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert principal(["fichas", "--salida", str(tmp_path / "x"), *opciones]) == 2
    error = capsys.readouterr().err
    assert error.startswith("Error: ")
    assert dice in error
    assert "Traceback" not in error


def test_un_lote_de_la_pagina_se_hace_aparte_y_no_se_repite(taller: Taller) -> None:
    pedido = taller.pedir("llave", UNA, 1, "x.zip")
    assert pedido is not None
    assert hasta_que_acabe(pedido) == "listo"
    assert (pedido.hechas, pedido.total) == (1, 1)
    assert zipfile.ZipFile(io.BytesIO(pedido.archivo.read_bytes())).namelist()[0] == "20_oaxaca_MGA_2021.pdf"
    assert taller.pedir("llave", UNA, 1, "y.zip") is pedido
    assert taller.ver("llave") is pedido
    assert taller.ver("otra") is None


def test_la_fila_tiene_un_limite_va_de_uno_en_uno_y_se_puede_cancelar(taller: Taller) -> None:
    pedidos = [taller.pedir(f"llave {n}", ("fichas", "--solo", "entidades"), 33, f"{n}.zip") for n in range(EN_ESPERA + 1)]
    assert pedidos[-1] is None
    hechos = [pedido for pedido in pedidos if pedido is not None]
    assert len(hechos) == EN_ESPERA
    limite = time.monotonic() + 30
    while hechos[0].estado == "en espera" and time.monotonic() < limite:
        time.sleep(0.02)
    assert [pedido.estado for pedido in hechos] == ["en curso", *["en espera"] * (EN_ESPERA - 1)]
    for pedido in reversed(hechos):
        taller.cancelar(pedido)
    assert {hasta_que_acabe(pedido) for pedido in hechos} == {"cancelado"}


def test_un_lote_que_falla_se_puede_volver_a_pedir(taller: Taller) -> None:
    pedido = taller.pedir("llave", ("fichas", "--entidad", "99"), 1, "x.zip")
    assert pedido is not None
    assert hasta_que_acabe(pedido) == "fallo"
    otro = taller.pedir("llave", UNA, 1, "x.zip")
    assert otro is not pedido
    assert otro is not None
    assert hasta_que_acabe(otro) == "listo"
