"""La selección de la sesión y la dirección del navegador, siempre iguales.

Manda la dirección cuando alguien la cambia (abre un enlace, pulsa Atrás); mandan los selectores cuando alguien los
mueve. `st.query_params` agrega una entrada al historial, así que Atrás deshace un filtro. Una dirección sin parámetros
sólo la trae el menú (o quien apenas llega): se completa con lo ya elegido, y `static/historial.js` evita que quede una
entrada vacía en el historial.
"""

from collections.abc import Sequence

import streamlit as st

from apertura.catalogo import Catalogo
from apertura.seleccion import Seleccion, a_url, de_url, normalizar

_SELECCION, _DIRECCION, _AVISOS, _MOVIDA, _PEDIDA = "_seleccion", "_direccion", "_avisos", "_movida", "_pedida"
_PAGINA, CARGAR = "_pagina", "cargar"
Direccion = dict[str, list[str]]


def al_iniciar(catalogo: Catalogo) -> Seleccion:
    """La selección de esta corrida: la de la dirección si cambió por fuera; si no, la de la sesión."""
    actual = direccion_actual()
    if _cambio_por_fuera(actual):
        seleccion, avisos = de_url(actual, catalogo)
        st.session_state[_AVISOS] = avisos
        # Llegar por un enlace o un resultado cierra la búsqueda que lo trajo.
        st.session_state["w_buscar"] = st.session_state["w_agregar"] = ""
    else:
        seleccion, _ = normalizar(st.session_state[_SELECCION], catalogo)
    st.session_state[_SELECCION] = seleccion
    return seleccion


def en_pagina(pagina: str) -> None:
    """Qué página corre: la de cargar lleva en su dirección el archivo que se está revisando."""
    st.session_state[_PAGINA] = pagina


def al_terminar() -> None:
    """Escribe la selección en la dirección si no es la que ya está."""
    nueva = _como_listas(a_url(actual(), en_cargar=st.session_state.get(_PAGINA) == CARGAR))
    if nueva != direccion_actual():
        st.query_params.from_dict(nueva)
    st.session_state[_DIRECCION] = nueva


def actual() -> Seleccion:
    """La selección vigente de la sesión."""
    return st.session_state.get(_SELECCION, Seleccion())


def cambiar(**cambios: object) -> None:
    """Cambia la selección; se llama desde los avisos de los selectores, antes de volver a correr la página."""
    st.session_state[_SELECCION] = actual().con(**cambios)
    st.session_state[_MOVIDA] = True


def pedir_pagina(pagina: str) -> None:
    """Deja pedida otra página; un aviso de selector no puede cambiarla por sí mismo."""
    st.session_state[_PEDIDA] = pagina


def pagina_pedida() -> str | None:
    """La página pedida, una sola vez."""
    return st.session_state.pop(_PEDIDA, None)


def hay_pagina_pedida() -> bool:
    """Si alguien pidió otra página y aún no se abre."""
    return _PEDIDA in st.session_state


def avisos() -> Sequence[str]:
    """Avisos pendientes del enlace con que se llegó; se entregan una sola vez."""
    return st.session_state.pop(_AVISOS, [])


def direccion_actual() -> Direccion:
    """Parámetros de la dirección, cada uno con todos sus valores."""
    return {clave: st.query_params.get_all(clave) for clave in st.query_params}


def _cambio_por_fuera(actual: Direccion) -> bool:
    """Cierto en la primera visita, con un enlace nuevo o con Atrás.

    No lo es si alguien acaba de mover un selector: el navegador pudo mandar la dirección de antes de recibir la última.
    """
    movida = st.session_state.pop(_MOVIDA, False)
    if _SELECCION not in st.session_state:
        return True
    return bool(actual) and not movida and actual != st.session_state.get(_DIRECCION)


def _como_listas(parametros: dict[str, str | list[str]]) -> Direccion:
    return {clave: valor if isinstance(valor, list) else [valor] for clave, valor in parametros.items()}
