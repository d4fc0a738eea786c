"""El botón «Descargar»: todos los formatos de una lámina, cada uno generado hasta que alguien lo pide."""

import os
from functools import partial
from urllib.parse import urlsplit

import streamlit as st

from apertura import laminas
from apertura.exportacion import diferido, imagen
from apertura.exportacion.diferido import Descarga, Pendiente
from apertura.exportacion.estampa import Ajustes
from apertura.interfaz.contexto import Contexto, contexto
from apertura.interfaz.texto import texto_seguro
from apertura.tablas import Tabla

DIRECCION_PUBLICA = "APERTURA_DIRECCION"


def descargas(cosa: Tabla, clave: str) -> None:
    """Botón «Descargar» de la lámina `clave` de esta página y, a su lado, la fuente. `cosa` es la tabla que se ve."""
    with st.container(horizontal=True, vertical_alignment="center"):
        caja = st.popover("Descargar", icon=":material/download:", key=f"p_descargar_{clave}", on_change="rerun")
        if caja.open:
            imagen.calentar()
            with caja:
                for descarga in diferido.descargas(_pendiente(contexto(), clave, cosa)):
                    boton_de_descarga(descarga, f"d_{clave}_{descarga.etiqueta}")
                st.caption("Cada archivo lleva su fuente, la selección en palabras, la versión de los datos, la fecha y un sello.")
        st.caption(texto_seguro(f"Fuente: {cosa.procedencia.fuente}"), width="stretch")


def boton_de_descarga(descarga: Descarga, llave: str) -> None:
    """El botón de un archivo que se genera al hacer clic."""
    st.download_button(
        descarga.etiqueta,
        data=descarga.generar,
        file_name=descarga.nombre,
        mime=descarga.mime,
        key=llave,
        on_click="ignore",
        width="stretch",
        disabled=bool(descarga.impedimento),
        help=descarga.impedimento or None,
    )


def origen() -> str:
    """La dirección pública del servidor, si quien lo instala la dijo; si no, la que usa el navegador."""
    if publica := os.environ.get(DIRECCION_PUBLICA, "").strip():
        return publica
    partes = urlsplit(st.context.url or "")
    return f"{partes.scheme}://{partes.netloc}" if partes.netloc else ""


def _pendiente(actual: Contexto, clave: str, cosa: Tabla) -> Pendiente:
    """Lo que se ve, listo para armarse en el hilo que atiende la descarga: ya no depende de la sesión."""
    vista = actual.vista(clave)
    armar = partial(laminas.lamina, actual.motor, actual.catalogo, vista, actual.tema)
    return Pendiente(cosa, vista.direccion, armar, actual.motor.publicacion, Ajustes(actual.tema, origen=origen()))
