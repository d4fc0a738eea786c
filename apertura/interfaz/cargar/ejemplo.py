"""El ejemplo simulado en la página Cargar: ofrecerlo, esperarlo y quitarlo."""

import streamlit as st

from apertura import acceso
from apertura.cargas import ejemplo
from apertura.interfaz.cargar import versiones
from apertura.interfaz.cargar.espera import CADA
from apertura.interfaz.cargar.hacer import hacer
from apertura.interfaz.texto import texto_seguro


def ofrecer() -> None:
    """Qué es y el botón, que pide confirmarlo: lo verá todo el mundo."""
    if not acceso.puede("cargar_ejemplo"):
        return
    st.header("¿Sólo quiere probar?")
    if ejemplo.corriendo():
        _barra()
        return
    if falla := ejemplo.falla():
        st.error(texto_seguro(falla), icon=":material/error:")
    st.markdown(
        "El ejemplo trae la MGA 2019, 2021 y 2023 y la MJA 2023 completas, con instituciones y cifras **inventadas**. "
        "Sus medias nacionales y sus totales son los publicados. Todo lo que se vea o se descargue dirá DATOS SIMULADOS."
    )
    with st.popover("Mostrar el ejemplo", icon=":material/science:"):
        st.markdown("Mientras se muestre, **todas las personas** que abran Apertura aquí verán el ejemplo y no los resultados de verdad.")
        st.button("Sí, mostrar datos simulados", key="b_ejemplo", type="primary", on_click=hacer, args=(ejemplo.cargar,))


def mostrado() -> None:
    """Lo que se puede hacer mientras se muestra: quitarlo."""
    st.info("Se está mostrando el ejemplo. Para cargar una base de verdad, quítelo antes: nunca se mezclan.", icon=":material/science:")
    if acceso.puede("revertir"):
        st.button(
            "Quitar el ejemplo", key="b_quitar_ejemplo", type="primary", icon=":material/undo:", on_click=hacer, args=(ejemplo.quitar,)
        )
    versiones.pintar()


@st.fragment(run_every=CADA)
def _barra() -> None:
    if not ejemplo.corriendo():
        st.rerun()
    que, parte = ejemplo.avance()
    st.progress(parte, text=texto_seguro(f"{que}… {parte:.0%}"))
