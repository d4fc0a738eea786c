"""Áreas de oportunidad: el motor de cálculo. Funciones puras sobre tablas Polars, sin consultas ni formato.

Entrada común: una tabla ancha, un sujeto por renglón, con `clave_sujeto`, `cve_ent`, `orden`, `tipo` y una columna por
hoja del árbol (0 a 1, nulo si no hay dato). `docs/brechas.md` dice qué función responde cada pregunta.
"""

from apertura.errores import ErrorApertura


class ErrorCalculo(ErrorApertura):
    """Lo pedido no se puede calcular, o no se debe: faltan pesos, no hay panel, un censo no lleva intervalo."""
