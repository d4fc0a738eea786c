"""Lo que se hace con la sesión entera: proyectar, descargar, abrir, empezar con un guion listo y decir su título y aspecto."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from urllib.parse import urlsplit

import streamlit as st

from apertura.acceso import guardia
from apertura.errores import ErrorApertura
from apertura.exportacion.estampa import Ajustes
from apertura.interfaz.contexto import Contexto
from apertura.interfaz.descargas import origen
from apertura.interfaz.sesion import guion
from apertura.interfaz.texto import texto_seguro
from apertura.servicio import proyeccion
from apertura.sesion import ASPECTOS, Armada, Guion, Paso, a_json, de_json, guiones
from apertura.sesion.archivo import BYTES_MAXIMOS
from apertura.sesion.salidas import SALIDAS, Salida, nombre

_TURNO = "_turno_de_sesion"


@dataclass(frozen=True)
class Proyectada:
    """La sesión ya encargada: su dirección completa, o vacía si no se sabe cómo se llega al servidor."""

    direccion: str
    hay: bool


def titulo_y_aspecto(vigente: Guion) -> None:
    """Cómo se llama la sesión y con qué colores se proyecta."""
    with st.container(key="controles", horizontal=True, vertical_alignment="bottom"):
        st.session_state["w_sesion_titulo"] = vigente.titulo
        st.text_input("Título de la sesión", key="w_sesion_titulo", max_chars=200, on_change=_al_titular, width=420)
        st.session_state["w_sesion_aspecto"] = vigente.aspecto
        st.segmented_control(
            "Se proyecta en", list(ASPECTOS), format_func=ASPECTOS.__getitem__, key="w_sesion_aspecto", required=True, on_change=_al_vestir
        )  # fmt: skip


def _al_titular() -> None:
    guion.guardar(guion.actual().titulado(st.session_state["w_sesion_titulo"]))


def _al_vestir() -> None:
    guion.guardar(guion.actual().con_aspecto(st.session_state["w_sesion_aspecto"]))


def proyectada(actual: Contexto, vigente: Guion, armadas: list[Armada]) -> Proyectada:
    """Encarga la proyección, que se va preparando mientras se mira la página."""
    hay = any(not armada.falta for armada in armadas)
    partes = urlsplit(st.context.url or "")
    if not hay or not partes.netloc:
        return Proyectada("", hay)
    ruta = proyeccion.encargar(actual.motor, vigente, Ajustes(origen=origen()))
    return Proyectada(f"{partes.scheme}://{partes.netloc}{ruta}", hay)


def mandos(actual: Contexto, vigente: Guion, lista: Proyectada) -> None:
    """El renglón de botones."""
    with st.container(key="mandos_de_sesion", horizontal=True, vertical_alignment="center"):
        st.link_button(
            "Proyectar", lista.direccion or "/sesion", type="primary", icon=":material/present_to_all:", disabled=not lista.direccion
        )  # fmt: skip
        _descargar(actual, vigente, lista.hay)
        _abrir()
        _guiones(actual)
        st.button("Agregar portada", key="b_portada", icon=":material/title:", on_click=_agregar_portada)


def _descargar(actual: Contexto, vigente: Guion, hay: bool) -> None:
    caja = st.popover("Descargar", icon=":material/download:", key="p_sesion_descargar", on_change="rerun", disabled=not hay)
    if not (caja.open and hay):
        return
    with caja:
        for clave, salida in SALIDAS.items():
            st.download_button(
                salida.etiqueta, data=partial(_generar, actual, vigente, salida, origen()), file_name=_archivo(actual, vigente, clave),
                mime=salida.mime, key=f"d_sesion_{clave}", on_click="ignore", width="stretch",
            )  # fmt: skip
        st.caption("El guion (JSON) se vuelve a abrir aquí. La proyección (HTML) funciona sin red y desde una memoria USB.")


def _archivo(actual: Contexto, vigente: Guion, clave: str) -> str:
    dicho = a_json(vigente, actual.motor.publicacion, date.today()).decode() + origen()
    return nombre(vigente, clave, dicho)


def _generar(actual: Contexto, vigente: Guion, salida: Salida, desde: str) -> bytes:
    return salida.generar(actual.motor, actual.catalogo, vigente, Ajustes(hoy=date.today(), origen=desde))


def _abrir() -> None:
    caja = st.popover("Abrir", icon=":material/folder_open:", key="p_sesion_abrir", on_change="rerun")
    if not caja.open:
        return
    with caja:
        elegir_archivo()
        st.caption("Reemplaza la sesión que está a la vista: si le sirve, descárguela antes.")


def elegir_archivo() -> None:
    """Quien puede subir archivos, lo sube; los demás lo pegan. Cada vez es otro lugar, vacío: el mismo se puede volver a abrir."""
    llave = f"w_sesion_archivo_{st.session_state.get(_TURNO, 0)}"
    if guardia.puede("importar"):
        st.file_uploader(
            "Guion guardado (.json)", type=["json"], key=llave, on_change=_al_subir, args=(llave,),
            max_upload_size=BYTES_MAXIMOS // 1_000_000,
        )  # fmt: skip
    else:
        st.text_area(
            "Pegue el contenido del guion (.json)", key=llave, on_change=_al_pegar, args=(llave,), max_chars=BYTES_MAXIMOS, height=140
        )  # fmt: skip


def _al_subir(llave: str) -> None:
    if (subido := st.session_state.get(llave)) is not None:
        _abierto(subido.getvalue())


def _al_pegar(llave: str) -> None:
    if escrito := st.session_state.get(llave, "").strip():
        _abierto(escrito.encode("utf-8", "replace"))


def _abierto(contenido: bytes) -> None:
    st.session_state[_TURNO] = st.session_state.get(_TURNO, 0) + 1
    try:
        leido, avisos = de_json(contenido)
    except ErrorApertura as error:
        guion.decir("error", str(error))
        return
    _reemplazar(leido)
    guion.decir("aviso" if avisos else "listo", " ".join(avisos) or f"Se abrió «{leido.titulo}».")


def _guiones(actual: Contexto) -> None:
    caja = st.popover("Guiones listos", icon=":material/list_alt:", key="p_sesion_guiones", on_change="rerun")
    if not caja.open:
        return
    with caja:
        elegir_guion(actual, "menu")
        st.caption("Reemplaza la sesión que está a la vista.")


def elegir_guion(actual: Contexto, donde: str) -> None:
    """La sesión de una entidad o la del país, a un clic."""
    entidades = actual.catalogo.entidades
    llave = f"w_sesion_entidad_{donde}"
    st.selectbox(
        "Sesión de una entidad", list(entidades), index=None, format_func=entidades.__getitem__, key=llave, filter_mode="contains",
        placeholder="Elija una entidad", on_change=_al_elegir, args=(actual, llave),
    )  # fmt: skip
    st.button("Sesión del país", key=f"b_sesion_pais_{donde}", icon=":material/public:", on_click=_del_pais, args=(actual,))


def _al_elegir(actual: Contexto, llave: str) -> None:
    if (clave := st.session_state.get(llave)) in actual.catalogo.entidades:
        _listo(guiones.de_una_entidad(actual.motor, actual.catalogo, actual.seleccion, clave))


def _del_pais(actual: Contexto) -> None:
    _listo(guiones.del_pais(actual.motor, actual.catalogo, actual.seleccion))


def _listo(hecho: Guion) -> None:
    _reemplazar(hecho.con_aspecto(guion.actual().aspecto))
    guion.decir("listo", f"«{hecho.titulo}»: {len(hecho.pasos)} láminas. Cámbieles lo que quiera.")


def _reemplazar(nuevo: Guion) -> None:
    guion.guardar(nuevo)
    guion.elegir(0)


def _agregar_portada() -> None:
    try:
        con_portada = guion.actual().agregar(Paso(titulo=guion.actual().titulo))
    except ErrorApertura as error:
        guion.decir("error", str(error))
        return
    guion.guardar(con_portada.mover(len(con_portada.pasos) - 1, -len(con_portada.pasos)))
    guion.elegir(0)


def dicho() -> None:
    """Lo que resultó de la última acción."""
    que = guion.dicho()
    if que is not None:
        avisar = {"error": st.error, "aviso": st.warning}.get(que[0], st.success)
        avisar(texto_seguro(que[1]))
