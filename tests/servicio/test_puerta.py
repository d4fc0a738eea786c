"""La puerta del servidor real: nombres, páginas de origen, rutas cerradas y subidas, por HTTP y por la conexión viva."""

import base64
import http.client
import secrets
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, expect

from apertura.servicio import puerta
from tests.servidores import servidor_en_marcha

SUBIDA = "/_stcore/upload_file/sesion/archivo"


def pedir(url: str, metodo: str, ruta: str, cuerpo: bytes | None = None, **cabeceras: str) -> tuple[int, str, dict[str, str]]:
    """Código, texto y cabeceras; `cabeceras` puede cambiar hasta el nombre del servidor. Los guiones bajos son guiones."""
    conexion = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    try:
        conexion.request(metodo, ruta, cuerpo, {n.replace("_", "-"): v for n, v in cabeceras.items()})
        respuesta = conexion.getresponse()
        return respuesta.status, respuesta.read().decode("utf-8", "replace"), {n.lower(): v for n, v in respuesta.getheaders()}
    finally:
        conexion.close()


def conectar(url: str, **cabeceras: str) -> int:
    """El código con que contesta el servidor a quien quiere abrir la conexión viva: 101 la abre."""
    propias = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": base64.b64encode(secrets.token_bytes(16)).decode(),
    }
    return pedir_sin_leer(url, {**propias, **cabeceras})


def pedir_sin_leer(url: str, cabeceras: dict[str, str]) -> int:
    """Sólo el código: una conexión que sí se abre no termina nunca."""
    conexion = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    try:
        conexion.request("GET", "/_stcore/stream", headers=cabeceras)
        return conexion.getresponse().status
    finally:
        conexion.close()


@pytest.fixture(scope="module")
def de_lectura(app_minima: Path) -> Iterator[str]:
    """Un servidor de sólo lectura, con un nombre público declarado."""
    with servidor_en_marcha(app_minima, APERTURA_SOLO_LECTURA="1", APERTURA_ANFITRIONES="metrica.ejemplo.mx") as url:
        yield url


@pytest.mark.parametrize("nombre", ["malo.ejemplo", "localhost.malo.ejemplo", "127.0.0.1.malo.ejemplo", "a@127.0.0.1", "", "127.0.0.1:x"])
def test_a_quien_lo_llama_con_otro_nombre_no_le_entrega_nada(minima: str, nombre: str) -> None:
    for ruta in ("/", "/mapa", "/salud", "/app/static/es.js"):
        codigo, texto, cabeceras = pedir(minima, "GET", ruta, Host=nombre)
        assert codigo == 421
        assert "Este servidor no se llama así" in texto
        assert "content-security-policy" in cabeceras
    assert conectar(minima, Host=nombre) == 403


def test_se_le_llama_por_este_equipo_por_ip_o_por_los_nombres_declarados(minima: str, de_lectura: str) -> None:
    puerto = urlsplit(minima).port
    for nombre in (f"127.0.0.1:{puerto}", f"localhost:{puerto}", "192.168.7.7", "[::1]", "LOCALHOST"):
        assert pedir(minima, "GET", "/salud", Host=nombre)[0] == 200, nombre
    assert pedir(minima, "GET", "/salud", Host="metrica.ejemplo.mx")[0] == 421
    assert pedir(de_lectura, "GET", "/salud", Host="metrica.ejemplo.mx")[0] == 200
    assert conectar(de_lectura, Host="metrica.ejemplo.mx", Origin="https://metrica.ejemplo.mx") == 101


@pytest.mark.parametrize("origen", ["http://malo.ejemplo", "http://localhost:3000", "null", "http://127.0.0.1.malo.ejemplo", "x"])
def test_una_pagina_ajena_no_abre_la_conexion_viva_ni_cambia_nada(minima: str, origen: str) -> None:
    assert conectar(minima, Origin=origen) == 403
    codigo, texto, _ = pedir(minima, "PUT", SUBIDA, b"x", Origin=origen)
    assert (codigo, texto) == (403, "Se pidió desde una página ajena.")


def test_nuestra_pagina_y_lo_que_no_es_navegador_si_abren_la_conexion(minima: str) -> None:
    assert conectar(minima, Origin=minima) == 101
    assert conectar(minima) == 101


