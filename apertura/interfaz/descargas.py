"""El botón «Descargar»: todos los formatos de una lámina, cada uno generado hasta que alguien lo pide."""

import os
from functools import partial
from typing import Literal
from urllib.parse import urlsplit

import streamlit as st

from apertura import laminas
from apertura.exportacion import diferido, imagen
from apertura.exportacion.diferido import Descarga, Pendiente
from apertura.exportacion.estampa import Ajustes
from apertura.interfaz import notas
from apertura.interfaz.contexto import Contexto, contexto
from apertura.interfaz.sesion import agregar
from apertura.interfaz.texto import texto_seguro
from apertura.tablas import Tabla

DIRECCION_PUBLICA = "APERTURA_DIRECCION"


def descargas(cosa: Tabla, clave: str) -> None:
    """Botones «Descargar» y «Agregar a la sesión» de la lámina `clave`, y a su lado la fuente. `cosa` es la tabla que se ve."""
    menu, listo = f"p_descargar_{clave}", partial(pendiente, contexto(), clave, cosa)
    with st.container(horizontal=True, vertical_alignment="center"):
        caja = st.popover("Descargar", icon=":material/download:", key=menu, on_change="rerun")
        if caja.open:
            imagen.calentar()
            with caja:
                columnas = st.columns(2, gap="small")
                for numero, descarga in enumerate(diferido.descargas(listo())):
                    with columnas[numero % 2]:
                        boton_de_descarga(descarga, f"d_{clave}_{descarga.etiqueta}")
                notas.boton(clave, menu)
                st.caption("Cada archivo lleva su fuente, la selección en palabras, la versión de los datos, la fecha y un sello.")
        agregar.boton(contexto(), clave)
        st.caption(texto_seguro(f"Fuente: {cosa.procedencia.fuente}"), width="stretch")
    notas.abrir_si_se_pidio(listo, clave)


def boton_de_descarga(
    descarga: Descarga, llave: str, etiqueta: str = "", icono: str | None = None, ancho: Literal["stretch", "content"] = "stretch"
) -> None:
    """El botón de un archivo que se genera al hacer clic."""
    st.download_button(
        texto_seguro(etiqueta or descarga.etiqueta),
        data=descarga.generar,
        file_name=descarga.nombre,
        mime=descarga.mime,
        key=llave,
        on_click="ignore",
        width=ancho,
        disabled=bool(descarga.impedimento),
        help=descarga.impedimento or None,
        icon=icono,
    )


def origen() -> str:
    """La dirección pública del servidor, si quien lo instala la dijo; si no, la que usa el navegador."""
    if publica := os.environ.get(DIRECCION_PUBLICA, "").strip():
        return publica
    partes = urlsplit(st.context.url or "")
    return f"{partes.scheme}://{partes.netloc}" if partes.netloc else ""


def pendiente(actual: Contexto, clave: str, cosa: Tabla) -> Pendiente:
    """Lo que se ve, listo para armarse en el hilo que atiende la descarga: ya no depende de la sesión."""
    vista = actual.vista(clave)
    armar = partial(laminas.lamina, actual.motor, actual.catalogo, vista, actual.tema)
    return Pendiente(cosa, vista.direccion, armar, actual.motor.publicacion, Ajustes(actual.tema, origen=origen()))
