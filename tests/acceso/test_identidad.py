"""De lo que se sabe de una conexión a un papel: casos buenos, dudosos y falsos."""

from typing import Any

import pytest

from apertura.acceso import Permisos, Rol
from apertura.acceso.identidad import con_inicio_de_sesion, es_de_este_equipo, sin_inicio_de_sesion

LOCAL = {"Host": "127.0.0.1:8501", "Origin": "http://127.0.0.1:8501"}
PERMISOS = Permisos(
    edicion=frozenset({"ana@ejemplo.gob.mx", "https://idp.ejemplo#77"}), lectura=frozenset({"luis@otro.mx", "@ejemplo.gob.mx"})
)
AHORA = 1_000_000.0
FIRMADO = {
    "is_logged_in": True,
    "iss": "https://idp.ejemplo",
    "sub": "1",
    "aud": "apertura",
    "iat": AHORA - 60,
    "exp": AHORA + 3600,
    "email": "ana@ejemplo.gob.mx",
    "email_verified": True,
}


def papel(permisos: Permisos = PERMISOS, **cambios: Any) -> Rol:
    """El papel con esas declaraciones cambiadas; None quita una."""
    dicho = {c: v for c, v in {**FIRMADO, **cambios}.items() if v is not None}
    return con_inicio_de_sesion(dicho, permisos, "apertura", AHORA).rol


@pytest.mark.parametrize("nombre", ["127.0.0.1:8501", "localhost:8501", "localhost", "[::1]:8501", "LOCALHOST:1"])
def test_quien_esta_en_el_equipo_edita(nombre: str) -> None:
    cabeceras = {"Host": nombre, "Origin": f"http://{nombre}"}
    assert sin_inicio_de_sesion("127.0.0.1", cabeceras).rol is Rol.EDICION
    assert sin_inicio_de_sesion("::1", cabeceras).rol is Rol.EDICION


@pytest.mark.parametrize(
    ("ip", "cambios"),
    [
        ("10.0.0.7", {}),
        (None, {}),
        ("127.0.0.1", {"Host": "malo.ejemplo:8501", "Origin": "http://malo.ejemplo:8501"}),
        ("127.0.0.1", {"Host": "malo.ejemplo"}),
        ("127.0.0.1", {"Origin": "http://malo.ejemplo"}),
        ("127.0.0.1", {"Origin": "null"}),
        ("127.0.0.1", {"Origin": ""}),
        ("127.0.0.1", {"Host": "127.0.0.1.malo.ejemplo"}),
        ("127.0.0.1", {"Host": "malo.ejemplo@127.0.0.1:x"}),
        ("127.0.0.1", {"Host": "[::1"}),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}),
        ("127.0.0.1", {"x-real-ip": "127.0.0.1"}),
        ("127.0.0.1", {"Forwarded": "for=127.0.0.1"}),
        ("127.0.0.1", {"Via": "1.1 proxy"}),
    ],
)
def test_quien_llega_de_fuera_o_por_un_proxy_solo_lee(ip: str | None, cambios: dict[str, str]) -> None:
    persona = sin_inicio_de_sesion(ip, {**LOCAL, **cambios})
    assert persona.rol is Rol.LECTURA
    assert "otro equipo" in persona.motivo


def test_sin_cabeceras_no_se_es_de_este_equipo() -> None:
    assert not es_de_este_equipo("127.0.0.1", {})


def test_el_papel_sale_de_la_lista() -> None:
    assert papel() is Rol.EDICION
    assert papel(email="ANA@Ejemplo.gob.mx") is Rol.EDICION
    assert papel(email="eva@ejemplo.gob.mx") is Rol.LECTURA
    assert papel(email="luis@otro.mx") is Rol.LECTURA
    assert papel(email="nadie@otro.mx") is Rol.NADIE
    assert papel(email=None, email_verified=None, sub="77") is Rol.EDICION
    assert papel(aud=["otra", "apertura"]) is Rol.EDICION
    assert papel(permisos=Permisos()) is Rol.NADIE
    assert papel(permisos=Permisos(publica=True)) is Rol.LECTURA


@pytest.mark.parametrize(
    "cambios",
    [
        {"is_logged_in": None},
        {"is_logged_in": "true"},
        {"is_logged_in": 1},
        {"email_verified": None},
        {"email_verified": False},
        {"email_verified": "false"},
        {"email_verified": 1.5},
        {"aud": None},
        {"aud": "otra"},
        {"aud": ["otra"]},
        {"aud": "apertur"},
        {"exp": AHORA},
        {"exp": AHORA - 1},
        {"exp": None},
        {"exp": "9999999999"},
        {"exp": True},
        {"iat": None},
        {"iat": AHORA - 9 * 3600, "exp": AHORA + 9999},
        {"iat": AHORA + 301, "exp": AHORA + 9999},
        {"exp": float("nan")},
        {"email": "ana@ejemplo.gob.mx\n"},
        {"email": "ana@ejemplo.gob.mx@malo.mx"},
        {"email": "аna@ejemplo.gob.mx"},
        {"email": "ana@ejemplo.gob.mx.malo.mx"},
        {"email": ["ana@ejemplo.gob.mx"]},
        {"iss": "https://otro.ejemplo", "email": None, "sub": "77"},
    ],
    ids=repr,
)
def test_lo_que_no_se_puede_comprobar_nunca_da_edicion(cambios: dict[str, Any]) -> None:
    assert papel(**cambios) < Rol.EDICION


def test_una_sesion_vencida_lo_dice_y_otra_aplicacion_tambien() -> None:
    vencida = con_inicio_de_sesion({**FIRMADO, "exp": AHORA - 1}, PERMISOS, "apertura", AHORA)
    assert (vencida.vencida, vencida.nombre) == (True, "ana@ejemplo.gob.mx")
    ajena = con_inicio_de_sesion({**FIRMADO, "aud": "otra"}, PERMISOS, "apertura", AHORA)
    assert (ajena.rol, ajena.motivo) == (Rol.NADIE, "credencial de otra aplicación")
    assert con_inicio_de_sesion(FIRMADO, PERMISOS, "", AHORA).rol is Rol.NADIE


def test_sin_entrar_se_lee_solo_si_es_publica() -> None:
    assert con_inicio_de_sesion({}, PERMISOS, "apertura", AHORA).rol is Rol.NADIE
    assert con_inicio_de_sesion({}, Permisos(publica=True), "apertura", AHORA).rol is Rol.LECTURA
