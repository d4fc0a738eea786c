"""Quién está delante, según Streamlit: lo que firmó el proveedor de identidad o, sin él, desde dónde se conecta."""

import time
from dataclasses import replace
from typing import Any

import streamlit as st
from streamlit import runtime
from streamlit.auth_util import get_secrets_auth_section
from streamlit.runtime.scriptrunner import get_script_run_ctx

from apertura import acceso
from apertura.acceso import identidad
from apertura.acceso.identidad import Persona
from apertura.errores import ErrorAcceso
from apertura.interfaz.texto import texto_seguro

DE_TODAS = {"redirect_uri", "cookie_secret", "expose_tokens"}


def persona() -> Persona:
    """La persona de esta sesión. En el servidor, un hilo sin sesión no es nadie; con la lista de permisos dañada, nadie lo es."""
    if get_script_run_ctx() is None:
        return identidad.SIN_SESION if runtime.exists() else identidad.quien_corre_el_programa()
    if not hay_inicio_de_sesion():
        # Streamlit da None si la conexión sale de este equipo.
        ip = "127.0.0.1" if st.context.ip_address is None else str(st.context.ip_address)
        return identidad.sin_inicio_de_sesion(ip, st.context.headers)
    return persona_que_dice(dict(st.user.to_dict()))


def persona_que_dice(dicho: dict[str, Any]) -> Persona:
    """La persona según lo que firmó el proveedor y la lista de permisos vigente."""
    try:
        return identidad.con_inicio_de_sesion(dicho, acceso.permisos(), _cliente(dicho.get("provider")), time.time())
    except ErrorAcceso as error:
        return replace(identidad.SIN_SESION, motivo=error.que, remedio=error.que_hacer)


def hay_inicio_de_sesion() -> bool:
    """Si los secretos traen un proveedor de identidad."""
    return bool(proveedores())


def proveedores() -> list[str]:
    """Con quién se puede entrar; «default» si hay uno solo y sin nombre."""
    seccion = _seccion()
    con_nombre = [clave for clave, valor in seccion.items() if isinstance(valor, dict) and clave not in ("client_kwargs", *DE_TODAS)]
    # Una sección [auth] a medias también cuenta: se niega el paso en lugar de abrirlo.
    return con_nombre or (["default"] if seccion else [])


def _seccion() -> dict[str, Any]:
    return get_secrets_auth_section().to_dict()


def _cliente(proveedor: object) -> str:
    """El identificador de esta aplicación ante ese proveedor: a quién debe estar dirigida la credencial."""
    seccion = _seccion()
    propia = seccion.get(str(proveedor)) if proveedor != "default" else seccion
    return str(propia.get("client_id", "")) if isinstance(propia, dict) else ""


def boton() -> None:
    """En la barra: entrar o salir, sólo si hay con quién. Quien no edita no pierde nada por no entrar."""
    nombres = proveedores()
    if not nombres:
        return
    quien = acceso.actual()
    if quien.via == "oidc":
        with st.popover("Sesión", icon=":material/person:"):
            st.markdown(texto_seguro(quien.nombre))
            st.caption(texto_seguro(_papel(quien)))
            st.button("Salir", on_click=st.logout, key="b_salir")
        return
    for nombre in nombres:
        etiqueta = "Entrar" if len(nombres) == 1 else f"Entrar con {nombre}"
        st.button(texto_seguro(etiqueta), icon=":material/login:", on_click=st.login, args=(nombre,), key=f"b_entrar_{nombre}")


def pedir_sesion(error: ErrorAcceso) -> None:
    """La página de quien no puede ver: qué pasa y cómo entrar."""
    st.title("Inicie sesión")
    st.error(texto_seguro(error))
    boton()


def _papel(quien: Persona) -> str:
    if quien.vencida:
        return "Su sesión terminó: salga y vuelva a entrar."
    papeles = {acceso.Rol.EDICION: "Puede publicar.", acceso.Rol.LECTURA: "Puede leer."}
    return papeles.get(quien.rol, f"Sin permisos: {quien.motivo}.")


acceso.identificar_con(persona)
