"""Hacer algo al tocar un botón: lo que falle se dice en la página, en español, y nada queda a medias en la pantalla."""

import logging
import secrets
from collections.abc import Callable
from typing import Any

import streamlit as st

from apertura.errores import ErrorApertura
from apertura.interfaz.texto import texto_seguro

REGISTRO = logging.getLogger("apertura")
_FALLA = "_cargar_falla"


def hacer(accion: Callable[..., Any], *argumentos: Any, **opciones: Any) -> Any:
    """Corre la acción; si falla, guarda qué decir y devuelve None. Para los avisos de los botones, que corren antes que la página."""
    try:
        return accion(*argumentos, **opciones)
    except ErrorApertura as error:
        REGISTRO.warning("%s", error)
        st.session_state[_FALLA] = str(error)
    except Exception:
        clave = secrets.token_hex(3).upper()
        REGISTRO.exception("Falla %s", clave)
        st.session_state[_FALLA] = f"No se pudo hacer; nada cambió. Si se repite, avise a quien administra Apertura con la clave {clave}."
    return None


def quejarse(texto: str) -> None:
    """Deja dicho qué estuvo mal en lo que se escribió."""
    st.session_state[_FALLA] = texto


def decir_falla() -> None:
    """Lo último que falló, una sola vez."""
    if falla := st.session_state.pop(_FALLA, ""):
        st.error(texto_seguro(falla), icon=":material/error:")
