"""Sesión: ¿cómo lo presento? Las láminas en orden, con sus textos, para proyectarlas o llevárselas."""

import streamlit as st

from apertura.exportacion.estampa import Ajustes
from apertura.interfaz.contexto import Contexto, contexto
from apertura.interfaz.marco import correr
from apertura.interfaz.sesion import guion, mandos, pasos
from apertura.sesion import Armada, armar


def pagina() -> None:
    """Armar, ver y presentar."""
    actual, vigente = contexto(), guion.actual()
    st.title("Sesión")
    mandos.dicho()
    if not vigente.pasos:
        _empezar(actual)
        return
    armadas = armar(actual.motor, actual.catalogo, vigente, Ajustes())
    lista = mandos.proyectada(actual, vigente, armadas)
    mandos.titulo_y_aspecto(vigente)
    mandos.mandos(actual, vigente, lista)
    pasos.cambiadas(actual, armadas)
    _laminas(actual, armadas, lista.direccion)
    pasos.miniaturas(vigente, armadas, lista.direccion)


def _empezar(actual: Contexto) -> None:
    """Todavía no hay nada: cómo se agrega, los guiones listos y el archivo de otro día."""
    st.markdown(
        "Una sesión es una lista de láminas: cualquier gráfica, cifra o tabla de Apertura. **Agréguelas con «Agregar a la sesión»**, "
        "que está junto a «Descargar» en cada página, o empiece con un guion listo y cámbielo."
    )
    izquierda, _ = st.columns([2, 3])
    with izquierda:
        mandos.elegir_guion(actual, "inicio")
        mandos.elegir_archivo()


def _laminas(actual: Contexto, armadas: list[Armada], direccion: str) -> None:
    izquierda, derecha = st.columns([2, 3], gap="large")
    with izquierda:
        pasos.lista(armadas)
    with derecha:
        pasos.detalle(actual, armadas[guion.elegido()], direccion)


correr("sesion", pagina)
