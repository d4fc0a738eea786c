"""El diccionario publicado es el que sale de los contratos."""

import re

import pytest

from apertura.contratos import contratos
from apertura.diccionario import diccionario
from apertura.rutas import RAIZ


def test_el_diccionario_guardado_esta_al_dia() -> None:
    guardado = (RAIZ / "docs" / "diccionario.md").read_text("utf-8")
    assert guardado == diccionario(), "Corra «python -m apertura diccionario»."


@pytest.mark.parametrize("tabla", sorted(contratos()))
def test_cada_campo_aparece_una_vez_con_su_descripcion(tabla: str) -> None:
    seccion = re.split(r"^## ", diccionario(), flags=re.MULTILINE)[1 + sorted(contratos()).index(tabla)]
    assert seccion.startswith(f"{tabla}\n")
    renglones = [renglon for renglon in seccion.splitlines() if renglon.startswith("| `")]
    campos = contratos()[tabla].campos
    assert [renglon.split("`")[1] for renglon in renglones] == [campo.nombre for campo in campos]
    assert all(campo.descripcion in renglon for campo, renglon in zip(campos, renglones, strict=True))


def test_todo_renglon_tiene_cinco_celdas_aunque_el_patron_lleve_barras() -> None:
    renglones = [renglon for renglon in diccionario().splitlines() if renglon.startswith("|")]
    assert len(renglones) > 80
    assert {len(re.findall(r"(?<!\\)\|", renglon)) for renglon in renglones} == {6}
