"""Una gráfica sola para ponerla en otro sitio: `/mapa?…&incrustar=mapa` contesta una página sin guiones, sin marco y sin sesión.

Sólo esa respuesta admite que otro sitio la encierre, y sólo los de APERTURA_INCRUSTAR (orígenes separados por comas o
espacios); si no se dice ninguno, nadie. `embed` es otro nombre del mismo parámetro. Se dibuja una vez por publicación.
"""

import asyncio
import hashlib
from collections.abc import Mapping
from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, QueryParams
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from apertura import consultas, laminas
from apertura.acceso import guardia
from apertura.catalogo import Catalogo, catalogo
from apertura.consultas import Motor
from apertura.errores import ErrorApertura
from apertura.exportacion import en_html
from apertura.exportacion.estampa import Ajustes, estampar
from apertura.graficas.tema import TEMAS, NombreTema
from apertura.interfaz import acceso as sesion
from apertura.laminas import PAGINAS
from apertura.servicio.cabeceras import DE_TODAS, PROPIAS
from apertura.servicio.quien import persona_de

NOMBRES = ("incrustar", "embed")
GUARDADAS, A_LA_VEZ, EN_ESPERA = 48, 2, 24
FUENTES = "app/static/fuentes"
UN_RATO = 300


class Incrustada:
    """Middleware ASGI: contesta lo que se pide incrustado; lo demás pasa de largo."""

    def __init__(self, app: ASGIApp, sitios: tuple[str, ...]) -> None:
        self.app, self.cabeceras, self.esperando = app, _cabeceras(sitios), 0
        self.turnos = asyncio.Semaphore(A_LA_VEZ)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        pedida = _pedida(scope)
        if pedida is None:
            await self.app(scope, receive, send)
            return
        # Las pone `Cabeceras` en lugar de las de siempre: es la única respuesta que otro sitio puede encerrar.
        scope[PROPIAS] = self.cabeceras
        respuesta = await self._responder(scope, pedida)
        await respuesta(scope, receive, send)

    async def _responder(self, scope: Scope, pedida: QueryParams) -> Response:
        if not guardia.permite("ver", persona_de(scope)):
            return _decir("Para ver esta gráfica hay que iniciar sesión en Apertura.", 403)
        if self.esperando >= EN_ESPERA:
            return _decir("Hay muchas gráficas en espera. Recargue en un momento.", 503, {"Retry-After": "5"})
        self.esperando += 1
        try:
            async with self.turnos:
                return await run_in_threadpool(_pagina, scope["path"], pedida, Headers(scope=scope))
        finally:
            self.esperando -= 1


def _pedida(scope: Scope) -> QueryParams | None:
    """Los parámetros, si es la dirección de una página y pide incrustarse."""
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or not any(n.encode() in scope["query_string"] for n in NOMBRES):
        return None
    parametros = QueryParams(scope["query_string"])
    es_pagina = (scope["path"].strip("/") or "inicio") in PAGINAS
    return parametros if es_pagina and any(nombre in parametros for nombre in NOMBRES) else None


def _pagina(ruta: str, pedida: QueryParams, cabeceras: Headers) -> Response:
    """La página, o por qué no; con la huella de su contenido para que el navegador no la vuelva a pedir."""
    try:
        vigente = consultas.motor()
        elegible = catalogo(vigente)
        direccion, tema = _direccion(ruta, pedida)
        vista, avisos = laminas.de_direccion(direccion, elegible)
        if avisos:
            return _decir(f"{' '.join(avisos)} Esta gráfica ya no está en los datos que se muestran.", 404)
        cuerpo = vigente.memoria(_dibujar, GUARDADAS)(elegible, vista, tema, date.today())
    except ErrorApertura as error:
        return _decir(str(error), 404)
    huella = f'"{hashlib.sha256(cuerpo).hexdigest()[:16]}"'
    propias = {"ETag": huella, "Cache-Control": _cuanto_se_guarda()}
    if huella in cabeceras.get("if-none-match", ""):
        return Response(status_code=304, headers=propias)
    return HTMLResponse(cuerpo, headers=propias)


def _direccion(ruta: str, pedida: QueryParams) -> tuple[str, NombreTema]:
    """La dirección de la vista, con su lámina, y el tema en que se pide."""
    clave = next((pedida[nombre] for nombre in NOMBRES if nombre in pedida), "")
    resto = QueryParams([(n, v) for n, v in pedida.multi_items() if n not in (*NOMBRES, "tema", "embed_options", "sello")])
    lamina = "" if clave.lower() in ("true", "1", "si", "sí") else clave
    return f"{ruta}?{resto}#{lamina[:64]}", "oscuro" if pedida.get("tema") == "oscuro" else "claro"


def _dibujar(motor: Motor, elegible: Catalogo, vista: laminas.Vista, tema: NombreTema, hoy: date) -> bytes:
    lamina = laminas.lamina(motor, elegible, vista, tema)
    estampa = estampar(lamina, motor.publicacion, Ajustes(tema, hoy))
    return en_html.de_lamina(lamina, estampa, tema, FUENTES, lamina.direccion.partition("#")[0]).encode()


def _decir(que: str, codigo: int, propias: Mapping[str, str] | None = None) -> Response:
    cuerpo = f"<h1>No se puede mostrar esta gráfica</h1><p>{en_html.texto(que)}</p>"
    hoja = en_html.caras(FUENTES) + en_html.estilo(TEMAS["claro"])
    return HTMLResponse(
        en_html.pagina("No se puede mostrar esta gráfica", cuerpo, hoja), codigo, headers={"Cache-Control": "no-store", **(propias or {})}
    )


def _cuanto_se_guarda() -> str:
    """Con inicio de sesión, nada queda en memorias ajenas."""
    return "private, no-cache" if sesion.hay_inicio_de_sesion() else f"public, max-age={UN_RATO}"


def _cabeceras(sitios: tuple[str, ...]) -> dict[str, str]:
    """Sin guiones de ninguna clase; sólo la letra y los estilos en línea. `frame-ancestors`: quién la puede encerrar."""
    quienes = " ".join(sitios) or "'none'"
    politica = (
        f"default-src 'none'; style-src 'unsafe-inline'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors {quienes}"
    )
    cambian = {"Content-Security-Policy": politica, "Referrer-Policy": "no-referrer"}
    if not sitios:
        return {**DE_TODAS, **cambian}
    quedan = {nombre: valor for nombre, valor in DE_TODAS.items() if nombre != "X-Frame-Options"}
    return {**quedan, **cambian, "Cross-Origin-Resource-Policy": "cross-origin"}
