"""`audit.jsonl`: quién publicó o deshizo qué y cuándo. Sólo se le agrega; cada renglón lleva la huella del anterior."""

import getpass
import json
import os
from datetime import UTC, datetime
from pathlib import Path

from apertura import rutas
from apertura.publicacion import huella
from apertura.publicaciones.disco import escribir_todo
from apertura.publicaciones.lugares import BITACORA


def ahora() -> str:
    """El instante, en UTC y hasta el segundo: «2026-11-24T10:15:00Z»."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def usuario() -> str:
    """Quién corre el programa, según el sistema; «desconocido» si el sistema no lo sabe."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "desconocido"


def anotar(accion: str, quien: str, **campos: object) -> None:
    """Agrega un renglón. Sólo se llama con el candado puesto. Un renglón cortado por un apagón se quita antes."""
    ruta = _ruta()
    ruta.parent.mkdir(parents=True, exist_ok=True)
    previo = ruta.read_bytes() if ruta.exists() else b""
    entero = previo[: previo.rfind(b"\n") + 1]
    renglon = {"cuando": ahora(), "quien": quien, "accion": accion, **campos, "previa": _ultima_huella(entero)}
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
    try:
        lineas = _ruta().read_bytes().splitlines()
    except OSError:
        return []
    return [dato for linea in lineas if (dato := _en_dict(linea))]


def ultima_vigente() -> str | None:
    """La versión que quedó vigente según la bitácora; None si no dice nada."""
    return next((str(r["vigente"]) for r in reversed(leer()) if r.get("vigente")), None)


def alteracion() -> int | None:
    """Número del primer renglón que cambió, se quitó o no se lee; None si la bitácora está entera."""
    try:
        contenido = _ruta().read_bytes()
    except OSError:
        return None
    previa = ""
    for posicion, linea in enumerate(contenido[: contenido.rfind(b"\n") + 1].splitlines(), start=1):
        renglon = _en_dict(linea)
        propia = str(renglon.pop("huella", ""))
        if renglon.get("previa") != previa or huella(_en_json(renglon)) != propia:
            return posicion
        previa = propia
    return None


def _ruta() -> Path:
    return rutas.publicaciones() / BITACORA


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
