"""Lo que se generó para descargarse aguanta las limpiezas de las demás sesiones, y después no ocupa memoria."""

from collections.abc import Iterator
from pathlib import PurePosixPath

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from apertura.servicio import recien_generado


@pytest.fixture
def manejador(monkeypatch: pytest.MonkeyPatch) -> Iterator[MediaFileManager]:
    """El de Streamlit, con nuestros dos cambios sólo mientras dura la prueba."""
    for nombre in ("execute_deferred", "_get_inactive_file_ids"):
        monkeypatch.setattr(MediaFileManager, nombre, getattr(MediaFileManager, nombre))
    recien_generado.conservar()
    yield MediaFileManager(MemoryMediaFileStorage("/media"))
    recien_generado._RECIENTES.clear()


def generado(manejador: MediaFileManager) -> str:
    boton = manejador.add_deferred(lambda: b"clave,valor\n", "text/csv", "uno", file_name="tabla.csv")
    return PurePosixPath(manejador.execute_deferred(boton)).stem


def esta(manejador: MediaFileManager, archivo: str) -> bool:
    return manejador.read_file(archivo) is not None


def test_no_se_borra_mientras_otras_sesiones_terminan_sus_vueltas(manejador: MediaFileManager) -> None:
    archivo = generado(manejador)
    for _ in range(50):
        manejador.remove_orphaned_files()
    assert esta(manejador, archivo)


def test_pasado_un_rato_se_borra(manejador: MediaFileManager, monkeypatch: pytest.MonkeyPatch) -> None:
    archivo = generado(manejador)
    monkeypatch.setattr(recien_generado, "SEGUNDOS", -1.0)
    manejador.remove_orphaned_files()
    manejador.remove_orphaned_files()
    assert not esta(manejador, archivo)
    assert recien_generado._RECIENTES == {}
