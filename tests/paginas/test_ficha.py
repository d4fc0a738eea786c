"""La ficha de un sujeto en pantalla: se elige con quién se compara y todo lo demás lo sigue."""

import pytest
from streamlit.testing.v1 import AppTest

from apertura.rutas import RAIZ
from tests.paginas.abrir import ESPERA, abrir, direccion, en_ingles, textos

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
    esperados = ["Por dónde empezar", "Frente a sus pares", "Cómo se lee cada indicador", "De dónde sale"]
    assert [e for e in encabezados if e in esperados] == esperados


def test_la_entidad_se_compara_con_otra_y_queda_en_la_direccion() -> None:
    prueba = abrir("entidad", entidad="22")
    prueba.selectbox(key="w_contra").select("14").run()
    assert direccion(prueba) == {"entidad": "22", "contra": "14"}
    assert not prueba.exception


@pytest.mark.parametrize(
    "pestana", ["Tipo por indicador", "Quiénes pesan más", "Mezcla y desempeño", "Qué tan parejas", "Qué tan firme es el lugar"]
)
def test_de_las_pestanas_solo_se_manda_la_abierta(pestana: str) -> None:
    prueba = AppTest.from_file(str(RAIZ / "app.py"), default_timeout=ESPERA)
    prueba.query_params["entidad"] = "22"
    prueba.session_state["pestanas"] = pestana
    prueba.switch_page("pages/entidad.py")
    prueba.run()
    assert not prueba.exception
    assert not en_ingles(prueba)
    abiertas = {p.label for p in prueba.tabs if len(p.children)}
    assert abiertas == {pestana}


def test_con_filtros_se_dice_por_que_faltan_las_causas_y_se_pueden_quitar() -> None:
    prueba = abrir("entidad", entidad="22", tipo="municipio")
    assert "De dónde viene la diferencia" not in [str(h.value) for h in prueba.header]
    assert any("Con filtros no se calcula" in str(c.value) for c in prueba.caption)
    prueba.button(key="quitar_pagina").click().run()
    assert "De dónde viene la diferencia" in [str(h.value) for h in prueba.header]


def test_cada_frase_lleva_su_distintivo_y_quienes_ya_lo_hicieron_estan_a_un_clic() -> None:
    prueba = abrir("sujeto", sujeto=YO)
    parrafo = next(str(m.value) for m in prueba.markdown if "Conviene empezar por" in str(m.value))
    renglones = parrafo.splitlines()
    assert len(renglones) == 6
    assert all(renglon.rstrip().endswith("]") and ":gray-badge[" in renglon for renglon in renglones)
    enlaces = [e.proto.label for e in prueba.get("page_link")]
    assert sum("Zináparo" in enlace for enlace in enlaces) == 1
