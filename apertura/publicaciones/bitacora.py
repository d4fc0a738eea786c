"""`audit.jsonl`: quién publicó o deshizo qué y cuándo. Sólo se le agrega; cada renglón lleva la huella del anterior.

Lo que escribe una persona (su nombre, el de su archivo) entra sin saltos de renglón ni marcas invisibles: nadie finge un renglón.
"""

import json
import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from apertura import acceso, rutas
from apertura.publicacion import huella
from apertura.publicaciones.disco import escribir_todo
from apertura.publicaciones.lugares import BITACORA

LARGO_DE_TEXTO = 500
_INVISIBLES = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]+")


def ahora() -> str:
    """El instante, en UTC y hasta el segundo: «2026-11-24T10:15:00Z»."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def usuario() -> str:
    """Quién está delante: su correo si inició sesión; en este equipo, el usuario del sistema."""
    return acceso.actual().nombre


def anotar(accion: str, quien: str, **campos: object) -> None:
    """Agrega un renglón. Sólo se llama con el candado puesto. Un renglón cortado por un apagón se quita antes.

    Lleva además cómo se identificó quien lo hizo (`via`) y, si inició sesión, con qué lista de permisos.
    """
    ruta = _ruta()
    ruta.parent.mkdir(parents=True, exist_ok=True)
    previo = ruta.read_bytes() if ruta.exists() else b""
    entero = previo[: previo.rfind(b"\n") + 1]
    dicho = limpio({"cuando": ahora(), "quien": quien, "accion": accion, **_con_que_permiso(), **campos})
    renglon = {**dicho, "previa": _ultima_huella(entero)}
    descriptor = os.open(ruta, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o640)
    try:
        if len(entero) < len(previo):
            os.ftruncate(descriptor, len(entero))
        escribir_todo(descriptor, _en_json({**renglon, "huella": huella(_en_json(renglon))}) + b"\n")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def leer() -> list[dict[str, object]]:
    """Todos los renglones legibles, del más viejo al más nuevo."""
    return [dato for linea in _contenido().splitlines() if (dato := _en_dict(linea))]


def ultima_vigente() -> str | None:
    """La versión que quedó vigente según la bitácora; None si no dice nada."""
    return next((str(r["vigente"]) for r in reversed(leer()) if r.get("vigente")), None)


def alteracion() -> int | None:
    """Número del primer renglón que cambió, se quitó o no se lee; None si la bitácora está entera."""
    contenido = _contenido()
    previa = ""
    for posicion, linea in enumerate(contenido[: contenido.rfind(b"\n") + 1].splitlines(), start=1):
        renglon = _en_dict(linea)
        propia = str(renglon.pop("huella", ""))
        if renglon.get("previa") != previa or huella(_en_json(renglon)) != propia:
            return posicion
        previa = propia
    return None


def cortada() -> bool:
    """Si el último renglón no terminó de escribirse: lo deja un apagón, o quien quita el final."""
    return not _contenido().endswith(b"\n") and bool(_contenido())


def _ruta() -> Path:
    return rutas.publicaciones() / BITACORA


def _contenido() -> bytes:
    try:
        return _ruta().read_bytes()
    except OSError:
        return b""


def _con_que_permiso() -> dict[str, object]:
    via = acceso.actual().via
    return {"via": via, "permisos": acceso.permisos().huella} if via == "oidc" else {"via": via}


def limpio(dato: Any) -> Any:
    """El dato sin caracteres de control, saltos de renglón ni marcas invisibles, y sin textos desmedidos."""
    if isinstance(dato, str):
        return _INVISIBLES.sub(" ", dato)[:LARGO_DE_TEXTO]
    if isinstance(dato, Mapping):
        return {clave: limpio(valor) for clave, valor in dato.items()}
    return [limpio(valor) for valor in dato] if isinstance(dato, list | tuple) else dato


def _ultima_huella(entero: bytes) -> str:
    lineas = entero.splitlines()
    return str(_en_dict(lineas[-1]).get("huella", "")) if lineas else ""


def _en_json(dato: dict[str, object]) -> bytes:
    return json.dumps(dato, ensure_ascii=False).encode()


def _en_dict(linea: bytes) -> dict[str, object]:
    try:
        dato = json.loads(linea)
    except ValueError:
        return {}
    return dato if isinstance(dato, dict) else {}
