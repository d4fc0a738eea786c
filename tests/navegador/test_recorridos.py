"""Recorridos completos sobre el servidor real y un Chromium real."""

import struct
from pathlib import Path
from urllib.parse import urlsplit

import fastexcel
import polars as pl
import pytest
from playwright.sync_api import Browser, BrowserContext, Download, Page, expect

from apertura.catalogo import catalogo
from apertura.consultas import motor
from apertura.graficas.tema import TEMAS
from apertura.seleccion import Seleccion
from apertura.vistas import datos, mapa
from tests.conftest import vigilar
from tests.navegador.recorrer import (
    buscar, con_mapa, contorno, elegir, esperar, gemela, leidas, leyenda, lista, parametros, tocar,
    tocar_etiqueta,
)  # fmt: skip
from tests.servicio.test_en_navegador import en_ingles
from tests.servidores import servidor_en_marcha

pytestmark = pytest.mark.navegador

# Dirección → título de su primera visita.
DIRECCIONES = {
    "/": "Métrica de Gobierno Abierto 2017",
    "/mapa?indicador=PG&capa=en_cero&tipo=judicial": "Sujetos en cero en Participación gubernamental por entidad, 2017",
    "/entidad?entidad=20": "Oaxaca",
    "/sujeto?sujeto=20-EJE-08": "Secretaría de Salud, Oaxaca",
    "/datos?tipo=judicial": "Datos",
    "/metodologia?seccion=fuentes": "Metodología y calidad",
}


def titulo(pagina: Page, texto: str) -> None:
    expect(pagina.get_by_role("heading", level=1)).to_have_text(texto, timeout=20_000)


# --- Cada dirección, recién iniciado el servidor ---


@pytest.mark.parametrize(("direccion", "esperado"), DIRECCIONES.items(), ids=list(DIRECCIONES))
def test_cada_direccion_abre_su_pagina_como_primera_visita_de_un_servidor_nuevo(
    pestana: Page, direccion: str, esperado: str
) -> None:
    with servidor_en_marcha() as url:
        pestana.goto(url + direccion)
        titulo(pestana, esperado)
        lista(pestana)
        expect(pestana.get_by_role("heading", level=1)).to_have_count(1)
        expect(pestana.get_by_role("dialog")).to_have_count(0)
        expect(pestana.get_by_role("link", name="Metodología y calidad")).to_be_visible()
        assert pestana.evaluate("document.documentElement.lang") == "es-MX"
        assert en_ingles(pestana) == []
        assert urlsplit(direccion).query in pestana.url or "metrica=MGA" in pestana.url


# --- Elegir una entidad: una sola selección, se toque donde se toque ---


def test_tocar_una_entidad_la_elige_y_volver_a_tocarla_la_suelta(servidor: str, pestana: Page) -> None:
    pestana.goto(f"{servidor}/mapa")
    con_mapa(pestana)
    expect(contorno(pestana)).to_have_count(0)
    tocar(pestana, "Oaxaca")
    esperar(pestana, entidad="20")
    expect(pestana.get_by_role("heading", name="Oaxaca")).to_be_visible()
    expect(pestana.get_by_role("combobox", name="Entidad")).to_have_value("Oaxaca")
    expect(contorno(pestana).first).to_be_attached()
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
    expect(contorno(pestana).first).to_be_attached()


def test_elegir_en_la_lista_y_despues_tocar_la_misma_figura_de_antes(servidor: str, pestana: Page) -> None:
    pestana.goto(f"{servidor}/mapa")
    con_mapa(pestana)
    tocar(pestana, "Sonora")
    esperar(pestana, entidad="26")
    elegir(pestana, "Entidad", "Puebla")
    esperar(pestana, entidad="21")
    expect(contorno(pestana).first).to_be_attached()
    tocar(pestana, "Sonora")
    esperar(pestana, entidad="26")


