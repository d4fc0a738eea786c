"""El libro de Excel se lee de vuelta igual, sin fórmulas ni vínculos, con sus cuatro hojas."""

import io
import re
import zipfile
from dataclasses import replace

import fastexcel
import polars as pl
import pytest
from hypothesis import given, settings

from apertura.errores import ErrorApertura
from apertura.exportacion import acompanamiento, xlsx
from apertura.exportacion.seguro import celda_segura
from apertura.exportacion.xlsx import a_xlsx
from apertura.rutas import FUENTES
from apertura.tablas import Columna
from tests.exportacion.ejemplos import HOSTILES, HOY, SELLOS, datos_hostiles, finitos, pequena, tabla

TIPOS: dict[type[pl.DataType], fastexcel.DType] = {
    pl.String: "string",
    pl.Float64: "float",
    pl.Int64: "float",
    pl.Boolean: "boolean",
}


def hoja(contenido: bytes, nombre: str, tipos: dict[str | int, fastexcel.DType] | None = None) -> pl.DataFrame:
    return fastexcel.read_excel(contenido).load_sheet(nombre, dtypes=tipos).to_polars()


def pares(contenido: bytes, nombre: str) -> list[tuple]:
    return fastexcel.read_excel(contenido).load_sheet(nombre, header_row=None, dtypes="string").to_polars().rows()


def partes(contenido: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(contenido)) as libro:
        return {nombre: libro.read(nombre).decode() for nombre in libro.namelist()}


@settings(max_examples=60, deadline=None)
@given(datos_hostiles())
def test_lo_que_se_lee_es_lo_que_se_exporto(datos):
    tipos: dict[str | int, fastexcel.DType] = {i: TIPOS[type(tipo)] for i, tipo in enumerate(datos.dtypes)}
    leido = hoja(a_xlsx(tabla(datos), HOY), "Datos", tipos)
    esperado = finitos(datos)
    assert leido.columns == datos.columns
    # Los renglones finales del todo vacíos no existen en un libro.
    assert leido.height <= esperado.height
    for columna in datos.columns:
        _exigir_iguales(leido[columna].to_list(), esperado[columna].to_list())


def _exigir_iguales(leidos: list, exportados: list) -> None:
    leidos = leidos + [None] * (len(exportados) - len(leidos))
    for leido, exportado in zip(leidos, exportados, strict=True):
        if isinstance(exportado, str):
            assert (leido or "") == _legible(exportado)
        elif isinstance(exportado, float):
            assert leido == pytest.approx(exportado, rel=1e-15, abs=0)
        else:
            assert leido == exportado


def _legible(texto: str) -> str:
    sin_controles = re.sub("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]", "", re.sub("\r\n?", "\n", texto))
    return celda_segura(sin_controles)


def test_primero_van_las_etiquetas_y_despues_las_claves():
    leido = hoja(a_xlsx(pequena(), HOY), "Datos", {4: "string"})
    assert leido.columns == ["Entidad", "Gobierno abierto", "Sujetos", "En cero", "cve_ent", "es_entidad"]
    assert leido.rows() == [("Aguascalientes", 0.4741, 1243, 0.585, "01", True), ("Oaxaca", None, 5, -5, "20", None)]


def test_los_numeros_son_numeros_con_el_formato_de_su_columna():
    xml = partes(a_xlsx(pequena(), HOY))
    assert re.findall('formatCode="([^"]+)"', xml["xl/styles.xml"]) == ["0.00", "#,##0", "0 %"]
    datos = xml["xl/worksheets/sheet1.xml"]
    assert "<v>0.4741</v>" in datos
    assert "<v>-5</v>" in datos
    assert '<autoFilter ref="A1:F3"/>' in datos
    assert 'state="frozen"' in datos


def test_las_cuatro_hojas_llevan_sellos_notas_filtros_diccionario_y_fuente():
    contenido = a_xlsx(pequena(), HOY)
    assert fastexcel.read_excel(contenido).sheet_names == ["Datos", "Selección", "Diccionario", "Fuente"]
    seleccion = pares(contenido, "Selección")
    assert [f"{que}: {valor}" for que, valor in seleccion[1:6]] == SELLOS
    assert ("Nota", "Primera nota.") in seleccion
    assert seleccion[-3:] == [("Filtro: metrica", "MGA"), ("Filtro: edicion", "2017"), ("Filtro: tipos", "sin filtro")]
    fuente = dict(pares(contenido, "Fuente"))
    assert fuente["Fuente"] == "Fuente de ejemplo"
    assert "Fuente de ejemplo. «Tabla de ejemplo»." in fuente["Cómo citar"]
    assert "inegi_entidades" in fuente["Archivo de fuente"]


