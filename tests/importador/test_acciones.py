"""Las líneas de acción del Plan 2024 se publican intactas y sus vínculos sólo nombran lo que existe."""

import polars as pl
import pytest

from apertura import rutas
from apertura.errores import ErrorApertura
from apertura.importador.acciones import lineas_de_accion, lineas_por_indicador
from apertura.importador.fuentes import leer_csv, leer_fuente

PUBLICACION = rutas.DATOS / "publicacion"
INDICADORES = pl.read_parquet(PUBLICACION / "indicadores.parquet")
TIPOS = pl.read_parquet(PUBLICACION / "tipos.parquet")


def vinculo(**cambios: str) -> pl.DataFrame:
    comun = {"clave_linea": "1.1.a", "metrica": "MGA", "indicadores": "PG|P", "tipos": "todos", "vinculo": "propuesto"}
    return pl.DataFrame([{**comun, **cambios}])


def test_se_publican_las_treinta_lineas_con_su_texto_intacto() -> None:
    publicadas = pl.read_parquet(PUBLICACION / "lineas_de_accion.parquet")
    fuente = leer_fuente("plan_2024_lineas").sort("clave")
    assert publicadas.height == 30
    assert publicadas["linea"].to_list() == fuente["linea"].to_list()
    assert lineas_de_accion()["clave_linea"].n_unique() == 30


def test_los_vinculos_de_hoy_son_los_de_la_fuente() -> None:
    """Quien los edite cambia esta prueba a propósito: son una propuesta del proyecto."""
    publicados = pl.read_parquet(PUBLICACION / "lineas_por_indicador.parquet")
    fuente = leer_fuente("plan_2024_lineas").filter(pl.col("atiende_indicadores").is_not_null())
    for fila in fuente.iter_rows(named=True):
        propios = publicados.filter(clave_linea=fila["clave"])
        assert set(propios["indicador"]) == set(fila["atiende_indicadores"].split(";")), fila["clave"]
        assert propios["vinculo"].unique().to_list() == [fila["vinculo"]]
    assert set(publicados["clave_linea"]) == set(fuente["clave"])


def test_solo_dos_lineas_estan_vinculadas_por_el_propio_plan() -> None:
    publicados = pl.read_parquet(PUBLICACION / "lineas_por_indicador.parquet")
    assert set(publicados.filter(vinculo="del plan")["clave_linea"]) == {"1.2.a", "1.2.b"}


def test_todos_son_todos_los_tipos_del_catalogo() -> None:
    abiertos = lineas_por_indicador(INDICADORES, TIPOS, vinculo())
    assert abiertos.height == 2 * TIPOS.height
    assert set(abiertos["tipo"]) == set(TIPOS["tipo"])
    assert abiertos["para_todos"].all()


def test_una_lista_de_tipos_no_es_para_todos() -> None:
    abiertos = lineas_por_indicador(INDICADORES, TIPOS, vinculo(tipos="municipio|judicial", indicadores="PG"))
    assert sorted(abiertos["tipo"]) == ["judicial", "municipio"]
    assert not abiertos["para_todos"].any()


def test_un_indicador_de_otra_metrica_se_rechaza_diciendo_cual() -> None:
    with pytest.raises(ErrorApertura, match=r"1\.1\.a: MGA RC") as error:
        lineas_por_indicador(INDICADORES, TIPOS, vinculo(indicadores="PG|RC"))
    assert error.value.donde == "data/armonizacion/lineas_de_accion.csv"


def test_el_archivo_editable_no_repite_linea_y_metrica() -> None:
    editable = leer_csv(rutas.ARMONIZACION / "lineas_de_accion.csv")
    assert editable.height > 20
    assert not editable.select("clave_linea", "metrica").is_duplicated().any()
