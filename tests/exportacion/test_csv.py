"""El CSV se lee de vuelta igual, con sus sellos y sin fórmulas."""

import csv
import io
from dataclasses import replace

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from polars.testing import assert_frame_equal

from apertura.exportacion.csv_ import BOM, a_csv
from apertura.exportacion.seguro import celda_segura
from apertura.publicacion import huella
from tests.exportacion.ejemplos import HOSTILES, HOY, SELLOS, datos_hostiles, finitos, pequena, tabla


def leer(contenido: bytes, esquema: pl.Schema) -> pl.DataFrame:
    return pl.read_csv(contenido, comment_prefix="#", schema_overrides=esquema)


def comentarios(contenido: bytes) -> list[str]:
    lineas = contenido.removeprefix(BOM).decode().split("\r\n")
    return [linea.removeprefix("# ") for linea in lineas if linea.startswith("# ")]


@settings(deadline=None)
@given(datos_hostiles())
def test_lo_que_se_lee_es_lo_que_se_exporto(datos):
    esperado = finitos(datos).with_columns(pl.col(pl.String).map_elements(celda_segura, pl.String))
    leido = leer(a_csv(tabla(datos), HOY), datos.schema)
    assert_frame_equal(leido, esperado, check_exact=True)


def test_van_todas_las_columnas_con_su_nombre_tecnico_y_sin_redondear():
    esperado = pequena().datos
    contenido = a_csv(pequena(), HOY)
    assert_frame_equal(leer(contenido, esperado.schema), esperado, check_exact=True)
    renglones = contenido.decode().split("\r\n")
    assert '"01","Aguascalientes",0.4741,1243,0.585,"true"' in renglones
    assert '"20","Oaxaca",,5,-5.0,' in renglones


def test_empieza_con_bom_titulo_sellos_y_notas():
    contenido = a_csv(pequena(), HOY)
    assert contenido.startswith(BOM + b"# Tabla de ejemplo\r\n")
    assert comentarios(contenido)[:-1] == ["Tabla de ejemplo", *SELLOS, "Nota: Primera nota."]


def test_la_huella_del_principio_es_la_de_lo_que_sigue():
    contenido = a_csv(pequena(), HOY)
    ultima = comentarios(contenido)[-1]
    cuerpo = contenido.split(ultima.encode() + b"\r\n", 1)[1]
    assert cuerpo.startswith(b'"cve_ent","entidad"')
    assert ultima == f"Huella sha256 de lo que sigue: {huella(cuerpo)}"


def test_lo_no_finito_se_dice_en_una_nota():
    contenido = a_csv(tabla(pl.DataFrame({"a": [float("nan")], "b": [1]})), HOY)
    assert "Nota: Celdas que van vacías sin estarlo en los datos: 1 valor infinito o indeterminado." in comentarios(contenido)


def test_los_mismos_datos_dan_los_mismos_bytes_y_un_digito_cambia_el_principio():
    datos = pequena().datos
    corregidos = datos.with_columns(pl.Series("valor", [0.4742, None]))
    assert a_csv(pequena(), HOY) == a_csv(pequena(), HOY)
    assert a_csv(pequena(), HOY)[:500] != a_csv(replace(pequena(), datos=corregidos), HOY)[:500]


@pytest.mark.parametrize("filas", [0, 1])
def test_con_cero_o_un_renglon_va_el_encabezado(filas):
    datos = pequena().datos.head(filas)
    leido = leer(a_csv(replace(pequena(), datos=datos), HOY), datos.schema)
    assert (leido.columns, leido.height) == (datos.columns, filas)


def test_una_sola_columna_con_nulos_conserva_sus_renglones():
    datos = pl.DataFrame({"a": ["x", None, "y"]})
    assert leer(a_csv(tabla(datos), HOY), datos.schema)["a"].to_list() == ["x", None, "y"]


@pytest.mark.parametrize("hostil", [texto for texto in HOSTILES if texto])
def test_el_encabezado_tambien_se_neutraliza(hostil):
    nombre = hostil.replace("\n", "").replace("\r", "")
    datos = pl.DataFrame({nombre: [-5], "b": [1.5]})
    renglones = a_csv(tabla(datos), HOY).decode().split("\r\n")[-3:]
    assert next(csv.reader(renglones)) == [celda_segura(nombre), "b"]
    assert renglones[1:] == ["-5,1.5", ""]


def test_ninguna_celda_que_vea_una_hoja_de_calculo_empieza_como_formula():
    peligros = ["x,=1", "x, =1", "x;+1", 'x,"=1"', "=1\r\n=2", "x\n=1", "@x,-1,\t@y"]
    datos = pl.DataFrame({"=a": peligros, "@b": peligros})
    hostil = replace(tabla(datos, notas=tuple(peligros)), titulo="=1,=2")
    # Como la abre una hoja de cálculo: sin saber de comentarios y separando también por punto y coma o tabulador.
    for separador in ",;\t":
        lector = csv.reader(io.StringIO(_sin_datos(a_csv(hostil, HOY)), newline=""), delimiter=separador)
        celdas = [celda for renglon in lector for celda in renglon]
        assert celdas
        assert [celda for celda in celdas if celda_segura(celda) != celda] == []


def test_duckdb_lo_lee_igual(tmp_path):
    ruta = tmp_path / "t.csv"
    ruta.write_bytes(a_csv(pequena(), HOY))
    leido = duckdb.connect().execute(f"select * from read_csv('{ruta}', comment = '#', header = true, delim = ',', quote = '\"')")
    assert [columna[0] for columna in leido.description or []] == pequena().datos.columns
    assert leido.fetchall() == pequena().datos.rows()


def _sin_datos(contenido: bytes) -> str:
    """Los comentarios y el encabezado: el cuerpo va entre comillas y se prueba celda por celda."""
    texto = contenido.removeprefix(BOM).decode()
    return texto[: texto.index('\r\n"') + 2]
