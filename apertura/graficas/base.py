"""Lo que toda gráfica lleva consigo."""

from dataclasses import dataclass

import polars as pl

from apertura.tablas import Tabla


@dataclass(frozen=True)
class Grafica:
    """Una gráfica lista para pantalla o archivo.

    `especificacion` es Vega-Lite sin datos (compartida y en caché: no se modifica); los datos van aparte en
    `conjuntos` (nombre → tabla pequeña), porque así el navegador los cambia sin volver a dibujar todo.
    `descripcion` es el texto alternativo, generado de los datos; `tabla` es la gemela que se lee y se exporta.
    """

    especificacion: dict[str, object]
    conjuntos: dict[str, pl.DataFrame]
    titulo: str
    descripcion: str
    tabla: Tabla
    alto: int = 480
