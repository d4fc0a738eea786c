"""Entidad: ¿cómo va mi estado y por qué?"""

from collections.abc import Callable

import streamlit as st

from apertura.frases import Frase
from apertura.graficas import Grafica
from apertura.interfaz import estado, fichas, mostrar, selectores
from apertura.interfaz.contexto import Contexto, contexto
from apertura.interfaz.marco import correr
from apertura.interfaz.texto import texto_seguro
from apertura.seleccion import de_entidad, normalizar
from apertura.unidades import NACIONAL
from apertura.vistas import causas, cifras, frases, posiciones
from apertura.vistas import datos as vista_datos
from apertura.vistas import entidad as vista
from apertura.vistas.entidad import de_la_ficha

PALANCA = "entidad.palanca"


def pagina() -> None:
    """Elegir la entidad; después su lugar, sus indicadores y las instituciones que hay detrás."""
    actual = contexto()
    nombre = actual.catalogo.entidades.get(actual.seleccion.entidad)
    st.title(texto_seguro(nombre or "Entidad"))
    _elegir(actual)
    if not nombre:
        st.info("Elija una entidad: las 32 federativas o la Federación.")
    elif not actual.edicion.por_sujeto:
        _sin_sujetos(actual)
    elif not vista.distribucion(actual.motor, actual.catalogo, actual.seleccion).datos.height:
        st.info(texto_seguro(f"No hay {vista.en_palabras(actual.seleccion, actual.catalogo)} en la muestra."))
        selectores.quitar_filtros()
    else:
        _con_sujetos(actual)


def _elegir(actual: Contexto) -> None:
    seleccion, catalogo = actual.seleccion, actual.catalogo
    with st.container(key="controles", horizontal=True, vertical_alignment="bottom"):
        selectores.uno("Entidad", "entidad", catalogo.entidades, vacio="Elija una entidad", ancho=240)
        elegibles = catalogo.elegibles(seleccion.metrica, seleccion.edicion)
        selectores.uno("Indicador", "indicador", {k: i.nombre_corto for k, i in elegibles.items()}, ancho=260)
        if actual.edicion.por_sujeto:
            selectores.filtros(catalogo)


def _con_sujetos(actual: Contexto) -> None:
    quienes = vista.en_palabras(actual.seleccion, actual.catalogo)
    st.markdown(texto_seguro(f"{actual.edicion.nombre}: {quienes}."))
    _cifras(actual)
    with st.container(horizontal=True, vertical_alignment="center"):
        _por_donde_empezar(actual)
        _fichas(actual)
    if actual.seleccion.tipos or actual.seleccion.ordenes:
        st.caption("Con filtros no se calcula de dónde viene la diferencia ni qué la movería: esas cuentas son de todos los sujetos.")
        selectores.quitar_filtros()
    else:
        mostrar.frases(f for f in _dichas(actual) if f.regla != PALANCA)
        _origen(actual)
        _palanca(actual)
        _a_fondo(actual)
    _indicadores_y_sujetos(actual)


def _dichas(actual: Contexto) -> tuple[Frase, ...]:
    return frases.de_entidad_elegida(actual.motor, actual.catalogo, actual.seleccion)


def _indicadores_y_sujetos(actual: Contexto) -> None:
    """Los indicadores contra la media, las instituciones detrás de ella y la tabla para abrir una ficha."""
    izquierda, derecha = st.columns(2, gap="large")
    with izquierda:
        indicadores = vista.grafica_indicadores(actual.motor, actual.catalogo, actual.seleccion, actual.tema)
        _bloque(f"Indicadores frente {vista.frente_a(actual.seleccion)}", indicadores, "indicadores")
        if actual.seleccion.tipos or actual.seleccion.ordenes:
            tipos = vista.grafica_por_tipo(actual.motor, actual.catalogo, actual.seleccion, actual.tema)
            _bloque("Por tipo de institución", tipos, "tipos")
    with derecha:
        distribucion = vista.grafica_distribucion(actual.motor, actual.catalogo, actual.seleccion, actual.tema)
        _bloque("Las instituciones detrás de la media", distribucion, "distribucion", _abrir_sujeto, "sujeto.clave")
    con_el_pais = actual.seleccion.con(unidades=(f"entidad.{actual.seleccion.entidad}", NACIONAL))
    mostrar.enlace("comparar", "Comparar con el país y con otras entidades", con_el_pais)
    mostrar.enlace("evolucion", "Ver lo publicado en otras ediciones", con_el_pais)
    _sujetos(actual)


def _origen(actual: Contexto) -> None:
    """De qué indicadores viene la diferencia con todos los sujetos o con otra entidad."""
    st.header("De dónde viene la diferencia")
    otras = {clave: nombre for clave, nombre in actual.catalogo.entidades.items() if clave != actual.seleccion.entidad}
    selectores.uno("Comparar con", "contra", otras, vacio=causas.TODOS, ancho=280)
    grafica = causas.grafica_de_origen(actual.motor, actual.catalogo, actual.seleccion, actual.tema)
    mostrar.grafica(grafica, "origen")
    mostrar.descargas(grafica.tabla, "origen")
    mostrar.gemela(grafica, "origen")
    mostrar.notas(grafica.tabla)


def _palanca(actual: Contexto) -> None:
    """Los cinco cambios que más moverían la media, y a qué lugar la llevarían."""
    st.header("Qué la movería")
    mostrar.frases(f for f in _dichas(actual) if f.regla == PALANCA)
    tabla = causas.palanca(actual.motor, actual.catalogo, actual.seleccion)
    if tabla.datos.height:
        mostrar.tabla(tabla, "palanca")
        mostrar.descargas(tabla, "palanca")
    mostrar.enlace("simulador", "Simular cambios en la entidad", actual.seleccion.con(simula="entidad"))
    mostrar.notas(tabla)


