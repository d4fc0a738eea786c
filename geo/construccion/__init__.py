"""Construcción de la geometría: del Marco Geoestadístico de INEGI a los mapas que usa la aplicación.

Sólo lo usa `geo/construir.py`. En ejecución la aplicación lee lo ya construido con `apertura.geometria`.
"""
