"""Imágenes: del tamaño pedido, con lo mismo que la pantalla, con sellos, sin nada de fuera y nunca un mapa vacío."""

import dataclasses
import re
import struct
import zlib
from typing import Any
from xml.etree import ElementTree

import polars as pl
import pytest

from apertura import geometria
from apertura.errores import ErrorApertura
from apertura.exportacion import cartel
from apertura.exportacion import imagen as modulo
from apertura.exportacion.estampa import Ajustes, estampar
from apertura.exportacion.sellos import sellos
from apertura.graficas import Grafica
from apertura.graficas.tema import TEMAS
from apertura.laminas import Lamina
from apertura.tablas import Procedencia
from tests.exportacion.ejemplos import HOY, PUBLICACION
from tests.graficas.ejemplos import OTRAS, TODAS, de_mapa

PROCEDENCIA = Procedencia(
    "INAI con CIDE, Métrica de Gobierno Abierto 2017 <y> «comillas» & signos", "todas las instituciones, 2017", "2026-11-23-abc"
)  # fmt: skip
SELLOS = sellos(PROCEDENCIA, HOY)


def imagen(grafica: Grafica, formato: modulo.FormatoImagen, tema: Any = "claro", fuente: str = PROCEDENCIA.fuente, **medidas: Any) -> bytes:
    """La gráfica como lámina exportada, con los sellos de `PROCEDENCIA`."""
    tabla = dataclasses.replace(grafica.tabla, procedencia=dataclasses.replace(PROCEDENCIA, fuente=fuente))
    hecha = Lamina("ejemplo", grafica.titulo, "/mapa?metrica=MGA#ejemplo", tabla, grafica)
    return modulo.de_lamina(hecha, formato, estampar(hecha, PUBLICACION, Ajustes(tema, HOY)), tema, **medidas)


def tamano_png(contenido: bytes) -> tuple[int, int]:
    assert contenido.startswith(b"\x89PNG")
    return struct.unpack(">II", contenido[16:24])


def pixeles(contenido: bytes) -> bytes:
    """Los renglones del PNG ya inflados (con su filtro): basta para saber si hay algo dibujado."""
    posicion, datos = 8, b""
    while posicion < len(contenido):
        largo, tipo = struct.unpack(">I4s", contenido[posicion : posicion + 8])
        datos += contenido[posicion + 8 : posicion + 8 + largo] if tipo == b"IDAT" else b""
        posicion += 12 + largo
    return zlib.decompress(datos)


def textos(svg: str) -> str:
    """Todo el texto visible del SVG, corrido."""
    return " ".join("".join(nodo.itertext()) for nodo in ElementTree.fromstring(svg).iter() if nodo.tag.endswith("}text"))


def en_svg(nombre: str, tema: Any = "claro") -> str:
    return imagen(TODAS[nombre](tema), "svg", tema=tema).decode()


def test_el_png_mide_tres_mil_ochocientos_cuarenta_por_dos_mil_ciento_sesenta_y_no_esta_en_blanco() -> None:
    contenido = imagen(de_mapa(), "png")
    assert tamano_png(contenido) == (3840, 2160)
    assert len(set(pixeles(contenido)[::7919])) > 20


def test_otro_tamano_es_el_mismo_cartel_a_escala() -> None:
    contenido = imagen(de_mapa("barras"), "png", ancho=960, alto=540, escala=1)
    assert tamano_png(contenido) == (960, 540)
    cuadrada = imagen(de_mapa("lamina"), "svg", ancho=1080, alto=1080).decode()
    assert 'width="1080" height="1080"' in cuadrada


@pytest.mark.parametrize("vista", geometria.VISTAS)
def test_el_mapa_exportado_trae_todas_sus_figuras_y_cada_una_dice_su_valor(vista: Any) -> None:
    svg = en_svg(vista)
    esperadas = len(geometria.lamina(vista)["objects"]["entidades"]["geometries"])
    assert svg.count('aria-roledescription="lugar"') == esperadas >= 33
    assert 'aria-label="Oaxaca: sin dato"' in svg
    assert f'stroke="{TEMAS["claro"].trama}"' in svg
    assert TEMAS["claro"].seleccion in svg


@pytest.mark.parametrize("vista", geometria.VISTAS)
def test_proyectado_se_leen_los_treinta_y_tres_nombres_con_su_valor(vista: Any) -> None:
    leido, grafica = textos(en_svg(vista)), de_mapa(vista)
    for entidad, valor in grafica.conjuntos["d"].select("entidad", "texto").iter_rows():
        assert entidad in leido
        assert valor in leido
    letras = [float(tamano) for tamano in re.findall(r'font-size="([\d.]+)px"[^>]*>(?:Chihuahua|Federación)<', en_svg(vista))]
    assert letras
    assert min(letras) >= 24


