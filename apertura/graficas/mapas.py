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
# Sólo lo que se dibuja: estas hojas viajan al navegador en cada cambio.
_CAMPOS = ("cve_ent", "entidad", "texto", "clase", "indice", "detalle", "sel", "empatada", "turno", "orden")
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
    if vista == "barras":
        regla_o_nada = SIN_REFERENCIA if referencia is None else referencia
        conjuntos = {"d": datos.select(*_CAMPOS, "desde", "hasta", "marca"), "referencia": regla_o_nada}
    else:
        conjuntos = {"d": datos.select(*_CAMPOS, "abreviatura"), "leyenda": leyenda.drop("familia")}
    return Grafica(plantillas.especificacion(vista, tema), conjuntos, titulo, descripcion, tabla, _ALTOS[vista])
