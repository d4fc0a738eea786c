"""Las órdenes `publicaciones`, `revertir` y `comparar`, y lo que dice la comparación."""

import json
from pathlib import Path

import polars as pl
import pytest

from apertura import publicaciones, rutas
from apertura.cli import principal
from apertura.publicaciones import ORIGEN
from tests.almacen.juegos import Tablas, con_valor


def orden(capsys: pytest.CaptureFixture[str], *argumentos: str) -> tuple[int, str, str]:
    """Código, salida y error."""
    codigo = principal(argumentos)
    escrito = capsys.readouterr()
    return codigo, escrito.out, escrito.err


def test_publicaciones_lista_cada_version_con_quien_que_y_cual_se_muestra(tres: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    codigo, salida, _ = orden(capsys, "publicaciones", "--formato", "json")
    filas = json.loads(salida)
    assert codigo == 0
    assert [f["id"] for f in filas] == [*reversed(tres), ORIGEN]
    assert [f["vigente"] for f in filas] == [True, False, False, False]
    assert (filas[0]["quien"], filas[0]["resumen"], filas[0]["sujetos"]) == ("prueba", "MGA 2017: base.csv", 908)
    assert {f["estado"] for f in filas} == {"completa"}
    codigo, salida, _ = orden(capsys, "publicaciones")
    assert tres[0] in salida
    assert "La bitácora está entera." in salida


def test_publicaciones_dice_cual_esta_danada_y_si_la_bitacora_cambio(tres: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    (rutas.publicaciones() / tres[1] / "tipos.parquet").write_bytes(b"x")
    codigo, salida, _ = orden(capsys, "publicaciones", "--formato", "json")
    estados = {f["id"]: f["estado"] for f in json.loads(salida)}
    assert codigo == 1
    assert [i for i, e in estados.items() if e.startswith("dañada: ")] == [tres[1]]
    assert "tipos.parquet" in estados[tres[1]]
    bitacora = rutas.publicaciones() / "audit.jsonl"
    bitacora.write_bytes(bitacora.read_bytes().replace(b"prueba", b"nadiee"))
    assert "Alguien cambió la bitácora: renglón 1" in orden(capsys, "publicaciones")[1]


def test_revertir_cambia_la_vigente_y_un_id_desconocido_se_explica(tres: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    codigo, salida, _ = orden(capsys, "revertir", "1")
    assert (codigo, publicaciones.vigente().id) == (0, tres[0])
    assert f"Se muestra la publicación {tres[0]}" in salida
    assert json.loads(orden(capsys, "revertir", "origen", "--formato", "json")[1])["vigente"] == ORIGEN
    codigo, salida, error = orden(capsys, "revertir", "77")
    assert (codigo, salida) == (2, "")
    assert error.startswith("Error: No existe la publicación «77»")
    assert tres[0] in error


def test_comparar_dice_tablas_renglones_y_cifras_que_se_movieron(
    tres: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    codigo, salida, _ = orden(capsys, "comparar", "1", "3", "--formato", "json")
    hecha = json.loads(salida)
    assert (codigo, hecha["antes"], hecha["despues"]) == (0, tres[0], tres[2])
    assert [(t["tabla"], t["cambiados"]) for t in hecha["tablas"] if t["cambiados"]] == [("resultados", 1)]
    assert hecha["renglones"] == [
        {
            "tabla": "resultados",
            "que": "cambiado",
            "llave": "MGA · 2017 · 01-AUT-01 · GA",
            "campo": "valor",
            "antes": "0.125",
            "despues": "0.375",
        }
    ]
    # Un sujeto de los 27 de Aguascalientes sube 0.25: su media, 0.0093; la nacional, 0.0003.
    assert hecha["cifras"] == []
    assert hecha["cifras_con_cambio_menor_de_0_01"] == 2
    assert orden(capsys, "comparar", "1", "3", "--salida", str(tmp_path / "cambios.txt"))[0] == 0
    assert "Otras 2 cambiaron menos de 0.01." in (tmp_path / "cambios.txt").read_text("utf-8")
    assert "no cambió ningún renglón" in orden(capsys, "comparar", "2", "2")[1]


def test_una_cifra_se_movio_solo_si_difiere_una_centesima_o_mas(tablas: Tablas) -> None:
    de_uno = {**tablas, "resultados": tablas["resultados"].filter(clave_sujeto="01-AUT-01")}
    movida = publicaciones.comparar_tablas(con_valor(de_uno, 0.5), con_valor(de_uno, 0.51)).cifras
    assert set(movida["ambito"]) == {"nacional", "entidad"}
    assert set(movida["diferencia"]) == {0.01}
    assert set(movida["origen"]) == {"media calculada"}
    quieta = publicaciones.comparar_tablas(con_valor(de_uno, 0.4949), con_valor(de_uno, 0.4951))
    assert (quieta.cifras.height, quieta.con_ruido) == (0, 2), "0.49 y 0.50 se leen distinto, pero es redondeo"


def test_lo_que_entra_y_lo_que_sale_se_cuenta_aparte_y_la_vuelta_es_el_espejo(tablas: Tablas) -> None:
    menos = {**tablas, "publicados": tablas["publicados"].filter(pl.col("metrica") != "MJA")}
    ida, vuelta = publicaciones.comparar_tablas(tablas, menos), publicaciones.comparar_tablas(menos, tablas)
    sobran = tablas["publicados"].height - menos["publicados"].height
    assert ida.tablas.filter(tabla="publicados").row(0)[3:] == (0, sobran, 0)
    assert vuelta.tablas.filter(tabla="publicados").row(0)[3:] == (sobran, 0, 0)
    assert set(ida.cifras["metrica"]) == {"MJA"}
    assert ida.cifras["despues"].null_count() == ida.cifras.height == vuelta.cifras["antes"].null_count() > 0
    assert publicaciones.comparar_tablas(tablas, tablas).iguales
