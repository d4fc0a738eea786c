"""La puerta del servidor: con qué nombre se le llama, desde qué página, a qué rutas, y quién puede subir un archivo.

Va antes que Streamlit y no depende de un proxy: en un equipo portátil protege igual. Lo que no pasa recibe una frase en español.
"""

import ipaddress
import os
import socket
import time
from collections import deque
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import runtime
from streamlit.auth_util import get_origin_from_redirect_uri

from apertura.acceso import guardia
from apertura.acceso.identidad import DE_ESTE_EQUIPO, anfitrion
from apertura.servicio import adelanto, proyeccion
from apertura.servicio.quien import persona_de

CERRADAS = ("/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent")
"""Rutas del marco que no son para el público: métricas, corrida de prueba y agentes."""
SUBIDAS = "/_stcore/upload_file/"
CON_PERMISO_DE_VER = ("/media/", adelanto.RUTA, proyeccion.RUTA)
"""Rutas que entregan datos sin pasar por una página: piden lo mismo que ella."""
SIN_CUERPO = {"GET", "HEAD", "OPTIONS"}
LARGO_DE_DIRECCION = 8_192
SUBIDAS_POR_MINUTO, SUBIDAS_A_LA_VEZ, BYTES_GUARDADOS = 5, 2, 100_000_000


def anfitriones() -> frozenset[str]:
    """Los nombres con que se puede llamar a este servidor, además de cualquier dirección IP.

    Un sitio ajeno puede hacer que su nombre apunte a este equipo, pero no cambiar el nombre que manda el navegador.
    """
    equipo = socket.gethostname().lower()
    dichos = {anfitrion(f"//{nombre.strip()}") for nombre in os.environ.get("APERTURA_ANFITRIONES", "").split(",")}
    return frozenset({*DE_ESTE_EQUIPO, equipo, f"{equipo}.local", anfitrion(get_origin_from_redirect_uri() or ""), *dichos} - {""})


class Puerta:
    """Middleware ASGI. Lo que revisa, en orden: nombre, largo, página de origen, ruta, permiso y cupo de subidas."""

    def __init__(self, app: ASGIApp) -> None:
        self.app, self.nombres, self.cupo = app, anfitriones(), Cupo()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        if (no := self._por_que_no(scope)) is not None:
            await rechazar(scope, receive, send, *no)
            return
        if not es_subida(scope):
            await self.app(scope, receive, send)
            return
        with self.cupo.ocupado():
            await self.app(scope, receive, send)

    def _por_que_no(self, scope: Scope) -> tuple[int, str] | None:
        """Código y frase, o None si pasa."""
        cabeceras, ruta = Headers(scope=scope), scope["path"]
        nombre = anfitrion(f"//{cabeceras.get('host', '')}")
        if not self._es_nuestro(nombre):
            return 421, "Este servidor no se llama así. Quien lo administra puede agregar el nombre en APERTURA_ANFITRIONES."
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LARGO_DE_DIRECCION:
            return 414, "La dirección es demasiado larga."
        if not self._origen_propio(cabeceras, scope):
            return 403, "Se pidió desde una página ajena."
        if any(ruta == cerrada or ruta.startswith(f"{cerrada}/") for cerrada in CERRADAS):
            return 404, "No existe."
        if ruta.startswith(CON_PERMISO_DE_VER) and not guardia.permite("ver", persona_de(scope)):
            return 403, "Inicie sesión para ver los datos."
        return self._por_que_no_sube(scope) if es_subida(scope) else None

    def _es_nuestro(self, nombre: str) -> bool:
        return nombre in self.nombres or es_ip(nombre)

    def _origen_propio(self, cabeceras: Headers, scope: Scope) -> bool:
        """Toda conexión viva y toda petición que cambie algo debe venir de una página nuestra, o de fuera de un navegador."""
        origen = cabeceras.get("origin")
        if origen is None or (scope["type"] == "http" and scope["method"] in SIN_CUERPO):
            return True
        # Un proxy puede cambiar el nombre con que llama al servidor; entonces el de la página debe estar en la lista.
        return urlsplit(origen).netloc == cabeceras.get("host") or anfitrion(origen) in self.nombres - DE_ESTE_EQUIPO

    def _por_que_no_sube(self, scope: Scope) -> tuple[int, str] | None:
        if (motivo := guardia.niega("importar", persona_de(scope))) is not None:
            return 403, str(motivo)
        return None if self.cupo.admite(scope["path"].split("/")[3]) else (429, "Demasiados archivos a la vez. Espere un minuto.")


class Cupo:
    """Cuántos archivos se aceptan: por sesión y minuto, a la vez, y cuántos bytes pueden quedar en memoria."""

    def __init__(self) -> None:
        self.en_curso, self.recientes = 0, dict[str, deque[float]]()

    def admite(self, sesion: str) -> bool:
        """Si esa sesión puede subir otro archivo ahora; si puede, cuenta."""
        ahora = time.monotonic()
        self.recientes = {s: d for s, d in self.recientes.items() if d and d[-1] > ahora - 60}
        suyas = self.recientes.setdefault(sesion, deque(maxlen=SUBIDAS_POR_MINUTO))
        lleno = len(suyas) == SUBIDAS_POR_MINUTO and suyas[0] > ahora - 60
        if lleno or self.en_curso >= SUBIDAS_A_LA_VEZ or bytes_guardados() > BYTES_GUARDADOS:
            return False
        suyas.append(ahora)
        return True

    def ocupado(self) -> "_EnCurso":
        """Lo que dura una subida."""
        return _EnCurso(self)


class _EnCurso:
    def __init__(self, cupo: Cupo) -> None:
        self.cupo = cupo

    def __enter__(self) -> None:
        self.cupo.en_curso += 1

    def __exit__(self, *_: object) -> None:
        self.cupo.en_curso -= 1


def es_subida(scope: Scope) -> bool:
    """Si es una petición que deja o quita un archivo."""
    return scope["type"] == "http" and scope["path"].startswith(SUBIDAS) and scope["method"] not in SIN_CUERPO


def es_ip(nombre: str) -> bool:
    """Si el nombre es una dirección IP: nadie puede hacer que apunte a otro lado."""
    try:
        ipaddress.ip_address(nombre)
    except ValueError:
        return False
    return True


def bytes_guardados() -> int:
    """Lo que ocupan en memoria los archivos ya subidos, de todas las sesiones."""
    if not runtime.exists():
        return 0
    guardados = getattr(runtime.get_instance().uploaded_file_mgr, "file_storage", {})
    return sum(len(archivo.data) for de_una in list(guardados.values()) for archivo in list(de_una.values()))


async def rechazar(scope: Scope, receive: Receive, send: Send, codigo: int, frase: str) -> None:
    """Contesta que no. Una conexión viva se cierra antes de abrirse: el navegador recibe 403."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    await PlainTextResponse(frase, codigo, headers={"Cache-Control": "no-store"})(scope, receive, send)