@pytest.mark.parametrize("nombre", TODAS)
@pytest.mark.parametrize("tamano", [(1792, 650), (1312, 650), (900, 1600)], ids=["16:9", "4:3", "vertical"])
def test_ninguna_letra_de_una_grafica_de_archivo_mide_menos_de_24(nombre: str, tamano: tuple[int, int]) -> None:
    svg = modulo.dibujar(TODAS[nombre]("claro"), "claro", *tamano)
    letras = {float(letra) for letra in re.findall(r'<text[^>]*font-size="([\d.]+)px"', svg)}
    assert letras
    assert min(letras) >= 24


@pytest.mark.parametrize("nombre", TODAS)
def test_titulo_seleccion_y_los_cuatro_sellos_se_leen_enteros(nombre: str) -> None:
    leido = textos(en_svg(nombre))
    for frase in (TODAS[nombre]("claro").titulo, "todas las instituciones, 2017", *SELLOS):
        assert all(palabra in leido for palabra in frase.split()), frase


@pytest.mark.parametrize("nombre", TODAS)
@pytest.mark.parametrize("tema", ["claro", "oscuro"])
def test_el_archivo_se_basta_solo(nombre: str, tema: Any) -> None:
    svg = en_svg(nombre, tema)
    referencias = re.findall(r'(?:href="|url\()\s*["\']?([^"\')]+)', svg)
    assert [r[:40] for r in referencias if not r.startswith(("#", "data:font/ttf;base64,"))] == []
    assert "app/static" not in svg
    assert not re.search(r'(?: d|transform)="[^"]*NaN', svg)
    assert f'fill="{TEMAS[tema].fondo}"' in svg
    assert len(re.findall("@font-face", svg)) == 4


@pytest.mark.parametrize("nombre", OTRAS)
def test_las_demas_graficas_tambien_salen_en_png(nombre: str) -> None:
    contenido = imagen(OTRAS[nombre]("claro"), "png", ancho=960, alto=540, escala=1)
    assert len(set(pixeles(contenido)[::997])) > 5


def test_exportar_en_oscuro_lo_que_se_ve_en_claro_no_cambia_los_datos() -> None:
    claro, oscuro = (imagen(de_mapa(), "svg", tema=tema).decode() for tema in ("claro", "oscuro"))
    assert textos(claro) == textos(oscuro)
    assert TEMAS["oscuro"].valor[3] in oscuro
    assert TEMAS["oscuro"].valor[3] not in claro


def test_un_mapa_vacio_nunca_se_entrega(monkeypatch: pytest.MonkeyPatch) -> None:
    completo = geometria.lamina("lamina")
    sin_figuras = {**completo, "objects": {**completo["objects"], "entidades": {"type": "GeometryCollection", "geometries": []}}}
    incrustar = modulo._incrustar

    def con_otra_geometria(nodo: Any, figuras: list[int]) -> Any:
        resultado = incrustar(nodo, figuras)
        if isinstance(nodo, dict) and "url" in nodo:
            resultado["values"] = sin_figuras
        return resultado

    monkeypatch.setattr(modulo, "_incrustar", con_otra_geometria)
    with pytest.raises(ErrorApertura, match="0 de 40 figuras"):
        imagen(de_mapa(), "svg")


def test_un_mapa_sin_ningun_dato_si_se_entrega_y_lo_dice() -> None:
    grafica = de_mapa(sin=tuple(de_mapa().conjuntos["d"]["cve_ent"]), elegida=None)
    svg = imagen(grafica, "svg").decode()
    assert svg.count(": sin dato") == 40
    assert "(33)" in textos(svg)


def test_textos_con_signos_y_controles_dan_un_svg_valido() -> None:
    hostil = dataclasses.replace(de_mapa("barras"), titulo='<script>alert("x")</script>\x00\x1b & «ñ»', descripcion="<b>&")
    svg = imagen(hostil, "svg", fuente="<svg onload=x>").decode()
    assert "<script" not in svg
    assert "\x00" not in svg
    assert "<svg onload=x>" in textos(svg)


def test_un_sello_larguisimo_baja_la_grafica_pero_no_se_recorta() -> None:
    corto = cartel.disponer("Título", "Selección", SELLOS, 1920, 1080)
    largo = cartel.disponer("Título", "Selección", ["palabra " * 120, *SELLOS[1:]], 1920, 1080)
    assert " ".join(largo.sellos[0]) == ("palabra " * 120).strip()
    assert largo.alto_grafica < corto.alto_grafica
    assert corto.ancho_grafica == 1792


def test_la_imagen_usa_los_mismos_conjuntos_que_la_pantalla() -> None:
    grafica = de_mapa("barras")
    leido = textos(imagen(grafica, "svg").decode())
    valores = grafica.conjuntos["d"].filter(pl.col("hasta").is_not_null())["texto"].to_list()
    assert len(valores) == 31
    assert [valor for valor in valores if valor not in leido] == []
