"""La página del simulador: mover, pesar, pedir una meta, reiniciar y compartir; con enlaces raros, un aviso y sigue."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.paginas.abrir import abrir, direccion, en_ingles, textos, titulos

pytestmark = pytest.mark.usefixtures("navegacion_declarada")
SUJETO = {"sujeto": "22-MUN-016"}
ENTIDAD = {"simula": "entidad", "entidad": "22"}


def sana(prueba: AppTest) -> AppTest:
    assert not prueba.exception, prueba.exception[0].message
    assert [error.value for error in prueba.error] == []
    assert en_ingles(prueba) == []
    return prueba


def dicho(prueba: AppTest) -> str:
    return " ".join(textos(prueba)).replace("\\", "")


def test_mover_una_cifra_la_lleva_a_la_direccion_y_quitar_la_simulacion_la_borra() -> None:
    prueba = sana(abrir("simulador", **SUJETO))
    assert titulos(prueba) == ["¿Qué pasa si…?"]
    prueba.slider(key="w_x_TC").set_value(0.8).run()
    assert direccion(prueba) == {**SUJETO, "x": "TC:0.8"}
    assert "Simulación: si Transparencia ciudadana pasa de 0.00 a 0.80, el índice cambiaría +0.20 (de 0.11 a 0.31)" in dicho(sana(prueba))
    prueba.button_group(key="w_paso_TG").set_value("p75").run()
    assert direccion(prueba)["x"] == ["TG:p75", "TC:0.8"]
    prueba.button_group(key="w_paso_TC").set_value("hoy").run()
    assert direccion(prueba)["x"] == "TG:p75"
    prueba.button(key="quitar_simulacion").click().run()
    assert direccion(prueba) == SUJETO
    assert "sin cambios todavía" in dicho(prueba)


def test_todo_al_p75_y_otros_pesos_se_comparten_por_enlace() -> None:
    prueba = abrir("simulador", **ENTIDAD)
    prueba.button(key="todo_p75").click().run()
    prueba.number_input(key="w_w_TG").set_value(50.0).run()
    enlace = direccion(sana(prueba))
    assert enlace == {**ENTIDAD, "x": ["TG:p75", "TC:p75", "PG:p75", "PC:p75"], "w": "TG:50"}
    otra = sana(abrir("simulador", **enlace))
    assert [m.value for m in otra.metric] == [m.value for m in prueba.metric]
    assert otra.number_input(key="w_w_TG").value == 50
    assert " de 33" in otra.metric[1].value
    assert " de 32" in otra.metric[2].value


def test_la_meta_se_pide_y_se_lleva_al_simulador() -> None:
    prueba = abrir("simulador", **SUJETO)
    prueba.number_input(key="w_meta_lugar").set_value(5).run()
    assert direccion(prueba)["meta"] == "lugar:5"
    prueba.button(key="llevar_meta").click().run()
    assert prueba.metric[1].value in {f"{n} de 160" for n in range(1, 6)}
    prueba.button_group(key="w_meta_clase").set_value("valor").run()
    assert str(direccion(sana(prueba))["meta"]).startswith("valor:")
    prueba.number_input(key="w_meta_valor").set_value(0.6).run()
    assert "un índice de 0.60" in dicho(sana(prueba))
    prueba.selectbox(key="w_tope").select("p75").run()
    assert direccion(sana(prueba))["tope"] == "p75"


def test_cambiar_de_institucion_o_de_nivel_quita_los_cambios_que_eran_de_otra() -> None:
    prueba = abrir("simulador", **SUJETO, x="TG:0.9")
    prueba.selectbox(key="w_sujeto").select("22-MUN-014").run()
    assert direccion(prueba) == {"sujeto": "22-MUN-014"}
    prueba.selectbox(key="w_sim_entidad").select("20").run()
    assert direccion(sana(prueba)) == {"entidad": "20"}
    prueba.button_group(key="w_simula").set_value("entidad").run()
    assert direccion(sana(prueba)) == {"entidad": "20", "simula": "entidad"}


@pytest.mark.parametrize(
    "raro",
    [
        {"x": "TG:2"}, {"x": "TG:-0.1"}, {"x": "TG:nan"}, {"x": "GA:0.5"}, {"x": "' or 1=1"}, {"x": "TG:p99"}, {"x": ["TG:0.1"] * 60},
        {"w": ["TG:0", "TC:0", "PG:0", "PC:0"]}, {"w": "TG:1e9"}, {"meta": "lugar:0"}, {"meta": "valor:7"}, {"meta": "<b>"},
        {"tope": "p1"}, {"simula": "pais"},
    ],
    ids=str,
)  # fmt: skip
def test_un_enlace_raro_avisa_y_cae_a_lo_valido(raro: dict[str, str | list[str]]) -> None:
    prueba = sana(abrir("simulador", **{**SUJETO, **raro}))
    assert prueba.warning
    assert len(titulos(prueba)) == 1
    assert "Simulación" in dicho(prueba)


@pytest.mark.parametrize(("metrica", "edicion"), [("MGA", "2019"), ("MGA", "2021"), ("MGA", "2023"), ("MJA", "2023")])
def test_sin_resultados_por_institucion_se_dice_y_se_ofrece_la_edicion_que_si_los_tiene(metrica: str, edicion: str) -> None:
    prueba = sana(abrir("simulador", metrica=metrica, edicion=edicion, **ENTIDAD))
    assert "El simulador necesita resultados institución por institución" in dicho(prueba)
    assert "Simular con la MGA 2017" in [enlace.proto.label for enlace in prueba.get("page_link")]


def test_un_lugar_que_no_existe_cae_al_ultimo_y_la_federacion_no_tiene_lugar_entre_entidades() -> None:
    prueba = sana(abrir("simulador", simula="entidad", entidad="FED", meta="lugar:900", x="TG:p50"))
    assert prueba.number_input(key="w_meta_lugar").value == 33
    assert len(prueba.metric) == 2
