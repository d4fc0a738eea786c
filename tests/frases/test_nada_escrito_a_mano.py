"""Ninguna página ni orden afirma algo que no salga de una regla: se lee el código y se leen las páginas ya corridas."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from apertura import consultas
from apertura.cli import principal
from apertura.frases import REGLAS
from apertura.rutas import RAIZ
from tests.paginas.abrir import abrir

# Lo que saca una conclusión: un lugar, un cambio con signo, o un verbo de hallazgo. Una cifra con su rótulo no entra.
AFIRMA = re.compile(
    r"\blugar(?:es)? \d|[+−]\d\.\d\d\b|\b(?:subir|bajar|sumar|llevar|pasar|seguir|cambiar|quedar|ganar|daría)í?an?\b|"
    r"\bempat|\bse distingue|\bbastan?\b|\bconviene\b|\barriba de\b|\b(?:sube|baja|subió|bajó|resta|suma)n? (?:de|la|su|\+|−|\d)|"
    r"\bya (?:está|están|lo logr|lo hizo)|\b(?:más|menos) (?:resta|suma|baja|sube)|\bsin (?:diferencia|cambio) apreciable",
    re.IGNORECASE,
)
# Títulos, leyendas y definiciones: dicen qué se ve, no qué resulta.
ROTULOS = {
    "pages/inicio.py": ("no bastan para calcular hallazgos",),
    "apertura/vistas/lectura.py": ("con los empates a la mitad", "lo que sumaría cada paso (simulación)"),
    "apertura/vistas/mapa.py": ("A rayas: empate con la elegida",),
    "apertura/vistas/plan.py": ("A dónde llevarían 7 cambios a cada entidad",),
    "apertura/vistas/simulador_tablas.py": ("cómo quedarían 7",),
    "apertura/cli/importar.py": ("Cambiaría 7:",),
}
CASOS: list[tuple[str, dict[str, str | list[str]]]] = [
    ("inicio", {}),
    ("mapa", {"entidad": "23"}),
    ("mapa", {"capa": "intervalo", "entidad": "23"}),
    ("mapa", {"capa": "potencial", "entidad": "22", "tipo": "municipio"}),
    ("entidad", {"entidad": "22"}),
    ("entidad", {"entidad": "FED", "indicador": "PC"}),
    ("entidad", {"entidad": "27", "tipo": "municipio"}),
    ("sujeto", {"sujeto": "22-MUN-016"}),
    ("sujeto", {"sujeto": "FED-JUD-02", "pares": "perfil"}),
    ("areas_de_oportunidad", {"en": "22"}),
    ("areas_de_oportunidad", {"tipo": ["judicial"]}),
    ("areas_de_oportunidad", {"en": "09", "tipo": ["judicial"]}),
    ("comparar", {"unidad": ["entidad.23", "entidad.27", "sujeto.22-MUN-016", "nacional"]}),
    ("comparar", {"modo": "puente"}),
    ("comparar", {"metrica": "MJA", "edicion": "2023", "indicador": "JA"}),
    ("evolucion", {"unidad": ["nacional", "entidad.02", "sujeto.30-MUN-087"]}),
    ("evolucion", {"tramo": "2021-2023"}),
    ("simulador", {"sujeto": "22-MUN-016", "x": ["TC:p75"]}),
    ("simulador", {"simula": "entidad", "entidad": "23", "w": ["TC:40"], "meta": "lugar:10"}),
]


# --- En el código ---


def fuentes() -> Iterator[tuple[str, ast.Module]]:
    """Lo que escribe para una persona, sin las reglas ni los textos alternativos de las gráficas, que describen."""
    for carpeta in ("pages", "apertura/vistas", "apertura/interfaz", "apertura/cli", "apertura/exportacion"):
        for ruta in sorted((RAIZ / carpeta).glob("*.py")):
            yield ruta.relative_to(RAIZ).as_posix(), ast.parse(ruta.read_text(encoding="utf-8"))


def con_numeros(arbol: ast.AST) -> Iterator[str]:
    """El texto fijo de cada cadena con valores puestos por el programa; cada valor, como un 7."""
    for nodo in ast.walk(arbol):
        if isinstance(nodo, ast.JoinedStr):
            yield "".join(str(p.value) if isinstance(p, ast.Constant) else "7" for p in nodo.values)


def test_fuera_de_las_reglas_ningun_texto_con_numeros_afirma_nada() -> None:
    vistos, sueltas = 0, []
    for nombre, arbol in fuentes():
        for texto in con_numeros(arbol):
            vistos += 1
            for rotulo in ROTULOS.get(nombre, ()):
                texto = texto.replace(rotulo, "")
            sueltas += [(nombre, texto)] if AFIRMA.search(texto) else []
    assert vistos > 150
    assert sueltas == []


def test_solo_las_reglas_redactan_y_toda_regla_se_usa() -> None:
    """Ninguna regla de adorno: su clave aparece en alguna vista, página u orden."""
    codigo = "".join(ruta.read_text(encoding="utf-8") for c in ("apertura", "pages") for ruta in (RAIZ / c).rglob("*.py"))
    usos = {clave: len(re.findall(rf'"{re.escape(clave)}"', codigo)) for clave in REGLAS}
    assert [clave for clave, veces in usos.items() if veces < 2] == []


# --- En las páginas y en la orden ---


@pytest.fixture
def dichas(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Todo texto que redacta una regla desde ahora; con un motor nuevo, para que nada venga ya recordado."""
    textos: set[str] = set()

    def anotar(clave: str) -> None:
        original = REGLAS[clave].redactar

        def redactar(**numeros: object) -> str:
            texto = original(**numeros)
            textos.add(texto.removesuffix("."))
            return texto

        monkeypatch.setitem(REGLAS, clave, replace(REGLAS[clave], redactar=redactar))

    for clave in list(REGLAS):
        anotar(clave)
    consultas._VIGENTE.clear()
    return textos


