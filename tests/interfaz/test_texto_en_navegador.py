"""Lo mismo, comprobado con el Markdown de Streamlit en un Chromium real."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from apertura import rutas
from tests.interfaz.hostiles import HOSTILES, esperado
from tests.servidores import servidor_en_marcha

pytestmark = pytest.mark.navegador

APP = """
import streamlit as st
from apertura.interfaz.texto import texto_seguro
from tests.interfaz.hostiles import HOSTILES
st.set_page_config(page_title="Prueba", page_icon="🏛️")
for i, hostil in enumerate(HOSTILES):
    with st.container(key=f"caso_{i}"):
        st.markdown(texto_seguro(hostil))
        st.metric(texto_seguro(hostil), 1)
st.title("Listo")
"""
LEER = """() => [...document.querySelectorAll("[class*='st-key-caso_']")].map(caso =>
  [...caso.querySelectorAll("[data-testid=stMarkdown] p, [data-testid=stMetricLabel] p")].map(e =>
    [e.parentElement.textContent.trim(), [...e.parentElement.querySelectorAll(":not(p)")].map(hijo => hijo.tagName)]))"""


@pytest.fixture
def carpeta(tmp_path: Path) -> Path:
    """Una aplicación de una página que pinta cada texto hostil, servida por el `servidor.py` de verdad."""
    shutil.copy(rutas.RAIZ / "servidor.py", tmp_path)
    for nombre in ("apertura", "tests", "static", ".streamlit"):
        (tmp_path / nombre).symlink_to(rutas.RAIZ / nombre, target_is_directory=True)
    (tmp_path / "app.py").write_text(APP, encoding="utf-8")
    return tmp_path


def test_streamlit_pinta_cada_texto_hostil_tal_cual_y_sin_ningun_elemento(carpeta: Path, pestana: Page) -> None:
    with servidor_en_marcha(carpeta) as url:
        pestana.goto(url)
        expect(pestana.get_by_role("heading", level=1)).to_have_text("Listo")
        expect(pestana.locator("[data-testid=stMetricLabel] [data-testid=stMarkdownContainer]")).to_have_count(len(HOSTILES))
        pintados = pestana.evaluate(LEER)
        pestana.goto("about:blank")  # que la pestaña no se queje de que el servidor se detiene
    assert len(pintados) == len(HOSTILES)
    for hostil, caso in zip(HOSTILES, pintados, strict=True):
        assert len(caso) == 2, hostil
        for texto, elementos in caso:
            assert texto.replace("\u2060", "") == esperado(hostil)
            assert elementos == [], hostil