def test_con_solo_el_teclado_se_elige_la_misma_entidad_que_con_un_clic(servidor: str, pestana: Page) -> None:
    pestana.goto(f"{servidor}/mapa")
    con_mapa(pestana)
    for _ in range(80):
        pestana.keyboard.press("Tab")
        if pestana.evaluate("document.activeElement.getAttribute('aria-label')") == "Entidad":
            break
    else:
        pytest.fail("con el tabulador no se llega al selector de entidad")
    pestana.keyboard.type("oaxa", delay=20)
    expect(pestana.get_by_role("option")).to_have_count(1)
    pestana.keyboard.press("Enter")
    esperar(pestana, entidad="20")
    expect(contorno(pestana).first).to_be_attached()


@pytest.mark.parametrize("vista", ["Mosaico", "Barras"])
def test_mosaico_y_barras_llevan_la_misma_seleccion_y_tambien_se_tocan(servidor: str, pestana: Page, vista: str) -> None:
    pestana.goto(f"{servidor}/mapa?entidad=20")
    con_mapa(pestana)
    del_mapa = leidas(pestana)
    pestana.get_by_role("radio", name=vista).click()
    esperar(pestana, vista=vista.lower(), entidad="20")
    con_mapa(pestana)
    assert leidas(pestana) == del_mapa
    expect(contorno(pestana).first).to_be_attached()
    tocar(pestana, "Querétaro")
    esperar(pestana, entidad="22")
    pestana.get_by_role("radio", name="Mapa").click()
    esperar(pestana, vista=None, entidad="22")
    con_mapa(pestana)
    expect(contorno(pestana).first).to_be_attached()
    tocar(pestana, "Querétaro")
    esperar(pestana)


# --- Cambiar lo que se mide: dirección, leyenda y tabla gemela a la vez ---


def test_indicador_capa_y_lente_cambian_direccion_leyenda_y_tabla_y_atras_los_deshace(servidor: str, pestana: Page) -> None:
    pestana.goto(f"{servidor}/mapa")
    con_mapa(pestana)
    assert "Gobierno Abierto (0 a 1)" in leyenda(pestana)
    assert gemela(pestana)[1][:2] == ["Ciudad de México", "0.51"]
    elegir(pestana, "Indicador", "Participación gubernamental")
    esperar(pestana, indicador="PG")
    titulo(pestana, "Participación gubernamental por entidad, 2017")
    expect(pestana.locator("svg.marks").first).to_contain_text("Participación gubernamental (0 a 1)")
    assert gemela(pestana)[0][1] == "Participación gubernamental"
    pestana.get_by_role("radio", name="Sujetos en cero").click()
    esperar(pestana, capa="en_cero")
    expect(pestana.locator("svg.marks").first).to_contain_text("Sujetos en cero en Participación gubernamental")
    pestana.get_by_role("button", name="Ecosistema de justicia").click()
    esperar(pestana, tipo="judicial")
    expect(pestana.get_by_text("36 sujetos: instituciones judiciales")).to_be_visible()
    expect(figuras(pestana).filter(has_not_text="x").first).to_be_attached()
    assert {renglon[-1] for renglon in gemela(pestana)[1:] if renglon[0] != "Federación"} == {"1"}
    assert parametros(pestana) == {"indicador": ["PG"], "capa": ["en_cero"], "tipo": ["judicial"]}
    for quedan in ({"indicador": ["PG"], "capa": ["en_cero"]}, {"indicador": ["PG"]}, {}):
        pestana.go_back()
        esperar(
            pestana, **{clave: None for clave in ("indicador", "capa", "tipo") if clave not in quedan and clave != "indicador"}
        )
        expect.soft(pestana.get_by_role("heading", level=1)).to_be_visible()
        pestana.wait_for_function(
            "n => new URLSearchParams(location.search).size === n", arg=len({**quedan, "m": 0, "e": 0, "indicador": 0})
        )
        assert parametros(pestana) == quedan
    titulo(pestana, "Gobierno Abierto por entidad, 2017")
    expect(pestana.locator("svg.marks").first).to_contain_text("Gobierno Abierto (0 a 1)")


