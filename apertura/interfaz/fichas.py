"""Fichas en PDF desde la página: la de lo que se ve, a un clic, y los lotes en ZIP, que se hacen aparte con su avance."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import streamlit as st

from apertura import formato
from apertura.exportacion import diferido
from apertura.interfaz.contexto import Contexto
from apertura.interfaz.descargas import boton_de_descarga, origen, pendiente
from apertura.interfaz.texto import texto_seguro
from apertura.lotes.encargo import nombre_seguro
from apertura.lotes.trabajos import EN_ESPERA, Trabajo, taller
from apertura.seleccion import de_entidad
from apertura.tablas import Tabla

FICHA = "ficha"
CADA = "1s"


@dataclass(frozen=True)
class Lote:
    """Un lote que la página ofrece: cómo se llama, qué se le pide a la orden `fichas` y cuántas fichas lleva."""

    clave: str
    etiqueta: str
    orden: tuple[str, ...]
    total: int
    archivo: str


def boton(actual: Contexto, tabla: Tabla, clave: str, nombre: str, etiqueta: str = "Ficha en PDF") -> None:
    """Descarga la ficha de lo que se ve. `tabla` es la de su lámina; `clave` y `nombre`, de quién es."""
    descarga = diferido.una(pendiente(actual, FICHA, tabla), "pdf", nombre_seguro(clave, nombre))
    boton_de_descarga(descarga, "d_ficha_pdf", etiqueta, ":material/description:", "content")


def de_entidad_elegida(actual: Contexto, tabla: Tabla, sujetos: int) -> None:
    """La ficha de la entidad y, si hay instituciones, sus fichas en un ZIP; y las de todas las entidades."""
    caja = st.popover("Fichas en PDF", icon=":material/description:", key="p_fichas", on_change="rerun")
    if not caja.open:
        return
    clave = actual.seleccion.entidad
    with caja:
        boton(actual, tabla, clave, actual.catalogo.entidades[clave], f"Ficha {de_entidad(clave, actual.catalogo)}")
        for lote in _lotes(actual, sujetos):
            _ofrecer(actual, lote)
        st.caption("Cada ficha lleva fuente, versión de los datos, fecha y sello. Un lote se hace aparte: puede seguir en la página.")


def _lotes(actual: Contexto, sujetos: int) -> list[Lote]:
    seleccion, catalogo = actual.seleccion, actual.catalogo
    edicion = ("--metrica", seleccion.metrica, "--edicion", str(seleccion.edicion))
    todas = formato.entero(len(catalogo.entidades))
    de_todas = Lote(
        "entidades",
        f"Las {todas} fichas de entidad (ZIP)",
        ("--solo", "entidades", *edicion),
        len(catalogo.entidades),
        "fichas_de_entidades",
    )
    if not sujetos:
        return [de_todas]
    clave = seleccion.entidad
    cuantas = formato.contar(sujetos, "ficha de su institución (ZIP)", "fichas de sus instituciones (ZIP)")
    suyas = Lote(
        clave, f"{cuantas[:1].upper()}{cuantas[1:]}", ("--solo", "instituciones", "--entidad", clave, *edicion), sujetos,
        f"fichas_{nombre_seguro(clave, catalogo.entidades[clave])}",
    )  # fmt: skip
    return [suyas, de_todas]


def _ofrecer(actual: Contexto, lote: Lote) -> None:
    """Pedirlo, ver cuánto va o descargarlo; mientras se hace, sólo este renglón vuelve a correr."""
    llave = "|".join([actual.motor.publicacion.manifiesto, date.today().isoformat(), origen(), *lote.orden])
    trabajo = taller().ver(llave)
    if trabajo is not None and trabajo.vivo:
        st.fragment(partial(_avance, llave, lote), run_every=CADA)()
    else:
        _boton(actual, lote, llave, trabajo)


def _boton(actual: Contexto, lote: Lote, llave: str, trabajo: Trabajo | None) -> None:
    if trabajo is not None and trabajo.estado == "listo":
        st.download_button(
            f"Descargar: {lote.etiqueta[:1].lower()}{lote.etiqueta[1:]}", data=partial(Path.read_bytes, trabajo.archivo),
            file_name=_nombre(actual, lote), mime="application/zip", key=f"d_lote_{lote.clave}", on_click="ignore", width="stretch",
            icon=":material/download:",
        )  # fmt: skip
        return
    if trabajo is not None and trabajo.estado == "fallo":
        st.warning("El lote no se pudo terminar. Vuelva a pedirlo: lo ya hecho se aprovecha.")
    st.button(
        lote.etiqueta,
        key=f"b_lote_{lote.clave}",
        on_click=_pedir,
        args=(actual, lote, llave),
        width="stretch",
        icon=":material/folder_zip:",
    )
    if st.session_state.pop(_lleno(lote), False):
        st.warning(f"Hay {EN_ESPERA} lotes en espera. Vuelva a pedirlo en unos minutos.")


def _pedir(actual: Contexto, lote: Lote, llave: str) -> None:
    orden = ["fichas", *lote.orden, *(["--origen", origen()] if origen() else [])]
    aceptado = taller().pedir(llave, orden, lote.total, f"{len(taller().trabajos)}_{_nombre(actual, lote)}")
    st.session_state[_lleno(lote)] = aceptado is None


def _avance(llave: str, lote: Lote) -> None:
    trabajo = taller().ver(llave)
    if trabajo is None or not trabajo.vivo:
        st.rerun()
        return
    van = f"{formato.entero(trabajo.hechas)} de {formato.entero(trabajo.total)}"
    dicho = "en espera de otro lote" if trabajo.estado == "en espera" else f"{van} fichas"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(trabajo.hechas / max(trabajo.total, 1), texto_seguro(f"{lote.etiqueta}: {dicho}"))
        st.button("Cancelar", key=f"b_cancelar_{lote.clave}", on_click=taller().cancelar, args=(trabajo,))


def _nombre(actual: Contexto, lote: Lote) -> str:
    return f"{lote.archivo}_{actual.seleccion.metrica}_{actual.seleccion.edicion}_{date.today():%Y%m%d}.zip"


def _lleno(lote: Lote) -> str:
    return f"_lleno_{lote.clave}"
