"""La portada: el `index.html` de Streamlit en español, con nuestros guiones y la huella de su único guion en línea.

Se reescribe una vez, al arrancar, y se entrega entera. Así no importa si la respuesta original venía comprimida.
"""

import base64
import hashlib
import re
import secrets
from pathlib import Path

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util

from apertura import rutas
from apertura.servicio import proyeccion
from apertura.servicio.modulos import por_anunciar, por_correr

IDIOMA = "es-MX"
TITULO = "Apertura"
SIN_JAVASCRIPT = "<p>Apertura necesita JavaScript. Actívelo en su navegador y vuelva a cargar la página.</p>"
GUIONES = ("es.js", "historial.js", "accesible.js", "adelanto.js")
HOJA = "estilo.css"
# Los tipos de letra de la primera pantalla: si llegaran después, el texto cambiaría de ancho y movería lo ya dibujado.
FUENTES = ("fuentes/public-sans-400.ttf", "fuentes/public-sans-600.ttf", "fuentes/newsreader-500.ttf")
# Dónde está el servidor: así el navegador abre la conexión sin antes probar, en cada dirección de página, si ahí contesta.
CONEXION = (
    "window.__streamlit={BACKEND_BASE_URL:location.origin,MAIN_PAGE_BASE_URL:location.origin,"
    "HOST_CONFIG:{allowedOrigins:[location.origin],useExternalAuthToken:false}}"
)
# Un número al azar que no dice quién es nadie: con él se reconoce al mismo navegador y su sesión de láminas no se pierde al recargar.
GALLETA, DURA = "apertura_navegador", 60 * 60 * 24 * 30
HTML_AJENO = ("/media/", "/component/", "/app/", "/_stcore/", f"{proyeccion.RUTA}/")


def construir() -> str:
    """El HTML de la portada. Error: ValueError, si el de Streamlit cambió y algo ya no se encuentra."""
    carpeta = Path(file_util.get_static_dir())
    html = (carpeta / "index.html").read_text(encoding="utf-8")
    anuncios = "".join(
        f'    <link rel="modulepreload" crossorigin href="./static/js/{n}">\n' for n in por_anunciar(carpeta / "static/js", html)
    )
    corridos = "".join(
        f'    <script type="module" crossorigin src="./static/js/{n}"></script>\n' for n in por_correr(carpeta / "static/js")
    )
    # La letra que el marco anuncia no se usa: la nuestra es otra.
    cambios = (
        (r'<html lang="en">', f'<html lang="{IDIOMA}">'),
        (r"<title>.*?</title>", f"<title>{TITULO}</title>"),
        (r"<noscript>.*?</noscript>", f"<noscript>{SIN_JAVASCRIPT}</noscript>"),
        (r'\s*<link\s+rel="preload"[^>]*SourceSans[^>]*>', ""),
        (r"<head>", f"<head>\n    <script>{CONEXION}</script>"),
        (r"</head>", f"{_propios()}{anuncios}{corridos}  </head>"),
    )
    for patron, nuevo in cambios:
        html, veces = re.subn(patron, nuevo, html, flags=re.DOTALL)
        if veces != 1:
            raise ValueError(f"El index.html de Streamlit cambió: {patron} aparece {veces} veces. Revise portada.py.")
    return html


def carpeta_del_marco() -> Path:
    """Los archivos con huella del marco: módulos, hojas de estilo y tipos de letra."""
    return Path(file_util.get_static_dir()) / "static"


def _propios() -> str:
    """La hoja de estilo y los guiones. Van en la portada, y no en cada corrida de la página, para viajar una sola vez."""
    guiones = "".join(f'  <script src="./{url_de(guion)}" defer></script>\n' for guion in GUIONES)
    fuentes = "".join(f'  <link rel="preload" as="font" crossorigin href="./{url_de(fuente)}">\n' for fuente in FUENTES)
    return f'  <link rel="stylesheet" href="./{url_de(HOJA)}">\n{fuentes}{guiones}'


def url_de(archivo: str) -> str:
    """Ruta de un archivo propio con su huella, para que una versión nueva no se confunda con la guardada."""
    huella = hashlib.sha256((rutas.ESTATICOS / archivo).read_bytes()).hexdigest()[:8]
    return f"app/static/{archivo}?v={huella}"


def huellas_de_guiones(html: str) -> list[str]:
    """`'sha256-…'` de cada `<script>` escrito dentro del HTML, en la forma que pide CSP."""
    guiones = re.findall(r"<script>(.*?)</script>", html, flags=re.DOTALL)
    return [f"'sha256-{base64.b64encode(hashlib.sha256(g.encode()).digest()).decode()}'" for g in guiones]


class Portada:
    """Middleware ASGI: donde Streamlit entrega su `index.html` (`/`, `/mapa`…) entrega la nuestra."""

    def __init__(self, app: ASGIApp, html: str) -> None:
        self.app = app
        self.cuerpo = html.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(HTML_AJENO):
            await self.app(scope, receive, send)
            return
        nueva = None if GALLETA in cookie_parser(Headers(scope=scope).get("cookie", "")) else secrets.token_urlsafe(24)
        await self.app(scope, receive, _Sustituto(send, self.cuerpo, scope["method"], nueva))


class _Sustituto:
    """Deja pasar la respuesta, salvo que sea HTML: entonces cambia cuerpo, tamaño, compresión y validadores."""

    QUITAR = (b"content-length", b"content-encoding", b"etag", b"last-modified")

    def __init__(self, send: Send, cuerpo: bytes, metodo: str, galleta: str | None = None) -> None:
        self.send, self.cuerpo, self.metodo, self.galleta, self.es_html = send, cuerpo, metodo, galleta, False

    async def __call__(self, mensaje: Message) -> None:
        if mensaje["type"] == "http.response.start":
            cabeceras = dict(mensaje["headers"])
            self.es_html = mensaje["status"] == 200 and cabeceras.get(b"content-type", b"").startswith(b"text/html")
            if self.es_html:
                propias = [(n, v) for n, v in mensaje["headers"] if n not in self.QUITAR]
                mensaje["headers"] = [*propias, (b"content-length", str(len(self.cuerpo)).encode())]
                if self.galleta:
                    valor = f"{GALLETA}={self.galleta}; Path=/; Max-Age={DURA}; HttpOnly; SameSite=Lax"
                    mensaje["headers"].append((b"set-cookie", valor.encode()))
        elif self.es_html:
            if mensaje.get("more_body"):
                return
            cuerpo = b"" if self.metodo == "HEAD" else self.cuerpo
            mensaje = {"type": "http.response.body", "body": cuerpo}
        await self.send(mensaje)
