"""De lo que la persona tocó en una gráfica a una clave. El evento viene del navegador: puede traer cualquier cosa."""

from collections.abc import Mapping
from typing import Any


def clic_a_entidad(evento: object) -> str | None:
    """Clave de la entidad tocada («01» a «32» o «FED»), o None si el evento está vacío o trae algo desconocido."""
    clave = clic_a_clave(evento, "entidad", "cve_ent")
    return clave if clave in _ENTIDADES else None


def clic_a_clave(evento: object, seleccion: str, campo: str) -> str | None:
    """El `campo` del primer elemento tocado en la selección llamada `seleccion`.

    Lee por llave y no por atributo: en las pruebas de interfaz el evento es un diccionario común.
    """
    elecciones = evento.get("selection") if isinstance(evento, Mapping) else None
    puntos = elecciones.get(seleccion) if isinstance(elecciones, Mapping) else None
    primero: Any = puntos[0] if isinstance(puntos, list | tuple) and puntos else None
    clave = primero.get(campo) if isinstance(primero, Mapping) else None
    return clave if isinstance(clave, str) and clave else None


_ENTIDADES = frozenset(f"{numero:02d}" for numero in range(1, 33)) | {"FED"}
