"""Las reglas de la casa que se pueden comprobar leyendo el código."""

import ast
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from apertura.rutas import RAIZ

AJENAS = {".venv", ".git", "__pycache__", ".pytest_cache", ".ruff_cache", ".hypothesis", "salidas", "resultados"}
TEXTO = {".py", ".js", ".css", ".html", ".md", ".toml", ".sql", ".txt", ".in", ".csv", ".json", ".svg", ".yml", ""}
LIMITE_DE_RENGLONES, LIMITE_EN_PRUEBAS = 300, 400
IMPORTADO_COMO = {
    "python-docx": "docx",
    "python-pptx": "pptx",
    "vl-convert-python": "vl_convert",
    "oidc-provider-mock": "oidc_provider_mock",
    "pytest-xdist": "xdist",
    "pillow": "PIL",
}
SIN_IMPORTAR_DE_USO = {"httpx"}  # la usa Authlib al hablar con el proveedor de identidad
SIN_IMPORTAR = {"axe-playwright-python", "pip-audit", "pyright", "ruff", "pytest-xdist"}  # se usan como orden


def archivos() -> Iterator[Path]:
    """Los archivos de texto del proyecto, sin entrar a lo que se genera al usarlo."""
    for carpeta, subcarpetas, nombres in os.walk(RAIZ):
        subcarpetas[:] = sorted(set(subcarpetas) - AJENAS)
        yield from (Path(carpeta, n) for n in sorted(set(nombres) - AJENAS) if Path(n).suffix in TEXTO)


def nombre(ruta: Path) -> str:
    """Ruta relativa con diagonales."""
    return ruta.relative_to(RAIZ).as_posix()


ARCHIVOS = list(archivos())
ARBOLES = {nombre(ruta): ast.parse(ruta.read_text(encoding="utf-8")) for ruta in ARCHIVOS if ruta.suffix == ".py"}
APLICACION = {n: a for n, a in ARBOLES.items() if n.startswith(("apertura/", "pages/")) or n in ("app.py", "servidor.py")}


def importados(arbol: ast.AST) -> Iterator[str]:
    """Los módulos que importa, con su nombre completo; `from a import b` da «a» y «a.b»."""
    for nodo in ast.walk(arbol):
        if isinstance(nodo, ast.Import):
            yield from (alias.name for alias in nodo.names)
        elif isinstance(nodo, ast.ImportFrom) and nodo.module:
            yield from (nodo.module, *(f"{nodo.module}.{alias.name}" for alias in nodo.names))


def importan(arboles: dict[str, ast.Module], modulo: str) -> set[str]:
    """Archivos que importan ese módulo o algo dentro de él."""
    return {n for n, a in arboles.items() if any(i == modulo or i.startswith(f"{modulo}.") for i in importados(a))}


def test_las_reglas_miran_el_codigo_de_verdad() -> None:
    assert {"apertura/consultas.py", "app.py", "servidor.py", "pages/mapa.py", "tests/test_reglas.py"} <= set(ARBOLES)


def test_solo_las_consultas_conocen_duckdb() -> None:
    assert all(re.fullmatch(r"apertura/consultas\w*\.py", n) for n in importan(APLICACION, "duckdb"))
    assert importan(APLICACION, "duckdb")


def test_solo_la_interfaz_conoce_streamlit() -> None:
    permitidos = re.compile(r"(apertura/(interfaz|servicio)/.*|pages/.*|app\.py|servidor\.py)")
    assert [n for n in importan(APLICACION, "streamlit") if not permitidos.fullmatch(n)] == []


def test_la_aplicacion_nunca_importa_al_importador() -> None:
    paginas = {n: a for n, a in APLICACION.items() if not n.startswith(("apertura/importador/", "apertura/cli/"))}
    paginas.pop("apertura/__main__.py", None)
    assert importan(paginas, "apertura.importador") == set()


@pytest.mark.parametrize("prohibido", ["streamlit.components", "pydeck", "folium", "requests", "httpx", "pickle"])
def test_la_aplicacion_no_usa_lo_que_sale_a_la_red_o_ejecuta_lo_ajeno(prohibido: str) -> None:
    assert importan(APLICACION, prohibido) == set()


def test_ningun_html_lleva_datos() -> None:
    """`st.html` sólo con la hoja de estilo; nada con `unsafe_allow_…`, `components.v1` ni `st.map`."""
    nombres = {n: {x.attr for x in ast.walk(a) if isinstance(x, ast.Attribute)} for n, a in APLICACION.items()}
    palabras = {n: {x.arg for x in ast.walk(a) if isinstance(x, ast.keyword) and x.arg} for n, a in APLICACION.items()}
    assert [n for n, p in palabras.items() if any(x.startswith("unsafe_allow") for x in p)] == []
    assert [n for n, a in nombres.items() if a & {"pydeck_chart", "map_chart", "components", "iframe"}] == []
    assert {n for n, a in APLICACION.items() if llama(a, "st", "map")} == set()
    assert {n for n, a in APLICACION.items() if llama(a, "st", "html")} <= {"apertura/interfaz/estilo.py"}


