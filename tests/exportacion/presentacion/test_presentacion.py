"""La presentación: se abre, se lee de lejos, no se sale de la hoja, se basta sola y sus gráficas son de verdad editables."""

import dataclasses
import io
import re
import zipfile
from typing import Any

import fastexcel
import polars as pl
import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from apertura import geometria, laminas
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.errores import ErrorApertura
from apertura.exportacion.medidas import ancho
from apertura.exportacion.presentacion import Diapositiva, Portada, a_pptx, plantilla
from apertura.exportacion.presentacion.lienzo import LETRA_MINIMA, TITULO_MINIMO
from apertura.exportacion.sello import leer_fichas
from apertura.frases import Frase
from apertura.graficas.hojas import SIN_REFERENCIA
from apertura.graficas.tema import TEMAS, contraste
from apertura.laminas import Lamina, de_direccion
from apertura.rutas import PRESENTACION
from apertura.tablas import Cifra
from tests.exportacion.ejemplos import HOSTILES, estampa, lamina, pequena, tabla
from tests.exportacion.presentacion.leer import abrir, baraja, caja, como, de_grafica, figuras, graficas, textos, tramos
from tests.exportacion.test_cuadro import RAROS
from tests.graficas.ejemplos import TODAS, de_mapa, escalones, unidades

CIFRAS = (Cifra("Gobierno Abierto", "0.39", "nacional, 908 sujetos"), Cifra("Lugar", "17 de 33", "intervalo del 5 al 31"))


def ejemplos(tema: Any) -> dict[str, Lamina]:
    """Una lámina de cada clase."""
    sueltas = {"tabla": lamina(pequena()), "cifras": lamina(pequena(), cifras=CIFRAS)}
    de_cada = {nombre: hacer(tema) for nombre, hacer in TODAS.items()}
    sin_pais = {
        f"{nombre} sin referencia": dataclasses.replace(grafica, conjuntos={**grafica.conjuntos, "referencia": SIN_REFERENCIA})
        for nombre, grafica in de_cada.items()
        if "referencia" in grafica.conjuntos
    }
    return {nombre: de_grafica(grafica) for nombre, grafica in (de_cada | sin_pais).items()} | sueltas


@pytest.fixture(scope="module", params=["claro", "oscuro"])
def muestra(request: pytest.FixtureRequest) -> tuple[Any, dict[str, Any]]:
    """Una presentación con una diapositiva de cada clase, en cada tema."""
    hechas = ejemplos(request.param)
    hojas = abrir(baraja(*hechas.values(), tema=request.param)).slides
    return request.param, dict(zip(hechas, hojas, strict=True))


def test_hay_una_diapositiva_de_cada_clase_y_cada_una_dice_su_titulo(muestra: tuple[Any, dict[str, Any]]) -> None:
    tema, hojas = muestra
    for nombre, hecha in ejemplos(tema).items():
        assert hojas[nombre].shapes.title.text_frame.text == hecha.titulo


def test_nada_se_sale_de_la_hoja_ni_invade_los_sellos(muestra: tuple[Any, dict[str, Any]]) -> None:
    for nombre, hoja in muestra[1].items():
        for figura in figuras(hoja):
            x0, y0, x1, y1 = caja(figura)
            assert min(x0, y0) >= -1, (nombre, figura.name)
            assert (x1 <= 1921, y1 <= 1081) == (True, True), (nombre, figura.name, caja(figura))
            if figura.name not in ("Sellos", "Código QR", "Filete"):
                assert y1 <= 900, (nombre, figura.name, caja(figura))


def test_la_letra_se_lee_de_lejos_y_va_en_espanol(muestra: tuple[Any, dict[str, Any]]) -> None:
    for nombre, hoja in muestra[1].items():
        titulo = hoja.shapes.title.text_frame.paragraphs[0].runs[0]
        assert titulo.font.size.pt * 2 >= TITULO_MINIMO
        todos = list(tramos(hoja))
        assert len(todos) > 5
        assert [t.text for t in todos if t.font.size is None or t.font.size.pt * 2 < LETRA_MINIMA] == [], nombre
        assert {t._r.rPr.get("lang") for t in todos} == {"es-MX"}
        for grafica in graficas(hoja):
            tamanos = re.findall(r'\bsz="(\d+)"', grafica._chartSpace.xml)
            assert tamanos
            assert min(map(int, tamanos)) >= LETRA_MINIMA * 50, nombre


