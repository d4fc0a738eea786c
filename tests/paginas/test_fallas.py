"""Con la publicación incompleta o dañada, o con una página que falla, todo se dice en español y lo demás sigue vivo."""

import re
from pathlib import Path

import pytest

from apertura import rutas
from apertura.publicacion import MANIFIESTO
from apertura.vistas import datos, entidad, inicio, mapa, metodologia, plan, sujeto
from tests.paginas.abrir import PAGINAS, abrir, en_ingles, textos, titulos
from tests.publicaciones import REAL, copia

pytestmark = pytest.mark.usefixtures("navegacion_declarada")

ARCHIVOS = sorted(ruta.name for ruta in REAL.glob("*.parquet"))


@pytest.fixture
def publicacion(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Una copia de la publicación que la aplicación cree la suya."""
    monkeypatch.setenv("APERTURA_DATOS", str(tmp_path))
    return copia(tmp_path / "publicacion")


def exigir_explicacion(pagina: str, archivo: str, publicacion: Path) -> None:
    prueba = abrir(pagina, entidad="20")
    assert not prueba.exception
    dicho = " ".join(textos(prueba)).replace("\\", "")
    assert titulos(prueba) == ["No se pueden mostrar los resultados"]
    assert f"archivo «{archivo}»" in dicho
    assert "python -m apertura construir" in dicho
    assert str(publicacion.parent) not in dicho
    assert "Traceback" not in dicho
    assert en_ingles(prueba) == []


@pytest.mark.parametrize("pagina", PAGINAS)
@pytest.mark.parametrize("danio", ["falta", "cortado", "vacío", "cambiado"])
def test_cada_pagina_dice_que_archivo_esta_mal_y_como_reconstruir(publicacion: Path, pagina: str, danio: str) -> None:
    archivo = publicacion / "resultados.parquet"
    contenido = archivo.read_bytes()
    daniados = {"cortado": contenido[: len(contenido) // 2], "vacío": b"", "cambiado": b"x" + contenido[1:]}
    archivo.unlink()
    if danio in daniados:
        archivo.write_bytes(daniados[danio])
    exigir_explicacion(pagina, "resultados.parquet", publicacion)


def test_hay_archivos_que_dañar() -> None:
    assert len(ARCHIVOS) >= 13


@pytest.mark.parametrize("archivo", [*ARCHIVOS, MANIFIESTO])
def test_sea_cual_sea_el_archivo_que_falta_se_dice_cual(publicacion: Path, archivo: str) -> None:
    (publicacion / archivo).unlink()
    exigir_explicacion("mapa", archivo, publicacion)


def test_sin_carpeta_de_datos_tambien_se_dice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APERTURA_DATOS", str(tmp_path / "no existe"))
    exigir_explicacion("inicio", MANIFIESTO, tmp_path / "no existe" / "publicacion")


def test_al_reponer_el_archivo_la_misma_sesion_se_recupera(publicacion: Path) -> None:
    archivo = publicacion / "sujetos.parquet"
    contenido = archivo.read_bytes()
    archivo.unlink()
    prueba = abrir("mapa", entidad="20", indicador="T")
    assert titulos(prueba) == ["No se pueden mostrar los resultados"]
    archivo.write_bytes(contenido)
    prueba.run()
    assert titulos(prueba) == ["Transparencia por entidad, 2017"]
    assert prueba.header[0].value == "Oaxaca"


@pytest.mark.parametrize(
    ("pagina", "modulo", "funcion"),
    [
        ("inicio", inicio, "hallazgos"),
        ("mapa", mapa, "grafica"),
        ("entidad", entidad, "grafica_distribucion"),
        ("sujeto", sujeto, "ficha"),
        ("areas_de_oportunidad", plan, "plan"),
        ("datos", datos, "facetas"),
        ("metodologia", metodologia, "identidades"),
    ],
)
def test_una_pagina_que_falla_da_una_clave_sin_detalles_y_el_marco_sigue_vivo(
    pagina: str, modulo: object, funcion: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fallar(*_: object) -> None:
        raise RuntimeError("secreto de la máquina")

    with monkeypatch.context() as parche:
        parche.setattr(modulo, funcion, fallar)
        prueba = abrir(pagina, entidad="20", sujeto="20-EJE-08")
    assert not prueba.exception
    mensaje = str(prueba.error[0].value)
    clave = re.search(r"con la clave ([0-9A-F]{6})\.", mensaje)
    assert mensaje.startswith("Esta página no se pudo mostrar.")
    assert clave
    assert "secreto" not in " ".join(textos(prueba))
    assert clave[1] in caplog.text
    assert "secreto" in caplog.text
    assert prueba.selectbox(key="w_edicion").value == "MGA-2017"
    assert any("versión de datos" in str(nota.value) for nota in prueba.caption)
    prueba.run()  # ya no falla: la misma sesión se recupera
    assert not prueba.error


def test_nada_depende_de_la_carpeta_desde_la_que_se_corre(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert rutas.publicacion().is_dir()
    prueba = abrir("mapa")
    assert titulos(prueba) == ["Gobierno Abierto por entidad, 2017"]
