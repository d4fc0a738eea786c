"""La línea de órdenes: en español, con códigos de salida que dicen qué pasó y sin rastreos."""

import argparse
import ast
import csv
import inspect
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from apertura import __version__, consultas
from apertura.cli import principal
from apertura.cli.argumentos import analizador
from apertura.cli.espanol import FRASES
from apertura.cli.ordenes import DONDE, accion
from apertura.cli.salidas import serializar
from apertura.consultas import consultar
from apertura.diccionario import diccionario
from apertura.rutas import RAIZ
from tests.publicaciones import REAL, copia, falsificar

GA_2017 = ["--metrica", "MGA", "--edicion", "2017", "--indicador", "GA"]
INGLES = re.compile(r"\b(usage|options?:|error:|arguments?|invalid|required|choose|show|Traceback|exit)\b")


def en_proceso(capsys: pytest.CaptureFixture[str], *argumentos: str) -> tuple[int, str, str]:
    """Código, salida y error de una orden corrida aquí mismo."""
    try:
        codigo = principal(argumentos)
    except SystemExit as salida:
        codigo = int(salida.code or 0)
    escrito = capsys.readouterr()
    return codigo, escrito.out, escrito.err


def aparte(*argumentos: str, raiz: Path = RAIZ, **ambiente: str) -> subprocess.CompletedProcess[str]:
    """La orden en otro proceso, como la corre una persona."""
    orden = [sys.executable, "-m", "apertura", *argumentos]
    variables = {**os.environ, **ambiente}
    return subprocess.run(orden, cwd=raiz, env=variables, capture_output=True, text=True, check=False, timeout=120)


def exigir_error(resultado: tuple[int, str, str], *partes: str) -> None:
    codigo, salida, error = resultado
    assert (codigo, salida) == (2, "")
    assert error.startswith("Error: ")
    assert error.count("\n") == 1
    assert error.endswith("\n")
    assert not INGLES.search(error)
    assert str(RAIZ) not in error
    for parte in partes:
        assert parte in error