def test_el_diccionario_describe_cada_columna_de_datos_en_su_orden():
    contenido = a_xlsx(replace(pequena(), consulta="indice_por_entidad"), HOY)
    diccionario = hoja(contenido, "Diccionario")
    assert diccionario["Columna"].to_list() == hoja(contenido, "Datos").columns
    descripciones = dict(diccionario.select("Nombre técnico", "Descripción").rows())
    assert descripciones["entidad"] == "Nombre de uso."
    assert descripciones["cve_ent"].startswith("Clave de la entidad")
    assert descripciones["es_entidad"].startswith("Verdadero en las 32")
    # El contrato describe el valor de un sujeto; éste lo calculó la consulta.
    assert descripciones["valor"] == "Definida en la consulta «indice_por_entidad»."
    assert None not in descripciones.values()


def test_la_fuente_trae_la_ficha_de_cada_archivo_que_la_tabla_nombra():
    datos = pl.DataFrame({"fuente": ["mga_2017_sujetos", "../../etc", None], "renglon": [2, 3, 4]})
    fuente = acompanamiento.fuente(tabla(datos), HOY)
    assert ("Archivo de fuente", "../../etc") in fuente
    assert (
        "Archivo de fuente",
        "mga_2017_sujetos: Métrica de Gobierno Abierto 2017: base de sujetos obligados",
    ) in fuente
    assert f'licencia = "{acompanamiento.LICENCIA}"' in (FUENTES / "mga_2017_sujetos/ficha.toml").read_text("utf-8")


def test_no_hay_formulas_ni_vinculos_en_ninguna_parte():
    columnas = tuple(Columna(nombre, texto) for nombre, texto in zip("ab", ("=1+1", "http://ejemplo.mx"), strict=True))
    datos = pl.DataFrame({"a": HOSTILES, "b": HOSTILES, "=c": HOSTILES})
    otros = {"notas": tuple(HOSTILES), "parametros": {"tipos": HOSTILES, "=x": "=1"}, "titulo": "=1"}
    xml = partes(a_xlsx(tabla(datos, columnas, **otros), HOY))
    assert len([nombre for nombre in xml if "worksheets/sheet" in nombre]) == 4
    for texto in xml.values():
        assert not re.search(r"<f[ >]|<hyperlink", texto)
    assert "hyperlink" not in "".join(texto for nombre, texto in xml.items() if nombre.endswith(".rels"))
    textos = re.findall(r"<t[^>]*>([^<]*)</t>", xml["xl/sharedStrings.xml"])
    assert "'=1+1" in textos
    assert [texto for texto in textos if celda_segura(texto) != texto] == []


def test_los_mismos_datos_dan_los_mismos_bytes():
    assert a_xlsx(pequena(), HOY) == a_xlsx(pequena(), HOY)


def test_la_fecha_del_libro_es_la_del_sello_y_su_idioma_el_de_mexico():
    xml = partes(a_xlsx(pequena(), HOY))
    assert "2026-11-23T00:00:00Z</dcterms:created>" in xml["docProps/core.xml"]
    assert "es-MX" in xml["docProps/custom.xml"]


@pytest.mark.parametrize("filas", [0, 1])
def test_con_cero_o_un_renglon_va_el_encabezado(filas):
    leido = hoja(a_xlsx(replace(pequena(), datos=pequena().datos.head(filas)), HOY), "Datos")
    assert (leido.height, leido.columns[0]) == (filas, "Entidad")


def test_con_mas_de_50_000_renglones_se_pide_csv():
    grande = tabla(pl.DataFrame({"n": range(50_001)}))
    assert xlsx.impedimento(tabla(grande.datos.head(50_000))) == ""
    with pytest.raises(ErrorApertura, match=r"50,000 .* 50,001 .*CSV"):
        a_xlsx(grande, HOY)


def test_los_textos_que_no_caben_se_dicen_todos():
    largo = "x" * 32_768
    datos = pl.DataFrame({"a": ["corto", largo], "b": [largo, "𝄞" * 16_384], "n": [1, 2]})
    with pytest.raises(ErrorApertura, match="renglón 2; columna «b», renglón 1; columna «b», renglón 2"):
        a_xlsx(tabla(datos), HOY)
    a_xlsx(tabla(pl.DataFrame({"a": [largo[1:]]})), HOY)


def test_un_entero_que_excel_redondearia_va_como_texto():
    datos = pl.DataFrame({"n": [1234567890123456789, -1234567890123456789]})
    assert pares(a_xlsx(tabla(datos), HOY), "Datos")[1:] == [("1234567890123456789",), ("-1234567890123456789",)]
