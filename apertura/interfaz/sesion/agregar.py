"""«Agregar a la sesión»: junto a «Descargar», en toda página que muestra algo."""

import streamlit as st

from apertura import formato
from apertura.errores import ErrorApertura
from apertura.interfaz.contexto import Contexto
from apertura.interfaz.sesion import guion
from apertura.interfaz.texto import texto_seguro
from apertura.laminas import Vista
from apertura.sesion import Guion, agregar_lamina

_RECIEN = "_recien_agregada"


def boton(actual: Contexto, clave: str) -> None:
    """El botón y, recién agregada la lámina, cuántas van y el enlace a la página Sesión."""
    datos = (actual, actual.vista(clave))
    st.button("Agregar a la sesión", key=f"b_sesion_{clave}", icon=":material/playlist_add:", on_click=_agregar, args=datos)
    recien, donde, dicho = st.session_state.get(_RECIEN, ("", "", ""))
    if (recien, donde) != (clave, actual.pagina):
        return
    del st.session_state[_RECIEN]
    st.toast(texto_seguro(dicho), icon=":material/slideshow:")
    cuantas = formato.contar(len(guion.actual().pasos), "lámina", "láminas")
    st.page_link("pages/sesion.py", label=f"Ver la sesión ({cuantas})", icon=":material/slideshow:")


def _agregar(actual: Contexto, vista: Vista) -> None:
    antes = guion.actual()
    try:
        despues = agregar_lamina(actual.motor, actual.catalogo, antes, vista)
    except ErrorApertura as error:
        dicho = str(error)
    else:
        dicho = _guardada(antes, despues)
    st.session_state[_RECIEN] = (vista.lamina, vista.pagina, dicho)


def _guardada(antes: Guion, despues: Guion) -> str:
    nueva = despues.pasos[-1].vista
    if (lugar := antes.lugar(nueva)) is not None:
        return f"Ya estaba en la sesión: es la lámina {lugar + 1}."
    guion.guardar(despues)
    guion.elegir(len(despues.pasos) - 1)
    return f"Agregada a la sesión: ya van {len(despues.pasos)}." if len(despues.pasos) > 1 else "Agregada a la sesión: es la primera."
