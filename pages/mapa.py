"""Mapa: ¿dónde están las brechas? Mapa, mosaico y barras de la misma selección."""

import streamlit as st

from apertura import formato
from apertura.catalogo import CAPAS, VISTAS
from apertura.interfaz import estado, mostrar, selectores
from apertura.interfaz.contexto import Contexto, contexto
from apertura.interfaz.marco import correr
from apertura.interfaz.texto import texto_seguro
from apertura.vistas import mapa as vista


def pagina() -> None:
    """Elegir, ver, leer y llevarse."""
    actual = contexto()
    st.title(texto_seguro(vista.titulo(actual.seleccion, actual.catalogo)))
    _elegir(actual)
    tabla = vista.tabla(actual.motor, actual.catalogo, actual.seleccion)
    grafica = vista.grafica(actual.motor, actual.catalogo, actual.seleccion, actual.tema)
    izquierda, derecha = st.columns([3, 1], gap="large")
    with izquierda:
        mostrar.grafica(grafica, f"mapa_{actual.seleccion.vista}", _elegir_entidad)
    with derecha:
        _resumen(actual)
        mostrar.descargas(tabla, "mapa", grafica)
    mostrar.gemela(grafica, "mapa")
    mostrar.consulta(tabla)
    mostrar.notas(tabla)


def _elegir(actual: Contexto) -> None:
    seleccion, catalogo = actual.seleccion, actual.catalogo
    indicadores = {k: i.nombre_corto for k, i in catalogo.elegibles(seleccion.metrica, seleccion.edicion).items()}
    capas = vista.capas(seleccion, catalogo)
    with st.container(key="controles", horizontal=True, vertical_alignment="bottom"):
        selectores.uno("Indicador", "indicador", indicadores, ancho=260)
        selectores.uno("Entidad", "entidad", catalogo.entidades, vacio="Ninguna", ancho=210)
        selectores.uno("Ver como", "vista", VISTAS, como="botones")
        if len(capas) > 1:
            selectores.uno("Capa", "capa", {capa: CAPAS[capa] for capa in capas}, como="botones")
    if actual.edicion.por_sujeto:
        _filtros(actual)
    else:
        st.info(texto_seguro(actual.edicion.cobertura), icon=":material/info:")


def _filtros(actual: Contexto) -> None:
    catalogo = actual.catalogo
    lente = catalogo.lente_de(actual.seleccion.tipos)
    nombres = {clave: lente.etiqueta for clave, lente in catalogo.lentes.items()}
    with st.container(key="filtros", horizontal=True, vertical_alignment="bottom"):
        selectores.lentes("Lente", nombres, {k: v.tipos for k, v in catalogo.lentes.items()}, lente.clave if lente else None)
        selectores.varios("Orden", "ordenes", catalogo.ordenes, como="botones")
        selectores.varios("Tipo", "tipos", catalogo.tipos, ancho=280)


def _elegir_entidad(clave: str) -> None:
    estado.cambiar(entidad="" if clave == estado.actual().entidad else clave)


def _resumen(actual: Contexto) -> None:
    """La entidad elegida y la cifra nacional; si no hay elegida, cómo elegirla."""
    datos = vista.tabla(actual.motor, actual.catalogo, actual.seleccion).datos
    nacional = vista.nacional(actual.motor, actual.catalogo, actual.seleccion)
    elegida = datos.filter(cve_ent=actual.seleccion.entidad)
    if elegida.height:
        fila = elegida.row(0, named=True)
        _tarjeta(actual, fila)
    else:
        st.caption("Elija una entidad: con un clic en el mapa o escribiendo su nombre arriba.")
    st.metric("Nacional", formato.indice(nacional), help="Media de todos los sujetos elegidos, o la cifra publicada.")


def _tarjeta(actual: Contexto, fila: dict) -> None:
    st.subheader(texto_seguro(fila["entidad"]))
    st.metric(texto_seguro(actual.indicador.nombre_corto), formato.indice(fila["valor"]))
    total = int(vista.tabla(actual.motor, actual.catalogo, actual.seleccion).datos["valor"].count())
    if fila.get("lugar"):
        st.markdown(f"Lugar **{formato.lugar(fila['lugar'], total)}** · {formato.contar(fila['n_sujetos'], 'sujeto', 'sujetos')}")
    st.page_link("pages/entidad.py", label="Ver la entidad", icon=":material/arrow_forward:")


correr("mapa", pagina)
