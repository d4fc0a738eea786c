"""La plantilla: sus listas y rangos son los de los datos, y ya llena se importa sin un solo defecto."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from apertura import consultas
from apertura.catalogo import catalogo
from apertura.cli import principal
from apertura.errores import ErrorSeleccion
from apertura.exportacion import plantilla
from apertura.importador.defectos import Defecto
from apertura.importador.entender import claves
from apertura.importador.entender.columnas import encabezados
from apertura.importador.entender.importar import Pedido, revisar
from apertura.texto import normalizar
from tests.paginas.abrir import abrir, en_ingles
from tests.publicaciones import REAL

HOY = date(2026, 1, 31)
XML = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
MGA = [
    ("Monterrey", "Nuevo León", 39, "Municipal", "Municipio", 2019, 0.5, 0.5, 0.5, 0.25, 0.75, 0.5, 0.5),
    ("Guadalajara", "Jalisco", 39, "Municipal", "Municipio", 2019, 0.375, 0.5, 0.25, 0.5, 0.5, 0.125, 0.375),
    ("Querétaro", "Querétaro", 14, "Municipal", "Municipio", 2019, 0.1234, 0.2468, 0, 0.2468, 0.2468, 0, 0),
]
MJA = [
    ("Institución de prueba 001", "Ciudad de México", "Estatal", "Poder judicial", 2023, 0.5, 0.5, 0.5, 0.5, 0.5, 0.25),
    ("Institución de prueba 002", "Yucatán", "Estatal", "Fiscalía", 2023, 0.4, 0.1, 0.7, 0.4, 0.4, 1),
]
# Dos o tres renglones no son todo el país: eso se avisa, y no hay nada que corregir.
INCOMPLETA = {("COBERTURA", "aviso"), ("UNIVERSO", "aviso")}
FILAS = {"MGA": MGA, "MJA": MJA}


@pytest.fixture
def datos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Una carpeta de datos propia."""
    (tmp_path / "datos").mkdir()
    monkeypatch.setenv("APERTURA_DATOS", str(tmp_path / "datos"))
    yield tmp_path
    consultas._VIGENTE.clear()


def llena(metrica: str, filas: Sequence[Sequence[object]], ruta: Path) -> Path:
    """La plantilla con renglones, escritos en su hoja como los escribe otro programa."""
    with zipfile.ZipFile(io.BytesIO(plantilla.a_xlsx(metrica, HOY))) as blanco, zipfile.ZipFile(ruta, "w") as destino:
        for parte in blanco.namelist():
            contenido = blanco.read(parte)
            if parte == "xl/worksheets/sheet1.xml":
                renglones = "".join(_renglon(n, fila) for n, fila in enumerate(filas, start=2))
                contenido = contenido.replace(b"</sheetData>", renglones.encode() + b"</sheetData>")
            destino.writestr(parte, contenido)
    return ruta


def _renglon(numero: int, fila: Sequence[object]) -> str:
    return f'<row r="{numero}">{"".join(_celda(f"{chr(65 + i)}{numero}", valor) for i, valor in enumerate(fila))}</row>'


def _celda(lugar: str, valor: object) -> str:
    if valor is None:
        return ""
    if isinstance(valor, str):
        return f'<c r="{lugar}" t="inlineStr"><is><t>{escape(valor)}</t></is></c>'
    return f'<c r="{lugar}"><v>{valor}</v></c>'


def validaciones(metrica: str) -> dict[str, ElementTree.Element]:
    """Encabezado → su validación, tal como queda en el archivo."""
    with zipfile.ZipFile(io.BytesIO(plantilla.a_xlsx(metrica, HOY))) as libro:
        hoja = ElementTree.fromstring(libro.read("xl/worksheets/sheet1.xml"))
    halladas = {v.attrib["sqref"].split("2:")[0]: v for v in hoja.iterfind(".//x:dataValidation", XML)}
    return {c.rotulo: halladas[chr(65 + i)] for i, c in enumerate(plantilla.columnas(metrica))}


def defectos(ruta: Path, pedido: Pedido | None = None) -> tuple[list[Defecto], str]:
    """Todos los defectos y qué se entendió que era."""
    hecha = revisar(ruta, pedido)
    d = hecha.dictamen
    return list(d.defectos), f"{d.metrica} {d.edicion} {d.leidos}={d.publicables}"


def test_una_plantilla_de_la_mga_llena_se_importa_sin_nada_que_corregir(datos: Path) -> None:
    hallados, que = defectos(llena("MGA", MGA, datos / "base.xlsx"))
    assert {(d.codigo, d.nivel) for d in hallados} == INCOMPLETA | {("PERDIDA-ANIOS", "aviso")}
    assert que == "MGA 2019 3=3"


