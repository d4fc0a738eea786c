"""Las fichas y la orden `ficha`: lo que dicen es lo que el motor calcula, y nunca de más."""

import json
import re
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from apertura.brechas.ficha import Medicion, ficha_de_entidad, ficha_de_sujeto
from apertura.brechas.grupos import de_texto
from apertura.catalogo import catalogo
from apertura.cli import principal
from apertura.cli.ficha_en_texto import entidad_en_texto
from apertura.frases import REGLAS
from tests.brechas.generar import arbol_parejo, real, tabla


def medicion(universo: str = "muestra") -> Medicion:
    return Medicion(*real(), universo)


def orden(capsys: pytest.CaptureFixture[str], *argumentos: str) -> tuple[int, str, str]:
    try:
        codigo = principal(["ficha", *argumentos])
    except SystemExit as salida:
        codigo = int(salida.code or 0)
    escrito = capsys.readouterr()
    return codigo, escrito.out, escrito.err


def test_la_ficha_de_un_sujeto_junta_posicion_potencial_y_oficial() -> None:
    f = ficha_de_sujeto(medicion(), "22-MUN-016")
    assert f["indice"] == {"indicador": "GA", "valor": 0.1053, "lugar": 149, "total": 160, "misma_cifra": 4}
    assert (f["pares"]["criterio"], f["pares"]["n_pares"], f["tipologia"]) == ("orden y tipo", 159, "ninguna de las dos")
    assert {i["indicador"]: i["clase"] for i in f["indicadores"]} == {
        "TG": "individual", "TC": "individual", "PG": "compartido", "PC": "individual",
    }  # fmt: skip
    assert f["primeros_pasos"][0] == "TC"
    assert f["si_alcanza"]["valor"] == pytest.approx(0.1053 + sum(i["ganancia"] for i in f["indicadores"]))
    assert f["meta"]["llega"]
    assert sum(c["aporte"] for c in f["meta"]["cambios"]) == pytest.approx(f["meta"]["valor"] - 0.1053)


def test_todas_las_fichas_de_2017_se_pueden_hacer_y_son_json() -> None:
    datos = real()[0]
    for clave in datos.gather_every(90)["clave_sujeto"]:
        f = ficha_de_sujeto(medicion(), clave)
        assert json.loads(json.dumps(f, allow_nan=False)) == f
        assert all(i["ganancia"] >= 0 for i in f["indicadores"])
        assert f["si_alcanza"]["lugar"] <= f["indice"]["lugar"]


@pytest.mark.parametrize("pares", ["entidad", "region", "perfil:10", "lista:01-EJE-01,02-EJE-01"])
def test_la_ficha_vale_con_cualquier_grupo_de_pares(pares: str) -> None:
    f = ficha_de_sujeto(medicion(), "01-EJE-01", de_texto(pares))
    assert f["pares"]["estrategia"] == pares
    assert f["indice"]["total"] == f["pares"]["n_pares"] + 1


def test_la_ficha_de_una_entidad_cuadra_por_dentro() -> None:
    f = ficha_de_entidad(medicion(), "22")
    assert (f["indice"]["lugar"], f["indice"]["total"], f["entidad"]["n_sujetos"]) == (33, 33, 27)
    diferencia = f["indice"]["valor"] - f["conjunto"]["valor"]
    assert f["mezcla"] + f["desempeno"] == pytest.approx(diferencia, abs=1e-9)
    assert sum(o["contribucion"] for o in f["origen"]) == pytest.approx(diferencia, abs=1e-4)
    assert (f["remuestreo"]["lugar_bajo"], f["remuestreo"]["lugar_alto"]) == (31, 33)
    assert len(f["palanca"]["cambios"]) == 5
    assert f["palanca"]["valor"] == pytest.approx(f["indice"]["valor"] + f["palanca"]["ganancia"])


def test_el_lugar_es_el_mismo_con_la_cifra_de_la_fuente_y_con_la_suma_de_hojas() -> None:
    datos, arbol = real()
    for entidad in ("23", "27", "FED", "09"):
        f = ficha_de_entidad(Medicion(datos, arbol, "censo"), entidad)
        sin_raiz = ficha_de_entidad(Medicion(datos.drop("GA"), arbol, "censo"), entidad)
        assert f["indice"]["lugar"] == sin_raiz["indice"]["lugar"]


def test_un_censo_no_lleva_intervalo_ni_en_los_datos_ni_en_el_texto() -> None:
    f = ficha_de_entidad(medicion("censo"), "22")
    assert f["remuestreo"] is None
    sellos = {"metrica": "MJA", "edicion": 2023, "universo": "censo", "fuente": "x", "publicacion": "x"}
    pesos = {"pesos_del_indice": {"TG": 0.25, "TC": 0.25, "PG": 0.25, "PC": 0.25}, "frases": []}
    nombres = {c: c for c in ("GA", "TG", "TC", "PG", "PC")}
    texto = entidad_en_texto({**f, **sellos, **pesos}, nombres, catalogo())
    assert "Es un censo: el lugar no lleva intervalo." in texto
    assert "remuestreo" not in texto
    assert "de la muestra" not in texto


