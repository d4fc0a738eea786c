"""El corpus hostil por donde no hace falta navegador: rutas crudas al servidor, la selección, el Markdown y las celdas."""

import http.client
from urllib.parse import urlsplit

import pytest

from apertura.catalogo import catalogo
from apertura.exportacion.seguro import celda_segura
from apertura.interfaz.texto import texto_seguro
from apertura.rutas import RAIZ
from apertura.seleccion import PARAMETROS, Seleccion, de_url, normalizar
from tests.hostiles.corpus import FORMULAS, GRUPOS, TODOS
from tests.interfaz.test_texto import TARDIOS, activos, leer

NOMBRES = [PARAMETROS.get(campo, campo) for campo in Seleccion.__dataclass_fields__]
SECRETOS = ("root:x:0", "[auth]", "[server]", "import streamlit", "PAR1", "audit.jsonl")
CRUDAS = [
    "/../../../../etc/passwd", "/app/static/../../.streamlit/config.toml", "/app/static/..%2f..%2f.streamlit%2fconfig.toml",
    "/app/static/%2e%2e/%2e%2e/servidor.py", "/app/static/..%5c..%5cservidor.py", "/app/static/%252e%252e/%252e%252e/servidor.py",
    "/app/static//etc/passwd", "/app/static/....//....//servidor.py", "/app/static/.%00./servidor.py",
    "/app/static/%c0%ae%c0%ae/servidor.py",
    "/static/../../../../../../etc/passwd", "/static/js/..%2f..%2f..%2f..%2f..%2fetc%2fpasswd", "/media/../servidor.py",
    "/media/%2e%2e/servidor.py",
    "/component/../servidor.py", "//malo.ejemplo/x", "/\\malo.ejemplo/x", "/data/publicacion/sujetos.parquet", "/.streamlit/secrets.toml",
    "/.git/config", "/queries/sujetos.sql", "/apertura/consultas.py", "/app/static/.htaccess", "/app/static/fuentes/../../../app.py",
    "/_stcore/upload_file/..%2f..%2fx/y", "/mapa/../../servidor.py", "/mapa%00.html", "/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
]  # fmt: skip


@pytest.mark.parametrize("ruta", CRUDAS)
def test_ninguna_ruta_entrega_un_archivo_que_no_es_publico(servidor: str, ruta: str) -> None:
    conexion = http.client.HTTPConnection(urlsplit(servidor).netloc, timeout=30)
    conexion.putrequest("GET", ruta, skip_host=False)
    conexion.endheaders()
    respuesta = conexion.getresponse()
    cuerpo = respuesta.read().decode("utf-8", "replace")
    conexion.close()
    assert respuesta.status in (200, 400, 404)
    assert respuesta.status != 200 or "<title>Apertura</title>" in cuerpo, "lo único que se entrega es la portada"
    assert not any(secreto in cuerpo for secreto in SECRETOS)
    assert str(RAIZ) not in cuerpo


def test_cada_texto_en_cada_parametro_da_una_vista_valida() -> None:
    elegibles = catalogo()
    for hostil in TODOS:
        seleccion, avisos = de_url({nombre: [hostil] for nombre in NOMBRES}, elegibles)
        assert normalizar(seleccion, elegibles) == (seleccion, []), hostil
        assert avisos, hostil
        assert not any(len(hostil) > 3 and hostil in aviso for aviso in avisos), hostil


def test_cada_texto_queda_inerte_en_markdown() -> None:
    for hostil in TODOS:
        assert activos(escapado := texto_seguro(hostil)) == [], hostil
        assert not TARDIOS.search(leer(escapado)), hostil


def test_cada_formula_queda_neutralizada_en_una_celda() -> None:
    for formula in FORMULAS:
        segura = celda_segura(formula)
        assert not segura.lstrip("\ufeff\u200b\x00 \t\r\n\u00a0").startswith(tuple("=+-@＝＋－＠")), formula


def test_el_corpus_es_grande_y_variado() -> None:
    assert len(TODOS) >= 200
    assert all(len(grupo) >= 20 for grupo in GRUPOS.values())
