"""Elegir, cambiar lo que se mide y buscar, con ratón y con teclado, en un Chromium real."""

from contextlib import suppress

import pytest
from playwright.sync_api import Page, TimeoutError, expect

from apertura.catalogo import catalogo
from apertura.consultas import motor
from apertura.graficas.tema import TEMAS
from apertura.seleccion import Seleccion
from apertura.vistas import mapa
from tests.navegador.recorrer import (
    buscar,
    celda,
    con_mapa,
    contorno,
    elegir,
    elegir_entidad,
    esperar,
    leidas,
    leyenda,
    lista,
    titulo,
    tocar,
    tocar_etiqueta,
    ver_indicador,
)

pytestmark = pytest.mark.navegador


# --- Elegir una entidad: una sola selección, se toque donde se toque ---


def test_tocar_una_entidad_la_elige_y_volver_a_tocarla_la_suelta(servidor: str, pestana: Page) -> None:
    pestana.goto(f"{servidor}/mapa")
    con_mapa(pestana)
    expect(contorno(pestana)).to_have_count(0)
    tocar(pestana, "Oaxaca")
    esperar(pestana, entidad="20")
    expect(pestana.get_by_role("heading", name="Oaxaca")).to_be_visible()
    expect(contorno(pestana)).to_have_count(1)
    tocar(pestana, "Oaxaca")
    esperar(pestana)
    expect(contorno(pestana)).to_have_count(0)
    expect(pestana.get_by_role("heading", name="Oaxaca")).to_have_count(0)


def test_se_toca_otra_la_federacion_y_una_etiqueta(servidor: str, pestana: Page) -> None:
    pestana.goto(f"{servidor}/mapa?entidad=20")
    con_mapa(pestana)
    tocar(pestana, "Tlaxcala")
    esperar(pestana, entidad="29")
    tocar(pestana, "Federación")
    esperar(pestana, entidad="FED")
    tocar_etiqueta(pestana, "Chih.")
    esperar(pestana, entidad="08")
    expect(contorno(pestana)).to_have_count(1)


def test_elegir_en_la_lista_y_despues_tocar_la_misma_figura_de_antes(servidor: str, pestana: Page) -> None:
    pestana.goto(f"{servidor}/mapa")
    tocar(con_mapa(pestana), "Sonora")
    esperar(pestana, entidad="26")
    elegir_entidad(pestana, "Puebla")
    esperar(pestana, entidad="21")
    tocar(pestana, "Sonora")
    esperar(pestana, entidad="26")


def test_con_solo_el_teclado_se_elige_la_misma_entidad_que_con_un_clic(servidor: str, pestana: Page) -> None:
    pestana.goto(f"{servidor}/mapa")
    con_mapa(pestana)
    abrir_con_teclado(pestana, ".st-key-w_entidad button")
    pestana.keyboard.type("oaxa", delay=20)
    pestana.keyboard.press("Enter")
    esperar(pestana, entidad="20")
    expect(contorno(pestana)).to_have_count(1)


def abrir_con_teclado(pagina: Page, boton: str) -> None:
    """Llega con el tabulador y abre el menú; si la página se acomoda en ese instante y se pierde el foco, vuelve a llegar."""
    for _ in range(3):
        for _ in range(80):
            pagina.keyboard.press("Tab")
            if pagina.evaluate("boton => document.activeElement.matches(boton)", boton):
                break
        else:
            pytest.fail(f"con el tabulador no se llega a {boton}")
        pagina.keyboard.press("Enter")
        with suppress(TimeoutError):
            # El foco pasa al menú cuando acaba de abrirse: hasta entonces, lo escrito no le llega.
            pagina.locator("[role=menu]:focus-within").wait_for(timeout=10_000)
            return
    pytest.fail(f"Entrar no abre {boton}")


@pytest.mark.parametrize("vista", ["Mosaico", "Barras"])
def test_mosaico_y_barras_llevan_la_misma_seleccion_y_tambien_se_tocan(servidor: str, pestana: Page, vista: str) -> None:
    pestana.goto(f"{servidor}/mapa?entidad=20")
    del_mapa = leidas(con_mapa(pestana))
    pestana.get_by_role("radio", name=vista).click()
    esperar(pestana, vista=vista.lower(), entidad="20")
    assert leidas(con_mapa(pestana)) == del_mapa
    expect(contorno(pestana)).to_have_count(1)
    tocar(pestana, "Querétaro")
    esperar(pestana, vista=vista.lower(), entidad="22")
    pestana.get_by_role("radio", name="Mapa").click()
    esperar(pestana, entidad="22")
    expect(contorno(con_mapa(pestana)).first).to_be_attached()
    tocar(pestana, "Querétaro")
    esperar(pestana)


# --- Cambiar lo que se mide: dirección, leyenda y tabla gemela a la vez ---


