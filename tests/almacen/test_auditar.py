"""`auditar`: la cadena, el final y el almacén deben decir lo mismo."""

import json
from pathlib import Path

import pytest

from apertura import publicaciones
from apertura.cli import principal
from apertura.publicaciones import auditoria, bitacora
from tests.almacen.juegos import motivo


def ruta(datos: Path) -> Path:
    """El archivo de la bitácora."""
    return datos / "publicaciones" / "audit.jsonl"


def test_lo_que_nadie_toco_cuadra_y_da_una_huella_para_apuntar(tres: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    hecha = auditoria.auditar()
    assert hecha.hallazgos == []
    assert principal(["auditar"]) == 0
    escrito = capsys.readouterr().out
    assert hecha.ultima in escrito
    assert "La bitácora está entera: 3 renglones." in escrito
    assert principal(["auditar", "--ancla", hecha.ultima, "--formato", "json"]) == 0
    filas = json.loads(capsys.readouterr().out)
    assert [f["vigente"] for f in filas] == tres
    assert {len(f["sha256"]) for f in filas} == {64}


def test_sin_publicar_nunca_no_hay_nada_que_reprochar(datos: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert principal(["auditar"]) == 0
    assert "nunca se ha publicado" in capsys.readouterr().out


@pytest.mark.parametrize("renglon", [0, 1, 2])
def test_cambiar_un_renglon_hace_fallar(tres: list[str], datos: Path, renglon: int, capsys: pytest.CaptureFixture[str]) -> None:
    lineas = ruta(datos).read_bytes().splitlines(keepends=True)
    lineas[renglon] = lineas[renglon].replace(b"prueba", b"alguna")
    ruta(datos).write_bytes(b"".join(lineas))
    assert principal(["auditar"]) == 1
    assert f"el renglón {renglon + 1} cambió" in capsys.readouterr().out


def test_quitar_los_ultimos_renglones_tambien_se_nota(tres: list[str], datos: Path) -> None:
    entera = auditoria.auditar()
    lineas = ruta(datos).read_bytes().splitlines(keepends=True)
    ruta(datos).write_bytes(b"".join(lineas[:2]))
    assert bitacora.alteracion() is None, "la cadena sola no lo ve"
    hallazgos = auditoria.auditar(entera.ultima).hallazgos
    assert any(f"la versión {tres[2]} no está anotada" in h for h in hallazgos)
    assert any("lo último anotado es" in h for h in hallazgos)
    assert any("no está: se quitaron renglones" in h for h in hallazgos)


def test_quitar_toda_la_bitacora_o_cortar_su_final_se_nota(tres: list[str], datos: Path) -> None:
    completa = ruta(datos).read_bytes()
    ruta(datos).write_bytes(completa[:-1])
    assert "el último renglón está cortado" in auditoria.auditar().hallazgos
    ruta(datos).unlink()
    assert len(auditoria.auditar().hallazgos) == 4


def test_una_version_cambiada_despues_de_anotarse_se_nota(tres: list[str], datos: Path) -> None:
    manifiesto = datos / "publicaciones" / tres[0] / "manifiesto.json"
    manifiesto.write_bytes(manifiesto.read_bytes() + b" ")
    assert auditoria.auditar().hallazgos == [f"la versión {tres[0]} no es la que se anotó"]


@pytest.mark.parametrize("hostil", ["x\n{}", "x\r\n", "x\x1b[2J", "x\u2028y", "x\u202ey", "x\u0000", "y" * 9_000, "x\ud800"], ids=ascii)
def test_un_nombre_hostil_no_finge_renglones_ni_mueve_la_terminal(tres: list[str], datos: Path, hostil: str) -> None:
    publicaciones.anotar_rechazo(motivo(nombre=hostil) | {"quien": hostil}, "XLSX-DANADO")
    contenido = ruta(datos).read_bytes()
    assert contenido.count(b"\n") == 4
    ultimo = bitacora.leer()[-1]
    assert str(ultimo["quien"]).isprintable()
    assert len(str(ultimo["quien"])) <= 500
    assert ultimo["archivo"]["nombre"].isprintable()  # type: ignore[index]
    assert auditoria.auditar().hallazgos == []