def test_un_tipo_elegido_en_los_filtros_cambia_el_mapa_y_se_dice_en_palabras(servidor: str, pestana: Page) -> None:
    pestana.goto(f"{servidor}/mapa")
    con_mapa(pestana)
    antes = leidas(pestana)
    pestana.get_by_role("button", name="Filtros").click()
    pestana.get_by_role("combobox", name="Tipo de sujeto obligado").click()
    pestana.get_by_role("option", name="Sindicato", exact=True).click()
    esperar(pestana, tipo="sindicato")
    expect(pestana.get_by_text("67 sujetos: sindicatos")).to_be_visible()
    con_mapa(pestana)
    assert leidas(pestana) != antes
    sin_dato = [texto for texto in leidas(pestana) if texto.endswith("sin dato")]
    tabla = mapa.tabla(motor(), catalogo(), Seleccion(tipos=("sindicato",)))
    assert len(sin_dato) == tabla.datos["valor"].null_count()


def test_la_edicion_publicada_muestra_sin_dato_con_trama_y_su_cobertura(servidor: str, pestana: Page) -> None:
    pestana.goto(f"{servidor}/mapa")
    con_mapa(pestana)
    elegir(pestana, "Métrica y edición", "MGA 2021")
    esperar(pestana, edicion="2021")
    titulo(pestana, "Gobierno Abierto por entidad, 2021")
    expect(pestana.get_by_role("alert").filter(has_text="nueve de 33 posiciones")).to_be_visible()
    con_mapa(pestana)
    assert sum(texto.endswith(": sin dato") for texto in leidas(pestana)) == 24
    expect(pestana.locator("svg.marks").first).to_contain_text("sin dato")
    trama = TEMAS["claro"].trama
    assert pestana.locator(f'svg.marks path[stroke="{trama}"]').count() >= 24


# --- Historial, enlaces y pestañas ---


def test_atras_entre_paginas_regresa_a_la_vista_anterior_y_adelante_la_repite(servidor: str, pestana: Page) -> None:
    pestana.goto(servidor)
    titulo(pestana, "Métrica de Gobierno Abierto 2017")
    lista(pestana)
    pestana.get_by_role("link", name="Mapa", exact=True).click()
    con_mapa(pestana)
    tocar(pestana, "Tlaxcala")
    esperar(pestana, entidad="29")
    pestana.get_by_role("link", name="Entidad", exact=True).click()
    titulo(pestana, "Tlaxcala")
    lista(pestana)
    visto = [("/mapa", "29"), ("/mapa", None), ("/", None)]
    for camino, entidad in visto:
        pestana.go_back()
        esperar(pestana, entidad=entidad)
        assert urlsplit(pestana.url).path == camino
    titulo(pestana, "Métrica de Gobierno Abierto 2017")
    for camino, entidad in [("/mapa", None), ("/mapa", "29"), ("/entidad", "29")]:
        pestana.go_forward()
        esperar(pestana, entidad=entidad)
        assert urlsplit(pestana.url).path == camino
    titulo(pestana, "Tlaxcala")


def test_recargar_y_abrir_el_enlace_compartido_en_otro_equipo_dan_la_misma_vista(
    servidor: str, pestana: Page, navegador: Browser
) -> None:
    pestana.goto(f"{servidor}/mapa?indicador=T&capa=dispersion&tipo=municipio&entidad=14&vista=mosaico")
    con_mapa(pestana)
    visto = (leidas(pestana), leyenda(pestana), parametros(pestana))
    pestana.reload()
    con_mapa(pestana)
    assert (leidas(pestana), leyenda(pestana), parametros(pestana)) == visto
    pestana.get_by_role("button", name="Compartir").click()
    enlace = pestana.get_by_test_id("stCode").locator("code").first.inner_text()
    otro = navegador.new_context(viewport={"width": 1366, "height": 1100}, locale="es-MX")
    problemas: list[str] = []
    ajena = otro.new_page()
    vigilar(ajena, problemas)
    ajena.goto(enlace)
    con_mapa(ajena)
    assert (leidas(ajena), leyenda(ajena), parametros(ajena)) == visto
    expect(contorno(ajena).first).to_be_attached()
    otro.close()
    assert problemas == []


