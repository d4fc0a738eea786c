"""Descargar y abrir de nuevo: el archivo trae justo los renglones que se ven."""

import re
import struct
import zipfile
from pathlib import Path

import fastexcel
import polars as pl
import pypdf
import pytest
from playwright.sync_api import Page, expect
from pptx import Presentation

from apertura.autenticidad import de_archivo
from apertura.catalogo import catalogo
from apertura.consultas import motor
from apertura.seleccion import Seleccion, quienes
from apertura.vistas import causas, datos, mapa
from tests.navegador.recorrer import celda, con_mapa, lista

pytestmark = pytest.mark.navegador


def bajar(pagina: Page, boton: str, carpeta: Path) -> Path:
    """Abre el primer «Descargar», pulsa un botón y guarda el archivo con su nombre."""
    pagina.get_by_role("button", name="Descargar", exact=True).first.click()
    with pagina.expect_download() as espera:
        pagina.get_by_test_id("stPopoverBody").get_by_role("button", name=boton).click()
    pagina.keyboard.press("Escape")
    destino = carpeta / espera.value.suggested_filename
    espera.value.save_as(destino)
    return destino


def leer_csv(ruta: Path) -> pl.DataFrame:
    claves = {"cve_ent": pl.String, "cve_mun": pl.String}
    return pl.read_csv(ruta, comment_prefix="#", schema_overrides=claves, infer_schema_length=None)


def test_el_csv_y_el_excel_de_datos_traen_los_renglones_filtrados(servidor: str, pestana: Page, tmp_path: Path) -> None:
    pestana.goto(f"{servidor}/datos?tipo=legislativo&tipo=judicial&en=09&en=20&en=FED")
    lista(pestana)
    seleccion = Seleccion(tipos=("legislativo", "judicial"), entidades=("09", "20", "FED"))
    esperada = datos.resultados(motor(), catalogo(), seleccion)
    expect(pestana.get_by_text(f"{esperada.datos.height} sujetos obligados").first).to_be_visible()
    ruta = bajar(pestana, "Datos (CSV)", tmp_path)
    assert ruta.read_bytes().startswith(b"\xef\xbb\xbf")
    columnas = ["clave_sujeto", "GA", "T", "P", "TG", "TC", "PG", "PC", "renglon"]
    assert leer_csv(ruta).select(columnas).equals(esperada.datos.select(columnas))
    sellos = ruta.read_text(encoding="utf-8-sig")
    assert quienes(seleccion, catalogo()) in sellos
    assert f"Enlace: {servidor}/datos?metrica=MGA" in sellos
    libro = fastexcel.read_excel(bajar(pestana, "Datos (Excel)", tmp_path))
    celdas = libro.load_sheet(0, header_row=None).to_polars().to_series(0).cast(pl.String)
    assert [celda for celda in celdas if celda in set(esperada.datos["etiqueta"])] == esperada.datos["etiqueta"].to_list()


def test_al_cambiar_el_filtro_cambia_el_archivo(servidor: str, pestana: Page, tmp_path: Path) -> None:
    pestana.goto(f"{servidor}/datos?tipo=judicial&en=20")
    lista(pestana)
    primero = bajar(pestana, "Datos (CSV)", tmp_path)
    pestana.get_by_role("combobox", name="Entidad", exact=True).click()
    pestana.keyboard.type("Puebla")
    pestana.get_by_role("option", name="Puebla").click()
    pestana.keyboard.press("Escape")
    expect(pestana.get_by_text("2 sujetos obligados").first).to_be_visible()
    segundo = bajar(lista(pestana), "Datos (CSV)", tmp_path)
    assert primero.name != segundo.name
    assert leer_csv(primero)["clave_sujeto"].to_list() == ["20-JUD-01"]
    assert leer_csv(segundo)["clave_sujeto"].to_list() == ["20-JUD-01", "21-JUD-01"]


def test_el_mapa_se_descarga_en_datos_y_en_imagen_de_3840_por_2160(servidor: str, pestana: Page, tmp_path: Path) -> None:
    pestana.goto(f"{servidor}/mapa?indicador=T&tipo=municipio&entidad=20")
    con_mapa(pestana)
    esperada = mapa.tabla(motor(), catalogo(), Seleccion(indicador="T", tipos=("municipio",))).datos
    leido = leer_csv(bajar(pestana, "Datos (CSV)", tmp_path))
    assert leido["cve_ent"].to_list() == esperada["cve_ent"].to_list()
    assert leido["valor"].to_list() == pytest.approx(esperada["valor"].to_list())
    for renglon, entidad in enumerate(leido["entidad"].head(8), 1):
        expect(celda(pestana, renglon, 0)).to_have_text(entidad)
    png = bajar(pestana, "Imagen (PNG)", tmp_path).read_bytes()
    assert png.startswith(b"\x89PNG")
    assert struct.unpack(">II", png[16:24]) == (3840, 2160)


