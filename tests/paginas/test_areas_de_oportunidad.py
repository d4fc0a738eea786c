"""La página del priorizador: se filtra, se lee, se descarga y no promete nada donde no hay con qué."""

import io
import json
from datetime import date

import fastexcel
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from apertura.catalogo import catalogo
from apertura.consultas import motor
from apertura.exportacion.csv_ import a_csv
from apertura.exportacion.xlsx import a_xlsx
from apertura.seleccion import Seleccion
from apertura.vistas import plan, priorizador
from tests.paginas.abrir import abrir, direccion, textos, titulos

pytestmark = pytest.mark.usefixtures("navegacion_declarada")
HOY = date(2026, 11, 24)


def dicho(prueba: AppTest) -> str:
    assert not prueba.exception
    return " ".join(textos(prueba)).replace("\\", "")


def test_queretaro_dice_su_lugar_su_palanca_y_sus_areas() -> None:
    prueba = abrir("areas_de_oportunidad", en="22")
    assert [m.value for m in prueba.metric][:1] == ["94"]
    assert "pasaría al lugar 32 de 33" in dicho(prueba)
    assert [h.value for h in prueba.header][:2] == ["El plan, por prioridad", "La palanca"]
    assert prueba.dataframe[0].value["puesto"].to_list() == list(range(1, 95))


def test_los_filtros_cambian_la_direccion_y_el_plan() -> None:
    prueba = abrir("areas_de_oportunidad")
    prueba.multiselect(key="w_entidades").select("20").run()
    prueba.button_group(key="w_lente").set_value("municipios").run()
    assert direccion(prueba) == {"en": "20", "tipo": "municipio"}
    assert set(prueba.dataframe[0].value["nombre_tipo"]) == {"Municipio"}
    assert set(prueba.dataframe[0].value["entidad"]) == {"Oaxaca"}


def test_con_una_sola_institucion_no_hay_curva_de_pareto() -> None:
    prueba = abrir("areas_de_oportunidad", en="22", tipo="judicial")
    assert "en 1 institución" in dicho(prueba)
    assert len(prueba.get("vega_lite_chart")) == 0
    assert len(abrir("areas_de_oportunidad", en="22").get("vega_lite_chart")) == 1


def test_sin_sujetos_se_dice_y_se_pueden_quitar_los_filtros() -> None:
    prueba = abrir("areas_de_oportunidad", en="FED", tipo="municipio")
    assert "Ningún sujeto obligado de la muestra cumple estos filtros." in dicho(prueba)
    prueba.button(key="quitar_pagina").click().run()
    assert direccion(prueba) == {}
    assert prueba.metric[0].value == "2,577"


@pytest.mark.parametrize(("metrica", "anio"), [e for e in catalogo().ediciones if e != ("MGA", 2017)])
def test_donde_solo_hay_cifras_publicadas_se_dice_y_no_se_prioriza(metrica: str, anio: int) -> None:
    prueba = abrir("areas_de_oportunidad", metrica=metrica, edicion=str(anio), en="22")
    assert "Sin resultados de cada institución no se puede decir por dónde empezar." in dicho(prueba)
    assert not prueba.metric
    assert not prueba.dataframe
    assert len(prueba.get("page_link")) >= 1


def test_marcar_un_renglon_abre_la_ficha_de_la_institucion() -> None:
    prueba = abrir("areas_de_oportunidad", en="22", tipo="judicial")
    tabla = next(d for d in prueba.dataframe if d.proto.id.endswith("-t_plan"))
    estados = prueba._tree.get_widget_states()
    nuevo = estados.widgets.add()
    nuevo.id, nuevo.string_value = tabla.proto.id, json.dumps({"selection": {"rows": [0], "columns": [], "cells": []}})
    assert titulos(prueba._run(estados)) == ["Tribunal Superior de Justicia, Querétaro"]


def test_desde_la_entidad_hay_un_enlace_a_su_plan_con_los_mismos_filtros() -> None:
    for cve_ent, texto in (("22", "¿Por dónde empieza Querétaro?"), ("15", "¿Por dónde empieza el Estado de México?")):
        prueba = abrir("entidad", entidad=cve_ent, tipo="municipio")
        enlace = next(e for e in prueba.get("page_link") if e.proto.page.startswith("areas_de_oportunidad"))
        assert enlace.proto.label.replace("\\", "") == texto
        assert f"en={cve_ent}" in enlace.proto.query_string
        assert "tipo=municipio" in enlace.proto.query_string
    assert "¿Por dónde empieza la Federación?" in dicho(abrir("entidad", entidad="FED"))


def test_el_plan_en_excel_se_lee_de_vuelta_con_su_fuente_y_sus_numeros() -> None:
    tabla = plan.plan_completo(motor(), catalogo(), Seleccion(entidades=("22",)))
    libro = fastexcel.read_excel(a_xlsx(tabla, HOY))
    leido = libro.load_sheet("Datos").to_polars()
    assert leido.height == tabla.datos.height == 94
    assert leido["Sujeto obligado"].to_list() == tabla.datos["etiqueta"].to_list()
    assert leido["Ganancia en su índice"].to_list() == pytest.approx(tabla.datos["ganancia"].to_list())
    assert leido["Líneas e instrumentos del Plan 2024"].to_list() == tabla.datos["lineas"].to_list()
    fuente = str(libro.load_sheet("Fuente", header_row=None).to_polars().rows())
    assert "Plan de Trabajo 2024 (histórico)" in fuente
    assert "mga_2017_sujetos" in fuente
    assert "plan_2024_lineas" in fuente


def test_el_plan_en_csv_se_lee_de_vuelta() -> None:
    tabla = plan.plan_completo(motor(), catalogo(), Seleccion(entidades=("22",)))
    leido = pl.read_csv(io.BytesIO(a_csv(tabla, HOY)), comment_prefix="#", schema_overrides={"cve_ent": pl.String})
    assert leido.select("clave_sujeto", "indicador").equals(tabla.datos.select("clave_sujeto", "indicador"))
    assert leido["ganancia"].to_list() == pytest.approx(tabla.datos["ganancia"].to_list())


def test_la_ficha_de_una_institucion_lleva_sus_lineas_de_accion_y_lo_dice_si_no_tiene_areas() -> None:
    prueba = abrir("sujeto", sujeto="22-MUN-016")
    assert "Del rezago a la acción" in [h.value for h in prueba.header]
    assert "Caja de Herramientas de Gobierno Abierto Municipal" in dicho_en_tablas(prueba)
    base = priorizador.base(motor(), catalogo(), Seleccion()).areas
    sin_areas = sorted(set(catalogo().sujetos) - set(base.filter("es_area")["clave_sujeto"]))[0]
    assert "No tiene áreas de oportunidad frente a sus pares" in dicho(abrir("sujeto", sujeto=sin_areas))


def dicho_en_tablas(prueba: AppTest) -> str:
    return " ".join(tabla.value.to_string() for tabla in prueba.dataframe)


@pytest.mark.parametrize("pares", ["perfil", "lista", "tamano"])
def test_un_grupo_de_pares_que_no_vale_para_todas_se_avisa_y_se_usa_el_comun(pares: str) -> None:
    avisado = "el plan usa mismo orden y tipo"
    assert avisado in " ".join(aviso.value for aviso in abrir("areas_de_oportunidad", en="06", pares=pares).info)
    assert avisado not in " ".join(aviso.value for aviso in abrir("areas_de_oportunidad", en="06", pares="region").info)