def test_a_quien_le_falta_una_hoja_se_le_dice_lo_que_se_sabe_y_nada_mas() -> None:
    datos = tabla({"a": [None, *np.linspace(0, 1, 9)], "b": [0.1] * 10}).with_columns(etiqueta=pl.col("clave_sujeto"), entidad=pl.lit("E"))
    f = ficha_de_sujeto(Medicion(datos, arbol_parejo("a", "b"), "muestra"), "s0000")
    assert (f["indice"]["valor"], f["indice"]["lugar"], f["meta"], f["tipologia"]) == (None, None, None, None)
    assert (f["indicadores"][0]["clase"], f["indicadores"][0]["ganancia"]) == (None, None)
    assert f["indicadores"][1]["clase"] == "compartido"
    assert json.dumps(f, allow_nan=False)


def test_en_markdown_ningun_lugar_va_sin_su_de_cuantos(capsys: pytest.CaptureFixture[str]) -> None:
    for pedido in (["--entidad", "querétaro"], ["--entidad", "FED"], ["--sujeto", "22-MUN-016"], ["--sujeto", "FED-JUD-01"]):
        codigo, texto, error = orden(capsys, *pedido)
        assert (codigo, error) == (0, "")
        assert re.findall(r"\blugar\b", texto)
        assert not re.findall(r"\blugar \d+\b(?! de \d| al \d+ de \d)", texto)
        assert "(simulación)" in texto
        assert "Una simulación no es un pronóstico." in texto
        assert not re.search(r"\b(a el|de el|1 pares|1 comparten|nan|None)\b", texto)


def test_la_entidad_dice_su_intervalo_y_que_no_es_margen_de_error(capsys: pytest.CaptureFixture[str]) -> None:
    _, texto, _ = orden(capsys, "--entidad", "22")
    assert "- Querétaro está en el lugar 33 de 33 (32 de 32 sin contar a la Federación), en el tercio de abajo." in texto
    assert "Su intervalo de remuestreo va del lugar 31 al 33 de 33. (firme)" in texto
    assert "| Intervalo de remuestreo de 95 % |  | 31 a 33 de 33 |  |" in texto
    assert "El intervalo de remuestreo no es un margen de error" in texto
    assert "| Transparencia ciudadana | 0.32 | 0.54 | −0.0565 |" in texto


def test_json_trae_lo_mismo_que_el_motor_con_sus_sellos(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, salida, _ = orden(capsys, "--sujeto", "22-MUN-016", "--formato", "json")
    datos = json.loads(salida)
    esperada = json.loads(json.dumps(ficha_de_sujeto(medicion(), "22-MUN-016")))
    assert {c: datos[c] for c in esperada} == esperada
    assert {f["regla"] for f in datos["frases"]} >= {"sujeto.lugar", "sujeto.primer_paso", "sujeto.a_quien", "sujeto.meta"}
    assert all(f["firmeza"] or not REGLAS[f["regla"]].con_firmeza for f in datos["frases"])
    assert (datos["metrica"], datos["edicion"], datos["universo"]) == ("MGA", 2017, "muestra")
    assert datos["publicacion"]
    orden(capsys, "--sujeto", "22-MUN-016", "--formato", "json", "--salida", str(tmp_path / "f.json"))
    assert json.loads((tmp_path / "f.json").read_text("utf-8")) == datos


@pytest.mark.parametrize(
    ("argumentos", "parte"),
    [
        ([], "falta una de estas opciones: --sujeto --entidad"),
        (["--sujeto", "a", "--entidad", "b"], "no se puede usar junto con"),
        (["--sujeto", "99-NAD-01"], "«99-NAD-01» no existe"),
        (["--entidad", "Narnia"], "«Narnia» no existe"),
        (["--entidad", "22", "--edicion", "2019"], "sólo tiene cifras publicadas"),
        (["--entidad", "22", "--metrica", "MJA", "--edicion", "2023"], "sólo tiene cifras publicadas"),
        (["--entidad", "22", "--edicion", "2018"], "MGA 2018 no existe"),
        (["--sujeto", "22-MUN-016", "--pares", "amigos"], "No existe el grupo de pares «amigos»"),
        (["--sujeto", "22-MUN-016", "--pares", "tamano"], "No se conoce: tamaño"),
    ],
)
def test_lo_imposible_se_explica_en_un_renglon(capsys: pytest.CaptureFixture[str], argumentos: list[str], parte: str) -> None:
    codigo, salida, error = orden(capsys, *argumentos)
    assert (codigo, salida, error.count("\n")) == (2, "", 1)
    assert parte in error


def test_la_ayuda_de_la_ficha_esta_en_espanol(capsys: pytest.CaptureFixture[str]) -> None:
    codigo, ayuda, _ = orden(capsys, "--ayuda")
    assert codigo == 0
    assert ayuda.startswith("uso: python -m apertura ficha")
    assert not re.search(r"\b(usage|options?:|show|required|default)\b", ayuda)
