"""Traer la publicación de otro servidor: llega entera y comprobada, o nada cambia."""

import json
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from apertura import consultas, publicaciones, rutas
from apertura.publicacion import MANIFIESTO
from apertura.publicaciones import auditoria, bitacora
from apertura.publicaciones.lugares import ORIGEN, VIGENTE
from despliegue import traer
from tests.almacen.juegos import con_valor, motivo


class EnSilencio(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nada."""


@pytest.fixture(scope="module")
def publicada(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Otra instalación con una versión publicada, y el id de esa versión."""
    otra = tmp_path_factory.mktemp("otra")
    with pytest.MonkeyPatch.context() as ambiente:
        ambiente.setenv("APERTURA_DATOS", str(otra))
        id_ = publicaciones.publicar(con_valor(publicaciones.leer(ORIGEN), 0.5), motivo()).id
    return otra / "publicaciones", id_


@pytest.fixture
def deposito(publicada: tuple[Path, str], tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Dirección HTTP de una copia de sus publicaciones, y la carpeta, para estropearla."""
    carpeta = Path(shutil.copytree(publicada[0], tmp_path / "deposito"))
    servidor = ThreadingHTTPServer(("127.0.0.1", 0), partial(EnSilencio, directory=str(carpeta)))
    threading.Thread(target=servidor.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{servidor.server_port}", carpeta
    servidor.shutdown()
    servidor.server_close()


@pytest.fixture
def aqui(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Una instalación recién hecha, sin publicaciones."""
    (tmp_path / "aqui").mkdir()
    monkeypatch.setenv("APERTURA_DATOS", str(tmp_path / "aqui"))
    return tmp_path / "aqui"


def test_queda_vigente_se_sirve_y_se_puede_auditar(deposito: tuple[str, Path], publicada: tuple[Path, str], aqui: Path) -> None:
    assert traer.principal([deposito[0]]) == 0
    assert consultas.motor().publicacion.id == publicada[1]
    assert consultas.consultar("resultados_mga", edicion=2017).filter(clave_sujeto="01-AUT-01")["GA"][0] == 0.5
    assert bitacora.leer()[-1]["accion"] == "traida"
    assert auditoria.auditar().hallazgos == []
    escrito = rutas.publicaciones() / VIGENTE
    antes = escrito.stat().st_mtime_ns
    assert traer.principal([deposito[0]]) == 0
    assert escrito.stat().st_mtime_ns == antes, "traer lo que ya es vigente no toca nada"


@pytest.mark.parametrize("cual", ["resultados.parquet", "dictamen.json", MANIFIESTO])
def test_un_byte_cambiado_en_el_camino_no_pasa(
    deposito: tuple[str, Path], publicada: tuple[Path, str], aqui: Path, cual: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ruta = deposito[1] / publicada[1] / cual
    contenido = bytearray(ruta.read_bytes())
    contenido[len(contenido) // 2] ^= 1
    ruta.write_bytes(contenido)
    assert traer.principal([deposito[0]]) == 1
    assert f"«{cual}»" in capsys.readouterr().err
    assert publicaciones.vigente().id == ORIGEN
    assert list(aqui.rglob("*.parquet")) == []


def test_ni_lo_que_falta_ni_lo_que_crecio_ni_una_direccion_muerta_cambian_nada(
    deposito: tuple[str, Path], publicada: tuple[Path, str], aqui: Path
) -> None:
    ruta = deposito[1] / publicada[1] / "sujetos.parquet"
    ruta.write_bytes(ruta.read_bytes() + b"x")
    assert traer.principal([deposito[0]]) == 1
    ruta.unlink()
    assert traer.principal([deposito[0]]) == 1
    assert traer.principal(["http://127.0.0.1:9/"]) == 1
    assert publicaciones.vigente().id == ORIGEN


def test_un_nombre_que_sale_de_su_carpeta_no_se_pide(deposito: tuple[str, Path], aqui: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fuera = json.dumps({"archivos": {"../../fuera.parquet": {"sha256": "0" * 64, "filas": 1}}}).encode()
    id_ = f"0009-{traer.huella(fuera)[:8]}"
    (deposito[1] / id_).mkdir()
    (deposito[1] / id_ / MANIFIESTO).write_bytes(fuera)
    (deposito[1] / VIGENTE).write_text(f"{id_}\n", encoding="ascii")
    assert traer.principal([deposito[0]]) == 1
    assert "nombre" in capsys.readouterr().err


def test_una_orden_mal_dada_explica_como(capsys: pytest.CaptureFixture[str]) -> None:
    assert traer.principal(["ftp://x"]) == 2
    assert "despliegue.traer" in capsys.readouterr().err