def test_la_ficha_en_pdf_se_descarga_a_un_clic(servidor: str, pestana: Page, tmp_path: Path) -> None:
    pestana.goto(f"{servidor}/sujeto?sujeto=22-MUN-016")
    with pestana.expect_download() as espera:
        pestana.get_by_role("button", name="Ficha en PDF").click()
    assert espera.value.suggested_filename.startswith("22-MUN-016_municipio_de_san_juan_del_rio_queretaro_")
    espera.value.save_as(tmp_path / "ficha.pdf")
    leido = " ".join(" ".join(hoja.extract_text() for hoja in pypdf.PdfReader(tmp_path / "ficha.pdf").pages).split())
    assert "Municipio de San Juan del Río, Querétaro" in leido
    assert f"Enlace: {servidor}/sujeto?metrica=MGA" in leido.replace("\u200b", "")


def test_el_lote_de_una_entidad_se_prepara_aparte_y_se_descarga(servidor: str, pestana: Page, tmp_path: Path) -> None:
    pestana.goto(f"{servidor}/entidad?entidad=22")
    pestana.get_by_role("button", name="Fichas en PDF").click()
    pestana.get_by_role("button", name="27 fichas de sus instituciones (ZIP)", exact=True).click()
    expect(pestana.get_by_role("button", name="Cancelar")).to_be_visible()
    listo = pestana.get_by_role("button", name="Descargar: 27 fichas de sus instituciones (ZIP)")
    expect(listo).to_be_visible(timeout=120_000)
    with pestana.expect_download() as espera:
        listo.click()
    assert re.fullmatch(r"fichas_22_queretaro_MGA_2017_\d{8}\.zip", espera.value.suggested_filename)
    espera.value.save_as(tmp_path / "lote.zip")
    with zipfile.ZipFile(tmp_path / "lote.zip") as paquete:
        assert paquete.testzip() is None
        assert len([nombre for nombre in paquete.namelist() if nombre.endswith(".pdf")]) == 27


@pytest.mark.parametrize(("boton", "extension"), [("Presentación (PPTX)", "pptx"), ("Imagen (PNG)", "png")])
def test_de_inicio_a_una_presentacion_o_a_una_imagen_en_dos_acciones(
    servidor: str, pestana: Page, tmp_path: Path, boton: str, extension: str
) -> None:
    con_mapa(ir(pestana, servidor))
    # Dos clics: «Descargar» y el formato.
    ruta = bajar(pestana, boton, tmp_path)
    assert re.fullmatch(rf"indice_por_entidad_MGA_2017_[0-9a-f]{{8}}\.{extension}", ruta.name)
    [dictamen] = de_archivo(ruta.read_bytes(), motor())
    assert dictamen.veredicto == "autentico"
    assert dictamen.vista.startswith("/?metrica=MGA&edicion=2017&indicador=GA")
    if extension == "pptx":
        [hoja] = Presentation(str(ruta)).slides
        assert hoja.shapes.title is not None
        assert hoja.shapes.title.text_frame.text == "Gobierno Abierto por entidad, 2017"


def ir(pagina: Page, url: str) -> Page:
    pagina.goto(url)
    return pagina


def test_la_presentacion_de_otra_pagina_lleva_lo_que_se_ve(servidor: str, pestana: Page, tmp_path: Path) -> None:
    pestana.goto(f"{servidor}/entidad?entidad=22&contra=14")
    expect(pestana.get_by_role("heading", name="De dónde viene la diferencia")).to_be_visible()
    origen = causas.origen(motor(), catalogo(), Seleccion(entidad="22", contra="14"))
    [hoja] = Presentation(str(bajar(pestana, "Presentación (PPTX)", tmp_path))).slides
    [grafica] = [getattr(figura, "chart", None) for figura in hoja.shapes if figura.has_chart]
    assert grafica is not None
    nombres = [str(categoria.label).partition(" (")[0] for categoria in grafica.plots[0].categories]
    assert nombres == ["Jalisco", *origen.datos["nombre"], "Querétaro"]
    notas = hoja.notes_slide.notes_text_frame
    assert notas is not None
    assert f"{servidor}/entidad?metrica=MGA" in notas.text


def test_la_nota_se_corrige_y_se_descarga_como_quedo(servidor: str, pestana: Page, tmp_path: Path) -> None:
    pestana.goto(f"{servidor}/entidad?entidad=19")
    # El menú se acomoda donde quepa al abrirse: antes, la página debe haber terminado de llegar.
    expect(lista(pestana).locator("[data-testid=stVegaLiteChart] svg").first).to_be_visible()
    pestana.get_by_role("button", name="Descargar", exact=True).first.click()
    pestana.get_by_role("button", name="Redactar una nota…").click()
    cuadro = pestana.get_by_role("dialog").filter(has_text="Nota de prensa u oficio")
    expect(cuadro.get_by_label("Texto", exact=True)).to_have_value(re.compile(r"^\d+ de \w+ de \d{4}\.— No hay diferencia"))
    cuadro.get_by_label("Título", exact=True).fill("Un título *mío*")
    cuadro.get_by_role("button", name="Preparar para descargar").click()
    with pestana.expect_download() as espera:
        cuadro.get_by_role("button", name="Descargar en Markdown").click()
    espera.value.save_as(tmp_path / "nota.md")
    texto = (tmp_path / "nota.md").read_text(encoding="utf-8")
    assert texto.startswith("# Un título \\*mío\\*\n")
    assert "«entidad.origen»" in texto
    assert f"Enlace: <{servidor}/entidad?metrica=MGA" in texto
