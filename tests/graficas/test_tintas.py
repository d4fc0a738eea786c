"""Las tintas: un dibujo con señas, teñido, es el mismo que se dibuja en ese tema; y proyectado, todo texto contrasta."""

import re

import pytest

from apertura.exportacion import imagen
from apertura.graficas.tema import TEMAS, contraste
from apertura.graficas.tintas import PROYECTADO, colores, declaraciones, en_variables, tenir
from tests.graficas.ejemplos import TODAS

SENA = re.compile("#fe00[0-9a-f]{2}")


@pytest.mark.parametrize("nombre", TODAS)
def test_tenir_un_dibujo_de_senas_da_lo_mismo_que_dibujarlo_en_ese_tema(nombre: str) -> None:
    senas = imagen.dibujar(TODAS[nombre]("claro"), "marcas", 1200, 600)
    assert SENA.search(senas)
    for tema in ("claro", "oscuro"):
        assert tenir(senas, TEMAS[tema]) == imagen.dibujar(TODAS[nombre](tema), tema, 1200, 600)


@pytest.mark.parametrize("nombre", TODAS)
def test_con_variables_no_queda_ningun_color_fijo(nombre: str) -> None:
    svg = en_variables(imagen.dibujar(TODAS[nombre]("claro"), "marcas", 1200, 600))
    assert re.findall("#[0-9a-fA-F]{6}", svg) == []
    assert set(re.findall(r"var\((--[a-z0-9-]+)\)", svg)) <= set(re.findall("(--[a-z0-9-]+):", declaraciones(TEMAS["claro"])))


def test_cada_color_tiene_su_sena_y_ninguna_se_repite() -> None:
    senas = colores(TEMAS["marcas"])
    assert len(set(senas.values())) == len(senas)
    assert all(SENA.fullmatch(sena) for sena in senas.values())


@pytest.mark.parametrize("aspecto", PROYECTADO)
def test_proyectado_todo_texto_contrasta_siete_a_uno_con_su_fondo(aspecto: str) -> None:
    tema = PROYECTADO[aspecto]
    sueltos = [(getattr(tema, tinta), fondo) for tinta in ("texto", "texto_suave", "acento") for fondo in (tema.fondo, tema.panel)]
    encima = [*zip(tema.textos, tema.rellenos, strict=True), *zip(tema.textos_divergentes, tema.divergente, strict=True)]
    assert min(contraste(uno, otro) for uno, otro in (*sueltos, *encima)) >= 7
    assert min(contraste(color, tema.fondo) for color in (tema.seleccion, tema.punto, tema.borde, *tema.unidades)) >= 3
