"""El aspecto de los impresos: la hoja compuesta hoy se parece a la que está en `docs/imagenes`."""

import numpy as np
import pytest
from PIL import Image

from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from docs.impresos import DESTINO, MUESTRAS, componer

MEDIA, PARTE_DISTINTA, DISTINTO = 1.5, 0.01, 48
QUE_HACER = "Si el cambio es a propósito: python -m docs.impresos, mire las imágenes y confírmelas."


def grises(imagen: Image.Image) -> np.ndarray:
    return np.asarray(imagen.convert("L"), dtype=np.int16)


@pytest.mark.parametrize("nombre", MUESTRAS)
def test_la_hoja_se_ve_como_en_la_documentacion(vigente: Motor, cat: Catalogo, nombre: str) -> None:
    referencia, hoy = grises(Image.open(DESTINO / f"{nombre}.png")), grises(componer(vigente, cat, nombre))
    assert referencia.shape == hoy.shape, QUE_HACER
    diferencia = np.abs(referencia - hoy)
    assert diferencia.mean() < MEDIA, QUE_HACER
    assert (diferencia > DISTINTO).mean() < PARTE_DISTINTA, QUE_HACER


def test_la_comparacion_distingue_un_renglon_de_mas(vigente: Motor, cat: Catalogo) -> None:
    hoy = grises(componer(vigente, cat, "ficha_de_sujeto"))
    movida = np.roll(hoy, 9, axis=0)
    assert (np.abs(hoy - movida) > DISTINTO).mean() > PARTE_DISTINTA