def test_indicador_capa_y_lente_cambian_direccion_leyenda_y_tabla_y_atras_los_deshace(servidor: str, pestana: Page) -> None:
    pestana.goto(f"{servidor}/mapa")
    assert "Gobierno Abierto (0 a 1)" in leyenda(con_mapa(pestana))
    expect(celda(pestana, 1, 0)).to_have_text("Ciudad de México")
    expect(celda(pestana, 1, 1)).to_have_text("0.51")
    grafica = pestana.locator("svg.marks").first
    ver_indicador(pestana, "Participación gubernamental")
    esperar(pestana, indicador="PG")
    titulo(pestana, "Participación gubernamental por entidad, 2017")
    expect(grafica).to_contain_text("Participación gubernamental (0")
    expect(celda(pestana, 0, 1)).to_have_text("Participación gubernamental")
    pestana.get_by_role("radio", name="Sujetos en cero").click()
    esperar(pestana, indicador="PG", capa="en_cero")
    expect(grafica).to_contain_text("Sujetos en cero en")
    pestana.get_by_text("Ecosistema de justicia", exact=True).click()
    esperar(pestana, indicador="PG", capa="en_cero", tipo="judicial")
    expect(pestana.get_by_text("36 sujetos: instituciones judiciales")).to_be_visible()
    expect(celda(pestana, 1, -1)).to_have_text("1")
    pestana.go_back()
    esperar(pestana, indicador="PG", capa="en_cero")
    pestana.go_back()
    esperar(pestana, indicador="PG")
    pestana.go_back()
    esperar(pestana)
    titulo(pestana, "Gobierno Abierto por entidad, 2017")
    expect(grafica).to_contain_text("Gobierno Abierto (0 a 1)")
    expect(celda(pestana, 1, 1)).to_have_text("0.51")


def test_un_tipo_elegido_en_los_filtros_cambia_el_mapa_y_se_dice_en_palabras(servidor: str, pestana: Page) -> None:
    pestana.goto(f"{servidor}/mapa")
    con_mapa(pestana)
    pestana.get_by_role("button", name="Filtros").click()
    pestana.get_by_role("combobox", name="Tipo de sujeto obligado").click()
    pestana.keyboard.type("sindicato")
    pestana.get_by_role("option", name="Sindicato", exact=True).click()
    esperar(pestana, tipo="sindicato")
    for _ in ("opciones", "filtros"):
        pestana.keyboard.press("Escape")
    expect(pestana.get_by_text("67 sujetos: sindicatos")).to_be_visible()
    esperados = mapa.grafica(motor(), catalogo(), Seleccion(tipos=("sindicato",)), "claro").conjuntos["d"]["detalle"]
    expect(pestana.locator(f'svg.marks path[aria-label="{esperados[0]}"]')).to_be_attached()
    assert leidas(pestana) == sorted(esperados)


def test_la_edicion_publicada_muestra_sin_dato_con_trama_y_su_cobertura(servidor: str, pestana: Page) -> None:
    pestana.goto(f"{servidor}/mapa")
    con_mapa(pestana)
    elegir(pestana, "Métrica y edición", "MGA 2021")
    esperar(pestana, edicion="2021")
    titulo(pestana, "Gobierno Abierto por entidad, 2021")
    expect(pestana.get_by_test_id("stAlert").filter(has_text="nueve de 33 posiciones")).to_be_visible()
    expect(pestana.locator("svg.marks").first).to_contain_text("sin dato")
    assert sum(texto.endswith(": sin dato") for texto in leidas(con_mapa(pestana))) == 24
    assert pestana.locator(f'svg.marks path[stroke="{TEMAS["claro"].trama}"]').count() >= 24


# --- Buscar ---


def test_buscar_a_medias_y_abrir_la_ficha_con_un_clic(servidor: str, pestana: Page) -> None:
    pestana.goto(servidor)
    resultados = buscar(lista(pestana), "secretaria salud oax")
    expect(resultados).to_have_text(["Secretaría de Salud, Oaxaca"])
    resultados.first.click()
    titulo(pestana, "Secretaría de Salud, Oaxaca")
    esperar(pestana, "/sujeto", sujeto="20-EJE-08")
    expect(pestana.get_by_label("Buscar institución o entidad")).to_have_value("")
    expect(pestana.get_by_text("renglón 522")).to_be_visible()


def test_buscar_y_abrir_la_entidad_con_solo_el_teclado(servidor: str, pestana: Page) -> None:
    pestana.goto(f"{servidor}/datos")
    resultados = buscar(lista(pestana), "queretaro")
    expect(resultados.first).to_have_text("Entidad: Querétaro")
    for _ in range(5):
        pestana.keyboard.press("Tab")
        if pestana.evaluate("document.activeElement.closest('.st-key-hallazgos') !== null"):
            break
    pestana.keyboard.press("Enter")
    titulo(pestana, "Querétaro")
    esperar(pestana, "/entidad", entidad="22")
    expect(pestana.get_by_text("33 de 33", exact=True)).to_be_visible()


def test_de_la_entidad_a_la_ficha_por_su_renglon_y_atras_regresa(servidor: str, pestana: Page) -> None:
    pestana.goto(f"{servidor}/entidad?entidad=20")
    tabla = lista(pestana).locator(".st-key-t_sujetos").get_by_test_id("stDataFrame")
    tabla.scroll_into_view_if_needed()
    expect(tabla.locator("[role=row]").nth(1)).to_be_attached()
    caja = tabla.bounding_box()
    assert caja
    pestana.mouse.click(caja["x"] + 15, caja["y"] + 52)
    pestana.wait_for_url("**/sujeto?**", wait_until="commit")
    expect(pestana.get_by_role("heading", name="Frente a sus pares")).to_be_visible()
    pestana.go_back()
    esperar(pestana, "/entidad", entidad="20")
    titulo(pestana, "Oaxaca")