@pytest.mark.parametrize("pagina", ["", "entidad?entidad=20", "sujeto?sujeto=20-EJE-08", "datos?tipo=judicial"])
def test_el_enlace_de_compartir_de_cada_pagina_abre_esa_pagina(servidor: str, pestana: Page, pagina: str) -> None:
    pestana.goto(f"{servidor}/{pagina}")
    lista(pestana)
    primero = pestana.get_by_role("heading", level=1).inner_text()
    pestana.get_by_role("button", name="Compartir").click()
    enlace = pestana.get_by_test_id("stPopoverBody").get_by_test_id("stCode").locator("code").inner_text()
    pestana.goto(enlace)
    titulo(pestana, primero)
    expect(pestana.get_by_role("dialog")).to_have_count(0)


def test_dos_pestanas_no_se_estorban(servidor: str, contexto: BrowserContext, pestana: Page) -> None:
    otra = contexto.new_page()
    pestana.goto(f"{servidor}/mapa")
    otra.goto(f"{servidor}/mapa?indicador=P&vista=barras")
    con_mapa(pestana)
    con_mapa(otra)
    tocar(pestana, "Jalisco")
    esperar(pestana, entidad="14")
    elegir(otra, "Entidad", "Yucatán")
    esperar(otra, entidad="31")
    assert parametros(pestana) == {"entidad": ["14"]}
    assert parametros(otra) == {"indicador": ["P"], "vista": ["barras"], "entidad": ["31"]}
    expect(pestana.get_by_role("heading", name="Jalisco")).to_be_visible()
    otra.close()


# --- Buscar ---


def test_buscar_a_medias_y_abrir_la_ficha_con_un_clic(servidor: str, pestana: Page) -> None:
    pestana.goto(servidor)
    lista(pestana)
    resultados = buscar(pestana, "secretaria salud oax")
    expect(resultados).to_have_text(["Secretaría de Salud, Oaxaca"])
    resultados.first.click()
    titulo(pestana, "Secretaría de Salud, Oaxaca")
    esperar(pestana, sujeto="20-EJE-08")
    expect(pestana.get_by_label("Buscar institución o entidad")).to_have_value("")
    expect(pestana.get_by_text("renglón 522")).to_be_visible()


def test_buscar_y_abrir_la_entidad_con_solo_el_teclado(servidor: str, pestana: Page) -> None:
    pestana.goto(f"{servidor}/datos")
    lista(pestana)
    resultados = buscar(pestana, "queretaro")
    expect(resultados.first).to_have_text("Entidad: Querétaro")
    for _ in range(5):
        pestana.keyboard.press("Tab")
        if pestana.evaluate("document.activeElement.closest('.st-key-hallazgos') !== null"):
            break
    pestana.keyboard.press("Enter")
    titulo(pestana, "Querétaro")
    expect(pestana.get_by_text("33 de 33")).to_be_visible()


def test_de_la_entidad_a_la_ficha_por_su_renglon_y_atras_regresa(servidor: str, pestana: Page) -> None:
    pestana.goto(f"{servidor}/entidad?entidad=20")
    lista(pestana)
    tabla = pestana.locator(".st-key-t_sujetos").get_by_test_id("stDataFrame")
    tabla.scroll_into_view_if_needed()
    expect(tabla.locator("[role=row]").nth(1)).to_be_attached()
    caja = tabla.bounding_box()
    assert caja
    pestana.mouse.click(caja["x"] + 15, caja["y"] + 52)
    expect(pestana).to_have_url(lambda url: "/sujeto?" in url, timeout=15_000)
    expect(pestana.get_by_role("heading", name="Frente a sus pares")).to_be_visible()
    pestana.go_back()
    titulo(pestana, "Oaxaca")
    lista(pestana)
    assert urlsplit(pestana.url).path == "/entidad"


