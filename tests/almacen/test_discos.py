"""Disco lleno y disco de sólo lectura, en un disco de verdad: se dice, nada cambia y nada sobra."""

import json
import shutil
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from apertura import publicaciones
from apertura.errores import ErrorAlPublicar
from apertura.publicaciones import disco
from apertura.rutas import RAIZ
from tests.almacen.juegos import Tablas, con_valor, motivo

COMUN = """
import json, os, subprocess, sys
from pathlib import Path
from apertura import publicaciones
from apertura.errores import ErrorAlPublicar
from apertura.publicaciones import disco, lectura
from tests.almacen.morir import FIJOS, publicar, revertir, sembrar
datos = Path(sys.argv[1]) / "datos"
sembrar(datos, 1)
primera = lectura.vigente().id
def intento(hacer):
    try:
        return hacer(7).id
    except ErrorAlPublicar as error:
        return error.codigo
def sobra():
    return sorted(n for n in os.listdir(datos / "publicaciones") if n not in FIJOS and not n[0].isdigit())
"""
LLENO = """
disco.exigir_espacio = lambda *_: None  # que falle de veras, no en la cuenta previa
relleno, vistos = Path(sys.argv[1]) / "relleno", []
for paginas in range(16):
    with relleno.open("wb", buffering=0) as archivo:
        try:
            while archivo.write(bytes(4096)) == 4096: pass
        except OSError: pass
        archivo.truncate(max(0, archivo.tell() // 4096 - paginas) * 4096)
    vigente = lectura.vigente().id
    resultado = intento(publicar)
    ahora = lectura.vigente()
    relleno.unlink()
    vistos.append([resultado, ahora.id == (vigente if resultado == "DISCO-LLENO" else resultado), ahora.aviso, sobra()])
print(json.dumps([vistos, intento(publicar)]))
"""
SOLO_LECTURA = """
subprocess.run(["mount", "-o", "remount,ro", sys.argv[1]], check=True)
print(json.dumps([intento(publicar), intento(revertir), lectura.vigente().id == primera, len(publicaciones.listar())]))
"""


def puede_montar() -> bool:
    """Si este usuario puede montar un disco propio sin que nadie más lo vea."""
    if not shutil.which("unshare"):
        return False
    return subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False).returncode == 0


con_disco_propio = pytest.mark.skipif(not puede_montar(), reason="montar un disco de prueba pide Linux y ser administrador (unshare -m)")


def en_disco_propio(carpeta: Path, guion: str) -> list:
    """Corre el guion con un disco de 256 KB montado en la carpeta, que sólo ese proceso ve."""
    montar = 'mount -t tmpfs -o size=256k prueba "$1" && exec "$2" -c "$3" "$1"'
    orden = ["unshare", "-m", "sh", "-c", montar, "sh", str(carpeta), sys.executable, COMUN + guion]
    hecho = subprocess.run(orden, cwd=RAIZ, capture_output=True, text=True, timeout=60, check=False)
    assert hecho.returncode == 0, hecho.stderr
    return json.loads(hecho.stdout)


@con_disco_propio
def test_un_disco_que_se_llena_a_cualquier_altura_no_cambia_lo_publicado_ni_deja_restos(tmp_path: Path) -> None:
    vistos, al_liberar = en_disco_propio(tmp_path, LLENO)
    codigos = [resultado for resultado, *_ in vistos]
    assert codigos[0] == "DISCO-LLENO"
    assert codigos.count("DISCO-LLENO") >= 4, "se llenó a distintas alturas"
    assert all(coincide and not aviso and not restos for _, coincide, aviso, restos in vistos)
    assert al_liberar[0].isdigit(), "al liberar espacio se puede publicar"


@con_disco_propio
def test_en_un_disco_de_solo_lectura_se_dice_y_lo_publicado_se_sigue_viendo(tmp_path: Path) -> None:
    assert en_disco_propio(tmp_path, SOLO_LECTURA) == ["SOLO-LECTURA", "SOLO-LECTURA", True, 2]


def test_antes_de_escribir_se_pide_libre_el_triple_y_se_dice_cuanto_falta(
    datos: Path, tablas: Tablas, monkeypatch: pytest.MonkeyPatch
) -> None:
    uso = namedtuple("uso", "total used free")(0, 0, 1000)
    with monkeypatch.context() as parche:
        parche.setattr(disco.shutil, "disk_usage", lambda _: uso)
        with pytest.raises(ErrorAlPublicar, match=r"DISCO-LLENO · .*Libere 1 MB") as error:
            publicaciones.publicar(con_valor(tablas, 0.5), motivo())
    assert "lo publicado no cambió" in error.value.que
    assert {r.name for r in (datos / "publicaciones").iterdir()} == {".candado"}
    assert publicaciones.publicar(con_valor(tablas, 0.5), motivo()).id.startswith("0001-")
