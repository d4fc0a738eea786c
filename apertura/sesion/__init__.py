"""Sesión: el guion de lo que se presenta, lo que cambió en él y la proyección que se basta sola.

Un guion es una lista de direcciones con lo que quien presenta les escribió. Las cifras nunca se guardan para mostrarse: se vuelven
a armar con la publicación vigente, y lo guardado sólo sirve para decir qué cambió.
"""

from apertura.sesion.archivo import a_json, de_json
from apertura.sesion.armar import Armada, agregar_lamina, armar, poner_al_dia
from apertura.sesion.modelo import ASPECTOS, Guion, Paso

__all__ = ["ASPECTOS", "Armada", "Guion", "Paso", "a_json", "agregar_lamina", "armar", "de_json", "poner_al_dia"]
