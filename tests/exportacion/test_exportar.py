"""Exportar es una función: misma publicación, vista y formato, mismos bytes; y lo que sale es lo que se ve."""

import io
import json
import re
import struct
import zipfile
from datetime import date
from pathlib import PureWindowsPath
from xml.etree import ElementTree

import fastexcel
import polars as pl
import pytest

from apertura import geometria, laminas
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.errores import ErrorSeleccion
from apertura.exportacion.estampa import Ajustes
from apertura.exportacion.exportar import exportar
from apertura.exportacion.formatos import FORMATOS
from apertura.exportacion.sello import leer_fichas
from apertura.graficas.tema import TEMAS
from apertura.laminas import Vista, de_direccion

HOY = date(2026, 11, 25)
COMO = Ajustes("claro", HOY, "https://ejemplo.mx")
MAPA = "/mapa?indicador=T&tipo=municipio&entidad=20#mapa"


def bytes_de(vigente: Motor, cat: Catalogo, texto: str, formato: str, como: Ajustes = COMO) -> bytes:
    vista, avisos = de_direccion(texto, cat)
    assert avisos == []
    return exportar(vigente, cat, vista, formato, como).contenido


def textos(svg: bytes) -> list[str]:
    return ["".join(nodo.itertext()) for nodo in ElementTree.fromstring(svg).iter() if nodo.tag.endswith("}text")]


@pytest.mark.parametrize("formato", FORMATOS)
def test_lo_mismo_da_los_mismos_bytes(vigente: Motor, cat: Catalogo, formato: str) -> None:
    uno, otro = (exportar(vigente, cat, de_direccion(MAPA, cat)[0], formato, COMO) for _ in range(2))
    assert uno == otro
    assert re.fullmatch(rf"indice_por_entidad_MGA_2017_[0-9a-f]{{8}}\.{formato}", uno.nombre)
    assert PureWindowsPath(uno.nombre).name == uno.nombre


def test_renglones_orden_y_cifras_son_los_de_la_pantalla_en_todo_formato_de_datos(vigente: Motor, cat: Catalogo) -> None:
    vista = de_direccion(MAPA, cat)[0]
    pantalla = laminas.lamina(vigente, cat, vista).tabla
    claves = pantalla.datos["cve_ent"].to_list()
    valores = pantalla.datos["valor"].to_list()
    csv = pl.read_csv(bytes_de(vigente, cat, MAPA, "csv"), comment_prefix="#", schema_overrides={"cve_ent": pl.String})
    parquet = pl.read_parquet(io.BytesIO(bytes_de(vigente, cat, MAPA, "parquet")))
    rasgos = json.loads(bytes_de(vigente, cat, MAPA, "geojson"))["features"]
    libro = fastexcel.read_excel(bytes_de(vigente, cat, MAPA, "xlsx")).load_sheet("Datos", dtypes={"cve_ent": "string"}).to_polars()
    assert parquet.equals(pantalla.datos)
    assert csv["cve_ent"].to_list() == [r["id"] for r in rasgos] == libro["cve_ent"].to_list() == claves
    assert csv["valor"].to_list() == [r["properties"]["valor"] for r in rasgos] == valores
    assert libro["Transparencia"].to_list() == pytest.approx(valores)


def test_la_imagen_lleva_la_misma_escala_y_los_mismos_colores_que_la_pantalla(vigente: Motor, cat: Catalogo) -> None:
    lamina = laminas.lamina(vigente, cat, de_direccion(MAPA, cat)[0])
    assert lamina.grafica is not None
    hoja, leyenda = lamina.grafica.conjuntos["d"], lamina.grafica.conjuntos["leyenda"]
    svg = bytes_de(vigente, cat, MAPA, "svg")
    leido = textos(svg)
    assert [texto for texto in leyenda["etiqueta"] if texto not in leido] == []
    assert {*hoja["texto"], *hoja["entidad"]} <= set(leido)
    # La primera capa pinta cada figura de la lámina, en su orden.
    capa = svg.decode().split("mark-shape role-mark", 2)[1]
    pintados = re.findall(r'<path [^>]*fill="(#[0-9a-f]{6})"', capa)
    paleta = TEMAS["claro"].rellenos
    por_clave = {fila["cve_ent"]: paleta[fila["indice"]] for fila in hoja.iter_rows(named=True)}
    figuras = geometria.lamina("lamina")["objects"]["entidades"]["geometries"]
    assert pintados == [por_clave[figura["id"]] for figura in figuras]