# --- Descargas: abrirlas de nuevo y hallar los mismos renglones ---


def descargar(pagina: Page, boton: str, indice: int = 0) -> Download:
    pagina.get_by_role("button", name="Descargar", exact=True).nth(indice).click()
    with pagina.expect_download(timeout=30_000) as espera:
        pagina.get_by_test_id("stPopoverBody").get_by_role("button", name=boton).click()
    pagina.keyboard.press("Escape")
    return espera.value


def guardar(descarga: Download, carpeta: Path) -> Path:
    destino = carpeta / descarga.suggested_filename
    descarga.save_as(destino)
    return destino


def leer_csv(ruta: Path) -> pl.DataFrame:
    claves = {"cve_ent": pl.String, "cve_mun": pl.String}
    return pl.read_csv(ruta, comment_prefix="#", schema_overrides=claves, infer_schema_length=None)


def test_el_csv_y_el_excel_de_datos_traen_los_renglones_filtrados(servidor: str, pestana: Page, tmp_path: Path) -> None:
    pestana.goto(f"{servidor}/datos?tipo=judicial&tipo=legislativo&en=20&en=09&en=FED")
    lista(pestana)
    seleccion = Seleccion(tipos=("legislativo", "judicial"), entidades=("09", "20", "FED"))
    esperada = datos.resultados(motor(), catalogo(), seleccion)
    assert esperada.datos.height == 13
    expect(pestana.get_by_text("13 sujetos obligados")).to_be_visible()
    ruta = guardar(descargar(pestana, "Datos (CSV)"), tmp_path)
    assert ruta.name.startswith("resultados_mga_2017_")
    assert ruta.read_bytes().startswith(b"\xef\xbb\xbf")
    leido = leer_csv(ruta)
    assert leido.select("clave_sujeto", "GA", "PC", "renglon").equals(
        esperada.datos.select("clave_sujeto", "GA", "PC", "renglon")
    )
    sellos = ruta.read_text(encoding="utf-8-sig")
    assert "instituciones legislativas e instituciones judiciales" not in sellos
    assert f"{servidor}/datos?metrica=MGA" in sellos
    libro = fastexcel.read_excel(guardar(descargar(pestana, "Datos (Excel)"), tmp_path))
    hoja = libro.load_sheet(0).to_polars()
    etiquetas = set(esperada.datos["etiqueta"])
    assert sum(valor in etiquetas for valor in hoja.to_series(0).cast(pl.String)) == 13
    # Cambiar el filtro cambia el archivo: nunca se entrega el anterior.
    pestana.goto(f"{servidor}/datos?tipo=judicial&en=20")
    lista(pestana)
    assert leer_csv(guardar(descargar(pestana, "Datos (CSV)"), tmp_path))["clave_sujeto"].to_list() == ["20-JUD-01"]


def test_el_mapa_se_descarga_en_datos_y_en_imagen_de_3840_por_2160(servidor: str, pestana: Page, tmp_path: Path) -> None:
    pestana.goto(f"{servidor}/mapa?indicador=T&tipo=municipio&entidad=20")
    con_mapa(pestana)
    esperada = mapa.tabla(motor(), catalogo(), Seleccion(indicador="T", tipos=("municipio",))).datos
    leido = leer_csv(guardar(descargar(pestana, "Datos (CSV)"), tmp_path))
    assert leido["cve_ent"].to_list() == esperada["cve_ent"].to_list()
    assert leido["valor"].to_list() == pytest.approx(esperada["valor"].to_list())
    pintada = [renglon[0] for renglon in gemela(pestana)[1:]]
    assert pintada == leido["entidad"].to_list()[: len(pintada)]
    png = guardar(descargar(pestana, "Imagen (PNG)"), tmp_path).read_bytes()
    assert png.startswith(b"\x89PNG")
    assert struct.unpack(">II", png[16:24]) == (3840, 2160)


