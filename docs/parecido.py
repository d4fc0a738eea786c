"""Si dos imágenes se parecen: admite el suavizado de otra versión de la letra, no un renglón de más ni otro color."""

import numpy as np
from PIL import Image

MEDIA, PARTE_DISTINTA, DISTINTO = 1.5, 0.01, 48


def parecidas(una: Image.Image, otra: Image.Image) -> bool:
    """Del mismo tamaño, casi iguales en promedio y con menos de una centésima de puntos claramente distintos, en cualquier color."""
    if una.size != otra.size:
        return False
    diferencia = np.abs(_puntos(una) - _puntos(otra))
    return bool(diferencia.mean() < MEDIA and (diferencia.max(axis=2) > DISTINTO).mean() < PARTE_DISTINTA)


def _puntos(imagen: Image.Image) -> np.ndarray:
    return np.asarray(imagen.convert("RGB"), dtype=np.int16)
