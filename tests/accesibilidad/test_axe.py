"""Cada página en escritorio y teléfono, clara y oscura: axe no reprueba nada, nada se sale a 400 %, y las gráficas se leen."""

import pytest
from playwright.sync_api import Page, expect

from tests.accesibilidad.conftest import A_CUATROCIENTOS, CAMINOS, ESCRITORIO, TELEFONO
from tests.accesibilidad.revisar import (
    ABRIR_PLEGABLES,
    FIGURAS,
    FIGURAS_EN_INGLES,
    SE_SALE,
    abrir,
    asentada,
    reprobado,
    variante,
)

pytestmark = pytest.mark.navegador

VARIANTES = [(ESCRITORIO, "claro"), (ESCRITORIO, "oscuro"), (TELEFONO, "oscuro"), (TELEFONO, "claro")]


@pytest.mark.parametrize("pagina", CAMINOS)
def test_axe_no_reprueba_nada_en_ninguna_variante(servidor: str, vista: Page, pagina: str) -> None:
    variante_inicial(vista)
    abrir(vista, f"{servidor}/{CAMINOS[pagina]}")
    assert vista.evaluate("document.documentElement.lang") == "es-MX"
    se_leen_las_graficas(vista)
    for medida, tema in VARIANTES:
        variante(vista, medida, tema)
        assert reprobado(vista) == [], f"{pagina}, {medida['width']} px, {tema}"
    variante(vista, A_CUATROCIENTOS, "claro")
    assert vista.evaluate(SE_SALE) <= 0, f"{pagina}: a 400 % hay que recorrerla de lado"


def variante_inicial(vista: Page) -> None:
    """Escritorio y claro, antes de cargar."""
    vista.set_viewport_size(ESCRITORIO)  # type: ignore[arg-type]
    vista.emulate_media(color_scheme="light")


def se_leen_las_graficas(vista: Page) -> None:
    """Cada gráfica se anuncia en español y la sigue un párrafo que dice lo que muestra, con cifras."""
    graficas, parrafos = vista.get_by_test_id("stVegaLiteChart"), vista.locator("[class*='st-key-lector_']")
    if graficas.count():
        expect(parrafos.nth(graficas.count() - 1)).to_be_attached()
    assert all(any(letra.isdigit() for letra in texto) and len(texto) > 40 for texto in parrafos.all_inner_texts())
    dichas = vista.evaluate(FIGURAS)
    assert [d for d in dichas if any(palabra in d.split() for palabra in FIGURAS_EN_INGLES)] == []
    assert len(dichas) >= graficas.count()


@pytest.mark.parametrize("tema", ["claro", "oscuro"])
def test_tampoco_con_todo_abierto(servidor: str, vista: Page, tema: str) -> None:
    """Plegables, ventanas, menús, listas y resultados: lo que está cerrado no lo ve axe hasta que se abre."""
    variante_inicial(vista)
    vista.emulate_media(color_scheme="dark" if tema == "oscuro" else "light")
    abrir(vista, f"{servidor}/{CAMINOS['mapa']}")
    vista.evaluate(ABRIR_PLEGABLES)
    asentada(vista)
    assert reprobado(vista) == [], "plegables"
    for boton in ("Compartir", "Filtros", "Descargar", "Elegir entidad", "Menú principal"):
        vista.get_by_role("button", name=boton).first.click()
        asentada(vista)
        assert reprobado(vista) == [], boton
        vista.keyboard.press("Escape")
    vista.get_by_role("combobox", name="Métrica y edición").click()
    expect(vista.get_by_role("listbox")).to_be_visible()
    assert reprobado(vista) == [], "lista"
    vista.keyboard.press("Escape")
    vista.get_by_label("Buscar institución o entidad").fill("secretaria salud")
    expect(vista.locator(".st-key-hallazgos").get_by_role("link").first).to_be_visible()
    assert reprobado(vista, ".st-key-barra") == [], "búsqueda: lo que tapan los resultados no cuenta"
    abrir(vista, f"{servidor}/{CAMINOS['datos']}")
    vista.evaluate(ABRIR_PLEGABLES)
    asentada(vista)
    assert reprobado(vista) == [], "consulta y diccionario"


def test_axe_si_reprueba_lo_que_esta_mal(vista: Page) -> None:
    """La vara existe: una imagen sin texto, un botón diminuto y letra gris sobre gris no pasan."""
    vista.goto("about:blank")
    vista.set_content("<html lang='es'><main><h1>x</h1><img src='data:,'><p style='color:#aaa;background:#999'>gris</p></main></html>")
    reglas = {falla.split(":")[0] for falla in reprobado(vista)}
    assert {"image-alt", "color-contrast"} <= reglas
