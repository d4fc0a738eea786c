"""Ponerse delante como otra persona."""

from collections.abc import Callable

import pytest

from apertura.acceso import Persona, Rol, guardia
from apertura.acceso.identidad import SIN_SESION
from apertura.publicaciones import versiones

PERSONAS = {
    "anónima": Persona("visitante", Rol.NADIE, "nadie", "sin iniciar sesión", "Inicie sesión."),
    "sin sesión": SIN_SESION,
    "vencida": Persona("ana@x.mx", Rol.NADIE, "oidc", "sesión vencida", vencida=True),
    "lectura": Persona("luis@x.mx", Rol.LECTURA, "oidc", "lista de permisos"),
    "edición": Persona("ana@x.mx", Rol.EDICION, "oidc"),
    "equipo": Persona("yo", Rol.EDICION, "equipo"),
}


@pytest.fixture
def como(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Persona]:
    """`como("lectura")`: desde ahora está delante esa persona."""
    versiones._NEGADAS.clear()
    monkeypatch.delenv("APERTURA_SOLO_LECTURA", raising=False)

    def ponerse(cual: str) -> Persona:
        monkeypatch.setattr(guardia, "_identificar", lambda: PERSONAS[cual])
        return PERSONAS[cual]

    return ponerse