def test_cada_texto_cabe_en_su_cuadro(muestra: tuple[Any, dict[str, Any]]) -> None:
    for nombre, hoja in muestra[1].items():
        for figura in figuras(hoja):
            if not figura.has_text_frame or not figura.text_frame.text.strip():
                continue
            x0, y0, x1, y1 = caja(figura)
            alto = 0.0
            for parrafo in figura.text_frame.paragraphs:
                letra = max((t.font.size.pt * 2 for t in parrafo.runs), default=0)
                renglones = -(-ancho(parrafo.text, letra) // max(x1 - x0 + 2, 1))
                alto += max(renglones, 1) * letra * 1.2
            assert alto <= y1 - y0 + 8, (nombre, figura.name, figura.text_frame.text)


def test_toda_figura_tiene_nombre_y_texto_alternativo(muestra: tuple[Any, dict[str, Any]]) -> None:
    for nombre, hoja in muestra[1].items():
        for figura in figuras(hoja):
            propiedades = figura._element.xpath(".//p:cNvPr")[0]
            assert propiedades.get("name"), nombre
            assert propiedades.get("descr"), (nombre, figura.name)


def test_las_notas_dicen_fuente_metodo_y_lo_que_se_ve(muestra: tuple[Any, dict[str, Any]]) -> None:
    tema, hojas = muestra
    for nombre, hecha in ejemplos(tema).items():
        notas = hojas[nombre].notes_slide.notes_text_frame.text
        assert f"Fuente: {hecha.procedencia.fuente}" in notas
        assert hecha.descripcion[:40] in notas
        assert "Sello: 20261123-" in notas
        assert all(nota in notas for nota in hecha.notas)


def test_lo_que_powerpoint_sabe_dibujar_es_nativo(muestra: tuple[Any, dict[str, Any]]) -> None:
    nativas = {nombre: len(graficas(hoja)) for nombre, hoja in muestra[1].items()}
    tablas = {nombre: sum(bool(getattr(f, "has_table", False)) for f in figuras(hoja)) for nombre, hoja in muestra[1].items()}
    assert {n for n, cuantas in nativas.items() if not cuantas} == {"lamina", "mosaico", "calor", "tabla", "cifras"}
    assert {n for n, cuantas in tablas.items() if cuantas} >= {"lamina", "mosaico", "calor", "tabla"}
    imagenes = [f.name for hoja in muestra[1].values() for f in figuras(hoja) if f.shape_type == MSO_SHAPE_TYPE.PICTURE]
    assert set(imagenes) == {"Código QR"}


@pytest.mark.parametrize("tema", ["claro", "oscuro"])
def test_el_mapa_es_una_figura_por_entidad_del_color_de_su_clase_y_sin_dato_lleva_trama(tema: Any) -> None:
    grafica = de_mapa("lamina", tema)
    [hoja] = abrir(baraja(de_grafica(grafica), tema=tema)).slides
    [grupo] = [figura for figura in hoja.shapes if figura.name == "Mapa"]
    formas = {figura.name: figura._element for figura in grupo.shapes if figura.name != "Marco"}
    hoja_de_datos = {fila["entidad"]: fila for fila in grafica.conjuntos["d"].iter_rows(named=True)}
    assert {nombre.removesuffix(" (recuadro del centro)") for nombre in formas} == set(hoja_de_datos)
    assert len(formas) == len(geometria.lamina("lamina")["objects"]["entidades"]["geometries"])
    for nombre, forma in formas.items():
        fila = hoja_de_datos[nombre.removesuffix(" (recuadro del centro)")]
        assert forma.xpath(".//p:cNvPr")[0].get("descr") == fila["detalle"]
        if fila["clase"] == 5:
            assert forma.xpath("p:spPr/a:pattFill")
        else:
            esperado = TEMAS[tema].rellenos[fila["indice"]][1:].upper()
            assert forma.xpath("p:spPr/a:solidFill/a:srgbClr")[0].get("val").upper() == esperado
    assert "Oaxaca" in textos(hoja)
    assert "sin dato (2)" in textos(hoja)


def test_la_cascada_nativa_llega_exacto_a_donde_dice_la_pantalla() -> None:
    grafica = escalones()
    [hoja] = abrir(baraja(de_grafica(grafica))).slides
    [nativa] = graficas(hoja)
    empieza, tramo, _ = nativa.plots[0].series
    filas = grafica.conjuntos["tramos"].to_dicts()
    assert nativa.plots[0].categories[1].label == "A (de 1 a 2)"
    for fila, desde, largo in zip(filas, empieza.values, tramo.values, strict=True):
        if fila["clase"] != "total":
            assert desde == pytest.approx(min(fila["desde"], fila["hasta"]))
            assert largo == pytest.approx(abs(fila["hasta"] - fila["desde"]))
    assert empieza.values[-1] + tramo.values[-1] == pytest.approx(filas[-1]["hasta"])
    assert [f["texto"] for f in filas] == [
        nativa.plots[0].series[2].points[n].data_label.text_frame.text.strip() for n in range(len(filas))
    ]  # fmt: skip


def test_las_barras_nativas_llevan_los_valores_de_la_pantalla_sin_redondear() -> None:
    grafica = unidades()
    [hoja] = abrir(baraja(de_grafica(grafica))).slides
    [nativa] = graficas(hoja)
    assert {serie.name: list(serie.values) for serie in nativa.plots[0].series} == {"A": [0.5, None], "B": [0.3, 1.0]}


def test_los_33_nombres_van_en_dos_graficas_en_el_orden_de_la_pantalla() -> None:
    grafica = de_mapa("barras")
    [hoja] = abrir(baraja(de_grafica(grafica))).slides
    leidas = [categoria.label for nativa in graficas(hoja) for categoria in nativa.plots[0].categories]
    assert leidas == ["Nacional", *grafica.conjuntos["d"].sort("orden")["entidad"]]


def test_editar_datos_abre_un_libro_sin_formulas_y_con_los_mismos_numeros() -> None:
    hostil = dataclasses.replace(unidades(), titulo="t")
    hostil.conjuntos["encabezados"] = hostil.conjuntos["encabezados"].with_columns(etiqueta=pl.Series(["=1+1", "@SUM(A1)"]))
    contenido = baraja(de_grafica(hostil))
    with zipfile.ZipFile(io.BytesIO(contenido)) as paquete:
        [libro] = [n for n in paquete.namelist() if n.endswith(".xlsx")]
        dentro = paquete.read(libro)
    with zipfile.ZipFile(io.BytesIO(dentro)) as paquete:
        hojas = b"".join(paquete.read(n) for n in paquete.namelist() if "worksheets/" in n)
    assert b"<f>" not in hojas
    leido = fastexcel.read_excel(dentro).load_sheet("Datos").to_polars()
    assert leido["A"].to_list() == [0.5, None]
    assert all(str(v).startswith("'") for v in leido.to_series(0))


def test_lo_mismo_da_los_mismos_bytes_y_nada_sale_a_la_red() -> None:
    hechas = ejemplos("claro")
    uno, otro = (baraja(*hechas.values()) for _ in range(2))
    assert uno == otro
    with zipfile.ZipFile(io.BytesIO(uno)) as paquete:
        assert {ficha.date_time for ficha in paquete.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        relaciones = b"".join(paquete.read(n) for n in paquete.namelist() if n.endswith(".rels"))
        propiedades = paquete.read("docProps/custom.xml")
    externas = re.findall(rb'Type="([^"]+)" Target="([^"]+)" TargetMode="External"', relaciones)
    assert externas
    assert all(tipo.endswith(b"/hyperlink") and destino.startswith(b"https://ejemplo.mx/") for tipo, destino in externas)
    assert leer_fichas(propiedades)
    assert propiedades.count(b"APERTURA1.") == len(hechas)


def test_los_textos_mas_raros_caben_y_no_rompen_nada() -> None:
    raros = [texto for texto in RAROS if texto.strip()]
    hechas = []
    for numero, raro in enumerate(raros):
        datos = pl.DataFrame({"a": [raro] * 3, "b": [0.5, None, 1.0]})
        cruda = tabla(datos, pequena().columnas[:0], titulo=raro, notas=(raro,))
        base = dataclasses.replace(cruda, columnas=(dataclasses.replace(pequena().columnas[0], nombre="a", etiqueta=raro),))
        cifras = (Cifra(raro, raro, raro),) * 4 if numero % 2 else ()
        hechas.append(lamina(base, cifras=cifras, dichas=lambda r=raro: (Frase("x", f"{r}.", ("pesos",)),)))
    hojas = abrir(baraja(*hechas)).slides
    assert len(hojas) == len(raros)
    for hoja in hojas:
        for figura in figuras(hoja):
            x0, y0, x1, y1 = caja(figura)
            assert (x0 >= -1, y0 >= -1, x1 <= 1921, y1 <= 1081) == (True,) * 4
            if figura.has_text_frame:
                for parrafo in figura.text_frame.paragraphs:
                    letra = max((t.font.size.pt * 2 for t in parrafo.runs), default=0)
                    palabras = parrafo.text.split(" ")
                    assert all(ancho(p, letra) <= max(x1 - x0, 1) + letra for p in palabras), figura.name
    assert len(HOSTILES) < len(RAROS)


def test_el_mensaje_lleva_su_firmeza_y_sin_mensaje_va_la_seleccion() -> None:
    con = lamina(pequena(), dichas=lambda: (Frase("x", "Va en el lugar 5 de 33.", ("muestra",)),))
    dicho, callado = abrir(baraja(con, lamina(pequena()))).slides
    leidos = [
        next(p.text_frame.text for p in hoja.placeholders if p.placeholder_format.idx == plantilla.MENSAJE) for hoja in (dicho, callado)
    ]
    assert leidos == ["Va en el lugar 5 de 33. [depende de la muestra]", "municipios de Oaxaca, edición 2017"]


def test_la_portada_y_la_advertencia_se_ven() -> None:
    avisada = dataclasses.replace(
        pequena(), procedencia=dataclasses.replace(pequena().procedencia, publicacion="simulada-2026-01-31-1a2b3c4d")
    )
    partes = [Portada("Sesión de Nuevo León", "Marzo", ("Pie",)), Diapositiva(lamina(avisada), estampa(avisada), "Recuerde saludar.")]
    portada, hoja = abrir(a_pptx(partes, como())).slides
    assert portada.shapes.title.text_frame.text == "Sesión de Nuevo León"
    assert {"Marzo", "Pie"} <= {f.text_frame.text for f in portada.placeholders if f.has_text_frame}
    assert "DATOS SIMULADOS" in textos(hoja)
    assert "DATOS SIMULADOS" in textos(portada)
    assert hoja.notes_slide.notes_text_frame.text.startswith("Recuerde saludar.")


@pytest.mark.parametrize("tema", ["claro", "oscuro"])
def test_la_plantilla_del_repositorio_es_la_que_hace_el_codigo_y_contrasta(tema: Any) -> None:
    assert (PRESENTACION / f"{tema}.pptx").read_bytes() == plantilla.construir(tema)
    colores = TEMAS[tema]
    assert min(contraste(color, colores.fondo) for color in (colores.texto, colores.texto_suave)) >= 7
    assert contraste(colores.texto, colores.panel) >= 7


def test_una_oficina_puede_poner_su_plantilla(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    suya: Any = Presentation()
    suya.slides.add_slide(suya.slide_layouts[0]).shapes.title.text = "Diapositiva de muestra"
    suya.save(str(tmp_path / "oficina.pptx"))
    monkeypatch.setenv(plantilla.VARIABLE, str(tmp_path / "oficina.pptx"))
    hecha = abrir(baraja(de_grafica(de_mapa()), lamina(pequena())))
    assert (hecha.slide_width, hecha.slide_height) == (suya.slide_width, suya.slide_height)
    assert [hoja.shapes.title.text_frame.text for hoja in hecha.slides] == [de_mapa().titulo, pequena().titulo]
    for hoja in hecha.slides:
        for figura in figuras(hoja):
            assert figura.left + figura.width <= hecha.slide_width + 12700
            assert figura.top + figura.height <= hecha.slide_height + 12700
        assert "Versión de datos: " in textos(hoja)


def test_una_plantilla_que_no_sirve_se_dice(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rota.pptx").write_bytes(b"PK\x03\x04no")
    monkeypatch.setenv(plantilla.VARIABLE, str(tmp_path / "rota.pptx"))
    with pytest.raises(ErrorApertura, match="No se puede usar la plantilla"):
        baraja(lamina(pequena()))


def test_cada_pagina_se_puede_presentar_entera(vigente: Motor, cat: Catalogo) -> None:
    """Las láminas de verdad, no las de ejemplo: ninguna plantilla de gráfica se queda sin traducir."""
    for texto in ("/", "/entidad?entidad=22", "/sujeto?sujeto=22-MUN-016", "/areas_de_oportunidad?en=19", "/evolucion", "/comparar"):
        hechas = list(laminas.laminas(vigente, cat, de_direccion(texto, cat)[0]))
        hojas = abrir(baraja(*hechas)).slides
        assert len(hojas) == len(hechas)
