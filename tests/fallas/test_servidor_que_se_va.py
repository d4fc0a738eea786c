"""El servidor muere, o el equipo se duerme: lo que se veía sigue a la vista, se dice en español y todo vuelve solo."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import BrowserContext, Page, expect

import iniciar
from apertura import rutas
from tests.almacen.test_discos import con_disco_propio
from tests.conftest import ESPERA
from tests.navegador.recorrer import FIGURA, con_mapa, titulo, ver_indicador
from tests.servicio.test_en_navegador import en_ingles
from tests.servidores import puerto_libre, servidor_en_marcha

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


@contextmanager
def en_el_puerto(puerto: int) -> Iterator[subprocess.Popen[bytes]]:
    """Un servidor que atiende en ese puerto y que se puede matar."""
    orden = iniciar.orden_del_servidor(sys.executable, "127.0.0.1", puerto)
    proceso = subprocess.Popen(orden, cwd=rutas.RAIZ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        assert iniciar.esperar(proceso, "127.0.0.1", puerto)
        yield proceso
    finally:
        if proceso.poll() is None:
            iniciar.detener(proceso)


def test_si_matan_al_servidor_la_pagina_lo_dice_conserva_lo_que_mostraba_y_se_recupera_sola(contexto: BrowserContext) -> None:
    puerto, pagina = puerto_libre(), contexto.new_page()  # el navegador anota en la consola que nadie contesta: es lo esperado
    with en_el_puerto(puerto) as primero:
        pagina.goto(f"http://127.0.0.1:{puerto}/mapa?indicador=T&entidad=20")
        titulo(con_mapa(pagina), TITULO)
        direccion = pagina.url
        os.kill(primero.pid, signal.SIGKILL)
        primero.wait()
        expect(pagina.get_by_role("dialog")).to_contain_text("Se perdió la conexión")
        assert en_ingles(pagina) == []
        expect(pagina.locator(FIGURA).nth(32)).to_be_attached()
        titulo(pagina, TITULO)
    with en_el_puerto(puerto):
        expect(pagina.get_by_role("dialog")).to_have_count(0, timeout=2 * ESPERA)
        titulo(con_mapa(pagina), TITULO)
        assert pagina.url == direccion
        ver_indicador(pagina, "Participación")
        titulo(pagina, "Participación por entidad, 2017")
        pagina.close()


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
