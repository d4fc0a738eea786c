"""Lo que lee quien opera el servidor: el registro, renglón por renglón en JSON, y los tiempos de cada página. Nada de personas."""

import io
import json
import os
import subprocess
import sys

import pytest

from apertura import tiempos
from apertura.rutas import RAIZ
from apertura.servicio import registro
from tests.paginas.abrir import abrir
from tests.servicio.test_puerta import pedir


@pytest.fixture
def en_blanco(monkeypatch: pytest.MonkeyPatch) -> dict:
    """Los tiempos, sin nada medido."""
    medidas = {}
    monkeypatch.setattr(tiempos, "_MEDIDAS", medidas)
    return medidas


GUION = """
import logging
from apertura.servicio import registro
ajeno = logging.getLogger("ajeno")
ajeno.propagate = False
ajeno.addHandler(logging.StreamHandler())
registro.configurar()
logging.getLogger("apertura.prueba").warning("Se leyó «%s»", 'a\\nb\\r{"nivel": "falso"}\\x1b[31m')
try:
    raise ValueError("no sirve")
except ValueError:
    logging.getLogger("apertura").exception("Falla AB12 en mapa")
ajeno.warning("de Streamlit")
"""


def registrado(**ambiente: str) -> list[str]:
    """Lo que deja en la salida de errores un proceso que configura el registro y escribe tres sucesos."""
    entorno = {**os.environ, "PYTHONIOENCODING": "utf-8", **ambiente}
    hecho = subprocess.run([sys.executable, "-c", GUION], cwd=RAIZ, env=entorno, capture_output=True, encoding="utf-8", check=True)
    return hecho.stderr.splitlines()


def test_cada_suceso_es_un_renglon_json_aunque_traiga_saltos_y_tambien_lo_ajeno() -> None:
    propio, falla, ajeno = [json.loads(renglon) for renglon in registrado(APERTURA_REGISTRO="")]
    assert set(propio) == {"cuando", "nivel", "origen", "mensaje"} == set(ajeno)
    assert propio["cuando"].endswith("+00:00")
    assert (propio["nivel"], propio["origen"], ajeno["mensaje"]) == ("aviso", "apertura.prueba", "de Streamlit")
    assert propio["mensaje"] == 'Se leyó «a\nb\r{"nivel": "falso"}\x1b[31m»'
    assert falla["falla"] == {"tipo": "ValueError", "texto": "no sirve", "recorrido": ["<string>:10 <module>"]}


def test_en_texto_se_lee_como_siempre() -> None:
    primero = registrado(APERTURA_REGISTRO="texto")[0]
    assert " WARNING apertura.prueba: Se leyó" in primero


@pytest.mark.parametrize(("pedido", "json_"), [("json", True), ("texto", False), ("", True), ("otra cosa", True)])
def test_en_una_terminal_es_texto_y_en_lo_demas_json_salvo_que_se_pida(monkeypatch: pytest.MonkeyPatch, pedido: str, json_: bool) -> None:
    monkeypatch.setenv("APERTURA_REGISTRO", pedido)
    monkeypatch.setattr(registro.sys, "stderr", io.StringIO())
    assert registro.en_json() is json_
    monkeypatch.setattr(registro.sys.stderr, "isatty", lambda: True)
    assert registro.en_json() is (pedido == "json")


def test_se_cuentan_corridas_fallas_y_percentiles_de_las_ultimas(en_blanco: dict) -> None:
    medida = tiempos.Medida(corridas=900)
    medida.ultimas.extend((float(n), n / 10) for n in range(1, 601))
    en_blanco[("mapa", "completa")] = medida
    tiempos.fallo("mapa")
    with tiempos.medir("datos", "parcial"):
        pass
    datos, mapa = tiempos.resumen()
    assert (datos["pagina"], datos["corrida"], datos["corridas"]) == ("datos", "parcial", 1)
    assert (mapa["corridas"], mapa["fallas"], mapa["maximo_ms"]) == (900, 1, 600)
    assert (mapa["mediana_ms"], mapa["p95_ms"]) == (350.5, 575.0), "de las últimas 500"
    assert mapa["procesador_mediana_ms"] == 35.0


def test_tambien_se_mide_lo_que_termina_mal(en_blanco: dict) -> None:
    with pytest.raises(RuntimeError), tiempos.medir("mapa", "completa"):
        raise RuntimeError
    assert tiempos.resumen()[0]["corridas"] == 1


def test_abrir_y_usar_una_pagina_queda_medido_sin_nada_de_quien_ni_de_que(navegacion_declarada: None, en_blanco: dict) -> None:
    abrir("entidad", entidad="20", indicador="T")
    (medida,) = tiempos.resumen()
    assert (medida["pagina"], medida["corrida"], medida["corridas"], medida["fallas"]) == ("entidad", "completa", 1, 0)
    assert set(medida) == {
        "pagina", "corrida", "corridas", "fallas", "mediana_ms", "p95_ms", "maximo_ms", "procesador_mediana_ms"
    }  # fmt: skip


def test_los_tiempos_los_lee_este_equipo_y_nadie_que_llegue_por_otro_lado(minima: str) -> None:
    codigo, texto, cabeceras = pedir(minima, "GET", "/salud/tiempos")
    assert codigo == 200
    assert cabeceras["cache-control"] == "no-store"
    dicho = json.loads(texto)
    assert set(dicho) == {"encendido_s", "sesiones", "memoria_mb", "paginas"}
    assert dicho["memoria_mb"] is None or 50 < dicho["memoria_mb"] < 5_000
    assert isinstance(dicho["sesiones"], int), "Streamlit todavía dice cuántas sesiones hay"
    for cabecera, valor in (("X_Forwarded_For", "10.0.0.1"), ("Host", "192.168.7.7"), ("Via", "1.1 proxy"), ("Origin", "http://x.mx")):
        assert pedir(minima, "GET", "/salud/tiempos", None, **{cabecera: valor})[0] == 403, cabecera
