"""Fichas en PDF: etiquetadas, con texto verdadero y su sello; dos hojas a lo más, digan lo que digan los datos."""

import io
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pypdf
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from apertura import laminas
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.exportacion import metadatos
from apertura.exportacion.estampa import Ajustes, estampar
from apertura.exportacion.exportar import exportar
from apertura.exportacion.impresos import documentos, tipografo
from apertura.exportacion.impresos.textos import DIBUJABLES, SIN_DIBUJO, impreso, sin_dibujo
from apertura.exportacion.sello import leer_fichas
from apertura.laminas import Documento, Lamina, Vista, de_direccion
from apertura.publicacion import huella
from apertura.seleccion import Seleccion

COMO = Ajustes("claro", date(2026, 11, 25), "https://ejemplo.mx")
# Lo normal, el nombre más largo, todo en cero, sin pasos, la Federación, sólo lo publicado, nada y un censo.
VISTAS = (
    "/sujeto?sujeto=22-MUN-016#ficha",
    "/sujeto?sujeto=16-SIN-01#ficha",
    "/sujeto?sujeto=01-SIN-02#ficha",
    "/sujeto?sujeto=20-JUD-01&pares=entidad#ficha",
    "/entidad?entidad=19&tipo=municipio&indicador=T#ficha",
    "/entidad?entidad=FED#ficha",
    "/entidad?entidad=20&edicion=2021#ficha",
    "/entidad?entidad=14&edicion=2019#ficha",
    "/entidad?entidad=02&metrica=MJA&edicion=2023#ficha",
)
HOSTILES = (
    '#pagebreak() #panic(1) $x$ @ref *negrita* _cursiva_ `código` = título \\ // /* <etiqueta> #read("/etc/passwd")',
    "=1+1' OR 1=1; <script>alert(1)</script> ../../etc C:\\Windows",
    "😀👩‍👩‍👧‍👦 漢字 שלום ‮egassem‬ مرحبا \x00\x07\u200b\ufeff",
    "Á" * 400,
    "m" * 4000,
    "palabra " * 400,
    "á\u0301\u0302\u0303\u0304" * 80,
    '"comillas" {llaves} [corchetes] \\u{1F600} \\n',
    # Signos comunes con una marca que ninguna letra dibuja: Typst dice que le falta el signo.
    '1\u0d48 "\u1de2 :\u07ae ,\u0d48 \\\u0bc7 {\u0d48 }\u0d48 〓⁁⃐',
    "",
)


def ficha_de(vigente: Motor, cat: Catalogo, texto: str) -> bytes:
    return exportar(vigente, cat, de_direccion(texto, cat)[0], "pdf", COMO).contenido


def abrir(contenido: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(contenido))


def etiquetas(nodo: Any) -> Iterator[dict]:
    """Cada elemento de la estructura, de arriba abajo."""
    nodo = nodo.get_object() if hasattr(nodo, "get_object") else nodo
    for parte in nodo if isinstance(nodo, list) else [nodo]:
        propio = parte.get_object() if hasattr(parte, "get_object") else parte
        if isinstance(propio, dict) and "/S" in propio:
            yield propio
            yield from etiquetas(propio.get("/K", []))


def estructura(pdf: pypdf.PdfReader) -> list[dict]:
    raiz: Any = pdf.trailer["/Root"]
    return list(etiquetas(raiz["/StructTreeRoot"]["/K"]))


def texto_de(pdf: pypdf.PdfReader) -> str:
    return " ".join(" ".join(hoja.extract_text() for hoja in pdf.pages).split())


