"""Incrustar: sólo los sitios permitidos encierran la gráfica, y en ella no hay guiones, ni sesión, ni texto que se ejecute."""

import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, expect
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.testclient import TestClient

from apertura import laminas, rutas
from apertura.acceso import sitios
from apertura.catalogo import catalogo
from apertura.consultas import motor
from apertura.errores import ErrorAcceso
from apertura.exportacion import en_html
from apertura.exportacion.estampa import Ajustes, estampar
from apertura.frases import Frase
from apertura.interfaz.incrustar import codigo
from apertura.laminas import de_direccion
from apertura.servicio.cabeceras import Cabeceras
from apertura.servicio.incrustada import Incrustada
from tests.exportacion.ejemplos import HOSTILES

MAPA = "/mapa?indicador=T&incrustar=mapa"
PERMITIDAS = {
    "html", "head", "meta", "title", "style", "body", "main", "h1", "p", "figure", "details", "summary", "ul", "li", "div", "table",
    "caption", "thead", "tbody", "tr", "th", "td", "footer", "a", "span", "dl", "dt", "dd", "b", "svg", "g", "path", "text", "tspan",
    "rect", "circle", "line", "defs", "clippath",
}  # fmt: skip


def cliente(*permitidos: str) -> TestClient:
    """La cadena de verdad, con una aplicación que dice «marco» donde iría Streamlit."""
    dentro = Starlette(
        routes=[
            Mount("/app/static", StaticFiles(directory=rutas.ESTATICOS)),
            Route("/{resto:path}", lambda _: PlainTextResponse("marco")),
        ],
        middleware=[Middleware(Cabeceras, politica="frame-ancestors 'none'"), Middleware(Incrustada, sitios=permitidos)],
    )
    return TestClient(dentro, client=("127.0.0.1", 50000))


@pytest.mark.parametrize(
    "texto", [MAPA, "/?embed=true", "/entidad?entidad=19&incrustar=cifras", "/datos?incrustar", "/mapa?incrustar=mapa&tema=oscuro"]
)
def test_una_vista_incrustada_es_una_pagina_sin_guiones_que_solo_encierran_los_permitidos(texto: str) -> None:
    respuesta = cliente("https://diario.mx", "https://*.gob.mx").get(texto)
    politica = respuesta.headers["content-security-policy"]
    assert respuesta.status_code == 200
    assert politica.endswith("frame-ancestors https://diario.mx https://*.gob.mx")
    assert politica.startswith("default-src 'none'; style-src 'unsafe-inline'; font-src 'self'")
    assert "x-frame-options" not in respuesta.headers
    assert respuesta.headers["x-content-type-options"] == "nosniff"
    assert "<script" not in respuesta.text
    assert "Fuente: " in respuesta.text
    assert "Sello: " in respuesta.text


def test_sin_configurar_nadie_la_encierra_y_lo_demas_nunca() -> None:
    respuesta = cliente().get(MAPA)
    assert respuesta.headers["content-security-policy"].endswith("frame-ancestors 'none'")
    assert respuesta.headers["x-frame-options"] == "DENY"
    for texto in ("/mapa", "/mapa?indicador=T", "/no_existe?incrustar=1", "/media/x?embed=1"):
        respuesta = cliente("*").get(texto)
        assert respuesta.text == "marco"
        assert respuesta.headers["content-security-policy"] == "frame-ancestors 'none'"
        assert respuesta.headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    ("texto", "dice"),
    [
        ("/mapa?incrustar=no_existe", "no tiene «no_existe»"),
        ("/mapa?indicador=ZZ&incrustar=mapa", "ya no está en los datos"),
        ("/entidad?incrustar=cifras", "no muestra nada con esa selección"),
        ("/mapa?incrustar=%3Cscript%3Ealert(1)%3C/script%3E", "&lt;script&gt;"),
    ],
)
def test_lo_que_no_existe_se_dice_y_no_se_muestra_otra_cosa(texto: str, dice: str) -> None:
    respuesta = cliente("*").get(texto)
    assert respuesta.status_code == 404
    assert dice in respuesta.text
    assert "<script" not in respuesta.text
    assert respuesta.headers["cache-control"] == "no-store"


def test_no_se_vuelve_a_mandar_lo_que_el_navegador_ya_tiene() -> None:
    pide = cliente("*")
    primera = pide.get(MAPA)
    assert primera.headers["cache-control"] == "public, max-age=300"
    segunda = pide.get(MAPA, headers={"If-None-Match": primera.headers["etag"]})
    assert (segunda.status_code, segunda.content) == (304, b"")
    assert pide.head(MAPA).content == b""
    assert pide.post(MAPA).text != primera.text


def test_donde_hay_que_entrar_tambien_hay_que_entrar_para_incrustar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apertura.acceso.guardia.permite", lambda *_: False)
    respuesta = cliente("*").get(MAPA)
    assert respuesta.status_code == 403
    assert "iniciar sesión" in respuesta.text


