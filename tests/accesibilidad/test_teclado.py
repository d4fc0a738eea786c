"""Sólo con el teclado: por cada página se llega a todo, siempre se ve dónde se está y nunca se queda uno atrapado."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.accesibilidad.conftest import CAMINOS, ESCRITORIO
from tests.accesibilidad.revisar import abrir, asentada, enfocado

pytestmark = pytest.mark.navegador

MUCHOS = 140
MARCO = ("Métrica y edición", "Buscar institución o entidad", "Compartir")


@pytest.mark.parametrize("pagina", CAMINOS)
def test_el_tabulador_recorre_la_pagina_se_ve_donde_esta_y_vuelve_a_empezar(servidor: str, vista: Page, pagina: str) -> None:
    vista.set_viewport_size(ESCRITORIO)  # type: ignore[arg-type]
    abrir(vista, f"{servidor}/{CAMINOS[pagina]}")
    vista.keyboard.press("Tab")
    primero = enfocado(vista)
    assert primero
    assert primero["que"] == "Ir al contenido"
    pasos = [primero]
    for _ in range(MUCHOS):
        vista.keyboard.press("Tab")
        ahora = enfocado(vista)
        if ahora is None or ahora["que"] == "Ir al contenido":
            break
        pasos.append(ahora)
    else:
        assert not atrapado(pasos), f"el foco no sale de {pasos[-1]['que']}"
    assert [p["que"] for p in pasos if not p["dentro"]] == [], "el foco se fue de la pantalla"
    assert [p["que"] for p in pasos if not p["visible"]] == [], "no se ve dónde está el foco"
    nombres = " ".join(p["que"] for p in pasos)
    assert [control for control in MARCO if control not in nombres] == []
    assert len(pasos) > 15


def atrapado(pasos: list[dict]) -> bool:
    """Si los últimos pasos son todos en el mismo lugar."""
    return len({p["que"] for p in pasos[-12:]}) == 1


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


def test_con_menos_movimiento_pedido_nada_se_mueve(servidor: str, navegador: Browser) -> None:
    contexto = navegador.new_context(viewport=ESCRITORIO, locale="es-MX", reduced_motion="reduce")  # type: ignore[arg-type]
    pagina = contexto.new_page()
    abrir(pagina, f"{servidor}/mapa?entidad=20")
    duraciones = pagina.evaluate(
        "() => [...document.querySelectorAll('.stApp *')].map(e => getComputedStyle(e))"
        ".flatMap(s => [...s.transitionDuration.split(','), ...s.animationDuration.split(',')]).map(parseFloat)"
    )
    assert len(duraciones) > 200
    assert max(duraciones) <= 0.001
    contexto.close()
