"""Las capas del motor de brechas en la página del mapa: se eligen, se dicen en palabras y, donde no se puede, se dice por qué."""

import pytest

from apertura.catalogo import SIN_MUESTRA, SIN_SUJETOS, catalogo
from tests.paginas.abrir import abrir, direccion, en_ingles, textos, titulos

pytestmark = pytest.mark.usefixtures("navegacion_declarada")


def test_la_capa_del_intervalo_se_elige_y_nombra_los_empates_de_la_entidad() -> None:
    prueba = abrir("mapa", entidad="22")
    prueba.button_group(key="w_capa").set_value("intervalo").run()
    assert not prueba.exception
    assert direccion(prueba) == {"capa": "intervalo", "entidad": "22"}
    assert titulos(prueba) == ["Intervalo de lugar en Gobierno Abierto por entidad, 2017"]
    assert prueba.metric[0].value == "del 31 al 33"
    dicho = " ".join(textos(prueba)).replace("\\", "")
    assert "Empate estadístico con 2 posiciones: Oaxaca y Tlaxcala." in dicho
    assert "Intervalo de remuestreo, no margen de error" in dicho
    assert en_ingles(prueba) == []


@pytest.mark.parametrize("capa", ["potencial", "compartido", "intervalo"])
def test_cada_capa_se_abre_por_enlace_con_y_sin_filtro_y_su_tabla_gemela_la_trae(capa: str) -> None:
    for filtro in ({}, {"tipo": "judicial"}, {"orden": "municipal", "tipo": "sindicato"}):
        prueba = abrir("mapa", capa=capa, indicador="PG", vista="barras", entidad="20", **filtro)
        assert not prueba.exception
        assert [e.value for e in prueba.error] == []
        assert not prueba.warning
        assert en_ingles(prueba) == []
    prueba = abrir("mapa", capa=capa)
    prueba.session_state["e_gemela_mapa"] = True
    assert capa in prueba.run().dataframe[0].value.columns


@pytest.mark.parametrize(("metrica", "edicion", "motivo"), [("MJA", "2023", SIN_MUESTRA), ("MGA", "2021", SIN_SUJETOS)])
def test_donde_no_hay_intervalo_el_enlace_avisa_y_la_pagina_dice_por_que(metrica: str, edicion: str, motivo: str) -> None:
    prueba = abrir("mapa", metrica=metrica, edicion=edicion, capa="intervalo")
    assert "capa" in str(prueba.warning[0].value)
    dicho = " ".join(textos(prueba)).replace("\\", "")
    assert motivo in dicho
    inerte = prueba.button_group(key="capa_inerte")
    assert inerte.disabled
    assert len(inerte.options) == len(catalogo().capas("MGA", 2017, "GA"))
