"""`/salud/tiempos`: cómo va el servidor, para quien lo opera. Sólo desde este equipo o con papel de edición."""

import os
import time
from pathlib import Path

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import Scope
from streamlit import runtime

from apertura import tiempos
from apertura.acceso import Rol, identidad
from apertura.servicio.quien import persona_de

RUTA = "/salud/tiempos"
DESDE = time.time()


def responder(peticion: Request) -> JSONResponse:
    """Segundos encendido, sesiones abiertas, memoria y los tiempos de cada página. Ninguna dirección, filtro ni nombre."""
    if not permitido(peticion.scope):
        return JSONResponse({"detalle": "Pídalo desde el equipo que sirve Apertura o con papel de edición."}, 403)
    cuerpo = {
        "encendido_s": round(time.time() - DESDE),
        "sesiones": sesiones(),
        "memoria_mb": memoria_mb(),
        "paginas": tiempos.resumen(),
    }
    return JSONResponse(cuerpo, headers={"Cache-Control": "no-store"})


def permitido(scope: Scope) -> bool:
    """Si lo pide este mismo equipo, sin proxy de por medio, o quien edita. Sólo se lee: no hace falta venir de una página."""
    cabeceras = Headers(scope=scope)
    propias = {"origin": f"http://{cabeceras.get('host', '')}", **cabeceras}
    de_aqui = identidad.es_de_este_equipo((scope.get("client") or ("",))[0], propias)
    return de_aqui or persona_de(scope).rol >= Rol.EDICION


def sesiones() -> int | None:
    """Pestañas conectadas; None si Streamlit ya no lo dice."""
    encargado = getattr(runtime.get_instance(), "_session_mgr", None) if runtime.exists() else None
    return encargado.num_active_sessions() if encargado else None


def memoria_mb() -> int | None:
    """Memoria que ocupa el proceso, en MB; None donde el sistema no lo dice (sólo Linux lo deja en un archivo)."""
    try:
        return round(int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6)
    except (OSError, ValueError):
        return None