def test_una_plantilla_de_la_mja_llena_solo_pide_aceptar_las_instituciones_nuevas(datos: Path) -> None:
    hallados, que = defectos(llena("MJA", MJA, datos / "base.xlsx"))
    assert {(d.codigo, d.nivel) for d in hallados} == INCOMPLETA | {("INSTITUCION-NUEVA", "error")}
    assert que == "MJA 2023 2=2"


@pytest.mark.usefixtures("datos")
def test_la_mga_2017_entera_pasada_a_la_plantilla_da_exactamente_lo_ya_publicado(tmp_path: Path) -> None:
    tablas = {t: pl.read_parquet(REAL / f"{t}.parquet") for t in ("sujetos", "resultados", "entidades", "ordenes", "tipos")}
    valores = tablas["resultados"].filter(metrica="MGA", edicion=2017).pivot(on="indicador", index="clave_sujeto", values="valor")
    filas = valores.join(tablas["sujetos"], on="clave_sujeto")
    for catalogo_, llave, etiqueta in (("entidades", "cve_ent", "nombre"), ("ordenes", "orden", "etiqueta"), ("tipos", "tipo", "etiqueta")):
        filas = filas.join(tablas[catalogo_].select(llave, pl.col(etiqueta).alias(f"de_{llave}")), on=llave)
    indicadores = [c.campo for c in plantilla.columnas("MGA")][6:]
    hoja = filas.select(
        "nombre_publicado", "de_cve_ent", pl.col("cve_mun").cast(pl.Int64), "de_orden", "de_tipo", pl.lit(2017), *indicadores
    ).rows()
    hecha = revisar(llena("MGA", hoja, tmp_path / "base.xlsx"))
    assert {(d.codigo, d.nivel) for d in hecha.dictamen.defectos} == {
        (codigo, "aviso") for codigo in ("FEDERALES", "SIN-CAMBIO", "CERO-SOSPECHOSO")
    }
    assert (hecha.dictamen.leidos, hecha.dictamen.publicables) == (908, 908)
    llave = ["clave_sujeto", "indicador"]
    leidos = hecha.dictamen.tablas["resultados"].select(*llave, "valor").sort(llave)
    assert leidos.equals(tablas["resultados"].filter(metrica="MGA", edicion=2017).select(*llave, "valor").sort(llave))


