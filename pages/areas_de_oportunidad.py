"""Áreas de oportunidad: ¿por dónde empezar? El plan de la selección, su palanca y las líneas de acción."""

import streamlit as st

from apertura import formato
from apertura.interfaz import estado, mostrar, selectores
from apertura.interfaz.contexto import Contexto, contexto
from apertura.interfaz.marco import correr
from apertura.interfaz.texto import texto_seguro
from apertura.seleccion import normalizar, quienes
from apertura.vistas import acciones, cifras, plan_frases, priorizador
from apertura.vistas import plan as vista


def pagina() -> None:
    """Elegir a quiénes; después, qué atender primero, qué movería y con qué instrumentos."""
    actual = contexto()
    st.title("Áreas de oportunidad")
    if not actual.edicion.por_sujeto:
        _sin_sujetos(actual)
        return
    _elegir(actual)
    resumen = priorizador.resumen(actual.motor, actual.catalogo, actual.seleccion)
    if not resumen.n_sujetos:
        st.info("Ningún sujeto obligado de la muestra cumple estos filtros.")
        selectores.quitar_filtros()
        return
    _cifras(actual, resumen)
    _plan(actual, resumen)
    _palanca(actual)
    _concentracion(actual, resumen)
    _lineas(actual)


def _elegir(actual: Contexto) -> None:
    lentes = actual.catalogo.lentes
    elegido = actual.catalogo.lente_de(actual.seleccion.tipos)
    with st.container(key="controles", horizontal=True, vertical_alignment="bottom"):
        selectores.varios("Entidad", "entidades", actual.catalogo.entidades, vacio="Todas", ancho=300)
        selectores.uno("Comparar con", "pares", priorizador.grupos(actual.motor, actual.catalogo, actual.seleccion), ancho=230)
        selectores.filtros(actual.catalogo)
    nombres, tipos = {c: lente.etiqueta for c, lente in lentes.items()}, {c: lente.tipos for c, lente in lentes.items()}
    selectores.lentes("Lentes", nombres, tipos, elegido.clave if elegido else None)


def _cifras(actual: Contexto, resumen: priorizador.Resumen) -> None:
    st.markdown(texto_seguro(f"¿Por dónde empezar? {actual.edicion.nombre}: {quienes(actual.seleccion, actual.catalogo)}."))
    mostrar.cifras(cifras.de_areas(resumen))
    if actual.seleccion.pares not in priorizador.grupos(actual.motor, actual.catalogo, actual.seleccion):
        st.info("El grupo de pares del enlace es de una sola institución o no está en estos datos: el plan usa mismo orden y tipo.")
    for aviso in plan_frases.avisos(actual.motor, actual.catalogo, actual.seleccion):
        st.info(texto_seguro(aviso.texto))


def _plan(actual: Contexto, resumen: priorizador.Resumen) -> None:
    """Las áreas por prioridad; la descarga las lleva todas."""
    st.header("El plan, por prioridad")
    mostrar.frases(plan_frases.primeras(actual.motor, actual.catalogo, actual.seleccion), numeradas=resumen.n_areas > 0)
    if not resumen.n_areas:
        return
    tabla = vista.plan(actual.motor, actual.catalogo, actual.seleccion)
    recorte = f" Se pintan las primeras {formato.entero(tabla.datos.height)}; la descarga lleva más."
    st.caption(f"Marque un renglón para abrir la ficha de la institución.{recorte if resumen.n_areas > tabla.datos.height else ''}")
    elegido = mostrar.tabla_elegible(tabla, "plan", "clave_sujeto")
    if elegido:
        estado.cambiar(sujeto=elegido)
        estado.pedir_pagina("sujeto")
        st.rerun()
    mostrar.descargas(tabla, "plan")
    mostrar.notas(tabla)


def _palanca(actual: Contexto) -> None:
    """A dónde llevarían los cinco cambios de mayor ganancia: con una entidad, cuáles son; con varias, una por renglón."""
    tabla = vista.palancas(actual.motor, actual.catalogo, actual.seleccion)
    dichas = plan_frases.palanca(actual.motor, actual.catalogo, actual.seleccion)
    st.header("La palanca" if dichas else texto_seguro(tabla.titulo))
    if dichas:
        mostrar.frases(dichas)
        tabla = vista.cambios(actual.motor, actual.catalogo, actual.seleccion)
    if tabla.datos.height:
        mostrar.tabla(tabla, "palanca")
        mostrar.descargas(tabla, "palanca")
    mostrar.notas(tabla)


def _concentracion(actual: Contexto, resumen: priorizador.Resumen) -> None:
    """Con una sola institución no hay curva que dibujar."""
    if resumen.con_ganancia < 2:
        return
    grafica = vista.grafica_pareto(actual.motor, actual.catalogo, actual.seleccion, actual.tema)
    st.header(texto_seguro(grafica.titulo))
    mostrar.frases(plan_frases.concentracion(actual.motor, actual.catalogo, actual.seleccion))
    mostrar.grafica(grafica, "pareto")
    mostrar.descargas(grafica.tabla, "pareto")
    mostrar.gemela(grafica, "pareto")


def _lineas(actual: Contexto) -> None:
    tabla = acciones.por_linea(actual.motor, actual.catalogo, actual.seleccion)
    st.header("Del rezago a la acción")
    st.markdown(texto_seguro(f"{tabla.titulo}, entre las de la selección. Plan de Trabajo 2024 (histórico)."))
    mostrar.frases(acciones.frases_por_linea(actual.motor, actual.catalogo, actual.seleccion))
    mostrar.tabla(tabla, "lineas")
    mostrar.descargas(tabla, "lineas")
    mostrar.consulta(tabla)
    mostrar.notas(tabla)


def _sin_sujetos(actual: Contexto) -> None:
    """Sin resultados por institución no se puede priorizar; se dice y se ofrece la edición que sí los tiene."""
    st.info(texto_seguro(actual.edicion.cobertura), icon=":material/info:")
    st.markdown("Sin resultados de cada institución no se puede decir por dónde empezar.")
    completa = next((edicion for edicion in actual.catalogo.ediciones.values() if edicion.por_sujeto), None)
    if completa:
        destino, _ = normalizar(actual.seleccion.con(metrica=completa.metrica, edicion=completa.anio), actual.catalogo)
        mostrar.enlace("areas_de_oportunidad", f"Ver las áreas de oportunidad de la {completa.metrica} {completa.anio}", destino)


correr("areas_de_oportunidad", pagina)