@pytest.mark.parametrize(
    "malo", ["diario.mx", "https://diario.mx/ruta", "http://diario.mx", "https://a.mx; script-src *", "'self'", "https://", "**"]
)
def test_un_sitio_mal_escrito_no_deja_arrancar(monkeypatch: pytest.MonkeyPatch, malo: str) -> None:
    monkeypatch.setenv(sitios.VARIABLE, f"https://bueno.mx,{malo}")
    with pytest.raises(ErrorAcceso, match="no es un sitio"):
        sitios.origenes()


def test_los_sitios_se_separan_con_comas_o_espacios(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(sitios.VARIABLE, " https://a.mx,https://*.b.gob.mx:8443  http://localhost:3000 * https://a.mx")
    assert sitios.origenes() == ("https://a.mx", "https://*.b.gob.mx:8443", "http://localhost:3000", "*")
    monkeypatch.delenv(sitios.VARIABLE)
    assert sitios.origenes() == ()


class Etiquetas(HTMLParser):
    """Las etiquetas y los atributos que un navegador vería."""

    def __init__(self, texto: str) -> None:
        super().__init__()
        self.vistas: set[str] = set()
        self.atributos: set[str] = set()
        self.direcciones: list[str] = []
        self.feed(texto)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.vistas.add(tag)
        self.atributos |= {nombre for nombre, _ in attrs}
        self.direcciones += [valor or "" for nombre, valor in attrs if nombre in ("href", "src", "xlink:href")]


def exigir_inofensiva(dicho: str) -> None:
    lamina = laminas.lamina(motor(), catalogo(), de_direccion("/entidad?entidad=19#palanca", catalogo())[0])
    ajena = lamina.con(titulo=dicho, dichas=lambda: (Frase("x", dicho or "."),))
    estampa = estampar(ajena, motor().publicacion, Ajustes())
    vistas = Etiquetas(en_html.de_lamina(ajena, estampa, "claro", "fuentes", f"/entidad?x={dicho}"))
    assert vistas.vistas <= PERMITIDAS
    assert not any(nombre.startswith("on") for nombre in vistas.atributos)
    assert [direccion[:9] for direccion in vistas.direcciones] == ["/entidad?"]


@pytest.mark.parametrize(
    "dicho", [*HOSTILES, "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style><script>", "<!--", "]]>"]
)
def test_ningun_texto_hostil_se_vuelve_html(dicho: str) -> None:
    exigir_inofensiva(dicho)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=80))
def test_ningun_texto_se_vuelve_html(dicho: str) -> None:
    exigir_inofensiva(dicho)


def test_el_codigo_para_incrustar_no_se_sale_de_su_atributo() -> None:
    escrito = codigo('https://a.mx"><script>', "/mapa?a=1&b=2", 'x" onload="', "Mapa <b>")
    vistas = Etiquetas(escrito)
    assert vistas.vistas == {"iframe"}
    assert vistas.atributos == {"src", "title", "width", "height", "loading", "style"}


@contextmanager
def sirviendo(responder: Callable[[str], Any]) -> Iterator[int]:
    """Contesta de verdad, en un puerto libre de este equipo, lo que diga `responder` de cada ruta; da el puerto."""

    class Puente(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            respuesta = responder(self.path)
            self.send_response(respuesta.status_code)
            for nombre, valor in respuesta.headers.items():
                self.send_header(nombre, valor)
            self.end_headers()
            self.wfile.write(respuesta.content)

        def log_message(self, format: str, *args: object) -> None:
            """Sin bitácora."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Puente) as servidor:
        threading.Thread(target=servidor.serve_forever, daemon=True).start()
        yield servidor.server_address[1]
        servidor.shutdown()


@pytest.mark.navegador
def test_en_un_navegador_solo_el_sitio_permitido_la_encierra(navegador: Browser) -> None:
    ajena: dict[str, str] = {}
    sitio = TestClient(Starlette(routes=[Route("/", lambda _: HTMLResponse(ajena["html"]))]))
    with sirviendo(sitio.get) as puerto, sirviendo(cliente(f"http://localhost:{puerto}").get) as propio:
        ajena["html"] = f'<iframe src="http://127.0.0.1:{propio}{MAPA}" width="900" height="700"></iframe>'
        pagina = navegador.new_page()
        pagina.goto(f"http://localhost:{puerto}/")
        dentro = pagina.frame_locator("iframe")
        expect(dentro.get_by_role("heading", name="Transparencia por entidad, 2017")).to_be_visible(timeout=30_000)
        expect(dentro.get_by_role("img", name="El valor más alto es 0.62, de Ciudad de México")).to_be_visible()
        pagina.goto(f"http://127.0.0.1:{puerto}/")
        pagina.wait_for_function("frames.length === 1 && (() => { try { frames[0].document; return false } catch { return true } })()")
        assert pagina.frames[1].url.startswith("chrome-error://")
        pagina.close()
