"""Las fuentes se leen intactas: su huella, su renglón y sus ceros a la izquierda."""

import csv
import shutil
from pathlib import Path

import polars as pl
import pytest

from apertura.errores import ErrorApertura
from apertura.importador.fuentes import fuentes, leer_csv, leer_ficha, leer_fuente
from apertura.publicacion import huella
from apertura.rutas import FUENTES

CLAVES = sorted(ruta.name for ruta in FUENTES.iterdir())
FICHA = {"titulo", "publica", "url", "consultado", "licencia", "archivo", "sha256", "descripcion", "comprobacion"}


def test_hay_ocho_fuentes_o_mas_y_todas_se_publican() -> None:
    assert len(CLAVES) >= 8
    assert fuentes()["fuente"].to_list() == CLAVES


@pytest.mark.parametrize("clave", CLAVES)
def test_cada_fuente_trae_su_archivo_y_una_ficha_completa_y_verdadera(clave: str) -> None:
    ficha = leer_ficha(clave)
    assert set(ficha) == FICHA
    assert {ruta.name for ruta in (FUENTES / clave).iterdir()} == {"ficha.toml", ficha["archivo"]}
    assert huella((FUENTES / clave / ficha["archivo"]).read_bytes()) == ficha["sha256"]
    assert all(ficha[campo] for campo in FICHA - {"url"})


@pytest.mark.parametrize("clave", CLAVES)
def test_ningun_renglon_se_pierde_y_su_numero_es_el_de_la_linea(clave: str) -> None:
    with (FUENTES / clave / leer_ficha(clave)["archivo"]).open(encoding="utf-8", newline="") as archivo:
        lineas = list(csv.reader(archivo))
    tabla = leer_fuente(clave)
    assert tabla["renglon"].to_list() == list(range(2, len(lineas) + 1))
    assert set(tabla["fuente"]) == {clave}
    primera = dict(zip(lineas[0], lineas[-1], strict=True))
    ultima = tabla.row(-1, named=True)
    assert all((ultima[columna] or "") == texto for columna, texto in primera.items() if columna != "fuente")


@pytest.mark.parametrize("clave", CLAVES)
def test_las_fuentes_son_utf8_sin_marca_y_terminan_completas(clave: str) -> None:
    contenido = (FUENTES / clave / leer_ficha(clave)["archivo"]).read_bytes()
    assert not contenido.startswith(b"\xef\xbb\xbf")
    assert contenido.decode("utf-8").endswith("\n")


def test_la_cita_se_aparta_de_la_clave_de_la_fuente() -> None:
    tabla = leer_fuente("mga_publicado")
    assert tabla["cita"].null_count() == 0
    assert not tabla["cita"].str.contains(r"[ ,]$").any()


def test_una_fuente_cambiada_se_rechaza_y_se_dice_cual(tmp_path: Path) -> None:
    shutil.copytree(FUENTES / "mga_publicado", tmp_path / "mga_publicado")
    ruta = tmp_path / "mga_publicado" / "mga_publicado.csv"
    ruta.write_text(ruta.read_text("utf-8").replace("GA,0.39,", "GA,0.93,", 1), "utf-8")
    with pytest.raises(ErrorApertura, match="huella") as error:
        leer_fuente("mga_publicado", tmp_path)
    assert error.value.donde == "data/fuentes/mga_publicado/mga_publicado.csv"
    assert "data/correcciones" in error.value.que_hacer


def test_todo_se_lee_como_texto_y_la_celda_vacia_es_nula() -> None:
    tabla = leer_csv(b"clave,valor,nota\n01,0.50,\n,007,x\n")
    assert tabla.dtypes == [pl.String] * 3
    assert tabla.rows() == [("01", "0.50", None), (None, "007", "x")]
