"""Evolución: ¿mejoró de verdad? Las cifras de cada edición, con lo que se puede comparar y lo que no."""

import streamlit as st

from apertura import formato
from apertura.catalogo import METRICAS
from apertura.interfaz import estado, mostrar, selectores, unidades
from apertura.interfaz.contexto import Contexto, contexto
from apertura.interfaz.marco import correr
from apertura.interfaz.texto import texto_seguro
from apertura.seleccion import Seleccion
from apertura.tablas import Tabla
from apertura.unidades import MAXIMO
from apertura.vistas import evolucion as vista
from apertura.vistas import evolucion_cambios, panel


def pagina() -> None:
    """Elegir, ver cada cifra con su origen y preguntar por un tramo que sí se compare."""
    actual = contexto()
    st.title("Evolución")
    pedida = vista.pedida(actual.motor, actual.catalogo, actual.seleccion)
    _elegir(actual, pedida)
    _ver(actual, pedida)
    _tramos(actual, pedida)
    _muestra(actual, pedida)


def _elegir(actual: Contexto, pedida: Seleccion) -> None:
    lista = vista.con_cifra(actual.motor, actual.catalogo, pedida.metrica)
    unidades.elegir(actual, "evolucion", pedida.unidades, lista, f"Unidades (hasta {MAXIMO})")
    indicadores = {k: i.nombre_corto for k, i in actual.catalogo.elegibles(pedida.metrica, pedida.edicion).items()}
    selectores.uno("Indicador", "indicador", indicadores, ancho=330)


def _ver(actual: Contexto, pedida: Seleccion) -> None:
    grafica = vista.grafica(actual.motor, actual.catalogo, pedida, actual.tema)
    st.header(texto_seguro(grafica.titulo))
    if not grafica.tabla.datos.height:
        st.info("De ninguna de estas unidades hay cifra de este indicador en ninguna edición.")
        return
    mostrar.grafica(grafica, "evolucion")
    mostrar.descargas(grafica.tabla, "evolucion")
    mostrar.gemela(grafica, "evolucion")
    mostrar.consulta(grafica.tabla)
    mostrar.notas(grafica.tabla)


def _tramos(actual: Contexto, pedida: Seleccion) -> None:
    """Un botón por pareja de ediciones; la que no se compara va apagada y con su porqué."""
    todos = vista.tramos(actual.motor, actual.catalogo, pedida)
    st.header("¿Qué cambió?")
    if not todos:
        motivos = vista.comparables(actual.motor, actual.catalogo, pedida.metrica, pedida.indicador).values()
        st.info(texto_seguro(" ".join(dict.fromkeys(motivo for _, motivo in motivos))))
        return
    elegido = vista.tramo_inicial(actual.motor, actual.catalogo, pedida)
    with st.container(key="tramos", horizontal=True):
        for tramo in todos:
            _boton(tramo, tramo == elegido)
    _por_que(todos)
    if elegido and not elegido.valido:
        st.warning(texto_seguro(vista.por_que_no(elegido).texto), icon=":material/block:")
    elif elegido:
        _cambios(actual, pedida, elegido)


def _boton(tramo: vista.Tramo, elegido: bool) -> None:
    st.button(
        f"De {tramo.antes} a {tramo.despues}",
        key=f"b_tramo_{tramo.clave}",
        type="primary" if elegido and tramo.valido else "secondary",
        disabled=not tramo.valido,
        help=texto_seguro(tramo.motivo),
        on_click=estado.cambiar,
        kwargs={"tramo": tramo.clave},
    )


def _por_que(todos: list[vista.Tramo]) -> None:
    motivos: dict[str, list[str]] = {}
    for tramo in todos:
        if not tramo.valido:
            motivos.setdefault(tramo.motivo, []).append(tramo.clave.replace("-", " a "))
    for motivo, parejas in motivos.items():
        st.caption(texto_seguro(f"No se comparan ({', '.join(parejas)}): {motivo}"))


def _cambios(actual: Contexto, pedida: Seleccion, tramo: vista.Tramo) -> None:
    tabla = evolucion_cambios.cambios(actual.motor, actual.catalogo, pedida, tramo.antes, tramo.despues)
    mostrar.frases(evolucion_cambios.frases(actual.motor, actual.catalogo, pedida, tramo.antes, tramo.despues))
    st.caption(texto_seguro(tramo.motivo))
    mostrar.tabla(tabla, "cambios")
    mostrar.descargas(tabla, "cambios")


def _muestra(actual: Contexto, pedida: Seleccion) -> None:
    """M9: exacta si hay dos bases; si no, qué falta y un ejemplo con la que hay."""
    cuenta = panel.de_la_pagina(actual.motor, actual.catalogo, pedida)
    if cuenta is None:
        return
    tabla, exacta = cuenta
    st.header("¿Subió o cambió la muestra?")
    if not exacta:
        con_base = [e.anio for e in actual.catalogo.ediciones.values() if e.metrica == pedida.metrica and e.por_sujeto]
        st.markdown(
            texto_seguro(
                f"Para separar lo que mejoraron las instituciones de lo que cambió la muestra hacen falta las bases de dos ediciones de la "
                f"{METRICAS[pedida.metrica]} que se comparen; aquí {_las_que_hay(con_base)}. Cuando se cargue otra, la cuenta sale aquí."
            )
        )
    mostrar.frases(panel.frases_de_la_pagina(actual.motor, actual.catalogo, pedida))
    _tabla(tabla, "panel")


def _las_que_hay(con_base: list[int]) -> str:
    return f"sólo está la de {con_base[0]}" if len(con_base) == 1 else f"están las de {formato.enumerar(list(map(str, con_base)))}"


def _tabla(tabla: Tabla, clave: str) -> None:
    if not tabla.datos.height:
        return
    st.subheader(texto_seguro(tabla.titulo))
    mostrar.tabla(tabla, clave)
    mostrar.descargas(tabla, clave)
    mostrar.notas(tabla)


correr("evolucion", pagina)
