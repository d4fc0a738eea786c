"""Sólo con el teclado se salta el menú y se usan ventanas y menús; y quien pide menos movimiento no lo ve."""

import pytest
from playwright.sync_api import Page, expect

from tests.accesibilidad.conftest import CAMINOS
from tests.accesibilidad.revisar import abrir, asentada, enfocado

pytestmark = pytest.mark.navegador


def test_ir_al_contenido_salta_el_menu(servidor: str, vista: Page) -> None:
    abrir(vista, f"{servidor}/{CAMINOS['entidad']}")
    vista.keyboard.press("Tab")
    vista.keyboard.press("Enter")
    vista.keyboard.press("Tab")
    llegada = enfocado(vista)
    assert llegada
    assert llegada["que"] not in ("Inicio", "Mapa", "Entidad"), "el siguiente ya no es el menú"


def test_ventanas_y_menus_se_abren_se_usan_y_devuelven_el_foco(servidor: str, vista: Page) -> None:
    abrir(vista, f"{servidor}/mapa")
    for nombre in ("Compartir", "Elegir entidad"):
        boton = vista.get_by_role("button", name=nombre).first
        boton.focus()
        vista.keyboard.press("Enter")
        asentada(vista)
        expect(boton).to_have_attribute("aria-expanded", "true")
        vista.keyboard.press("Escape")
        expect(boton).to_have_attribute("aria-expanded", "false")
        expect(boton).to_be_focused()


def test_con_menos_movimiento_pedido_nada_se_mueve(servidor: str, vista: Page) -> None:
    assert vista.evaluate("matchMedia('(prefers-reduced-motion: reduce)').matches"), "así abre la pestaña de estas pruebas"
    abrir(vista, f"{servidor}/mapa?entidad=20")
    duraciones = vista.evaluate(
        "() => [...document.querySelectorAll('.stApp *')].map(e => getComputedStyle(e))"
        ".flatMap(s => [...s.transitionDuration.split(','), ...s.animationDuration.split(',')]).map(parseFloat)"
    )
    assert len(duraciones) > 200
    assert max(duraciones) <= 0.001
