"""Lo que se entendió del archivo, paso por paso, y las decisiones que esperan a una persona."""

from datetime import date

import streamlit as st

from apertura.cargas import lugares
from apertura.cargas.carga import Carga
from apertura.cargas.resultado import Resultado, leer_resultado
from apertura.catalogo import PASOS
from apertura.exportacion.diferido import Descarga
from apertura.exportacion.xlsx import MIME
from apertura.interfaz import estado, mostrar
from apertura.interfaz.cargar import cambios, columnas, decidir, espera, instituciones, publicar
from apertura.interfaz.contexto import Contexto
from apertura.interfaz.texto import texto_seguro
from apertura.vistas import cargar as vista

_AVISOS = {
    "listo": (st.success, ":material/check_circle:"),
    "falta": (st.warning, ":material/pending_actions:"),
    "no": (st.error, ":material/block:"),
}


def pintar(actual: Contexto, carga: Carga) -> None:
    """El veredicto, los pasos y el paso elegido."""
    resultado = leer_resultado(carga)
    if resultado is None:
        espera.detenida(carga.con(falla="El resultado de la revisión no se puede leer; revise el archivo otra vez."))
        return
    if carga.falla:
        st.error(texto_seguro(carga.falla), icon=":material/error:")
    como, dicho = vista.veredicto(resultado)
    avisar, icono = _AVISOS[como]
    avisar(texto_seguro(dicho), icon=icono)
    if resultado.dictamen["leidos"]:
        st.caption(texto_seguro(f"{vista.cuenta(resultado)}."))
    paso = _paso(actual, resultado)
    PINTORES[paso](actual, carga, resultado)
    _seguir(paso, resultado)


def _paso(actual: Contexto, resultado: Resultado) -> str:
    """El paso de la dirección, si tiene qué mostrar; si no, el primero en que falte algo."""
    nombres = vista.pasos(resultado)
    elegido = actual.seleccion.paso if actual.seleccion.paso in nombres else vista.primer_paso(resultado)
    st.session_state["w_paso"] = elegido
    st.segmented_control("Paso", list(nombres), format_func=nombres.__getitem__, key="w_paso", required=True, on_change=_al_elegir)
    return elegido


def _al_elegir() -> None:
    estado.cambiar(paso=st.session_state["w_paso"])


def _seguir(paso: str, resultado: Resultado) -> None:
    if otro := vista.siguiente(paso, resultado):
        st.button(
            f"Seguir: {PASOS[otro].lower()}",
            key="b_seguir",
            icon=":material/arrow_forward:",
            on_click=estado.cambiar,
            kwargs={"paso": otro},
        )


def _archivo(actual: Contexto, carga: Carga, resultado: Resultado) -> None:
    p = resultado.propuesta
    st.header("Qué archivo es")
    decidir.contexto(carga, resultado)
    decidir.pendientes(carga, [d for d in vista.pendientes(resultado, "archivo") if d["codigo"] not in decidir.DE_CONTEXTO], "archivo")
    if not resultado.muestra["filas"]:
        return
    mostrar.tabla(vista.muestra(carga, resultado), "muestra")
    como = [p["formato"] or "", f"separado por «{p['separador']}»" if p["separador"] else "", p["codificacion"] or ""]
    encabezado = f"; el encabezado es el renglón {p['renglon_de_encabezado']}" if p["renglon_de_encabezado"] else ""
    st.caption(texto_seguro(f"Se leyó como {', '.join(filter(None, como))}{encabezado}."))


def _defectos(actual: Contexto, carga: Carga, resultado: Resultado) -> None:
    st.header("Defectos del archivo")
    decidir.pendientes(carga, vista.pendientes(resultado, "defectos"), "defectos")
    if not resultado.defectos:
        st.success("No se encontró ningún defecto.")
        return
    nombres = vista.cuantos_defectos(resultado)
    niveles = st.pills("Nivel", list(nombres), format_func=nombres.__getitem__, selection_mode="multi", key="w_nivel")
    mostrar.tabla(vista.defectos(carga, resultado, list(niveles)), "defectos")
    carpeta = lugares.corrida_de(carga.id, carga.revision)
    with st.container(horizontal=True):
        for archivo, mime, etiqueta in (
            (lugares.INFORME_XLSX, MIME, "Informe en Excel"),
            (lugares.INFORME_JSON, "application/json", "Informe en JSON"),
        ):
            nombre = f"defectos_{carga.sha256[:8]}_{date.today():%Y%m%d}.{archivo.rpartition('.')[2]}"
            mostrar.boton_de_descarga(Descarga(nombre, mime, (carpeta / archivo).read_bytes, etiqueta), f"d_{archivo}", ancho="content")


PINTORES = {
    "archivo": _archivo,
    "columnas": columnas.pintar,
    "instituciones": instituciones.pintar,
    "defectos": _defectos,
    "cambios": cambios.pintar,
    "publicar": publicar.pintar,
}
