"""Mapa: ¿dónde están las brechas? Mapa, mosaico y barras de la misma selección."""

import streamlit as st

from apertura import formato
from apertura.catalogo import CAPAS, VISTAS
from apertura.interfaz import estado, mostrar, selectores
from apertura.interfaz.contexto import Contexto, contexto
from apertura.interfaz.marco import correr
from apertura.interfaz.texto import texto_seguro
from apertura.seleccion import referencia
from apertura.vistas import datos as vista_datos
from apertura.vistas import mapa as vista
from apertura.vistas.capas import que_faltan

A_LA_VISTA = 8


def pagina() -> None:
    """Elegir, ver, leer y llevarse."""
    actual = contexto()
    arriba, abajo = st.container(), st.container()
    # Se manda primero lo que se mira: los controles, que casi no cambian, no lo hacen esperar.
    with abajo:
        _ver(actual)
    with arriba:
        st.title(texto_seguro(vista.titulo(actual.seleccion, actual.catalogo)))
        _elegir(actual)


def _ver(actual: Contexto) -> None:
    tabla = vista.tabla(actual.motor, actual.catalogo, actual.seleccion)
    dibujada, falta = vista.dibujable(actual.seleccion)
    grafica = vista.grafica(actual.motor, actual.catalogo, dibujada, actual.tema)
    if vista.sin_sujetos(tabla, actual.edicion):
        st.info("Ningún sujeto obligado de la muestra cumple estos filtros.")
        selectores.quitar_filtros()
        return
    izquierda, derecha = st.columns([7, 2], gap="large")
    with izquierda:
        if falta:
            st.error(texto_seguro(falta))
        mostrar.grafica(grafica, f"mapa_{dibujada.vista}", _elegir_entidad)
    with derecha:
        selectores.menu("Elegir entidad", "entidad", actual.catalogo.entidades, vacio="Ninguna")
        _resumen(actual)
        mostrar.descargas(tabla, "mapa")
    mostrar.gemela(grafica, "mapa", tabla)
    mostrar.notas(tabla)
    _justicia(actual)


def _elegir(actual: Contexto) -> None:
    seleccion, catalogo = actual.seleccion, actual.catalogo
    indicadores = {k: i.nombre_corto for k, i in catalogo.elegibles(seleccion.metrica, seleccion.edicion).items()}
    capas = catalogo.capas(seleccion.metrica, seleccion.edicion, seleccion.indicador)
    with st.container(key="controles", horizontal=True, vertical_alignment="bottom"):
        # A un clic, y más ligeros de pintar que una lista; la lista queda para las ediciones con muchos.
        selectores.uno("Indicador", "indicador", indicadores, como="botones" if len(indicadores) <= A_LA_VISTA else "lista")
        selectores.uno("Ver como", "vista", VISTAS, como="botones")
        # Los filtros van junto a la vista: en un teléfono caben los dos en un renglón.
        if actual.edicion.por_sujeto:
            selectores.filtros(catalogo)
        if len(capas) > 1:
            selectores.uno("Capa", "capa", capas, como="botones")
        else:
            st.segmented_control("Capa", list(CAPAS.values()), default=CAPAS["valor"], disabled=True, key="capa_inerte")
    if faltan := que_faltan(seleccion, catalogo):
        with st.container(key="faltan"):
            st.caption(texto_seguro(faltan))
    if actual.edicion.por_sujeto:
        _lentes(actual)
    else:
        st.info(texto_seguro(actual.edicion.cobertura), icon=":material/info:")


def _lentes(actual: Contexto) -> None:
    lentes = actual.catalogo.lentes
    elegido = actual.catalogo.lente_de(actual.seleccion.tipos)
    nombres = {clave: lente.etiqueta for clave, lente in lentes.items()}
    tipos = {clave: lente.tipos for clave, lente in lentes.items()}
    selectores.lentes("Lentes", nombres, tipos, elegido.clave if elegido else None)
    sujetos = int(vista.tabla(actual.motor, actual.catalogo, actual.seleccion).datos["n_sujetos"].sum())
    detalle = f" {elegido.descripcion}" if elegido else ""
    quienes = vista.frase_de_filtros(actual.seleccion, actual.catalogo)
    st.caption(texto_seguro(f"{formato.contar(sujetos, 'sujeto', 'sujetos')}: {quienes}.{detalle}"))


def _elegir_entidad(clave: str) -> None:
    estado.cambiar(entidad="" if clave == estado.actual().entidad else clave)


def _resumen(actual: Contexto) -> None:
    """La entidad elegida y la cifra nacional, en la capa que se pinta; si no hay elegida, cómo elegirla."""
    datos = vista.tabla(actual.motor, actual.catalogo, actual.seleccion).datos
    elegida = datos.filter(cve_ent=actual.seleccion.entidad)
    if elegida.height:
        _tarjeta(actual, elegida.row(0, named=True))
    else:
        st.caption("Elija una entidad: con un clic en el mapa o escribiendo su nombre.")
    nacional = vista.nacional(actual.motor, actual.catalogo, actual.seleccion)
    if nacional is not None:
        texto = vista.a_texto(actual.seleccion)(nacional)
        st.metric(referencia(actual.seleccion), texto, help="De todos los sujetos que entran, no de los 32 estados; o la cifra publicada.")


def _tarjeta(actual: Contexto, fila: dict) -> None:
    capa = actual.seleccion.capa
    st.header(texto_seguro(fila["entidad"]))
    etiqueta = actual.indicador.nombre_corto if capa == "valor" else CAPAS[capa]
    st.metric(texto_seguro(etiqueta), vista.cifra(actual.seleccion, fila))
    if lugar := vista.lugar(actual.motor, actual.catalogo, actual.seleccion, fila):
        propia = f"{actual.indicador.nombre_corto} {formato.indice(fila['valor'])}. " if capa != "valor" else ""
        sujetos = formato.contar(fila["n_sujetos"], "sujeto", "sujetos")
        st.markdown(texto_seguro(f"{propia}{lugar} {sujetos[:1].upper()}{sujetos[1:]}."))
    mostrar.frases(vista.lugar_en_palabras(actual.motor, actual.catalogo, actual.seleccion, 6))
    mostrar.enlace("entidad", "Ver la entidad", actual.seleccion)


def _justicia(actual: Contexto) -> None:
    """Junto al lente de justicia, lo que es público de la MJA: otro universo, que no se mezcla ni se promedia."""
    lente = actual.catalogo.lente_de(actual.seleccion.tipos)
    if not lente or lente.clave != "justicia" or not actual.edicion.por_sujeto:
        return
    tabla = vista_datos.publicados(actual.motor, actual.catalogo, vista_datos.de_justicia(actual.catalogo))
    st.header("Lo público de la Métrica de Justicia Abierta 2023")
    st.markdown(texto_seguro(f"{actual.catalogo.ediciones[('MJA', 2023)].cobertura} {vista_datos.NOTA_MJA}"))
    mostrar.tabla(tabla, "justicia")
    mostrar.descargas(tabla, "justicia")
    mostrar.enlace("comparar", "Puente: las instituciones que están en las dos métricas", actual.seleccion.con(modo="puente"))


correr("mapa", pagina)
