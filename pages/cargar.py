"""Cargar: ¿tiene una base oficial? Súbala, vea qué se entendió y qué cambiaría, publíquela y, si hace falta, deshágalo."""

from apertura.interfaz.cargar import pagina
from apertura.interfaz.marco import correr

correr("cargar", pagina)
