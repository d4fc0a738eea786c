"""Los mil sorteos de una edición, que se hacen una sola vez: de la muestra (M10) y de los pesos (M11)."""

from apertura.brechas.firmeza_de_unidades import Sorteo, medias_de_grupos
from apertura.brechas.incertidumbre import Remuestreo, remuestrear
from apertura.brechas.pesos import Sensibilidad, otros_pesos
from apertura.catalogo import Edicion
from apertura.consultas import Motor
from apertura.vistas.pares import medicion

CUANTAS = 4


def remuestreo(motor: Motor, edicion: Edicion) -> Remuestreo | None:
    """Los de la muestra, con todos los sujetos y el índice; None en un censo."""
    return motor.memoria(_remuestreo, CUANTAS)(edicion)


def sensibilidad(motor: Motor, edicion: Edicion) -> Sensibilidad:
    """Los de los pesos, con todos los sujetos."""
    return motor.memoria(_sensibilidad, CUANTAS)(edicion)


def medias_de_entidades(motor: Motor, edicion: Edicion) -> tuple[list[str], Sorteo]:
    """Las claves de las entidades y (sorteos, entidades, hojas): su media en cada indicador, con todas sorteadas a la vez."""
    return motor.memoria(_medias_de_entidades, CUANTAS)(edicion)


def _medias_de_entidades(motor: Motor, edicion: Edicion) -> tuple[list[str], Sorteo]:
    lista = motor.memoria(medicion, CUANTAS)(edicion)
    return medias_de_grupos(lista.tabla, lista.arbol)


def _remuestreo(motor: Motor, edicion: Edicion) -> Remuestreo | None:
    lista = motor.memoria(medicion, CUANTAS)(edicion)
    return None if edicion.universo != "muestra" else remuestrear(lista.tabla, lista.arbol, edicion.universo)


def _sensibilidad(motor: Motor, edicion: Edicion) -> Sensibilidad:
    lista = motor.memoria(medicion, CUANTAS)(edicion)
    return otros_pesos(lista.tabla, lista.arbol)
