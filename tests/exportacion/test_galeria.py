"""El aspecto de cada página exportada: la imagen de hoy se parece a la de la galería, que escribe `python -m docs.galeria`."""

import pytest
from PIL import Image, ImageDraw

from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.laminas import PAGINAS, de_direccion
from docs.galeria import DESTINO, DIAPOSITIVAS, MUESTRAS, componer, en_markdown
from docs.parecido import parecidas
from herramientas.entorno import RAIZ


@pytest.mark.parametrize("nombre", MUESTRAS)
def test_la_pagina_exportada_se_ve_como_en_la_galeria(vigente: Motor, cat: Catalogo, nombre: str) -> None:
    referencia = Image.open(DESTINO / f"{nombre}.png")
    assert parecidas(referencia, componer(vigente, cat, nombre)), "Si es a propósito: python -m docs.galeria, mírelas y confírmelas."


def test_la_comparacion_distingue_un_renglon_y_un_color() -> None:
    original = Image.open(DESTINO / "mapa.png").convert("RGB")
    assert parecidas(original, original.copy())
    assert not parecidas(original, original.resize((639, 360)))
    movida = original.copy()
    movida.paste(original.crop((0, 0, 640, 350)), (0, 10))
    assert not parecidas(original, movida)
    pintada = original.copy()
    ImageDraw.Draw(pintada).rectangle((300, 150, 360, 200), fill="#c00060")
    assert not parecidas(original, pintada)


def test_la_galeria_muestra_todas_las_paginas_y_esta_al_dia(cat: Catalogo) -> None:
    assert {de_direccion(direccion, cat)[0].pagina for direccion, _ in MUESTRAS.values()} == set(PAGINAS)
    assert (RAIZ / "docs" / "galeria.md").read_text(encoding="utf-8") == en_markdown()
    assert sorted(ruta.stem for ruta in DESTINO.iterdir()) == sorted([*MUESTRAS, *(f"diapositiva_{d}" for d in DIAPOSITIVAS)])
    assert sum(ruta.stat().st_size for ruta in DESTINO.iterdir()) < 1_000_000
