"""Redactar una nota de prensa o un oficio de lo que se ve: se propone el texto, se corrige y se descarga."""

from collections.abc import Callable
from datetime import date
from functools import partial

import streamlit as st

from apertura.exportacion.diferido import Pendiente
from apertura.exportacion.estampa import estampar
from apertura.exportacion.notas import en_markdown, en_word
from apertura.exportacion.notas.redaccion import CLASES, LARGO_DE_CUERPO, LARGO_DE_TITULO, Clase, Nota, borrador, nombre_de_archivo
from apertura.interfaz.texto import texto_seguro
from apertura.publicacion import huella

_PEDIDA = "_nota_pedida"
_COMO = {"docx": ("Word", en_word.MIME, en_word.a_word), "md": ("Markdown", en_markdown.MIME, en_markdown.a_markdown)}


def boton(clave: str, menu: str) -> None:
    """En el menú «Descargar» (`menu` es su llave, para cerrarlo): abre el cuadro para redactar."""
    st.button(
        "Redactar una nota…", key=f"b_nota_{clave}", icon=":material/edit_note:", width="stretch", on_click=_pedir, args=(clave, menu)
    )  # fmt: skip


def abrir_si_se_pidio(de: Callable[[], Pendiente], clave: str) -> None:
    """El cuadro, una vez cerrado el menú: encima de él estorbaría."""
    if st.session_state.pop(_PEDIDA, "") == clave:
        _redactar(de(), clave)


def _pedir(clave: str, menu: str) -> None:
    st.session_state[menu], st.session_state[_PEDIDA] = False, clave


@st.dialog("Nota de prensa u oficio", width="large", icon=":material/edit_note:")
def _redactar(de: Pendiente, clave: str) -> None:
    clase = st.segmented_control(
        "Qué se redacta", list(CLASES), format_func=CLASES.__getitem__, default="nota", key=f"w_nota_clase_{clave}"
    )
    elegida: Clase = "oficio" if clase == "oficio" else "nota"
    lamina = de.armar()
    propuesta = borrador(lamina, estampar(lamina, de.publicacion, de.como), elegida)
    with st.form(f"nota_{clave}_{elegida}", border=False):
        titulo = st.text_input("Título", propuesta.titulo, max_chars=LARGO_DE_TITULO, key=f"w_nota_titulo_{clave}_{elegida}")
        cuerpo = st.text_area("Texto", propuesta.cuerpo, height=300, max_chars=LARGO_DE_CUERPO, key=f"w_nota_cuerpo_{clave}_{elegida}")
        listo = st.form_submit_button("Preparar para descargar", icon=":material/task_alt:")
    st.caption("Siempre se agregan el cuadro con las cifras, las cautelas, la fuente y el sello: eso no se corrige.")
    with st.expander("Cautelas que lleva"):
        st.markdown("  \n".join(f"• {texto_seguro(cautela)}" for cautela in propuesta.cautelas))
    if listo:
        _descargas(de, propuesta.corregida(titulo or "", cuerpo or ""), clave)


def _descargas(de: Pendiente, nota: Nota, clave: str) -> None:
    """Lo preparado, tal como se leyó al pulsar el botón."""
    base = nombre_de_archivo(nota.clase, de.tabla.nombre, date.today())
    marca = huella(f"{nota.titulo}\n{nota.cuerpo}".encode())[:8]
    with st.container(horizontal=True):
        for extension, (nombre, mime, _) in _COMO.items():
            st.download_button(
                f"Descargar en {nombre}", data=partial(_generar, de, nota, extension), file_name=f"{base}_{marca}.{extension}", mime=mime,
                key=f"d_nota_{clave}_{extension}", on_click="ignore", icon=":material/download:",
            )  # fmt: skip


def _generar(de: Pendiente, nota: Nota, extension: str) -> bytes:
    lamina = de.armar()
    return _COMO[extension][2](nota, estampar(lamina, de.publicacion, de.como, extension))
