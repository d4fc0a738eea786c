"""La lista de quién puede qué: lo que admite, lo que rechaza y que se note en cuanto cambia."""

from pathlib import Path

import pytest

from apertura.acceso import permisos
from apertura.errores import ErrorAcceso


@pytest.fixture
def lista(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Un archivo de permisos propio, que aún no existe, y ninguna variable."""
    ruta = tmp_path / "permisos.toml"
    monkeypatch.setenv("APERTURA_PERMISOS", str(ruta))
    for variable in ("APERTURA_EDICION", "APERTURA_LECTURA", "APERTURA_PUBLICA"):
        monkeypatch.delenv(variable, raising=False)
    return ruta


def test_sin_archivo_ni_variables_nadie_esta_en_la_lista(lista: Path) -> None:
    assert not lista.exists()
    leidos = permisos()
    assert (leidos.edicion, leidos.lectura, leidos.publica, leidos.horas) == (frozenset(), frozenset(), False, 8.0)


def test_se_suman_el_archivo_y_las_variables(lista: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lista.write_text('edicion = ["Ana@Ejemplo.gob.mx", "https://idp.ejemplo#aB7"]\nlectura = ["@ejemplo.gob.mx"]\nhoras = 2\n')
    monkeypatch.setenv("APERTURA_EDICION", " eva@x.mx ,")
    monkeypatch.setenv("APERTURA_PUBLICA", "sí")
    leidos = permisos()
    assert leidos.edicion == {"ana@ejemplo.gob.mx", "eva@x.mx", "https://idp.ejemplo#aB7"}
    assert (leidos.lectura, leidos.publica, leidos.horas) == ({"@ejemplo.gob.mx"}, True, 2.0)


def test_quitar_a_alguien_se_nota_en_la_siguiente_accion(lista: Path) -> None:
    lista.write_text('edicion = ["ana@x.mx", "eva@x.mx"]\n')
    antes = permisos()
    lista.write_text('edicion = ["ana@x.mx"]\n')
    assert (antes.edicion - permisos().edicion) == {"eva@x.mx"}
    assert antes.huella != permisos().huella


@pytest.mark.parametrize(
    "texto",
    [
        "edicion = [",
        'edicion = "ana@x.mx"',
        "edicion = [1]",
        'edicion = ["@x.mx"]',  # un dominio entero no edita
        'edicion = ["*"]',
        'lectura = ["*"]',
        'lectura = ["@com"]',
        'edicion = ["ana"]',
        'edicion = ["аna@x.mx"]',
        'edicon = ["ana@x.mx"]',
        'publica = "no"',
        "horas = 0",
        "horas = 25",
        "horas = true",
        'horas = "8"',
    ],
)
def test_una_lista_que_no_se_entiende_no_deja_pasar_a_nadie(lista: Path, texto: str) -> None:
    lista.write_text(texto, encoding="utf-8")
    with pytest.raises(ErrorAcceso) as error:
        permisos()
    assert str(error.value).startswith("PERMISOS · La lista de permisos no se entiende")
    assert str(lista.parent) not in str(error.value)
