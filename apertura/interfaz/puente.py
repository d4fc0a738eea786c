"""El puente MGA × MJA en la página Comparar."""

import streamlit as st

from apertura.interfaz import mostrar
from apertura.interfaz.contexto import Contexto
from apertura.interfaz.texto import texto_seguro
from apertura.vistas import puente as vista


def pintar(actual: Contexto) -> None:
    """Las instituciones y entidades que están en las dos métricas, con su cobertura dicha antes que nada."""
    mga, mja = vista.ediciones(actual.catalogo, actual.seleccion)
    tabla = vista.instituciones(actual.motor, actual.catalogo, mga, mja)
    st.header(texto_seguro(tabla.titulo))
    mostrar.frases([vista.cobertura(actual.motor, actual.catalogo, mga, mja)])
    if not actual.catalogo.ediciones[("MJA", mja)].por_sujeto:
        st.caption("Al cargar la base de la MJA, este cuadro se completa.")
    st.info(texto_seguro(" ".join(vista.NOTAS)), icon=":material/call_split:")
    grafica = vista.grafica(actual.motor, actual.catalogo, mga, mja, actual.tema)
    if grafica.conjuntos["encabezados"].height:
        mostrar.grafica(grafica, "puente")
    mostrar.tabla(tabla, "puente")
    mostrar.descargas(tabla, "puente")
    mostrar.consulta(tabla)
    _entidades(actual, mga, mja)
    mostrar.enlace("datos", "Ver todas las cifras públicas de la MJA", actual.seleccion.con(metrica="MJA", edicion=mja, indicador="JA"))


def _entidades(actual: Contexto, mga: int, mja: int) -> None:
    tabla = vista.entidades(actual.motor, actual.catalogo, mga, mja)
    if not tabla.datos.height:
        return
    st.header(texto_seguro(tabla.titulo))
    mostrar.tabla(tabla, "puente_entidades")
    mostrar.descargas(tabla, "puente_entidades")
