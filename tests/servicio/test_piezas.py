"""Las piezas del servicio, sin servidor."""

import json
from pathlib import Path

import pytest
from streamlit import config as opciones_de_streamlit
from streamlit.runtime.pages_manager import PagesManager

from apertura.errores import ErrorPublicacion
from apertura.servicio import cabeceras, fallas, inicio, portada


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
