"""El mapa responde antes que el servidor, y nunca se queda con algo distinto de lo que el servidor confirma."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from apertura.catalogo import catalogo
from apertura.consultas import motor
from apertura.seleccion import Seleccion
from apertura.vistas import mapa
from tests.navegador.recorrer import FIGURA, con_mapa, contorno, esperar, leidas, titulo, tocar, ver_indicador

pytestmark = pytest.mark.navegador

INICIAL = "Gobierno Abierto por entidad, 2017"


class Linea:
    """La conexión con el servidor. Cortada, lo que él conteste se guarda y llega al reponerla."""

    def __init__(self, pagina: Page) -> None:
        self.cortada = False
        self._guardados: list[Callable[[], None]] = []
        pagina.route_web_socket("**/_stcore/stream", self._atender)

    def _atender(self, navegador: WebSocketRoute) -> None:
        servidor = navegador.connect_to_server()
        servidor.on_message(lambda mensaje: self._entregar(lambda: navegador.send(mensaje)))

    def _entregar(self, llegar: Callable[[], None]) -> None:
        if self.cortada:
            self._guardados.append(llegar)
        else:
            llegar()

    def reponer(self) -> None:
        """Llega, en orden, lo que estaba guardado; lo que venga después pasa de largo."""
        while self._guardados:
            self._guardados.pop(0)()
        self.cortada = False


def con_adelanto(pagina: Page, url: str) -> Page:
    """La página quieta y con su adelanto ya traído."""
    with pagina.expect_response("**/adelanto?*"):
        pagina.goto(url)
    return con_mapa(pagina)


def dibujo(pagina: Page) -> str:
    return pagina.locator("svg.marks").first.inner_html()


def de_python(**cambios: object) -> list[str]:
    """Lo que debe decir cada posición, según la misma función que pinta la página."""
    seleccion = Seleccion(**cambios)  # pyright: ignore[reportArgumentType]
    return sorted(mapa.grafica(motor(), catalogo(), seleccion, "claro").conjuntos["d"]["detalle"])


def ya_dice(pagina: Page, esperadas: list[str]) -> None:
    """Espera a que la gráfica diga eso, poco: menos que lo que tarda en rendirse a falta de confirmación."""
    for _ in range(40):
        if leidas(pagina) == esperadas:
            return
        pagina.wait_for_timeout(25)
    assert leidas(pagina) == esperadas


@pytest.mark.parametrize("vista", ["mapa", "mosaico", "barras"])
def test_lo_que_se_adelanta_es_lo_mismo_que_despues_confirma_el_servidor(servidor: str, pestana: Page, vista: str) -> None:
    linea = Linea(pestana)
    con_adelanto(pestana, f"{servidor}/mapa?vista={vista}&entidad=20")
    otra_vista = {} if vista == "mapa" else {"vista": vista}
    linea.cortada = True
    pestana.get_by_role("radio", name="Participación", exact=True).focus()
    pestana.keyboard.press("Space")
    ya_dice(pestana, de_python(indicador="P"))
    titulo(pestana, INICIAL)
    adelantado = dibujo(pestana)
    linea.reponer()
    esperar(pestana, indicador="P", entidad="20", **otra_vista)
    titulo(pestana, "Participación por entidad, 2017")
    pestana.wait_for_timeout(500)
    assert dibujo(pestana) == adelantado
    expect(contorno(pestana).first).to_be_attached()


def test_capa_y_lente_tambien_se_adelantan_cuando_alguien_se_acerca(servidor: str, pestana: Page) -> None:
    linea = Linea(pestana)
    con_adelanto(pestana, f"{servidor}/mapa?indicador=PG")
    for grupo, boton, direccion in (
        ("capa", "Sujetos en cero", {"capa": "en_cero"}),
        ("lente", "Municipios", {"capa": "en_cero", "tipo": "municipio"}),
    ):
        with pestana.expect_response(f"**/adelanto?*grupo={grupo}"):
            pestana.get_by_role("radio", name=boton).hover()
        pestana.wait_for_timeout(300)
        linea.cortada = True
        pestana.get_by_role("radio", name=boton).click()
        tipos = catalogo().lentes["municipios"].tipos if "tipo" in direccion else ()
        ya_dice(pestana, de_python(indicador="PG", capa="en_cero", tipos=tipos))
        adelantado = dibujo(pestana)
        linea.reponer()
        esperar(pestana, indicador="PG", **direccion)
        pestana.wait_for_timeout(500)
        assert dibujo(pestana) == adelantado


def test_si_el_servidor_no_confirma_la_grafica_vuelve_a_lo_que_dicen_el_titulo_y_la_direccion(servidor: str, pestana: Page) -> None:
    linea = Linea(pestana)
    con_adelanto(pestana, f"{servidor}/mapa")
    antes = dibujo(pestana)
    linea.cortada = True
    ver_indicador(pestana, "Transparencia")
    ya_dice(pestana, de_python(indicador="T"))
    expect(pestana.locator(FIGURA).first).to_have_attribute("aria-label", de_python()[0], timeout=30_000)
    assert dibujo(pestana) == antes
    titulo(pestana, INICIAL)
    linea.reponer()
    esperar(pestana, indicador="T")
    ya_dice(pestana, de_python(indicador="T"))


def test_ida_y_vuelta_sin_confirmar_y_clics_seguidos_terminan_en_lo_ultimo_que_se_oprimio(servidor: str, pestana: Page) -> None:
    linea = Linea(pestana)
    con_adelanto(pestana, f"{servidor}/mapa")
    linea.cortada = True
    for nombre in ("Transparencia", "Participación", "Gobierno Abierto", "Participación ciudadana", "Gobierno Abierto"):
        ver_indicador(pestana, nombre)
    ya_dice(pestana, de_python())
    linea.reponer()
    for nombre in ("Transparencia ciudadana", "Participación gubernamental"):
        ver_indicador(pestana, nombre)
    esperar(pestana, indicador="PG")
    titulo(pestana, "Participación gubernamental por entidad, 2017")
    pestana.wait_for_timeout(500)
    ya_dice(pestana, de_python(indicador="PG"))
    while pestana.locator("h1").first.text_content() != INICIAL:
        pestana.go_back()
        pestana.wait_for_timeout(500)
    esperar(pestana)
    ya_dice(pestana, de_python())


def test_tocar_una_entidad_sin_esperar_la_confirmacion_la_elige(servidor: str, pestana: Page) -> None:
    con_adelanto(pestana, f"{servidor}/mapa")
    ver_indicador(pestana, "Transparencia")
    tocar(pestana, "Oaxaca")
    esperar(pestana, indicador="T", entidad="20")
    expect(contorno(pestana)).to_have_count(1)
    ya_dice(pestana, de_python(indicador="T"))


PINTURA = {"metrica=MGA&edicion=2017": {"T": {"d": {"cve_ent": []}}}}
AJENO = {"version": "otra", "indicadores": {"Transparencia": "T"}, "pinturas": PINTURA, "vecinas": {}}


@pytest.mark.parametrize(
    ("archivo", "cuerpo"), [("**/adelanto?*", json.dumps(AJENO)), ("**/adelanto.js*", "")], ids=["otra_version", "sin_guion"]
)
def test_sin_el_guion_o_con_el_adelanto_de_otra_publicacion_espera_al_servidor(
    servidor: str, pestana: Page, archivo: str, cuerpo: str
) -> None:
    linea = Linea(pestana)
    pestana.route(archivo, lambda ruta: ruta.fulfill(body=cuerpo, content_type="application/json" if cuerpo else "text/javascript"))
    pestana.goto(f"{servidor}/mapa")
    con_mapa(pestana)
    pestana.wait_for_timeout(800)
    linea.cortada = True
    ver_indicador(pestana, "Transparencia")
    pestana.wait_for_timeout(300)
    assert leidas(pestana) == de_python()
    linea.reponer()
    esperar(pestana, indicador="T")
    ya_dice(pestana, de_python(indicador="T"))
