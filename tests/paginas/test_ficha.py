"""La ficha de un sujeto en pantalla: se elige con quién se compara y todo lo demás lo sigue."""

import pytest

from tests.paginas.abrir import abrir, direccion, en_ingles, textos

YO = "22-MUN-016"


def test_elegir_otros_pares_cambia_la_pagina_y_queda_en_la_direccion() -> None:
    prueba = abrir("sujeto", sujeto=YO)
    assert not prueba.exception
    assert "160 municipios" in " ".join(textos(prueba))
    prueba.selectbox(key="w_pares").select("entidad").run()
    assert direccion(prueba) == {"sujeto": YO, "pares": "entidad"}
    assert "los 27 sujetos de Querétaro" in " ".join(textos(prueba))
    prueba.selectbox(key="w_pares").select("lista").run()
    prueba.multiselect(key="w_lista").select("01-MUN-001").select("14-MUN-039").run()
    assert direccion(prueba) == {"sujeto": YO, "pares": "lista", "par": ["01-MUN-001", "14-MUN-039"]}
    assert "él y 2 instituciones elegidas a mano" in " ".join(textos(prueba))
    assert not prueba.exception


@pytest.mark.parametrize("pares", ["orden-tipo", "entidad", "region", "tamano", "perfil", "lista"])
@pytest.mark.parametrize("sujeto", ["FED-SIN-01", "09-MUN-015", "30-MUN-087"])
def test_todo_grupo_se_muestra_en_espanol_y_sin_errores(pares: str, sujeto: str) -> None:
    prueba = abrir("sujeto", sujeto=sujeto, pares=pares)
    assert not prueba.exception
    assert not prueba.error
    assert not en_ingles(prueba)
    encabezados = [str(h.value) for h in prueba.header]
    assert encabezados == ["Por dónde empezar", "Frente a sus pares", "Cómo se lee cada indicador", "De dónde sale"]
