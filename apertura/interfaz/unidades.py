"""Elegir unidades (país, entidad, orden, tipo, institución): una lista corta y un buscador para las instituciones."""

from collections.abc import Mapping, Sequence

import streamlit as st

from apertura.busqueda import LIMITE, buscar
from apertura.interfaz import mostrar, selectores
from apertura.interfaz.contexto import Contexto
from apertura.unidades import MAXIMO


def elegir(actual: Contexto, pagina: str, unidades: Sequence[str], lista: Mapping[str, str], etiqueta: str) -> None:
    """La lista con lo elegido puesto y, si la métrica tiene resultados por sujeto, el buscador que agrega instituciones."""
    nombres = actual.catalogo.unidades
    opciones = {**lista, **{unidad: nombres[unidad] for unidad in unidades}}
    vacio = "Escriba una entidad, un orden o un tipo"
    selectores.varios(etiqueta, "unidades", opciones, vacio=vacio, maximo=MAXIMO, puestos=unidades)
    if not actual.seleccion.unidades:
        st.caption("Son un punto de partida: quite las que no y agregue las que quiera.")
    con_sujetos = [e.anio for e in actual.catalogo.ediciones.values() if e.metrica == actual.seleccion.metrica and e.por_sujeto]
    if con_sujetos and (pagina == "evolucion" or actual.edicion.por_sujeto):
        _agregar(actual, pagina, tuple(unidades), con_sujetos[-1])


@st.fragment
def _agregar(actual: Contexto, pagina: str, unidades: tuple[str, ...], edicion: int) -> None:
    """Las instituciones son cientos: se buscan por su nombre, y cada resultado es un enlace que la agrega."""
    texto = st.text_input("Agregar una institución", key="w_agregar", type="search", live="120ms", placeholder="municipio san juan del rio")
    if not texto or not texto.strip():
        return
    if len(unidades) >= MAXIMO:
        st.caption(f"Ya hay {MAXIMO}: quite una para agregar otra.")
        return
    hallados = buscar(texto, actual.seleccion.metrica, edicion, LIMITE)
    with st.container(key="agregar", gap="xxsmall"):
        for hallado in hallados:
            nueva = f"sujeto.{hallado.clave_sujeto}"
            con_ella = (*(unidad for unidad in unidades if unidad != nueva), nueva)
            mostrar.enlace(pagina, hallado.etiqueta, actual.seleccion.con(unidades=con_ella))
        if not hallados:
            st.caption("Nada se le parece. Pruebe con menos palabras o con el nombre de la entidad.")
