"""Una pestaña que se queda sin su servidor sigue con otro: su primer clic se atiende.

Cuando un servidor muere o reinicia, el navegador se conecta al que haya y no vuelve a pedir la página: lo siguiente que manda es
el selector que se movió, con la parte de la página que lo lleva. Streamlit no conoce esa parte en una sesión nueva y calla, para
siempre. Aquí se corre primero la página entera, con la dirección que la pestaña trae, y después lo que pidió.
"""

import asyncio
import time
from collections.abc import Callable
from typing import Any
from weakref import WeakSet

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession

ESPERA_SEGUNDOS, PASO_SEGUNDOS = 30.0, 0.02
Pedir = Callable[..., Any]
_PENDIENTES: set[asyncio.Task[None]] = set()


def atender_a_quien_vuelve() -> None:
    """Cambia cómo pide el marco una corrida. Se llama una vez, antes de atender."""
    AppSession.request_rerun = pidiendo_la_pagina_antes(AppSession.request_rerun)


def pidiendo_la_pagina_antes(original: Pedir) -> Pedir:
    """Lo mismo, salvo si lo primero que pide una sesión es una parte que no tiene."""
    conocidas: WeakSet[Any] = WeakSet()

    def pedir(sesion: Any, estado: ClientState | None) -> None:
        es_nueva = sesion not in conocidas
        conocidas.add(sesion)
        if not (es_nueva and estado and estado.fragment_id):
            original(sesion, estado)
            return
        entera = ClientState()
        entera.CopyFrom(estado)
        entera.fragment_id = ""
        # Sin los selectores: la página se arma con su dirección, y así lo que se movió se nota como un cambio.
        entera.ClearField("widget_states")
        original(sesion, entera)
        tarea = asyncio.get_running_loop().create_task(_despues(original, sesion, estado))
        _PENDIENTES.add(tarea)
        tarea.add_done_callback(_PENDIENTES.discard)

    return pedir


async def _despues(original: Pedir, sesion: Any, estado: ClientState) -> None:
    """Pide la parte cuando la página ya la registró y terminó: antes, la dejaría a medias.

    Si no la tiene (otra versión del programa), queda la página entera.
    """
    limite = time.monotonic() + ESPERA_SEGUNDOS
    while not _termino(sesion, estado.fragment_id) and time.monotonic() < limite:
        await asyncio.sleep(PASO_SEGUNDOS)
    original(sesion, estado)


def _termino(sesion: Any, parte: str) -> bool:
    """El marco suelta a quien corre cuando ya entregó todos sus mensajes; el estado cambia antes."""
    return sesion.has_fragment(parte) and sesion._scriptrunner is None
