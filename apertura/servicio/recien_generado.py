"""Un archivo que se acaba de generar para descargarse no se borra antes de que el navegador lo pida.

Streamlit no anota de quién es lo que genera el botón de descarga, y cada vez que cualquier sesión termina una vuelta borra lo que no
es de nadie: con cien personas, en décimas de segundo. A quien descargaba le tocaba un 404.
"""

import time
from collections.abc import Callable
from pathlib import PurePosixPath

from streamlit.runtime.media_file_manager import MediaFileManager

SEGUNDOS = 30.0
_RECIENTES: dict[str, float] = {}


def conservar() -> None:
    """Cambia cómo genera y cómo limpia el marco. Se llama una vez, antes de atender."""
    MediaFileManager.execute_deferred = anotando(MediaFileManager.execute_deferred)
    MediaFileManager._get_inactive_file_ids = sin_los_recientes(MediaFileManager._get_inactive_file_ids)


def anotando(original: Callable[..., str]) -> Callable[..., str]:
    """Lo mismo, y anota cuándo se generó el archivo de la dirección que devuelve."""

    def generar(manejador: MediaFileManager, file_id: str) -> str:
        direccion = original(manejador, file_id)
        _RECIENTES[PurePosixPath(direccion).stem] = time.monotonic()
        return direccion

    return generar


def sin_los_recientes(original: Callable[..., set[str]]) -> Callable[..., set[str]]:
    """Los archivos que no son de nadie, menos los de hace menos de `SEGUNDOS`."""

    def inactivos(manejador: MediaFileManager) -> set[str]:
        limite = time.monotonic() - SEGUNDOS
        for viejo in [archivo for archivo, cuando in list(_RECIENTES.items()) if cuando < limite]:
            _RECIENTES.pop(viejo, None)
        return original(manejador) - _RECIENTES.keys()

    return inactivos
