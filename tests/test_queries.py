"""Toda consulta de `queries/` cumple su encabezado, sobre la publicación real y sobre una chica y revuelta."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest

from apertura.consultas import Consulta, Motor, abrir_motor, consultas, leer_consulta
from apertura.publicacion import abrir
from apertura.rutas import CONSULTAS, RAIZ
from portabilidad.casos import valores
from tests.publicaciones import REAL, escribir, tablas_chicas

CAMPOS = ["qué", "lee", "parámetros", "llave", "columnas"]
SEMILLAS = (1, 2, 3)
# La tabla ancha de la MGA es cómoda en la terminal; las páginas usan la larga, que vale para toda métrica.
PARA_LA_TERMINAL = {"resultados_mga"}
NOMBRES = sorted(consultas())
# Buscan algo que conviene revisar: en una de las dos publicaciones de prueba no lo hay, y en la otra sí.
PUEDE_NO_HABER = {("mismo_nombre", "real"), ("atipicos", "chica")}


@pytest.fixture(scope="module")
def real() -> Motor:
    return abrir_motor(abrir(REAL))


@pytest.fixture(scope="module")
def chicas(tmp_path_factory: pytest.TempPathFactory) -> list[Motor]:
    """La misma publicación chica, ordenada y revuelta de tres maneras."""
    base = tmp_path_factory.mktemp("chicas")
    return [abrir_motor(escribir(base / str(s), tablas_chicas(s))) for s in (None, *SEMILLAS)]


@pytest.fixture(scope="module")
def codigo() -> str:
    """Todo el Python de la aplicación; las pruebas no cuentan como uso."""
    rutas = [RAIZ / "app.py", *RAIZ.glob("pages/**/*.py"), *RAIZ.glob("apertura/**/*.py")]
    return "\n".join(ruta.read_text(encoding="utf-8") for ruta in rutas if ruta.exists())


@pytest.fixture(params=NOMBRES)
def consulta(request: pytest.FixtureRequest) -> Consulta:
    return consultas()[request.param]


def exigir_declarado(consulta: Consulta, resultado: pl.DataFrame) -> None:
    assert tuple(resultado.columns) == consulta.columnas
    llave = resultado.select(consulta.llave)
    assert llave.null_count().sum_horizontal().item() == 0, "la llave tiene nulos"
    assert not llave.is_duplicated().any(), "la llave se repite"


def recorrer(arbol: object) -> Iterator[dict]:
    """Todos los nodos del árbol sintáctico de DuckDB."""
    if isinstance(arbol, dict):
        yield arbol
    for hijo in arbol.values() if isinstance(arbol, dict) else arbol if isinstance(arbol, list) else ():
        yield from recorrer(hijo)


def test_hay_consultas_y_ninguna_se_escapa() -> None:
    assert len(NOMBRES) >= 25
    assert sorted(ruta.stem for ruta in CONSULTAS.iterdir()) == NOMBRES


def test_el_encabezado_esta_completo_y_en_orden(consulta: Consulta) -> None:
    renglones = consulta.sql.splitlines()
    declarados = [re.match(r"-- ([a-zé]+á?[a-zé]*): \S", renglon) for renglon in renglones[: len(CAMPOS)]]
    assert [campo and campo[1] for campo in declarados] == CAMPOS
    assert consulta.que.endswith(".")


def test_los_parametros_declarados_son_los_usados(consulta: Consulta) -> None:
    assert set(consulta.notas) - {"ninguno"} == set(consulta.parametros)


def test_las_notas_de_los_parametros_usan_su_vocabulario(consulta: Consulta) -> None:
    assert set(consulta.notas.values()) <= {"", "o nulo", "lista o nulo", "entero o nulo"}


def test_lee_exactamente_las_tablas_que_declara(consulta: Consulta) -> None:
    fila = duckdb.connect().execute("select json_serialize_sql($sql)", {"sql": consulta.sql}).fetchone()
    assert fila is not None
    nodos = list(recorrer(json.loads(fila[0])))
    leidas = {nodo["table_name"] for nodo in nodos if nodo.get("type") == "BASE_TABLE"}
    propias = {cte["key"] for nodo in nodos if "cte_map" in nodo for cte in nodo["cte_map"]["map"]}
    assert tuple(sorted(leidas - propias)) == consulta.lee


def test_es_un_solo_select(consulta: Consulta, real: Motor) -> None:
    sentencias = real.conexion.extract_statements(consulta.sql)
    assert [sentencia.type for sentencia in sentencias] == [duckdb.StatementType.SELECT]


def test_el_orden_termina_en_algo_que_distingue_cada_renglon(consulta: Consulta) -> None:
    final = consulta.sql.rstrip().rsplit("order by", 1)
    assert len(final) == 2
    assert "\n" not in final[1].strip(), "«order by» debe ser el último renglón"


@pytest.mark.parametrize("filtros", [False, True], ids=["sin filtros", "con filtros"])
def test_cumple_lo_declarado_sobre_la_publicacion_real(consulta: Consulta, real: Motor, filtros: bool) -> None:
    resultado = real.consultar(consulta.nombre, **valores(consulta, "real", filtros))
    exigir_declarado(consulta, resultado)
    assert (resultado.height > 0) != ((consulta.nombre, "real") in PUEDE_NO_HABER)


@pytest.mark.parametrize("filtros", [False, True], ids=["sin filtros", "con filtros"])
def test_da_lo_mismo_y_en_el_mismo_orden_con_los_renglones_revueltos(consulta: Consulta, chicas: list[Motor], filtros: bool) -> None:
    primero, *otros = (m.consultar(consulta.nombre, **valores(consulta, "chica", filtros)) for m in chicas)
    exigir_declarado(consulta, primero)
    assert (primero.height > 0) != ((consulta.nombre, "chica") in PUEDE_NO_HABER)
    for otro in otros:
        assert otro.equals(primero)


def test_alguien_la_usa(consulta: Consulta, codigo: str) -> None:
    """El código o, si es de las de la terminal, el README, que dice cómo."""
    if consulta.nombre in PARA_LA_TERMINAL:
        codigo = (RAIZ / "README.md").read_text(encoding="utf-8").replace(f"consultar {consulta.nombre} ", f"'{consulta.nombre}'")
    assert re.search(rf"[\"']{consulta.nombre}[\"']", codigo), f"nadie usa queries/{consulta.nombre}.sql"


def test_una_consulta_sin_encabezado_no_declara_nada(tmp_path: Path) -> None:
    ruta = tmp_path / "muda.sql"
    ruta.write_text("select $edicion as e -- $comentado\n", encoding="utf-8")
    leida = leer_consulta(ruta)
    assert (leida.que, leida.lee, leida.llave, leida.columnas) == ("", (), (), ())
    assert leida.parametros == ("edicion",)
