"""Metodología y calidad: ¿puedo confiar? Las fórmulas se recalculan aquí mismo contra lo publicado."""

import streamlit as st

from apertura import formato
from apertura.catalogo import SECCIONES
from apertura.interfaz import mostrar, selectores, verificar
from apertura.interfaz.contexto import Contexto, contexto
from apertura.interfaz.marco import correr
from apertura.interfaz.texto import texto_seguro
from apertura.rutas import RAIZ
from apertura.tablas import Tabla
from apertura.vistas import calidad
from apertura.vistas import metodologia as vista


def pagina() -> None:
    """Una sección por pregunta; la elegida va en la dirección."""
    actual = contexto()
    st.title("Metodología y calidad")
    selectores.uno("Sección", "seccion", SECCIONES, como="botones")
    PINTORES[actual.seleccion.seccion](actual)


def _formulas(actual: Contexto) -> None:
    _tabla(vista.indicadores(actual.motor, actual.catalogo, actual.seleccion), "indicadores")
    if not actual.edicion.por_sujeto:
        st.info("Los componentes y las identidades sólo se pueden recalcular con la edición 2017 de la MGA.")
        return
    _tabla(vista.identidades(actual.motor, actual.catalogo, actual.seleccion), "identidades")
    _tabla(vista.arbol(actual.motor, actual.catalogo, actual.seleccion), "arbol")
    grafica = vista.grafica_brechas(actual.motor, actual.catalogo, actual.seleccion, actual.tema)
    st.header(texto_seguro(grafica.titulo))
    st.markdown("Brecha oficial (INAI 2017, p. 29): peso × (1 − valor), con el peso dentro del subíndice.")
    mostrar.grafica(grafica, "brechas")
    mostrar.descargas(grafica.tabla, "brechas")
    mostrar.gemela(grafica, "brechas")


def _comprobacion(actual: Contexto) -> None:
    if not actual.edicion.por_sujeto:
        st.info("De esta edición no hay resultados por sujeto con qué recalcular lo publicado.")
    else:
        tabla = vista.contra_lo_publicado(actual.motor, actual.catalogo, actual.seleccion)
        coinciden = int(tabla.datos["coincide"].sum())
        total = tabla.datos.height
        aviso = st.success if coinciden == total else st.warning
        aviso(f"{formato.entero(coinciden)} de {formato.entero(total)} cifras publicadas coinciden con lo que se recalcula de los sujetos.")
        _tabla(tabla, "comprobacion")
    _tabla(vista.lugares(actual.motor, actual.catalogo, actual.seleccion), "lugares")


def _comparabilidad(actual: Contexto) -> None:
    _tabla(vista.comparabilidad(actual.motor, actual.catalogo, actual.seleccion), "comparabilidad")


def _reparaciones(actual: Contexto) -> None:
    tabla = vista.reparaciones(actual.motor, actual.catalogo, actual.seleccion)
    st.markdown(
        f"La base de 2017 circula sin acentos. Se restituyó la escritura de {formato.entero(tabla.datos.height)} nombres; "
        "el publicado se conserva y ninguna cifra se tocó."
    )
    _tabla(tabla, "reparaciones")


def _calidad(actual: Contexto) -> None:
    st.markdown(
        "Qué hay en la publicación que se muestra y qué conviene mirar; y, de cada publicación, cuánto se leyó y qué se encontró. "
        "Un valor lejano o un nombre repetido no es un error: es algo que revisar en su renglón de origen."
    )
    for clave, vista_de in calidad.TABLAS.items():
        tabla = vista_de(actual.motor, actual.catalogo, actual.seleccion)
        if tabla.datos.height:
            _tabla(tabla, clave)
            mostrar.notas(tabla)
        else:
            st.header(texto_seguro(tabla.titulo))
            st.caption("Ninguno.")


def _glosario(actual: Contexto) -> None:
    # Un nivel más abajo: el título de la página ya es el primero.
    lineas = (RAIZ / "docs" / "glosario.md").read_text(encoding="utf-8").splitlines()
    st.markdown("\n".join(f"#{linea}" if linea.startswith("#") else linea for linea in lineas))


def _fuentes(actual: Contexto) -> None:
    _tabla(vista.fuentes(actual.motor, actual.catalogo, actual.seleccion), "fuentes")


def _tabla(tabla: Tabla, clave: str) -> None:
    st.header(texto_seguro(tabla.titulo))
    mostrar.tabla(tabla, clave)
    mostrar.descargas(tabla, clave)
    if tabla.consulta:
        mostrar.consulta(tabla)


PINTORES = {
    "formulas": _formulas,
    "comprobacion": _comprobacion,
    "comparabilidad": _comparabilidad,
    "reparaciones": _reparaciones,
    "calidad": _calidad,
    "glosario": _glosario,
    "fuentes": _fuentes,
    "verificar": verificar.pintar,
}
correr("metodologia", pagina)
