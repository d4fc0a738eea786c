"""Las fórmulas, a través de las consultas y con valores al azar: sumas ponderadas, brechas e identidades."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apertura.brechas.situacion import situar
from apertura.catalogo import catalogo
from apertura.consultas import Motor, abrir_motor
from apertura.seleccion import Seleccion
from apertura.vistas.pares import grupo
from tests.publicaciones import HOJAS, REAL, escribir, falsificar, tablas_chicas

pocas = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
valores = st.floats(min_value=0, max_value=1, allow_nan=False)
COMPONENTES = pl.read_parquet(REAL / "indicadores.parquet").filter(edicion=2017, nivel="componente")["indicador"].to_list()


@pocas
@given(st.lists(valores, min_size=17, max_size=17))
def test_las_brechas_de_cada_subindice_suman_lo_que_le_falta_para_uno(tmp_path: Path, cifras: list[float]) -> None:
    nuevas = dict(zip(COMPONENTES, cifras, strict=True))
    motor = con_cifras_nacionales(tmp_path, nuevas)
    brechas = motor.consultar("brechas_oficiales", metrica="MGA", edicion=2017)
    arbol = motor.consultar("arbol_nacional", metrica="MGA", edicion=2017)
    recompuestos = dict(arbol.select("indicador", "recompuesto").iter_rows())
    for padre, suma in brechas.group_by("padre").agg(pl.col("brecha").sum()).iter_rows():
        assert suma == pytest.approx(1 - recompuestos[padre], abs=1e-12)
    for fila in brechas.iter_rows(named=True):
        assert fila["brecha"] == pytest.approx(fila["peso_en_padre"] * (1 - nuevas[fila["indicador"]]), abs=1e-12)
    assert brechas["brecha"].is_sorted(descending=True)


def con_cifras_nacionales(carpeta: Path, cifras: dict[str, float]) -> Motor:
    """La publicación real con otras cifras nacionales en los componentes de 2017."""
    es_componente = (
        (pl.col("edicion") == 2017)
        & (pl.col("ambito") == "nacional")
        & (pl.col("medida") == "valor")
        & pl.col("indicador").is_in(list(cifras))
    )
    nueva = pl.col("indicador").replace_strict(cifras, default=None, return_dtype=pl.Float64)
    cambio = pl.when(es_componente).then(nueva).otherwise("valor").alias("valor")
    destino = carpeta / str(len(list(carpeta.iterdir())))
    return abrir_motor(falsificar(destino, "publicados", lambda t: t.with_columns(cambio)))


@pocas
@given(st.lists(valores, min_size=4, max_size=4), st.sampled_from(["GA", "T", "P"]), st.floats(0.001, 0.5))
def test_el_error_de_una_identidad_es_justo_lo_que_se_movio_el_indice(tmp_path: Path, hojas: list[float], cual: str, cuanto: float) -> None:
    sano = dict(zip(HOJAS, hojas, strict=True))
    sano |= {"T": (sano["TG"] + sano["TC"]) / 2, "P": (sano["PG"] + sano["PC"]) / 2}
    sano["GA"] = (sano["T"] + sano["P"]) / 2
    assert max(errores(tmp_path, sano).values()) < 1e-12
    movido = errores(tmp_path, {**sano, cual: sano[cual] + cuanto})
    assert movido[f"error_{cual.lower()}"] == pytest.approx(cuanto, abs=1e-12)
    assert movido["error_ga"] == pytest.approx(cuanto if cual == "GA" else cuanto / 2, abs=1e-12)


def errores(carpeta: Path, cifras: dict[str, float]) -> dict[str, float]:
    """Los tres errores de un sujeto que tiene esas siete cifras."""
    tablas = tablas_chicas()
    suyo = pl.col("clave_sujeto") == "20-LEG-01"
    nueva = pl.col("indicador").replace_strict(cifras, return_dtype=pl.Float64)
    cambio = pl.when(suyo).then(nueva).otherwise("valor").alias("valor")
    tablas["resultados"] = tablas["resultados"].with_columns(cambio)
    motor = abrir_motor(escribir(carpeta / str(len(list(carpeta.iterdir()))), tablas))
    fila = motor.consultar("identidades", edicion=2017).filter(clave_sujeto="20-LEG-01").row(0, named=True)
    return {campo: fila[campo] for campo in ("error_ga", "error_t", "error_p")}


@pytest.fixture(scope="module")
def chica(tmp_path_factory: pytest.TempPathFactory) -> Motor:
    return abrir_motor(escribir(tmp_path_factory.mktemp("chica"), tablas_chicas()))


def test_la_media_de_cada_entidad_es_la_de_sus_sujetos_y_la_que_no_tiene_va_sin_dato(chica: Motor) -> None:
    tabla = chica.consultar("indice_por_entidad", metrica="MGA", edicion=2017, indicador="TG")
    medias = {fila["cve_ent"]: (fila["n_sujetos"], fila["valor"]) for fila in tabla.iter_rows(named=True)}
    assert medias == {"01": (5, 0.525), "20": (6, 2.375 / 6), "31": (0, None), "FED": (1, 0.875)}


def situado(chica: Motor, clave: str) -> tuple[dict, str]:
    """Su lugar en el índice entre sus pares, y con qué criterio se formaron."""
    formado = grupo(chica, catalogo(chica), Seleccion(sujeto=clave))
    assert formado is not None
    return situar(formado.tabla, ["GA"]).row(0, named=True), formado.criterio


def test_los_empates_a_dos_decimales_comparten_lugar(chica: Motor) -> None:
    ga, criterio = situado(chica, "01-MUN-001")
    assert (ga["lugar"], ga["n_pares"], ga["iguales"], criterio) == (4, 8, 4, "orden y tipo")


def test_con_menos_de_ocho_pares_se_usa_todo_el_orden_y_se_dice(chica: Motor) -> None:
    ga, criterio = situado(chica, "20-JUD-01")
    assert (criterio, ga["n_pares"]) == ("orden", 3)


def test_las_facetas_cuentan_con_los_filtros_de_las_otras_dos(chica: Motor) -> None:
    facetas = chica.consultar("facetas", metrica="MGA", edicion=2017, tipos=["judicial"])
    conteos = {(fila["faceta"], fila["clave"]): fila["n_sujetos"] for fila in facetas.iter_rows(named=True)}
    assert conteos["entidad", "20"] == 1
    assert conteos["orden", "municipal"] == 0
    assert conteos["tipo", "municipio"] == 8
    assert conteos["tipo", "partido"] == 0
