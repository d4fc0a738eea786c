"""Dónde se sube el archivo, la plantilla para quien no lo tiene con esa forma, y lo que ya se subió."""

from datetime import date, datetime
from typing import Any

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from apertura import formato
from apertura.cargas import acciones
from apertura.cargas.carga import Carga
from apertura.cargas.lugares import LIMITE_MB
from apertura.exportacion import plantilla
from apertura.exportacion.diferido import Descarga
from apertura.exportacion.xlsx import MIME
from apertura.interfaz import estado, mostrar
from apertura.interfaz.cargar.hacer import hacer
from apertura.interfaz.texto import texto_seguro

_TURNO = "_turno_de_subida"
ESTADOS = {
    "subida": "sin revisar", "revisando": "se está revisando", "revisada": "revisado, sin publicar", "publicando": "se está publicando",
    "publicada": "publicado", "deshecha": "publicado y deshecho", "fallida": "no se pudo revisar", "cancelada": "cancelado",
}  # fmt: skip


def pintar() -> None:
    """El lugar para subir, y debajo lo pendiente."""
    st.markdown(
        f"Suba la base **como la tenga**: CSV, Excel u ODS, de hasta {LIMITE_MB} MB. Se revisa entera y se le dice qué se entendió, "
        "qué falta y qué cambiaría. **Nada se publica hasta que usted lo pida, y siempre se puede deshacer.**"
    )
    llave = f"archivo_{st.session_state.get(_TURNO, 0)}"
    st.file_uploader("Archivo de la base", key=llave, max_upload_size=LIMITE_MB, on_change=_al_subir, args=(llave,))
    plantillas()
    _subidas()


def _al_subir(llave: str) -> None:
    archivo = st.session_state.get(llave)
    if archivo is None:
        return
    carga = hacer(acciones.subir, archivo.name, archivo.getvalue())
    _olvidar(archivo)
    # Otro lugar de subida, vacío: el mismo archivo se puede volver a subir.
    st.session_state[_TURNO] = st.session_state.get(_TURNO, 0) + 1
    if carga is not None:
        estado.cambiar(carga=carga.id, paso="")


def _olvidar(archivo: Any) -> None:
    """Ya está en disco: la copia que Streamlit guarda en memoria hasta que termine la sesión no hace falta."""
    contexto = get_script_run_ctx()
    if contexto is not None and runtime.exists():
        runtime.get_instance().uploaded_file_mgr.remove_file(contexto.session_id, archivo.file_id)  # pyright: ignore[reportAttributeAccessIssue]


def plantillas() -> None:
    """Para quien no tiene un archivo; llenarla no pide permiso."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("¿La va a capturar a mano? Use la plantilla:")
        for metrica, nombre in plantilla.METRICAS.items():
            archivo = Descarga(plantilla.nombre(metrica), MIME, lambda m=metrica: plantilla.a_xlsx(m, date.today()), nombre)
            mostrar.boton_de_descarga(archivo, f"d_plantilla_cargar_{metrica}", ancho="content")


def _subidas() -> None:
    """Lo que alguien subió y sigue aquí, de lo más nuevo a lo más viejo."""
    todas = acciones.todas()
    if not todas:
        return
    st.header("Archivos subidos")
    for carga in todas[:10]:
        with st.container(horizontal=True, vertical_alignment="center", key=f"subida_{carga.id}"):
            st.markdown(
                f"**{texto_seguro(carga.nombre)}** · {ESTADOS.get(carga.estado, '')} · {cuando(carga.cuando)} · {texto_seguro(carga.quien)}"
            )
            st.button("Abrir", key=f"b_abrir_{carga.id}", on_click=estado.cambiar, kwargs={"carga": carga.id, "paso": ""})
            st.button(
                "Quitar de la lista", key=f"b_quitar_{carga.id}", type="tertiary", on_click=hacer, args=(acciones.descartar, carga.id)
            )


def cuando(instante: str) -> str:
    """«24 de noviembre de 2026, 10:15 (UTC)»."""
    try:
        momento = datetime.fromisoformat(instante)
    except ValueError:
        return instante
    return f"{formato.fecha(momento.date())}, {momento:%H:%M} (UTC)"


def tamano(octetos: int) -> str:
    """«1.2 MB» o «85 KB»."""
    return f"{formato.decimal(octetos / 1e6, 1)} MB" if octetos >= 1e6 else f"{formato.entero(max(octetos / 1e3, 1))} KB"


def descartar(carga: Carga) -> None:
    """Quita el archivo subido y deja la página lista para otro."""
    hacer(acciones.descartar, carga.id)
    estado.cambiar(carga="", paso="")
