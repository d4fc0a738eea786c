"""Quién es cada institución: las reconocidas se cuentan; las dudosas y las nuevas, una por una o en bloque, las decide una persona."""

from typing import Any

import streamlit as st

from apertura.cargas import acciones
from apertura.cargas.carga import Carga
from apertura.cargas.resultado import Resultado
from apertura.interfaz.cargar import decidir
from apertura.interfaz.cargar.hacer import hacer, quejarse
from apertura.interfaz.contexto import Contexto
from apertura.interfaz.texto import texto_seguro
from apertura.vistas import cargar as vista

A_LA_VEZ = 8
DE_BLOQUE = ("INSTITUCION-NUEVA", "INSTITUCION-DUDOSA")
NUEVA, RECHAZAR = "nueva", "rechazar"
_MARCAS = {
    "dudoso": ":orange-badge[¿Es la misma?]",
    "nueva": ":orange-badge[No está en el catálogo]",
    "parecido": ":gray-badge[Se reconoció por parecido]",
    "agregada": ":gray-badge[Se agrega]",
    "rechazada": ":gray-badge[No se publica]",
}


def pintar(actual: Contexto, carga: Carga, resultado: Resultado) -> None:
    """Cuántas se reconocieron, las decisiones en bloque, y una por una."""
    st.header("Quién es cada institución")
    if dichas := vista.reconocidas(resultado):
        st.markdown(texto_seguro(f"{dichas[0].upper()}{dichas[1:]}."))
    preguntas = vista.pendientes(resultado, "instituciones")
    decidir.pendientes(carga, [p for p in preguntas if p["codigo"] not in DE_BLOQUE], "instituciones")
    por_decidir = resultado.instituciones["por_decidir"]
    if not por_decidir:
        st.success("Todas las instituciones se reconocieron.", icon=":material/check_circle:")
        return
    _en_bloque(carga, resultado)
    _una_por_una(carga, por_decidir)
    if faltan := resultado.instituciones["faltan"]:
        st.caption(f"Y {faltan} más, que se listan después de decidir éstas; el informe de defectos las trae todas.")


def _en_bloque(carga: Carga, resultado: Resultado) -> None:
    conteo = resultado.instituciones["conteo"]
    botones = [
        ("dudoso", "INSTITUCION-DUDOSA", "aceptar", "Todas las dudosas son las sugeridas"),
        ("dudoso", "INSTITUCION-DUDOSA", NUEVA, "Ninguna dudosa es la sugerida: todas son nuevas"),
        ("nueva", "INSTITUCION-NUEVA", "aceptar", "Agregar al catálogo todas las nuevas"),
        ("nueva", "INSTITUCION-NUEVA", RECHAZAR, "No publicar ninguna de las nuevas"),
    ]
    with st.container(horizontal=True):
        for metodo, codigo, decision, texto in botones:
            ya = (codigo, "*", decision) in carga.decisiones
            if conteo.get(metodo) and not ya:
                st.button(texto, key=f"b_{codigo}_{decision}", on_click=hacer, args=(acciones.decidir, carga.id, [(codigo, "*", decision)]))


def _una_por_una(carga: Carga, filas: list[dict[str, Any]]) -> None:
    base = f"inst_{carga.id}_{carga.revision}"
    paginas = -(-len(filas) // A_LA_VEZ)
    pagina = st.pagination(paginas, key=f"{base}_pagina") if paginas > 1 else 1
    listadas = filas[(pagina - 1) * A_LA_VEZ : pagina * A_LA_VEZ]
    with st.form(f"{base}_{pagina}"):
        for fila in listadas:
            _institucion(fila, f"{base}_{fila['sobre']}")
        st.form_submit_button(decidir.GUARDAR, type="primary", on_click=_al_decidir, args=(carga.id, listadas, base))


def _institucion(fila: dict[str, Any], llave: str) -> None:
    opciones = {clave: f"Es «{nombre}» ({clave})" for clave, nombre in fila["candidatas"]}
    opciones |= {NUEVA: "Es nueva: agregarla al catálogo", RECHAZAR: "No publicarla"}
    claves = list(opciones)
    sugerida = fila["candidatas"][0][0] if fila["metodo"] in ("parecido",) and fila["candidatas"] else None
    puesta = fila["decidida"] or sugerida
    st.markdown(
        f"{_MARCAS.get(fila['metodo'], '')} **{texto_seguro(fila['nombre'])}**, {texto_seguro(fila['entidad'])} · renglón {fila['renglon']}"
    )
    st.selectbox(
        texto_seguro(f"Quién es {fila['nombre']}"), claves, index=claves.index(puesta) if puesta in claves else None,
        format_func=opciones.__getitem__, key=llave, placeholder=decidir.SIN_DECIDIR, label_visibility="collapsed",
    )  # fmt: skip


def _al_decidir(id_: str, filas: list[dict[str, Any]], base: str) -> None:
    dichas = [("INSTITUCION", f["sobre"], st.session_state.get(f"{base}_{f['sobre']}")) for f in filas]
    cambiadas = [(c, s, d) for (c, s, d), f in zip(dichas, filas, strict=True) if d and d != f["decidida"]]
    if not cambiadas:
        quejarse("No eligió ninguna respuesta.")
        return
    hacer(acciones.decidir, id_, cambiadas)
