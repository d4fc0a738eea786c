"""Las láminas de la sesión: su orden a la izquierda; a la derecha, la elegida como se va a ver y lo que se le puede cambiar."""

import streamlit as st

from apertura import formato
from apertura.errores import ErrorApertura
from apertura.interfaz import mostrar
from apertura.interfaz.contexto import Contexto
from apertura.interfaz.sesion import guion
from apertura.interfaz.texto import texto_seguro
from apertura.laminas import PAGINAS, de_direccion
from apertura.sesion import Armada, Guion, poner_al_dia
from apertura.sesion.cambios import cifras_viejas

LARGO_A_LA_VISTA = 70
CAMBIOS_A_LA_VISTA = 12


def cambiadas(actual: Contexto, armadas: list[Armada]) -> None:
    """Qué láminas cambiaron desde que se revisaron y cuáles ya no existen."""
    otras = [a.numero + 1 for a in armadas if a.cambios is not None]
    perdidas = [a.numero + 1 for a in armadas if a.falta]
    if otras:
        st.warning(
            texto_seguro(f"Con los datos de hoy {_cuales(otras, 'cambió', 'cambiaron')}. Se ven las de hoy: revise lo escrito."),
            icon=":material/update:",
        )  # fmt: skip
        st.button("Dar todas por revisadas", key="b_revisadas", on_click=_revisar, args=(actual, None))
    if perdidas:
        st.warning(
            texto_seguro(f"Con los datos de hoy {_cuales(perdidas, 'ya no existe', 'ya no existen')}. No se proyectan ni se descargan."),
            icon=":material/link_off:",
        )  # fmt: skip


def _cuales(numeros: list[int], uno: str, varios: str) -> str:
    juntos = formato.enumerar([str(numero) for numero in numeros])
    return f"{uno} la lámina {juntos}" if len(numeros) == 1 else f"{varios} las láminas {juntos}"


def lista(armadas: list[Armada]) -> None:
    """Un renglón por lámina: elegirla, subirla, bajarla y quitarla, con ratón o con teclado."""
    elegida = guion.elegido()
    with st.container(key="lista_de_sesion", gap="xsmall"):
        for armada in armadas:
            _renglon(armada, armada.numero == elegida, len(armadas))


def _renglon(armada: Armada, es_la_elegida: bool, cuantas: int) -> None:
    numero = armada.numero
    marca = " · ya no existe" if armada.falta else " · cambió" if armada.cambios is not None else ""
    corto = armada.titulo if len(armada.titulo) <= LARGO_A_LA_VISTA else f"{armada.titulo[:LARGO_A_LA_VISTA].rstrip()}…"
    with st.container(key=f"renglon_sesion_{numero}", horizontal=True, vertical_alignment="center", gap="xxsmall"):
        st.button(
            texto_seguro(f"{numero + 1}. {corto}{marca}"), key=f"b_paso_{numero}", type="primary" if es_la_elegida else "secondary",
            on_click=guion.elegir, args=(numero,), width="stretch",
        )  # fmt: skip
        _mando("subir", "arrow_upward", f"Subir la lámina {numero + 1}", numero, numero == 0)
        _mando("bajar", "arrow_downward", f"Bajar la lámina {numero + 1}", numero, numero == cuantas - 1)
        _mando("quitar", "close", f"Quitar la lámina {numero + 1}", numero, False)


def _mando(que: str, icono: str, nombre: str, numero: int, apagado: bool) -> None:
    st.button(
        nombre, key=f"b_mando_{que}_{numero}", icon=f":material/{icono}:", disabled=apagado, on_click=_al_mandar, args=(que, numero),
        type="tertiary", width="content",
    )  # fmt: skip


def _al_mandar(que: str, numero: int) -> None:
    vigente = guion.actual()
    if que == "quitar":
        guion.guardar(vigente.quitar(numero))
        guion.elegir(min(numero, len(vigente.pasos) - 2))
        return
    cuanto = -1 if que == "subir" else 1
    guion.guardar(vigente.mover(numero, cuanto))
    guion.elegir(numero + cuanto)


def detalle(actual: Contexto, armada: Armada, direccion: str) -> None:
    """La lámina elegida: cómo se ve, qué cambió, y su título, mensaje y notas."""
    if armada.falta:
        st.info(texto_seguro(f"{armada.falta} Quítela, o cambie la métrica o la edición de la vista."), icon=":material/link_off:")
    elif direccion:
        with st.container(key="previa_de_sesion"):
            st.image(f"{direccion}/{armada.numero}.svg", width="stretch", alt=_en_palabras(armada))
        st.caption(texto_seguro(f"Lámina {armada.numero + 1}, como se proyecta: {armada.titulo}."))
    if armada.cambios is not None:
        _cambios(actual, armada)
    _textos(armada)
    _pie(actual, armada)