@pytest.mark.parametrize("texto", VISTAS)
def test_toda_ficha_es_un_pdf_etiquetado_en_espanol_de_dos_hojas_a_lo_mas(vigente: Motor, cat: Catalogo, texto: str) -> None:
    pdf = abrir(ficha_de(vigente, cat, texto))
    raiz: Any = pdf.trailer["/Root"]
    assert len(pdf.pages) <= 2
    assert raiz["/Lang"] == "es-MX"
    assert raiz["/MarkInfo"]["/Marked"]
    assert raiz["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in raiz["/Metadata"].get_data()
    elementos = estructura(pdf)
    cuenta = Counter(str(elemento["/S"]) for elemento in elementos)
    assert cuenta["/H1"] == 1
    assert cuenta["/H2"] >= 2
    assert all(str(e.get("/Alt", "")) for e in elementos if e["/S"] == "/Figure")
    assert [tabla for tabla in elementos if tabla["/S"] == "/Table" and not any(e["/S"] == "/TH" for e in etiquetas(tabla))] == []


@pytest.mark.parametrize("texto", VISTAS)
def test_el_texto_es_texto_y_las_letras_van_dentro(vigente: Motor, cat: Catalogo, texto: str) -> None:
    pdf = abrir(ficha_de(vigente, cat, texto))
    leido, lamina = texto_de(pdf), laminas.lamina(vigente, cat, de_direccion(texto, cat)[0])
    assert lamina.documento is not None
    documento = lamina.documento()
    assert documento.nombre.split(",")[0].split("(")[0][:40].strip() in leido
    assert all(frase.texto.split(":")[0] in leido and frase.firmeza in leido for frase in documento.frases)
    for sello in ("Fuente: ", "Selección: ", "Versión de datos: ", "Fecha: 25 de noviembre de 2026", "Sello: 20261125-"):
        assert sello in leido
    letras = [letra.get_object() for hoja in pdf.pages for letra in hoja["/Resources"]["/Font"].values()]  # type: ignore[index]
    assert {str(letra["/BaseFont"]).split("+")[1].split("-")[0] for letra in letras} <= {"PublicSans", "Newsreader", "LibertinusSerif"}
    assert all("/ToUnicode" in letra for letra in letras)


@pytest.mark.parametrize("texto", VISTAS[::4])
def test_con_lo_mismo_salen_los_mismos_bytes_y_el_sello_lo_comprueba(vigente: Motor, cat: Catalogo, texto: str) -> None:
    contenido = ficha_de(vigente, cat, texto)
    assert contenido == ficha_de(vigente, cat, texto)
    [(sello, codigo)] = leer_fichas(contenido)
    assert sello.codigo == codigo
    assert sello.codigo in texto_de(abrir(contenido))
    assert sello.contenido == huella(metadatos.sin_ficha(contenido))
    assert sello.vista.endswith("#ficha")


def test_la_ficha_de_una_entidad_no_depende_de_los_filtros_de_la_pagina(vigente: Motor, cat: Catalogo) -> None:
    con, sin = (ficha_de(vigente, cat, t) for t in ("/entidad?entidad=19&tipo=municipio&indicador=T#ficha", "/entidad?entidad=19#ficha"))
    assert con == sin


def test_una_ficha_de_dos_hojas_dice_lo_mismo_que_la_pagina(vigente: Motor, cat: Catalogo) -> None:
    leido = texto_de(abrir(ficha_de(vigente, cat, "/entidad?entidad=22#ficha")))
    lamina = laminas.lamina(vigente, cat, de_direccion("/entidad?entidad=22#indicadores", cat)[0])
    for fila in lamina.tabla.en_texto().select(pl.nth(0, 1, 2, 3)).rows():
        assert " ".join(fila) in leido
    assert "33 de 33" in leido


def test_cada_renglon_de_la_ficha_lleva_sus_columnas_en_orden(vigente: Motor, cat: Catalogo) -> None:
    leido = texto_de(abrir(ficha_de(vigente, cat, "/sujeto?sujeto=20-EJE-08#ficha")))
    assert "Edición De quién Nombre Gobierno Abierto Confianza Fuente" in leido
    assert "2017 Su entidad Oaxaca 0.33 alta INAI (2017)" in leido
    publicada = texto_de(abrir(ficha_de(vigente, cat, "/entidad?entidad=20&edicion=2021#ficha")))
    assert "Entidad Oaxaca Gobierno Abierto valor 0.37 media https://" in publicada


def hostil(original: Documento, dicho: str, numero: float | None) -> Documento:
    """El mismo documento con ese texto en todo lo que se imprime y ese número en toda cifra."""
    llaves = {"indicador", "lectura", "vinculo"}

    def de_tabla(datos: pl.DataFrame) -> pl.DataFrame:
        textos = [pl.lit(dicho).alias(c) for c, t in datos.schema.items() if t == pl.String and c not in llaves]
        cifras = [pl.lit(numero, pl.Float64).alias(c) for c, t in datos.schema.items() if t.is_float()]
        return datos.with_columns(textos + cifras)

    return replace(
        original,
        nombre=dicho,
        bajada=dicho,
        frases=tuple(replace(frase, texto=dicho) for frase in original.frases),
        tablas={clave: replace(tabla, datos=de_tabla(tabla.datos)) for clave, tabla in original.tablas.items()},
        textos=dict.fromkeys(original.textos, dicho),
        cifras=tuple(replace(cifra, valor=dicho, apoyo=dicho) for cifra in original.cifras),
    )


def exigir_sano(lamina: Lamina, documento: Documento, vigente: Motor) -> None:
    """Se compone, cabe en dos hojas y nada pisa los márgenes."""
    hecha = lamina.con(titulo=documento.nombre, documento=lambda: documento)
    estampa = estampar(hecha, vigente.publicacion, COMO, "pdf")
    assert len(abrir(documentos.a_pdf(hecha, estampa)).pages) <= documentos.HOJAS
    apretado = documentos.CLASES[documento.clase][-1] - 1
    for hoja in tipografo.a_png(*documentos.para_plantilla(documento, hecha, estampa, apretado), puntos=40):
        pixeles = np.asarray(Image.open(io.BytesIO(hoja)).convert("L"))
        assert pixeles.shape == (440, 340)
        assert pixeles[:, :20].min() > 250
        assert pixeles[:, -20:].min() > 250


@pytest.mark.parametrize("dicho", HOSTILES)
@pytest.mark.parametrize(
    "texto", ["/sujeto?sujeto=22-MUN-016#ficha", "/entidad?entidad=19#ficha", "/entidad?entidad=14&edicion=2019#ficha"]
)
def test_ningun_texto_se_ejecuta_ni_se_sale_de_la_hoja(vigente: Motor, cat: Catalogo, texto: str, dicho: str) -> None:
    lamina = laminas.lamina(vigente, cat, de_direccion(texto, cat)[0])
    assert lamina.documento is not None
    exigir_sano(lamina, hostil(lamina.documento(), dicho, 0.5), vigente)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dicho=st.text(max_size=300), numero=st.one_of(st.none(), st.floats(-5, 5), st.sampled_from([float("nan"), float("inf")])))
