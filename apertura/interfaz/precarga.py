"""Lo que se paga una vez al arrancar y no con la primera visita: bibliotecas, publicación y primera vista."""

# Los import que no se usan aquí evitan que diez primeras visitas simultáneas los carguen a medias.
import pandas  # noqa: F401
import pyarrow  # noqa: F401

from apertura import busqueda
from apertura.catalogo import catalogo
from apertura.consultas import motor
from apertura.errores import ErrorApertura
from apertura.seleccion import Seleccion
from apertura.vistas import adelanto, inicio, mapa


def precargar() -> None:
    """Abre la publicación y deja en caché las vistas con que empieza casi toda visita. Sin publicación, no falla aquí."""
    try:
        actual, elegibles = motor(), catalogo()
    except ErrorApertura:
        return
    inicio.cifras(actual, elegibles, Seleccion())
    inicio.hallazgos(actual, elegibles, Seleccion())
    for vista in ("mapa", "mosaico", "barras"):
        mapa.grafica(actual, elegibles, Seleccion(vista=vista), "claro")
    adelanto.paquete(actual, elegibles, Seleccion(), "indicador")
    busqueda.buscar("secretaria", "MGA", 2017)
