"""Vistas: de una selección a la tabla y la gráfica de cada página. Sin Streamlit; todo se prueba sin navegador.

Las funciones guardan su resultado por (publicación, selección): mismas entradas, misma salida, para todas las sesiones.
"""
