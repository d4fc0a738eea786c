"""Una publicación dañada nunca se abre: se dice qué archivo es y cómo reconstruirlo."""

import json
import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from apertura.errores import ErrorPublicacion
from apertura.publicacion import MANIFIESTO, Publicacion, abrir, sello_de_archivos, version_de
from tests.publicaciones import REAL, copia

ARCHIVOS = sorted(ruta.name for ruta in REAL.iterdir())
TABLAS = [nombre for nombre in ARCHIVOS if nombre != MANIFIESTO]
VOLTEOS = 300


@pytest.fixture
def carpeta(tmp_path: Path) -> Path:
    return copia(tmp_path / "publicacion")


def exigir_error(carpeta: Path, archivo: str) -> ErrorPublicacion:
    with pytest.raises(ErrorPublicacion) as error:
        abrir(carpeta)
    assert error.value.donde == f"archivo «{archivo}»"
    assert "python -m apertura construir" in error.value.que_hacer
    assert str(carpeta) not in str(error.value), "el mensaje no debe decir rutas de la máquina"
    return error.value


def cambiar_manifiesto(carpeta: Path, cambio: Callable[[dict], object]) -> None:
    ruta = carpeta / MANIFIESTO
    manifiesto = json.loads(ruta.read_text("utf-8"))
    cambio(manifiesto)
    ruta.write_text(json.dumps(manifiesto), "utf-8")


def test_la_publicacion_real_se_abre_con_sus_tablas_y_sus_filas() -> None:
    real = abrir(REAL)
    assert sorted(real.tablas) == sorted(real.filas) == [Path(nombre).stem for nombre in TABLAS]
    assert real.version.startswith(real.corte)


@pytest.mark.parametrize("archivo", TABLAS)
def test_un_archivo_que_falta_se_dice_por_su_nombre(carpeta: Path, archivo: str) -> None:
    (carpeta / archivo).unlink()
    assert "Falta" in exigir_error(carpeta, archivo).que