# --- Red, tamaños y aspecto ---


def test_la_geometria_se_pide_una_vez_por_sesion_aunque_cambie_todo_lo_demas(servidor: str, pestana: Page) -> None:
    pedidas: list[str] = []
    pestana.on("request", lambda peticion: pedidas.append(urlsplit(peticion.url).path))
    pestana.goto(f"{servidor}/mapa")
    con_mapa(pestana)
    for nombre, clave in (("Transparencia", "T"), ("Participación", "P"), ("Participación ciudadana", "PC")):
        elegir(pestana, "Indicador", nombre)
        esperar(pestana, indicador=clave)
    pestana.get_by_role("radio", name="Brecha oficial").click()
    esperar(pestana, capa="brecha")
    tocar(pestana, "Jalisco")
    esperar(pestana, entidad="14")
    geometria = [camino for camino in pedidas if "/static/geo/" in camino]
    assert len(geometria) == 1, geometria


TELEFONO = {"width": 390, "height": 844}


@pytest.mark.parametrize(
    "direccion", ["/", "/mapa?entidad=20", "/entidad?entidad=20", "/sujeto?sujeto=20-EJE-08", "/datos", "/metodologia"]
)
def test_en_un_telefono_nada_se_sale_de_lado_y_el_mapa_se_ve(servidor: str, pestana: Page, direccion: str) -> None:
    pestana.set_viewport_size(TELEFONO)  # type: ignore[arg-type]
    pestana.goto(servidor + direccion)
    lista(pestana)
    pestana.wait_for_timeout(300)
    ancho, salen = pestana.evaluate(
        """() => {
          const salen = [...document.querySelectorAll("[data-testid=stMain] *")].filter(e => {
            const caja = e.getBoundingClientRect();
            if (caja.right <= innerWidth + 1 || !caja.width) return false;
            for (let p = e.parentElement; p; p = p.parentElement)
              if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(p).overflowX) && p.dataset.testid !== "stMain"
                  && p.getBoundingClientRect().right <= innerWidth + 1) return false;
            return true;
          });
          const principal = document.querySelector("[data-testid=stMain]");
          return [Math.max(document.documentElement.scrollWidth, principal.scrollWidth), salen.slice(0, 3).map(e => e.outerHTML.slice(0, 120))];
        }"""
    )
    assert ancho <= TELEFONO["width"], salen
    assert salen == []
    if direccion in ("/", "/mapa?entidad=20"):
        caja = pestana.get_by_test_id("stVegaLiteChart").first.bounding_box()
        assert caja
        assert caja["width"] > 300
        assert caja["height"] > 200
        con_mapa(pestana)


def test_en_un_telefono_se_toca_el_mapa(servidor: str, pestana: Page) -> None:
    pestana.set_viewport_size(TELEFONO)  # type: ignore[arg-type]
    pestana.goto(f"{servidor}/mapa")
    con_mapa(pestana)
    tocar(pestana, "Chihuahua")
    esperar(pestana, entidad="08")


def test_con_el_equipo_en_oscuro_todo_se_pinta_oscuro(servidor: str, pestana: Page) -> None:
    pestana.emulate_media(color_scheme="dark")
    pestana.goto(f"{servidor}/mapa?entidad=20")
    con_mapa(pestana)
    fondo = pestana.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
    rojo, verde, azul = (int(parte) for parte in fondo[4:-1].split(","))
    assert max(rojo, verde, azul) < 60
    expect(contorno(pestana, "oscuro").first).to_be_attached()
