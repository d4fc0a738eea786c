"""Red, teléfono y modo oscuro."""

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.navegador.recorrer import buscar, con_mapa, contorno, esperar, lista, tocar, ver_indicador

pytestmark = pytest.mark.navegador

TELEFONO: ViewportSize = {"width": 390, "height": 844}
# Ancho que ocupa la página y lo que se sale por la derecha sin que nada suyo lo deje correr dentro.
SE_SALE = """() => {
  const principal = document.querySelector("[data-testid=stMain]");
  const contiene = e => ["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(e).overflowX)
    && e !== principal && e.getBoundingClientRect().right <= innerWidth + 1;
  const dentro = e => { for (let p = e.parentElement; p; p = p.parentElement) if (contiene(p)) return true; return false; };
  const salen = [...principal.querySelectorAll("*")]
    .filter(e => e.getBoundingClientRect().width && e.getBoundingClientRect().right > innerWidth + 1 && !dentro(e));
  return [Math.max(document.documentElement.scrollWidth, principal.scrollWidth), salen.map(e => e.outerHTML.slice(0, 120))];
}"""


def test_la_geometria_cruza_la_red_una_vez_y_la_grafica_se_repinta_sin_armarse_de_nuevo(servidor: str, navegador: Browser) -> None:
    contexto = navegador.new_context(viewport={"width": 1366, "height": 1100}, locale="es-MX")  # con la caché vacía
    pagina = contexto.new_page()
    red = contexto.new_cdp_session(pagina)
    red.send("Network.enable")
    geometria: set[str] = set()
    bytes_: list[int] = []
    red.on("Network.responseReceived", lambda e: geometria.update([e["requestId"]] * ("/static/geo/" in e["response"]["url"])))
    # Lo que sale de la caché, o de otra petición en camino, mide cero.
    red.on("Network.loadingFinished", lambda e: bytes_.extend([e["encodedDataLength"]] * (e["requestId"] in geometria)))
    pagina.goto(f"{servidor}/mapa")
    con_mapa(pagina)
    pagina.evaluate("document.querySelector('svg.marks').dataset.marca = 'la misma'")
    for nombre, clave in (("Transparencia", "T"), ("Participación", "P"), ("Participación ciudadana", "PC")):
        ver_indicador(pagina, nombre)
        esperar(pagina, indicador=clave)
    pagina.get_by_role("radio", name="Brecha oficial").click()
    esperar(pagina, indicador="PC", capa="brecha")
    tocar(pagina, "Jalisco")
    esperar(pagina, indicador="PC", capa="brecha", entidad="14")
    expect(contorno(pagina)).to_have_count(1)
    assert pagina.locator("svg.marks").first.get_attribute("data-marca") == "la misma"
    pagina.get_by_role("link", name="Datos", exact=True).click()
    esperar(pagina, "/datos", indicador="PC", capa="brecha", entidad="14")
    pagina.get_by_role("link", name="Mapa", exact=True).click()
    con_mapa(pagina)
    cruzaron = [tamano for tamano in bytes_ if tamano]
    assert len(bytes_) > 1
    assert len(cruzaron) == 1
    assert cruzaron[0] < 40_000
    contexto.close()


def test_en_un_telefono_el_mapa_y_su_leyenda_caben_en_la_primera_pantalla_y_se_tocan(servidor: str, pestana: Page) -> None:
    pestana.set_viewport_size(TELEFONO)
    pestana.goto(f"{servidor}/mapa")
    con_mapa(pestana)
    caja = pestana.locator("svg.marks").first.bounding_box()
    assert caja
    assert caja["y"] + caja["height"] <= TELEFONO["height"]
    assert caja["width"] > 300
    assert caja["height"] > 200
    for rol, nombre in (("combobox", "Métrica y edición"), ("searchbox", "Buscar institución o entidad"), ("button", "Compartir")):
        expect(pestana.get_by_role(rol, name=nombre)).to_be_in_viewport(ratio=1)  # pyright: ignore[reportArgumentType]
    assert pestana.evaluate(SE_SALE) == [TELEFONO["width"], []]
    buscados = buscar(pestana, "secretaria salud oax")
    expect(buscados).to_have_text(["Secretaría de Salud, Oaxaca"])
    panel = pestana.locator(".st-key-hallazgos").bounding_box()
    assert panel
    assert panel["width"] > 340
    pestana.get_by_label("Buscar institución o entidad").fill("")
    expect(pestana.locator(".st-key-hallazgos")).to_have_count(0)
    tocar(pestana, "Chihuahua")
    esperar(pestana, entidad="08")


@pytest.mark.parametrize("direccion", ["/", "/entidad?entidad=20", "/sujeto?sujeto=20-EJE-08", "/datos", "/metodologia"])
def test_en_un_telefono_nada_se_sale_de_lado(servidor: str, pestana: Page, direccion: str) -> None:
    pestana.set_viewport_size(TELEFONO)
    pestana.goto(servidor + direccion)
    lista(pestana)
    if direccion != "/datos" and direccion != "/metodologia":
        expect(pestana.locator("svg.marks").first).to_be_visible()
    ancho, salen = pestana.evaluate(SE_SALE)
    assert salen == []
    assert ancho <= TELEFONO["width"]


def test_con_el_equipo_en_oscuro_todo_se_pinta_oscuro(servidor: str, pestana: Page) -> None:
    pestana.emulate_media(color_scheme="dark")
    pestana.goto(f"{servidor}/mapa?entidad=20")
    con_mapa(pestana)
    fondo = pestana.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
    assert max(int(parte) for parte in fondo[4:-1].split(",")) < 60
    expect(contorno(pestana, "oscuro").first).to_be_attached()
