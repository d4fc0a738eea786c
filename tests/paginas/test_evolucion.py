"""La página Evolución: los tramos que no se comparan van apagados y con su motivo, aunque los pida un enlace."""

import pytest

from apertura.catalogo import catalogo
from tests.paginas.abrir import abrir, direccion, textos
from tests.paginas.test_paginas import sana

pytestmark = pytest.mark.usefixtures("navegacion_declarada")


def dicho(prueba: object) -> str:
    return " ".join(textos(prueba)).replace("\\", "")  # type: ignore[arg-type]


def test_los_tramos_que_no_se_comparan_estan_apagados_y_dicen_por_que() -> None:
    prueba = sana(abrir("evolucion"))
    apagados = {boton.label: boton.disabled for boton in prueba.button if boton.label.startswith("De ")}
    assert apagados == {
        "De 2017 a 2019": False, "De 2017 a 2021": False, "De 2017 a 2023": True,
        "De 2019 a 2021": False, "De 2019 a 2023": True, "De 2021 a 2023": True,
    }  # fmt: skip
    assert "No se comparan (2017 a 2023, 2019 a 2023, 2021 a 2023): En 2023 cambian el operador" in dicho(prueba)


def test_elegir_un_tramo_lo_guarda_en_la_direccion_y_dice_el_cambio() -> None:
    prueba = abrir("evolucion", unidad="nacional")
    prueba.button(key="b_tramo_2019-2021").click().run()
    assert direccion(prueba) == {"unidad": "nacional", "tramo": "2019-2021"}
    assert "Nacional: de 2019 a 2021 la cifra baja −0.04 (de 0.52 a 0.48)." in dicho(prueba)


def test_un_enlace_a_un_tramo_que_no_se_compara_dice_el_motivo_y_no_resta() -> None:
    prueba = sana(abrir("evolucion", unidad="nacional", tramo="2021-2023"))
    assert "2021 y 2023 no se comparan" in str(prueba.warning[0].value)
    assert "la cifra baja" not in dicho(prueba)
    assert "−0.02" not in dicho(prueba)


@pytest.mark.parametrize("tramo", ["2017-2018", "2021-2017", "<b>", "2017-2019'; --"])
def test_un_tramo_que_no_existe_avisa_y_se_abre_uno_valido(tramo: str) -> None:
    prueba = sana(abrir("evolucion", unidad="nacional", tramo=tramo))
    assert "pareja de ediciones" in str(prueba.warning[0].value)
    assert "tramo" not in direccion(prueba)


def test_donde_nada_se_compara_lo_dice_y_muestra_las_cifras() -> None:
    prueba = sana(abrir("evolucion", metrica="MJA", indicador="JA"))
    assert "es un censo de otro universo: no se compara" in dicho(prueba)
    assert len(prueba.get("vega_lite_chart")) == 1
    assert "remuestreo" not in dicho(prueba)


@pytest.mark.parametrize("indicador", list(catalogo().elegibles("MGA", 2021)))
def test_todo_indicador_se_abre_aunque_falte_en_alguna_edicion(indicador: str) -> None:
    sana(abrir("evolucion", edicion="2021", indicador=indicador, unidad=["nacional", "entidad.20", "publicada.01-cdh"]))


def test_sin_segunda_base_lo_dice_y_da_un_ejemplo_rotulado_como_simulacion() -> None:
    prueba = abrir("evolucion", unidad=["entidad.22", "sujeto.22-MUN-016"])
    assert "aquí sólo está la de 2017" in dicho(prueba)
    assert "Si en 2017 no se hubieran medido los municipios (simulación)" in dicho(prueba)
