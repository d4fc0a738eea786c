"""La ortografía de los 908 nombres y las claves de los 160 municipios, contra la fuente y el catálogo de INEGI."""

import re
import shutil
import unicodedata
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from apertura.errores import ErrorApertura
from apertura.importador.ortografia import (
    clave_municipal,
    etiqueta_sujeto,
    leer_listas,
    nombres_restituidos,
    restituir_nombre,
)

RAIZ = Path(__file__).resolve().parents[2]
DATOS = RAIZ / "data"
LISTAS = leer_listas(DATOS)
# Las únicas reglas que sólo pueden tocar acentos y mayúsculas.
REGLAS_DE_PALABRAS = ["palabras", "mayúsculas", "sin cambio"]
MOTIVOS = {
    "abreviatura",
    "errata",
    "nombre completo",
    "nombre propio",
    "palabras pegadas",
    "persona añadida",
    "puntuación",
    "sigla",
}


def leer(ruta: str) -> pl.DataFrame:
    return pl.read_csv(RAIZ / ruta, infer_schema=False, empty_string_is_null=False)


def sin_acentos(texto: str) -> str:
    letras = unicodedata.normalize("NFD", texto.lower())
    return "".join(letra for letra in letras if not unicodedata.combining(letra))


@pytest.fixture(scope="module")
def fuente() -> pl.DataFrame:
    return leer("data/fuentes/mga_2017_sujetos/mga_2017_sujetos.csv")


@pytest.fixture(scope="module")
def sujetos(fuente: pl.DataFrame) -> pl.DataFrame:
    return nombres_restituidos(fuente, LISTAS)


@pytest.fixture(scope="module")
def entidades() -> dict[str, str]:
    tabla = leer("data/fuentes/inegi_entidades/entidades.csv")
    return {**dict(tabla.select("cve_ent", "nombre").iter_rows()), "FED": "Federación"}


