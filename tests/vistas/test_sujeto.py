"""La ficha de un sujeto: sus siete cifras, sus pares y el renglón de donde salen."""

import csv

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apertura.catalogo import Catalogo, catalogo
from apertura.consultas import Motor
from apertura.rutas import FUENTES
from apertura.seleccion import Seleccion
from apertura.vistas import lectura, sujeto
from tests.vistas.cifras import SIETE

LISTAS = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def elegido(clave: str, **cambios: object) -> Seleccion:
    return Seleccion(sujeto=clave).con(**cambios)


def test_la_secretaria_de_salud_de_oaxaca_se_compara_con_su_grupo(vigente: Motor, cat: Catalogo) -> None:
    ficha = sujeto.ficha(vigente, cat, elegido("20-EJE-08"))
    assert ficha is not None
    assert (ficha.etiqueta, ficha.nombre_publicado) == ("Secretaría de Salud, Oaxaca", "Secretaria de Salud")
    assert ficha.grupo == "288 instituciones del Ejecutivo estatal"
    assert (ficha.fuente, ficha.renglon, ficha.cve_ent) == ("mga_2017_sujetos", 522, "20")


def test_un_tipo_con_menos_de_ocho_se_compara_con_todo_su_orden_y_se_dice(vigente: Motor, cat: Catalogo) -> None:
    ficha = sujeto.ficha(vigente, cat, elegido("FED-SIN-01"))
    assert ficha is not None
    assert ficha.grupo == "los 46 sujetos del orden federal (su tipo tiene menos de ocho)"


@LISTAS
@given(clave=st.sampled_from(list(catalogo().sujetos)))
def test_las_cifras_los_pares_y_el_lugar_son_los_que_salen_de_los_datos(
    vigente: Motor, cat: Catalogo, sujetos: pl.DataFrame, clave: str
) -> None:
    propio = sujetos.row(by_predicate=pl.col("clave_sujeto") == clave, named=True)
    pares = sujetos.filter(orden=propio["orden"], tipo=propio["tipo"])
    if pares.height < 8:
        pares = sujetos.filter(orden=propio["orden"])
    datos = sujeto.indicadores(vigente, cat, elegido(clave)).datos
    assert datos["indicador"].to_list() == list(SIETE)
    for fila in datos.to_dicts():
        columna = pares[fila["indicador"]]
        assert fila["valor"] == propio[fila["indicador"]]
        assert fila["n_pares"] == pares.height
        # El lugar se da con dos decimales, como se lee.
        assert 1 <= fila["lugar"] <= 1 + (columna > fila["valor"] - 0.005).sum()
        assert fila["lugar"] >= 1 + (columna > fila["valor"] + 0.01).sum()
        for campo, parte in (("p25", 0.25), ("mediana", 0.5), ("p75", 0.75)):
            assert fila[campo] == pytest.approx(columna.quantile(parte, "linear"))
    assert sujeto.pares(vigente, cat, elegido(clave)).datos["clave_sujeto"].n_unique() == pares.height


@LISTAS
@given(clave=st.sampled_from(list(catalogo().sujetos)))
def test_el_renglon_de_origen_es_el_del_archivo_de_la_fuente(vigente: Motor, cat: Catalogo, clave: str) -> None:
    ficha = sujeto.ficha(vigente, cat, elegido(clave))
    assert ficha is not None
    with (FUENTES / ficha.fuente / f"{ficha.fuente}.csv").open(encoding="utf-8-sig", newline="") as archivo:
        renglon = list(csv.reader(archivo))[ficha.renglon - 1]
    assert ficha.nombre_publicado in renglon
    origen = sujeto.renglon_de_origen(vigente, cat, elegido(clave)).datos
    assert origen["renglon"].to_list() == [ficha.renglon]
    cifras = [float(celda) for celda in renglon[-7:]]
    assert sorted(cifras) == pytest.approx(sorted(origen.select(SIETE).row(0)))


@pytest.mark.parametrize(
    "seleccion",
    [
        Seleccion(),
        Seleccion(sujeto="99-XXX-01"),
        Seleccion("MGA", 2021, "GA", sujeto="20-EJE-08"),
        Seleccion("MJA", 2023, "JA", sujeto="20-JUD-01"),
    ],
)
def test_sin_sujeto_o_sin_resultado_en_esa_edicion_no_hay_ficha(vigente: Motor, cat: Catalogo, seleccion: Seleccion) -> None:
    assert sujeto.ficha(vigente, cat, seleccion) is None
    assert sujeto.indicadores(vigente, cat, seleccion).datos.height == 0


def test_los_filtros_de_otras_paginas_no_cambian_la_ficha(vigente: Motor, cat: Catalogo) -> None:
    sola = sujeto.indicadores(vigente, cat, elegido("20-EJE-08"))
    filtrada = sujeto.indicadores(vigente, cat, elegido("20-EJE-08", tipos=("municipio",), ordenes=("federal",)))
    assert sola.datos.equals(filtrada.datos)
    assert sola.procedencia == filtrada.procedencia


def test_los_sellos_dicen_de_que_institucion_se_trata(vigente: Motor, cat: Catalogo) -> None:
    for vista in (sujeto.indicadores, sujeto.pares, sujeto.renglon_de_origen):
        sellos = vista(vigente, cat, elegido("20-EJE-08")).procedencia
        assert sellos.seleccion == "Métrica de Gobierno Abierto 2017 · Secretaría de Salud, Oaxaca"
        assert "sujeto=20-EJE-08" in sellos.enlace


def test_la_grafica_no_repite_al_propio_entre_sus_pares(vigente: Motor, cat: Catalogo) -> None:
    grafica = lectura.grafica_de_pares(vigente, cat, elegido("20-EJE-08"), "claro")
    assert "20-EJE-08" not in set(grafica.conjuntos["puntos"]["clave"])
    assert grafica.conjuntos["puntos"]["clave"].n_unique() == 287