@example(dicho="\ud7fb\U000e0041", numero=float("nan"))
@example(dicho="<", numero=7.0)
def test_con_cualquier_texto_y_cualquier_numero_sale_una_ficha(vigente: Motor, cat: Catalogo, dicho: str, numero: float | None) -> None:
    for vista in (Vista("sujeto", Seleccion(sujeto="20-EJE-08"), "ficha"), Vista("entidad", Seleccion(entidad="22"), "ficha")):
        lamina = laminas.lamina(vigente, cat, vista)
        assert lamina.documento is not None
        exigir_sano(lamina, hostil(lamina.documento(), dicho, numero), vigente)


def test_el_marcado_de_typst_se_imprime_tal_cual(vigente: Motor, cat: Catalogo) -> None:
    lamina = laminas.lamina(vigente, cat, de_direccion("/sujeto?sujeto=22-MUN-016#ficha", cat)[0])
    assert lamina.documento is not None
    documento = replace(lamina.documento(), nombre="#let x = 1 $a$ *b* \\ @c <d>")
    leido = texto_de(abrir(documentos.a_pdf(lamina.con(documento=lambda: documento), estampar(lamina, vigente.publicacion, COMO))))
    assert "#let x = 1 $a$ *b* \\ @c <d>" in leido


def test_una_advertencia_se_lee_en_grande_y_como_texto(vigente: Motor, cat: Catalogo) -> None:
    lamina = laminas.lamina(vigente, cat, de_direccion("/entidad?entidad=19#ficha", cat)[0])
    sellos = replace(lamina.tabla.procedencia, publicacion="simulada-2026-01-31-1a2b3c4d")
    con_aviso = lamina.con(tabla=replace(lamina.tabla, procedencia=sellos))
    contenido = documentos.a_pdf(con_aviso, estampar(con_aviso, vigente.publicacion, COMO))
    hojas = [hoja.extract_text() for hoja in abrir(contenido).pages]
    assert len(hojas) == 2
    assert all("DATOS SIMULADOS" in hoja for hoja in hojas)
    assert "Advertencia: DATOS SIMULADOS" in " ".join(hojas)


