"""Comparar: ¿en qué me distingo? De dos a seis unidades de cualquier nivel, indicador por indicador."""

import streamlit as st

from apertura import formato
from apertura.catalogo import MODOS, MUESTRAS, UMBRALES
from apertura.interfaz import estado, mostrar, puente, selectores, unidades
from apertura.interfaz.contexto import Contexto, contexto
from apertura.interfaz.marco import correr
from apertura.interfaz.texto import texto_seguro
from apertura.seleccion import Seleccion
from apertura.unidades import MAXIMO, clave
from apertura.vistas import comparar as vista
from apertura.vistas.comparar_frases import frases


def pagina() -> None:
    """Elegir las unidades, leer en qué se distinguen y ver las instituciones que hay detrás."""
    actual = contexto()
    st.title("Comparar")
    selectores.uno("Qué comparar", "modo", MODOS, como="botones")
    if actual.seleccion.modo == "puente":
        puente.pintar(actual)
        return
    pedida = vista.pedida(actual.motor, actual.catalogo, actual.seleccion)
    _elegir(actual, pedida.unidades)
    _avisar(actual, pedida)
    _frases(actual, pedida)
    _lado_a_lado(actual, pedida)
    if actual.edicion.por_sujeto:
        _instituciones(actual, pedida)
    else:
        _citas(actual, pedida)


def _elegir(actual: Contexto, elegidas: tuple[str, ...]) -> None:
    seleccion, catalogo = actual.seleccion, actual.catalogo
    lista = vista.con_cifra(actual.motor, catalogo, seleccion.metrica, seleccion.edicion)
    unidades.elegir(actual, "comparar", elegidas, lista, f"Unidades (de 2 a {MAXIMO})")
    with st.container(key="controles", horizontal=True, vertical_alignment="bottom"):
        if actual.edicion.por_sujeto:
            indicadores = {k: i.nombre_corto for k, i in catalogo.elegibles(seleccion.metrica, seleccion.edicion).items()}
            selectores.uno("Indicador de las tiras", "indicador", indicadores, ancho=270)
        selectores.uno("Diferencia mínima", "umbral", UMBRALES, como="botones")
        selectores.uno("Qué se ve", "muestra", MUESTRAS, como="botones")


def _avisar(actual: Contexto, pedida: Seleccion) -> None:
    if not actual.edicion.por_sujeto:
        st.info(texto_seguro(actual.edicion.cobertura), icon=":material/info:")
    if faltan := vista.sin_cifra(actual.motor, actual.catalogo, pedida):
        st.info(texto_seguro(f"Sin cifra en {pedida.metrica} {pedida.edicion}: {formato.enumerar(faltan)}."))
    if len(pedida.unidades) < 2:
        st.info("Agregue otra unidad para compararla.")


def _frases(actual: Contexto, pedida: Seleccion) -> None:
    """Cada frase con lo que la sostiene."""
    mostrar.frases(frases(actual.motor, actual.catalogo, pedida))


def _lado_a_lado(actual: Contexto, pedida: Seleccion) -> None:
    grafica = vista.grafica(actual.motor, actual.catalogo, pedida, actual.tema)
    st.header("Indicador por indicador")
    if not grafica.tabla.datos.height:
        st.info("Ningún indicador llega a la diferencia mínima. Elija una menor o vea todos los indicadores.")
        return
    mostrar.grafica(grafica, "comparar")
    mostrar.descargas(grafica.tabla, "comparar")
    mostrar.gemela(grafica, "comparar")
    mostrar.consulta(grafica.tabla)
    mostrar.notas(grafica.tabla)


def _instituciones(actual: Contexto, pedida: Seleccion) -> None:
    grafica = vista.grafica_distribucion(actual.motor, actual.catalogo, pedida, actual.tema)
    st.header(texto_seguro(grafica.titulo))
    if not grafica.tabla.datos.height:
        st.info("Ninguna de las unidades elegidas tiene instituciones en esta edición.")
        return
    mostrar.grafica(grafica, "comparar_distribucion", _abrir_ficha, "sujeto.clave")
    mostrar.descargas(grafica.tabla, "comparar_distribucion")
    for unidad in pedida.unidades:
        if unidad.startswith(("entidad.", "sujeto.")):
            _ver(actual, unidad)
    mostrar.gemela(grafica, "comparar_distribucion")


def _abrir_ficha(tocada: str) -> None:
    if tocada in contexto().catalogo.sujetos:
        estado.cambiar(sujeto=tocada)
        estado.pedir_pagina("sujeto")


def _ver(actual: Contexto, unidad: str) -> None:
    pagina, nombre = unidad.partition(".")[0], actual.catalogo.unidades[unidad]
    mostrar.enlace(pagina, f"Ver {nombre}", actual.seleccion.con(**{pagina: clave(unidad)}))


def _citas(actual: Contexto, pedida: Seleccion) -> None:
    tabla = vista.citas(actual.motor, actual.catalogo, pedida)
    st.header(texto_seguro(tabla.titulo))
    st.markdown("De esta edición no se conservan las instituciones que hay detrás de cada cifra: no hay distribución que dibujar.")
    mostrar.tabla(tabla, "citas")
    mostrar.descargas(tabla, "citas")


correr("comparar", pagina)
