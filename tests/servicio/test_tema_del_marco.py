"""El tema que se manda en cada vuelta es, byte por byte, el de Streamlit; sólo que se arma una vez."""

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from apertura.rutas import RAIZ
from apertura.servicio import tema_del_marco

SECCIONES = ("theme", "theme.light", "theme.dark", "theme.sidebar", "theme.light.sidebar", "theme.dark.sidebar")


def armado(llenar: tema_del_marco.Llenar) -> bytes:
    """Como lo arma Streamlit: las seis secciones, cada una en su lugar del mensaje."""
    tema = CustomThemeConfig()
    partes = (tema, tema.light, tema.dark, tema.sidebar, tema.light.sidebar, tema.dark.sidebar)
    for parte, seccion in zip(partes, SECCIONES, strict=True):
        llenar(parte, seccion)
    return tema.SerializeToString(deterministic=True)


@pytest.fixture
def con_nuestra_configuracion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(RAIZ)
    config.get_config_options(force_reparse=True)


@pytest.mark.usefixtures("con_nuestra_configuracion")
def test_es_el_mismo_mensaje_las_veces_que_se_pida() -> None:
    original = app_session._populate_theme_msg
    esperado = armado(original)
    assert len(esperado) > 500, "sin nuestro tema, la prueba no comprueba nada"
    recordado = tema_del_marco.una_vez(original)
    assert [armado(recordado) for _ in range(3)] == [esperado] * 3


def test_cada_seccion_se_lee_una_sola_vez() -> None:
    leidas: list[str] = []
    recordado = tema_del_marco.una_vez(lambda mensaje, seccion: leidas.append(seccion))
    armado(recordado)
    armado(recordado)
    assert leidas == list(SECCIONES)
