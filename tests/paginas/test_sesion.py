"""La página Sesión y el botón que le agrega láminas: armar, ordenar, editar, abrir y volver a encontrar lo hecho."""

import json
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from apertura.acceso import guardia
from apertura.consultas import motor
from apertura.interfaz.sesion import guion as de_interfaz
from apertura.sesion import Guion, Paso, a_json
from tests.acceso.conftest import PERSONAS
from tests.paginas.abrir import abrir, en_ingles, textos
from tests.paginas.test_paginas import sana

pytestmark = pytest.mark.usefixtures("navegacion_declarada")


def vigente(prueba: AppTest) -> Guion:
    return prueba.session_state["_guion"]


def titulos(prueba: AppTest) -> list[str]:
    return [boton.label.replace("\\", "") for boton in prueba.button if str(boton.key).startswith("b_paso_")]


def con_guion(guion: Guion) -> AppTest:
    """La página Sesión con ese guion ya armado."""
    prueba = abrir("sesion")
    prueba.session_state["_guion"] = guion
    return sana(prueba.run())


def test_agregar_desde_el_mapa_lo_dice_y_la_misma_vista_no_entra_dos_veces() -> None:
    prueba = abrir("mapa", entidad="19")
    prueba.button(key="b_sesion_mapa").click().run()
    assert [aviso.value.replace("\\", "") for aviso in prueba.toast] == ["Agregada a la sesión: es la primera."]
    assert vigente(prueba).pasos[0].vista.endswith("entidad=19#mapa")
    prueba.button(key="b_sesion_mapa").click().run()
    assert prueba.toast[0].value.replace("\\", "") == "Ya estaba en la sesión: es la lámina 1."
    assert len(vigente(prueba).pasos) == 1


def test_vacia_explica_como_se_empieza_y_un_guion_listo_la_llena() -> None:
    prueba = sana(abrir("sesion"))
    assert "Agregar a la sesión" in " ".join(textos(prueba))
    assert en_ingles(prueba) == []
    prueba.selectbox(key="w_sesion_entidad_inicio").select("19").run()
    sana(prueba)
    assert titulos(prueba)[0] == "1. Sesión de Nuevo León"
    assert len(titulos(prueba)) == 7
    assert en_ingles(prueba) == []


def test_ordenar_quitar_y_editar_cambian_el_guion_y_lo_que_se_proyecta() -> None:
    prueba = con_guion(Guion("Prueba").agregar(Paso(titulo="Uno"), Paso(titulo="Dos"), Paso("/mapa#mapa")))
    prueba.button(key="b_mando_bajar_0").click().run()
    assert titulos(prueba)[:2] == ["1. Dos", "2. Uno"]
    prueba.text_input(key="w_paso_titulo").input("<script>alert(1)</script>").run()
    assert vigente(prueba).pasos[1].titulo == "<script>alert(1)</script>"
    assert titulos(prueba)[1] == "2. <script>alert(1)</script>"
    prueba.button(key="b_mando_quitar_1").click().run()
    assert [paso.titulo for paso in vigente(prueba).pasos] == ["Dos", ""]
    assert prueba.button(key="b_mando_subir_0").disabled
    assert prueba.button(key="b_mando_bajar_1").disabled
    sana(prueba)


def test_volver_a_escribir_el_titulo_original_lo_deja_ligado_a_los_datos() -> None:
    prueba = con_guion(Guion("Prueba").agregar(Paso("/mapa#mapa")))
    original = str(prueba.text_input(key="w_paso_titulo").value)
    prueba.text_input(key="w_paso_titulo").input("Otro").run()
    prueba.text_area(key="w_paso_mensaje").input("").run()
    assert (vigente(prueba).pasos[0].titulo, vigente(prueba).pasos[0].mensaje) == ("Otro", "")
    prueba.text_input(key="w_paso_titulo").input(original).run()
    assert vigente(prueba).pasos[0].titulo == ""
    prueba.button(key="b_originales").click().run()
    assert vigente(prueba).pasos[0] == Paso("/mapa#mapa")


def test_lo_que_cambio_y_lo_que_ya_no_existe_se_avisa_y_se_da_por_revisado() -> None:
    viejo = Paso("/entidad?entidad=19#cifras", datos="0" * 64, cifras=(("Gobierno Abierto", "", "0.11"),), mensaje="Vamos en 0.11")
    prueba = con_guion(Guion("Prueba").agregar(viejo, Paso("/nada#x")))
    dicho = " ".join(textos(prueba)).replace("\\", "")
    assert "Con los datos de hoy cambió la lámina 1" in dicho
    assert "Gobierno Abierto: 0.11 → 0.38" in dicho
    assert "Lo que usted escribió dice 0.11, que ya no es la cifra" in dicho
    assert "ya no existe la lámina 2" in dicho
    prueba.button(key="b_revisadas").click().run()
    assert "cambió la lámina" not in " ".join(textos(sana(prueba)))


@pytest.mark.parametrize("contenido", [b"{", b'{"clase": "otra"}', json.dumps({"clase": "apertura.sesion", "esquema": 1}).encode()])
def test_un_archivo_que_no_es_un_guion_se_explica(contenido: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guardia, "_identificar", lambda: PERSONAS["equipo"])
    prueba = sana(abrir("sesion"))
    prueba.file_uploader[0].set_value(("guion.json", contenido, "application/json")).run()
    assert "Use un archivo guardado en la página Sesión" in str(prueba.error[0].value).replace("\\", "")
    assert en_ingles(prueba) == []


def test_un_guion_guardado_se_vuelve_a_abrir_y_quien_no_sube_archivos_lo_pega(monkeypatch: pytest.MonkeyPatch) -> None:
    guardado = Guion("De ayer").agregar(Paso(titulo="A"), Paso("/mapa#mapa", titulo="B"))
    contenido = a_json(guardado, motor().publicacion, date.today())
    monkeypatch.setattr(guardia, "_identificar", lambda: PERSONAS["equipo"])
    prueba = abrir("sesion")
    prueba.file_uploader[0].set_value(("guion.json", contenido, "application/json")).run()
    assert titulos(prueba) == ["1. A", "2. B"]
    assert "Se abrió «De ayer»" in str(prueba.success[0].value)
    monkeypatch.setattr(guardia, "_identificar", lambda: PERSONAS["lectura"])
    prueba = abrir("sesion")
    assert not prueba.file_uploader
    prueba.text_area[0].input(contenido.decode()).run()
    assert vigente(sana(prueba)) == guardado


def test_la_sesion_se_encuentra_al_recargar_en_el_mismo_navegador_y_no_en_otro(monkeypatch: pytest.MonkeyPatch) -> None:
    quien = {"llave": "a" * 24}
    monkeypatch.setattr(de_interfaz, "_llave", lambda: quien["llave"])
    de_interfaz._GUIONES.poner("a" * 24, Guion("Mía").agregar(Paso(titulo="Uno")))
    assert titulos(abrir("sesion")) == ["1. Uno"]
    quien["llave"] = "b" * 24
    assert titulos(abrir("sesion")) == []