@pytest.mark.parametrize("metrica", ["MGA", "MJA"])
def test_la_plantilla_llena_se_publica_y_sus_valores_son_los_escritos(
    metrica: str, datos: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ruta = llena(metrica, FILAS[metrica], datos / "base.xlsx")
    assert principal(["importar", str(ruta), "--aceptar", "INSTITUCION-NUEVA"]) == 0
    capsys.readouterr()
    edicion = 2019 if metrica == "MGA" else 2023
    assert catalogo().ediciones[(metrica, edicion)].disponibles == len(FILAS[metrica])
    assert principal(["revertir", "origen"]) == 0


def test_un_valor_en_blanco_se_dice_como_faltante_y_no_como_cero(datos: Path) -> None:
    con_hueco = [*MGA, ("Apodaca", "Nuevo León", 6, "Municipal", "Municipio", 2019, None, 0.1, 0.2, 0.1, 0.1, 0.2, 0.2)]
    hallados, que = defectos(llena("MGA", con_hueco, datos / "base.xlsx"))
    assert [(d.codigo, d.columna) for d in hallados if d.codigo in ("FALTANTES", "CERO-SOSPECHOSO")] == [("FALTANTES", "GA")]
    assert que == "MGA 2019 4=4"


@pytest.mark.parametrize("metrica", ["MGA", "MJA"])
def test_sin_llenar_se_rechaza_diciendo_que_no_hay_renglones(metrica: str, datos: Path) -> None:
    hallados, _ = defectos(llena(metrica, [], datos / "base.xlsx"))
    assert {d.codigo for d in hallados if d.nivel == "error"} == {"SIN-FILAS", "EDICION"}


@pytest.mark.parametrize("metrica", ["MGA", "MJA"])
def test_las_listas_son_las_que_entiende_el_importador(metrica: str) -> None:
    listas = {c.campo: c.lista for c in plantilla.columnas(metrica) if c.lista}
    assert {len(listas["entidad"]), len(listas["orden"])} == {33, 3}
    assert {nombre for nombre in listas["entidad"] if claves._entidad(nombre, False)[1:] != ("", "")} == set()
    formas = claves.traductor(claves.tipos_de(metrica), "tipo")
    assert {formas[claves.compacto(tipo)] for tipo in listas["tipo"]} == set(claves.tipos_de(metrica)["tipo"])


@pytest.mark.parametrize("metrica", ["MGA", "MJA"])
def test_cada_encabezado_se_reconoce_aunque_se_borren_los_demas(metrica: str) -> None:
    conocidos = encabezados(metrica)
    assert {c.rotulo: conocidos[normalizar(c.rotulo)] for c in plantilla.columnas(metrica)} == {
        c.rotulo: c.campo for c in plantilla.columnas(metrica)
    }


@pytest.mark.parametrize("metrica", ["MGA", "MJA"])
def test_excel_solo_deja_escribir_valores_de_la_lista_o_del_rango_del_contrato(metrica: str) -> None:
    puestas = validaciones(metrica)
    for columna in plantilla.columnas(metrica):
        v = puestas[columna.rotulo]
        formula = [f.text for f in v]
        if columna.lista:
            letra = "ABC"[plantilla.LISTAS.index(columna.campo)]
            assert (v.attrib["type"], formula) == ("list", [f"Listas!${letra}$2:${letra}${len(columna.lista) + 1}"])
        elif columna.campo in ("edicion", "cve_mun"):
            limites = ["2017", "2100"] if columna.campo == "edicion" else ["1", "999"]
            assert (v.attrib["type"], formula) == ("whole", limites)
        elif columna.campo != "nombre_publicado":
            assert (v.attrib["type"], formula) == ("decimal", ["0", "1"])
        assert v.attrib["prompt"]
        assert v.attrib["sqref"].endswith(str(plantilla.RENGLONES + 1))


def test_el_diccionario_describe_cada_columna_y_los_componentes_que_se_pueden_agregar() -> None:
    assert all(c.descripcion and c.valores for metrica in FILAS for c in plantilla.columnas(metrica))
    assert len(plantilla.opcionales("MGA")) == 17
    assert plantilla.opcionales("MJA") == []


@pytest.mark.parametrize("metrica", ["MGA", "MJA"])
def test_los_mismos_datos_y_la_misma_fecha_dan_los_mismos_bytes_y_pesan_poco(metrica: str) -> None:
    libro = plantilla.a_xlsx(metrica, HOY)
    assert libro == plantilla.a_xlsx(metrica, HOY)
    assert len(libro) < 30_000


def test_la_hoja_por_llenar_es_la_primera_muestra_su_cuadricula_y_nada_va_oculto() -> None:
    with zipfile.ZipFile(io.BytesIO(plantilla.a_xlsx("MGA", HOY))) as libro:
        hojas = ElementTree.fromstring(libro.read("xl/workbook.xml")).findall(".//x:sheet", XML)
        vista = ElementTree.fromstring(libro.read("xl/worksheets/sheet1.xml")).find(".//x:sheetView", XML)
    assert [(h.attrib["name"], h.get("state")) for h in hojas] == [(n, None) for n in ("MGA", "Cómo se llena", "Diccionario", "Listas")]
    assert vista is not None
    assert vista.get("showGridLines") is None


def test_no_hay_plantilla_de_otra_metrica() -> None:
    with pytest.raises(ErrorSeleccion, match="MGA, MJA"):
        plantilla.columnas("MXA")


def test_la_orden_escribe_la_plantilla_y_nunca_encima_de_otro_archivo(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    destino = tmp_path / "x.xlsx"
    assert principal(["plantilla", "--metrica", "MJA", "--salida", str(destino)]) == 0
    escrita = destino.read_bytes()
    assert escrita.startswith(b"PK")
    assert "importar x.xlsx --simular" in capsys.readouterr().out
    assert principal(["plantilla", "--metrica", "MGA", "--salida", str(destino)]) == 2
    assert "Ya existe «x.xlsx»" in capsys.readouterr().err
    assert destino.read_bytes() == escrita


def plantillas_ofrecidas(prueba: AppTest) -> list[str]:
    """Las etiquetas de los botones de plantilla que hay en la página."""
    return [b.proto.label for b in prueba.get("download_button") if re.search("d_plantilla_", b.proto.id)]


@pytest.mark.usefixtures("navegacion_declarada")
def test_la_plantilla_se_ofrece_donde_se_carga_y_no_en_cada_visita_a_datos() -> None:
    assert plantillas_ofrecidas(abrir("datos")) == []
    prueba = abrir("cargar")
    assert not prueba.exception
    assert plantillas_ofrecidas(prueba) == list(plantilla.METRICAS.values())
    assert en_ingles(prueba) == []
