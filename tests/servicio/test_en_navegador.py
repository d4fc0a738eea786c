"""El servicio visto por una persona, en un Chromium real."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.servidores import servidor_en_marcha

pytestmark = pytest.mark.navegador

ANCHO_DE_COLUMNA = 300  # la de la tabla de conftest.py
INGLES = re.compile(
    r"\b(the|this|choose|select|search|show|hide|close|open|download|copy|fullscreen|collapse|expand|sidebar|running|"
    r"column|data|chart|press|enter|clear|remove|page|menu|sort|pin|view|type|text|number|available|help)\b",
    re.IGNORECASE,
)
TEXTOS_VISIBLES = """() => {
  const textos = new Set();
  const paseo = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  const ajeno = "script, style, noscript, svg, code, [data-testid='stIconMaterial'], [data-testid='stMarkdownContainer'] p";
  for (let n = paseo.currentNode; n; n = paseo.nextNode()) {
    if (n.nodeType === 3) { if (!n.parentElement.closest(ajeno)) textos.add(n.nodeValue.trim()); }
    else if (!(n instanceof SVGElement)) for (const a of ["aria-label", "title", "placeholder", "alt"])
      if (n.getAttribute(a)) textos.add(n.getAttribute(a).trim());
  }
  return [...textos];
}"""


def en_ingles(pagina: Page) -> list[str]:
    """Los textos de la página, visibles o para lectores de pantalla, que parecen inglés."""
    return [texto for texto in pagina.evaluate(TEXTOS_VISIBLES) if INGLES.search(texto)]


@pytest.mark.parametrize(("ruta", "titulo"), [("mapa", "Mapa con marco"), ("comparacion", "Comparar con marco")])
def test_el_primer_enlace_directo_a_un_servidor_nuevo_abre_su_pagina_con_marco_y_sin_la_lista_cruda_de_archivos(
    app_minima: Path, pestana: Page, ruta: str, titulo: str
) -> None:
    pestana.add_init_script(
        """window.vistos = new Set();
        new MutationObserver(() => document.querySelectorAll("[data-testid=stSidebarNavLink]")
          .forEach(e => window.vistos.add(e.innerText.trim())))
          .observe(document, {subtree: true, childList: true, characterData: true});"""
    )
    with servidor_en_marcha(app_minima) as url:
        pestana.goto(f"{url}/{ruta}")
        expect(pestana.get_by_role("heading", level=1)).to_have_text(titulo)
        expect(pestana.get_by_role("dialog")).to_have_count(0)
        expect(pestana.get_by_role("link", name="Cargador")).to_be_visible()
        assert set(pestana.evaluate("[...window.vistos]")) == {"Inicio", "Mapa", "Comparar", "Falla", "Controles", "Cargador"}
        pestana.goto("about:blank")  # que la pestaña no se queje de que el servidor se detiene


def test_una_direccion_que_no_existe_lo_dice_en_espanol_y_muestra_el_inicio(minima: str, contexto: BrowserContext) -> None:
    pagina = contexto.new_page()  # Streamlit anota en la consola que no existe: aquí es lo esperado
    pagina.goto(f"{minima}/comparar")
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Inicio con marco")
    expect(pagina.get_by_role("dialog")).to_contain_text("Esa página no existe")
    expect(pagina.get_by_role("dialog")).to_contain_text("La página que pidió no existe; se muestra el inicio.")
    assert en_ingles(pagina) == []
    pagina.close()


def test_una_pagina_que_falla_dice_que_hacer_sin_detalles_y_las_demas_siguen(minima: str, pestana: Page) -> None:
    pestana.goto(f"{minima}/falla")
    expect(pestana.get_by_role("alert")).to_contain_text(re.compile(r"Esta parte no se pudo mostrar.*clave [0-9A-F]{8}"))
    assert "secreto" not in pestana.content()
    assert "Traceback" not in pestana.content()
    pestana.get_by_role("link", name="Mapa").click()
    expect(pestana.get_by_role("heading", level=1)).to_have_text("Mapa con marco")


def test_los_controles_graficas_y_tablas_no_dejan_ingles_y_siguen_funcionando(minima: str, pestana: Page) -> None:
    pestana.goto(f"{minima}/controles")
    expect(pestana.get_by_test_id("stVegaLiteChart").locator("svg.marks")).to_be_visible()
    expect(pestana.get_by_text("Close", exact=True)).to_have_count(1)  # lo escribió la página: no se toca
    for abrir in (elegir_oaxaca, abrir_selector, abrir_menu_de_columna, abrir_busqueda):
        abrir(pestana)
        assert en_ingles(pestana) == []


def elegir_oaxaca(pagina: Page) -> None:
    """Un selector ya traducido sigue abriendo, filtrando y eligiendo."""
    entidad = pagina.get_by_role("combobox", name="Entidad")
    expect(entidad).to_have_attribute("placeholder", "Elija una opción")
    entidad.click()
    pagina.get_by_role("option", name="Oaxaca").click()
    expect(entidad).to_have_value("Oaxaca")


def abrir_selector(pagina: Page) -> None:
    """Deja escrito un campo, con su aviso de Entrar, y abierto un selector múltiple."""
    pagina.get_by_label("Nombre").fill("algo")
    pagina.get_by_label("Varias").click()
    expect(pagina.get_by_text("Seleccionar todo")).to_be_visible()


def abrir_menu_de_columna(pagina: Page) -> None:
    """Abre el menú de la primera columna y sus estadísticas. Vive en un lienzo: sólo hay coordenadas."""
    pagina.keyboard.press("Escape")
    tabla = pagina.get_by_test_id("stDataFrame")
    tabla.hover()
    caja = tabla.bounding_box() or {"x": 0, "y": 0}
    boton = caja["x"] + ANCHO_DE_COLUMNA - 15, caja["y"] + 18
    pagina.mouse.move(*boton, steps=5)
    pagina.wait_for_timeout(200)
    pagina.mouse.click(*boton)
    pagina.get_by_role("menuitem", name="Estadísticas").hover()
    expect(pagina.get_by_text("Valores", exact=True)).to_be_visible()


def abrir_busqueda(pagina: Page) -> None:
    """Cierra el menú y abre la búsqueda de la tabla."""
    pagina.keyboard.press("Escape")
    pagina.get_by_role("heading", level=1).click()
    pagina.get_by_test_id("stDataFrame").hover()
    pagina.get_by_role("button", name="Buscar").click()
    expect(pagina.get_by_text("Escriba para buscar")).to_be_visible()