def test_el_texto_impreso_no_trae_marcas_invisibles_y_se_puede_partir() -> None:
    assert impreso("a\u202eb\u200bc\x00d\ud800") == "abc d"
    assert impreso("x" * 500, 20) == "x" * 19 + "…"
    assert max(map(len, re.split("\u200b", impreso("y" * 200)))) <= 24
    assert impreso("contrainstitucionalidad").count("\u200b") == 0
    assert "/\u200b" in impreso("https://ejemplo.mx/una/direccion/muy/larga")
    assert sin_dibujo("a😀b", "😀") == f"a{SIN_DIBUJO}b"
    assert sin_dibujo("á漢“…”⁁", "") == f"á{SIN_DIBUJO}“…”{SIN_DIBUJO}"


@pytest.fixture
def de_un_texto(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Compone unos textos con una plantilla mínima y devuelve lo que se lee en el PDF."""
    (tmp_path / "minima.typ").write_text(
        '#set text(font: ("Public Sans", "Newsreader"))\n#set document(title: "x")\n'
        "#for dicho in json(bytes(sys.inputs.datos)).textos [#dicho #parbreak()]"
    )
    monkeypatch.setattr(tipografo, "PLANTILLAS", tmp_path)
    monkeypatch.setattr(tipografo, "_propios", threading.local())
    return lambda *textos: texto_de(abrir(tipografo.a_pdf("minima", {"textos": textos}, COMO.hoy)))


def test_una_marca_que_no_se_puede_dibujar_no_cambia_ninguna_cifra(de_un_texto: Callable[..., str]) -> None:
    assert de_un_texto("1\u0d48", "0.11 de 1", ':\u07ae "\u1de2') == f'1{SIN_DIBUJO} 0.11 de 1 :{SIN_DIBUJO} "{SIN_DIBUJO}'


@pytest.mark.parametrize("invisible", ["\u034f", "\u180b", "\ufe0f", "\U000e0100"])
def test_una_variante_invisible_no_se_pega_a_las_cifras_al_copiarlas(de_un_texto: Callable[..., str], invisible: str) -> None:
    assert de_un_texto(impreso(f"0{invisible}"), "0.10") == "0 0.10"


def test_el_ultimo_recurso_siempre_tiene_dibujo(de_un_texto: Callable[..., str]) -> None:
    todas = sorted(DIBUJABLES - {"\xad"})
    assert SIN_DIBUJO in de_un_texto(*todas, "".join(reversed(todas)))
    assert de_un_texto(*"漢字仮名交じり文") == " ".join(SIN_DIBUJO * 8)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dicho=st.text(min_size=1, max_size=300))
def test_cualquier_texto_se_compone(de_un_texto: Callable[..., str], dicho: str) -> None:
    assert "cifra 0.1234567890" in de_un_texto(impreso(dicho), "cifra 0.1234567890")
