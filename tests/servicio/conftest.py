"""Una aplicación mínima, con una carpeta `pages/` como la nuestra, servida por el `servidor.py` de verdad."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from apertura import rutas
from tests.servidores import servidor_en_marcha

APP = """
import streamlit as st
st.set_page_config(page_title="Prueba", page_icon="🏛️")
st.session_state["marco"] = "con marco"
elegida = st.navigation([
    st.Page("pages/inicio.py", title="Inicio", default=True),
    st.Page("pages/mapa.py", title="Mapa", url_path="mapa"),
    st.Page("pages/comparar.py", title="Comparar", url_path="comparacion"),
    st.Page("pages/falla.py", title="Falla", url_path="falla"),
    st.Page("pages/controles.py", title="Controles", url_path="controles"),
    st.Page("pages/cargador.py", title="Cargador", url_path="cargador"),
], position="sidebar")
elegida.run()
"""
PAGINA = 'import streamlit as st\nst.title("{titulo} " + st.session_state["marco"])\n'
FALLA = PAGINA.format(titulo="Falla") + 'raise RuntimeError("secreto de la máquina")\n'
CONTROLES = (
    PAGINA.format(titulo="Controles")
    + """
import pandas as pd
tabla = pd.DataFrame({"Entidad": ["Colima", "Oaxaca"], "valor": [0.1, 0.2]})
st.selectbox("Entidad", ["Colima", "Oaxaca"], index=None)
st.multiselect("Varias", ["Colima", "Oaxaca"])
st.text_input("Nombre")
columnas = {"Entidad": st.column_config.TextColumn(width=300)}
st.dataframe(tabla, hide_index=True, width="content", column_config=columnas)
ejes = {"x": {"field": "Entidad"}, "y": {"field": "valor", "type": "quantitative"}}
st.vega_lite_chart(tabla, {"mark": "bar", "encoding": ejes}, alt="Dos entidades")
st.write("Close")
"""
)
CARGADOR = """
import streamlit as st
archivo = st.file_uploader("Base", key="base")
st.title("Recibido" if archivo else "Espera")
if archivo:
    st.markdown(f"{archivo.size} bytes")
"""
PAGINAS = {
    "inicio": PAGINA.format(titulo="Inicio"),
    "mapa": PAGINA.format(titulo="Mapa"),
    "comparar": PAGINA.format(titulo="Comparar"),
    "falla": FALLA,
    "controles": CONTROLES,
    "cargador": CARGADOR,
}


@pytest.fixture(scope="session")
def app_minima(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Carpeta con espacios y acentos que tiene `servidor.py` real y páginas de prueba."""
    carpeta = tmp_path_factory.mktemp("métrica de prueba")
    shutil.copy(rutas.RAIZ / "servidor.py", carpeta)
    for nombre in ("apertura", "static", ".streamlit"):
        (carpeta / nombre).symlink_to(rutas.RAIZ / nombre, target_is_directory=True)
    (carpeta / "app.py").write_text(APP, encoding="utf-8")
    (carpeta / "pages").mkdir()
    for nombre, codigo in PAGINAS.items():
        (carpeta / "pages" / f"{nombre}.py").write_text(codigo, encoding="utf-8")
    return carpeta


@pytest.fixture(scope="session")
def minima(app_minima: Path) -> Iterator[str]:
    """URL de la aplicación mínima, en un servidor para todas las pruebas."""
    with servidor_en_marcha(app_minima) as url:
        yield url
