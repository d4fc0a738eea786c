"""Presentación editable (PPTX): diapositivas con gráficas, tablas y mapas nativos, hechas de láminas.

Todo se mide en píxeles de una diapositiva de 1920 × 1080 y se escribe en la plantilla que se dé: la propia o la de una oficina.
"""

from apertura.exportacion.presentacion.componer import MIME, Diapositiva, Portada, a_pptx, de_lamina

__all__ = ["MIME", "Diapositiva", "Portada", "a_pptx", "de_lamina"]
