"""Cuando una orden la lanzó la página Cargar y no una persona en la terminal."""

import os

from apertura import acceso


def ceder(quien: str | None) -> None:
    """La página ya comprobó quién es y qué puede; y como tiene a otros esperando, se le cede el procesador."""
    persona = acceso.Persona(quien or acceso.actual().nombre, acceso.Rol.EDICION, "página")
    acceso.identificar_con(lambda: persona)
    if hasattr(os, "nice"):
        os.nice(5)
