"""Lo que ve una persona cuando una página falla: qué pasó y qué hacer, en español y sin detalles de la máquina."""

import logging
import secrets

import streamlit as st

from apertura.errores import ErrorApertura
from apertura.interfaz.texto import texto_seguro

REGISTRO = logging.getLogger(__name__)


def mostrar_falla(error: Exception) -> bool:
    """Manejador de Streamlit: anota la falla con una clave y la muestra. Devuelve True: ya se mostró."""
    clave = secrets.token_hex(4).upper()
    REGISTRO.error("Falla %s", clave, exc_info=error)
    st.error(texto_seguro(explicar(error, clave)))
    return True


def explicar(error: Exception, clave: str) -> str:
    """Texto para la persona. Los errores propios ya dicen qué, dónde y qué hacer; los demás llevan una clave."""
    if isinstance(error, ErrorApertura):
        return str(error)
    return (
        "Esta parte no se pudo mostrar; lo demás sigue funcionando. Vuelva a cargar la página. "
        f"Si se repite, avise a quien administra Apertura y dé la clave {clave}."
    )
