"""Nota de prensa y oficio: fechados, con sus reglas, sus cautelas y su sello; y nada de lo que digan los datos se vuelve formato."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from hypothesis import example, given
from hypothesis import strategies as st

from apertura import laminas
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.exportacion.estampa import Ajustes, Estampa, estampar
from apertura.exportacion.exportar import exportar
from apertura.exportacion.notas import en_markdown, en_word, redaccion
from apertura.exportacion.notas.en_markdown import seguro
from apertura.exportacion.notas.redaccion import Clase, Nota, borrador
from apertura.exportacion.sello import leer_fichas
from apertura.frases import Frase
from apertura.laminas import Lamina, de_direccion
from tests.exportacion.ejemplos import HOSTILES

COMO = Ajustes("claro", date(2026, 11, 25), "https://ejemplo.mx")
VISTAS = (
    "/entidad?entidad=19#cifras",
    "/mapa?tipo=municipio#mapa",
    "/sujeto?sujeto=22-MUN-016#pasos",
    "/entidad?entidad=20&edicion=2021#publicados",
)
SIMULADA = "simulada-2026-01-31-1a2b3c4d"
MARCADO = [
    *HOSTILES, "![x](http://a.mx/b.png)", "[x](javascript:1)", "<script>alert(1)</script>", "**a** _b_ `c` ~~d~~ | e", "1. uno", "- dos",
    "+ tres", "> cita", "# título", "===", "---", "$x$", "&copy; &amp;", "\\n", "a@b.mx https://c.mx www.d.mx",
]  # fmt: skip


def pedida(vigente: Motor, cat: Catalogo, texto: str, clase: Clase = "nota") -> tuple[Lamina, Estampa, Nota]:
    lamina = laminas.lamina(vigente, cat, de_direccion(texto, cat)[0])
    estampa = estampar(lamina, vigente.publicacion, COMO, "docx")
    return lamina, estampa, borrador(lamina, estampa, clase)


def textos_de_word(contenido: bytes) -> list[str]:
    abierto = Document(io.BytesIO(contenido))
    celdas = [celda.text for tabla in abierto.tables for fila in tabla.rows for celda in fila.cells]
    return [*(parrafo.text for parrafo in abierto.paragraphs), *celdas]


@pytest.mark.parametrize("texto", VISTAS)
def test_la_nota_va_fechada_y_lleva_las_frases_su_sosten_y_de_que_son(vigente: Motor, cat: Catalogo, texto: str) -> None:
    lamina, estampa, nota = pedida(vigente, cat, texto)
    assert nota.cuerpo.startswith("25 de noviembre de 2026.— ")
    for frase in lamina.frases:
        assert frase.texto in nota.cuerpo
        assert not frase.depende or f"{frase.texto} Esta afirmación {frase.firmeza}." in nota.cuerpo
    assert estampa.procedencia.fuente.rstrip(".") in nota.cuerpo
    assert set(lamina.notas) <= set(nota.cautelas)
    reglas = {frase.regla for frase in lamina.frases}
    assert all(any(f"«{regla}»" in cautela for cautela in nota.cautelas) for regla in reglas)
    assert any("Una afirmación que depende" in cautela for cautela in nota.cautelas) == any(frase.depende for frase in lamina.frases)


def test_el_oficio_lleva_asunto_destinatario_y_firma(vigente: Motor, cat: Catalogo) -> None:
    _, _, nota = pedida(vigente, cat, VISTAS[0], "oficio")
    assert nota.parrafos[:3] == ["Fecha: 25 de noviembre de 2026", f"Asunto: {nota.titulo}", "A quien corresponda:"]
    assert nota.parrafos[-2:] == ["Atentamente", "[Nombre, cargo e institución]"]


@pytest.mark.parametrize("texto", VISTAS)
@pytest.mark.parametrize("clase", ["nota", "oficio"])
def test_word_y_markdown_dicen_lo_mismo_y_son_repetibles(vigente: Motor, cat: Catalogo, texto: str, clase: Clase) -> None:
    _, estampa, nota = pedida(vigente, cat, texto, clase)
    word, markdown = en_word.a_word(nota, estampa), en_markdown.a_markdown(nota, estampa)
    assert (word, markdown) == (en_word.a_word(nota, estampa), en_markdown.a_markdown(nota, estampa))
    en_el_word = textos_de_word(word)
    celdas = [celda for fila in nota.cuadro.renglones for celda in fila]
    for dicho in (nota.titulo, *nota.parrafos, *nota.cautelas, *nota.sellos, *nota.cuadro.encabezados, *celdas):
        assert dicho in en_el_word
        assert seguro(dicho) in markdown.decode() or dicho.startswith("Enlace: https://")


@pytest.mark.parametrize("formato", ["docx", "md"])
def test_la_nota_se_da_tambien_en_la_terminal_y_lleva_su_ficha(vigente: Motor, cat: Catalogo, formato: str) -> None:
    archivo = exportar(vigente, cat, de_direccion(VISTAS[0], cat)[0], formato, COMO)
    assert archivo.nombre.endswith(f".{formato}")
    if formato == "md":
        [(sello, codigo)] = leer_fichas(archivo.contenido)
        assert sello.codigo == codigo
        assert f"Sello: {codigo}" in archivo.contenido.decode()
        return
    abierto = Document(io.BytesIO(archivo.contenido))
    with zipfile.ZipFile(io.BytesIO(archivo.contenido)) as paquete:
        [(_, codigo)] = leer_fichas(paquete.read("docProps/custom.xml"))
    assert abierto.core_properties.title == "Nuevo León: su lugar en la Métrica de Gobierno Abierto 2017"
    assert (abierto.core_properties.author, abierto.core_properties.language) == ("Apertura", "es-MX")
    assert abierto.tables[0].rows[0]._tr.xpath("w:trPr/w:tblHeader")
    assert [p.get("descr") for p in abierto.element.xpath("//wp:docPr")] == [
        "Código QR con el enlace a esta vista: https://ejemplo.mx/entidad?metrica=MGA&edicion=2017&indicador=GA&entidad=19"
        f"&sello={codigo}#cifras"
    ]


def test_lo_corregido_se_entrega_y_lo_demas_no_se_toca(vigente: Motor, cat: Catalogo) -> None:
    _, estampa, nota = pedida(vigente, cat, VISTAS[0])
    corregida = nota.corregida("Otro\x00 título", "Primero\nsigue.\n\n- uno\n- dos\n\n\n\nÚltimo.\x07")
    assert corregida.titulo == "Otro título"
    assert corregida.parrafos == ["Primero sigue.", "- uno", "- dos", "Último."]
    assert (corregida.cautelas, corregida.cuadro, corregida.sellos) == (nota.cautelas, nota.cuadro, nota.sellos)
    assert nota.corregida("  ", "x").titulo == nota.titulo
    assert len(nota.corregida("a" * 9999, "b" * 99_999).cuerpo) == redaccion.LARGO_DE_CUERPO
    assert textos_de_word(en_word.a_word(corregida, estampa))[2:6] == ["Primero sigue.", "uno", "dos", "Último."]


def test_una_advertencia_va_en_grande_en_los_dos(vigente: Motor, cat: Catalogo) -> None:
    lamina, _, _ = pedida(vigente, cat, VISTAS[0])
    aviso = lamina.con(tabla=replace(lamina.tabla, procedencia=replace(lamina.tabla.procedencia, publicacion=SIMULADA)))
    estampa = estampar(aviso, vigente.publicacion, COMO)
    nota = borrador(aviso, estampa)
    assert "> **DATOS SIMULADOS**" in en_markdown.a_markdown(nota, estampa).decode()
    assert textos_de_word(en_word.a_word(nota, estampa))[0] == "DATOS SIMULADOS"


def exigir_texto(markdown: str) -> None:
    """Nada que un lector de Markdown volvería formato, enlace, imagen o HTML."""
    for renglon in markdown.splitlines():
        sin_escapes = re.sub(r"\\.", "x", renglon)
        assert not re.search(r"[`*_\[\]<>~$#|]", sin_escapes), renglon
        assert not re.match(r"\s*(\d+[.)](\s|$)|[-+=])", sin_escapes), renglon
        assert not re.search(r"(?i)https?:|www\.|mailto:|@\w", sin_escapes), renglon


@given(st.text())
@example("1) a")
@example("   - a")
@example("HTTPS://x.mx")
def test_ningun_texto_se_vuelve_markdown(dicho: str) -> None:
    exigir_texto(seguro(dicho))


@pytest.mark.parametrize("dicho", MARCADO)
def test_los_datos_hostiles_se_leen_tal_cual_en_las_dos_notas(vigente: Motor, cat: Catalogo, dicho: str) -> None:
    exigir_texto(seguro(dicho))
    lamina, estampa, _ = pedida(vigente, cat, VISTAS[0])
    hostil = lamina.con(titulo=dicho, dichas=lambda: (Frase("x", dicho or "."),))
    nota = borrador(hostil, estampa)
    en_markdown.a_markdown(nota, estampa)
    leido = textos_de_word(en_word.a_word(nota, estampa))
    limpio = " ".join("".join(letra for letra in dicho if letra.isprintable() or letra.isspace()).split())
    assert any(limpio in " ".join(parrafo.split()) for parrafo in leido)
