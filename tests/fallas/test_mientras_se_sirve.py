"""Los archivos publicados se dañan, se cortan, se van o se cambian con el servidor en marcha: se sigue viendo lo comprobado, con aviso."""

import logging
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from apertura import consultas
from apertura.publicacion import MANIFIESTO
from apertura.servicio import vigilancia
from tests.paginas.abrir import abrir, en_ingles, titulos
from tests.publicaciones import copia

DANIOS: dict[str, Callable[[Path], object]] = {
    "falta": lambda ruta: ruta.unlink(),
    "cortado": lambda ruta: ruta.write_bytes(ruta.read_bytes()[:100]),
    "vacío": lambda ruta: ruta.write_bytes(b""),
    "cambiado": lambda ruta: ruta.write_bytes(b"x" + ruta.read_bytes()[1:]),
    "de otra tabla": lambda ruta: ruta.write_bytes((ruta.parent / "ordenes.parquet").read_bytes()),
}


@pytest.fixture
def servida(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Una copia de la publicación, ya abierta y en memoria."""
    monkeypatch.setenv("APERTURA_DATOS", str(tmp_path))
    carpeta = copia(tmp_path / "publicacion")
    consultas.motor()
    yield carpeta
    consultas._VIGENTE.clear()


def cifra() -> float:
    """Un número que sale de la tabla que se daña."""
    return float(consultas.consultar("nacional", metrica="MGA", edicion=2017)["valor"][0])


def voltear_sin_que_se_note(ruta: Path) -> None:
    """Cambia un bit y deja el tamaño y la fecha como estaban."""
    antes, contenido = ruta.stat(), bytearray(ruta.read_bytes())
    contenido[len(contenido) // 2] ^= 1
    ruta.write_bytes(contenido)
    os.utime(ruta, ns=(antes.st_atime_ns, antes.st_mtime_ns))


@pytest.mark.parametrize("danio", DANIOS)
def test_lo_ya_comprobado_se_sigue_viendo_con_aviso_y_al_reponerlo_el_aviso_se_quita(servida: Path, danio: str) -> None:
    archivo, antes = servida / "resultados.parquet", cifra()
    contenido = archivo.read_bytes()
    DANIOS[danio](archivo)
    assert cifra() == antes
    aviso = consultas.motor().publicacion.aviso
    assert aviso.startswith("INTEGRIDAD · ")
    assert "resultados.parquet" in aviso
    assert str(servida.parent) not in aviso
    archivo.write_bytes(contenido)
    assert consultas.motor().publicacion.aviso == ""
    assert cifra() == antes


def test_tampoco_se_pierde_la_vista_si_desaparece_la_carpeta_entera(servida: Path) -> None:
    antes = cifra()
    servida.rename(servida.with_name("otra"))
    (servida.parent / "publicacion").mkdir()
    assert cifra() == antes
    assert MANIFIESTO in consultas.motor().publicacion.aviso


def test_la_pagina_lo_dice_arriba_y_en_espanol_con_sus_cifras_de_siempre(servida: Path, navegacion_declarada: None) -> None:
    (servida / "sujetos.parquet").write_bytes(b"basura")
    prueba = abrir("mapa", indicador="T")
    assert titulos(prueba) == ["Transparencia por entidad, 2017"]
    assert "INTEGRIDAD" in str(prueba.error[0].value)
    assert "la copia comprobada al abrirla" in str(prueba.error[0].value)
    assert en_ingles(prueba) == []


def test_un_bit_cambiado_sin_cambiar_tamano_ni_fecha_lo_nota_la_vigilancia(servida: Path, caplog: pytest.LogCaptureFixture) -> None:
    archivo, antes = servida / "resultados.parquet", cifra()
    assert vigilancia.revisar("") == ""
    voltear_sin_que_se_note(archivo)
    assert consultas.motor().publicacion.aviso == "", "por fuera no se ve"
    with caplog.at_level(logging.WARNING, "apertura.vigilancia"):
        dicho = vigilancia.revisar("")
        assert vigilancia.revisar(dicho) == dicho
        assert len(caplog.records) == 1, "se anota una vez, no cada minuto"
        assert "resultados.parquet" in dicho
        assert consultas.motor().publicacion.aviso == dicho
        assert cifra() == antes
        voltear_sin_que_se_note(archivo)
        assert vigilancia.revisar(dicho) == ""
    assert "volvieron a estar completos" in caplog.text
    assert consultas.motor().publicacion.aviso == ""


def test_la_vigilancia_corre_sola_y_se_detiene(monkeypatch: pytest.MonkeyPatch) -> None:
    vueltas, tercera = list[str](), threading.Event()

    def contar(dicho: str) -> str:
        vueltas.append(dicho)
        if len(vueltas) == 3:
            tercera.set()
        return "algo"

    monkeypatch.setattr(vigilancia, "revisar", contar)
    monkeypatch.setattr(vigilancia, "cada", lambda: 0.001)
    detener = vigilancia.empezar()
    assert tercera.wait(30)
    detener.set()
    assert vueltas[:3] == ["", "algo", "algo"], "recuerda lo que ya dijo"


@pytest.mark.parametrize(("pedido", "segundos"), [("5", 5), ("0", 0.2), ("1e9", 60), ("nan", 60), ("x", 60), ("", 60)])
def test_nunca_se_revisa_menos_de_una_vez_por_minuto(monkeypatch: pytest.MonkeyPatch, pedido: str, segundos: float) -> None:
    monkeypatch.setenv("APERTURA_VIGILAR_CADA", pedido)
    assert vigilancia.cada() == segundos
