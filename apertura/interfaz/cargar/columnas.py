"""Qué es cada columna: lo propuesto, para confirmarlo o corregirlo. Lo corregido se guarda y el siguiente archivo igual ya no pregunta."""

import streamlit as st

from apertura.cargas import acciones
from apertura.cargas.carga import Carga
from apertura.cargas.resultado import Resultado
from apertura.interfaz import mostrar
from apertura.interfaz.cargar import decidir
from apertura.interfaz.cargar.hacer import hacer, quejarse
from apertura.interfaz.contexto import Contexto
from apertura.interfaz.texto import texto_seguro
from apertura.vistas import cargar as vista


def pintar(actual: Contexto, carga: Carga, resultado: Resultado) -> None:
    """Lo dudoso, la tabla completa y cómo corregir una."""
    st.header("Qué es cada columna")
    if perfil := resultado.propuesta["perfil"]:
        st.caption(texto_seguro(f"Se reconoció por el mapa de columnas guardado «{perfil}»."))
    decidir.pendientes(carga, vista.pendientes(resultado, "columnas"), "columnas")
    mostrar.tabla(vista.columnas(carga, resultado), "columnas")
    _corregir(carga, resultado)


def _corregir(carga: Carga, resultado: Resultado) -> None:
    base = f"{carga.id}_{carga.revision}"
    nombres = {c["rotulo"]: f"{c['letra']} · {c['rotulo']}" for c in resultado.columnas if c["rotulo"]}
    st.subheader("Corregir una columna")
    with st.form("corregir", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox("Columna", list(nombres), index=None, format_func=nombres.__getitem__, key=f"columna_{base}", placeholder="Elija",
                     filter_mode="contains", width=340)  # fmt: skip
        st.selectbox("Se toma como", list(resultado.campos), index=None, format_func=resultado.campos.__getitem__, key=f"campo_{base}",
                     placeholder="Elija", filter_mode="contains", width=340)  # fmt: skip
        st.form_submit_button(decidir.GUARDAR, on_click=_al_corregir, args=(carga.id, base))
    st.caption("Un campo va en una sola columna: si ya lo tenía otra, esa otra deja de usarse.")


def _al_corregir(id_: str, base: str) -> None:
    columna, campo = st.session_state.get(f"columna_{base}"), st.session_state.get(f"campo_{base}")
    if not columna or not campo:
        quejarse("Elija la columna y lo que es.")
        return
    hacer(acciones.decidir, id_, [("COLUMNA", columna, campo)])
