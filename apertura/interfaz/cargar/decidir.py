"""Las preguntas que el archivo deja abiertas, cada una con sus respuestas, y el botón que vuelve a revisar con ellas."""

from typing import Any

import streamlit as st

from apertura.cargas import acciones
from apertura.cargas.carga import Carga
from apertura.cargas.resultado import Resultado
from apertura.catalogo import METRICAS
from apertura.interfaz.cargar.hacer import hacer, quejarse
from apertura.interfaz.texto import texto_seguro

DE_CONTEXTO = ("HOJA", "METRICA", "EDICION", "ANIOS")
"""Se responden en un solo formulario: de qué métrica, edición y hoja es el archivo."""
A_LA_VEZ = 10
SIN_DECIDIR = "Sin decidir"
GUARDAR = "Guardar y revisar otra vez"
Pendiente = dict[str, Any]


def contexto(carga: Carga, resultado: Resultado) -> None:
    """Métrica, edición y hoja: lo que se entendió, para confirmarlo o corregirlo."""
    for pregunta in (p for p in resultado.impiden if p["codigo"] in DE_CONTEXTO):
        st.markdown(f":orange-badge[Falta decidir] {texto_seguro(pregunta['que'])}.")
    p, base = resultado.propuesta, f"{carga.id}_{carga.revision}"
    hojas = [h["nombre"] for h in resultado.hojas if not h["oculta"]] or [p["hoja"] or ""]
    con_duda = {d["codigo"] for d in resultado.impiden}
    with st.form("contexto", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        opciones = [*METRICAS]
        st.selectbox(
            "Métrica", opciones, index=opciones.index(p["metrica"]) if p["metrica"] in opciones else None, key=f"metrica_{base}",
            format_func=lambda m: f"{m} · {METRICAS[m]}", placeholder="Elija", width=320,
        )  # fmt: skip
        anio = "" if con_duda & {"ANIOS", "EDICION"} else str(p["edicion"] or "")
        st.text_input("Edición (año)", value=anio, key=f"edicion_{base}", max_chars=4, placeholder="2019", width=130)
        if len(hojas) > 1:
            puesta = None if "HOJA" in con_duda or p["hoja"] not in hojas else hojas.index(p["hoja"])
            st.selectbox("Hoja", hojas, index=puesta, key=f"hoja_{base}", placeholder="Elija", width=240)
        st.form_submit_button(GUARDAR, on_click=_al_decir_contexto, args=(carga.id, base))


def _al_decir_contexto(id_: str, base: str) -> None:
    metrica, edicion, hoja = (st.session_state.get(f"{campo}_{base}") for campo in ("metrica", "edicion", "hoja"))
    escrito = (edicion or "").strip()
    if escrito and not (escrito.isascii() and escrito.isdigit() and 2017 <= int(escrito) <= 2100):
        quejarse(f"«{escrito}» no es el año de una edición. Escriba cuatro cifras, por ejemplo 2019.")
        return
    hacer(acciones.decidir, id_, [], metrica=metrica, edicion=int(escrito) if escrito else None, hoja=hoja)


def pendientes(carga: Carga, preguntas: list[Pendiente], paso: str) -> None:
    """Un formulario con las preguntas del paso; las ya respondidas se pueden cambiar. Lo que no tiene respuesta sólo se dice."""
    sueltas = [p for p in preguntas if not p["opciones"]]
    for p in sueltas[:3]:
        st.markdown(f":gray-badge[Para revisar] {texto_seguro(p['que'])}. {texto_seguro(_donde(p))} {texto_seguro(p['remedio'])}")
    if len(sueltas) > 3:
        st.caption(f"Y {len(sueltas) - 3} más del mismo género: están en «Defectos».")
    preguntas = [p for p in preguntas if p["opciones"]]
    if not preguntas:
        return
    base = f"{paso}_{carga.id}_{carga.revision}"
    with st.form(f"decidir_{base}"):
        for numero, pregunta in enumerate(preguntas[:A_LA_VEZ]):
            _pregunta(pregunta, f"{base}_{numero}")
        if len(preguntas) > A_LA_VEZ:
            st.caption(f"Y {len(preguntas) - A_LA_VEZ} más, que se preguntan después de éstas.")
        st.form_submit_button(GUARDAR, type="primary", on_click=_al_decidir, args=(carga.id, preguntas[:A_LA_VEZ], base))


def _pregunta(p: Pendiente, llave: str) -> None:
    marca = ":orange-badge[Falta decidir]" if p["impide"] else ":gray-badge[Ya decidido]"
    st.markdown(f"{marca} **{texto_seguro(p['que'])}.** {texto_seguro(_donde(p))}")
    if p["con_cuidado"]:
        numero = p["alternativas"][0] if p["alternativas"] else ""
        if p["decidida"]:
            st.caption("Se confirmó escribiendo el número.")
            return
        st.text_input(f"Si es correcto, escriba cuántas son ({numero}) para confirmarlo", key=llave, max_chars=9, width=320)
        return
    valores = [valor for valor, _ in p["opciones"]]
    nombres = dict(p["opciones"])
    puesta = valores.index(p["decidida"]) if p["decidida"] in valores else None
    if len(valores) == 1:
        st.checkbox(texto_seguro(nombres[valores[0]]), value=puesta is not None, key=llave)
    elif len(valores) > 4:
        st.selectbox(texto_seguro(p["que"]), valores, index=puesta, format_func=nombres.__getitem__, key=llave, placeholder=SIN_DECIDIR,
                     label_visibility="collapsed")  # fmt: skip
    else:
        st.radio(texto_seguro(p["que"]), valores, index=puesta, format_func=nombres.__getitem__, key=llave, label_visibility="collapsed")


def _donde(p: Pendiente) -> str:
    partes = [
        f"hoja «{p['hoja']}»" if p["hoja"] else "",
        f"renglón {p['renglon']}" if p["renglon"] else "",
        f"columna {p['columna']}" if p["columna"] else "",
    ]
    dichas = ", ".join(parte for parte in partes if parte)
    return f"({dichas})" if dichas else ""


def _al_decidir(id_: str, preguntas: list[Pendiente], base: str) -> None:
    respuestas: list[tuple[str, str, str]] = []
    for numero, p in enumerate(preguntas):
        dicho = st.session_state.get(f"{base}_{numero}")
        if dicho is False and p["decidida"]:
            respuestas.append((p["codigo"], p["sobre"], ""))  # se arrepintió
        if not dicho:
            continue
        dicho = p["opciones"][0][0] if dicho is True else dicho
        if p["con_cuidado"]:
            if str(dicho).strip().replace(",", "") != p["alternativas"][0]:
                quejarse(f"Escribió «{dicho}» y son {p['alternativas'][0]}. No se confirmó nada.")
                return
            dicho = p["opciones"][0][0]
        respuestas.append((p["codigo"], p["sobre"], str(dicho)))
    if not respuestas:
        quejarse("No eligió ninguna respuesta.")
        return
    hacer(acciones.decidir, id_, respuestas)
