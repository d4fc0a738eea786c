"""Selectores: cada uno lee la selección, y al moverse la cambia y nada más."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import streamlit as st

from apertura.catalogo import Catalogo
from apertura.interfaz import estado


def uno(
    etiqueta: str,
    campo: str,
    opciones: Mapping[str, str],
    *,
    como: str = "lista",
    vacio: str | None = None,
    al_cambiar: Callable[[str], dict[str, object]] | None = None,
    ayuda: str | None = None,
    ancho: int | Literal["stretch"] = "stretch",
) -> None:
    """Elige un valor de `campo`. `como` es «lista» o «botones»; `vacio` es el texto de «ninguno», si se admite."""
    llave = f"w_{campo}"
    claves = [*([""] if vacio is not None else []), *opciones]
    valor = getattr(estado.actual(), campo)
    st.session_state[llave] = valor if valor in claves else claves[0]
    nombres = {"": vacio or "", **opciones}
    comunes = {"key": llave, "format_func": nombres.__getitem__, "help": ayuda}
    comunes |= {"on_change": _al_elegir, "args": (campo, llave, al_cambiar)}
    if como == "botones":
        st.segmented_control(etiqueta, claves, required=True, **comunes)
    else:
        st.selectbox(etiqueta, claves, filter_mode="contains", placeholder="Elija", width=ancho, **comunes)


def menu(etiqueta: str, campo: str, opciones: Mapping[str, str], vacio: str) -> None:
    """Elige un valor de `campo` en un menú que se despliega; `vacio` es el texto de «ninguno».

    Para listas largas junto a una gráfica: a diferencia de `uno`, cerrado no se vuelve a armar en cada cambio.
    """
    llave = f"w_{campo}"
    claves = [*([""] if getattr(estado.actual(), campo) else []), *opciones]
    nombres = {"": vacio, **opciones}
    st.menu_button(
        etiqueta, claves, key=llave, format_func=nombres.__getitem__, on_click=_al_elegir, args=(campo, llave, None), width="stretch"
    )


def varios(
    etiqueta: str,
    campo: str,
    opciones: Mapping[str, str],
    *,
    como: str = "lista",
    vacio: str = "Todos",
    ancho: int | Literal["stretch"] = "stretch",
    maximo: int | None = None,
    puestos: Sequence[str] | None = None,
) -> None:
    """Elige varios valores de `campo`, a lo más `maximo`; ninguno significa todos. `puestos`: los que se ven si no es lo elegido."""
    llave = f"w_{campo}"
    st.session_state[llave] = [clave for clave in puestos or getattr(estado.actual(), campo) if clave in opciones]
    comunes = {
        "key": llave,
        "format_func": opciones.__getitem__,
        "on_change": _al_elegir_varios,
        "args": (campo, llave),
    }
    if como == "botones":
        st.pills(etiqueta, list(opciones), selection_mode="multi", **comunes)
    else:
        st.multiselect(
            etiqueta,
            list(opciones),
            placeholder=vacio,
            filter_mode="contains",
            select_all=False,
            max_selections=maximo,
            width=ancho,
            **comunes,
        )


def lentes(etiqueta: str, opciones: Mapping[str, str], tipos: Mapping[str, Sequence[str]], elegido: str | None) -> None:
    """Un lente con un clic; el mismo clic lo quita."""
    st.session_state["w_lente"] = elegido
    st.pills(
        etiqueta,
        list(opciones),
        format_func=opciones.__getitem__,
        key="w_lente",
        on_change=_al_elegir_lente,
        args=(tipos,),
        label_visibility="collapsed",
    )


def filtros(catalogo: Catalogo) -> None:
    """Orden y tipo en un panel; el botón dice cuántos filtros hay puestos, para que ninguno pase inadvertido."""
    puestos = len(estado.actual().ordenes) + len(estado.actual().tipos)
    caja = st.popover(f"Filtros ({puestos})" if puestos else "Filtros", icon=":material/tune:", key="p_filtros", on_change="rerun")
    # Cerrado no manda nada: sus listas son de lo que más cuesta volver a pintar en cada cambio.
    if not caja.open:
        return
    with caja:
        varios("Orden de gobierno", "ordenes", catalogo.ordenes, como="botones")
        varios("Tipo de sujeto obligado", "tipos", catalogo.tipos)
        if puestos:
            quitar_filtros("panel")


def quitar_filtros(donde: str = "pagina") -> None:
    """Un botón que deja todos los sujetos obligados."""
    vacios = {"entidades": (), "ordenes": (), "tipos": ()}
    st.button("Quitar los filtros", key=f"quitar_{donde}", on_click=estado.cambiar, kwargs=vacios)


def _al_elegir(campo: str, llave: str, al_cambiar: Callable[[str], dict[str, object]] | None) -> None:
    valor = st.session_state[llave]
    estado.cambiar(**{campo: valor}, **(al_cambiar(valor) if al_cambiar else {}))


def _al_elegir_varios(campo: str, llave: str) -> None:
    estado.cambiar(**{campo: tuple(st.session_state[llave])})


def _al_elegir_lente(tipos: Mapping[str, Sequence[str]]) -> None:
    elegido = st.session_state["w_lente"]
    estado.cambiar(tipos=tuple(tipos[elegido]) if elegido else (), ordenes=())
