"""Los archivos del marco (JavaScript, hojas de estilo y tipos de letra de Streamlit), desde la memoria y ya comprimidos.

Son unos 130 por primera visita. Servidos uno a uno desde el disco, y sin comprimir, eran la mayor parte de la espera.
"""

import gzip
import mimetypes
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from apertura.servicio.cabeceras import UN_ANO

PREFIJO = "/static/"
COMPRIMIBLES = {".js", ".css", ".json", ".svg"}
MINIMO_COMPRIMIBLE = 1_000


@dataclass(frozen=True)
class Archivo:
    """Un archivo listo para enviarse: tal cual y, si conviene, comprimido con gzip."""

    mime: str
    cuerpo: bytes
    comprimido: bytes | None


def rutas(carpeta: Path, html: str) -> dict[str, Path]:
    """Ruta pública → archivo, de todo lo que hay en `carpeta`; deja ya preparado lo que `html` menciona.

    Los nombres llevan huella: nunca cambian de contenido.
    """
    todas = {PREFIJO + ruta.relative_to(carpeta).as_posix(): ruta for ruta in sorted(carpeta.rglob("*")) if ruta.is_file()}
    for ruta in todas.values():
        if ruta.name in html:
            preparar(ruta)
    return todas


@cache
def preparar(ruta: Path) -> Archivo:
    """El archivo en memoria, leído y comprimido una sola vez."""
    cuerpo = ruta.read_bytes()
    conviene = ruta.suffix in COMPRIMIBLES and len(cuerpo) >= MINIMO_COMPRIMIBLE
    mime = "text/javascript" if ruta.suffix == ".js" else mimetypes.guess_type(ruta.name)[0] or "application/octet-stream"
    return Archivo(mime, cuerpo, gzip.compress(cuerpo, 6, mtime=0) if conviene else None)


class Estaticos:
    """Middleware ASGI: contesta los archivos conocidos; lo demás pasa de largo."""

    def __init__(self, app: ASGIApp, archivos: dict[str, Path]) -> None:
        self.app, self.archivos = app, archivos

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        ruta = self.archivos.get(scope.get("path", "")) if scope["type"] == "http" else None
        if ruta is None or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        archivo = preparar(ruta)
        acepta = "gzip" in Headers(scope=scope).get("accept-encoding", "")
        cuerpo = archivo.comprimido if acepta and archivo.comprimido else archivo.cuerpo
        cabeceras = [
            (b"content-type", archivo.mime.encode()),
            (b"content-length", str(len(cuerpo)).encode()),
            (b"cache-control", UN_ANO.encode()),
            (b"vary", b"Accept-Encoding"),
        ]
        if cuerpo is archivo.comprimido:
            cabeceras.append((b"content-encoding", b"gzip"))
        await send({"type": "http.response.start", "status": 200, "headers": cabeceras})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else cuerpo})
