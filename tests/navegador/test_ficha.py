"""De un nombre a medias a «¿qué arreglo primero y quién ya lo hizo?», en un Chromium real y contando las acciones."""

import pytest
from playwright.sync_api import Page, expect

from tests.navegador.recorrer import acciones, buscar, contar_acciones, lista, titulo

pytestmark = pytest.mark.navegador


def test_quien_trabaja_en_un_municipio_sabe_en_tres_acciones_que_arreglar_y_va_con_quien_ya_lo_hizo(servidor: str, pestana: Page) -> None:
    contar_acciones(pestana)
    pestana.goto(servidor)
    # 1: escribir parte del nombre; 2: abrir su ficha.
    buscar(lista(pestana), "san juan rio quer", "Municipio de San Juan del Río, Querétaro").first.click()
    titulo(pestana, "Municipio de San Juan del Río, Querétaro")
    parrafo = pestana.get_by_text("Conviene empezar por Transparencia ciudadana")
    expect(parrafo).to_be_visible()
    expect(pestana.get_by_text("ya lo lograron Municipio de Zináparo")).to_be_visible()
    caja = parrafo.bounding_box()
    assert caja
    assert caja["y"] + caja["height"] < 1100, "qué arreglar primero se lee sin bajar"
    assert acciones(pestana) == ["escribir", "clic"]
    # 3: abrir la ficha de quien ya lo hizo.
    pestana.locator(".st-key-quienes").get_by_role("link", name="Municipio de Zináparo, Michoacán").click()
    titulo(pestana, "Municipio de Zináparo, Michoacán")
    assert acciones(pestana) == ["escribir", "clic", "clic"]
    expect(pestana.get_by_role("heading", name="Por dónde empezar")).to_be_visible()
