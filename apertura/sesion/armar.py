"""Armar el guion con la publicación vigente: cada paso con su lámina, sus textos y lo que cambió desde que se revisó."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial

from apertura import laminas
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.errores import ErrorApertura, ErrorSeleccion
from apertura.exportacion.estampa import Ajustes, Estampa, estampar
from apertura.exportacion.sello import huella_de_datos
from apertura.frases import Frase
from apertura.laminas import Lamina, Vista
from apertura.sesion.cambios import Cambio, comparar, foto, mensaje_de
from apertura.sesion.modelo import Cifra, Guion, Paso
from apertura.vistas.comun import guardar

PROPIA = "propia"
VISTAS_A_LA_MANO = 256


@dataclass(frozen=True)
class Escrita(Frase):
    """Un mensaje que escribió quien presenta: Apertura no responde por él, y así se dice."""

    @property
    def firmeza(self) -> str:
        return "texto de quien presenta"


@dataclass(frozen=True, eq=False)
class Armada:
    """Un paso listo para mostrarse. `lamina` ya lleva el título y el mensaje escritos; `original`, los suyos.

    Sin lámina es una portada o, si `falta` lo dice, algo que con esta publicación no se puede mostrar. `cambios` es nulo si las cifras
    y el mensaje son los de la última revisión.
    """

    numero: int
    paso: Paso
    lamina: Lamina | None = None
    original: Lamina | None = None
    estampa: Estampa | None = None
    falta: str = ""
    cambios: tuple[Cambio, ...] | None = None

    @property
    def titulo(self) -> str:
        """El que se proyecta."""
        return self.lamina.titulo if self.lamina else self.paso.titulo or ("Lámina que ya no existe" if self.falta else "Portada")

    @property
    def mensaje(self) -> str:
        """El que se proyecta; vacío si no lleva."""
        if self.lamina:
            return self.lamina.mensaje.texto if self.lamina.mensaje else ""
        return self.paso.mensaje or ""


def armar(motor: Motor, catalogo: Catalogo, guion: Guion, ajustes: Ajustes) -> list[Armada]:
    """Todos los pasos, en orden; también los que ya no se pueden mostrar, con su porqué."""
    return [_armada(motor, catalogo, paso, numero, ajustes) for numero, paso in enumerate(guion.pasos)]


def agregar_lamina(motor: Motor, catalogo: Catalogo, guion: Guion, vista: Vista) -> Guion:
    """El guion con esa vista al final. ErrorSeleccion si la página no la ofrece o si ya no cabe."""
    return guion.agregar(_revisado(motor, Paso(vista.direccion), laminas.lamina(motor, catalogo, vista)))


def poner_al_dia(motor: Motor, catalogo: Catalogo, guion: Guion, cuales: Iterable[int] | None = None) -> Guion:
    """El guion con las cifras de hoy como revisadas (las de `cuales`, o todas). Lo que ya no se puede armar se queda como estaba."""
    elegidos = set(range(len(guion.pasos)) if cuales is None else cuales)
    hoy = armar(motor, catalogo, guion, Ajustes())
    pasos = [_revisado(motor, a.paso, a.original) if a.numero in elegidos and a.original else a.paso for a in hoy]
    return replace(guion, pasos=tuple(pasos))


def _revisado(motor: Motor, paso: Paso, lamina: Lamina) -> Paso:
    """La dirección se guarda sin lo que no cambia la lámina: así la misma se reconoce siempre igual."""
    return replace(
        paso, vista=lamina.direccion, publicacion=motor.publicacion.version, datos=huella_de_datos(lamina.datos), cifras=foto(lamina)
    )


def _armada(motor: Motor, catalogo: Catalogo, paso: Paso, numero: int, ajustes: Ajustes) -> Armada:
    if paso.es_portada:
        return Armada(numero, paso)
    try:
        base = _base(motor, catalogo, paso.vista, ajustes)
    except ErrorApertura as error:
        return Armada(numero, paso, falta=f"{error.que.rstrip('.')}.")
    return Armada(numero, paso, _con_textos(base.lamina, paso), base.lamina, base.estampa, cambios=_cambios(paso, base))


@dataclass(frozen=True, eq=False)
class _Base:
    """Una vista ya armada y estampada, con la foto de sus cifras: no depende de lo que escriba quien presenta."""

    lamina: Lamina
    estampa: Estampa
    cifras: tuple[Cifra, ...]


@partial(guardar, cuantas=VISTAS_A_LA_MANO)
def _base(motor: Motor, catalogo: Catalogo, direccion: str, ajustes: Ajustes) -> _Base:
    """La de esa dirección exacta: una que cae a la más parecida no es la que se eligió. ErrorSeleccion si no existe."""
    vista, avisos = laminas.de_direccion(direccion, catalogo)
    if avisos:
        raise ErrorSeleccion(" ".join(avisos).replace("El enlace pide", "Pide"), "vista", "Elija otra.")
    hecha = laminas.lamina(motor, catalogo, vista, ajustes.tema)
    return _Base(hecha, estampar(hecha, motor.publicacion, ajustes), foto(hecha))


def _con_textos(lamina: Lamina, paso: Paso) -> Lamina:
    """La lámina con lo escrito por quien presenta; sus demás frases se conservan, para las notas."""
    con_titulo = lamina.con(titulo=paso.titulo) if paso.titulo else lamina
    if paso.mensaje is None:
        return con_titulo
    demas = lamina.frases
    propia = (Escrita(PROPIA, paso.mensaje),) if paso.mensaje else ()
    return con_titulo.con(dichas=lambda: (*propia, *(demas if propia else ())))


def _cambios(paso: Paso, base: _Base) -> tuple[Cambio, ...] | None:
    igual = paso.datos == base.estampa.sello.datos and mensaje_de(paso.cifras) == mensaje_de(base.cifras)
    return None if not paso.datos or igual else comparar(paso.cifras, base.cifras)
