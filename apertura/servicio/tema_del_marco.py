"""El tema que Streamlit manda en cada vuelta, armado una sola vez.

Streamlit vuelve a leer sus seis secciones de configuración con cada filtro que alguien mueve, en el único hilo que atiende a
todas las sesiones: era el 30 % del procesador de una vuelta. La configuración no cambia mientras el servidor vive.
"""

from collections.abc import Callable
from functools import cache

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

Llenar = Callable[..., None]


def recordar() -> None:
    """Cambia la función del marco por la que recuerda. Se llama una vez, antes de atender."""
    app_session._populate_theme_msg = una_vez(app_session._populate_theme_msg)


def una_vez(original: Llenar) -> Llenar:
    """La misma función: llena el mensaje igual, pero lee cada sección de la configuración una sola vez."""

    @cache
    def de_seccion(seccion: str) -> CustomThemeConfig:
        mensaje = CustomThemeConfig()
        original(mensaje, seccion)
        return mensaje

    def llenar(mensaje: CustomThemeConfig, section: str = "theme") -> None:
        # Copiar un mensaje vacío lo daría por presente; el marco no lo manda.
        if (listo := de_seccion(section)).ByteSize():
            mensaje.MergeFrom(listo)

    return llenar
