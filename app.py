"""Apertura: configuración, menú declarado y marco común. La lógica vive en `apertura/`; cada página, en `pages/`."""

import streamlit as st

st.set_page_config(
    page_icon="static/icono.svg",
    layout="wide",
    initial_sidebar_state="collapsed",
    menu_items={"About": "Apertura conserva los resultados de la Métrica de Gobierno Abierto y de Justicia Abierta."},
)
PAGINAS = [
    st.Page("pages/inicio.py", title="Inicio", default=True),
    st.Page("pages/mapa.py", title="Mapa", url_path="mapa"),
    st.Page("pages/entidad.py", title="Entidad", url_path="entidad"),
    st.Page("pages/sujeto.py", title="Sujeto obligado", url_path="sujeto"),
    st.Page("pages/areas_de_oportunidad.py", title="Áreas de oportunidad", url_path="areas_de_oportunidad"),
    st.Page("pages/comparar.py", title="Comparar", url_path="comparar"),
    st.Page("pages/evolucion.py", title="Evolución", url_path="evolucion"),
    st.Page("pages/simulador.py", title="Simulador", url_path="simulador"),
    st.Page("pages/sesion.py", title="Sesión", url_path="sesion"),
    st.Page("pages/datos.py", title="Datos", url_path="datos"),
    st.Page("pages/cargar.py", title="Cargar una base", url_path="cargar", visibility="hidden"),
    st.Page("pages/metodologia.py", title="Metodología y calidad", url_path="metodologia"),
]
pagina = st.navigation(PAGINAS, position="top")
st.set_page_config(page_title=f"{pagina.title} · Apertura")
pagina.run()
