"""Verificar: lo que Apertura da es auténtico; un dígito cambiado se nota en cualquier formato; lo roto no tumba nada."""

import base64
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pptx import Presentation

from apertura import aparte, laminas
from apertura.autenticidad import LIMITE, de_archivo, de_texto
from apertura.catalogo import Catalogo
from apertura.consultas import Motor, abrir_motor
from apertura.exportacion.estampa import Ajustes, estampar
from apertura.exportacion.exportar import exportar, exportar_varias
from apertura.exportacion.formatos import FORMATOS
from apertura.exportacion.notas import en_markdown, en_word
from apertura.exportacion.notas.redaccion import borrador
from apertura.exportacion.sello import leer_fichas
from apertura.laminas import de_direccion
from tests.publicaciones import falsificar

COMO = Ajustes("claro", date(2026, 11, 25), "https://ejemplo.mx")
VISTA = "/entidad?entidad=22#origen"
MAPA = "/mapa?indicador=T#mapa"


def hacer(vigente: Motor, cat: Catalogo, formato: str, texto: str = MAPA) -> bytes:
    return exportar(vigente, cat, de_direccion(texto, cat)[0], formato, COMO).contenido


def veredictos(contenido: bytes, vigente: Motor) -> list[str]:
    return [dictamen.veredicto for dictamen in de_archivo(contenido, vigente)]


def cambiar_parte(contenido: bytes, parte: str, antes: bytes, despues: bytes) -> bytes:
    """El mismo ZIP con algo cambiado en una de sus partes."""
    salida = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(contenido)) as viejo, zipfile.ZipFile(salida, "w") as nuevo:
        for nombre in viejo.namelist():
            dentro = viejo.read(nombre)
            if re.fullmatch(parte, nombre):
                assert antes in dentro
                dentro = dentro.replace(antes, despues, 1)
            nuevo.writestr(nombre, dentro)
    return salida.getvalue()


@pytest.mark.parametrize("formato", FORMATOS)
def test_lo_que_apertura_exporta_es_autentico(vigente: Motor, cat: Catalogo, formato: str) -> None:
    [dictamen] = de_archivo(hacer(vigente, cat, formato), vigente)
    assert (dictamen.veredicto, dictamen.diferencias) == ("autentico", ())
    assert dictamen.vista == de_direccion(MAPA, cat)[0].direccion
    assert "byte por byte" in dictamen.porque


