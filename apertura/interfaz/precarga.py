"""Lo que se paga una vez al arrancar y no con la primera visita: bibliotecas, publicación y primera vista."""

import importlib
import pkgutil

# Los import que no se usan aquí evitan que diez primeras visitas simultáneas los carguen a medias.
import pandas  # noqa: F401
import pyarrow  # noqa: F401
import streamlit.elements.lib.image_utils  # noqa: F401 - trae PIL, que el marco usa para el icono de la pestaña

from apertura import busqueda, interfaz
from apertura.catalogo import catalogo
from apertura.consultas import motor
from apertura.errores import ErrorApertura
from apertura.seleccion import Seleccion, normalizar
from apertura.vistas import adelanto, inicio, mapa


def cargar_piezas() -> None:
    """Importa todo lo que usan las páginas, con lo que arrastra (Word, PowerPoint, imágenes…): medio segundo de procesador.

    Si lo pagara la primera visita, las demás la esperarían en los candados de importación, y cien a la vez se estorban.
    """
    for pieza in pkgutil.walk_packages(interfaz.__path__, f"{interfaz.__name__}."):
        importlib.import_module(pieza.name)


def precargar() -> None:
    """Abre la publicación y deja en caché las vistas con que empieza casi toda visita. Sin publicación, no falla aquí."""
    cargar_piezas()
    try:
        actual, elegibles = motor(), catalogo()
    except ErrorApertura:
        return
    # La que ve quien llega sin decir nada: la primera edición que haya.
    primera, _ = normalizar(Seleccion(edicion=0, indicador=""), elegibles)
    inicio.cifras(actual, elegibles, primera)
    inicio.hallazgos(actual, elegibles, primera)
    for vista in ("mapa", "mosaico", "barras"):
        mapa.grafica(actual, elegibles, primera.con(vista=vista), "claro")
    adelanto.paquete(actual, elegibles, primera, "indicador")
    busqueda.buscar("secretaria", primera.metrica, primera.edicion)
