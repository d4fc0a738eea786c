"""Toda página, en toda edición y con lo que falte, se abre en español y con su aviso de cobertura."""

import pytest
from streamlit.testing.v1 import AppTest

from apertura.catalogo import catalogo
from tests.paginas.abrir import PAGINAS, abrir, direccion, en_ingles, textos, titulos, tocar, toque, turno

pytestmark = pytest.mark.usefixtures("navegacion_declarada")

EDICIONES = list(catalogo().ediciones)
# Nada elegido, algo elegido, una combinación que deja a todos sin dato, y una entidad de la que no hay nada publicado.
CASOS: dict[str, dict[str, str | list[str]]] = {
    "sin elegir": {},
    "elegido": {"entidad": "20", "sujeto": "20-EJE-08", "tipo": ["judicial"], "en": ["20"], "vista": "barras"},
    "nadie cumple": {"orden": "municipal", "tipo": "sindicato", "en": "FED", "entidad": "20", "vista": "mosaico"},
    "sin dato": {"entidad": "31", "sujeto": "31-MUN-050", "tipo": ["municipio", "partido"], "orden": "federal"},
}


def sana(prueba: AppTest) -> AppTest:
    """La página corrió entera: sin excepción, sin aviso de falla y con su pie."""
    assert not prueba.exception, prueba.exception[0].message
    assert [error.value for error in prueba.error] == []
    assert any("versión de datos" in str(nota.value) for nota in prueba.caption)
    return prueba


@pytest.mark.parametrize("caso", CASOS)
@pytest.mark.parametrize(("metrica", "anio"), EDICIONES, ids=[f"{m} {a}" for m, a in EDICIONES])
@pytest.mark.parametrize("pagina", PAGINAS)
def test_se_abre_en_espanol_con_un_solo_titulo_y_dice_su_cobertura(pagina: str, metrica: str, anio: int, caso: str) -> None:
    prueba = sana(abrir(pagina, metrica=metrica, edicion=str(anio), **CASOS[caso]))
    assert len(titulos(prueba)) == 1
    assert en_ingles(prueba) == []
    assert [aviso.value for aviso in prueba.warning] == []
    cobertura = catalogo().ediciones[(metrica, anio)].cobertura
    dicho = " ".join(textos(prueba)).replace("\\", "")
    if anio != 2017 and (pagina in {"inicio", "mapa", "datos", "sujeto", "areas_de_oportunidad"} or (pagina == "entidad" and CASOS[caso])):
        assert cobertura in dicho


@pytest.mark.parametrize("seccion", ["formulas", "comprobacion", "comparabilidad", "reparaciones", "calidad", "glosario", "fuentes"])
@pytest.mark.parametrize(("metrica", "anio"), EDICIONES, ids=[f"{m} {a}" for m, a in EDICIONES])
def test_cada_seccion_de_la_metodologia_se_abre_en_toda_edicion(metrica: str, anio: int, seccion: str) -> None:
    prueba = sana(abrir("metodologia", metrica=metrica, edicion=str(anio), seccion=seccion))
    assert titulos(prueba) == ["Metodología y calidad"]
    assert en_ingles(prueba) == []


@pytest.mark.parametrize("pagina", PAGINAS)
def test_toda_grafica_va_seguida_de_lo_que_dice_y_su_texto_alternativo_no_cambia_con_los_datos(pagina: str) -> None:
    """Si el texto alternativo cambiara con los datos, el navegador armaría la gráfica de nuevo en cada cambio."""
    dichos: set[str] = set()
    for indicador in ("GA", "PG"):
        elementos = list(abrir(pagina, entidad="20", sujeto="20-EJE-08", indicador=indicador).main)
        lugares = [i for i, elemento in enumerate(elementos) if elemento.type == "vega_lite_chart"]
        assert lugares or pagina in {"datos", "sesion"}
        for lugar in lugares:
            assert elementos[lugar].proto.alt.startswith("Gráfica. El párrafo que sigue dice lo que muestra")
            descripcion = next(str(getattr(e, "value", "")) for e in elementos[lugar:] if e.type == "text")
            assert len(descripcion) > 40
            dichos.add(descripcion)
    assert pagina != "mapa" or len(dichos) == 2


# --- Selectores y dirección ---


