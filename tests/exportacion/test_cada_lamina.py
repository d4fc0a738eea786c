"""Lo exportado es lo que se ve, lámina por lámina: mismos renglones, filtros, orden y escala. (Que la lámina sea lo que la
página pinta lo prueba `tests/laminas/test_lo_que_se_ve.py`.)"""

import ast
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import polars as pl
import pytest

from apertura import laminas
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.exportacion.estampa import Ajustes
from apertura.exportacion.exportar import de_lamina
from apertura.exportacion.formatos import FORMATOS
from apertura.graficas.plantillas import para_exportar
from apertura.laminas import Lamina, Pedido, de_direccion
from apertura.rutas import RAIZ
from tests.laminas.vistas import VISTAS

COMO = Ajustes("claro", date(2026, 11, 25), "https://ejemplo.mx")
Cada = dict[tuple[str, str], Lamina]


@pytest.fixture(scope="module")
def cada(vigente: Motor, cat: Catalogo) -> Cada:
    """Una lámina de cada clase que alguna página ofrece, en la primera vista de ejemplo que la tenga."""
    hechas: Cada = {}
    for texto in (*VISTAS, "/mapa?tipo=judicial"):
        vista = de_direccion(texto, cat)[0]
        pedido = Pedido(vigente, cat, vista.pagina, vista.seleccion, "claro")
        for oferta in laminas.ofertas(vigente, cat, vista):
            if (vista.pagina, oferta.clave) not in hechas and (hecha := oferta.armar(pedido)) is not None:
                hechas[vista.pagina, oferta.clave] = hecha
    return hechas


def declaradas() -> set[str]:
    """Las claves de oferta escritas en el código."""
    arboles = [ast.parse(ruta.read_text(encoding="utf-8")) for ruta in (RAIZ / "apertura" / "laminas").glob("de_*.py")]
    llamadas = [n for arbol in arboles for n in ast.walk(arbol) if isinstance(n, ast.Call) and ast.unparse(n.func) == "Oferta"]
    return {str(n.args[0].value) for n in llamadas if isinstance(n.args[0], ast.Constant)}


def escalas(nodo: Any) -> Iterator[tuple]:
    """Cada dominio de números de una especificación."""
    for clave, valor in nodo.items() if isinstance(nodo, dict) else enumerate(nodo) if isinstance(nodo, list) else ():
        if clave == "domain" and isinstance(valor, list) and all(isinstance(v, int | float) for v in valor):
            yield tuple(map(float, valor))
        yield from escalas(valor)


def test_los_ejemplos_traen_cada_lamina_que_el_codigo_ofrece(cada: Cada) -> None:
    claves = declaradas()
    assert len(claves) > 30
    assert claves - {clave for _, clave in cada} == set()


def test_renglones_orden_y_filtros_de_cada_lamina_son_los_de_la_pantalla(cada: Cada, vigente: Motor) -> None:
    for donde, lamina in cada.items():
        pantalla = lamina.tabla.datos
        leido = pl.read_parquet(io.BytesIO(de_lamina(lamina, vigente.publicacion, FORMATOS["parquet"], COMO)))
        assert leido.columns == lamina.datos.datos.columns, donde
        assert leido.head(pantalla.height).select(pantalla.columns).equals(pantalla), donde
        assert lamina.completa is not None or leido.height == pantalla.height, donde
        csv = de_lamina(lamina, vigente.publicacion, FORMATOS["csv"], COMO).decode("utf-8-sig")
        assert f"Selección: {lamina.procedencia.seleccion}" in csv.replace('""', '"'), donde


def test_la_escala_de_cada_grafica_es_la_de_la_pantalla(cada: Cada) -> None:
    vistas = 0
    for donde, lamina in cada.items():
        if lamina.grafica:
            pantalla = set(escalas(lamina.grafica.especificacion))
            assert set(escalas(para_exportar(lamina.grafica.especificacion, "claro"))) == pantalla, donde
            vistas += bool(pantalla)
    assert vistas > 3
