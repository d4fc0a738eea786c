"""El equipo se duerme y despierta, o su disco es de sólo lectura: la misma vista sigue ahí y responde."""

import pytest
from playwright.sync_api import Page, expect

from tests.almacen.test_discos import con_disco_propio
from tests.navegador.recorrer import con_mapa, titulo, ver_indicador
from tests.servicio.test_en_navegador import en_ingles
from tests.servidores import servidor_en_marcha

pytestmark = pytest.mark.navegador

TITULO = "Transparencia por entidad, 2017"
SOLO_LECTURA = ("unshare", "-m", "sh", "-c", 'mount -o remount,bind,ro / && exec "$@"', "sh")
# Antes de que la página abra su conexión, se guarda cada una para poder cortarla como la corta un equipo que se duerme.
CONEXIONES = """
window.__conexiones = [];
window.WebSocket = class extends window.WebSocket {
  constructor(...todo) { super(...todo); window.__conexiones.push(this); }
};
"""


def test_al_despertar_el_equipo_la_misma_vista_sigue_y_responde(servidor: str, pestana: Page) -> None:
    pestana.add_init_script(CONEXIONES)
    pestana.goto(f"{servidor}/mapa?indicador=T&entidad=20")
    titulo(con_mapa(pestana), TITULO)
    dormida = pestana.context.new_cdp_session(pestana)
    dormida.send("Page.setWebLifecycleState", {"state": "frozen"})
    dormida.send("Page.setWebLifecycleState", {"state": "active"})
    pestana.evaluate("window.__conexiones.forEach(c => c.close())")
    pestana.wait_for_function("() => window.__conexiones.length > 1 && window.__conexiones.at(-1).readyState === 1")
    titulo(con_mapa(pestana), TITULO)
    ver_indicador(pestana, "Participación")
    titulo(pestana, "Participación por entidad, 2017")
    assert en_ingles(pestana) == []


@con_disco_propio
def test_con_todo_el_disco_de_solo_lectura_se_arranca_y_se_consulta(pestana: Page) -> None:
    with servidor_en_marcha(antes=SOLO_LECTURA) as url:
        pestana.goto(f"{url}/mapa?indicador=T&entidad=20")
        titulo(con_mapa(pestana), TITULO)
        expect(pestana.get_by_role("alert")).to_have_count(0)
        pestana.goto("about:blank")  # que la pestaña no se queje de que el servidor se detiene
