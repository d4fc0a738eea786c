"""Sujeto obligado: sus cifras frente a sus pares y el renglón de origen."""

import streamlit as st

from apertura import formato
from apertura.interfaz import acciones, estado, fichas, mostrar, selectores
from apertura.interfaz.contexto import Contexto, contexto
from apertura.interfaz.marco import correr
from apertura.interfaz.texto import texto_seguro
from apertura.seleccion import de_entidad, normalizar
from apertura.vistas import brechas as vista_brechas
from apertura.vistas import cifras, frases, lectura
from apertura.vistas import pares as de_pares
from apertura.vistas import sujeto as vista
from apertura.vistas.comparar import sugeridas

EJEMPLOS = ("20-EJE-08", "14-LEG-02", "19-UNI-01", "22-MUN-014", "FED-JUD-02")


def pagina() -> None:
    """La ficha del sujeto elegido, o cómo encontrarlo."""
    actual = contexto()
    ficha = _ficha(actual)
    if not ficha:
        st.title("Sujeto obligado")
        _sin_ficha(actual)
        return
    st.title(texto_seguro(ficha.etiqueta))
    st.markdown(texto_seguro(f"{ficha.nombre_tipo} · orden {ficha.nombre_orden.lower()} · {ficha.entidad}"))
    _con_quien(actual, ficha)
    _en_palabras(actual)
    _cifras(actual)
    _por_donde_empezar(actual)
    acciones.bloque_de_sujeto(actual)
    _pares(actual, ficha)
    _lectura(actual)
    _historia(actual)
    _origen(actual, ficha)


def _ficha(actual: Contexto) -> vista.Ficha | None:
    if not actual.seleccion.sujeto or not actual.edicion.por_sujeto:
        return None
    return vista.ficha(actual.motor, actual.catalogo, actual.seleccion)


def _sin_ficha(actual: Contexto) -> None:
    if actual.seleccion.sujeto and not actual.edicion.por_sujeto:
        nombre = actual.catalogo.sujetos[actual.seleccion.sujeto]
        st.info(texto_seguro(f"No se conserva resultado de «{nombre}» en la {actual.edicion.nombre}. {actual.edicion.cobertura}"))
        return
    if not actual.edicion.por_sujeto:
        st.info(texto_seguro(actual.edicion.cobertura), icon=":material/info:")
    total = formato.entero(len(actual.catalogo.sujetos))
    st.markdown(f"Escriba arriba parte del nombre, con o sin acentos: busca entre {total} instituciones. O empiece por un ejemplo:")
    con_base = next((e for e in actual.catalogo.ediciones.values() if e.por_sujeto), actual.edicion)
    base, _ = normalizar(actual.seleccion.con(metrica=con_base.metrica, edicion=con_base.anio), actual.catalogo)
    sujetos = actual.catalogo.sujetos
    for clave in [clave for clave in EJEMPLOS if clave in sujetos] or list(sujetos)[: len(EJEMPLOS)]:
        mostrar.enlace("sujeto", sujetos[clave], base.con(sujeto=clave))


def _con_quien(actual: Contexto, ficha: vista.Ficha) -> None:
    """Con qué grupo se compara todo lo que sigue; queda en la dirección."""
    with st.container(key="controles", horizontal=True, vertical_alignment="bottom"):
        selectores.uno("Comparar con", "pares", de_pares.opciones(actual.motor, actual.catalogo, actual.seleccion), ancho=240)
        if actual.seleccion.pares == "lista":
            otros = {clave: nombre for clave, nombre in actual.catalogo.sujetos.items() if clave != ficha.clave}
            selectores.varios("Instituciones de la lista", "lista", otros, vacio="Escriba un nombre")
        tabla = vista.indicadores(actual.motor, actual.catalogo, actual.seleccion)
        fichas.boton(actual, tabla, ficha.clave, ficha.etiqueta)
    st.markdown(texto_seguro(f"Su grupo, contándolo: {ficha.grupo}."))


