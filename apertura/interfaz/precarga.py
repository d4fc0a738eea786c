"""Lo que se paga una vez al arrancar y no con la primera visita: bibliotecas, publicación y primera vista."""

# Los import que no se usan aquí evitan que diez primeras visitas simultáneas los carguen a medias.
import pandas  # noqa: F401
import pyarrow  # noqa: F401

from apertura import busqueda
from apertura.catalogo import catalogo
from apertura.consultas import motor
from apertura.errores import ErrorApertura
from apertura.seleccion import Seleccion, normalizar
from apertura.vistas import adelanto, inicio, mapa


def precargar() -> None:
    """Abre la publicación y deja en caché las vistas con que empieza casi toda visita. Sin publicación, no falla aquí."""
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
