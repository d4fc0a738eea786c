"""Marco común: página, menú, barra (métrica, edición, buscar, compartir) y pie con fuente y versión."""

import logging
import secrets
from collections.abc import Callable
from urllib.parse import urlsplit

import streamlit as st

from apertura import acceso, formato, reloj, tiempos
from apertura.busqueda import LIMITE, buscar, buscar_entidades
from apertura.catalogo import METRICAS, catalogo
from apertura.consultas import motor
from apertura.errores import ErrorAcceso, ErrorApertura
from apertura.interfaz import acceso as sesion
from apertura.interfaz import estado, incrustar
from apertura.interfaz.contexto import Contexto, preparar
from apertura.interfaz.texto import texto_seguro
from apertura.publicacion import ADVERTENCIA
from apertura.seleccion import Seleccion, a_url, normalizar
from apertura.vistas.comun import enlace

REGISTRO = logging.getLogger("apertura")
_ENTERA = "_entera"


def correr(pagina: str, contenido: Callable[[], None]) -> None:
    """Pinta el marco y, dentro, la página. Ningún error llega como traza: lo que falla lo dice en español."""
    with tiempos.medir(pagina, "completa"):
        _correr(pagina, contenido)


def _correr(pagina: str, contenido: Callable[[], None]) -> None:
    estado.en_pagina(pagina)
    try:
        listo = _empezar(pagina)
    except ErrorAcceso as error:
        sesion.pedir_sesion(error)
        return
    except ErrorApertura as error:
        _sin_publicacion(error)
        return
    if pedida := estado.pagina_pedida():
        st.switch_page(f"pages/{pedida}.py")
    barra = st.container(key="barra", horizontal=True, vertical_alignment="bottom")
    if listo.motor.publicacion.simulada:
        _simulada(listo, pagina)
    if aviso := listo.motor.publicacion.aviso:
        st.error(texto_seguro(aviso), icon=":material/gpp_maybe:")
    if atraso := reloj.aviso(listo.motor.publicacion.corte):
        st.warning(texto_seguro(atraso), icon=":material/schedule:")
    for aviso in estado.avisos():
        st.warning(texto_seguro(aviso) + " Se muestra la vista más parecida.", icon=":material/link_off:")
    if listo.edicion.parcial:
        st.info(texto_seguro(f"Cobertura parcial. {listo.edicion.cobertura} Toda media es sólo de ellas."), icon=":material/pie_chart:")
    st.session_state[_ENTERA] = True
    _cuerpo(contenido, pagina, _del_marco(listo))
    # La barra va arriba pero se manda después: lo que se mira llega antes que lo que casi nunca cambia.
    with barra:
        _barra(listo, pagina)
    _pie(listo)


@st.fragment
def _cuerpo(contenido: Callable[[], None], pagina: str, del_marco: tuple[object, ...]) -> None:
    """La página. Al mover un selector suyo sólo ella vuelve a correr: el marco se queda como estaba.

    Si lo que cambió también se lee en el marco (`del_marco`) o hay que ir a otra página, se corre todo.
    """
    if st.session_state.pop(_ENTERA, False):
        _seccion(contenido, pagina)
        return
    with tiempos.medir(pagina, "parcial"):
        if not _sigue_igual(pagina, del_marco):
            st.rerun()
        _seccion(contenido, pagina)


def _sigue_igual(pagina: str, del_marco: tuple[object, ...]) -> bool:
    try:
        return _del_marco(_empezar(pagina)) == del_marco and not estado.hay_pagina_pedida()
    except ErrorApertura:
        return False


def _empezar(pagina: str) -> Contexto:
    """El contexto de esta corrida. Error: ErrorAcceso si no puede ver; ErrorApertura si no hay publicación que se pueda usar."""
    acceso.exigir("ver")
    actual = motor()
    elegibles = catalogo(actual)
    estado.al_iniciar(elegibles)
    return preparar(actual, elegibles, pagina)


def _del_marco(listo: Contexto) -> tuple[object, ...]:
    """Lo que el marco enseña y una página podría cambiar."""
    return listo.catalogo.version, listo.seleccion.metrica, listo.seleccion.edicion


def _barra(listo: Contexto, pagina: str) -> None:
    ediciones = {f"{m}-{anio}": f"{m} {anio}" for m, anio in listo.catalogo.ediciones}
    _edicion(ediciones, listo)
    _buscador(listo)
    _compartir(listo, pagina)
    sesion.boton()


def _edicion(ediciones: dict[str, str], listo: Contexto) -> None:
    seleccion = listo.seleccion
    st.session_state["w_edicion"] = f"{seleccion.metrica}-{seleccion.edicion}"
    st.selectbox(
        "Métrica y edición",
        list(ediciones),
        format_func=ediciones.__getitem__,
        key="w_edicion",
        on_change=_al_elegir_edicion,
        filter_mode="contains",
        help=" · ".join(f"{sigla}: {nombre}" for sigla, nombre in METRICAS.items()),
        width=170,
    )