def test_el_sql_nunca_se_arma_con_datos() -> None:
    """Todo SQL sale de un archivo o es un texto fijo; la única excepción pone un nombre de tabla que se revisó antes."""
    llamadas = {n: [c for c in ast.walk(a) if isinstance(c, ast.Call) and isinstance(c.func, ast.Attribute)] for n, a in APLICACION.items()}
    armados = {
        (n, ast.unparse(c.args[0]).split("{")[0])
        for n, cs in llamadas.items()
        for c in cs
        if c.func.attr in {"execute", "executemany", "sql", "query"} and c.args and armado(c.args[0])  # type: ignore[union-attr]
    }
    assert armados == {("apertura/consultas.py", "f'create table ")}


def test_ninguna_expresion_de_vega_se_arma_con_datos() -> None:
    """En una gráfica, lo que Vega evalúa o pide lleva a lo más constantes del código."""
    evaluados = {"filter", "calculate", "expr", "signal", "test", "href", "url", "update", "init"}
    pares = [
        (n, k, v)
        for n, a in APLICACION.items()
        for d in ast.walk(a)
        if isinstance(d, ast.Dict)
        for k, v in zip(d.keys, d.values, strict=True)
    ]
    armados = {
        (n, ast.unparse(parte.value))
        for n, k, v in pares
        if isinstance(k, ast.Constant) and k.value in evaluados
        for parte in ast.walk(v)
        if isinstance(parte, ast.FormattedValue) and not ast.unparse(parte.value).isupper()
    }
    assert armados <= {("apertura/graficas/renglones.py", "marca")}
    assert len(pares) > 100


def armado(nodo: ast.AST) -> bool:
    """Si es un texto que se arma al vuelo: con f, con +, con % o con format."""
    if isinstance(nodo, ast.BinOp):
        return True
    formato = isinstance(nodo, ast.Call) and isinstance(nodo.func, ast.Attribute) and nodo.func.attr in {"format", "join", "replace"}
    return isinstance(nodo, ast.JoinedStr) or formato


def test_nada_ejecuta_texto_ni_ordenes_del_sistema() -> None:
    """Ni `eval`, ni `exec`, ni órdenes por el intérprete del sistema: los procesos propios reciben listas."""
    nombres = {
        n: {x.func.id for x in ast.walk(a) if isinstance(x, ast.Call) and isinstance(x.func, ast.Name)} for n, a in APLICACION.items()
    }
    assert {n for n, usados in nombres.items() if usados & {"eval", "exec", "compile", "__import__"}} == set()
    assert {n for n, a in APLICACION.items() if llama(a, "os", "system") or llama(a, "os", "popen")} == set()
    palabras = {n: {x.arg for x in ast.walk(a) if isinstance(x, ast.keyword)} for n, a in APLICACION.items()}
    assert {n for n, usadas in palabras.items() if "shell" in usadas} == set()


def llama(arbol: ast.AST, objeto: str, metodo: str) -> bool:
    """Si en el árbol aparece `objeto.metodo`."""
    return any(
        isinstance(n, ast.Attribute) and n.attr == metodo and isinstance(n.value, ast.Name) and n.value.id == objeto
        for n in ast.walk(arbol)
    )


def test_lo_que_se_guarda_en_la_cache_de_streamlit_se_pide_con_una_sola_cadena() -> None:
    """`st.cache_data` confunde tablas parecidas y listas de argumentos distintas: su llave es un texto."""
    funciones = [(n, f) for n, a in APLICACION.items() for f in ast.walk(a) if isinstance(f, ast.FunctionDef)]
    guardadas = [(n, f) for n, f in funciones if con_cache(f)]
    assert [f"{n}: {f.name}" for n, f in guardadas if tipos_de_argumentos(f) not in ([], ["str"])] == []


def con_cache(funcion: ast.FunctionDef) -> bool:
    """Si lleva `st.cache_data` o `st.cache_resource`."""
    return any("cache_data" in ast.unparse(d) or "cache_resource" in ast.unparse(d) for d in funcion.decorator_list)


def tipos_de_argumentos(funcion: ast.FunctionDef) -> list[str]:
    """La anotación de cada argumento; «?» si no tiene."""
    argumentos = [*funcion.args.posonlyargs, *funcion.args.args, *funcion.args.kwonlyargs]
    return [ast.unparse(a.annotation) if a.annotation else "?" for a in argumentos]


def test_ningun_modulo_pasa_de_trescientos_renglones_ni_una_prueba_de_cuatrocientos() -> None:
    renglones = {nombre(r): len(r.read_text(encoding="utf-8").splitlines()) for r in ARCHIVOS if r.suffix == ".py"}
    limites = {n: LIMITE_EN_PRUEBAS if n.startswith("tests/") else LIMITE_DE_RENGLONES for n in renglones}
    assert {n: cuantos for n, cuantos in renglones.items() if cuantos > limites[n]} == {}


