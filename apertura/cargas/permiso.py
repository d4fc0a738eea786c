"""Quién puede cargar y publicar desde la página. Se pregunta en cada acción, no sólo al pintar los botones.

`APERTURA_CARGA=no` lo cierra y `APERTURA_CARGA=si` lo abre. Sin decirlo, sólo se abre si el servidor atiende nada más a este
equipo: quien puede abrir la página ya puede escribir en su disco.
"""

import ipaddress
import os
from dataclasses import dataclass

from apertura.errores import ErrorApertura

VARIABLE = "APERTURA_CARGA"
SI, NO = ("si", "sí", "1"), ("no", "0")
LIMITE_MB = 25


@dataclass(frozen=True)
class Editor:
    """Alguien que ya demostró que puede publicar. Las acciones piden uno; sólo `editor` los hace."""

    nombre: str


def editor(nombre: str, direccion: str | None) -> Editor:
    """Quien edita. Lanza ErrorApertura si la carga está cerrada."""
    if motivo := cerrada(direccion):
        raise ErrorApertura("CARGA-CERRADA · Desde aquí no se pueden cargar archivos", "página Cargar", motivo)
    return Editor(nombre)


def cerrada(direccion: str | None) -> str:
    """Por qué no se puede cargar, en palabras; vacía si se puede. `direccion` es en la que atiende el servidor."""
    dicho = os.environ.get(VARIABLE, "").strip().lower()
    if dicho in SI:
        return ""
    if dicho in NO:
        return (
            "Esta instalación es de sólo lectura. Cargue el archivo en la instalación donde se edita, o con «python -m apertura importar»."
        )
    if solo_este_equipo(direccion):
        return ""
    return (
        "Este servidor atiende a otros equipos y nadie ha dicho quién puede cargar. Quien lo administra puede abrirlo con "
        f"{VARIABLE}=si; también se puede usar «python -m apertura importar» en el servidor."
    )


def solo_este_equipo(direccion: str | None) -> bool:
    """Si la dirección es la de este mismo equipo; sin dirección, el servidor atiende a todas."""
    if direccion == "localhost":
        return True
    try:
        return ipaddress.ip_address(direccion or "").is_loopback
    except ValueError:
        return False
