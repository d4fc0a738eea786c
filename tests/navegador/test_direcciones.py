"""La dirección lo dice todo: enlaces directos, Atrás, recargar, compartir y dos pestañas a la vez."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.conftest import vigilar
from tests.navegador.recorrer import con_mapa, contorno, elegir_entidad, esperar, leidas, leyenda, lista, parametros, titulo, tocar
from tests.servicio.test_en_navegador import en_ingles
from tests.servidores import servidor_en_marcha

pytestmark = pytest.mark.navegador

# Dirección → título de su primera visita.
DIRECCIONES = {
    "/": "Métrica de Gobierno Abierto 2017",
    "/mapa?indicador=T&tipo=judicial": "Transparencia por entidad, 2017: instituciones judiciales",
    "/entidad?entidad=20": "Oaxaca",
    "/sujeto?sujeto=20-EJE-08": "Secretaría de Salud, Oaxaca",
    "/comparar?unidad=entidad.20&unidad=sujeto.20-EJE-08&umbral=0.05": "Comparar",
    "/evolucion?unidad=nacional&tramo=2017-2021": "Evolución",
    "/datos?tipo=judicial": "Datos",
    "/metodologia?seccion=fuentes": "Metodología y calidad",
}


# Cada servidor nuevo cuesta varios segundos: de ordinario se prueban así la raíz, una con filtros y una con nombre propio.
EN_SERVIDOR_NUEVO = [list(DIRECCIONES)[i] for i in (0, 1, -1)]


@pytest.mark.parametrize("direccion", DIRECCIONES)
def test_cada_direccion_abre_su_pagina_y_tambien_como_primera_visita_de_un_servidor_nuevo(
    request: pytest.FixtureRequest, servidor: str, pestana: Page, direccion: str
) -> None:
    if direccion not in EN_SERVIDOR_NUEVO and not request.config.getoption("--a-fondo"):
        abrir_directo(pestana, servidor, direccion)
        return
    with servidor_en_marcha() as url:
        abrir_directo(pestana, url, direccion)
        pestana.goto("about:blank")  # que la pestaña no se queje de que el servidor se detiene


def abrir_directo(pagina: Page, url: str, direccion: str) -> None:
    pagina.goto(url + direccion)
    titulo(pagina, DIRECCIONES[direccion])
    esperar(pagina, urlsplit(direccion).path, **parametros(direccion))
    expect(pagina.get_by_role("heading", level=1)).to_have_count(1)
    expect(pagina.get_by_role("dialog")).to_have_count(0)
    expect(pagina.get_by_role("link", name="Metodología y calidad", exact=True)).to_be_visible()
    assert pagina.evaluate("document.documentElement.lang") == "es-MX"
    assert en_ingles(pagina) == []


def test_atras_entre_paginas_regresa_a_la_vista_anterior_y_adelante_la_repite(servidor: str, pestana: Page) -> None:
    def en_inicio() -> None:
        esperar(pestana, "/")
        titulo(pestana, "Métrica de Gobierno Abierto 2017")

    def en_mapa(elegida: bool) -> None:
        esperar(pestana, "/mapa", **({"entidad": "29"} if elegida else {}))
        titulo(pestana, "Gobierno Abierto por entidad, 2017")
        expect(pestana.get_by_role("heading", name="Tlaxcala")).to_have_count(int(elegida))

    def en_entidad() -> None:
        esperar(pestana, "/entidad", entidad="29")
        titulo(pestana, "Tlaxcala")

    pestana.goto(servidor)
    en_inicio()
    pestana.get_by_role("link", name="Mapa", exact=True).click()
    en_mapa(elegida=False)
    tocar(con_mapa(pestana), "Tlaxcala")
    en_mapa(elegida=True)
    pestana.get_by_role("link", name="Entidad", exact=True).click()
    en_entidad()
    for vista in (lambda: en_mapa(True), lambda: en_mapa(False), en_inicio):
        pestana.go_back()
        vista()
    for vista in (lambda: en_mapa(False), lambda: en_mapa(True), en_entidad):
        pestana.go_forward()
        vista()


def test_recargar_y_abrir_el_enlace_compartido_en_otro_equipo_dan_la_misma_vista(servidor: str, pestana: Page, navegador: Browser) -> None:
    pestana.goto(f"{servidor}/mapa?indicador=T&capa=dispersion&tipo=municipio&entidad=14&vista=mosaico")
    con_mapa(pestana)
    visto = (leidas(pestana), leyenda(pestana), parametros(pestana.url))
    pestana.reload()
    con_mapa(pestana)
    assert (leidas(pestana), leyenda(pestana), parametros(pestana.url)) == visto
    otro = navegador.new_context(viewport={"width": 1366, "height": 1100}, locale="es-MX")
    problemas: list[str] = []
    ajena = otro.new_page()
    vigilar(ajena, problemas)
    ajena.goto(compartido(pestana))
    con_mapa(ajena)
    assert (leidas(ajena), leyenda(ajena), parametros(ajena.url)) == visto
    expect(contorno(ajena).first).to_be_attached()
    otro.close()
    assert problemas == []


@pytest.mark.parametrize("pagina", ["", "sujeto?sujeto=20-EJE-08"])
def test_el_enlace_de_compartir_de_cada_pagina_abre_esa_pagina(servidor: str, pestana: Page, pagina: str) -> None:
    pestana.goto(f"{servidor}/{pagina}")
    primero = lista(pestana).get_by_role("heading", level=1).inner_text()
    pestana.goto(compartido(pestana))
    titulo(pestana, primero)
    expect(pestana.get_by_role("dialog")).to_have_count(0)


def test_dos_pestanas_no_se_estorban(servidor: str, contexto: BrowserContext, pestana: Page) -> None:
    otra = contexto.new_page()
    pestana.goto(f"{servidor}/mapa")
    otra.goto(f"{servidor}/mapa?indicador=P&vista=barras")
    con_mapa(otra)
    tocar(con_mapa(pestana), "Jalisco")
    esperar(pestana, entidad="14")
    elegir_entidad(otra, "Yucatán")
    esperar(otra, indicador="P", vista="barras", entidad="31")
    assert parametros(pestana.url) == {"entidad": "14"}
    expect(pestana.get_by_role("heading", name="Jalisco")).to_be_visible()
    otra.close()


def compartido(pagina: Page) -> str:
    """El enlace que ofrece «Compartir»."""
    lista(pagina).get_by_role("button", name="Compartir").click()
    return pagina.get_by_test_id("stPopoverBody").get_by_test_id("stCode").locator("code").inner_text()
