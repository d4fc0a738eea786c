"""Red, teléfono y modo oscuro."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.navegador.recorrer import con_mapa, contorno, elegir, esperar, lista, tocar

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


def test_la_geometria_se_pide_una_vez_por_sesion_aunque_cambie_todo_lo_demas(servidor: str, pestana: Page) -> None:
    pedidas: list[str] = []
    pestana.on("request", lambda peticion: pedidas.append(urlsplit(peticion.url).path))
    pestana.goto(f"{servidor}/mapa")
    con_mapa(pestana)
    for nombre, clave in (("Transparencia", "T"), ("Participación", "P"), ("Participación ciudadana", "PC")):
        elegir(pestana, "Indicador", nombre)
        esperar(pestana, indicador=clave)
    pestana.get_by_role("radio", name="Brecha oficial").click()
    esperar(pestana, indicador="PC", capa="brecha")
    tocar(pestana, "Jalisco")
    esperar(pestana, indicador="PC", capa="brecha", entidad="14")
    assert len([camino for camino in pedidas if "/static/geo/" in camino]) == 1


@pytest.mark.parametrize(
    "direccion", ["/", "/mapa?entidad=20", "/entidad?entidad=20", "/sujeto?sujeto=20-EJE-08", "/datos", "/metodologia"]
)
def test_en_un_telefono_nada_se_sale_de_lado(servidor: str, pestana: Page, direccion: str) -> None:
    pestana.set_viewport_size(TELEFONO)
    pestana.goto(servidor + direccion)
    lista(pestana)
    if direccion != "/datos" and direccion != "/metodologia":
        expect(pestana.locator("svg.marks").first).to_be_visible()
    ancho, salen = pestana.evaluate(SE_SALE)
    assert salen == []
    assert ancho <= TELEFONO["width"]


def test_en_un_telefono_el_mapa_se_ve_y_se_toca(servidor: str, pestana: Page) -> None:
    pestana.set_viewport_size(TELEFONO)
    pestana.goto(f"{servidor}/mapa")
    con_mapa(pestana)
    caja = pestana.get_by_test_id("stVegaLiteChart").first.bounding_box()
    assert caja
    assert caja["width"] > 300
    assert caja["height"] > 200
    tocar(pestana, "Chihuahua")
    esperar(pestana, entidad="08")


def test_con_el_equipo_en_oscuro_todo_se_pinta_oscuro(servidor: str, pestana: Page) -> None:
    pestana.emulate_media(color_scheme="dark")
    pestana.goto(f"{servidor}/mapa?entidad=20")
    con_mapa(pestana)
    fondo = pestana.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
    assert max(int(parte) for parte in fondo[4:-1].split(",")) < 60
    expect(contorno(pestana, "oscuro").first).to_be_attached()