def _en_palabras(actual: Contexto) -> None:
    """El párrafo generado y, a un clic, quienes ya lograron el primer paso."""
    mostrar.frases(frases.de_sujeto(actual.motor, actual.catalogo, actual.seleccion))
    quienes = frases.a_quienes(actual.motor, actual.catalogo, actual.seleccion)
    if quienes:
        with st.container(key="quienes", horizontal=True):
            for clave, nombre in quienes:
                mostrar.enlace("sujeto", nombre, actual.seleccion.con(sujeto=clave))


def _cifras(actual: Contexto) -> None:
    mostrar.cifras(cifras.de_sujeto(actual.motor, actual.catalogo, actual.seleccion))


def _por_donde_empezar(actual: Contexto) -> None:
    """Cuánto subiría el índice con cada indicador, qué tan alcanzable es y a quién preguntar."""
    st.header("Por dónde empezar")
    tabla = vista_brechas.por_donde_empezar(actual.motor, actual.catalogo, actual.seleccion)
    mostrar.tabla(tabla, "pasos")
    if grafica := lectura.grafica_de_pasos(actual.motor, actual.catalogo, actual.seleccion, actual.tema):
        st.subheader("Lo que sumaría cada paso")
        mostrar.grafica(grafica, "pasos")
    mostrar.descargas(tabla, "pasos")
    mostrar.enlace("simulador", "Simular cambios en sus cifras", actual.seleccion.con(simula="sujeto"))
    mostrar.notas(tabla)


def _pares(actual: Contexto, ficha: vista.Ficha) -> None:
    st.header("Frente a sus pares")
    grafica = lectura.grafica_de_pares(actual.motor, actual.catalogo, actual.seleccion, actual.tema)
    mostrar.grafica(grafica, "pares", _abrir, "sujeto.clave")
    mostrar.descargas(grafica.tabla, "pares")
    mostrar.enlace("entidad", f"Ver los datos {de_entidad(ficha.cve_ent, actual.catalogo)}", actual.seleccion.con(entidad=ficha.cve_ent))
    rodeada = sugeridas(actual.motor, actual.catalogo, actual.seleccion)
    mostrar.enlace("comparar", "Compararla con su grupo, su entidad y el país", actual.seleccion.con(unidades=rodeada))
    mostrar.enlace("evolucion", "Ver qué se publicó de ella en otras ediciones", actual.seleccion.con(unidades=(rodeada[0], *rodeada[2:])))
    mostrar.gemela(grafica, "pares")


def _abrir(clave: str) -> None:
    estado.cambiar(sujeto=clave)


def _lectura(actual: Contexto) -> None:
    """Fortaleza, área individual o rezago compartido, con su regla y junto a la brecha oficial."""
    st.header("Cómo se lee cada indicador")
    mostrar.frases(lectura.tipologia(actual.motor, actual.catalogo, actual.seleccion))
    tabla = lectura.lectura(actual.motor, actual.catalogo, actual.seleccion)
    mostrar.tabla(tabla, "lectura")
    mostrar.descargas(tabla, "lectura")
    mostrar.notas(tabla)


def _historia(actual: Contexto) -> None:
    """Su cifra y lo publicado en cada edición; se manda al abrirla."""
    caja = st.expander("Su historia: cada edición", key="e_historia", on_change="rerun")
    if not caja.open:
        return
    with caja:
        tabla = lectura.historia(actual.motor, actual.catalogo, actual.seleccion)
        if tabla.datos.filter(ambito="sujeto")["edicion"].n_unique() < 2:
            st.markdown("De esta institución no se conserva ninguna cifra en otra edición; sí de su entidad o del país.")
        mostrar.frases(lectura.cambios_en_su_historia(actual.motor, actual.catalogo, actual.seleccion))
        mostrar.tabla(tabla, "historia")
        mostrar.descargas(tabla, "historia")
        mostrar.notas(tabla)


def _origen(actual: Contexto, ficha: vista.Ficha) -> None:
    """El renglón de la fuente y lo que se le hizo al nombre."""
    st.header("De dónde sale")
    st.markdown(texto_seguro(vista.de_donde_sale(ficha, actual.catalogo)))
    tabla = vista.renglon_de_origen(actual.motor, actual.catalogo, actual.seleccion)
    mostrar.tabla(tabla, "origen")
    mostrar.descargas(tabla, "origen")
    mostrar.consulta(tabla)
    mostrar.notas(tabla)


correr("sujeto", pagina)