def test_la_tabla_recortada_en_pantalla_se_lleva_entera(vigente: Motor, cat: Catalogo) -> None:
    texto = "/areas_de_oportunidad#plan"
    en_pantalla = laminas.lamina(vigente, cat, de_direccion(texto, cat)[0]).tabla.datos.height
    completo = pl.read_parquet(io.BytesIO(bytes_de(vigente, cat, texto, "parquet"))).height
    assert en_pantalla == 300
    assert completo > 2000


@pytest.mark.parametrize("formato", FORMATOS)
def test_todo_archivo_lleva_sellos_y_ficha(vigente: Motor, cat: Catalogo, formato: str) -> None:
    contenido = bytes_de(vigente, cat, MAPA, formato)
    crudo = b"".join(_descomprimido(contenido))
    [(sello, codigo)] = leer_fichas(crudo)
    assert sello.codigo == codigo
    assert (sello.vista, sello.fecha, sello.formato) == (de_direccion(MAPA, cat)[0].direccion, "2026-11-25", formato)
    assert sello.publicacion == vigente.publicacion.version


def _descomprimido(contenido: bytes) -> list[bytes]:
    if not contenido.startswith(b"PK"):
        return [contenido]
    with zipfile.ZipFile(io.BytesIO(contenido)) as paquete:
        return [paquete.read(nombre) for nombre in paquete.namelist()]


@pytest.mark.parametrize("formato", ["png", "svg", "csv", "xlsx", "parquet", "geojson"])
def test_el_mismo_dia_la_misma_vista_lleva_el_mismo_codigo_en_todos(vigente: Motor, cat: Catalogo, formato: str) -> None:
    codigos = {codigo for _, codigo in leer_fichas(b"".join(_descomprimido(bytes_de(vigente, cat, MAPA, formato))))}
    assert codigos == {codigo for _, codigo in leer_fichas(bytes_de(vigente, cat, MAPA, "csv"))}


@pytest.mark.parametrize("texto", ["/#cifras", "/entidad?entidad=19#cifras", "/sujeto?sujeto=22-MUN-016#lectura", "/datos#resultados"])
@pytest.mark.parametrize("tema", ["claro", "oscuro"])
def test_las_cifras_y_las_tablas_tambien_son_imagen(vigente: Motor, cat: Catalogo, texto: str, tema) -> None:
    contenido = bytes_de(vigente, cat, texto, "svg", Ajustes(tema, HOY, ""))
    lamina = laminas.lamina(vigente, cat, de_direccion(texto, cat)[0])
    leido = " ".join(textos(contenido))
    esperado = [c.valor for c in lamina.cifras] or lamina.tabla.en_texto().to_series(0).head(3).to_list()
    assert all(parte.split("…")[0][:12] in leido for parte in esperado)
    letras = [float(t) for t in re.findall(rb'font-size="([\d.]+)px"', contenido)]
    assert min(letras) >= 24
    assert struct.unpack(">II", bytes_de(vigente, cat, texto, "png", Ajustes(tema, HOY))[16:24]) == (3840, 2160)


def test_lo_que_no_es_por_entidad_no_se_da_en_geojson(vigente: Motor, cat: Catalogo) -> None:
    with pytest.raises(ErrorSeleccion, match="cada renglón es una entidad"):
        exportar(vigente, cat, de_direccion("/datos", cat)[0], "geojson", COMO)


def test_un_formato_desconocido_se_dice(vigente: Motor, cat: Catalogo) -> None:
    with pytest.raises(ErrorSeleccion, match="png, svg, pdf"):
        exportar(vigente, cat, Vista("mapa", de_direccion("/mapa", cat)[0].seleccion), "bmp", COMO)
