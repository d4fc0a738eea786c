"""Las versiones publicadas: publicar, listar, volver a otra y comparar. Nada publicado se pierde ni cambia.

En la carpeta de datos, `publicaciones/` guarda una carpeta por versión («0003-1a2b3c4d»: número y huella de su manifiesto), el
archivo VIGENTE, que dice cuál se muestra, y la bitácora `audit.jsonl`. La primera versión, «origen», es la publicación que ya
estaba (`publicacion/`, o la que viene con el código) y nunca se escribe desde aquí.
"""

from apertura.publicaciones.comparacion import Comparacion, comparar, comparar_tablas
from apertura.publicaciones.dictamenes import dictamen
from apertura.publicaciones.ejemplo import exigir_reales, quitar_ejemplo
from apertura.publicaciones.lugares import ORIGEN
from apertura.publicaciones.versiones import Version, anotar_rechazo, leer, leer_de, listar, publicar, revertir, vigente

__all__ = [
    "ORIGEN",
    "Comparacion",
    "Version",
    "anotar_rechazo",
    "comparar",
    "comparar_tablas",
    "dictamen",
    "exigir_reales",
    "leer",
    "leer_de",
    "listar",
    "publicar",
    "quitar_ejemplo",
    "revertir",
    "vigente",
]
