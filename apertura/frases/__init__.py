"""Frases generadas: cada una sale de una regla con nombre, lleva sus números y dice qué tan firme es. Sin modelos de lenguaje.

Importar el paquete registra todas las reglas; `docs/frases.md` las enumera con un ejemplo de cada una.
"""

from apertura.frases import (  # noqa: F401
    reglas_comunes,
    reglas_de_comparar,
    reglas_de_entidad,
    reglas_de_evolucion,
    reglas_de_inicio,
    reglas_de_laminas,
    reglas_de_mapa,
    reglas_de_notas,
    reglas_de_plan,
    reglas_de_simulador,
    reglas_de_sujeto,
)
from apertura.frases.base import REGLAS, Frase, Regla, decir, en_celda, en_texto

__all__ = ["REGLAS", "Frase", "Regla", "decir", "en_celda", "en_texto"]
