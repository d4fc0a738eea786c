"""La puerta de cada acción: qué papel pide y si quien está delante lo tiene."""

import os
from collections.abc import Callable

from apertura.acceso.identidad import Persona, Rol, quien_corre_el_programa
from apertura.errores import ErrorAcceso

ROL_QUE_PIDE = {
    "ver": Rol.LECTURA,
    "importar": Rol.EDICION,
    "publicar": Rol.EDICION,
    "revertir": Rol.EDICION,
    "cargar_ejemplo": Rol.EDICION,
}
_EN_PALABRAS = {
    "ver": "ver los resultados",
    "importar": "importar un archivo",
    "publicar": "publicar",
    "revertir": "volver a otra versión",
    "cargar_ejemplo": "cargar el ejemplo",
}
_identificar: Callable[[], Persona] = quien_corre_el_programa


def identificar_con(resolver: Callable[[], Persona]) -> None:
    """Desde ahora, quién está delante lo dice `resolver`. Lo llama la interfaz, una vez, al cargarse."""
    global _identificar
    _identificar = resolver


def actual() -> Persona:
    """La persona que está delante en este momento."""
    return _identificar()


def puede(accion: str) -> bool:
    """Si la persona que está delante puede hacer eso ahora. Una acción que no está en la lista se niega."""
    return permite(accion, actual())


def exigir(accion: str) -> Persona:
    """La persona que está delante, si puede; si no, lanza ErrorAcceso (SOLO-LECTURA, SESION-VENCIDA o SIN-PERMISO)."""
    persona = actual()
    if (motivo := niega(accion, persona)) is not None:
        raise motivo
    return persona


def permite(accion: str, persona: Persona) -> bool:
    """Si esa persona puede hacer eso ahora."""
    return niega(accion, persona) is None


def niega(accion: str, persona: Persona) -> ErrorAcceso | None:
    """Por qué esa persona no puede; None si puede."""
    pide, que = ROL_QUE_PIDE.get(accion), _EN_PALABRAS.get(accion, accion)
    if pide is None:
        return ErrorAcceso(f"No existe la acción «{accion}»", "control de acceso", "Se niega lo que no está en la lista de acciones.")
    if pide is Rol.EDICION and solo_lectura():
        return ErrorAcceso(
            f"No se puede {que}: este equipo es de sólo lectura",
            "variable APERTURA_SOLO_LECTURA",
            "Hágalo en el equipo de edición.",
            "SOLO-LECTURA",
        )
    if persona.rol >= pide:
        return None
    if persona.vencida:
        return ErrorAcceso("Su sesión terminó", "inicio de sesión", "Salga y vuelva a entrar.", "SESION-VENCIDA")
    return ErrorAcceso(f"No tiene permiso para {que}", persona.motivo or "control de acceso", persona.remedio)


def solo_lectura() -> bool:
    """Si `APERTURA_SOLO_LECTURA` apaga toda escritura en este equipo, también desde la línea de órdenes."""
    return os.environ.get("APERTURA_SOLO_LECTURA", "").strip().lower() not in ("", "0", "no")