@pytest.mark.parametrize("archivo", TABLAS)
@pytest.mark.parametrize(
    "danar",
    [lambda b: b"", lambda b: b[: len(b) // 2], lambda b: b + b"\0", lambda b: b"PAR1" + b"\0" * (len(b) - 4)],
    ids=["vacío", "a la mitad", "con un byte de más", "en ceros"],
)
def test_un_archivo_danado_se_rechaza(carpeta: Path, archivo: str, danar: Callable[[bytes], bytes]) -> None:
    ruta = carpeta / archivo
    ruta.write_bytes(danar(ruta.read_bytes()))
    assert "dañado" in exigir_error(carpeta, archivo).que


def test_un_solo_bit_cambiado_en_cualquier_tabla_se_detecta_siempre(carpeta: Path) -> None:
    azar = random.Random(2017)
    for _ in range(VOLTEOS):
        ruta = carpeta / azar.choice(TABLAS)
        original = ruta.read_bytes()
        ruta.write_bytes(voltear(original, azar))
        exigir_error(carpeta, ruta.name)
        ruta.write_bytes(original)
    abrir(carpeta)


def test_un_bit_cambiado_en_el_manifiesto_se_detecta_o_no_cambia_nada(carpeta: Path) -> None:
    azar, sana, detectados = random.Random(2023), abrir(carpeta), 0
    original = (carpeta / MANIFIESTO).read_bytes()
    for _ in range(VOLTEOS):
        (carpeta / MANIFIESTO).write_bytes(voltear(original, azar))
        detectados += not abre_igual(carpeta, sana)
    assert detectados > VOLTEOS / 2


def abre_igual(carpeta: Path, sana: Publicacion) -> bool:
    """Si abre, es la misma; si no abre, el error es de los que se explican."""
    with suppress(ErrorPublicacion):
        assert abrir(carpeta) == sana
        return True
    return False


def voltear(contenido: bytes, azar: random.Random) -> bytes:
    danado = bytearray(contenido)
    danado[azar.randrange(len(danado))] ^= 1 << azar.randrange(8)
    return bytes(danado)


def test_dos_archivos_cambiados_entre_si_se_detectan(carpeta: Path) -> None:
    uno, otro = carpeta / "tipos.parquet", carpeta / "ordenes.parquet"
    primero = uno.read_bytes()
    uno.write_bytes(otro.read_bytes())
    otro.write_bytes(primero)
    exigir_error(carpeta, "ordenes.parquet")


def test_sin_manifiesto_no_hay_publicacion(carpeta: Path) -> None:
    (carpeta / MANIFIESTO).unlink()
    assert exigir_error(carpeta, MANIFIESTO).que.startswith("Falta el manifiesto")


def test_una_carpeta_que_no_existe_es_una_publicacion_sin_manifiesto(tmp_path: Path) -> None:
    exigir_error(tmp_path / "no existe", MANIFIESTO)


@pytest.mark.parametrize(
    "texto",
    ["", "{", "[]", "null", "3", '"hola"', "{}", '{"esquema": 1}', '{"esquema": 1, "archivos": {}}', "\x00\xff"],
)
def test_un_manifiesto_ilegible_se_rechaza(carpeta: Path, texto: str) -> None:
    (carpeta / MANIFIESTO).write_text(texto, "latin-1")
    exigir_error(carpeta, MANIFIESTO)


@pytest.mark.parametrize(
    "cambio",
    [
        lambda m: m.update(archivos=[1]),
        lambda m: m.update(archivos={"tipos.parquet": None}),
        lambda m: m["archivos"]["tipos.parquet"].pop("sha256"),
        lambda m: m["archivos"]["tipos.parquet"].update(filas=12),
        lambda m: m["archivos"].pop("tipos.parquet"),
        lambda m: m["archivos"].update({"../../ajeno.parquet": {"sha256": "0" * 64, "filas": 1}}),
        lambda m: m.update(version="2026-11-23-00000000"),
        lambda m: m.update(corte="2030-01-01"),
    ],
    ids=["lista", "nulo", "sin huella", "otras filas", "sin una tabla", "otra carpeta", "otra versión", "otro corte"],
)
def test_un_manifiesto_alterado_se_rechaza(carpeta: Path, cambio: Callable[[dict], object]) -> None:
    cambiar_manifiesto(carpeta, cambio)
    exigir_error(carpeta, MANIFIESTO)


def test_un_manifiesto_sin_las_huellas_que_promete_se_rechaza_aunque_se_firme(carpeta: Path) -> None:
    def firmar_sin_huellas(manifiesto: dict) -> None:
        manifiesto["archivos"] = {"tipos.parquet": {"filas": 11}}
        manifiesto["version"] = version_de(manifiesto["corte"], manifiesto["archivos"])

    cambiar_manifiesto(carpeta, firmar_sin_huellas)
    exigir_error(carpeta, MANIFIESTO)


@pytest.mark.parametrize("esquema", [0, 2, "1", None])
def test_otro_esquema_se_rechaza_diciendo_que_es_de_otra_version(carpeta: Path, esquema: object) -> None:
    cambiar_manifiesto(carpeta, lambda m: m.update(esquema=esquema))
    assert "otra versión" in exigir_error(carpeta, MANIFIESTO).que


def test_el_sello_cambia_si_cambia_cualquier_archivo(carpeta: Path) -> None:
    antes = sello_de_archivos(carpeta)
    assert sello_de_archivos(carpeta) == antes
    for archivo in ARCHIVOS:
        contenido = (carpeta / archivo).read_bytes()
        (carpeta / archivo).write_bytes(contenido + b" ")
        assert sello_de_archivos(carpeta) != antes
        antes = sello_de_archivos(carpeta)


def test_el_sello_de_una_carpeta_que_falta_no_falla(tmp_path: Path) -> None:
    assert sello_de_archivos(tmp_path / "nada") == sello_de_archivos(tmp_path / "nada")
    assert sello_de_archivos(tmp_path / "nada") != sello_de_archivos(copia(tmp_path / "publicacion"))
