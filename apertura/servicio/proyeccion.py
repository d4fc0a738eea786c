"""`/proyeccion/<clave>`: la sesión a pantalla completa, en un solo documento, y cada lámina como imagen para verla antes.

La clave sale de lo que la sesión dice: sólo la sabe quien la armó (o a quien se la dio), y lo que está en ella no cambia.
Sólo lee. La página Sesión deja en `EN_CURSO` lo que hay que proyectar.
"""

from contextlib import suppress
from dataclasses import dataclass
from threading import Lock, Thread

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from apertura.catalogo import catalogo
from apertura.consultas import Motor
from apertura.errores import ErrorApertura
from apertura.exportacion.estampa import Ajustes
from apertura.publicacion import huella
from apertura.servicio.cabeceras import DE_TODAS, PROPIAS
from apertura.sesion import Guion, a_json
from apertura.sesion.proyector import Hoja, previa, proyectar
from apertura.sesion.repisa import PROYECTADAS, Repisa

RUTA = "/proyeccion"
LARGO_DE_CLAVE = 40
YA_NO_ESTA = "Esta proyección ya no está en el servidor. Vuelva a la página Sesión y pulse «Proyectar», o abra el HTML que descargó."
_ARCHIVO = {"Cache-Control": "no-store"}
_IMAGEN = {"Cache-Control": "private, max-age=3600"}


@dataclass(frozen=True)
class Encargo:
    """Lo que hay que proyectar, con la publicación con que se armó."""

    motor: Motor
    guion: Guion
    ajustes: Ajustes


EN_CURSO: Repisa[Encargo] = Repisa(PROYECTADAS)
_HECHAS: Repisa[Hoja] = Repisa(4)
_turno = Lock()


def encargar(motor: Motor, guion: Guion, ajustes: Ajustes) -> str:
    """La dirección con que se proyecta, relativa al servidor: «/proyeccion/1a2b…»."""
    dicho = a_json(guion, motor.publicacion, ajustes.hoy) + f"{ajustes.origen}{motor.publicacion.manifiesto}".encode()
    clave = huella(dicho)[:LARGO_DE_CLAVE]
    if EN_CURSO.tomar(clave) is None:
        encargo = Encargo(motor, guion, ajustes)
        EN_CURSO.poner(clave, encargo)
        Thread(target=_adelantar, args=(clave, encargo), daemon=True).start()
    return f"{RUTA}/{clave}"


def _adelantar(clave: str, encargo: Encargo) -> None:
    """Se va haciendo mientras la persona mira la página: al pulsar «Proyectar» ya está."""
    with suppress(ErrorApertura):
        _hoja(clave, encargo)


def responder(peticion: Request) -> Response:
    """El documento, hecho la primera vez que se pide."""
    clave = peticion.path_params["clave"]
    encargo = EN_CURSO.tomar(clave)
    if encargo is None:
        return PlainTextResponse(YA_NO_ESTA, 404, headers=_ARCHIVO)
    try:
        hoja = _hoja(clave, encargo)
    except ErrorApertura as error:
        return PlainTextResponse(f"{error.que}. {error.que_hacer}", 409, headers=_ARCHIVO)
    _con_politica(peticion, f"{hoja.politica}; frame-ancestors 'none'")
    return Response(hoja.html, media_type="text/html", headers=_ARCHIVO)


def imagen(peticion: Request) -> Response:
    """Una lámina, en SVG; con `?chica`, sin los tipos de letra: en miniatura no se notan."""
    encargo, numero = EN_CURSO.tomar(peticion.path_params["clave"]), peticion.path_params["numero"]
    con_letra = "chica" not in peticion.query_params
    hecha = encargo and previa.previa(encargo.motor, catalogo(encargo.motor), encargo.guion, numero, encargo.ajustes, con_letra)
    if not hecha:
        return PlainTextResponse(YA_NO_ESTA, 404, headers=_ARCHIVO)
    _con_politica(peticion, previa.POLITICA)
    return Response(hecha, media_type=previa.MIME, headers=_IMAGEN)


def _con_politica(peticion: Request, politica: str) -> None:
    """La suya, más estrecha que la de la aplicación."""
    peticion.scope[PROPIAS] = {**DE_TODAS, "Content-Security-Policy": politica}


def _hoja(clave: str, encargo: Encargo) -> Hoja:
    """Una a la vez: dos clics seguidos no la hacen dos veces."""
    with _turno:
        if (hecha := _HECHAS.tomar(clave)) is None:
            hecha = proyectar(encargo.motor, catalogo(encargo.motor), encargo.guion, encargo.ajustes)
            _HECHAS.poner(clave, hecha)
        return hecha


RUTAS = [Route(f"{RUTA}/{{clave}}", responder), Route(f"{RUTA}/{{clave}}/{{numero:int}}.svg", imagen)]
