"""Arranque del servidor: se carga todo antes de atender a nadie, y `/salud` dice si se puede usar.

Por qué antes: importar pandas a medias desde dos sesiones a la vez hace fallar a las primeras visitas. Importar este
módulo ya carga las bibliotecas; la primera consulta y las primeras vistas las paga `precargar`.
"""

import gc
import logging
import socket
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from streamlit.runtime.pages_manager import PagesManager

from apertura import consultas, geometria, reloj
from apertura.errores import ErrorApertura
from apertura.exportacion import imagen
from apertura.interfaz.precarga import precargar
from apertura.servicio import vigilancia

REGISTRO = logging.getLogger(__name__)
LISTO = threading.Event()


def declarar_navegacion() -> None:
    """La navegación la declara `app.py`: que una carpeta `pages/` no active la automática de Streamlit.

    Sin esto, en un servidor recién iniciado un enlace directo a una página la corre sin el marco de `app.py`.
    """
    PagesManager.uses_pages_directory = False


@asynccontextmanager
async def ciclo_de_vida(_app: object) -> AsyncIterator[dict[str, Any]]:
    """Precarga y después atiende. Con la publicación dañada también se atiende: cada página dice qué le falta.

    `gc.freeze()` evita que el recolector de basura recorra en cada vuelta lo que ya se quedó para siempre.
    """
    try:
        precargar()
    except ErrorApertura as error:
        REGISTRO.error("La publicación no está lista: %s", error)
    enviar_sin_demora()
    imagen.dibujar_aparte()
    gc.collect()
    gc.freeze()
    LISTO.set()
    anotar_lo_pendiente()
    detener = vigilancia.empezar()
    yield {}
    detener.set()


def anotar_lo_pendiente() -> None:
    """Al registro, lo que no impide servir pero alguien debe corregir: lo mismo que el detalle de `/salud`."""
    if detalle := diagnosticar()[1]:
        REGISTRO.warning("%s", detalle)


def enviar_sin_demora() -> None:
    """Apaga el algoritmo de Nagle en el puerto que escucha; cada conexión que se acepta lo hereda.

    Streamlit abre el puerto sin declarar el protocolo y `asyncio` entonces no lo apaga: una respuesta de varios mensajes
    esperaba hasta 40 ms el acuse de recibo del navegador. El puerto no se entrega a la aplicación: aquí se busca.
    """
    for objeto in gc.get_objects():
        if type(objeto) is socket.socket and _escucha(objeto):
            objeto.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _escucha(enchufe: socket.socket) -> bool:
    if enchufe.fileno() == -1 or enchufe.family not in (socket.AF_INET, socket.AF_INET6):
        return False
    return enchufe.type == socket.SOCK_STREAM and bool(enchufe.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))


def salud(_peticion: Request) -> JSONResponse:
    """`/salud`: 200 si se puede usar; 503 si aún no, o si la publicación está dañada, con qué hacer."""
    estado, detalle, version = diagnosticar() if LISTO.is_set() else ("iniciando", "Aún no termina de cargar.", None)
    cuerpo = {"estado": estado, "detalle": detalle, "publicacion": version}
    return JSONResponse(cuerpo, 200 if estado == "listo" else 503, headers={"Cache-Control": "no-store"})


def diagnosticar() -> tuple[str, str, str | None]:
    """Estado, detalle y versión de la publicación vigente; se comprueba otra vez sólo si cambió algún archivo.

    El detalle junta lo que no impide servir pero alguien debe corregir: integridad, reloj atrasado, geometría que falta.
    """
    try:
        vigente = consultas.motor().publicacion
        return "listo", " ".join(filter(None, (vigente.aviso, reloj.aviso(vigente.corte), _falta_en_el_mapa()))), vigente.version
    except ErrorApertura as error:
        return "con_falla", str(error), None


def _falta_en_el_mapa() -> str:
    try:
        geometria.comprobar()
    except ErrorApertura as error:
        return f"MAPA · {error}"
    return ""
