"""Las piezas del servicio, sin servidor."""

import asyncio
import gzip
import json
import re
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config as opciones_de_streamlit
from streamlit.runtime.pages_manager import PagesManager

from apertura import rutas
from apertura.errores import ErrorPublicacion
from apertura.servicio import cabeceras, estaticos, fallas, inicio, modulos, portada


def test_una_portada_que_cambio_de_forma_se_dice_en_vez_de_servirse_en_ingles(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<html><title>Otro</title></html>", encoding="utf-8")
    monkeypatch.setattr(portada.file_util, "get_static_dir", lambda: str(tmp_path))
    with pytest.raises(ValueError, match="cambió"):
        portada.construir()


@pytest.mark.parametrize(
    ("nombre", "espera"),
    [
        ("/app/static/estados-1a2b3c4d.topojson", cabeceras.UN_ANO),
        ("/app/static/estados.1a2b3c4d5e6f.json", cabeceras.UN_ANO),
        ("/app/static/es.js", cabeceras.UN_RATO),
        ("/app/static/estados-2017.json", cabeceras.UN_RATO),
        ("/app/static/fuentes/public-sans-400.ttf", cabeceras.UN_RATO),
    ],
)
def test_solo_se_guarda_un_ano_lo_que_lleva_su_huella_en_el_nombre(nombre: str, espera: str) -> None:
    assert cabeceras.cache_de_estatico(nombre) == espera


def test_streamlit_conserva_la_bandera_con_la_que_se_apaga_la_navegacion_automatica(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "pages").mkdir()
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    PagesManager(str(tmp_path / "app.py"))
    assert PagesManager.uses_pages_directory is True
    inicio.declarar_navegacion()
    PagesManager(str(tmp_path / "app.py"))
    assert PagesManager.uses_pages_directory is False


def test_salud_responde_503_mientras_no_termina_de_cargar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inicio, "LISTO", inicio.threading.Event())
    respuesta = inicio.salud(None)  # pyright: ignore[reportArgumentType]
    assert respuesta.status_code == 503
    assert json.loads(bytes(respuesta.body))["estado"] == "iniciando"


def test_un_error_propio_se_explica_solo_y_uno_ajeno_lleva_una_clave_y_nada_mas() -> None:
    propio = ErrorPublicacion("Falta un archivo", "archivo «sujetos.parquet»", "Reconstrúyala.")
    assert fallas.explicar(propio, "AB12") == "Falta un archivo (archivo «sujetos.parquet»). Reconstrúyala."
    ajeno = fallas.explicar(KeyError("/datos/secretos"), "AB12")
    assert "AB12" in ajeno
    assert "secretos" not in ajeno


def test_la_configuracion_no_comparte_datos_ni_muestra_detalles_de_errores() -> None:
    esperadas = {
        "server.address": "127.0.0.1",
        "server.enableStaticServing": True,
        "server.fileWatcherType": "none",
        "server.enableXsrfProtection": True,
        "browser.gatherUsageStats": False,
        "client.showErrorDetails": "none",
        "client.showErrorLinks": False,
        "client.toolbarMode": "minimal",
        "client.disableDataExport": True,
        "runner.postScriptGC": False,
        "runner.magicEnabled": False,
    }
    assert {nombre: opciones_de_streamlit.get_option(nombre) for nombre in esperadas} == esperadas


def test_lo_que_se_anuncia_son_modulos_del_mapa_y_de_la_barra_que_la_portada_no_anunciaba() -> None:
    carpeta = portada.carpeta_del_marco() / "js"
    html = (carpeta.parent.parent / "index.html").read_text(encoding="utf-8")
    nombres = modulos.por_anunciar(carpeta, html)
    assert all((carpeta / nombre).is_file() and nombre not in html for nombre in nombres)
    for entrada in modulos.ENTRADAS:
        assert any(nombre.startswith(f"{entrada}.") for nombre in nombres), entrada
    # Nada anunciado depende de algo que nadie anunció: sería otra ida y vuelta.
    importados = {i for n in nombres for i in modulos.IMPORTA.findall((carpeta / n).read_text(encoding="utf-8"))}
    assert importados
    assert all(i in nombres or i in html for i in importados)


