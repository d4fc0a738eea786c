"""Quién hace una petición HTTP: lo mismo que sabe una página de su sesión, leído de las cookies y la conexión."""

import json
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import Scope
from streamlit.auth_util import get_cookie_with_chunks, get_origin_from_redirect_uri
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from apertura.acceso import Persona, identidad
from apertura.interfaz import acceso as sesion


def persona_de(scope: Scope) -> Persona:
    """La persona detrás de la petición."""
    cabeceras = Headers(scope=scope)
    if not sesion.hay_inicio_de_sesion():
        return identidad.sin_inicio_de_sesion((scope.get("client") or ("",))[0], cabeceras)
    return sesion.persona_que_dice(_dicho(cookie_parser(cabeceras.get("cookie", ""))))


def _dicho(galletas: dict[str, str]) -> dict[str, Any]:
    """Lo que firmó el proveedor, si la cookie la firmó este servidor y es de este sitio; vacío si no."""

    def abrir(nombre: str) -> bytes | None:
        valor = galletas.get(nombre)
        return decode_signed_value(get_cookie_secret(), nombre, valor.encode("latin-1", "replace")) if valor else None

    try:
        dicho = json.loads(get_cookie_with_chunks(abrir, USER_COOKIE_NAME) or b"{}")
    except ValueError:
        return {}
    return dicho if isinstance(dicho, dict) and dicho.get("origin") == get_origin_from_redirect_uri() else {}
