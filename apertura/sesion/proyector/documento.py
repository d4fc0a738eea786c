"""El HTML de la sesión: láminas, hoja de estilo, letras y guion, sin una sola petición y con su política de contenido."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import escape
from pathlib import Path

from apertura import formato, laminas
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.errores import ErrorApertura
from apertura.exportacion.cartel import caras
from apertura.exportacion.estampa import Ajustes
from apertura.graficas.tintas import PROYECTADO, declaraciones
from apertura.publicacion import Publicacion, huella
from apertura.sesion.armar import Armada, armar
from apertura.sesion.modelo import Guion
from apertura.sesion.proyector import cuerpo, dibujos

MIME = "text/html; charset=utf-8"
_CARPETA = Path(__file__).parent


@dataclass(frozen=True)
class Hoja:
    """El archivo y su política de contenido, que también va en la cabecera cuando lo da el servidor."""

    html: str
    politica: str


def proyectar(motor: Motor, catalogo: Catalogo, guion: Guion, ajustes: Ajustes) -> Hoja:
    """La sesión lista para proyectarse. ErrorApertura si no queda ninguna lámina que mostrar."""
    armadas = [armada for armada in armar(motor, catalogo, guion, ajustes) if not armada.falta]
    if not armadas:
        raise ErrorApertura("La sesión no tiene láminas que mostrar", f"sesión «{guion.titulo}»", "Agregue alguna en la página Sesión.")
    cuerpos = hojas(motor, catalogo, armadas, ajustes)
    fichas = [armada.estampa.ficha for armada in armadas if armada.estampa]
    clave = huella("".join(cuerpos).encode())[:16]
    politica = _politica()
    html = (
        f'<!doctype html><html lang="es-MX" data-aspecto="{guion.aspecto}" data-sesion="{clave}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(politica, quote=True)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">'
        f'<meta name="generator" content="Apertura"><title>{escape(guion.titulo)}</title><style>{_estilo()}</style></head>'
        f'<body><main id="escenario">{"".join(cuerpos)}</main>{_parte("controles.html")}'
        f'<template id="fichas">{" ".join(fichas)}</template><script>{_parte("guion.js")}</script></body></html>'
    )
    return Hoja(html, politica)


def hojas(motor: Motor, catalogo: Catalogo, armadas: Sequence[Armada], ajustes: Ajustes, solo: int | None = None) -> list[str]:
    """El HTML de cada lámina, en orden; con `solo`, sólo la del paso con ese número."""
    cuantas, formas = len(armadas), dibujos.FORMAS if solo is None else dibujos.FORMAS[:1]
    advertencia = next((a.estampa.advertencia for a in armadas if a.estampa and a.estampa.advertencia), "")
    elegida = _entidad(armadas, catalogo)
    return [
        cuerpo.seccion(armada, numero, cuantas, dibujos.de_lamina(motor, catalogo, armada.lamina.direccion, formas))
        if armada.lamina
        else cuerpo.portada(armada, numero, cuantas, pie(motor.publicacion, ajustes.hoy), dibujos.silueta(elegida), advertencia)
        for numero, armada in enumerate(armadas, 1)
        if solo in (None, armada.numero)
    ]


def pie(publicacion: Publicacion, hoy: date) -> tuple[str, ...]:
    """Lo que toda portada dice abajo."""
    return f"{formato.fecha(hoy)} · versión de datos {publicacion.version}", "Apertura · no es un sitio oficial"


def _entidad(armadas: Sequence[Armada], catalogo: Catalogo) -> str:
    """La entidad de que trata la sesión: la que sus láminas eligen, si es una sola."""
    elegidas = {laminas.de_direccion(a.paso.vista, catalogo)[0].seleccion.entidad for a in armadas if a.lamina} - {""}
    return elegidas.pop() if len(elegidas) == 1 else ""


def _politica() -> str:
    """Nada de fuera, y de dentro sólo este guion y esta hoja de estilo."""
    return (
        f"default-src 'none'; script-src '{_huella(_parte('guion.js'))}'; style-src '{_huella(_estilo())}'; "
        "font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
    )


@lru_cache(maxsize=1)
def _estilo() -> str:
    aspectos = "".join(f':root[data-aspecto="{clave}"]{{{declaraciones(tema)}}}' for clave, tema in PROYECTADO.items())
    impreso = f"@media print{{:root[data-aspecto]{{{declaraciones(PROYECTADO['claro'])}}}}}"
    return aspectos + hoja_de_estilo() + impreso


def hoja_de_estilo(con_letra: bool = True) -> str:
    """Los tipos de letra y las reglas, sin colores."""
    return (caras() if con_letra else "") + _parte("hoja.css")


@lru_cache(maxsize=8)
def _parte(archivo: str) -> str:
    return (_CARPETA / archivo).read_text(encoding="utf-8")


def _huella(texto: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(texto.encode()).digest()).decode()}"
