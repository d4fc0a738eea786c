"""Un inicio de sesión mal configurado no llega a atender a nadie; sin configurarlo, no se carga."""

from pathlib import Path
from typing import Any

import pytest
import streamlit
from streamlit.runtime.secrets import AttrDict

from apertura.acceso import Rol, identidad
from apertura.errores import ErrorAcceso
from apertura.interfaz import acceso as sesion
from apertura.servicio import cabeceras, sesiones

BUENA = {
    "redirect_uri": "https://metrica.ejemplo.mx/oauth2callback",
    "cookie_secret": "prueba-3f9a1c7e5b2d8064-aztlan-qwxyz",
    "client_id": "apertura",
    "client_secret": "x",
    "server_metadata_url": "https://idp.ejemplo/.well-known/openid-configuration",
}


@pytest.fixture
def secretos(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Any]:
    """La sección [auth] de los secretos; la prueba la cambia."""
    seccion = dict(BUENA)
    monkeypatch.setenv("APERTURA_PERMISOS", str(tmp_path / "permisos.toml"))
    for modulo in (sesiones, sesion):
        monkeypatch.setattr(modulo, "get_secrets_auth_section", lambda: AttrDict(seccion))
    return seccion


def test_bien_configurado_se_acepta_y_pide_cookies_cifradas(secretos: dict[str, Any]) -> None:
    assert sesiones.comprobar()
    assert sesiones.por_tls()
    assert sesion.proveedores() == ["default"]
    secretos["redirect_uri"] = "http://localhost:{port}/oauth2callback"
    assert sesiones.comprobar()
    assert not sesiones.por_tls()


def test_sin_secretos_no_hay_inicio_de_sesion(secretos: dict[str, Any]) -> None:
    secretos.clear()
    assert not sesiones.comprobar()
    assert not sesion.hay_inicio_de_sesion()


@pytest.mark.parametrize(
    ("campo", "valor"),
    [
        ("cookie_secret", ""),
        ("cookie_secret", "corto"),
        ("cookie_secret", "x" * 40),
        ("redirect_uri", ""),
        ("redirect_uri", "https://metrica.ejemplo.mx/"),
        ("redirect_uri", "http://metrica.ejemplo.mx/oauth2callback"),
        ("redirect_uri", "ftp://metrica.ejemplo.mx/oauth2callback"),
    ],
)
def test_lo_inseguro_impide_arrancar_y_dice_que_corregir(secretos: dict[str, Any], campo: str, valor: str) -> None:
    secretos[campo] = valor
    with pytest.raises(ErrorAcceso, match=campo) as error:
        sesiones.comprobar()
    assert str(error.value).startswith("ACCESO · ")
    assert "corto" not in str(error.value)


def test_una_lista_de_permisos_danada_impide_arrancar(secretos: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "permisos.toml").write_text("edicion = [")
    with pytest.raises(ErrorAcceso, match="PERMISOS"):
        sesiones.comprobar()


def test_una_seccion_a_medias_cierra_el_paso_en_lugar_de_abrirlo(secretos: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    secretos.clear()
    secretos["redirect_uri"] = BUENA["redirect_uri"]
    monkeypatch.setattr(sesion, "get_script_run_ctx", lambda: object())
    monkeypatch.setattr(type(streamlit.user), "to_dict", lambda _: {"is_logged_in": True, "email": "ana@x.mx", "email_verified": True})
    assert sesion.persona().rol is Rol.NADIE


def test_varios_proveedores_y_el_cliente_de_cada_uno(secretos: dict[str, Any]) -> None:
    secretos["gobierno"] = {"client_id": "uno"}
    secretos["universidad"] = {"client_id": "dos"}
    assert sesion.proveedores() == ["gobierno", "universidad"]
    assert [sesion._cliente(p) for p in ("gobierno", "universidad", "otro", None)] == ["uno", "dos", "", ""]


def test_en_el_servidor_un_hilo_sin_sesion_no_es_nadie(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sesion.persona().rol is Rol.EDICION, "sin servidor, es quien corre el programa"
    monkeypatch.setattr("streamlit.runtime.exists", lambda: True)
    assert sesion.persona() == identidad.SIN_SESION


def test_con_tls_ninguna_cookie_viaja_sin_cifrar() -> None:
    assert cabeceras._solo_cifrada(b"a=b; Path=/") == b"a=b; Path=/; Secure"
    assert cabeceras._solo_cifrada(b"a=b; secure; Path=/") == b"a=b; secure; Path=/"
