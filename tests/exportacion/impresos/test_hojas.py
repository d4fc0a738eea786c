"""Láminas en PDF: una hoja cada una, con título, texto alternativo y sello; y la carpeta de una sesión, con su método."""

from collections import Counter
from dataclasses import replace

import pytest

from apertura import laminas
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.errores import ErrorSeleccion
from apertura.exportacion.estampa import Ajustes, estampar
from apertura.exportacion.exportar import exportar_varias
from apertura.exportacion.impresos import hojas
from apertura.exportacion.presentacion import Diapositiva, Portada
from apertura.exportacion.sello import leer_fichas
from apertura.frases import Frase
from apertura.laminas import Lamina, de_direccion
from tests.exportacion.impresos.test_fichas import COMO, HOSTILES, abrir, estructura, texto_de

VISTAS = ("/mapa?entidad=19#mapa", "/entidad?entidad=19#cifras", "/entidad?entidad=19#palanca", "/sujeto?sujeto=22-MUN-016#pares")


def lamina_de(vigente: Motor, cat: Catalogo, texto: str, como: Ajustes = COMO) -> Lamina:
    return laminas.lamina(vigente, cat, de_direccion(texto, cat)[0], como.tema)


def carpeta(vigente: Motor, cat: Catalogo, como: Ajustes = COMO) -> bytes:
    hechas = [lamina_de(vigente, cat, texto, como) for texto in VISTAS]
    portada = Portada("Sesión de Nuevo León", "Comisión de Gobierno Abierto", ("25 de noviembre de 2026",))
    return hojas.a_pdf([portada, *(Diapositiva(h, estampar(h, vigente.publicacion, como, "pdf")) for h in hechas)], como)


@pytest.mark.parametrize("tema", ["claro", "oscuro"])
def test_la_carpeta_lleva_portada_una_hoja_por_lamina_y_metodo(vigente: Motor, cat: Catalogo, tema) -> None:
    como = replace(COMO, tema=tema)
    contenido = carpeta(vigente, cat, como)
    assert contenido == carpeta(vigente, cat, como)
    pdf = abrir(contenido)
    assert len(pdf.pages) == len(VISTAS) + 2
    assert "Sesión de Nuevo León" in pdf.pages[0].extract_text()
    for hoja, texto in zip(pdf.pages[1:], VISTAS, strict=False):
        lamina, leido = lamina_de(vigente, cat, texto, como), " ".join(hoja.extract_text().split())
        assert lamina.titulo in leido
        assert lamina.mensaje is None or (lamina.mensaje.texto in leido and lamina.mensaje.firmeza in leido)
        assert "Versión de datos: " in leido
    metodo = " ".join(pdf.pages[-1].extract_text().split())
    assert "Método, cautelas y cómo verificar" in metodo
    assert lamina_de(vigente, cat, VISTAS[1]).notas[0] in metodo


def test_la_carpeta_se_verifica_lamina_por_lamina(vigente: Motor, cat: Catalogo) -> None:
    contenido = carpeta(vigente, cat)
    selladas = leer_fichas(contenido)
    assert [sello.vista for sello, _ in selladas] == [lamina_de(vigente, cat, texto).direccion for texto in VISTAS]
    leido = texto_de(abrir(contenido))
    assert all(codigo == sello.codigo and codigo in leido for sello, codigo in selladas)


def test_cada_hoja_tiene_su_titulo_y_cada_figura_su_texto_alternativo(vigente: Motor, cat: Catalogo) -> None:
    elementos = estructura(abrir(carpeta(vigente, cat)))
    cuenta = Counter(str(e["/S"]) for e in elementos)
    assert cuenta["/H1"] == len(VISTAS) + 2
    alternos = [str(e["/Alt"]) for e in elementos if e["/S"] == "/Figure"]
    assert len(alternos) == cuenta["/Figure"] == len(VISTAS) + 2  # un QR por lámina y dos gráficas
    assert any(lamina_de(vigente, cat, VISTAS[0]).descripcion[:60] in alterno for alterno in alternos)


def test_las_letras_de_la_grafica_son_texto(vigente: Motor, cat: Catalogo) -> None:
    leido = texto_de(abrir(carpeta(vigente, cat)))
    assert "Guanajuato" in leido
    assert "50 o más" in leido


@pytest.mark.parametrize("dicho", HOSTILES)
def test_ninguna_hoja_se_parte_ni_falla_por_lo_que_diga_una_lamina(vigente: Motor, cat: Catalogo, dicho: str) -> None:
    partes: list[Diapositiva | Portada] = [Portada(dicho, dicho, (dicho,) * 9)]
    for texto in VISTAS[1:3]:
        lamina = lamina_de(vigente, cat, texto)
        cifras = tuple(replace(cifra, valor=dicho, apoyo=dicho, etiqueta=dicho) for cifra in lamina.cifras)
        hostil = lamina.con(titulo=dicho, cifras=cifras, dichas=lambda: (Frase("x", dicho),))
        partes.append(Diapositiva(hostil, estampar(hostil, vigente.publicacion, COMO, "pdf")))
    assert len(abrir(hojas.a_pdf(partes, COMO)).pages) == 4


def test_todas_las_laminas_de_una_vista_en_un_documento(vigente: Motor, cat: Catalogo) -> None:
    vistas = [de_direccion(texto, cat)[0] for texto in VISTAS]
    archivo = exportar_varias(vigente, cat, vistas, "pdf", COMO)
    assert len(abrir(archivo.contenido).pages) == len(VISTAS) + 1
    with pytest.raises(ErrorSeleccion, match="no junta varias"):
        exportar_varias(vigente, cat, vistas, "png", COMO)


def test_una_carpeta_sin_laminas_es_un_error() -> None:
    with pytest.raises(ValueError, match="no tiene láminas"):
        hojas.a_pdf([Portada("Sola")], COMO)