@pytest.mark.parametrize(
    ("cve_ent", "tipo", "publicado", "nombre", "regla"),
    [
        ("01", "Autonomo", "Instituto Electoral", "Instituto Electoral", "sin cambio"),
        ("FED", "Partido", "PH", "PH", "sin cambio"),
        (
            "FED",
            "Sindicato",
            "Sindicato de Investigadores y Profesores de El Colegio de la Frontera Norte",
            "Sindicato de Investigadores y Profesores de El Colegio de la Frontera Norte",
            "sin cambio",
        ),
        ("11", "Universidad", "Universidad De Guanajuato", "Universidad de Guanajuato", "mayúsculas"),
        ("06", "Universidad", "Universidad De Colima (U. De C.)", "Universidad de Colima (U. de C.)", "mayúsculas"),
        (
            "27",
            "Universidad",
            "Universidad Popular De La Chontalpa (Upch)",
            "Universidad Popular de la Chontalpa (UPCH)",
            "mayúsculas",
        ),
        (
            "26",
            "Sindicato",
            "Sindicato De Trabajadores Del Cecytes",
            "Sindicato de Trabajadores del CECyTES",
            "mayúsculas",
        ),
        (
            "06",
            "Fideicomiso",
            "Fondo Mixto Conacyt-Gobierno Del Estado De Colima",
            "Fondo Mixto CONACYT-Gobierno del Estado de Colima",
            "mayúsculas",
        ),
        ("20", "Ejecutivo estatal", "Secretaria de Educacion", "Secretaría de Educación", "palabras"),
        (
            "04",
            "Fideicomiso",
            "El Fideicomiso Del 2% Sobre Nomina Del Estado",
            "El Fideicomiso del 2% sobre Nómina del Estado",
            "palabras",
        ),
        (
            "13",
            "Sindicato",
            "Sindicato unico De Trabajadores Al Servicio Del Municipio De Omitlan De Juarez, Hidalgo",
            "Sindicato Único de Trabajadores al Servicio del Municipio de Omitlán de Juárez, Hidalgo",
            "palabras",
        ),
        (
            "22",
            "Fideicomiso",
            "Fondo De Capitalizacion E Inversion Del Sector Rural",
            "Fondo de Capitalización e Inversión del Sector Rural",
            "palabras",
        ),
        ("06", "Universidad", "Instituto TecnologicoDe Colima", "Instituto Tecnológico de Colima", "palabras pegadas"),
        ("03", "Universidad", "Instituto TecnologicoDe La Paz", "Instituto Tecnológico de La Paz", "palabras pegadas"),
        (
            "10",
            "Sindicato",
            "Sindicato Detrabajadores Y Empleados Universidad Juarez Del Estado De Durango",
            "Sindicato de Trabajadores y Empleados de la Universidad Juárez del Estado de Durango",
            "palabras pegadas",
        ),
        (
            "FED",
            "Descentralizado",
            "Instituto Mexicano de Tecnolgia del Agua",
            "Instituto Mexicano de Tecnología del Agua",
            "errata",
        ),
        (
            "30",
            "Fideicomiso",
            "Fideicomiso Publico Del Fondo Ambienta",
            "Fideicomiso Público del Fondo Ambiental",
            "errata",
        ),
        ("12", "Fideicomiso", "Fideicomiso Guerrero Industrial,", "Fideicomiso Guerrero Industrial", "puntuación"),
        (
            "02",
            "Fideicomiso",
            "Fideicomiso Publico Para La. Promocion Turistica De Tijuana",
            "Fideicomiso Público para la Promoción Turística de Tijuana",
            "puntuación",
        ),
        (
            "27",
            "Sindicato",
            'Sindicato unico De Trabajadores Del Estado "Sutset"',
            "Sindicato Único de Trabajadores del Estado “SUTSET”",
            "puntuación",
        ),
        ("19", "Universidad", "Universidad Autonoma De N.L.", "Universidad Autónoma de Nuevo León", "abreviatura"),
        (
            "24",
            "Sindicato",
            "Sindicato de Trabajadores al Servicio del Municipio de S.L.P",
            "Sindicato de Trabajadores al Servicio del Municipio de San Luis Potosí",
            "abreviatura",
        ),
        (
            "23",
            "Sindicato",
            "Federacion De Sindicatos De Trabajadores Al Servicio Del Gobierno Del Estado / Roberto Leonardo Poot Vazquez",
            "Federación de Sindicatos de Trabajadores al Servicio del Gobierno del Estado",
            "persona añadida",
        ),
        ("FED", "Judicial", "Judicatura", "Consejo de la Judicatura Federal", "nombre completo"),
        ("FED", "Judicial", "SCJN", "Suprema Corte de Justicia de la Nación (SCJN)", "sigla"),
        ("17", "Ejecutivo estatal", "DIF", "Sistema para el Desarrollo Integral de la Familia (DIF)", "sigla"),
        ("32", "Partido", "PMC", "Movimiento Ciudadano (PMC)", "sigla"),
        ("FED", "Partido", "PVEM", "Partido Verde Ecologista de México (PVEM)", "sigla"),
        ("31", "Municipio", "Tiziman", "Tizimín", "municipio"),
        ("04", "Municipio", "San Francisco de Campeche", "Campeche", "municipio"),
        ("24", "Municipio", "Soledad de Graciano Sánchez", "Soledad de Graciano Sánchez", "sin cambio"),
    ],
)
def test_cada_regla_restituye_nombres_reales(
    fuente: pl.DataFrame, cve_ent: str, tipo: str, publicado: str, nombre: str, regla: str
) -> None:
    assert fuente.filter(cve_ent=cve_ent, tipo=tipo, nombre_publicado=publicado).height == 1
    esperada = f"corrección: {regla}" if regla in MOTIVOS else regla
    assert restituir_nombre(publicado, cve_ent, tipo, LISTAS) == (nombre, esperada)


def test_se_restituyen_los_908_nombres_en_su_orden(fuente: pl.DataFrame, sujetos: pl.DataFrame) -> None:
    assert sujetos.height == 908
    assert sujetos.drop("nombre", "regla").equals(fuente)
    assert sujetos["nombre"].null_count() == 0


def test_las_palabras_solo_cambian_acentos_y_mayusculas(sujetos: pl.DataFrame) -> None:
    por_palabras = sujetos.filter(pl.col("regla").is_in(REGLAS_DE_PALABRAS))
    assert por_palabras.height > 600
    for publicado, nombre in por_palabras.select("nombre_publicado", "nombre").iter_rows():
        assert sin_acentos(nombre) == sin_acentos(publicado)


def test_ningun_nombre_tiene_puntuacion_suelta_ni_espacios_de_mas(sujetos: pl.DataFrame) -> None:
    # Un punto intermedio sólo es legítimo en «U. de C.», «H. Ayuntamiento», «P. Blanco» y «núm. 34».
    defecto = re.compile(r"[.,;:/-]$|  |^\s|\s$|\s[,.;:)]|[#\"/]|\(\s|\.\s(?!de C\.|Ayuntamiento|Blanco|\d)")
    assert [n for n in sujetos["nombre"] if defecto.search(n)] == []


def test_ningun_nombre_tiene_palabras_pegadas(sujetos: pl.DataFrame) -> None:
    pegadas = re.compile(r"[a-záéíóúñ][A-ZÁÉÍÓÚÑ]")
    assert {n for n in sujetos["nombre"] if pegadas.search(n)} == {"Sindicato de Trabajadores del CECyTES"}


