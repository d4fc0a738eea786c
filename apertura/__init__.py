"""Apertura: resultados de la Métrica de Gobierno Abierto y de la Métrica de Justicia Abierta."""

__version__ = "0.1.0"
