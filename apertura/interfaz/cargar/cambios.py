"""Qué cambiaría si se publicara: el mapa de hoy junto al de después, y cuántas cifras se mueven. Los mismos números que `comparar`."""

from datetime import date
from functools import partial

import streamlit as st

from apertura.cargas.candidata import motor_de
from apertura.cargas.carga import Carga
from apertura.cargas.resultado import Resultado
from apertura.catalogo import Catalogo, catalogo
from apertura.consultas import Motor
from apertura.exportacion.diferido import Descarga, nombre_diferido
from apertura.exportacion.xlsx import MIME, a_xlsx
from apertura.interfaz import mostrar
from apertura.interfaz.cargar import decidir
from apertura.interfaz.contexto import Contexto
from apertura.interfaz.texto import texto_seguro
from apertura.seleccion import Seleccion
from apertura.tablas import Tabla
from apertura.vistas import cargar as vista
from apertura.vistas import mapa

ANTES = "Hoy"
DESPUES = "Si se publica"


def pintar(actual: Contexto, carga: Carga, resultado: Resultado) -> None:
    """Los dos mapas y, debajo, las cuentas."""
    st.header("Qué cambiaría")
    decidir.pendientes(carga, vista.pendientes(resultado, "cambios"), "cambios")
    if not resultado.candidata:
        st.info(
            "Todavía no se puede publicar: cuando ya no falte nada, aquí se verá el mapa de hoy junto al de después.", icon=":material/map:"
        )
        return
    st.markdown(texto_seguro(vista.cambio_en_palabras(resultado)))
    _mapas(actual, carga, resultado)
    _cuentas(actual, carga, resultado)


def _mapas(actual: Contexto, carga: Carga, resultado: Resultado) -> None:
    nuevo = motor_de(carga)
    elegibles = catalogo(nuevo)
    edicion = (str(resultado.dictamen["metrica"]), int(resultado.dictamen["edicion"]))
    indicadores = {k: i.nombre_corto for k, i in elegibles.elegibles(*edicion).items()}
    indicador = _indicador(indicadores)
    pedida = Seleccion(metrica=edicion[0], edicion=edicion[1], indicador=indicador)
    antes, despues = st.columns(2, gap="large")
    with antes:
        _mapa(actual, actual.motor, actual.catalogo, pedida, ANTES, "antes")
    with despues:
        _mapa(actual, nuevo, elegibles, pedida, DESPUES, "despues")


def _indicador(nombres: dict[str, str]) -> str:
    claves = list(nombres)
    if len(claves) <= 8:
        return (
            st.segmented_control("Indicador", claves, format_func=nombres.__getitem__, default=claves[0], required=True, key="w_cambio")
            or claves[0]
        )
    return st.selectbox("Indicador", claves, format_func=nombres.__getitem__, filter_mode="contains", key="w_cambio_lista", width=340)


def _mapa(actual: Contexto, motor: Motor, elegibles: Catalogo, pedida: Seleccion, titulo: str, clave: str) -> None:
    st.subheader(titulo)
    edicion = elegibles.ediciones.get((pedida.metrica, pedida.edicion))
    if edicion is None or pedida.indicador not in elegibles.elegibles(pedida.metrica, pedida.edicion):
        st.info("Esta edición o este indicador todavía no están publicados.")
        return
    grafica = mapa.grafica(motor, elegibles, pedida, actual.tema)
    valor = mapa.a_texto(pedida)(mapa.nacional(motor, elegibles, pedida))
    posiciones = mapa.tabla(motor, elegibles, pedida).datos["valor"].count()
    de_donde = "calculada de sus instituciones" if edicion.por_sujeto else "publicada"
    st.markdown(texto_seguro(f"Nacional: {valor} ({de_donde}). Posiciones con dato: {posiciones} de 33."))
    mostrar.grafica(grafica, f"cambio_{clave}")


def _cuentas(actual: Contexto, carga: Carga, resultado: Resultado) -> None:
    nombres = actual.catalogo.entidades
    for tabla in (vista.cifras_que_cambian(carga, resultado, nombres), vista.tablas_que_cambian(carga, resultado)):
        caja = st.expander(f"{tabla.titulo} ({tabla.datos.height})", key=f"e_{tabla.nombre}", on_change="rerun")
        if caja.open:
            with caja:
                mostrar.tabla(tabla, tabla.nombre)
                archivo = Descarga(nombre_diferido(tabla, "xlsx", carga.revision), MIME, partial(_en_excel, tabla), "Descargar en Excel")
                mostrar.boton_de_descarga(archivo, f"d_{tabla.nombre}", ancho="content")


def _en_excel(tabla: Tabla) -> bytes:
    return a_xlsx(tabla, date.today())
