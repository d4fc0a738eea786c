"""Cabeceras de seguridad y de caché de toda respuesta, también en un equipo portátil sin proxy delante."""

import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

DE_TODAS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PROPIAS = "apertura.cabeceras"
"""Donde una respuesta deja, en la petición, las que la protegen a ella en lugar de las de todas."""
CON_HUELLA = re.compile(r"[.-][0-9a-f]{8,64}\.\w+$")
UN_ANO = "public, max-age=31536000, immutable"
UN_RATO = "public, max-age=300"


def politica_de_contenido(huellas: list[str]) -> str:
    """Content-Security-Policy: nada de fuera, ningún guion en línea salvo los de estas huellas."""
    directivas = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", *huellas]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "media-src": "'self'",
        "manifest-src": "'self'",
    }
    cerradas = ("frame-src", "frame-ancestors", "object-src", "base-uri", "form-action")
    return "; ".join(f"{nombre} {valor}" for nombre, valor in {**directivas, **dict.fromkeys(cerradas, "'none'")}.items())


def cache_de_estatico(ruta: str, consulta: bytes = b"") -> str:
    """Cuánto se guarda un archivo de `static/`: un año si su nombre (o `?v=`) lleva la huella del contenido."""
    return UN_ANO if CON_HUELLA.search(ruta) or consulta.startswith(b"v=") else UN_RATO


class Cabeceras:
    """Middleware ASGI: agrega las cabeceras de seguridad, y la de caché a lo que se entregó de `app/static/`.

    Con `tls`, ninguna cookie viaja sin cifrar: Streamlit no se lo pide a las suyas.
    """

    def __init__(self, app: ASGIApp, politica: str, tls: bool = False) -> None:
        self.app, self.tls = app, tls
        self.fijas = {**DE_TODAS, "Content-Security-Policy": politica}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def enviar(mensaje: Message) -> None:
            if mensaje["type"] == "http.response.start":
                cabeceras = MutableHeaders(scope=mensaje)
                cabeceras.update(scope.get(PROPIAS, self.fijas))
                if "/app/static/" in scope["path"] and mensaje["status"] in (200, 304):
                    cabeceras["Cache-Control"] = cache_de_estatico(scope["path"], scope["query_string"])
                if self.tls:
                    mensaje["headers"] = [(n, _solo_cifrada(v) if n.lower() == b"set-cookie" else v) for n, v in mensaje["headers"]]
            await send(mensaje)

        await self.app(scope, receive, enviar)


def _solo_cifrada(cookie: bytes) -> bytes:
    return cookie if b"; secure" in cookie.lower() else cookie + b"; Secure"
