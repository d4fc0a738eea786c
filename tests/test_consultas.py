"""El motor de consultas: cerrado con llave, sin enredos entre hilos y con errores que se entienden."""

import shutil
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apertura import consultas as modulo
from apertura.consultas import Consulta, Motor, abrir_motor, consultar, consultas, motor
from apertura.errores import ErrorConsulta, ErrorPublicacion
from apertura.publicacion import abrir
from tests.publicaciones import REAL, copia, escribir, falsificar

LECTURAS = [
    "select * from read_csv('{archivo}')",
    "select * from '{archivo}'",
    "select * from read_text('{archivo}')",
    "select * from read_blob('{archivo}')",
    "select * from read_json('{archivo}')",
    "select * from read_ndjson_objects('{archivo}')",
    "select * from sniff_csv('{archivo}')",
    "select * from glob('{carpeta}/*')",
    "select * from read_parquet('{publicada}')",
    "select * from parquet_metadata('{publicada}')",
    "select * from parquet_schema('{publicada}')",
    "select * from read_csv('https://example.com/a.csv')",
    "select * from 'https://example.com/a.parquet'",
    "select * from fuera",
    "select getenv('HOME')",
]
ESCRITURAS = [
    "copy sujetos to '{carpeta}/robo.csv'",
    "copy (select 1) to '{carpeta}/robo.parquet' (format parquet)",
    "copy (select 1) to '/dev/stdout'",
    "copy sujetos from '{archivo}'",
    "export database '{carpeta}/robo'",
    "import database '{carpeta}'",
    "attach '{carpeta}/robo.duckdb' as r",
    "attach 'https://example.com/a.duckdb' as r",
    "create persistent secret s (type s3)",
]
EXTENSIONES = [
    "install httpfs",
    "force install httpfs",
    "install spatial from community",
    "load httpfs",
    "load '{carpeta}/x.duckdb_extension'",
]
AJUSTES = [
    "set enable_external_access = true",
    "set lock_configuration = false",
    "reset lock_configuration",
    "set memory_limit = '100GB'",
    "set threads = 64",
    "set temp_directory = '{carpeta}'",
    "set allowed_directories = ['/']",
    "set allowed_paths = ['{archivo}']",
    "set autoinstall_known_extensions = true",
    "set global autoload_known_extensions = true",
    "set allow_community_extensions = true",
    "set python_enable_replacements = true",
    "set extension_directory = '{carpeta}'",
    "set secret_directory = '{carpeta}'",
    "set home_directory = '{carpeta}'",
    "set log_query_path = '{carpeta}/registro'",
    "pragma enable_profiling",
    "set profiling_output = '{carpeta}/perfil'",
    "call enable_logging('QueryLog')",
]
ATAQUES = [*LECTURAS, *ESCRITURAS, *EXTENSIONES, *AJUSTES]
HOSTILES = [
    "'; drop table sujetos; --",
    '"; delete from resultados; --',
    "MGA' or '1'='1",
    "$metrica",
    "\\'; attach ':memory:' as x; --",
    "%",
    "0); select * from read_text('/etc/passwd'); --",
    "",
    "\x00",
    "ñ" * 5000,
]


@pytest.fixture(scope="module")
def real() -> Motor:
    return abrir_motor(abrir(REAL))


