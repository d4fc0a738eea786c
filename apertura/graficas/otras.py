"""Puerta única a las gráficas que no son mapa."""

from apertura.graficas.calor import calor
from apertura.graficas.clics import clic_a_clave
from apertura.graficas.comparaciones import barras_por_tipo, brechas_oficiales, contra_referencia, ediciones_publicadas
from apertura.graficas.concentracion import pareto
from apertura.graficas.evolucion import evolucion
from apertura.graficas.lado_a_lado import lado_a_lado
from apertura.graficas.tiras import banda_de_pares, tira_por_tipo
from apertura.graficas.tramos import cascada, intervalos, lados

__all__ = [
    "banda_de_pares",
    "barras_por_tipo",
    "brechas_oficiales",
    "calor",
    "cascada",
    "clic_a_clave",
    "contra_referencia",
    "ediciones_publicadas",
    "evolucion",
    "intervalos",
    "lado_a_lado",
    "lados",
    "pareto",
    "tira_por_tipo",
]
