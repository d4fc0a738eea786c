"""Datos: ¿cómo me lo llevo? Facetas con conteo, tabla, descarga filtrada y la consulta; y por dónde entra una base nueva."""

import streamlit as st

from apertura import formato
from apertura.interfaz import mostrar, selectores
from apertura.interfaz.contexto import Contexto, contexto
from apertura.interfaz.marco import correr
from apertura.interfaz.texto import texto_seguro
from apertura.vistas import datos as vista


def pagina() -> None:
    """Resultados por sujeto si los hay; y siempre, lo publicado de la edición."""
    actual = contexto()
    st.title("Datos")
    if actual.edicion.por_sujeto:
        _facetas(actual)
        _resultados(actual)
    else:
        st.info(texto_seguro(actual.edicion.cobertura), icon=":material/info:")
    _publicados(actual)
    _cargar(actual)


def _facetas(actual: Contexto) -> None:
    facetas = vista.facetas(actual.motor, actual.catalogo, actual.seleccion)
    opciones = {
        nombre: {f.clave: f"{f.etiqueta} ({formato.entero(f.n_sujetos)})" for f in valores.values()} for nombre, valores in facetas.items()
    }
    with st.container(key="controles", horizontal=True, vertical_alignment="bottom"):
        selectores.varios("Entidad", "entidades", opciones["entidad"], vacio="Todas", ancho=300)
        selectores.varios("Tipo", "tipos", opciones["tipo"], ancho=300)
        selectores.varios("Orden", "ordenes", opciones["orden"], como="botones")


def _resultados(actual: Contexto) -> None:
    cuantos = vista.cuantos(actual.motor, actual.catalogo, actual.seleccion)
    pintada = vista.resultados(actual.motor, actual.catalogo, actual.seleccion, vista.RENGLONES_EN_PANTALLA)
    st.header(texto_seguro(pintada.titulo))
    recorte = f" Se pintan los primeros {formato.entero(pintada.datos.height)}; la descarga los lleva todos."
    st.markdown(
        f"**{formato.contar(cuantos, 'sujeto obligado', 'sujetos obligados')}** · {texto_seguro(pintada.procedencia.seleccion)}."
        + (recorte if cuantos > pintada.datos.height else "")
    )
    if not cuantos:
        st.info("Ningún sujeto cumple estos filtros.")
        selectores.quitar_filtros()
        return
    mostrar.tabla(pintada, "resultados")
    # Al descargar se pide la tabla completa: renglones del archivo = sujetos filtrados.
    mostrar.descargas(pintada, "resultados")
    mostrar.consulta(pintada)
    mostrar.notas(pintada)


def _publicados(actual: Contexto) -> None:
    tabla = vista.publicados(actual.motor, actual.catalogo, actual.seleccion)
    st.header(texto_seguro(tabla.titulo))
    mostrar.tabla(tabla, "publicados")
    mostrar.descargas(tabla, "publicados")
    mostrar.consulta(tabla)
    mostrar.notas(tabla)


def _cargar(actual: Contexto) -> None:
    """Quien tiene una base oficial la puede traer; quien no, sabe que se puede."""
    st.header("¿Tiene una base oficial?")
    st.markdown(
        "Las bases de 2019, 2021, 2023 y de la MJA ya no están en línea. Si usted conserva alguna, cárguela: se revisa entera, se le "
        "dice qué cambiaría y nada se publica hasta que lo pida."
    )
    mostrar.enlace("cargar", "Cargar una base", actual.seleccion)


correr("datos", pagina)