def test_mover_los_selectores_del_mapa_cambia_la_direccion_el_titulo_y_la_tabla() -> None:
    prueba = abrir("mapa")
    prueba.session_state["e_gemela_mapa"] = True  # la tabla gemela y los filtros se mandan al abrirlos
    prueba.button_group(key="w_indicador").set_value("PG").run()
    assert direccion(prueba) == {"indicador": "PG"}
    prueba.button_group(key="w_capa").set_value("en_cero").run()
    assert titulos(prueba) == ["Sujetos en cero en Participación gubernamental por entidad, 2017"]
    abrir_filtros(prueba)
    prueba.multiselect(key="w_tipos").select("judicial").run()
    abrir_filtros(prueba)
    prueba.button_group(key="w_ordenes").set_value(["estatal"]).run()
    assert direccion(prueba) == {"indicador": "PG", "capa": "en_cero", "tipo": "judicial", "orden": "estatal"}
    assert prueba.dataframe[0].value["n_sujetos"].to_list().count(1) == 32
    prueba.button_group(key="w_vista").set_value("barras").run()
    assert direccion(prueba)["vista"] == "barras"
    assert prueba.dataframe[0].value["n_sujetos"].to_list().count(1) == 32


def test_un_lente_pone_sus_tipos_y_el_mismo_clic_los_quita() -> None:
    prueba = abrir("mapa", orden="federal")
    prueba.button_group(key="w_lente").set_value("sindicatos_fideicomisos").run()
    assert direccion(prueba) == {"tipo": ["fideicomiso", "sindicato"]}
    prueba.button_group(key="w_lente").set_value(None).run()
    assert direccion(prueba) == {}


def test_el_lente_de_justicia_muestra_aparte_lo_publico_de_la_mja_con_su_cobertura() -> None:
    prueba = abrir("mapa", tipo="judicial")
    dicho = " ".join(textos(prueba)).replace("\\", "")
    assert "36 sujetos: instituciones judiciales" in dicho
    assert "Lo público de la Métrica de Justicia Abierta 2023" in dicho
    assert catalogo().ediciones[("MJA", 2023)].cobertura in dicho
    assert "no se suma ni se promedia con la MGA" in dicho


def test_cambiar_de_edicion_conserva_lo_que_existe_y_cambia_lo_que_no() -> None:
    prueba = abrir("mapa", indicador="PG", capa="en_cero", entidad="11", tipo="judicial")
    prueba.selectbox(key="w_edicion").select("MJA-2023").run()
    sana(prueba)
    assert direccion(prueba) == {"metrica": "MJA", "edicion": "2023", "indicador": "JA", "entidad": "11", "tipo": "judicial"}
    prueba.selectbox(key="w_edicion").select("MGA-2017").run()
    assert direccion(prueba) == {"entidad": "11", "tipo": "judicial"}


def test_la_seleccion_persiste_al_ir_por_el_menu_a_otra_pagina() -> None:
    prueba = abrir("mapa", entidad="20", tipo="municipio")
    prueba.query_params.clear()  # el menú abre la otra página sin parámetros
    prueba.switch_page("pages/entidad.py").run()
    assert titulos(prueba) == ["Oaxaca"]
    assert direccion(prueba) == {"entidad": "20", "tipo": "municipio"}


def test_un_enlace_nuevo_en_la_misma_sesion_manda_sobre_lo_elegido() -> None:
    prueba = abrir("mapa", entidad="20")
    prueba.query_params["entidad"] = "22"
    prueba.run()
    assert direccion(prueba) == {"entidad": "22"}
    assert prueba.header[0].value == "Querétaro"


def abrir_filtros(prueba: AppTest) -> None:
    """Deja abierto el panel de filtros y vuelve a correr: cerrado, sus listas no se mandan."""
    prueba.session_state["p_filtros"] = True
    prueba.run()


def test_mover_un_selector_gana_aunque_el_navegador_mande_la_direccion_de_antes() -> None:
    """Dos cambios muy seguidos: el segundo sale del navegador antes de que le llegue la dirección del primero."""
    prueba = abrir("mapa")
    prueba.menu_button(key="w_entidad").set_value("20").run()
    del prueba.query_params["entidad"]
    prueba.button_group(key="w_indicador").set_value("T").run()
    assert direccion(prueba) == {"indicador": "T", "entidad": "20"}


