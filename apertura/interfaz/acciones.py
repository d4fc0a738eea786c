"""El bloque «Del rezago a la acción» de una institución, para ponerlo en su ficha."""

import streamlit as st

from apertura.interfaz import mostrar
from apertura.interfaz.contexto import Contexto
from apertura.vistas import acciones


def bloque_de_sujeto(actual: Contexto) -> None:
    """Las líneas e instrumentos que pueden atender cada área del sujeto elegido, y quién ya lo hace bien."""
    tabla = acciones.de_sujeto(actual.motor, actual.catalogo, actual.seleccion)
    st.header("Del rezago a la acción")
    mostrar.frases(acciones.frases_de_sujeto(actual.motor, actual.catalogo, actual.seleccion))
    if not tabla.datos.height:
        return
    mostrar.tabla(tabla, "acciones")
    mostrar.descargas(tabla, "acciones")
    mostrar.notas(tabla)
