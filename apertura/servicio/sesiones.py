"""El inicio de sesión, si los secretos lo piden: se comprueba antes de atender. Mal configurado, el servidor no arranca."""

import importlib.util
from typing import Any
from urllib.parse import urlsplit

from streamlit import config
from streamlit.auth_util import get_secrets_auth_section

from apertura import acceso
from apertura.acceso.identidad import DE_ESTE_EQUIPO
from apertura.errores import ErrorAcceso

LARGO_DEL_SECRETO = 32
REGRESO = "/oauth2callback"
SECRETOS = "sección [auth] de «.streamlit/secrets.toml»"


def comprobar() -> bool:
    """Si hay inicio de sesión. Lanza ErrorAcceso si lo hay y algo le falta o lo vuelve inseguro."""
    seccion = get_secrets_auth_section().to_dict()
    if not seccion:
        return False
    if falla := next(filter(None, (_secreto(seccion), _regreso(seccion), _proteccion())), ""):
        raise ErrorAcceso(f"El inicio de sesión está mal configurado: {falla}", SECRETOS, "Véase docs/acceso.md.", "ACCESO")
    acceso.permisos()
    _cargar_de_una_vez()
    return True


def por_tls() -> bool:
    """Si el regreso del proveedor es por https: entonces las cookies sólo deben viajar así."""
    return urlsplit(str(get_secrets_auth_section().get("redirect_uri", ""))).scheme == "https"


def _secreto(seccion: dict[str, Any]) -> str:
    secreto = str(seccion.get("cookie_secret", ""))
    if len(secreto.encode()) < LARGO_DEL_SECRETO:
        return f"«cookie_secret» debe tener {LARGO_DEL_SECRETO} caracteres o más, al azar"
    return "«cookie_secret» no es al azar" if len(set(secreto)) < LARGO_DEL_SECRETO // 4 else ""


def _regreso(seccion: dict[str, Any]) -> str:
    partes = urlsplit(str(seccion.get("redirect_uri", "")).replace("{port}", "8501"))
    if not partes.path.endswith(REGRESO):
        return f"«redirect_uri» debe terminar en {REGRESO}"
    seguro = partes.scheme == "https" or (partes.scheme == "http" and partes.hostname in DE_ESTE_EQUIPO)
    return "" if seguro else "«redirect_uri» debe ser https, salvo en este mismo equipo"


def _proteccion() -> str:
    return "" if config.get_option("server.enableCORS") else "«server.enableCORS» debe ser true"


def _cargar_de_una_vez() -> None:
    """Lo que Streamlit importa al primer inicio de sesión: si falta, se dice ahora y no a quien intenta entrar."""
    if importlib.util.find_spec("httpx") is None:
        raise ErrorAcceso("Faltan bibliotecas para iniciar sesión", "httpx", "Instale requirements.txt.", "ACCESO")
    from authlib.integrations import starlette_client  # noqa: F401
