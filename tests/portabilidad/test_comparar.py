"""La comparación entre motores ve cada manera de apartarse, y la traducción no se calla lo que no puede."""

from decimal import Decimal
from pathlib import Path

import pytest
from sqlglot.errors import UnsupportedError

from apertura.consultas import consultas
from portabilidad.comparar import Respuesta, apartan
from portabilidad.traducir import MOTORES, principal, traducir

BASE = Respuesta(["clave", "valor", "partes"], [("01", 0.5, ["a"]), ("02", None, [])])


@pytest.mark.parametrize(
    ("otra", "motivo"),
    [
        (Respuesta(["clave", "cifra", "partes"], BASE.renglones), "columnas ['clave', 'cifra', 'partes']"),
        (Respuesta(BASE.columnas, BASE.renglones[:1]), "1 renglones en lugar de 2"),
        (Respuesta(BASE.columnas, BASE.renglones[::-1]), "renglón 1, clave: '02' en lugar de '01'"),
        (Respuesta(BASE.columnas, [("01", 0.5 + 2e-9, ["a"]), BASE.renglones[1]]), f"renglón 1, valor: {0.5 + 2e-9!r} en lugar de 0.5"),
        (Respuesta(BASE.columnas, [BASE.renglones[0], ("02", 0, [])]), "renglón 2, valor: 0 en lugar de None"),
        (Respuesta(BASE.columnas, [("01", None, ["a"]), BASE.renglones[1]]), "renglón 1, valor: None en lugar de 0.5"),
        (Respuesta(BASE.columnas, [("01", True, ["a"]), BASE.renglones[1]]), "renglón 1, valor: True en lugar de 0.5"),
        (Respuesta(BASE.columnas, [("01", 0.5, None), BASE.renglones[1]]), "renglón 1, partes: None en lugar de ['a']"),
    ],
)
def test_dice_en_que_se_aparta(otra: Respuesta, motivo: str) -> None:
    assert apartan(BASE, otra) == motivo


def test_un_mismo_numero_con_otro_tipo_es_el_mismo() -> None:
    assert apartan(BASE, Respuesta(BASE.columnas, [("01", Decimal("0.5000000000"), ("a",)), ("02", None, ())])) == ""


def test_lo_que_no_tiene_equivalente_es_un_error() -> None:
    with pytest.raises(UnsupportedError):
        traducir("select any_value(a) from t", "postgres")


@pytest.mark.parametrize("motor", MOTORES)
def test_se_escriben_todas_con_su_contrato(motor: str, tmp_path: Path) -> None:
    assert principal([motor, str(tmp_path)]) == 0
    assert sorted(ruta.stem for ruta in tmp_path.iterdir()) == sorted(consultas())
    escrita = (tmp_path / "nacional.sql").read_text(encoding="utf-8")
    assert escrita.startswith(f"-- qué: {consultas()['nacional'].que}\n")
    assert {"postgres": "%(metrica)s", "spark": ":metrica"}[motor] in escrita


def test_una_orden_mal_dada_explica_como(capsys: pytest.CaptureFixture[str]) -> None:
    assert principal(["oracle"]) == 2
    assert "portabilidad.traducir" in capsys.readouterr().err
