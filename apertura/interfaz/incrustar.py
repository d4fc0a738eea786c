"""El código para poner una gráfica en otro sitio, si quien administra lo permite (APERTURA_INCRUSTAR)."""

from html import escape
from urllib.parse import quote

import streamlit as st

from apertura import laminas
from apertura.acceso.sitios import origenes
from apertura.errores import ErrorAcceso
from apertura.interfaz.contexto import Contexto
from apertura.laminas import Vista
from apertura.seleccion import Seleccion

ALTO = 640


def ofrecer(actual: Contexto, pagina: str, seleccion: Seleccion, origen: str) -> None:
    """Cuál de las láminas de la página y su código, para copiar."""
    if not _permitido():
        return
    hay = {o.clave: o.nombre for o in laminas.ofertas(actual.motor, actual.catalogo, Vista(pagina, seleccion))}
    if not hay:
        return
    clave = st.selectbox("Para incrustar en su sitio", list(hay), format_func=hay.__getitem__, key="w_incrustar", filter_mode="contains")
    st.code(codigo(origen, Vista(pagina, seleccion).direccion, clave, hay[clave]), language="html", wrap_lines=True)


def codigo(origen: str, direccion: str, clave: str, nombre: str) -> str:
    """El `iframe`, con su título para lectores de pantalla."""
    url = escape(f"{origen}{direccion}&incrustar={quote(clave)}", quote=True)
    titulo = escape(f"{nombre} · Apertura", quote=True)
    return f'<iframe src="{url}" title="{titulo}" width="100%" height="{ALTO}" loading="lazy" style="border:0"></iframe>'


def _permitido() -> bool:
    try:
        return bool(origenes())
    except ErrorAcceso:
        return False