@pytest.fixture
def datos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Carpeta de datos propia; al salir se olvida el motor que se abrió sobre ella."""
    monkeypatch.setenv("APERTURA_DATOS", str(tmp_path))
    yield tmp_path
    consultas._VIGENTE.clear()


def test_la_version_es_la_del_paquete(capsys: pytest.CaptureFixture[str]) -> None:
    assert en_proceso(capsys, "--version") == (0, f"Apertura {__version__}\n", "")


@pytest.mark.parametrize("orden", [(), ("construir",), ("verificar",), ("consultar",), ("diccionario",)])
def test_la_ayuda_esta_en_espanol(capsys: pytest.CaptureFixture[str], orden: tuple[str, ...]) -> None:
    codigo, ayuda, _ = en_proceso(capsys, *orden, "--ayuda")
    assert codigo == 0
    assert ayuda.startswith("uso: python -m apertura")
    assert "opciones:" in ayuda
    assert not INGLES.search(ayuda.replace("OPTIONS", ""))


# Sólo las ve quien programa mal un analizador; nunca quien lo usa.
AL_PROGRAMAR = {
    "%r is not callable",
    "'required' is an invalid argument for positionals",
    ".__call__() not defined",
    'argument "-" with mode %r',
    "cannot have multiple subparser arguments",
    "cannot merge actions - two groups are named %r",
    "conflicting subparser alias: %s",
    "conflicting subparser: %s",
    "dest= is required for options like %r",
    "invalid conflict_resolution value: %r",
    "invalid option string %(option)r: must start with a character %(prefix_chars)r",
    "unexpected option string: %s",
}


def test_toda_frase_de_argparse_que_alguien_puede_ver_tiene_traduccion() -> None:
    llamadas = [nodo for nodo in ast.walk(ast.parse(inspect.getsource(argparse))) if isinstance(nodo, ast.Call)]
    traducibles = [n for n in llamadas if isinstance(n.func, ast.Name) and n.func.id in ("_", "ngettext")]
    frases = {a.value for n in traducibles for a in n.args if isinstance(a, ast.Constant)}
    assert len(frases) > 20
    assert frases - set(FRASES) - AL_PROGRAMAR == set()


@pytest.mark.parametrize(
    ("argumentos", "parte"),
    [
        ((), "falta: ORDEN"),
        (("volar",), "'volar' no está entre: 'construir'"),
        (("verificar", "--nada"), "no se reconoce: --nada"),
        (("consultar", "tipos", "--formato", "xls"), "'xls' no está entre: 'tabla'"),
        (("consultar", "tipos", "--salida"), "--salida: lleva un valor"),
        (("consultar", "tipos", "otra"), "no se reconoce: otra"),
        (("verificar", "--detalle=si"), "no lleva valor"),
    ],
)
def test_una_orden_mal_escrita_se_explica_en_un_renglon(
    capsys: pytest.CaptureFixture[str], argumentos: tuple[str, ...], parte: str
) -> None:
    exigir_error(en_proceso(capsys, *argumentos), parte, "--ayuda»")


@pytest.mark.parametrize(
    ("argumentos", "partes"),
    [
        (["robo"], ["No existe la consulta «robo»", "indice_por_entidad"]),
        (["tipos", "--metrica", "MGA"], ["No acepta --metrica", "Acepta: ningún parámetro"]),
        (["nacional", "--metrica", "MGA"], ["Falta: edicion"]),
        (["nacional", "--metrica", "XYZ", "--edicion", "2017"], ["«XYZ» no existe", "MGA; MJA"]),
        (["nacional", "--metrica", "MJA", "--edicion", "2017"], ["«2017» no existe", "Los que hay: 2023"]),
        (["nacional", "--metrica", "MGA", "--edicion", "dos"], ["«dos» no existe", "2017; 2019; 2021; 2023"]),
        (["indice_por_entidad", *GA_2017[:-1], "JA"], ["«JA» no existe", "parámetro «indicador»"]),
        (["nacional", *GA_2017[:4], "--tipo", "gremio"], ["«gremio» no existe", "judicial"]),
        (["nacional", *GA_2017[:4], "--entidad", "Narnia"], ["«Narnia» no existe", "parámetro «entidades»"]),
        (["sujeto", "--sujeto", "99-NAD-01"], ["«99-NAD-01» no existe"]),
        (["publicados", "--metrica", "MGA", "--metrica", "MJA"], ["«metrica» se dio 2 veces"]),
        (["resultados_mga", "--edicion", "2017", "--parametro", "limite=dos"], ["«dos» no es un número entero"]),
        (["resultados_mga", "--edicion", "2017", "--parametro", "limite"], ["No acepta «limite»"]),
        (["resultados_mga", "--edicion", "2017", "--parametro", "color=rojo"], ["No acepta «color=rojo»"]),
        (["tipos", "--salida", "carpeta que no existe/x.csv"], ["No se pudo leer o escribir (archivo «x.csv»)"]),
        (["sujeto\nrobo\tx"], ["No existe la consulta «sujeto robo x»"]),
    ],
)
def test_una_consulta_imposible_se_explica_en_un_renglon(
    capsys: pytest.CaptureFixture[str], argumentos: list[str], partes: list[str]
) -> None:
    exigir_error(en_proceso(capsys, "consultar", *argumentos), *partes)


def test_sin_nombre_se_listan_todas_las_consultas_con_su_encabezado(capsys: pytest.CaptureFixture[str]) -> None:
    codigo, salida, _ = en_proceso(capsys, "consultar")
    assert codigo == 0
    for consulta in consultas.consultas().values():
        assert f"{consulta.nombre}\n  {consulta.que}\n" in salida
    assert "entidades (lista o nulo)" in salida


def test_csv_trae_los_valores_sin_redondear_y_todas_las_columnas(capsys: pytest.CaptureFixture[str]) -> None:
    codigo, salida, _ = en_proceso(capsys, "consultar", "indice_por_entidad", *GA_2017, "--formato", "csv")
    assert codigo == 0
    filas = list(csv.DictReader(io.StringIO(salida)))
    esperada = consultar("indice_por_entidad", metrica="MGA", edicion=2017, indicador="GA")
    assert list(filas[0]) == esperada.columns
    assert [float(fila["valor"]) for fila in filas] == esperada["valor"].to_list()
    assert [fila["cve_ent"] for fila in filas][:2] == ["01", "02"]


def test_json_y_parquet_traen_lo_mismo_que_la_consulta(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    esperada = consultar("lentes")
    en_proceso(capsys, "consultar", "lentes", "--formato", "parquet", "--salida", str(tmp_path / "l.parquet"))
    assert pl.read_parquet(tmp_path / "l.parquet").equals(esperada)
    _, salida, _ = en_proceso(capsys, "consultar", "lentes", "--formato", "json")
    assert json.loads(salida) == esperada.to_dicts()


def test_csv_escribe_las_listas_con_barra() -> None:
    assert "sindicatos_fideicomisos,Sindicatos y fideicomisos,fideicomiso|sindicato," in serializar(consultar("lentes"), "csv").decode(
        "utf-8"
    )


def test_la_tabla_para_leer_va_con_cuatro_decimales_y_cuenta_sus_renglones(capsys: pytest.CaptureFixture[str]) -> None:
    _, salida, _ = en_proceso(capsys, "consultar", "nacional", *GA_2017[:4])
    assert "0.3887" in salida
    assert salida.endswith("7 renglones\n")
    _, salida, _ = en_proceso(capsys, "consultar", "ediciones")
    assert "2017" in salida
    assert "s/d" in salida


@pytest.mark.parametrize("entidad", ["20", "Oaxaca", "oaxaca", "OAX"])
def test_la_entidad_se_puede_pedir_por_su_nombre(capsys: pytest.CaptureFixture[str], entidad: str) -> None:
    _, salida, _ = en_proceso(capsys, "consultar", "resultados_mga", "--edicion", "2017", "--entidad", entidad, "--formato", "json")
    assert {fila["cve_ent"] for fila in json.loads(salida)} == {"20"}


def test_las_opciones_repetidas_se_suman_y_las_listas_admiten_comas(capsys: pytest.CaptureFixture[str]) -> None:
    base = ["consultar", "resultados_mga", "--edicion", "2017", "--formato", "json"]
    _, repetida, _ = en_proceso(capsys, *base, "--tipo", "judicial", "--tipo", "municipio", "--orden", "estatal")
    _, con_comas, _ = en_proceso(capsys, *base, "--parametro", "tipos=judicial,municipio", "--parametro", "ordenes=estatal")
    assert repetida == con_comas
    assert len(json.loads(repetida)) == 32
    _, ventana, _ = en_proceso(capsys, *base, "--parametro", "desde=2", "--parametro", "limite=3")
    assert len(json.loads(ventana)) == 3


def test_verificar_imprime_cada_grupo_y_termina_bien(capsys: pytest.CaptureFixture[str]) -> None:
    codigo, salida, _ = en_proceso(capsys, "verificar")
    assert codigo == 0
    assert re.search(r"Entidades y Federación: GA, TG, TC, PG y PC +165 +0 +165", salida)
    assert salida.endswith("comprobaciones.\n")
    assert "Coinciden las" in salida


def test_verificar_con_detalle_dice_cada_cifra_con_su_cita(capsys: pytest.CaptureFixture[str]) -> None:
    _, salida, _ = en_proceso(capsys, "verificar", "--detalle")
    assert salida.count("  bien  ") > 250
    assert re.search(r"bien  Quintana Roo, GA: publicado 0.40000, recalculado 0.398\d\d \(tolerancia 0.00500\) · INAI", salida)


def test_verificar_una_publicacion_falsificada_la_senala_y_termina_en_uno(datos: Path, capsys: pytest.CaptureFixture[str]) -> None:
    falsa = (pl.col("ambito") == "tipo") & (pl.col("clave") == "sindicato")
    cambio = pl.when(falsa).then(0.5).otherwise("valor").alias("valor")
    falsificar(datos / "publicacion", "publicados", lambda t: t.with_columns(cambio))
    codigo, salida, _ = en_proceso(capsys, "verificar")
    assert codigo == 1
    assert "No coinciden:\n  NO    Sindicato, GA: publicado 0.50000, recalculado 0.10996 " in salida
    assert "1 comprobación no coincide, de" in salida


@pytest.mark.parametrize("orden", [["verificar"], ["consultar", "tipos"]])
def test_con_un_archivo_danado_se_dice_cual_y_como_reconstruirlo(datos: Path, capsys: pytest.CaptureFixture[str], orden: list[str]) -> None:
    (copia(datos / "publicacion") / "tipos.parquet").write_bytes(b"basura")
    exigir_error(en_proceso(capsys, *orden), "«tipos.parquet»", "python -m apertura construir")


def test_construir_escribe_la_misma_publicacion_en_otra_carpeta(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    codigo, salida, _ = en_proceso(capsys, "construir", "--destino", str(tmp_path / "nueva"))
    assert codigo == 0
    version = json.loads((REAL / "manifiesto.json").read_text("utf-8"))["version"]
    assert f"Publicación {version}" in salida
    for ruta in REAL.iterdir():
        assert (tmp_path / "nueva" / ruta.name).read_bytes() == ruta.read_bytes()


def test_diccionario_escribe_lo_que_sale_de_los_contratos(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    codigo, salida, _ = en_proceso(capsys, "diccionario", "--salida", str(tmp_path / "d.md"))
    assert (codigo, salida) == (0, "Se escribió d.md.\n")
    assert (tmp_path / "d.md").read_text("utf-8") == diccionario()


def test_en_otro_proceso_verificar_termina_en_cero_y_sin_avisos() -> None:
    corrida = aparte("verificar", PYTHONIOENCODING="ascii")
    assert (corrida.returncode, corrida.stderr) == (0, "")
    assert "Coinciden las" in corrida.stdout


def test_en_otro_proceso_un_error_no_deja_rastreo() -> None:
    corrida = aparte("consultar", "robo")
    exigir_error((corrida.returncode, corrida.stdout, corrida.stderr), "«robo»")


def test_si_quien_lee_cierra_la_tuberia_no_hay_quejas() -> None:
    lectura, escritura = os.pipe()
    os.close(lectura)
    orden = [sys.executable, "-m", "apertura", "consultar", "tipos"]
    corrida = subprocess.run(orden, cwd=RAIZ, stdout=escritura, stderr=subprocess.PIPE, check=False, timeout=60)
    os.close(escritura)
    assert (corrida.returncode, corrida.stderr) == (141, b"")


@pytest.fixture(scope="module")
def otra_copia(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """El proyecto copiado a otra carpeta: sólo lo que hace falta para construir y consultar."""
    raiz = tmp_path_factory.mktemp("proyecto")
    for carpeta in ("apertura", "data", "queries"):
        shutil.copytree(RAIZ / carpeta, raiz / carpeta, ignore=shutil.ignore_patterns("__pycache__"))
    return raiz


def test_el_proyecto_copiado_a_otra_carpeta_construye_los_mismos_bytes(otra_copia: Path) -> None:
    shutil.rmtree(otra_copia / "data" / "publicacion")
    corrida = aparte("construir", raiz=otra_copia)
    assert (corrida.returncode, corrida.stderr) == (0, "")
    for ruta in REAL.iterdir():
        assert (otra_copia / "data" / "publicacion" / ruta.name).read_bytes() == ruta.read_bytes()


def test_con_una_fuente_cambiada_no_se_construye_nada(otra_copia: Path) -> None:
    fuente = otra_copia / "data" / "fuentes" / "mga_2017_sujetos" / "mga_2017_sujetos.csv"
    original = fuente.read_bytes()
    fuente.write_bytes(original.replace(b"0.5778", b"0.5779", 1))
    corrida = aparte("construir", "--destino", str(otra_copia / "nueva"), raiz=otra_copia)
    fuente.write_bytes(original)
    exigir_error((corrida.returncode, corrida.stdout, corrida.stderr), "La fuente cambió", "mga_2017_sujetos.csv")
    assert not (otra_copia / "nueva").exists()


def test_toda_orden_del_analizador_tiene_quien_la_haga() -> None:
    ordenes = {nombre for opcion in analizador()._actions for nombre in opcion.choices or ()}
    assert ordenes == set(DONDE)
    assert all(callable(accion(orden)) for orden in ordenes)
