"""De lo que se sabe de una conexión a una persona con su papel. Funciones puras: ni Streamlit ni reloj propio."""

import getpass
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any
from urllib.parse import urlsplit

from apertura.acceso.permisos import Permisos

DE_ESTE_EQUIPO = {"localhost", "127.0.0.1", "::1"}
"""Nombres con que un navegador llama a su propio equipo."""
DE_INTERMEDIARIO = {"forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "x-forwarded-server"}
"""Cabeceras que delatan un proxy delante: quien llega por él no está en este equipo, aunque la conexión sí salga de aquí."""
ADELANTO_DE_RELOJ = 300
"""Segundos que el reloj del proveedor puede ir adelantado."""
_CORREO = re.compile(r"[!-?A-~]+@[a-z0-9.-]+")
_IDENTIFICADOR = re.compile(r"[!-~]+#[!-~]+")
PIDA = "Pida permiso de edición a quien administra Apertura."


class Rol(IntEnum):
    """Del menor al mayor: cada papel incluye al anterior."""

    NADIE = 0
    LECTURA = 1
    EDICION = 2


@dataclass(frozen=True)
class Persona:
    """Quién está delante. `via`: equipo (sin inicio de sesión), oidc o nadie; `motivo` y `remedio`, por qué su papel no es mayor."""

    nombre: str
    rol: Rol
    via: str
    motivo: str = ""
    remedio: str = PIDA
    vencida: bool = False


SIN_SESION = Persona("nadie", Rol.NADIE, "nadie", "sin sesión")
"""Lo que corre sin una sesión detrás, por ejemplo un hilo suelto del servidor."""


def quien_corre_el_programa() -> Persona:
    """La persona del equipo: la línea de órdenes obedece a quien ya puede escribir los archivos."""
    return Persona(usuario(), Rol.EDICION, "equipo")


def usuario() -> str:
    """Quién corre el programa, según el sistema; «desconocido» si el sistema no lo sabe."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "desconocido"


def sin_inicio_de_sesion(ip: str | None, cabeceras: Mapping[str, str]) -> Persona:
    """Quién llega cuando no hay inicio de sesión: quien está en este equipo edita; los demás leen."""
    if es_de_este_equipo(ip, cabeceras):
        return quien_corre_el_programa()
    return Persona(
        "visitante", Rol.LECTURA, "equipo", "conexión desde otro equipo", "Hágalo en el equipo que sirve Apertura, o configure el acceso."
    )


def es_de_este_equipo(ip: str | None, cabeceras: Mapping[str, str]) -> bool:
    """Cierto sólo si todo lo dice: la conexión, el nombre con que se llamó al servidor, la página de origen y que no hay proxy.

    Un nombre ajeno que apunte a 127.0.0.1 (DNS rebinding) trae su propio nombre; una página ajena, su propio origen.
    """
    bajas = {nombre.lower(): valor for nombre, valor in cabeceras.items()}
    nombres = (anfitrion(f"//{bajas.get('host', '')}"), anfitrion(bajas.get("origin", "")))
    return ip in DE_ESTE_EQUIPO and all(n in DE_ESTE_EQUIPO for n in nombres) and not DE_INTERMEDIARIO & bajas.keys()


def anfitrion(direccion: str) -> str:
    """El nombre del equipo en una dirección, en minúsculas; vacío si no se entiende o lleva usuario o puerto raros."""
    try:
        partes = urlsplit(direccion)
        _ = partes.port  # también revisa que el puerto sea un número
        return (partes.hostname or "").rstrip(".") if partes.username is None else ""
    except ValueError:
        return ""


def con_inicio_de_sesion(dicho: Mapping[str, Any], permitido: Permisos, cliente: str, ahora: float) -> Persona:
    """Quién llega según lo que firmó el proveedor (las declaraciones de su credencial). `ahora`, en segundos desde 1970.

    Lo que no se pueda comprobar no da papel: credencial de otra aplicación, vencida o del futuro, correo sin verificar.
    """
    if dicho.get("is_logged_in") is not True:
        return Persona("visitante", Rol.LECTURA if permitido.publica else Rol.NADIE, "nadie", "sin iniciar sesión", "Inicie sesión.")
    nombres = _nombres(dicho)
    nombre = next(iter(nombres), "persona sin correo verificado")
    if not _es_para(dicho.get("aud"), cliente):
        return Persona(nombre, Rol.NADIE, "oidc", "credencial de otra aplicación")
    if not _vigente(dicho, permitido.horas, ahora):
        return Persona(nombre, Rol.NADIE, "oidc", "sesión vencida", vencida=True)
    rol = _rol(nombres, permitido)
    motivo = "" if nombres else "correo sin verificar"
    return Persona(nombre, rol, "oidc", motivo or "lista de permisos")


def _nombres(dicho: Mapping[str, Any]) -> list[str]:
    """Con qué nombres puede estar en la lista: su correo, si el proveedor lo verificó, y su identificador (quién lo emite # cuál).

    Sólo ASCII: dos letras distintas que se ven iguales no deben ser la misma persona.
    """
    correo, identificador = str(dicho.get("email") or "").lower(), f"{dicho.get('iss') or ''}#{dicho.get('sub') or ''}"
    verificado = dicho.get("email_verified") in (True, "true")
    nombres = [correo] if verificado and _CORREO.fullmatch(correo) else []
    return [*nombres, identificador] if _IDENTIFICADOR.fullmatch(identificador) else nombres


def _es_para(publico: object, cliente: str) -> bool:
    return bool(cliente) and (publico == cliente or (isinstance(publico, list) and cliente in publico))


def _vigente(dicho: Mapping[str, Any], horas: float, ahora: float) -> bool:
    """Entre que se emitió y lo primero que ocurra: que venza la credencial o que pasen las horas de una sesión.

    Con el reloj atrasado la credencial parece del futuro: tampoco vale, o duraría de más.
    """
    emitida, vence = dicho.get("iat"), dicho.get("exp")
    if not all(isinstance(n, int | float) and not isinstance(n, bool) for n in (emitida, vence)):
        return False
    return emitida - ADELANTO_DE_RELOJ <= ahora < min(vence, emitida + horas * 3600)  # type: ignore[operator]


def _rol(nombres: list[str], permitido: Permisos) -> Rol:
    if permitido.edicion & set(nombres):
        return Rol.EDICION
    dominios = {f"@{n.rpartition('@')[2]}" for n in nombres if _CORREO.fullmatch(n)}
    return Rol.LECTURA if permitido.publica or permitido.lectura & {*nombres, *dominios} else Rol.NADIE
