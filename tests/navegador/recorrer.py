"""Lo que hace y lo que ve una persona en la aplicación real: tocar el mapa, leer la dirección, la leyenda y la tabla."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

from apertura.graficas.tema import TEMAS

COMUNES = {"metrica": "MGA", "edicion": "2017", "indicador": "GA"}
ESPERA = 30_000
# Lo que se toca; su nombre accesible dice entidad, cifra, sujetos y lugar.
FIGURA = "svg.marks path[aria-roledescription][aria-label]"
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
# La gráfica dejó de moverse: al cambiar de página, la de la anterior se acomoda antes de ser la nueva.
QUIETA = """() => new Promise(lista => {
  let lugar = null, desde = performance.now();
  const limite = desde + 6000;
  const mirar = () => {
    const ahora = performance.now(), visto = JSON.stringify(document.querySelector("svg.marks")?.getBoundingClientRect() ?? null);
    if (visto !== lugar) [lugar, desde] = [visto, ahora];
    if ((lugar !== "null" && ahora - desde > 120) || ahora > limite) lista();
    else requestAnimationFrame(mirar);
  };
  mirar();
})"""
ETIQUETA = """texto => {
  const marca = [...document.querySelectorAll("svg.marks text")].findLast(t => t.textContent === texto);
  marca.scrollIntoView({block: "center"});
  const caja = marca.getBoundingClientRect();
  return [caja.x + caja.width / 2, caja.y + caja.height / 2];
}"""


# Cuenta lo que hace la persona, no lo que pide la prueba: cada clic (o tecla que lo da) y cada vez que se pone a escribir.
CONTADOR = """(() => {
  const anotar = que => {
    const hechas = JSON.parse(sessionStorage.getItem("acciones") ?? "[]");
    if (que === "escribir" && hechas.at(-1) === que) return;
    sessionStorage.setItem("acciones", JSON.stringify([...hechas, que]));
  };
  addEventListener("click", evento => evento.isTrusted && anotar("clic"), true);
  addEventListener("input", evento => evento.isTrusted && anotar("escribir"), true);
})()"""


def contar_acciones(pagina: Page) -> None:
    """Desde la próxima página que se abra en esta pestaña."""
    pagina.add_init_script(CONTADOR)


def acciones(pagina: Page) -> list[str]:
    """«clic» o «escribir», en el orden en que se hicieron; seguir escribiendo es la misma."""
    return pagina.evaluate('JSON.parse(sessionStorage.getItem("acciones") ?? "[]")')


def lista(pagina: Page) -> Page:
    """Espera a que la página termine de correr y de dibujar."""
    expect(pagina.locator("h1")).to_have_count(1, timeout=ESPERA)  # al volver a correr, por un instante hay dos
    expect(pagina.locator("h1").first).to_be_visible(timeout=ESPERA)
    expect(pagina.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning", timeout=ESPERA)
    return pagina


def titulo(pagina: Page, texto: str) -> None:
    """Espera a que la página se llame así."""
    expect(pagina.locator("h1")).to_have_text([texto], timeout=ESPERA)


def con_mapa(pagina: Page) -> Page:
    """Espera además a que estén dibujadas las 33 posiciones (las del centro, dos veces: también en el recuadro)."""
    expect(lista(pagina).locator(FIGURA).nth(32)).to_be_attached(timeout=ESPERA)
    pagina.evaluate(QUIETA)
    return pagina


def leidas(pagina: Page) -> list[str]:
    """Lo que dice cada posición, ordenado."""
    return sorted(set(pagina.locator(FIGURA).evaluate_all("todas => todas.map(figura => figura.ariaLabel)")))


def tocar(pagina: Page, nombre: str) -> None:
    """Clic de ratón, de verdad, dentro de la figura de una entidad."""
    punto = pagina.evaluate(PUNTO, nombre)
    assert punto, f"{nombre} no se ve"
    pagina.mouse.click(*punto)


def tocar_etiqueta(pagina: Page, texto: str) -> None:
    """Clic sobre la etiqueta escrita encima de una entidad."""
    pagina.mouse.click(*pagina.evaluate(ETIQUETA, texto))


def parametros(url: str) -> dict[str, str | list[str]]:
    """Los parámetros de una dirección que no son los comunes."""
    todos = parse_qs(urlsplit(url).query)
    return {c: v[0] if len(v) == 1 else v for c, v in todos.items() if COMUNES.get(c) != v[0]}


def esperar(pagina: Page, camino: str | None = None, **esperados: str | list[str]) -> None:
    """Espera a que la dirección diga justo eso, ni más ni menos, y a que la página termine de correr."""
    pagina.wait_for_url(
        lambda url: parametros(url) == esperados and camino in (None, urlsplit(url).path), timeout=ESPERA, wait_until="commit"
    )
    lista(pagina)


def contorno(pagina: Page, tema: str = "claro") -> Locator:
    """El contorno de la entidad elegida (dos si también está en el recuadro del centro)."""
    color = TEMAS[tema].seleccion  # pyright: ignore[reportArgumentType]
    return pagina.locator(f'svg.marks path[stroke="{color}"]')


def leyenda(pagina: Page) -> str:
    """Todo lo escrito en la gráfica."""
    return " ".join(pagina.locator("svg.marks text").all_text_contents())


def gemela(pagina: Page) -> Locator:
    """Los renglones de la tabla gemela que se ven, encabezado primero; la abre si está cerrada."""
    plegable = pagina.get_by_test_id("stExpander").filter(has_text="En palabras y en tabla").first
    if plegable.locator("details").get_attribute("open") is None:
        plegable.locator("summary").click()
    renglones = plegable.get_by_test_id("stDataFrame").locator("[role=row]")
    expect(renglones.nth(1)).to_be_attached(timeout=ESPERA)
    return renglones


def celda(pagina: Page, renglon: int, columna: int) -> Locator:
    """Una celda de la tabla gemela; el renglón 0 es el encabezado y la columna -1, la última."""
    celdas = gemela(pagina).nth(renglon).locator("> *")
    return celdas.last if columna == -1 else celdas.nth(columna)


def elegir(pagina: Page, etiqueta: str, opcion: str) -> None:
    """Abre un selector, escribe la opción y la elige con el ratón."""
    lista_de_opciones = pagina.get_by_role("combobox", name=etiqueta, exact=True)
    lista_de_opciones.click()
    lista_de_opciones.press_sequentially(opcion)
    pagina.get_by_role("option", name=opcion, exact=True).click()


def elegir_entidad(pagina: Page, nombre: str) -> None:
    """Elige en el menú que está junto al mapa; la pestaña debe estar al frente, que es donde se anima."""
    pagina.bring_to_front()
    pagina.get_by_role("button", name="Elegir entidad").click()
    pagina.get_by_role("menuitem", name=nombre, exact=True).click()


def ver_indicador(pagina: Page, nombre: str) -> None:
    """Elige el indicador del mapa."""
    pagina.get_by_role("radio", name=nombre, exact=True).click()


def buscar(pagina: Page, texto: str, primero: str = "") -> Locator:
    """Escribe en el buscador y devuelve los resultados; con `primero`, cuando ya es ése el de arriba: al escribir van cambiando."""
    pagina.get_by_label("Buscar institución o entidad").press_sequentially(texto, delay=20)
    resultados = pagina.locator(".st-key-hallazgos").get_by_role("link")
    if primero:
        expect(resultados.first).to_have_text(primero)
    return resultados
