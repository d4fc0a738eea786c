"""Abrir una presentación y decir qué trae, en píxeles de 1920 × 1080."""

import io
from collections.abc import Iterator
from typing import Any

from pptx import Presentation

from apertura.exportacion.estampa import Ajustes, estampar
from apertura.exportacion.presentacion import Diapositiva, a_pptx
from apertura.graficas import Grafica
from apertura.laminas import Lamina
from tests.exportacion.ejemplos import HOY, PUBLICACION

PX = 6350


def abrir(contenido: bytes) -> Any:
    return Presentation(io.BytesIO(contenido))


def como(tema: Any = "claro") -> Ajustes:
    return Ajustes(tema, HOY, "https://ejemplo.mx")


def de_grafica(grafica: Grafica, tema: Any = "claro", **otros: Any) -> Lamina:
    return Lamina("ejemplo", otros.pop("titulo", grafica.titulo), "/mapa?metrica=MGA#ejemplo", grafica.tabla, grafica, **otros)


def baraja(*laminas: Lamina, tema: Any = "claro") -> bytes:
    return a_pptx([Diapositiva(una, estampar(una, PUBLICACION, como(tema), "pptx")) for una in laminas], como(tema))


def figuras(hoja: Any) -> Iterator[Any]:
    """Todas las figuras, también las de los grupos."""
    for figura in hoja.shapes:
        yield figura
        if figura.shape_type == 6:
            yield from figura.shapes


def caja(figura: Any) -> tuple[int, int, int, int]:
    """Izquierda, arriba, derecha y abajo, en píxeles."""
    x, y = figura.left / PX, figura.top / PX
    return round(x), round(y), round(x + figura.width / PX), round(y + figura.height / PX)


def tramos(hoja: Any) -> Iterator[Any]:
    """Cada tramo de texto de la diapositiva, también los de las tablas."""
    for figura in figuras(hoja):
        marcos = [figura.text_frame] if figura.has_text_frame else []
        if getattr(figura, "has_table", False):
            marcos += [celda.text_frame for celda in figura.table.iter_cells()]
        for marco in marcos:
            for parrafo in marco.paragraphs:
                yield from parrafo.runs


def textos(hoja: Any) -> str:
    return " ".join(tramo.text for tramo in tramos(hoja))


def graficas(hoja: Any) -> list[Any]:
    return [figura.chart for figura in figuras(hoja) if getattr(figura, "has_chart", False)]