def escritos(prueba: AppTest) -> Iterator[str]:
    """Lo que se lee como texto corrido; los textos de las gráficas son descripciones."""
    for elemento in prueba.main:
        if elemento.type in {"markdown", "caption", "info", "warning", "success", "error"}:
            yield str(getattr(elemento, "value", "")).replace("\\", "")


def fijos() -> set[str]:
    """Los textos que no llevan ningún número puesto por el programa: notas y explicaciones."""
    arboles = [ast.parse(ruta.read_text(encoding="utf-8")) for c in ("apertura", "pages") for ruta in (RAIZ / c).rglob("*.py")]
    dentro = {id(p) for arbol in arboles for n in ast.walk(arbol) if isinstance(n, ast.JoinedStr) for p in n.values}
    constantes = (n for arbol in arboles for n in ast.walk(arbol) if isinstance(n, ast.Constant) and id(n) not in dentro)
    return {n.value.replace("\\", "").strip() for n in constantes if isinstance(n.value, str) and len(n.value) > 15}


FIJOS = fijos()


def sin_lo_conocido(texto: str, dichas: set[str]) -> str:
    rotulos = {rotulo for de_un_archivo in ROTULOS.values() for rotulo in de_un_archivo}
    for conocido in sorted(dichas | FIJOS | rotulos, key=len, reverse=True):
        texto = texto.replace(conocido, " · ")
    return texto


@pytest.mark.usefixtures("navegacion_declarada")
@pytest.mark.parametrize(("pagina", "parametros"), CASOS, ids=[f"{p} {'-'.join(map(str, d.values()))}" for p, d in CASOS])
def test_lo_que_una_pagina_afirma_lo_dijo_una_regla(pagina: str, parametros: dict[str, str | list[str]], dichas: set[str]) -> None:
    prueba = abrir(pagina, **parametros)
    assert not prueba.exception
    restos = [resto for texto in escritos(prueba) if AFIRMA.search(resto := sin_lo_conocido(texto, dichas))]
    assert restos == []
    assert dichas


@pytest.mark.parametrize("pedido", [["--sujeto", "22-MUN-016"], ["--entidad", "22"], ["--sujeto", "22-MUN-016", "--pares", "perfil:20"]])
def test_lo_que_la_orden_ficha_afirma_lo_dijo_una_regla(pedido: list[str], dichas: set[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert principal(["ficha", *pedido]) == 0
    prosa = [linea for linea in capsys.readouterr().out.splitlines() if not linea.startswith(("|", "#"))]
    restos = [resto for linea in prosa if AFIRMA.search(resto := sin_lo_conocido(linea, dichas))]
    assert restos == []