@pytest.mark.parametrize(
    "texto", ["/entidad?entidad=19#ficha", "/sujeto?sujeto=22-MUN-016#ficha", "/entidad?entidad=20&edicion=2021#ficha"]
)
def test_una_ficha_impresa_se_verifica_como_todo_lo_demas(vigente: Motor, cat: Catalogo, texto: str) -> None:
    original = hacer(vigente, cat, "pdf", texto)
    assert veredictos(original, vigente) == ["autentico"]
    assert veredictos(un_byte(original, len(original) // 3), vigente) == ["alterado"]


def un_byte(contenido: bytes, donde: int) -> bytes:
    return contenido[:donde] + bytes([contenido[donde] ^ 1]) + contenido[donde + 1 :]


ALTERACIONES: dict[str, Any] = {
    "png": lambda c: un_byte(c, len(c) // 2),
    "svg": lambda c: c.replace(b">0.50<", b">0.59<", 1),
    "pdf": lambda c: un_byte(c, len(c) // 2),
    "csv": lambda c: c.replace(b'"Oaxaca",', b'"Oaxaca ",', 1),
    "xlsx": lambda c: cambiar_parte(c, r"xl/worksheets/sheet1\.xml", b"<v>0.", b"<v>0.9"),
    "pptx": lambda c: cambiar_parte(c, r"ppt/slides/slide1\.xml", b">0.6", b">0.9"),
    "docx": lambda c: cambiar_parte(c, r"word/document\.xml", b">0.61<", b">0.69<"),
    "md": lambda c: c.replace(b"| 0.", b"| 0.9", 1),
    "parquet": lambda c: un_byte(c, 60),
    "geojson": lambda c: re.sub(rb'"valor":0\.(\d)', rb'"valor":0.9\1', c, count=1),
}


@pytest.mark.parametrize("formato", FORMATOS)
def test_un_cambio_se_nota_en_cualquier_formato(vigente: Motor, cat: Catalogo, formato: str) -> None:
    original = hacer(vigente, cat, formato)
    alterado = ALTERACIONES[formato](original)
    assert alterado != original
    [dictamen] = de_archivo(alterado, vigente)
    assert dictamen.veredicto == "alterado", dictamen.porque
    assert dictamen.diferencias


def test_la_diferencia_dice_donde_y_que(vigente: Motor, cat: Catalogo) -> None:
    [dictamen] = de_archivo(ALTERACIONES["csv"](hacer(vigente, cat, "csv")), vigente)
    assert re.fullmatch(r"renglón \d+, columna 2: dice «Oaxaca » y debería decir «Oaxaca»", dictamen.diferencias[0])


@pytest.mark.parametrize("formato", ["xlsx", "pptx", "csv"])
def test_abrirlo_y_guardarlo_no_lo_vuelve_falso(vigente: Motor, cat: Catalogo, formato: str) -> None:
    original = hacer(vigente, cat, formato)
    if formato == "csv":
        guardado = original.replace(b"\r\n", b"\n")
    elif formato == "xlsx":
        guardado = cambiar_parte(original, r"docProps/app\.xml", b"Microsoft Excel", b"Otro programa")
    else:
        abierta, salida = Presentation(io.BytesIO(original)), io.BytesIO()
        abierta.save(salida)
        guardado = salida.getvalue()
    assert guardado != original
    [dictamen] = de_archivo(guardado, vigente)
    assert (dictamen.veredicto, dictamen.diferencias) == ("autentico", ())
    assert "se volvió a guardar" in dictamen.porque


def test_cambiar_el_titulo_es_redaccion_y_cambiar_una_barra_no(vigente: Motor, cat: Catalogo) -> None:
    abierta, salida = Presentation(io.BytesIO(hacer(vigente, cat, "pptx", VISTA))), io.BytesIO()
    titulo: Any = abierta.slides[0].shapes.title
    titulo.text_frame.text = "Querétaro: lo que hay que saber"
    abierta.save(salida)
    [dictamen] = de_archivo(salida.getvalue(), vigente)
    assert dictamen.veredicto == "autentico"
    assert dictamen.diferencias[0].startswith("Título: dice «Querétaro: lo que hay que saber»")
    falsa = cambiar_parte(salida.getvalue(), r"ppt/charts/chart\d+\.xml", b"<c:v>0.3", b"<c:v>0.9")
    [dictamen] = de_archivo(falsa, vigente)
    assert dictamen.veredicto == "alterado"


@pytest.mark.parametrize("formato", ["docx", "md"])
def test_corregir_el_texto_de_una_nota_es_redaccion_y_cambiar_su_cuadro_o_su_fuente_no(vigente: Motor, cat: Catalogo, formato: str) -> None:
    lamina = laminas.lamina(vigente, cat, de_direccion(VISTA, cat)[0])
    estampa = estampar(lamina, vigente.publicacion, COMO, formato)
    escribir = {"docx": en_word.a_word, "md": en_markdown.a_markdown}[formato]
    propuesta = borrador(lamina, estampa)
    corregida = propuesta.corregida("Otro título", "Sólo un párrafo.")
    [dictamen] = de_archivo(escribir(corregida, estampa), vigente)
    assert dictamen.veredicto == "autentico"
    assert "cambió la redacción" in dictamen.porque
    assert dictamen.diferencias[0].startswith("Título: dice «Otro título»")
    [dictamen] = de_archivo(escribir(borrador(lamina, estampa, "oficio"), estampa), vigente)
    assert dictamen.veredicto == "autentico"
    for falsa in (
        replace(propuesta, cautelas=propuesta.cautelas[1:]),
        replace(propuesta, sellos=("Fuente: otra", *propuesta.sellos[1:])),
        replace(propuesta, cuadro=replace(propuesta.cuadro, renglones=propuesta.cuadro.renglones[::-1])),
    ):
        [dictamen] = de_archivo(escribir(falsa, estampa), vigente)
        assert dictamen.veredicto == "alterado"


def test_recolorear_un_estado_se_nota(vigente: Motor, cat: Catalogo) -> None:
    alterada = cambiar_parte(hacer(vigente, cat, "pptx"), r"ppt/slides/slide1\.xml", b'<a:srgbClr val="155c86"', b'<a:srgbClr val="f3eecc"')
    [dictamen] = de_archivo(alterada, vigente)
    assert dictamen.veredicto == "alterado"
    assert any("color" in diferencia for diferencia in dictamen.diferencias)


@pytest.mark.parametrize("formato", ["pptx", "pdf"])
def test_un_documento_de_varias_laminas_da_un_dictamen_de_cada_una(vigente: Motor, cat: Catalogo, formato: str) -> None:
    vistas = [de_direccion(texto, cat)[0] for texto in (MAPA, VISTA, "/datos")]
    contenido = exportar_varias(vigente, cat, vistas, formato, COMO).contenido
    assert veredictos(contenido, vigente) == ["autentico"] * 3


def test_quien_recalcula_la_ficha_sin_los_datos_tambien_se_nota(vigente: Motor, cat: Catalogo) -> None:
    """Cambia los datos y su huella, y vuelve a hacer el código: la vista con esa publicación da otra cosa."""
    original = hacer(vigente, cat, "csv")
    [(sello, _)] = leer_fichas(original)
    falsa = replace(sello, datos="0" * 64)
    [dictamen] = de_archivo(original.replace(sello.ficha.encode(), falsa.ficha.encode()), vigente)
    assert dictamen.veredicto == "alterado"
    assert "no son los que dice su ficha" in dictamen.porque


@pytest.mark.parametrize("campo", ["publicacion", "vista", "fecha", "datos", "formato", "tema"])
def test_una_ficha_tocada_nunca_es_autentica(vigente: Motor, cat: Catalogo, campo: str) -> None:
    original = hacer(vigente, cat, "csv")
    [(sello, codigo)] = leer_fichas(original)
    dicho = json.loads(base64.urlsafe_b64decode(sello.ficha[10:-1] + "=="))
    assert dicho["codigo"] == codigo
    tocada = "APERTURA1." + base64.urlsafe_b64encode(json.dumps({**dicho, campo: "x"}).encode()).decode().rstrip("=") + "."
    assert veredictos(original.replace(sello.ficha.encode(), tocada.encode()), vigente)[0] in ("alterado", "otra_version")


def test_de_una_publicacion_que_ya_no_es_la_que_se_muestra(vigente: Motor, cat: Catalogo, tmp_path: Path) -> None:
    """La real está guardada como origen: se puede comprobar, y se dice si hoy las cifras son otras."""
    subir = pl.when(pl.col("clave_sujeto") == "20-JUD-01").then(0.9999).otherwise("valor")
    falsa = falsificar(tmp_path / "p", "resultados", lambda t: t.with_columns(valor=subir))
    otra = abrir_motor(replace(falsa, id="0009-abcdef01"))
    [dictamen] = de_archivo(hacer(vigente, cat, "csv"), otra)
    assert dictamen.veredicto == "otra_version"
    assert "ya cambiaron" in dictamen.porque
    assert vigente.publicacion.version in dictamen.porque


def test_de_una_publicacion_que_no_esta_en_este_equipo(vigente: Motor, cat: Catalogo) -> None:
    original = hacer(vigente, cat, "csv")
    [(sello, _)] = leer_fichas(original)
    ajena = replace(sello, publicacion="2030-01-01-abcdef01", manifiesto="1" * 64)
    [dictamen] = de_archivo(original.replace(sello.ficha.encode(), ajena.ficha.encode()), vigente)
    assert dictamen.veredicto == "otra_version"
    assert "no está en este equipo" in dictamen.porque


@pytest.mark.parametrize(
    "contenido",
    [b"", b"hola", b"PK\x03\x04roto", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7", b"PAR1", b"<svg/>", "ñ".encode("latin-1"), b"\x00" * 1000],
)
def test_lo_que_no_trae_sello_se_dice(vigente: Motor, contenido: bytes) -> None:
    assert veredictos(contenido, vigente) == ["sin_sello"]


def test_un_archivo_enorme_ni_se_lee(vigente: Motor) -> None:
    assert veredictos(b"\x00" * (LIMITE + 1), vigente) == ["no_se_pudo"]


def test_una_bomba_no_se_infla(vigente: Motor, cat: Catalogo) -> None:
    """Dice ser un Excel sellado y se expande a 300 MB: se corta, y la lectura aparte muere sola."""
    [(sello, _)] = leer_fichas(hacer(vigente, cat, "csv"))
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as paquete:
        paquete.writestr("docProps/custom.xml", replace(sello, formato="xlsx").ficha)
        paquete.writestr("xl/worksheets/sheet1.xml", b" " * 300_000_000)
    [dictamen] = de_archivo(salida.getvalue(), vigente)
    assert dictamen.veredicto in ("no_se_pudo", "alterado")


def test_lo_que_tumba_al_proceso_aparte_no_tumba_a_este() -> None:
    topes = aparte.Topes(memoria=400_000_000, cpu=2, reloj=5)
    assert aparte.correr("apertura.autenticidad.lectura:de_excel", b"no es un libro", {}, topes) is None
    assert aparte.correr("apertura.no_existe:nada", b"", {}, topes) is None


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200), st.binary(max_size=200))
def test_bytes_cualesquiera_con_una_ficha_dentro_nunca_son_autenticos(vigente: Motor, cat: Catalogo, antes: bytes, despues: bytes) -> None:
    [(sello, _)] = leer_fichas(hacer(vigente, cat, "csv"))
    dictamenes = de_archivo(antes + sello.ficha.encode() + despues, vigente)
    assert "autentico" not in [dictamen.veredicto for dictamen in dictamenes]


@pytest.mark.parametrize("texto", [MAPA, VISTA, "/sujeto?sujeto=22-MUN-016#pares"])
def test_el_enlace_del_qr_y_lo_que_se_lee_en_el_pie_bastan(vigente: Motor, cat: Catalogo, texto: str) -> None:
    lamina = laminas.lamina(vigente, cat, de_direccion(texto, cat)[0])
    estampa = estampar(lamina, vigente.publicacion, COMO)
    for escrito in (estampa.enlace_verificable, "\n".join(estampa.renglones), estampa.ficha):
        [dictamen] = de_texto(escrito, vigente)
        assert dictamen.veredicto == "autentico", escrito
    otro_dia = estampa.enlace_verificable.replace("sello=20261125", "sello=20261124")
    assert de_texto(otro_dia, vigente)[0].veredicto == "alterado"
    assert de_texto(estampa.sello.codigo, vigente)[0].veredicto == "no_se_pudo"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_un_texto_cualquiera_se_contesta(vigente: Motor, texto: str) -> None:
    [dictamen] = de_texto(texto, vigente)
    assert dictamen.veredicto in ("sin_sello", "no_se_pudo", "alterado")
    assert dictamen.porque.endswith(".")
