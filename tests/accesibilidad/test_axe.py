"""Lo que está cerrado no lo ve axe hasta que se abre: plegables, ventanas, menús, listas y resultados."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.accesibilidad.conftest import CAMINOS, ESCRITORIO
from tests.accesibilidad.revisar import ABRIR_PLEGABLES, LO_ABIERTO, abrir, asentada, reprobado

pytestmark = pytest.mark.navegador


def del_mapa(vista: Page, servidor: str) -> None:
    """Plegables, ventanas y menús del mapa."""
    abrir(vista, f"{servidor}/{CAMINOS['mapa']}")
    vista.evaluate(ABRIR_PLEGABLES)
    asentada(vista)
    assert reprobado(vista, "[data-testid=stMain]") == [], "plegables"
    for boton in ("Compartir", "Filtros", "Descargar", "Elegir entidad", "Menú principal"):
        vista.get_by_role("button", name=boton).first.click()
        expect(vista.locator(LO_ABIERTO).first).to_be_visible()
        asentada(vista)
        assert reprobado(vista, LO_ABIERTO) == [], boton
        vista.keyboard.press("Escape")
        expect(vista.locator(LO_ABIERTO)).to_have_count(0)


def de_datos(vista: Page, servidor: str) -> None:
    """La lista de ediciones, los resultados de la búsqueda y, en Datos, la consulta y el diccionario."""
    abrir(vista, f"{servidor}/{CAMINOS['datos']}")
    vista.get_by_role("combobox", name="Métrica y edición").click()
    expect(vista.get_by_role("listbox")).to_be_visible()
    assert reprobado(vista, "[role=listbox]") == [], "lista"
    vista.keyboard.press("Escape")
    vista.evaluate(ABRIR_PLEGABLES)
    asentada(vista)
    assert reprobado(vista, "[data-testid=stMain]") == [], "consulta y diccionario"
    vista.get_by_label("Buscar institución o entidad").fill("secretaria salud")
    expect(vista.locator(".st-key-hallazgos").get_by_role("link").first).to_be_visible()
    assert reprobado(vista, ".st-key-barra") == [], "búsqueda: lo que tapan los resultados no cuenta"


@pytest.mark.parametrize(("revisar", "esquema"), [(del_mapa, "light"), (de_datos, "dark")])
def test_tampoco_con_todo_abierto(servidor: str, vista: Page, a_fondo: bool, revisar: Callable[[Page, str], None], esquema: str) -> None:
    vista.set_viewport_size(ESCRITORIO)  # type: ignore[arg-type]
    for cual in ("light", "dark") if a_fondo else (esquema,):
        vista.emulate_media(color_scheme=cual)  # type: ignore[arg-type]
        revisar(vista, servidor)


def test_axe_si_reprueba_lo_que_esta_mal(vista: Page) -> None:
    """La vara existe: una imagen sin texto, un botón diminuto y letra gris sobre gris no pasan."""
    vista.goto("about:blank")
    vista.set_content("<html lang='es'><main><h1>x</h1><img src='data:,'><p style='color:#aaa;background:#999'>gris</p></main></html>")
    reglas = {falla.split(":")[0] for falla in reprobado(vista)}
    assert {"image-alt", "color-contrast"} <= reglas
