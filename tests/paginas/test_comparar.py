"""La página Comparar: elegir, agregar, quitar, y que el enlace diga lo mismo en otro equipo."""

from urllib.parse import parse_qs

import pytest

from tests.paginas.abrir import abrir, direccion, textos, titulos, tocar, toque
from tests.paginas.test_paginas import sana

pytestmark = pytest.mark.usefixtures("navegacion_declarada")


def dicho(prueba: object) -> str:
    return " ".join(textos(prueba)).replace("\\", "")  # type: ignore[arg-type]


def test_un_enlace_conserva_las_unidades_en_su_orden() -> None:
    unidades = ["sujeto.20-EJE-08", "nacional", "entidad.20"]
    prueba = sana(abrir("comparar", unidad=unidades, umbral="0.05", muestra="distintos", indicador="PC"))
    assert direccion(prueba) == {"unidad": unidades, "umbral": "0.05", "muestra": "distintos", "indicador": "PC"}
    assert prueba.multiselect(key="w_unidades").value == unidades
    assert "Participación ciudadana: las instituciones detrás de cada cifra" in dicho(prueba)


def test_sin_elegir_se_parte_de_algo_y_agregar_otra_lo_conserva() -> None:
    prueba = abrir("comparar", entidad="22")
    assert prueba.multiselect(key="w_unidades").value == ["entidad.22", "nacional"]
    prueba.multiselect(key="w_unidades").select("entidad.11").run()
    assert direccion(prueba) == {"entidad": "22", "unidad": ["entidad.22", "nacional", "entidad.11"]}


def test_una_institucion_se_agrega_buscandola_por_parte_de_su_nombre() -> None:
    prueba = abrir("comparar", unidad=["nacional", "entidad.22"])
    prueba.text_input(key="w_agregar").set_value("san juan del rio").run()
    enlaces = {e.proto.label.replace("\\", ""): e.proto.query_string for e in prueba.get("page_link")}
    assert "unidad=nacional&unidad=entidad.22&unidad=sujeto.22-MUN-016" in enlaces["Municipio de San Juan del Río, Querétaro"]
    prueba.query_params["unidad"] = ["nacional", "entidad.22", "sujeto.22-MUN-016"]
    prueba.run()
    assert prueba.text_input(key="w_agregar").value == "", "agregada, la búsqueda se cierra"


def test_con_una_sola_unidad_pide_otra_y_con_la_diferencia_mas_grande_lo_explica() -> None:
    assert "Agregue otra unidad" in dicho(sana(abrir("comparar", unidad="nacional")))
    prueba = sana(abrir("comparar", unidad=["entidad.05", "nacional"], umbral="0.20", muestra="distintos"))
    assert "Ningún indicador llega a la diferencia mínima" in dicho(prueba)


def test_al_cambiar_de_edicion_las_unidades_siguen_y_se_dice_de_cuales_no_hay_cifra() -> None:
    prueba = abrir("comparar", unidad=["nacional", "entidad.22", "entidad.11"])
    prueba.selectbox(key="w_edicion").select("MGA-2023").run()
    sana(prueba)
    assert "Sin cifra en MGA 2023: Querétaro." in dicho(prueba)
    assert "no hay distribución que dibujar" in dicho(prueba)
    assert direccion(prueba)["unidad"] == ["nacional", "entidad.22", "entidad.11"]


@pytest.mark.parametrize(
    "unidad",
    [
        "entidad.99",
        "sujeto.<script>",
        "grupo.municipal.municipio",
        "nacional'; drop table sujetos; --",
        "[x](javascript:alert(1))",
        "x" * 9_000,
    ],
)
def test_una_unidad_que_no_existe_avisa_y_no_queda_en_la_direccion(unidad: str) -> None:
    prueba = sana(abrir("comparar", unidad=["entidad.20", unidad, "nacional"]))
    assert [str(aviso.value) for aviso in prueba.warning]
    assert direccion(prueba) == {"unidad": ["entidad.20", "nacional"]}


def test_mas_de_seis_o_repetidas_se_quedan_en_seis_distintas() -> None:
    pedidas = [f"entidad.{n:02d}" for n in range(1, 10)]
    prueba = sana(abrir("comparar", unidad=[pedidas[0], *pedidas]))
    assert direccion(prueba)["unidad"] == pedidas[:6]
    assert "demasiados valores de «unidad»" in str(prueba.warning[0].value)


def test_tocar_un_punto_abre_la_ficha_de_la_institucion_y_un_toque_hostil_nada() -> None:
    prueba = abrir("comparar", unidad=["entidad.20", "nacional"])
    tocar(prueba, "comparar_distribucion", toque("<b>", 0, "sujeto", "clave"))
    assert titulos(prueba) == ["Comparar"]
    tocar(prueba, "comparar_distribucion", toque("20-EJE-08", 1, "sujeto", "clave"))
    assert titulos(prueba) == ["Secretaría de Salud, Oaxaca"]


@pytest.mark.parametrize(("metrica", "edicion"), [("MGA", "2017"), ("MGA", "2021"), ("MJA", "2023")])
def test_el_puente_se_abre_por_enlace_en_toda_edicion_y_dice_que_no_se_promedia(metrica: str, edicion: str) -> None:
    prueba = sana(abrir("comparar", metrica=metrica, edicion=edicion, modo="puente"))
    assert "no se suma ni se promedia con la MGA" in dicho(prueba)
    assert "3 tienen cifra en la MJA 2023" in dicho(prueba)
    assert prueba.dataframe[0].value.shape[0] == 36 + 10 - 3


def test_el_lente_de_justicia_del_mapa_lleva_al_puente() -> None:
    enlaces = {e.proto.label.replace("\\", ""): e.proto.query_string for e in abrir("mapa", tipo="judicial").get("page_link")}
    assert "modo=puente" in enlaces["Puente: las instituciones que están en las dos métricas"]


@pytest.mark.parametrize(
    ("pagina", "parametros", "unidades"),
    [
        ("sujeto", {"sujeto": "20-JUD-01"}, ["sujeto.20-JUD-01", "grupo.estatal.judicial", "entidad.20", "nacional"]),
        ("entidad", {"entidad": "22"}, ["entidad.22", "nacional"]),
    ],
)
def test_la_ficha_y_la_entidad_llevan_a_compararlas_con_lo_que_las_rodea(
    pagina: str, parametros: dict[str, str], unidades: list[str]
) -> None:
    enlaces = {e.proto.label.replace("\\", ""): e.proto.query_string for e in abrir(pagina, **parametros).get("page_link")}
    destino = next(consulta for etiqueta, consulta in enlaces.items() if etiqueta.startswith("Comparar"))
    assert parse_qs(destino)["unidad"] == unidades
    assert any("otras ediciones" in etiqueta for etiqueta in enlaces)