def test_ningun_archivo_nombra_rutas_de_una_maquina_ni_registros_de_paquetes() -> None:
    carpetas = r"(?<![\w.<>~*])/(?:" + "|".join(("work", "root", "home", "Users")) + r")/\w"
    registros = r"(?:pypi|pythonhosted|npmjs|registry)\." + r"(?:org|com|io)\b"
    patron = re.compile(f"{carpetas}|{registros}")
    hallazgos = {nombre(r): h for r in ARCHIVOS if (h := patron.findall(r.read_text(encoding="utf-8", errors="replace")))}
    assert hallazgos == {}


def test_ningun_archivo_guarda_un_secreto() -> None:
    """Ni llaves ni contraseñas: viven en `.streamlit/secrets.toml`, que git no guarda."""
    formas = ("BEGIN [A-Z ]*PRIVATE " + "KEY", "AKIA[0-9A-Z]{16}", "gh[pousr]_[A-Za-z0-9]{30,}", "xox[abprs]-[0-9A-Za-z-]{10,}")
    formas += (r"(?:client_secret|cookie_secret|password|contraseña)\s*=\s*\"[A-Za-z0-9+/_-]{16,}\"",)
    patron = re.compile("|".join(formas))
    hallazgos = {nombre(r): h for r in ARCHIVOS if (h := patron.findall(r.read_text(encoding="utf-8", errors="replace")))}
    assert hallazgos == {}
    ignorados = (RAIZ / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {".streamlit/secrets.toml", ".streamlit/permisos.toml"} <= set(ignorados)


def test_nada_de_lo_que_ve_el_navegador_viene_de_otro_servidor() -> None:
    """En lo que llega al navegador no hay más direcciones que nombres de esquema, que no se piden."""
    permitidas = ("http://www.w3.org/", "http://schemas.openxmlformats.org/", "https://vega.github.io/schema/")
    propios = [r for r in ARCHIVOS if r.suffix in {".js", ".css", ".svg", ".html"} or nombre(r) in APLICACION]
    urls = {nombre(r): re.findall(r"https?://[\w.-]+\.[a-z]{2,}[^\s\"'`)]*", r.read_text(encoding="utf-8")) for r in propios}
    assert {n: ajenas for n, us in urls.items() if (ajenas := [u for u in us if not u.startswith(permitidas)])} == {}


def requisitos(lista: str) -> dict[str, str]:
    """Nombre normalizado → versión, de un `.in` o de una lista fijada."""
    texto = (RAIZ / lista).read_text(encoding="utf-8")
    pares = re.findall(r"^([A-Za-z0-9._-]+)(?:\[\w+\])?==([^\s;\\]+)", texto, re.MULTILINE)
    return {n.lower().replace("_", "-"): version for n, version in pares}


@pytest.mark.parametrize("lista", ["requirements", "requirements-pruebas"])
def test_cada_lista_fijada_contiene_lo_declarado_y_todo_lleva_huella(lista: str) -> None:
    declarados, fijados = requisitos(f"{lista}.in"), requisitos(f"{lista}.txt")
    assert declarados
    assert {n: fijados.get(n) for n in declarados} == declarados
    bloques = re.split(r"\n(?=\S)", (RAIZ / f"{lista}.txt").read_text(encoding="utf-8").strip())
    assert [b.split()[0] for b in bloques if "--hash=sha256:" not in b] == []


def test_las_dos_listas_no_se_contradicen() -> None:
    uso, pruebas = requisitos("requirements.txt"), requisitos("requirements-pruebas.txt")
    assert {n: pruebas[n] for n in uso.keys() & pruebas.keys()} == {n: uso[n] for n in uso.keys() & pruebas.keys()}


def bibliotecas(arboles: dict[str, ast.Module]) -> set[str]:
    """Las bibliotecas de terceros que importan: ni la estándar ni lo nuestro."""
    nuestras = {ruta.stem for ruta in RAIZ.iterdir()} | {"construccion"}
    raices = {i.split(".")[0] for a in arboles.values() for i in importados(a)}
    return raices - set(sys.stdlib_module_names) - nuestras


def test_toda_biblioteca_que_se_importa_esta_declarada_y_toda_la_de_uso_se_importa() -> None:
    uso = {IMPORTADO_COMO.get(n, n) for n in requisitos("requirements.in")}
    pruebas = {IMPORTADO_COMO.get(n, n) for n in requisitos("requirements-pruebas.in")}
    assert bibliotecas(APLICACION) == uso - SIN_IMPORTAR_DE_USO
    assert bibliotecas(ARBOLES) - uso <= pruebas
    assert pruebas - bibliotecas(ARBOLES) <= {IMPORTADO_COMO.get(n, n) for n in SIN_IMPORTAR}


def test_iniciar_y_probar_solo_usan_la_biblioteca_estandar() -> None:
    propias = {n: a for n, a in ARBOLES.items() if n.startswith("herramientas/") or n in ("iniciar.py", "probar.py")}
    assert len(propias) >= 4
    assert bibliotecas(propias) == set()