def test_ningun_nombre_conserva_terminaciones_sin_acento(sujetos: pl.DataFrame) -> None:
    # Terminaciones que en español siempre llevan tilde en los nombres de esta base.
    sin_tilde = re.compile(r"\b\w+(cion|sion|gion|ologia|rafia|onomo|onoma|ecnico|ecnica|ologic[oa]s?)\b", re.IGNORECASE)
    assert [n for n in sujetos["nombre"] if sin_tilde.search(n)] == []


def test_las_particulas_van_en_minuscula_y_lo_demas_con_mayuscula(sujetos: pl.DataFrame) -> None:
    propios = {"La Paz", "El Colegio", "La Yesca", "La Trinidad", "El Llano", "El Naranjo", "Los Cabos"}
    con_mayuscula = re.compile(r"(?<=\s)(?:De|Del|La|Las|Los|El|En|Para|Por|Y|E|O|A|Al|Con|Su|Sus|Sobre)\s\w+")
    en_minuscula = re.compile(r"(?:^|(?<=[\s(“]))[a-záéíóúñ]+")
    particulas = {*"aeoy", "al", "con", "de", "del", "el", "en", "la", "las", "los", "para", "por", "sobre", "núm"}
    for nombre in sujetos["nombre"]:
        assert set(con_mayuscula.findall(nombre)) <= propios, nombre
        assert set(en_minuscula.findall(nombre)) <= particulas, nombre
        assert nombre[0].isupper(), nombre


def test_restituir_un_nombre_restituido_no_lo_cambia(sujetos: pl.DataFrame) -> None:
    for nombre, cve_ent, tipo in sujetos.select("nombre", "cve_ent", "tipo").iter_rows():
        assert restituir_nombre(nombre, cve_ent, tipo, LISTAS) == (nombre, "sin cambio")


TROZOS = [*LISTAS.palabras, "De", "la", "(Uat)", "S.L.P.", "unico", "E", "Y", "PH", "2%", "El", "Conacyt-Gobierno", "—"]


@given(st.lists(st.sampled_from(TROZOS) | st.text('aábcñÑÚYDeE.,()"“” -/', min_size=1, max_size=8), min_size=1))
def test_restituir_por_palabras_es_idempotente_y_no_mueve_letras(trozos: list[str]) -> None:
    publicado = " ".join(trozos)
    nombre, regla = restituir_nombre(publicado, "01", "Sindicato", LISTAS)
    assert regla in REGLAS_DE_PALABRAS
    assert sin_acentos(nombre) == sin_acentos(publicado)
    assert restituir_nombre(nombre, "01", "Sindicato", LISTAS) == (nombre, "sin cambio")


def test_las_908_etiquetas_son_unicas(sujetos: pl.DataFrame, entidades: dict[str, str]) -> None:
    filas = sujetos.select("nombre", "tipo", "cve_ent").iter_rows()
    etiquetas = [etiqueta_sujeto(nombre, tipo, cve_ent, entidades[cve_ent]) for nombre, tipo, cve_ent in filas]
    assert len(set(etiquetas)) == 908


@pytest.mark.parametrize(
    ("nombre", "tipo", "cve_ent", "etiqueta"),
    [
        ("Calvillo", "Municipio", "01", "Municipio de Calvillo, Aguascalientes"),
        ("Aguascalientes", "Municipio", "01", "Municipio de Aguascalientes, Aguascalientes"),
        ("Benito Juárez", "Municipio", "09", "Delegación Benito Juárez, Ciudad de México"),
        ("Secretaría de Salud", "Ejecutivo estatal", "20", "Secretaría de Salud, Oaxaca"),
        ("Cámara de Diputados", "Legislativo", "FED", "Cámara de Diputados, Federación"),
        ("Universidad Autónoma de Aguascalientes", "Universidad", "01", "Universidad Autónoma de Aguascalientes"),
        ("Universidad Autónoma de Tamaulipas (UAT)", "Universidad", "28", "Universidad Autónoma de Tamaulipas (UAT)"),
        (
            "Universidad Autónoma Indígena de México",
            "Universidad",
            "25",
            "Universidad Autónoma Indígena de México, Sinaloa",
        ),
        (
            "Fondo Metropolitano del Valle de México",
            "Fideicomiso",
            "15",
            "Fondo Metropolitano del Valle de México, Estado de México",
        ),
    ],
)
def test_la_etiqueta_dice_la_entidad_una_sola_vez(entidades: dict[str, str], nombre: str, tipo: str, cve_ent: str, etiqueta: str) -> None:
    assert etiqueta_sujeto(nombre, tipo, cve_ent, entidades[cve_ent]) == etiqueta


