"""El mapa, el mosaico y las barras de las 33 posiciones (32 entidades y la Federación), con una sola selección."""

from typing import Literal

import polars as pl

from apertura.graficas import plantillas
from apertura.graficas.base import Grafica
from apertura.graficas.clics import clic_a_entidad
from apertura.graficas.hojas import SIN_REFERENCIA, hoja_de_mapa, regla
from apertura.graficas.tema import NombreTema
from apertura.tablas import Tabla

__all__ = ["Vista", "clic_a_entidad", "hoja_de_mapa", "mapa", "regla"]

Vista = Literal["lamina", "mosaico", "barras"]
_ALTOS: dict[Vista, int] = {"lamina": 600, "mosaico": 600, "barras": 730}


def mapa(
    datos: pl.DataFrame,
    leyenda: pl.DataFrame,
    referencia: pl.DataFrame | None,
    vista: Vista,
    tema: NombreTema,
    tabla: Tabla,
    titulo: str,
    descripcion: str,
) -> Grafica:
    """Grafica de una vista. `datos` y `leyenda` salen de `hoja_de_mapa`; `referencia`, de `regla` (sólo barras)."""
    conjuntos = {"d": datos, "leyenda": leyenda}
    if vista == "barras":
        conjuntos = {"d": datos, "referencia": SIN_REFERENCIA if referencia is None else referencia}
    return Grafica(plantillas.especificacion(vista, tema), conjuntos, titulo, descripcion, tabla, _ALTOS[vista])
