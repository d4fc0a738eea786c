"""Lo que toda página recibe: motor, catálogo, selección y tema."""

from dataclasses import dataclass

import streamlit as st

from apertura.catalogo import Catalogo, Edicion, Indicador
from apertura.consultas import Motor
from apertura.graficas.tema import NombreTema
from apertura.interfaz import estado
from apertura.laminas import Vista
from apertura.seleccion import Seleccion
from apertura.vistas.comun import edicion_de


@dataclass(frozen=True)
class Contexto:
    """Una corrida de una página. La publicación no cambia mientras dura."""

    motor: Motor
    catalogo: Catalogo
    seleccion: Seleccion
    tema: NombreTema
    pagina: str

    def vista(self, lamina: str = "") -> Vista:
        """Lo que se está viendo, como dirección; `lamina` dice cuál parte."""
        return Vista(self.pagina, self.seleccion, lamina)

    @property
    def edicion(self) -> Edicion:
        """La edición elegida."""
        return edicion_de(self.seleccion, self.catalogo)

    @property
    def indicador(self) -> Indicador:
        """El indicador elegido."""
        return self.catalogo.indicadores[(self.seleccion.metrica, self.seleccion.edicion)][self.seleccion.indicador]


def contexto() -> Contexto:
    """El contexto que el marco dejó listo para esta corrida."""
    return st.session_state["_contexto"]


def preparar(motor: Motor, catalogo: Catalogo, pagina: str) -> Contexto:
    """Arma el contexto con la selección vigente y lo deja a la mano de la página."""
    listo = Contexto(motor, catalogo, estado.actual(), tema(), pagina)
    st.session_state["_contexto"] = listo
    return listo


def tema() -> NombreTema:
    """El tema que ve la persona; claro si el navegador no lo ha dicho."""
    return "oscuro" if getattr(st.context.theme, "type", None) == "dark" else "claro"
