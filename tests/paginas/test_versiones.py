"""La página cambia de versión en su siguiente corrida, entera; y si la vigente se daña lo dice arriba, en español."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from apertura import consultas, publicaciones
from apertura.servicio.inicio import diagnosticar
from tests.almacen.juegos import Tablas, con_valor, motivo
from tests.paginas.abrir import PAGINAS, abrir, en_ingles, textos, titulos
from tests.publicaciones import REAL

pytestmark = pytest.mark.usefixtures("navegacion_declarada")


@pytest.fixture
def tablas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tablas]:
    """Una carpeta de datos vacía y las tablas que vienen con el código."""
    monkeypatch.setenv("APERTURA_DATOS", str(tmp_path))
    yield {ruta.stem: pl.read_parquet(ruta) for ruta in sorted(REAL.glob("*.parquet"))}
    consultas._VIGENTE.clear()


def versiones_a_la_vista(prueba: AppTest) -> set[str]:
    """Las versiones de datos que se leen en la página."""
    return {v for texto in textos(prueba) for v in (p.strip(" .") for p in texto.replace("\\", "").split("versión de datos ")[1:])}


def test_la_pagina_abierta_cambia_de_version_en_su_siguiente_corrida(tablas: Tablas) -> None:
    prueba = abrir("datos", entidades="01")
    antes = versiones_a_la_vista(prueba)
    nueva = publicaciones.publicar(con_valor(tablas, 0.125), motivo())
    prueba.run()
    vistas = versiones_a_la_vista(prueba)
    assert all(nueva.version in texto for texto in vistas)
    assert vistas
    assert not vistas & antes
    publicaciones.revertir("origen")
    prueba.run()
    assert versiones_a_la_vista(prueba) == antes


@pytest.mark.parametrize("pagina", PAGINAS)
def test_si_la_vigente_se_dana_cada_pagina_muestra_la_anterior_y_lo_avisa(tablas: Tablas, pagina: str) -> None:
    nueva = publicaciones.publicar(con_valor(tablas, 0.125), motivo())
    (nueva.carpeta / "resultados.parquet").write_bytes(b"x")
    prueba = abrir(pagina)
    assert not prueba.exception
    dicho = str(prueba.error[0].value).replace("\\", "")
    assert dicho.startswith("INTEGRIDAD · La publicación 0001-")
    assert "Se muestra la primera" in dicho
    assert titulos(prueba) != ["No se pueden mostrar los resultados"]
    assert en_ingles(prueba) == []
    assert diagnosticar()[:2] == ("listo", consultas.motor().publicacion.aviso)
