"""Gráficas: tabla terminada → especificación de Vega-Lite. Sin consultas y sin Streamlit."""

from apertura.graficas.base import Grafica

__all__ = ["Grafica"]
