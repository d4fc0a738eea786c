"""Cargar un archivo oficial desde la página: la puerta estrecha entre la aplicación y el importador.

La aplicación no importa al importador: guarda el archivo, lanza la misma orden que usa una persona en la terminal (`python -m
apertura importar … --carpeta`) en otro proceso, y lee lo que esa orden deja escrito. Véase `docs/decisiones/0008-cargar.md`.
"""
