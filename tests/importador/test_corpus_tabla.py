"""La tabla de los 144 casos es completa y dice la verdad; y por la orden completa, ningún archivo malo cambia lo publicado."""

import ast
import csv
from pathlib import Path

import pytest

from apertura.rutas import RAIZ
from tests.corpus import recorrer, tabla
from tests.corpus.tabla import APARTE, RUTA, TODOS


def test_la_tabla_guardada_es_la_que_sale_del_corpus_y_no_falta_ningun_caso() -> None:
    guardada = RUTA.read_text(encoding="utf-8")
    assert guardada == tabla.en_csv(), "rehágala con: python -m tests.corpus.tabla"
    assert len(TODOS) == 144
    assert list(dict.fromkeys(fila["caso"] for fila in csv.DictReader(guardada.splitlines()))) == TODOS


def test_toda_prueba_de_la_tabla_existe_y_las_que_no_son_del_corpus_dicen_su_caso_y_su_codigo() -> None:
    for caso, codigo, prueba in tabla.filas():
        ruta, _, nombre = prueba.partition("::")
        fuente = (RAIZ / ruta).read_text(encoding="utf-8")
        funcion = next(n for n in ast.parse(fuente).body if isinstance(n, ast.FunctionDef) and n.name == nombre)
        if caso in APARTE:
            assert caso in (ast.get_docstring(funcion) or ""), f"{nombre} no dice que es de {caso}"
            assert codigo in (ast.get_source_segment(fuente, funcion) or "")


def test_por_la_orden_completa_un_archivo_malo_se_rechaza_se_anota_y_no_cambia_un_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Todos los archivos: `python -m tests.corpus.recorrer`."""
    hecho = recorrer.recorrer(tmp_path, recorrer.ALGUNOS, monkeypatch.setenv)
    assert hecho.mal == []
    assert hecho.vistos == len(recorrer.ALGUNOS)
    assert hecho.rechazados > 5
