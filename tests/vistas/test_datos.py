"""Datos: los conteos de las facetas, la tabla y lo que se exporta cuentan lo mismo con cualquier combinación de filtros."""

from datetime import date

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings

from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.exportacion.csv_ import a_csv
from apertura.seleccion import Seleccion
from apertura.vistas import datos
from tests.vistas.cifras import SIETE
from tests.vistas.filtros import dejan, filtradas

LISTAS = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
FACETAS = {"entidad": "cve_ent", "orden": "orden", "tipo": "tipo"}
CAMPOS = {"entidad": "entidades", "orden": "ordenes", "tipo": "tipos"}


@LISTAS
@given(seleccion=filtradas(con_entidades=True))
def test_los_renglones_del_archivo_son_los_sujetos_que_cuentan_las_facetas(
    vigente: Motor, cat: Catalogo, sujetos: pl.DataFrame, seleccion: Seleccion
) -> None:
    tabla = datos.resultados(vigente, cat, seleccion)
    esperados = sorted(dejan(sujetos, seleccion, seleccion.entidades)["clave_sujeto"])
    assert tabla.datos["clave_sujeto"].to_list() == esperados
    assert datos.cuantos(vigente, cat, seleccion) == len(esperados)
    facetas = datos.facetas(vigente, cat, seleccion)
    for nombre, campo in CAMPOS.items():
        puestos = getattr(seleccion, campo)
        propias = [f.n_sujetos for clave, f in facetas[nombre].items() if not puestos or clave in puestos]
        assert sum(propias) == len(esperados), nombre


@LISTAS
@given(seleccion=filtradas(con_entidades=True))
def test_lo_que_promete_una_faceta_es_lo_que_queda_al_elegir_sola_esa_opcion(
    vigente: Motor, cat: Catalogo, sujetos: pl.DataFrame, seleccion: Seleccion
) -> None:
    for nombre, facetas in datos.facetas(vigente, cat, seleccion).items():
        sin_ella = seleccion.con(**{CAMPOS[nombre]: ()})
        quedan = dejan(sujetos, sin_ella, sin_ella.entidades)
        contados = dict(quedan.group_by(FACETAS[nombre]).len().iter_rows())
        assert {clave: f.n_sujetos for clave, f in facetas.items() if f.n_sujetos} == contados


def test_las_facetas_ofrecen_todo_lo_elegible_aunque_tenga_cero(vigente: Motor, cat: Catalogo) -> None:
    facetas = datos.facetas(vigente, cat, Seleccion(tipos=("sindicato",), ordenes=("municipal",)))
    assert list(facetas["entidad"]) == list(cat.entidades)
    assert list(facetas["orden"]) == list(cat.ordenes)
    assert list(facetas["tipo"]) == list(cat.tipos)
    assert datos.cuantos(vigente, cat, Seleccion(tipos=("sindicato",), ordenes=("municipal",))) == 0


def test_los_conteos_conocidos_de_2017(vigente: Motor, cat: Catalogo) -> None:
    facetas = datos.facetas(vigente, cat, Seleccion())
    assert {clave: f.n_sujetos for clave, f in facetas["orden"].items()} == {"federal": 46, "estatal": 702, "municipal": 160}
    assert facetas["tipo"]["judicial"].n_sujetos == 36
    assert facetas["tipo"]["municipio"].n_sujetos == 160
    assert sum(f.n_sujetos for f in facetas["entidad"].values()) == 908


def test_el_recorte_de_pantalla_no_recorta_lo_que_se_descarga(vigente: Motor, cat: Catalogo) -> None:
    pintada = datos.resultados(vigente, cat, Seleccion(), 100)
    completa = datos.resultados(vigente, cat, Seleccion())
    assert (pintada.datos.height, completa.datos.height) == (100, 908)
    assert pintada.datos.equals(completa.datos.head(100))
    assert "limite" not in completa.parametros


def test_el_csv_trae_los_mismos_renglones_sin_redondear_y_dice_la_seleccion(vigente: Motor, cat: Catalogo) -> None:
    seleccion = Seleccion(tipos=("judicial",), entidades=("20", "FED"))
    tabla = datos.resultados(vigente, cat, seleccion)
    contenido = a_csv(tabla, date(2026, 11, 23))
    leido = pl.read_csv(contenido, comment_prefix="#", schema_overrides={"cve_ent": pl.String, "cve_mun": pl.String})
    assert leido["clave_sujeto"].to_list() == ["20-JUD-01", *(f"FED-JUD-0{n}" for n in range(1, 5))]
    assert leido.select(SIETE).equals(tabla.datos.select(SIETE))
    assert "instituciones judiciales de Oaxaca y de la Federación" in contenido.decode("utf-8-sig")


@pytest.mark.parametrize(("metrica", "edicion", "cuantas"), [("MGA", 2019, 8), ("MGA", 2021, 33), ("MGA", 2023, 7), ("MJA", 2023, 38)])
def test_lo_publicado_de_cada_edicion_trae_su_cita_y_sus_decimales(
    vigente: Motor, cat: Catalogo, metrica: str, edicion: int, cuantas: int
) -> None:
    tabla = datos.publicados(vigente, cat, Seleccion(metrica, edicion, "GA" if metrica == "MGA" else "JA"))
    assert tabla.datos.height == cuantas
    assert tabla.datos["cita"].null_count() == 0
    assert tabla.procedencia.seleccion.endswith("· cifras publicadas")
    for valor, decimales, cifra in tabla.datos.select("valor", "decimales", "cifra").iter_rows():
        assert float(cifra.replace(",", "").replace("−", "-")) == pytest.approx(valor, abs=0.5 * 10**-decimales)


def test_lo_publicado_de_veracruz_en_2021_son_su_cifra_y_15_municipios(vigente: Motor, cat: Catalogo) -> None:
    tabla = datos.publicados_de_entidad(vigente, cat, Seleccion("MGA", 2021, "GA", entidad="30"))
    assert dict(tabla.datos.group_by("ambito").len().iter_rows()) == {"entidad": 1, "sujeto": 15}
    assert tabla.titulo == "Cifras publicadas, MGA 2021: Veracruz"
    assert tabla.procedencia.seleccion.endswith("· cifras publicadas: Veracruz")


def test_de_la_mayoria_de_las_entidades_no_hay_nada_publicado_y_la_tabla_sale_vacia(vigente: Motor, cat: Catalogo) -> None:
    for edicion, esperadas in ((2019, {"02"}), (2023, {"02", "11"})):
        con_algo = {
            clave
            for clave in cat.entidades
            if datos.publicados_de_entidad(vigente, cat, Seleccion("MGA", edicion, "GA", entidad=clave)).datos.height
        }
        assert esperadas <= con_algo
        assert len(con_algo) < 10


def test_la_seleccion_de_justicia_es_la_mja_y_existe(cat: Catalogo) -> None:
    seleccion = datos.de_justicia(cat)
    assert (seleccion.metrica, seleccion.edicion) in cat.ediciones
    assert seleccion.indicador in cat.elegibles(seleccion.metrica, seleccion.edicion)


def test_ver_la_consulta_muestra_el_texto_del_archivo() -> None:
    assert datos.sql("facetas").startswith("-- qué: ")
    assert "select" in datos.sql("resultados_mga")
