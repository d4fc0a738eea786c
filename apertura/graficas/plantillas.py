"""Registro de plantillas: nombre → especificación sin datos, armada una sola vez por tema y tamaño.

La misma plantilla sirve a pantalla y archivo; quien exporta la vuelve a pedir con `tamano="exportacion"` y le pone los
mismos conjuntos, así la imagen no puede decir otra cosa que la pantalla.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from apertura.graficas import (
    plantilla_barras,
    plantilla_calor,
    plantilla_comparaciones,
    plantilla_concentracion,
    plantilla_ediciones,
    plantilla_evolucion,
    plantilla_lado_a_lado,
    plantilla_mapa,
    plantilla_tiras,
    plantilla_tramos,
)
from apertura.graficas.tema import NombreDibujo
from apertura.graficas.vega import Json, Tamano

_PLANTILLAS: dict[str, Callable[..., Json]] = {
    "lamina": lambda tema, tamano: plantilla_mapa.plantilla("lamina", tema, tamano),
    "mosaico": lambda tema, tamano: plantilla_mapa.plantilla("mosaico", tema, tamano),
    "barras": plantilla_barras.plantilla,
    "tira": plantilla_tiras.tira,
    "banda": plantilla_tiras.banda,
    "contra_referencia": plantilla_comparaciones.contra_referencia,
    "medias": plantilla_comparaciones.medias,
    "brechas": plantilla_comparaciones.brechas,
    "calor": plantilla_calor.calor,
    "tramos": plantilla_tramos.tramos,
    "concentracion": plantilla_concentracion.plantilla,
    "ediciones": plantilla_ediciones.plantilla,
    "evolucion": plantilla_evolucion.plantilla,
    "lado_a_lado": plantilla_lado_a_lado.plantilla,
}


@lru_cache(maxsize=256)
def _armar(nombre: str, tema: NombreDibujo, tamano: Tamano, argumentos: tuple[tuple[str, Any], ...]) -> Json:
    return _PLANTILLAS[nombre](tema, tamano, **dict(argumentos))


def especificacion(nombre: str, tema: NombreDibujo = "claro", tamano: Tamano = "pantalla", **argumentos: Any) -> Json:
    """La plantilla `nombre`. El objeto es compartido: no se modifica. Los argumentos son textos o números."""
    return _armar(nombre, tema, tamano, tuple(sorted(argumentos.items())))


def para_exportar(especificacion_de_pantalla: Json, tema: NombreDibujo) -> Json:
    """La hermana de archivo de una especificación de pantalla, por lo que dice su `usermeta`."""
    origen = especificacion_de_pantalla["usermeta"]["apertura"]
    return especificacion(origen["plantilla"], tema, "exportacion", **origen["argumentos"])