def _a_fondo(actual: Contexto) -> None:
    """Lo que se consulta después; sólo se calcula y se manda la pestaña abierta."""
    st.header("Más a fondo")
    todas: dict[str, Callable[[Contexto], None]] = {
        "Tipo por indicador": lambda c: _grafica_a_fondo(posiciones.grafica_de_calor, c, "calor"),
        "Quiénes pesan más": lambda c: _grafica_a_fondo(causas.grafica_de_pesos, c, "pesos"),
        "Mezcla y desempeño": lambda c: _grafica_a_fondo(causas.grafica_de_mezcla, c, "mezcla"),
        "Qué tan parejas": _parejas,
        "Qué tan firme es el lugar": lambda c: _grafica_a_fondo(posiciones.grafica_de_posiciones, c, "posiciones"),
    }
    for pestana, contenido in zip(st.tabs(list(todas), key="pestanas", on_change="rerun"), todas.values(), strict=True):
        if pestana.open:
            with pestana:
                contenido(actual)


def _grafica_a_fondo(vista_de: Callable[..., Grafica | None], actual: Contexto, clave: str) -> None:
    grafica = vista_de(actual.motor, actual.catalogo, actual.seleccion, actual.tema)
    if grafica is None:
        st.info(posiciones.NOTA_CENSO)
        return
    mostrar.grafica(grafica, f"entidad_{clave}")
    mostrar.descargas(grafica.tabla, clave)
    mostrar.gemela(grafica, clave)
    mostrar.notas(grafica.tabla)


def _parejas(actual: Contexto) -> None:
    tabla = posiciones.parejas(actual.motor, actual.catalogo, actual.seleccion)
    mostrar.tabla(tabla, "parejas")
    mostrar.descargas(tabla, "parejas")
    mostrar.notas(tabla)


def _cifras(actual: Contexto) -> None:
    mostrar.cifras(cifras.de_entidad(actual.motor, actual.catalogo, actual.seleccion))


def _por_donde_empezar(actual: Contexto) -> None:
    """El plan de la entidad, con los mismos filtros, a un clic."""
    clave = actual.seleccion.entidad
    nombre = de_entidad(clave, actual.catalogo).removeprefix("de ").replace("del ", "el ", 1)
    mostrar.enlace("areas_de_oportunidad", f"¿Por dónde empieza {nombre}?", actual.seleccion.con(entidades=(clave,)))


def _fichas(actual: Contexto) -> None:
    """La de la entidad, con todos sus sujetos aunque la página tenga filtros, y los lotes."""
    todos = de_la_ficha(actual.seleccion, actual.catalogo)
    con_sujetos = actual.edicion.por_sujeto
    tabla = (vista.indicadores if con_sujetos else vista_datos.publicados_de_entidad)(actual.motor, actual.catalogo, todos)
    sujetos = vista.distribucion(actual.motor, actual.catalogo, todos).datos.height if con_sujetos else 0
    fichas.de_entidad_elegida(actual, tabla, sujetos)


def _bloque(titulo: str, grafica: Grafica, clave: str, al_tocar: Callable[[str], None] | None = None, marca: str = "") -> None:
    st.header(titulo)
    mostrar.grafica(grafica, f"entidad_{clave}", al_tocar, marca)
    mostrar.descargas(grafica.tabla, clave)
    mostrar.gemela(grafica, clave)


def _abrir_sujeto(clave: str) -> None:
    estado.cambiar(sujeto=clave)
    estado.pedir_pagina("sujeto")


def _sujetos(actual: Contexto) -> None:
    tabla = vista.sujetos(actual.motor, actual.catalogo, actual.seleccion)
    st.header(texto_seguro(tabla.titulo))
    st.caption("Marque un renglón, o un punto de la gráfica, para abrir la ficha de la institución.")
    elegido = mostrar.tabla_elegible(tabla, "sujetos", "clave_sujeto")
    if elegido:
        _abrir_sujeto(elegido)
        st.rerun()
    mostrar.descargas(tabla, "sujetos")
    mostrar.consulta(tabla)
    mostrar.notas(tabla)
    mostrar.notas(vista.indicadores(actual.motor, actual.catalogo, actual.seleccion))


def _sin_sujetos(actual: Contexto) -> None:
    """Lo que se publicó de la entidad; si no hay nada, por dónde seguir."""
    st.info(texto_seguro(actual.edicion.cobertura), icon=":material/info:")
    de_cual = de_entidad(actual.seleccion.entidad, actual.catalogo)
    _fichas(actual)
    tabla = vista_datos.publicados_de_entidad(actual.motor, actual.catalogo, actual.seleccion)
    if tabla.datos.height:
        st.header(texto_seguro(f"Lo publicado {de_cual}"))
        mostrar.tabla(tabla, "publicados")
        mostrar.descargas(tabla, "publicados")
    else:
        st.markdown(texto_seguro(f"No se conserva ninguna cifra publicada {de_cual} en esta edición."))
    completa = next(edicion for edicion in actual.catalogo.ediciones.values() if edicion.por_sujeto)
    destino, _ = normalizar(actual.seleccion.con(metrica=completa.metrica, edicion=completa.anio), actual.catalogo)
    mostrar.enlace("entidad", f"Ver los datos {de_cual} en la {completa.metrica} {completa.anio}", destino)


correr("entidad", pagina)
