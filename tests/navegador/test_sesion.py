"""De Inicio a proyectar: agregar, ordenar, proyectar con el teclado, descargar; y el archivo, abierto del disco y sin red."""

import json
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from apertura.catalogo import catalogo
from apertura.consultas import motor
from apertura.exportacion.estampa import Ajustes
from apertura.seleccion import Seleccion
from apertura.sesion import de_json, guiones
from apertura.sesion.proyector import proyectar
from tests.conftest import vigilar
from tests.navegador.recorrer import lista, titulo

pytestmark = pytest.mark.navegador
HOSTIL = "<img src=x onerror=alert(1)> =cmd 😀 " + "muy largo " * 12


def lugar(pagina: Page, dicho: str) -> None:
    expect(pagina.locator("#lugar")).to_have_text(dicho, timeout=30_000)


def test_de_inicio_a_proyectar_y_el_servidor_ya_no_hace_falta(servidor: str, contexto: BrowserContext, pestana: Page) -> None:
    pestana.goto(servidor)
    lista(pestana).get_by_role("button", name="Agregar a la sesión").first.click()
    pestana.get_by_role("link", name="Ver la sesión (1 lámina)").click()
    titulo(pestana, "Sesión")
    expect(pestana.locator(".st-key-b_paso_0")).to_contain_text("1. ")
    pestana.get_by_role("button", name="Agregar portada").click()
    expect(pestana.locator(".st-key-b_paso_1")).to_be_visible(timeout=30_000)
    pestana.get_by_role("button", name="Bajar la lámina 1").press("Enter")
    expect(pestana.locator(".st-key-b_paso_1")).to_contain_text("2. Sesión", timeout=30_000)
    pestana.reload()
    expect(lista(pestana).locator(".st-key-b_paso_1")).to_contain_text("2. Sesión", timeout=30_000)
    pestana.get_by_role("button", name="Descargar").click()
    with pestana.expect_download() as bajada:
        pestana.get_by_role("button", name="Guion (JSON)").click()
    assert len(de_json(Path(bajada.value.path()).read_bytes())[0].pasos) == 2
    pestana.keyboard.press("Escape")
    with contexto.expect_page() as abierta:
        pestana.get_by_role("link", name="Proyectar").click()
    proyeccion = abierta.value
    lugar(proyeccion, "1 / 2")
    pedidas: list[str] = []
    proyeccion.on("request", lambda peticion: pedidas.append(peticion.url))
    proyeccion.keyboard.press("PageDown")
    lugar(proyeccion, "2 / 2")
    expect(proyeccion.locator(".lamina.actual .titulo")).to_have_text("Sesión")
    assert pedidas == []
    proyeccion.close()


def test_el_archivo_se_presenta_desde_el_disco_sin_red_y_con_teclado(navegador: Browser, tmp_path: Path) -> None:
    guion = guiones.de_una_entidad(motor(), catalogo(), Seleccion(), "19").cambiar(1, titulo=HOSTIL, notas="Decir esto")
    archivo = tmp_path / "sesion.html"
    archivo.write_text(proyectar(motor(), catalogo(), guion, Ajustes(hoy=date(2026, 11, 25))).html, encoding="utf-8")
    problemas: list[str] = []
    contexto = navegador.new_context(viewport={"width": 1920, "height": 1080}, locale="es-MX", offline=True)
    pagina = contexto.new_page()
    vigilar(pagina, problemas)
    pagina.goto(archivo.as_uri())
    problemas.clear()  # la propia página, que viene del disco
    lugar(pagina, "1 / 7")
    for tecla, queda in (("ArrowRight", 2), ("PageDown", 3), (" ", 4), ("ArrowLeft", 3), ("PageUp", 2), ("End", 7), ("Home", 1)):
        pagina.keyboard.press(tecla)
        lugar(pagina, f"{queda} / 7")
    pagina.keyboard.press("2")
    pagina.keyboard.press("Enter")
    expect(pagina.locator(".lamina.actual .titulo")).to_have_text(HOSTIL.strip())
    expect(pagina.locator("#voz")).to_contain_text("Lámina 2 de 7")
    pagina.keyboard.press("b")
    expect(pagina.locator("#negro")).to_be_visible()
    pagina.keyboard.press("b")
    expect(pagina.locator("#negro")).to_be_hidden()
    pagina.keyboard.press("c")
    expect(pagina.locator("html")).to_have_attribute("data-aspecto", "contraste")
    assert medidas(pagina) == []
    with contexto.expect_page() as abierta:
        pagina.keyboard.press("s")
    orador = abierta.value
    expect(orador.locator(".lamina.actual > .notas")).to_contain_text("Decir esto")
    orador.keyboard.press("ArrowRight")
    lugar(pagina, "3 / 7")
    contexto.close()
    assert problemas == []


def medidas(pagina: Page) -> list[str]:
    """Lo que, a 1080 de alto, mide menos de lo que se lee de lejos: 40 los títulos y 24 lo demás; y lo que se sale de la pantalla."""
    return json.loads(
        pagina.evaluate(
            """() => {
              const malos = [];
              for (const una of document.querySelectorAll(".lamina")) {
                const titulo = una.querySelector(".titulo");
                if (parseFloat(getComputedStyle(titulo).fontSize) < 40) malos.push("título de " + una.id);
                for (const cosa of una.querySelectorAll(".hoja :is(p, td, th, strong, .firmeza):not(.oculto)"))
                  if (cosa.textContent && parseFloat(getComputedStyle(cosa).fontSize) < 23.9) malos.push(cosa.textContent.slice(0, 40));
                const hoja = una.querySelector(".hoja");
                if (hoja.scrollWidth > hoja.clientWidth + 1) malos.push("se sale " + una.id);
              }
              return JSON.stringify(malos);
            }"""
        )
    )
