"""Mientras se revisa o se publica: una barra que avanza, y cómo detenerlo. El servidor no espera: pregunta cada medio segundo."""

import streamlit as st

from apertura.cargas import acciones
from apertura.cargas.carga import EN_CURSO, PUBLICANDO, Carga
from apertura.errores import ErrorApertura
from apertura.interfaz.cargar import subir
from apertura.interfaz.cargar.hacer import hacer
from apertura.interfaz.texto import texto_seguro

CADA = 0.5


def pintar(carga: Carga) -> None:
    """Qué se está haciendo."""
    st.header("Publicando" if carga.estado == PUBLICANDO else "Revisando el archivo")
    _barra(carga.id)
    st.caption("Puede cambiar de página o cerrar la pestaña: sigue, y al volver estará aquí.")
    st.button("Cancelar", key="b_cancelar", on_click=hacer, args=(acciones.cancelar, carga.id))


@st.fragment(run_every=CADA)
def _barra(id_: str) -> None:
    try:
        carga = acciones.ver(id_)
    except ErrorApertura:
        st.rerun()
    if carga.estado not in EN_CURSO:
        st.rerun()
    que, parte = acciones.avance(carga)
    st.progress(parte, text=texto_seguro(f"{que}… {parte:.0%}"))


def detenida(carga: Carga) -> None:
    """No terminó, se canceló o se deshizo: qué pasó y qué se puede hacer."""
    if carga.estado == "deshecha":
        st.success("Se deshizo: se muestra otra vez lo que había antes. Ninguna versión se borró.", icon=":material/undo:")
    else:
        st.error(texto_seguro(carga.falla or "No se pudo revisar."), icon=":material/error:")
    with st.container(horizontal=True):
        st.button("Revisar otra vez", key="b_otra_vez", type="primary", on_click=hacer, args=(acciones.revisar, carga.id))
        st.button("Quitar el archivo", key="b_descartar", on_click=subir.descartar, args=(carga,))