def test_lo_que_se_corre_desde_la_portada_es_una_vez_cada_modulo_de_la_lista_y_despues_del_marco() -> None:
    html = portada.construir()
    corridos = re.findall(r'<script type="module" crossorigin src="./static/js/([\w.-]+)"', html)
    assert corridos[0].startswith("index.")
    assert sorted(corridos[1:]) == sorted(modulos.por_correr(portada.carpeta_del_marco() / "js"))
    assert len(set(corridos)) == len(corridos) > len(modulos.ENTRADAS)
    assert "SourceSans" not in html


def test_los_archivos_del_marco_salen_iguales_con_y_sin_compresion() -> None:
    html = portada.construir()
    rutas = estaticos.rutas(portada.carpeta_del_marco(), html)
    ruta = next(r for r in rutas if r.startswith("/static/js/react-dom."))
    app = estaticos.Estaticos(_no_esta, rutas)
    original = rutas[ruta].read_bytes()
    comprimida = pedir(app, ruta, "gzip")
    entera = pedir(app, ruta, "identity")
    assert gzip.decompress(comprimida[1]) == entera[1] == original
    assert comprimida[0]["content-encoding"] == "gzip"
    assert "content-encoding" not in entera[0]
    assert int(comprimida[0]["content-length"]) == len(comprimida[1]) < len(original) / 2
    assert "immutable" in entera[0]["cache-control"]
    assert entera[0]["content-type"].startswith("text/javascript")
    assert pedir(app, ruta, "identity", "HEAD") == (entera[0], b"")


@pytest.mark.parametrize("ruta", ["/static/js/../../index.html", "/static/js/", "/static/no.js", "/mapa", "/static/../../../../etc/passwd"])
def test_lo_que_no_es_un_archivo_del_marco_pasa_de_largo(ruta: str) -> None:
    rutas = estaticos.rutas(portada.carpeta_del_marco(), "")
    assert pedir(estaticos.Estaticos(_no_esta, rutas), ruta, "gzip")[1] == b"de largo"


def pedir(app: ASGIApp, ruta: str, acepta: str, metodo: str = "GET") -> tuple[dict[str, str], bytes]:
    """Cabeceras y cuerpo de una respuesta, sin servidor."""
    mensajes: list[Message] = []

    async def recibir() -> Message:
        return {"type": "http.request"}

    async def enviar(mensaje: Message) -> None:
        mensajes.append(mensaje)

    scope = {"type": "http", "method": metodo, "path": ruta, "headers": [(b"accept-encoding", acepta.encode())]}
    # En otro hilo: en éste puede haber quedado el ciclo de eventos del navegador de otra prueba.
    with ThreadPoolExecutor(1) as hilo:
        hilo.submit(lambda: asyncio.run(app(scope, recibir, enviar))).result()  # pyright: ignore[reportArgumentType]
    cabeceras_ = {nombre.decode(): valor.decode() for nombre, valor in mensajes[0]["headers"]}
    return cabeceras_, b"".join(mensaje.get("body", b"") for mensaje in mensajes[1:])


async def _no_esta(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("de largo", 404)(scope, receive, send)


def test_los_tipos_de_letra_se_piden_con_su_huella_para_que_el_navegador_los_guarde_un_ano() -> None:
    fuentes = tomllib.loads((rutas.RAIZ / ".streamlit/config.toml").read_text(encoding="utf-8"))["theme"]["fontFaces"]
    pedidas = {fuente["url"] for fuente in fuentes}
    assert pedidas == {portada.url_de(f"fuentes/{ruta.name}") for ruta in (rutas.ESTATICOS / "fuentes").glob("*.ttf")}
    assert {portada.url_de(fuente) for fuente in portada.FUENTES} < pedidas
    assert {cabeceras.cache_de_estatico(*_partes(url)) for url in pedidas} == {cabeceras.UN_ANO}


def _partes(url: str) -> tuple[str, bytes]:
    ruta, _, consulta = url.partition("?")
    return f"/{ruta}", consulta.encode()