@pytest.mark.parametrize("ruta", ["/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp"])
def test_las_rutas_internas_no_son_publicas(minima: str, ruta: str) -> None:
    for metodo in ("GET", "POST"):
        assert pedir(minima, metodo, ruta)[:2] == (404, "No existe.")


def test_una_direccion_desmedida_se_rechaza_y_una_larga_no(minima: str) -> None:
    assert pedir(minima, "GET", "/mapa?x=" + "a" * 9_000)[0] == 414
    assert pedir(minima, "GET", "/mapa?x=" + "a" * 7_000)[0] == 200


@pytest.mark.parametrize("metodo", ["PUT", "POST", "DELETE", "PATCH"])
def test_el_servidor_de_lectura_no_recibe_archivos_de_nadie(de_lectura: str, metodo: str) -> None:
    codigo, texto, _ = pedir(de_lectura, metodo, SUBIDA, b"x", Origin=de_lectura)
    assert codigo == 403
    assert texto.startswith("SOLO-LECTURA · ")


def test_quien_no_edita_no_sube_y_quien_edita_pasa_a_la_proteccion_de_streamlit(minima: str) -> None:
    assert pedir(minima, "PUT", SUBIDA, b"x")[1].startswith("SIN-PERMISO · "), "sin página de origen no se es de este equipo"
    assert pedir(minima, "PUT", SUBIDA, b"x", Origin=minima, X_Forwarded_For="127.0.0.1")[0] == 403
    codigo, texto, _ = pedir(minima, "PUT", SUBIDA, b"x", Origin=minima)
    assert (codigo, "XSRF" in texto) == (403, True)


def con_galleta(url: str, ruta: str, cuerpo: bytes | None, **mas: str) -> int:
    """Sube con la protección contra peticiones cruzadas en regla: cookie y cabecera iguales."""
    _, _, cabeceras = pedir(url, "GET", "/_stcore/health")
    galleta = cabeceras["set-cookie"].split(";")[0]
    return pedir(url, "PUT", ruta, cuerpo, Origin=url, Cookie=galleta, X_Xsrftoken=galleta.split("=", 1)[1], **mas)[0]


def test_cinco_archivos_por_minuto_y_sesion(minima: str) -> None:
    codigos = [con_galleta(minima, f"/_stcore/upload_file/insistente/{n}", b"x") for n in range(7)]
    assert codigos == [400] * 5 + [429] * 2, "los primeros llegan a Streamlit, que no conoce esa sesión"
    assert con_galleta(minima, "/_stcore/upload_file/otra/1", b"x") == 400


def test_los_archivos_guardados_no_pasan_del_cupo(monkeypatch: pytest.MonkeyPatch) -> None:
    cupo = puerta.Cupo()
    monkeypatch.setattr(puerta, "bytes_guardados", lambda: puerta.BYTES_GUARDADOS + 1)
    assert not cupo.admite("una")
    monkeypatch.setattr(puerta, "bytes_guardados", lambda: 0)
    assert cupo.admite("una")
    with cupo.ocupado(), cupo.ocupado():
        assert not cupo.admite("una")
    assert cupo.admite("una")


@pytest.mark.navegador
def test_quien_edita_sube_con_el_selector_y_lo_demasiado_grande_no_entra(minima: str, tmp_path: Path, contexto: BrowserContext) -> None:
    with (tmp_path / "grande.csv").open("wb") as grande:
        grande.truncate(25 * 1024 * 1024 + 1)
    (tmp_path / "buena.csv").write_bytes(b"x" * 2_000_000)
    pagina = contexto.new_page()  # el navegador anota en la consola el archivo que no entra: aquí es lo esperado
    pagina.goto(f"{minima}/cargador")
    pagina.locator("input[type=file]").set_input_files(tmp_path / "grande.csv")
    expect(pagina.get_by_role("alert")).to_contain_text("El archivo debe pesar 25.0 MB o menos.")
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Espera")
    pagina.locator("input[type=file]").set_input_files(tmp_path / "buena.csv")
    expect(pagina.get_by_text("2000000 bytes")).to_be_visible()
    pagina.close()
