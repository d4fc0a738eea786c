"""Inicio: ¿qué dice la métrica y qué tan firme es?"""

import streamlit as st

from apertura.interfaz import estado, mostrar
from apertura.interfaz.contexto import Contexto, contexto
from apertura.interfaz.marco import correr
from apertura.interfaz.texto import texto_seguro
from apertura.seleccion import de_entidad
from apertura.vistas import inicio as vista
from apertura.vistas import mapa

TAREAS = (
    ("mapa", "Ver dónde están las brechas", "Mapa, mosaico y barras por indicador, orden y tipo."),
    ("entidad", "Revisar mi estado", "Su lugar, sus indicadores y las instituciones detrás de cada media."),
    ("sujeto", "Buscar una institución", "Sus cifras frente a sus pares y el renglón de donde salen."),
    ("areas_de_oportunidad", "¿Por dónde empezar?", "Qué atender primero en un estado o en un tipo de institución, y con qué."),
    ("comparar", "Comparar", "De dos a seis entidades, tipos o instituciones, lado a lado."),
    ("datos", "Llevarme los datos", "Tabla filtrada en CSV o Excel, con su fuente."),
    ("metodologia", "Comprobar las cifras", "Lo publicado contra lo que se recalcula aquí mismo."),
)
POR_FILA = 4


def pagina() -> None:
    """Cuatro cifras, el mapa, tres hallazgos y por dónde seguir."""
    actual = contexto()
    st.title(texto_seguro(actual.edicion.nombre))
    _entrada(actual)
    _cifras(actual)
    izquierda, derecha = st.columns([3, 2], gap="large")
    with izquierda:
        _mapa(actual)
    with derecha:
        _hallazgos(actual)
    st.header("¿Qué quiere hacer?")
    _tareas(actual)
    if sum(metrica == actual.seleccion.metrica for metrica, _ in actual.catalogo.ediciones) > 1:
        st.header("Lo que se publicó en cada edición")
        _ediciones(actual)


def _entrada(actual: Contexto) -> None:
    edicion = actual.edicion
    levantamiento = f" El levantamiento es de {edicion.levantamiento}." if edicion.levantamiento else ""
    st.markdown(texto_seguro(f"{edicion.operador}. {edicion.cobertura}{levantamiento}"))


def _cifras(actual: Contexto) -> None:
    mostrar.cifras(vista.cifras(actual.motor, actual.catalogo, actual.seleccion))


def _mapa(actual: Contexto) -> None:
    general, falta = mapa.dibujable(vista.seleccion_del_mapa(actual.catalogo, actual.seleccion))
    grafica = mapa.grafica(actual.motor, actual.catalogo, general, actual.tema)
    st.header(texto_seguro(grafica.titulo))
    if falta:
        st.error(texto_seguro(falta))
    mostrar.grafica(grafica, "inicio", _elegir_entidad)
    mostrar.descargas(grafica.tabla, "mapa")
    if actual.seleccion.entidad:
        mostrar.enlace("entidad", f"Ver los datos {de_entidad(actual.seleccion.entidad, actual.catalogo)}", actual.seleccion)
    mostrar.gemela(grafica, "inicio")


def _elegir_entidad(clave: str) -> None:
    estado.cambiar(entidad="" if clave == estado.actual().entidad else clave)


def _hallazgos(actual: Contexto) -> None:
    hallazgos = vista.hallazgos(actual.motor, actual.catalogo, actual.seleccion)
    st.header("Tres hallazgos" if hallazgos else "Cobertura parcial")
    for hallazgo in hallazgos:
        with st.container(border=True):
            st.markdown(f"**{texto_seguro(hallazgo.titular.texto.removesuffix('.'))}**")
            mostrar.frases([hallazgo.frase])
            mostrar.enlace(hallazgo.pagina, "Verlo", hallazgo.seleccion)
    if not hallazgos:
        st.info(
            texto_seguro(
                f"De la {actual.edicion.nombre} sólo se conservan las cifras que se publicaron: no bastan para calcular hallazgos. "
                "La MGA 2017 sí está completa, institución por institución."
            )
        )


def _tareas(actual: Contexto) -> None:
    for primera in range(0, len(TAREAS), POR_FILA):
        for columna, (destino, titulo, explicacion) in zip(st.columns(POR_FILA), TAREAS[primera:][:POR_FILA], strict=False):
            with columna, st.container(border=True, key=f"tarea_{destino}"):
                mostrar.enlace(destino, titulo, actual.seleccion)
                st.caption(explicacion)


def _ediciones(actual: Contexto) -> None:
    metrica = actual.seleccion.metrica
    grafica = vista.grafica_ediciones(actual.motor, actual.catalogo, metrica, actual.tema)
    mostrar.grafica(grafica, "ediciones")
    mostrar.descargas(grafica.tabla, "ediciones")
    mostrar.gemela(grafica, "ediciones")
    mostrar.enlace("evolucion", "Ver qué se puede comparar entre ediciones", actual.seleccion)
    st.caption(texto_seguro(" ".join(grafica.tabla.notas)))


correr("inicio", pagina)
