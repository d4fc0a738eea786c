"""El último paso: publicar lo que se vio, y deshacerlo."""

import streamlit as st

from apertura import publicaciones
from apertura.cargas import acciones
from apertura.cargas.carga import Carga
from apertura.cargas.resultado import Resultado
from apertura.interfaz import mostrar
from apertura.interfaz.cargar import subir, versiones
from apertura.interfaz.cargar.hacer import hacer
from apertura.interfaz.contexto import Contexto
from apertura.interfaz.texto import texto_seguro
from apertura.seleccion import Seleccion, normalizar
from apertura.vistas import cargar as vista


def pintar(actual: Contexto, carga: Carga, resultado: Resultado) -> None:
    """Qué se va a publicar, dicho de una vez, y el botón."""
    st.header("Publicar")
    if not resultado.se_puede_publicar:
        st.markdown("Todavía no: " + texto_seguro(vista.veredicto(resultado)[1]))
        return
    st.markdown(
        f"{texto_seguro(vista.cuenta(resultado))}. {texto_seguro(vista.cambio_en_palabras(resultado))} "
        "Lo que hoy se muestra se guarda completo: **podrá deshacerlo con un clic**."
    )
    if resultado.base != actual.motor.publicacion.id:
        st.warning(
            "Alguien publicó otra versión después de esta revisión. Revise otra vez para ver qué cambiaría ahora.",
            icon=":material/sync_problem:",
        )
        st.button("Revisar otra vez", key="b_otra_vez", type="primary", on_click=hacer, args=(acciones.revisar, carga.id))
        return
    with st.container(horizontal=True):
        st.button(
            "Publicar", key="b_publicar", type="primary", icon=":material/publish:", on_click=hacer, args=(acciones.publicar, carga.id)
        )
        st.button("Quitar el archivo sin publicar", key="b_descartar", on_click=subir.descartar, args=(carga,))


def hecha(actual: Contexto, carga: Carga) -> None:
    """Ya se publicó: verlo, deshacerlo o seguir con otro."""
    vigente = publicaciones.vigente().id
    metrica, edicion = _de_que(actual, carga)
    st.success(
        texto_seguro(f"Se publicó la versión {carga.publicada}. Quien tenga abierta la página la verá en su siguiente clic."),
        icon=":material/check_circle:",
    )
    if metrica:
        # Completa: si el mapa tuviera que corregirla, Atrás pasaría por la incompleta.
        destino, _ = normalizar(Seleccion(metrica=metrica, edicion=edicion, indicador=""), actual.catalogo)
        mostrar.enlace("mapa", f"Ver el mapa de {metrica} {edicion}", destino)
    if vigente != carga.publicada:
        st.info(texto_seguro(f"Ahora se muestra otra versión: {versiones.nombre(vigente)}."))
    else:
        st.button("Deshacer", key="b_deshacer", icon=":material/undo:", on_click=hacer, args=(acciones.deshacer, carga.id))
        st.caption(
            texto_seguro(f"Deshacer vuelve a mostrar {versiones.nombre(carga.anterior)}. No borra nada: después se puede volver a ésta.")
        )
    versiones.pintar()


def _de_que(actual: Contexto, carga: Carga) -> tuple[str, int]:
    """Métrica y edición de lo publicado, si siguen a la vista."""
    dictamen = publicaciones.dictamen(carga.publicada) or {}
    par = (str(dictamen.get("metrica") or ""), int(dictamen.get("edicion") or 0))
    return par if par in actual.catalogo.ediciones else ("", 0)
