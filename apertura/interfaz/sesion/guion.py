"""El guion de quien está delante: se conserva entre páginas, al recargar y en otra pestaña del mismo navegador."""

import re

import streamlit as st

from apertura.acceso import guardia
from apertura.sesion import Guion
from apertura.sesion.repisa import DE_NAVEGADORES, Repisa

GALLETA = "apertura_navegador"
_GUION, _ELEGIDO, _DICHO = "_guion", "_paso_elegido", "_dicho_de_la_sesion"
_VALIDA = re.compile(r"[A-Za-z0-9_-]{20,64}")
_GUIONES: Repisa[Guion] = Repisa(DE_NAVEGADORES)


def actual() -> Guion:
    """El guion vigente; vacío si nadie ha agregado nada."""
    llave = _llave()
    guardado = _GUIONES.tomar(llave) if llave else None
    return guardado or st.session_state.get(_GUION, Guion())


def guardar(nuevo: Guion) -> None:
    """Lo deja como vigente en esta pestaña y en las demás del mismo navegador."""
    st.session_state[_GUION] = nuevo
    if llave := _llave():
        _GUIONES.poner(llave, nuevo)


def elegido() -> int:
    """El número del paso que se está viendo; siempre uno que existe, si hay alguno."""
    return min(max(st.session_state.get(_ELEGIDO, 0), 0), max(len(actual().pasos) - 1, 0))


def elegir(numero: int) -> None:
    """Deja ese paso a la vista."""
    st.session_state[_ELEGIDO] = numero


def decir(clase: str, texto: str) -> None:
    """Deja dicho algo para la próxima corrida: `clase` es «listo», «aviso» o «error»."""
    st.session_state[_DICHO] = (clase, texto)


def dicho() -> tuple[str, str] | None:
    """Lo que se dejó dicho, una sola vez."""
    return st.session_state.pop(_DICHO, None)


def _llave() -> str:
    """El número al azar de este navegador y quién lo usa; vacía si no acepta galletas."""
    valor = st.context.cookies.get(GALLETA)
    es_nuestra = isinstance(valor, str) and _VALIDA.fullmatch(valor) is not None
    return f"{valor}|{guardia.actual().nombre}" if es_nuestra else ""