@pytest.fixture
def ataque(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """La sentencia con rutas que sí existen: si falla, es por la llave y no porque falte el archivo."""
    (tmp_path / "secreto.csv").write_text("a,b\n1,2\n", "utf-8")
    publicada = REAL / "sujetos.parquet"
    return request.param.format(archivo=tmp_path / "secreto.csv", carpeta=tmp_path, publicada=publicada)


def test_hay_al_menos_25_ataques() -> None:
    assert len(set(ATAQUES)) >= 25


@pytest.mark.parametrize("ataque", ATAQUES, indirect=True, ids=lambda a: a[:40])
def test_el_motor_se_niega_a_todo_lo_que_salga_de_la_memoria(real: Motor, ataque: str, tmp_path: Path) -> None:
    fuera = pl.DataFrame({"a": [1]})
    antes = sorted(tmp_path.iterdir())
    cursor = real.conexion.cursor()
    with pytest.raises(duckdb.Error):
        cursor.execute(ataque)
    cursor.close()
    assert sorted(tmp_path.iterdir()) == antes
    assert fuera.height == 1


def test_la_llave_es_la_que_lo_impide(tmp_path: Path) -> None:
    """Las lecturas y escrituras locales sí funcionan en un DuckDB abierto: los ataques están bien escritos."""
    (tmp_path / "secreto.csv").write_text("a,b\n1,2\n", "utf-8")
    abierto = duckdb.connect()
    abierto.execute(LECTURAS[0].format(archivo=tmp_path / "secreto.csv"))
    abierto.execute(ESCRITURAS[1].format(carpeta=tmp_path))
    abierto.execute("set threads = 3")
    assert (tmp_path / "robo.parquet").exists()


@pytest.mark.parametrize(
    ("ajuste", "esperado"),
    [
        ("enable_external_access", False),
        ("lock_configuration", True),
        ("autoinstall_known_extensions", False),
        ("autoload_known_extensions", False),
        ("allow_community_extensions", False),
        ("python_enable_replacements", False),
        ("threads", 2),
        ("temp_directory", ""),
        ("allowed_directories", []),
        ("allowed_paths", []),
    ],
)
def test_los_ajustes_leidos_de_vuelta_son_los_pedidos(real: Motor, ajuste: str, esperado: object) -> None:
    fila = real.conexion.cursor().execute(f"select current_setting('{ajuste}')").fetchone()
    assert fila == (esperado,)


def test_la_memoria_tiene_limite(real: Motor) -> None:
    fila = real.conexion.cursor().execute("select current_setting('memory_limit')").fetchone()
    assert fila is not None
    assert fila[0].startswith("953.")  # 1 GB escrito en MiB


CAMBIOS = ["drop table sujetos", "update resultados set valor = 1", "delete from tipos", "create table ajena (a int)"]


@pytest.mark.parametrize("cambio", CAMBIOS)
def test_una_consulta_no_puede_cambiar_ni_lo_que_esta_en_memoria(real: Motor, cambio: str) -> None:
    with pytest.raises(ErrorConsulta):
        modulo._correr(real.conexion, Consulta("mala", cambio, "", (), (), (), (), {}), {})
    assert real.consultar("tipos").height == 11


@pytest.mark.parametrize("hostil", HOSTILES, ids=range(len(HOSTILES)))
def test_un_texto_hostil_como_parametro_no_encuentra_ni_cambia_nada(real: Motor, hostil: str) -> None:
    antes = real.consultar("nacional", metrica="MGA", edicion=2017)
    assert real.consultar("nacional", metrica=hostil, edicion=2017).is_empty()
    assert real.consultar("sujeto", clave_sujeto=hostil).is_empty()
    filtrada = real.consultar("resultados_mga", edicion=2017, entidades=[hostil], tipos=[hostil], claves=[hostil])
    assert filtrada.is_empty()
    assert real.consultar("nacional", metrica="MGA", edicion=2017).equals(antes)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_ninguna_clave_inventada_encuentra_un_sujeto(texto: str) -> None:
    assert motor().consultar("sujeto", clave_sujeto=texto).is_empty()


def test_una_consulta_desconocida_dice_cuales_hay(real: Motor) -> None:
    with pytest.raises(ErrorConsulta, match="No existe esa consulta") as error:
        real.consultar("robo")
    assert "indice_por_entidad" in error.value.que_hacer


@pytest.mark.parametrize("nombre", ["../queries/tipos", "tipos.sql", "TIPOS", "", "tipos; drop table tipos"])
def test_el_nombre_de_la_consulta_nunca_es_una_ruta(real: Motor, nombre: str) -> None:
    with pytest.raises(ErrorConsulta, match="No existe"):
        real.consultar(nombre)


def test_un_parametro_ajeno_se_dice_junto_con_los_que_acepta(real: Motor) -> None:
    with pytest.raises(ErrorConsulta, match="No acepta: color, forma") as error:
        real.consultar("nacional", metrica="MGA", edicion=2017, forma="x", color="y")
    assert error.value.que_hacer == "Acepta: metrica, edicion, entidades, ordenes, tipos."
    with pytest.raises(ErrorConsulta, match="Acepta: ningún parámetro"):
        real.consultar("tipos", metrica="MGA")


def test_un_parametro_obligatorio_que_falta_se_dice_por_su_nombre(real: Motor) -> None:
    with pytest.raises(ErrorConsulta, match="Falta: edicion, indicador"):
        real.consultar("indice_por_entidad", metrica="MGA")


def test_un_opcional_que_no_se_da_es_sin_filtro(real: Motor) -> None:
    con_nulo = real.consultar("nacional", metrica="MGA", edicion=2017, tipos=None)
    assert real.consultar("nacional", metrica="MGA", edicion=2017).equals(con_nulo)
    assert set(con_nulo["n_sujetos"]) == {908}


def test_una_lista_vacia_no_es_sin_filtro(real: Motor) -> None:
    assert real.consultar("nacional", metrica="MGA", edicion=2017, tipos=[]).is_empty()


def test_un_valor_de_otro_tipo_se_explica_sin_ingles(real: Motor) -> None:
    with pytest.raises(ErrorConsulta, match="No se pudo correr con esos parámetros") as error:
        real.consultar("nacional", metrica="MGA", edicion="dos mil diecisiete")
    assert "Error:" not in str(error.value)


def test_ocho_hilos_con_cuarenta_consultas_cada_uno_dan_lo_mismo_que_uno(real: Motor) -> None:
    # Ligeras, para que los hilos se crucen mucho, y con respuestas distintas, para que un enredo se note.
    pedidos: list[tuple[str, dict[str, Any]]] = [("sujeto", {"clave_sujeto": f"20-EJE-0{n}"}) for n in range(1, 9)]
    pedidos += [("nacional", {"metrica": "MGA", "edicion": 2017, "tipos": [t]}) for t in ("municipio", "judicial")]
    esperados = [real.consultar(nombre, **parametros) for nombre, parametros in pedidos]

    def correr(hilo: int) -> int:
        distintos = 0
        for i in range(40):
            cual = (hilo + i) % len(pedidos)
            nombre, parametros = pedidos[cual]
            distintos += not real.consultar(nombre, **parametros).equals(esperados[cual])
        return distintos

    with ThreadPoolExecutor(8) as hilos:
        assert list(hilos.map(correr, range(8))) == [0] * 8


def test_una_consulta_que_no_termina_se_interrumpe_y_el_motor_sigue_sirviendo(real: Motor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modulo, "LIMITE_SEGUNDOS", 0.3)
    sin_fin = "select count(*) as n from range(10000000000) a, range(10000000000) b where a.range + b.range = -1"
    inicio = time.monotonic()
    with pytest.raises(ErrorConsulta, match="No terminó en") as error:
        modulo._correr(real.conexion, Consulta("sin_fin", sin_fin, "", (), (), (), (), {}), {})
    assert time.monotonic() - inicio < 5
    assert error.value.que_hacer == "Reduzca la selección."
    assert str(error.value).startswith("CONSULTA-LENTA · ")
    assert real.consultar("tipos").height == 11


def test_una_consulta_que_pide_demasiada_memoria_se_niega_y_el_motor_sigue_sirviendo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(modulo.CONFIGURACION, "memory_limit", "48MB")
    chico = abrir_motor(abrir(REAL))
    glotona = "select list(range) as todo from range(30000000)"
    with pytest.raises(ErrorConsulta, match="CONSULTA-GRANDE") as error:
        modulo._correr(chico.conexion, Consulta("glotona", glotona, "", (), (), (), (), {}), {})
    assert error.value.que == "Pide más memoria de la permitida"
    assert chico.consultar("tipos").height == 11


def test_ninguna_consulta_deja_un_reloj_corriendo(real: Motor) -> None:
    antes = threading.active_count()
    for _ in range(20):
        real.consultar("tipos")
    time.sleep(0.05)
    assert threading.active_count() <= antes


@pytest.fixture
def vigente(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """`APERTURA_DATOS` en una copia; al salir se olvida el motor que se abrió sobre ella."""
    carpeta = copia(tmp_path / "publicacion")
    monkeypatch.setenv("APERTURA_DATOS", str(tmp_path))
    yield carpeta
    modulo._VIGENTE.clear()


def test_el_motor_vigente_se_abre_una_sola_vez(vigente: Path) -> None:
    assert motor() is motor()
    assert motor().publicacion.carpeta == vigente
    assert consultar("tipos").height == 11


def test_el_motor_se_vuelve_a_abrir_cuando_cambia_la_publicacion(vigente: Path, tmp_path: Path) -> None:
    primero = motor()
    falsificar(tmp_path / "otra", "tipos", lambda t: t.with_columns(etiqueta=pl.col("etiqueta").str.to_uppercase()))
    shutil.rmtree(vigente)
    (tmp_path / "otra").rename(vigente)
    assert motor() is not primero
    assert "JUDICIAL" in consultar("tipos")["etiqueta"].to_list()


def test_un_parquet_ilegible_con_huella_correcta_se_dice_por_su_nombre(tmp_path: Path) -> None:
    publicacion = escribir(tmp_path, {"tipos": pl.DataFrame({"tipo": ["x"]})})
    publicacion.tablas["tipos"].write_bytes(b"esto no es Parquet")
    with pytest.raises(ErrorPublicacion, match="no se puede leer") as error:
        abrir_motor(publicacion)
    assert error.value.donde == "archivo «tipos.parquet»"


@pytest.mark.parametrize("tabla", ["t; drop table x", "Tipos", "tipos.x", "ñ"])
def test_una_tabla_con_nombre_raro_no_se_carga(tmp_path: Path, tabla: str) -> None:
    publicacion = escribir(tmp_path, {tabla: pl.DataFrame({"tipo": ["x"]})})
    with pytest.raises(ErrorPublicacion, match="Nombre de tabla no válido"):
        abrir_motor(publicacion)


def test_los_lugares_van_entre_33_y_entre_32_con_los_empates_a_la_vista(real: Motor) -> None:
    lugares = real.consultar("lugares_por_entidad", metrica="MGA", edicion=2017).filter(indicador="GA")
    assert set(lugares["total"]) == {33}
    assert set(lugares["total_entidades"]) == {32}
    quintana_roo = lugares.filter(cve_ent="23").row(0, named=True)
    assert (quintana_roo["lugar"], quintana_roo["iguales"], quintana_roo["primero"]) == (15, 2, 14)
    assert lugares.filter(cve_ent="FED")["lugar_entidades"].to_list() == [None]


def test_la_muestra_de_consultas_incluye_todas_las_que_hay() -> None:
    assert set(consultas()) == {ruta.stem for ruta in modulo.rutas.CONSULTAS.glob("*.sql")}
