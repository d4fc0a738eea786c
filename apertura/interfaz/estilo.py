"""La hoja de estilo propia: un archivo estático del proyecto, sin datos."""

from functools import cache

import streamlit as st

from apertura.rutas import ESTATICOS


def aplicar() -> None:
    """Inserta la hoja de estilo; Streamlit no pinta nada visible por ella."""
    st.html(_hoja())


@cache
def _hoja() -> str:
    return f"<style>{(ESTATICOS / 'estilo.css').read_text(encoding='utf-8')}</style>"
