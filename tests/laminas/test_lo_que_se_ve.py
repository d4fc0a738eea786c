"""Lo que se exporta es lo que se ve: la página y la lámina comparten los mismos objetos, no copias parecidas."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from apertura import laminas
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.graficas import Grafica
from apertura.interfaz import mostrar
from apertura.laminas import Lamina, de_direccion
from apertura.tablas import Cifra, Tabla
from tests.laminas.vistas import VISTAS
from tests.paginas.abrir import abrir

pytestmark = pytest.mark.usefixtures("navegacion_declarada")


class Pintado:
    """Lo que la página mandó pintar en una corrida."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.graficas: list[Grafica] = []
        self.tablas: list[Tabla] = []
        self.cifras: list[tuple[Cifra, ...]] = []
        self.ofrecidas: dict[str, Tabla] = {}
        for nombre, lista in (("grafica", self.graficas), ("tabla", self.tablas), ("cifras", self.cifras)):
            monkeypatch.setattr(mostrar, nombre, self._anotar(getattr(mostrar, nombre), lista))
        monkeypatch.setattr(mostrar, "descargas", lambda cosa, clave: self.ofrecidas.update({clave: cosa}))

    @staticmethod
    def _anotar(original: Any, lista: list) -> Any:
        def anotada(cosa: Any, *resto: Any, **otros: Any) -> Any:
            lista.append(cosa)
            return original(cosa, *resto, **otros)

        return anotada


def exigir_la_misma(lamina: Lamina, pintado: Pintado) -> None:
    """Los objetos de la lámina son, uno por uno, los que se pintaron."""
    assert lamina.tabla is pintado.ofrecidas[lamina.clave]
    if lamina.grafica:
        assert any(lamina.grafica is grafica for grafica in pintado.graficas)
    elif not lamina.cifras:
        assert any(lamina.tabla is tabla for tabla in pintado.tablas) or not lamina.tabla.datos.height


@pytest.mark.parametrize("texto", VISTAS)
def test_cada_descarga_de_la_pagina_es_la_lamina_de_lo_que_se_ve(
    vigente: Motor, cat: Catalogo, monkeypatch: pytest.MonkeyPatch, texto: str
) -> None:
    pintado = Pintado(monkeypatch)
    vista, _ = de_direccion(texto, cat)
    parametros = {clave: valores[0] if len(valores) == 1 else valores for clave, valores in parse_qs(urlsplit(texto).query).items()}
    assert not abrir(vista.pagina, **parametros).exception
    hechas = {hecha.clave: hecha for hecha in laminas.laminas(vigente, cat, vista)}
    assert pintado.ofrecidas
    assert set(pintado.ofrecidas) <= set(hechas)
    for clave in pintado.ofrecidas:
        exigir_la_misma(hechas[clave], pintado)
    cifras = [hecha.cifras for hecha in hechas.values() if hecha.cifras]
    assert cifras == pintado.cifras
