"""El HTML que se proyecta: completo, sin pedir nada, con todo escapado; y la lámina suelta que se ve antes."""

import base64
import hashlib
import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from pptx import Presentation

from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.errores import ErrorApertura
from apertura.exportacion.estampa import Ajustes
from apertura.graficas.tintas import PROYECTADO
from apertura.sesion import Guion, Paso, poner_al_dia
from apertura.sesion.proyector import proyectar
from apertura.sesion.proyector.previa import previa
from apertura.sesion.salidas import SALIDAS, ajustes_de, nombre
from tests.sesion.test_archivo import HOSTILES

HOY = Ajustes(hoy=date(2026, 11, 25))
CIFRAS = 1


class Etiquetas(HTMLParser):
    """Las etiquetas abiertas, con sus atributos."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.vistas: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.vistas.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def corto(de_nuevo_leon: Guion) -> Guion:
    """Portada, cifras y una tabla: sin gráficas, para que cueste poco."""
    pasos = de_nuevo_leon.pasos
    return replace(de_nuevo_leon, pasos=(pasos[0], pasos[1], pasos[4]))


def test_es_un_solo_documento_en_espanol_que_no_pide_nada(vigente: Motor, cat: Catalogo, corto: Guion) -> None:
    hoja = proyectar(vigente, cat, corto.con_aspecto("contraste"), HOY)
    etiquetas = Etiquetas(hoja.html).vistas
    assert ("html", {"lang": "es-MX", "data-aspecto": "contraste", "data-sesion": etiquetas[0][1]["data-sesion"]}) == etiquetas[0]
    assert not [atributos for _, atributos in etiquetas if {"src", "href", "srcset", "action", "style"} & set(atributos)]
    assert not {nombre for nombre, _ in etiquetas} & {"link", "iframe", "img", "object", "base", "form"} - {"form"}
    assert not re.search(r"@import|url\((?!data:)", hoja.html)
    assert [a["id"] for n, a in etiquetas if n == "section" and str(a.get("class")).startswith("lamina")] == ["l1", "l2", "l3"]
    assert hoja.html.count("Sello: 20261125-") >= 2
    assert hoja.html.count("Fuente: INAI y CIDE") >= 2


def test_la_politica_solo_deja_correr_su_propio_guion(vigente: Motor, cat: Catalogo, corto: Guion) -> None:
    hoja = proyectar(vigente, cat, corto, HOY)
    (guion,) = re.findall(r"<script>(.*?)</script>", hoja.html, flags=re.DOTALL)
    (estilo,) = re.findall(r"<style>(.*?)</style>", hoja.html, flags=re.DOTALL)
    for texto in (guion, estilo):
        assert f"'sha256-{base64.b64encode(hashlib.sha256(texto.encode()).digest()).decode()}'" in hoja.politica
    assert hoja.politica.startswith("default-src 'none'")
    assert "unsafe" not in hoja.politica


@pytest.mark.parametrize("hostil", [*HOSTILES, "</script><script>alert(1)</script>", "</style><img src=x onerror=alert(1)>", "]]>&amp;"])
def test_un_texto_hostil_se_lee_tal_cual_y_no_se_vuelve_etiqueta(vigente: Motor, cat: Catalogo, corto: Guion, hostil: str) -> None:
    hostil = f"a {hostil}"
    guion = corto.titulado(hostil).cambiar(0, titulo=hostil, mensaje=hostil).cambiar(1, titulo=hostil, mensaje=hostil, notas=hostil)
    limpias = [
        nombre for nombre, _ in Etiquetas(proyectar(vigente, cat, corto.cambiar(1, mensaje="a", notas="b", titulo="c"), HOY).html).vistas
    ]
    etiquetas = [nombre for nombre, _ in Etiquetas(proyectar(vigente, cat, guion, HOY).html).vistas]
    assert etiquetas == limpias
    for numero in (0, 1):
        ElementTree.fromstring(previa(vigente, cat, guion, numero, HOY, False) or "")
    archivo = nombre(guion, "pptx", "x")
    assert re.fullmatch(r"sesion[a-z0-9_]*_[0-9a-f]{8}\.pptx", archivo)
    assert len(archivo) < 80


def test_cada_lamina_del_guion_se_puede_ver_antes_como_imagen(vigente: Motor, cat: Catalogo, de_nuevo_leon: Guion) -> None:
    for numero in (0, 1, 3):
        dibujo = previa(vigente, cat, de_nuevo_leon, numero, HOY, False)
        assert dibujo
        assert ElementTree.fromstring(dibujo).tag == "{http://www.w3.org/2000/svg}svg"
        assert ("<path" in dibujo.partition("foreignObject")[2]) or numero == CIFRAS
    assert previa(vigente, cat, de_nuevo_leon, 99, HOY, False) is None


def test_una_lamina_perdida_no_se_proyecta_y_sin_ninguna_se_explica(vigente: Motor, cat: Catalogo, corto: Guion) -> None:
    con_perdida = corto.agregar(Paso("/nada#x"))
    assert proyectar(vigente, cat, con_perdida, HOY).html == proyectar(vigente, cat, corto, HOY).html
    assert previa(vigente, cat, con_perdida, 3, HOY, False) is None
    for clave in ("html", "pptx", "pdf"):
        with pytest.raises(ErrorApertura, match="láminas"):
            SALIDAS[clave].generar(vigente, cat, Guion("Nada").agregar(Paso("/nada#x")), HOY)


def test_la_presentacion_lleva_cada_lamina_con_sus_textos_y_sus_notas(vigente: Motor, cat: Catalogo, corto: Guion) -> None:
    guion = corto.cambiar(1, titulo="=cmd <b>😀</b>", mensaje="Mi mensaje", notas="Decir esto")
    contenido = SALIDAS["pptx"].generar(vigente, cat, guion, HOY)
    laminas = list(Presentation(io.BytesIO(contenido)).slides)
    assert len(laminas) == 3
    textos = [forma.text_frame.text for forma in laminas[1].shapes if forma.has_text_frame]  # type: ignore[attr-defined]
    assert "=cmd <b>😀</b>" in textos
    assert any(texto.startswith("Mi mensaje") and "texto de quien presenta" in texto for texto in textos)
    assert laminas[1].notes_slide.notes_text_frame.text.startswith("Decir esto")  # type: ignore[union-attr]
    assert contenido == SALIDAS["pptx"].generar(vigente, cat, guion, HOY)


def test_el_zip_lleva_todo_con_nombres_seguros(vigente: Motor, cat: Catalogo, corto: Guion) -> None:
    guion = corto.cambiar(1, titulo="../../CON: <x>?")
    with zipfile.ZipFile(io.BytesIO(SALIDAS["zip"].generar(vigente, cat, guion, HOY))) as paquete:
        nombres = paquete.namelist()
        assert paquete.read("sesion.html").decode() == proyectar(vigente, cat, guion, HOY).html
    assert nombres[:5] == ["LEEME.txt", "sesion.html", "sesion.pptx", "sesion.pdf", "sesion.json"]
    assert next(n for n in nombres if n.startswith("laminas/")) == "laminas/02_con_x.png"
    assert all(re.fullmatch(r"[A-Za-z0-9_./]+", n) and ".." not in n for n in nombres)


def test_el_alto_contraste_se_descarga_en_oscuro(corto: Guion) -> None:
    assert [ajustes_de(corto.con_aspecto(a), HOY).tema for a in ("claro", "oscuro", "contraste")] == ["claro", "oscuro", "oscuro"]


def test_con_otra_publicacion_lo_ya_revisado_queda_igual(vigente: Motor, cat: Catalogo, corto: Guion) -> None:
    assert poner_al_dia(vigente, cat, corto) == corto


@pytest.mark.parametrize("aspecto", list(PROYECTADO))
def test_todo_texto_proyectado_contrasta_siete_a_uno(aspecto: str) -> None:
    tema = PROYECTADO[aspecto]
    for fondo in (tema.fondo, tema.panel):
        for texto in (tema.texto, tema.texto_suave):
            assert contraste(texto, fondo) >= 7, (texto, fondo)


def contraste(a: str, b: str) -> float:
    """La razón de contraste de WCAG."""
    claros = sorted((_luz(a), _luz(b)))
    return (claros[1] + 0.05) / (claros[0] + 0.05)


def _luz(color: str) -> float:
    partes = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    lineales = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in partes]
    return 0.2126 * lineales[0] + 0.7152 * lineales[1] + 0.0722 * lineales[2]
