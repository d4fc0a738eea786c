"""La página Cargar: subir un archivo, ver qué se entendió, decidir lo que falte, ver qué cambiaría, publicar y deshacer."""

import streamlit as st

from apertura import acceso
from apertura.cargas import acciones
from apertura.cargas.carga import EN_CURSO, PUBLICADA, REVISADA, Carga
from apertura.errores import ErrorApertura
from apertura.interfaz import estado, mostrar
from apertura.interfaz.cargar import ejemplo, espera, publicar, revisar, subir, versiones
from apertura.interfaz.cargar.hacer import decir_falla
from apertura.interfaz.contexto import Contexto, contexto
from apertura.interfaz.texto import texto_seguro


def pagina() -> None:
    """Según en qué va el archivo elegido; sin ninguno, dónde subirlo."""
    actual = contexto()
    st.title("Cargar una base oficial")
    if not acceso.puede("importar"):
        _sin_permiso(actual)
        return
    decir_falla()
    if actual.motor.publicacion.simulada:
        ejemplo.mostrado()
        return
    carga = _elegida(actual)
    if carga is None:
        subir.pintar()
        versiones.pintar()
        ejemplo.ofrecer()
        return
    _ficha(carga)
    if carga.estado in EN_CURSO:
        espera.pintar(carga)
    elif carga.estado == PUBLICADA:
        publicar.hecha(actual, carga)
    elif carga.estado == REVISADA:
        revisar.pintar(actual, carga)
    else:
        espera.detenida(carga)


def _elegida(actual: Contexto) -> Carga | None:
    """La de la dirección; si ya no existe, se dice y se ofrece subir otra."""
    if not actual.seleccion.carga:
        return None
    try:
        return acciones.ver(actual.seleccion.carga)
    except ErrorApertura as error:
        st.warning(texto_seguro(error), icon=":material/help:")
        estado.cambiar(carga="", paso="")
        return None


def _ficha(carga: Carga) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="ficha_de_carga"):
        st.markdown(f"**{texto_seguro(carga.nombre)}** · {subir.tamano(carga.octetos)} · subido por {texto_seguro(carga.quien)}")
        st.button("Cargar otro archivo", key="b_otro", icon=":material/add:", on_click=estado.cambiar, kwargs={"carga": "", "paso": ""})


def _sin_permiso(actual: Contexto) -> None:
    """Quien no puede cargar sabe por qué y qué sí puede hacer."""
    try:
        acceso.exigir("importar")
    except ErrorApertura as error:
        st.info(texto_seguro(error), icon=":material/lock:")
    st.markdown(
        "Lo publicado se puede consultar y descargar completo. Quien administra Apertura puede cargar una base en el equipo donde "
        "se edita, aquí mismo o con `python -m apertura importar ARCHIVO`."
    )
    subir.plantillas()
    mostrar.enlace("datos", "Volver a Datos", actual.seleccion)
