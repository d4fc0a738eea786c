"""«¿Por dónde empieza Querétaro?»: de la portada al plan en Excel, en cinco acciones y en un Chromium real."""

from pathlib import Path

import fastexcel
import pytest
from playwright.sync_api import Page, expect

from apertura.catalogo import catalogo
from apertura.consultas import motor
from apertura.seleccion import Seleccion
from apertura.vistas import plan
from tests.navegador.recorrer import acciones, buscar, contar_acciones, esperar, lista, titulo

pytestmark = pytest.mark.navegador


def test_de_la_portada_al_plan_de_queretaro_en_excel_en_cinco_acciones(servidor: str, pestana: Page, tmp_path: Path) -> None:
    contar_acciones(pestana)
    pestana.goto(servidor)
    resultados = buscar(lista(pestana), "queretaro", "Entidad: Querétaro")  # 1: escribir
    resultados.first.click()  # 2: la entidad
    titulo(pestana, "Querétaro")
    lista(pestana).get_by_role("link", name="¿Por dónde empieza Querétaro?").click()  # 3: su plan
    titulo(pestana, "Áreas de oportunidad")
    esperar(pestana, "/areas_de_oportunidad", entidad="22", en="22")
    expect(pestana.get_by_text("pasaría al lugar 32 de 33")).to_be_visible()
    pestana.get_by_role("button", name="Descargar", exact=True).first.click()  # 4
    with pestana.expect_download() as espera:
        pestana.get_by_test_id("stPopoverBody").get_by_role("button", name="Datos (Excel)").click()  # 5
    assert acciones(pestana) == ["escribir", *["clic"] * 4]
    destino = tmp_path / espera.value.suggested_filename
    espera.value.save_as(destino)
    leido = fastexcel.read_excel(destino).load_sheet("Datos").to_polars()
    esperado = plan.plan_completo(motor(), catalogo(), Seleccion(entidades=("22",), entidad="22"))
    assert destino.name.startswith("plan_de_areas_MGA_2017_")
    assert leido["Sujeto obligado"].to_list() == esperado.datos["etiqueta"].to_list()
    assert leido["Quién ya lo hace bien"].to_list() == esperado.datos["a_quien"].to_list()