def test_las_160_claves_municipales_son_de_inegi_y_no_se_repiten(fuente: pl.DataFrame) -> None:
    catalogo = {(ent, mun): nombre for ent, mun, nombre in leer("geo/catalogo_municipios.csv").iter_rows()}
    municipios = fuente.filter(tipo="Municipio").select("cve_ent", "nombre_publicado").iter_rows()
    claves = {(ent, clave_municipal(publicado, ent, LISTAS)): publicado for ent, publicado in municipios}
    assert len(claves) == 160
    for (ent, mun), publicado in claves.items():
        assert catalogo[ent, mun] == LISTAS.municipios[ent, publicado].nombre


def test_un_municipio_sin_nota_se_llama_como_en_la_fuente() -> None:
    tabla = leer("data/armonizacion/municipios_mga_2017.csv")
    iguales = [sin_acentos(fila["nombre"]) == sin_acentos(fila["nombre_publicado"]) for fila in tabla.to_dicts()]
    assert iguales == (tabla["nota"] == "").to_list()
    assert tabla.filter(pl.col("nota") != "").height == 6


def test_las_listas_estan_ordenadas_y_usan_su_vocabulario() -> None:
    for lista in [
        "armonizacion/ortografia_palabras",
        "correcciones/nombres_mga_2017",
        "armonizacion/municipios_mga_2017",
    ]:
        assert b"\r" not in (DATOS / f"{lista}.csv").read_bytes()
        renglones = list(leer(f"data/{lista}.csv").iter_rows())
        assert renglones
        assert renglones == sorted(renglones)
    assert {correccion.motivo for correccion in LISTAS.correcciones.values()} == MOTIVOS


def test_cada_palabra_de_la_lista_solo_gana_acentos_o_es_sigla() -> None:
    for palabra, correcta in LISTAS.palabras.items():
        assert palabra == sin_acentos(correcta)
        assert correcta == correcta.lower() != palabra or len(re.findall("[A-Z]", correcta)) >= 2


@pytest.mark.parametrize(
    ("cambio", "donde"),
    [
        ({"palabras": {**LISTAS.palabras, "camion": "camión"}}, "data/armonizacion/ortografia_palabras.csv"),
        (
            {"municipios": {**LISTAS.municipios, ("01", "Nadie"): LISTAS.municipios["01", "Calvillo"]}},
            "data/armonizacion/municipios_mga_2017.csv",
        ),
        (
            # El orden es parte de la llave: DIF es estatal, no federal.
            {
                "correcciones": {
                    **LISTAS.correcciones,
                    ("*", "Ejecutivo estatal", "DIF"): LISTAS.correcciones["*", "Ejecutivo estatal", "DIF"]._replace(orden="Federal"),
                }
            },
            "data/correcciones/nombres_mga_2017.csv",
        ),
    ],
)
def test_un_renglon_que_nadie_usa_es_un_error(fuente: pl.DataFrame, cambio: dict, donde: str) -> None:
    with pytest.raises(ErrorApertura) as error:
        nombres_restituidos(fuente, replace(LISTAS, **cambio))
    assert error.value.donde == donde


def test_los_municipios_sin_clave_se_reportan_todos_juntos(fuente: pl.DataFrame) -> None:
    quedan = {llave: m for llave, m in LISTAS.municipios.items() if llave[0] != "09"}
    with pytest.raises(ErrorApertura) as error:
        nombres_restituidos(fuente, replace(LISTAS, municipios=quedan))
    assert error.value.que.count("«09 · ") == 5
    assert error.value.donde == "data/armonizacion/municipios_mga_2017.csv"


def test_pedir_la_clave_de_un_municipio_desconocido_es_un_error() -> None:
    with pytest.raises(ErrorApertura, match="Benito Juarez"):
        clave_municipal("Benito Juarez", "01", LISTAS)


def test_una_lista_ausente_con_otras_columnas_o_con_llaves_repetidas_es_un_error(tmp_path: Path) -> None:
    for parte in ["armonizacion", "correcciones"]:
        shutil.copytree(DATOS / parte, tmp_path / parte)
    lista = tmp_path / "armonizacion" / "ortografia_palabras.csv"
    for texto, falta in [
        ("palabra,acento\nunico,único\n", "columnas"),
        ("palabra,correcta\nunico,único\nunico,unico\n", "repetidos"),
        (None, "Falta"),
    ]:
        lista.unlink() if texto is None else lista.write_text(texto, encoding="utf-8")
        with pytest.raises(ErrorApertura, match=falta) as error:
            leer_listas(tmp_path)
        assert error.value.donde.endswith("armonizacion/ortografia_palabras.csv")
        assert str(tmp_path.parent) not in error.value.donde
