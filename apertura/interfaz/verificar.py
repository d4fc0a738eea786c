"""Verificar un archivo o un sello, en la página de Metodología."""

import streamlit as st

from apertura.acceso import guardia
from apertura.autenticidad import LIMITE, Dictamen, de_archivo, de_texto
from apertura.autenticidad.dictamen import NO_ES_FIRMA
from apertura.errores import ErrorSeleccion
from apertura.interfaz import mostrar
from apertura.interfaz.contexto import Contexto
from apertura.interfaz.texto import texto_seguro
from apertura.laminas import de_direccion

_AVISOS = {"autentico": (st.success, "verified"), "alterado": (st.error, "gpp_bad"), "otra_version": (st.warning, "history")}
EJEMPLO = "Enlace: …/mapa?metrica=MGA…  Sello: 20261125-7K3M-9QXD-0B2C-V5TN"
EXTENSIONES = ["png", "svg", "pdf", "pptx", "xlsx", "csv", "parquet", "geojson"]


def pintar(actual: Contexto) -> None:
    """Pegar el sello o, quien puede subir archivos, el archivo entero; y el dictamen."""
    st.header("¿Es auténtico?")
    st.markdown(
        "Todo lo que se descarga lleva un sello y un enlace. Péguelos aquí, como se leen en el archivo o como los da su código QR, y se "
        "vuelve a calcular con la publicación de este equipo."
    )
    escrito = st.text_area(
        "Enlace y sello", key="w_sello", height=110, placeholder="Enlace: …/mapa?metrica=MGA…  Sello: 20261125-7K3M-9QXD-0B2C-V5TN"
    )
    if escrito and escrito.strip():
        _dictamenes(actual, de_texto(escrito, actual.motor))
    _archivo(actual)
    st.caption(texto_seguro(NO_ES_FIRMA))


def _archivo(actual: Contexto) -> None:
    """Subir un archivo pide permiso de edición: es la única puerta por la que entra algo ajeno."""
    if not guardia.puede("importar"):
        st.caption("Para revisar el archivo entero, celda por celda: `python -m apertura verificar-archivo ARCHIVO`.")
        return
    subido = st.file_uploader(
        "O el archivo completo, hasta 25 MB", type=EXTENSIONES, key="w_verificar", max_upload_size=LIMITE // 1_000_000
    )
    if subido is not None:
        with st.spinner("Rehaciendo el archivo para compararlo…"):
            dictamenes = de_archivo(subido.getvalue(), actual.motor)
        _dictamenes(actual, dictamenes)


def _dictamenes(actual: Contexto, dictamenes: list[Dictamen]) -> None:
    for numero, dictamen in enumerate(dictamenes):
        aviso, icono = _AVISOS.get(dictamen.veredicto, (st.info, "help"))
        aviso(texto_seguro(f"{dictamen.titulo}. {dictamen.porque}"), icon=f":material/{icono}:")
        if dictamen.sello:
            st.caption(texto_seguro(f"Sello {dictamen.sello.codigo} · versión de datos {dictamen.sello.publicacion}"))
        if dictamen.diferencias:
            st.markdown("\n".join(f"- {texto_seguro(diferencia)}" for diferencia in dictamen.diferencias))
        _ver(actual, dictamen, numero)


def _ver(actual: Contexto, dictamen: Dictamen, numero: int) -> None:
    """El enlace a la vista, con los datos de hoy."""
    try:
        vista, _ = de_direccion(dictamen.vista, actual.catalogo) if dictamen.vista else (None, [])
    except ErrorSeleccion:
        return
    if vista is not None:
        mostrar.enlace(vista.pagina, f"Ver esa vista{f' ({numero + 1})' if numero else ''}", vista.seleccion)
