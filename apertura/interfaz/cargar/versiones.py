"""Las versiones publicadas y cómo volver a cualquiera de ellas."""

import streamlit as st

from apertura import acceso, publicaciones
from apertura.cargas import acciones
from apertura.interfaz.cargar.hacer import hacer
from apertura.interfaz.cargar.subir import cuando
from apertura.interfaz.texto import texto_seguro


def pintar() -> None:
    """Cerrado no comprueba ni manda nada."""
    caja = st.expander("Versiones publicadas", key="e_versiones", icon=":material/history:", on_change="rerun")
    if not caja.open:
        return
    with caja:
        for version in publicaciones.listar():
            with st.container(horizontal=True, vertical_alignment="center", key=f"version_{version.id}"):
                marca = " :green-badge[Se muestra]" if version.vigente else ""
                propio = nombre(version.id).removeprefix("la ")
                que = f"**{texto_seguro(f'{propio[0].upper()}{propio[1:]}')}**"
                dicho = f"{que} · {texto_seguro(version.resumen)} · {texto_seguro(cuando(version.publicada))}"
                st.markdown(f"{dicho}{marca}" + (f" :red-badge[Dañada] {texto_seguro(version.falla)}" if version.falla else ""))
                if not version.vigente and not version.falla and acceso.puede("revertir"):
                    st.button("Mostrar ésta", key=f"b_volver_{version.id}", on_click=hacer, args=(acciones.volver_a, version.id))
        st.caption("Ninguna se borra al cambiar de una a otra. Se guardan las diez más nuevas y la primera.")


def nombre(id_: str) -> str:
    """Cómo se le dice a una versión."""
    return "la primera versión" if id_ == publicaciones.ORIGEN else f"la versión {id_}"