def test_quitar_los_filtros_devuelve_a_todos() -> None:
    prueba = abrir("datos", tipo="sindicato", orden="municipal")
    assert "Ningún sujeto cumple estos filtros." in [str(aviso.value) for aviso in prueba.info]
    next(boton for boton in prueba.button if boton.label == "Quitar los filtros").click().run()
    assert direccion(prueba) == {}
    assert "908 sujetos obligados" in " ".join(textos(prueba))


def test_los_conteos_de_las_facetas_son_los_de_la_tabla() -> None:
    prueba = abrir("datos", tipo="judicial", en=["20", "FED"])
    assert prueba.dataframe[0].value.shape[0] == 5
    assert "Oaxaca (1)" in prueba.multiselect(key="w_entidades").options
    assert "Federación (4)" in prueba.multiselect(key="w_entidades").options


# --- Tocar la gráfica ---


@pytest.mark.parametrize("vista", ["mapa", "mosaico", "barras"])
def test_tocar_una_entidad_la_elige_y_volver_a_tocarla_la_suelta(vista: str) -> None:
    prueba = abrir("mapa", vista=vista)
    tocar(prueba, f"mapa_{vista}", toque("20"))
    assert direccion(prueba).get("entidad") == "20"
    assert prueba.header[0].value == "Oaxaca"
    tocar(prueba, f"mapa_{vista}", toque("20", 1))
    assert "entidad" not in direccion(prueba)


def test_tocar_otra_entidad_cambia_la_eleccion_y_la_federacion_tambien_se_toca() -> None:
    prueba = abrir("mapa")
    for clave in ("29", "FED", "01"):
        tocar(prueba, "mapa_mapa", toque(clave, turno(prueba)))
        assert direccion(prueba)["entidad"] == clave


def test_tocar_despues_de_elegir_en_la_lista_funciona() -> None:
    prueba = abrir("mapa")
    tocar(prueba, "mapa_mapa", toque("20"))
    prueba.menu_button(key="w_entidad").set_value("21").run()
    assert direccion(prueba)["entidad"] == "21"
    tocar(prueba, "mapa_mapa", toque("20", 1))
    assert direccion(prueba)["entidad"] == "20"
    prueba.menu_button(key="w_entidad").set_value("").run()
    assert direccion(prueba) == {}


def test_cada_pintada_despues_de_un_toque_lleva_otro_turno_para_que_repetirlo_cuente() -> None:
    prueba = abrir("mapa")
    turnos = [turno(prueba)]
    for clave in ("20", "20", "21"):
        tocar(prueba, "mapa_mapa", toque(clave, turnos[-1]))
        turnos.append(turno(prueba))
    assert len(set(turnos)) == len(turnos)


@pytest.mark.parametrize(
    "evento",
    [
        {},
        {"selection": {}},
        {"selection": {"entidad": []}},
        {"selection": {"entidad": None}},
        {"selection": {"entidad": "20"}},
        {"selection": {"entidad": 7}},
        {"selection": {"entidad": {"cve_ent": "20"}}},
        {"selection": {"entidad": [None, 3, "20", []]}},
        {"selection": {"entidad": [{"otro": "20"}]}},
        {"selection": {"entidad": [{"cve_ent": None}]}},
        {"selection": {"entidad": [{"cve_ent": 20}]}},
        {"selection": {"entidad": [{"cve_ent": ["20"]}]}},
        {"selection": {"entidad": [{"cve_ent": {"$ne": 1}}]}},
        toque("99"),
        toque(""),
        toque("' or 1=1 --"),
        toque("<img src=x onerror=alert(1)>"),
        toque("x" * 9_000),
    ],
    ids=lambda evento: str(evento)[:50],
)
def test_un_toque_hostil_no_elige_nada_ni_rompe_la_pagina(evento: object) -> None:
    prueba = abrir("mapa", indicador="T")
    tocar(prueba, "mapa_mapa", evento)
    sana(prueba)
    assert direccion(prueba) == {"indicador": "T"}


def test_en_inicio_tambien_se_toca_y_ofrece_ver_la_entidad() -> None:
    prueba = abrir("inicio")
    tocar(prueba, "inicio", toque("20"))
    assert direccion(prueba) == {"entidad": "20"}
    assert "Ver los datos de Oaxaca" in [enlace.proto.label for enlace in prueba.get("page_link")]