def _al_elegir_edicion() -> None:
    metrica, anio = st.session_state["w_edicion"].split("-")
    estado.cambiar(metrica=metrica, edicion=int(anio))


@st.fragment
def _buscador(listo: Contexto) -> None:
    """Busca al escribir, sin volver a correr la página; elegir un resultado abre su ficha."""
    with st.container(key="buscador"):
        texto = st.text_input(
            "Buscar institución o entidad",
            key="w_buscar",
            type="search",
            live="120ms",
            placeholder="secretaría salud oax",
        )
        if texto and texto.strip():
            _resultados(texto, listo, estado.actual())


def _resultados(texto: str, listo: Contexto, seleccion: Seleccion) -> None:
    metrica, edicion = seleccion.metrica, seleccion.edicion
    # Si la edición no tiene resultados por sujeto se busca en la que sí los tiene, y se dice.
    con_sujetos = next((e for e in listo.catalogo.ediciones.values() if e.por_sujeto), None)
    if not listo.catalogo.ediciones[(metrica, edicion)].por_sujeto and con_sujetos:
        metrica, edicion = con_sujetos.metrica, con_sujetos.anio
        st.caption(f"Resultados por institución: sólo {metrica} {edicion}.")
    base, _ = normalizar(seleccion.con(metrica=metrica, edicion=edicion), listo.catalogo)
    todos = buscar(texto, metrica, edicion, limite=None, en=listo.motor)
    hallados, entidades = todos[:LIMITE], buscar_entidades(texto, listo.catalogo.entidades, listo.catalogo.alias)
    with st.container(key="hallazgos", gap="xxsmall"):
        for clave in entidades:
            # La entidad sí se puede ver en la edición en que se está, aunque sólo tenga cifras publicadas.
            _enlace("entidad", f"Entidad: {listo.catalogo.entidades[clave]}", seleccion.con(entidad=clave))
        for hallado in hallados:
            _enlace("sujeto", hallado.etiqueta, base.con(sujeto=hallado.clave_sujeto))
        if len(todos) > len(hallados):
            st.caption(f"Se muestran {len(hallados)} de {formato.entero(len(todos))}: siga escribiendo, por ejemplo la entidad.")
        if not hallados and not entidades:
            st.caption("Nada se le parece. Pruebe con menos palabras o con el nombre de la entidad.")


def _enlace(pagina: str, texto: str, destino: Seleccion) -> None:
    st.page_link(f"pages/{pagina}.py", label=texto_seguro(texto), query_params=a_url(destino))


def _compartir(listo: Contexto, pagina: str) -> None:
    caja = st.popover("Compartir", icon=":material/link:", key="p_compartir", on_change="rerun")
    if not caja.open:
        return
    with caja:
        partes = urlsplit(st.context.url or "")
        origen = f"{partes.scheme}://{partes.netloc}" if partes.netloc else ""
        st.caption("Este enlace abre la misma vista, con sus filtros, en otro equipo que tenga Apertura.")
        st.code(f"{origen}{enlace(pagina, estado.actual())}", language=None, wrap_lines=True)
        incrustar.ofrecer(listo, pagina, estado.actual(), origen)


def _seccion(contenido: Callable[[], None], pagina: str) -> None:
    """La página, y su dirección al día; si falla, se dice con una clave que también queda en el registro, y el marco sigue vivo."""
    try:
        contenido()
    except ErrorApertura as error:
        REGISTRO.warning("%s", error)
        st.error(texto_seguro(error))
    except Exception:
        clave = secrets.token_hex(3).upper()
        tiempos.fallo(pagina)
        REGISTRO.exception("Falla %s en %s", clave, pagina)
        st.error(f"Esta página no se pudo mostrar. Recargue; si se repite, avise a quien la administra con la clave {clave}.")
    estado.al_terminar()


def _sin_publicacion(error: ErrorApertura) -> None:
    REGISTRO.error("%s", error)
    st.title("No se pueden mostrar los resultados")
    st.error(f"{texto_seguro(error.que)}: {texto_seguro(error.donde)}.")
    st.markdown(texto_seguro(error.que_hacer))


def _simulada(listo: Contexto, pagina: str) -> None:
    """Lo que toda página del ejemplo lleva arriba y a la vista; la hoja de estilo, además, lo cruza por la pantalla."""
    with st.container(key="simulada", horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{ADVERTENCIA}**")
        st.markdown("Instituciones y cifras inventadas; sólo las medias nacionales y los totales son los publicados.")
        if pagina != "cargar" and acceso.puede("revertir"):
            _enlace("cargar", "Quitar el ejemplo", listo.seleccion)


def _pie(listo: Contexto) -> None:
    edicion = listo.edicion
    with st.container(key="pie"):
        st.caption(
            texto_seguro(
                f"{edicion.nombre} · {edicion.operador} · versión de datos {listo.catalogo.version}. "
                "Apertura conserva resultados públicos; no es un sitio oficial."
            )
        )
