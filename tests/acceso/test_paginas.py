"""Con inicio de sesión y sin lectura pública, ninguna página enseña un dato a quien no ha entrado."""

import pytest
from streamlit.runtime.secrets import AttrDict

from apertura.interfaz import acceso as sesion
from tests.paginas.abrir import PAGINAS, abrir, en_ingles, textos, titulos

pytestmark = pytest.mark.usefixtures("navegacion_declarada")


@pytest.fixture(autouse=True)
def con_proveedor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Secretos con un proveedor y una lista de permisos vacía."""
    monkeypatch.setattr(sesion, "get_secrets_auth_section", lambda: AttrDict({"client_id": "apertura"}))
    monkeypatch.setenv("APERTURA_PERMISOS", "no-existe.toml")
    monkeypatch.delenv("APERTURA_PUBLICA", raising=False)


@pytest.mark.parametrize("pagina", PAGINAS)
def test_sin_entrar_cada_pagina_solo_ofrece_entrar(pagina: str) -> None:
    prueba = abrir(pagina, entidad="20", sujeto="20-EJE-08")
    assert not prueba.exception
    assert titulos(prueba) == ["Inicie sesión"]
    assert [b.label for b in prueba.button] == ["Entrar"]
    assert not prueba.dataframe
    assert not prueba.get("vega_lite_chart")
    assert en_ingles(prueba) == []


def test_si_la_lectura_es_publica_se_lee_y_se_puede_entrar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APERTURA_PUBLICA", "1")
    prueba = abrir("mapa")
    assert titulos(prueba) == ["Gobierno Abierto por entidad, 2017"]
    assert "Entrar" in [b.label for b in prueba.button]


def test_con_la_lista_danada_no_se_ve_nada_y_se_dice_por_que(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APERTURA_LECTURA", "todos")
    prueba = abrir("mapa")
    assert titulos(prueba) == ["Inicie sesión"]
    assert "La lista de permisos no se entiende" in " ".join(textos(prueba)).replace("\\", "")