def _en_palabras(armada: Armada) -> str:
    """El texto alternativo: lo que la lámina muestra; de una portada, lo que dice."""
    return armada.lamina.descripcion if armada.lamina else f"Portada: {armada.titulo}. {armada.mensaje}"


def _cambios(actual: Contexto, armada: Armada) -> None:
    dichos = [f"- {texto_seguro(cambio.en_palabras)}" for cambio in (armada.cambios or ())[:CAMBIOS_A_LA_VISTA]]
    faltan = len(armada.cambios or ()) - len(dichos)
    mas = [f"- y {formato.contar(faltan, 'cifra más', 'cifras más')}"] if faltan else []
    st.warning("\n".join(["Cambió desde que se revisó:", *(dichos or ["- datos que aquí no se leen"]), *mas]), icon=":material/update:")
    escrito = f"{armada.paso.titulo} {armada.paso.mensaje or ''} {armada.paso.notas}"
    if viejas := cifras_viejas(escrito, armada.cambios or ()):
        st.warning(
            texto_seguro(f"Lo que usted escribió dice {formato.enumerar(viejas)}, que ya no es la cifra."), icon=":material/edit_note:"
        )
    st.button("Dar por revisada", key="b_revisada", on_click=_revisar, args=(actual, armada.numero))


def _revisar(actual: Contexto, numero: int | None) -> None:
    vigente = guion.actual()
    guion.guardar(poner_al_dia(actual.motor, actual.catalogo, vigente, None if numero is None else [numero]))


def _textos(armada: Armada) -> None:
    """Los de la lámina, que se pueden cambiar: la cifra y su fuente, no."""
    paso = armada.paso
    st.session_state["w_paso_titulo"] = armada.titulo if not armada.falta else paso.titulo
    st.text_input("Título", key="w_paso_titulo", max_chars=200, on_change=_al_escribir, args=(armada, "titulo"))
    st.session_state["w_paso_mensaje"] = armada.mensaje or paso.mensaje or ""
    st.text_area("Mensaje clave", key="w_paso_mensaje", max_chars=400, height=90, on_change=_al_escribir, args=(armada, "mensaje"))
    st.session_state["w_paso_notas"] = paso.notas
    st.text_area(
        "Notas de quien presenta", key="w_paso_notas", max_chars=4000, height=110, on_change=_al_escribir, args=(armada, "notas"),
        help="Se ven en la vista del orador y en las notas de PowerPoint; no en la pantalla.",
    )  # fmt: skip


def _al_escribir(armada: Armada, campo: str) -> None:
    """Lo que quedó igual que el original no se guarda como propio: así se actualiza con los datos."""
    escrito = str(st.session_state[f"w_paso_{campo}"])
    original = armada.original
    if original and campo == "titulo" and escrito.strip() == original.titulo:
        escrito = ""
    suyo = original.mensaje.texto if original and original.mensaje else ""
    valor = None if campo == "mensaje" and original and escrito.strip() == suyo else escrito
    guion.guardar(guion.actual().cambiar(armada.numero, **{campo: valor}))


def _pie(actual: Contexto, armada: Armada) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        if not armada.paso.es_portada and (armada.paso.titulo or armada.paso.mensaje is not None):
            st.button(
                "Volver a sus textos", key="b_originales", icon=":material/undo:", on_click=_originales, args=(armada.numero,)
            )  # fmt: skip
        st.button("Duplicar", key="b_duplicar", icon=":material/content_copy:", on_click=_duplicar, args=(armada.numero,))
        if armada.lamina:
            vista, _ = de_direccion(armada.paso.vista, actual.catalogo)
            mostrar.enlace(vista.pagina, f"Ver en {PAGINAS[vista.pagina]}", vista.seleccion)


def _originales(numero: int) -> None:
    guion.guardar(guion.actual().cambiar(numero, titulo="", mensaje=None))


def _duplicar(numero: int) -> None:
    try:
        guion.guardar(guion.actual().duplicar(numero))
    except ErrorApertura as error:
        guion.decir("error", str(error))
        return
    guion.elegir(numero + 1)


def miniaturas(vigente: Guion, armadas: list[Armada], direccion: str) -> None:
    """Todas las láminas, en chico; se mandan al abrirlas."""
    caja = st.expander(f"Ver las {len(vigente.pasos)} láminas", key="e_miniaturas", on_change="rerun")
    if not (caja.open and direccion):
        return
    with caja:
        columnas = st.columns(3)
        for lugar, armada in enumerate(a for a in armadas if not a.falta):
            with columnas[lugar % 3]:
                st.image(f"{direccion}/{armada.numero}.svg?chica", width="stretch", alt=_en_palabras(armada))
                st.caption(texto_seguro(f"{armada.numero + 1}. {armada.titulo}"))