def test_tocar_el_punto_de_una_institucion_abre_su_ficha() -> None:
    prueba = abrir("entidad", entidad="20")
    tocar(prueba, "entidad_distribucion", toque("20-EJE-08", 0, "sujeto", "clave"))
    assert titulos(prueba) == ["Secretaría de Salud, Oaxaca"]
    assert direccion(prueba) == {"entidad": "20", "sujeto": "20-EJE-08"}


# --- Buscar ---


def test_buscar_muestra_resultados_con_enlaces_a_su_ficha() -> None:
    prueba = abrir("inicio")
    prueba.text_input(key="w_buscar").set_value("secretaria salud oax").run()
    enlaces = {e.proto.label: e.proto.query_string for e in prueba.get("page_link")}
    assert "sujeto=20-EJE-08" in enlaces["Secretaría de Salud, Oaxaca"]
    prueba.text_input(key="w_buscar").set_value("oaxaca").run()
    assert "Entidad: Oaxaca" in [e.proto.label.replace("\\", "") for e in prueba.get("page_link")]


def test_buscar_lo_que_no_existe_dice_que_intentar() -> None:
    prueba = abrir("mapa")
    prueba.text_input(key="w_buscar").set_value("xyzzy [](javascript:alert(1))").run()
    sana(prueba)
    assert "Nada se le parece" in " ".join(textos(prueba))


def test_buscar_en_una_edicion_sin_sujetos_dice_de_cual_son_los_resultados() -> None:
    prueba = abrir("mapa", metrica="MJA")
    prueba.text_input(key="w_buscar").set_value("tribunal oaxaca").run()
    assert "Resultados por institución: sólo MGA 2017." in [str(nota.value) for nota in prueba.caption]
    enlaces = {e.proto.label: e.proto.query_string for e in prueba.get("page_link")}
    assert "metrica=MGA&edicion=2017" in enlaces["Tribunal Superior de Justicia, Oaxaca"]


def test_una_ficha_en_una_edicion_sin_sujetos_lo_dice_con_el_nombre() -> None:
    prueba = sana(abrir("sujeto", edicion="2021", sujeto="20-EJE-08"))
    assert "No se conserva resultado de «Secretaría de Salud, Oaxaca»" in str(prueba.info[0].value)


# --- Enlaces viejos u hostiles ---

HOSTILES: dict[str, dict[str, str | list[str]]] = {
    "edición que no existe": {"edicion": "1999"},
    "métrica con otra edición": {"metrica": "MJA", "edicion": "2017"},
    "indicador de otra métrica": {"indicador": "JA"},
    "capa donde no hay": {"edicion": "2021", "indicador": "TG.AI", "capa": "brecha"},
    "sql": {"entidad": "' or 1=1 --", "tipo": "'; drop table sujetos; --"},
    "html": {"sujeto": "<script>alert(1)</script>", "indicador": "<b>GA</b>"},
    "markdown": {"entidad": "[x](javascript:alert(1))", "capa": "**valor**"},
    "ruta": {"sujeto": "../../etc/passwd", "seccion": "..\\x"},
    "unicode": {"entidad": "２０", "metrica": "\u202eAGM", "vista": "🗺️"},
    "nulo": {"entidad": "\x00", "orden": "federal\x00"},
    "enorme": {"en": ["20"] * 500, "tipo": "x" * 9_000},
    "números": {"edicion": "99999999999999999999", "entidad": "-1"},
}


# Todos en el mapa; en las demás páginas, que leen la dirección igual, uno viejo y dos hostiles.
EN_CADA_PAGINA = [(p, c) for p in PAGINAS for c in HOSTILES if p == "mapa" or c in {"capa donde no hay", "html", "enorme"}]


@pytest.mark.parametrize(("pagina", "caso"), EN_CADA_PAGINA)
def test_un_enlace_viejo_u_hostil_avisa_y_abre_una_pagina_valida(pagina: str, caso: str) -> None:
    prueba = sana(abrir(pagina, **HOSTILES[caso]))
    assert prueba.warning
    assert all("El enlace pide" in str(aviso.value) for aviso in prueba.warning)
    assert len(titulos(prueba)) == 1
    assert not any(valor in str(prueba.query_params.values()) for valor in ("drop", "script", "passwd", "xxxx"))
    prueba.run()
    assert not prueba.warning, "el aviso se da una sola vez"
