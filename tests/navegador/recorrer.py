"""Lo que hace y lo que ve una persona en la aplicación real: tocar el mapa, leer la dirección, la leyenda y la tabla."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

from apertura.graficas.tema import TEMAS

COMUNES = {"metrica": ["MGA"], "edicion": ["2017"], "indicador": ["GA"]}
# Un punto que sí cae dentro de la figura: el centro de su caja puede quedar fuera, como en Baja California.
PUNTO = """nombre => {
  const figuras = [...document.querySelectorAll("svg.marks path[aria-label]")]
    .filter(figura => figura.getAttribute("aria-label").startsWith(nombre + ":"));
  const figura = figuras.at(-1);
  figura.scrollIntoView({block: "center"});
  const caja = figura.getBoundingClientRect(), inversa = figura.getScreenCTM().inverse();
  for (let n = 2; n < 60; n++) for (let i = 1; i < n; i++) for (let j = 1; j < n; j++) {
    const [x, y] = [caja.x + caja.width * i / n, caja.y + caja.height * j / n];
    if (figura.isPointInFill(new DOMPoint(x, y).matrixTransform(inversa)) && document.elementFromPoint(x, y) === figura)
      return [x, y];
  }
  return null;
}"""
ETIQUETA = """texto => {
  const marca = [...document.querySelectorAll("svg.marks text")].findLast(t => t.textContent === texto);
  marca.scrollIntoView({block: "center"});
  const caja = marca.getBoundingClientRect();
  return [caja.x + caja.width / 2, caja.y + caja.height / 2];
}"""
RENGLONES = """tabla => [...tabla.querySelectorAll("[role=row]")]
  .map(renglon => [...renglon.children].map(celda => celda.textContent))"""


def lista(pagina: Page) -> Page:
    """Espera a que la página termine de correr y de dibujar."""
    expect(pagina.get_by_role("heading", level=1)).to_be_visible(timeout=20_000)
    expect(pagina.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning", timeout=20_000)
    return pagina


def con_mapa(pagina: Page) -> Page:
    """Espera además a que estén dibujadas las 33 posiciones."""
    expect(figuras(lista(pagina))).to_have_count(33, timeout=20_000)
    return pagina


def figuras(pagina: Page) -> Locator:
    """Las 33 figuras que se tocan; su nombre accesible dice entidad, cifra, sujetos y lugar."""
    return pagina.locator("svg.marks path[aria-roledescription][aria-label]")


def leidas(pagina: Page) -> list[str]:
    """Lo que dice cada posición, ordenado."""
    return sorted(texto for texto in figuras(pagina).evaluate_all("todas => todas.map(f => f.getAttribute('aria-label'))"))


def tocar(pagina: Page, nombre: str) -> None:
    """Clic de ratón, de verdad, dentro de la figura de una entidad."""
    punto = pagina.evaluate(PUNTO, nombre)
    assert punto, f"{nombre} no se ve"
    pagina.mouse.click(*punto)


def tocar_etiqueta(pagina: Page, texto: str) -> None:
    """Clic sobre la etiqueta escrita encima de una entidad."""
    pagina.mouse.click(*pagina.evaluate(ETIQUETA, texto))


def parametros(pagina: Page) -> dict[str, list[str]]:
    """Los parámetros de la dirección que no son los comunes."""
    todos = parse_qs(urlsplit(pagina.url).query)
    return {clave: valor for clave, valor in todos.items() if COMUNES.get(clave) != valor}


def esperar_parametros(pagina: Page, **esperados: str | None) -> None:
    """Espera a que la dirección diga eso; None es que no debe estar."""
    for clave, valor in esperados.items():
        dice = re.compile(rf"[?&]{clave}={re.escape(valor)}(&|$)") if valor else re.compile(rf"^(?!.*[?&]{clave}=)")
        expect(pagina).to_have_url(dice, timeout=15_000)
    lista(pagina)


def contorno(pagina: Page, tema: str = "claro") -> Locator:
    """El contorno de la entidad elegida."""
    color = TEMAS[tema].seleccion  # pyright: ignore[reportArgumentType]
    return pagina.locator(f'svg.marks path[stroke="{color}"]')


def leyenda(pagina: Page) -> str:
    """Todo lo escrito en la gráfica."""
    return " ".join(pagina.locator("svg.marks text").all_text_contents())


def gemela(pagina: Page) -> list[list[str]]:
    """Los renglones de la tabla gemela que se ven, encabezado primero; la abre si está cerrada."""
    plegable = pagina.get_by_test_id("stExpander").filter(has_text="En palabras y en tabla").first
    if plegable.locator("details").get_attribute("open") is None:
        plegable.locator("summary").click()
    tabla = plegable.get_by_test_id("stDataFrame")
    expect(tabla.locator("[role=row]").nth(1)).to_be_attached(timeout=15_000)
    return tabla.evaluate(RENGLONES)


def elegir(pagina: Page, etiqueta: str, opcion: str) -> None:
    """Abre un selector y elige una opción con el ratón."""
    pagina.get_by_role("combobox", name=etiqueta, exact=True).click()
    pagina.get_by_role("option", name=opcion, exact=True).click()


def buscar(pagina: Page, texto: str) -> Locator:
    """Escribe en el buscador y devuelve los resultados."""
    pagina.get_by_label("Buscar institución o entidad").press_sequentially(texto, delay=20)
    return pagina.locator(".st-key-hallazgos").get_by_role("link")
