"""Qué se repite al probar y con qué código termina."""

import pytest

from probar import Paso, a_la_segunda, son_pocas


@pytest.mark.parametrize(
    ("codigo", "cierre", "se_repite"),
    [
        (1, "=== 1 failed, 137 passed in 297.76s (0:04:57) ===", True),
        (1, "=== 3 failed, 135 passed in 297.76s (0:04:57) ===", True),
        (1, "=== 4 failed, 134 passed in 297.76s (0:04:57) ===", False),
        (1, "=== 13 failed, 125 passed in 297.76s (0:04:57) ===", False),
        (1, "=== 1 failed, 130 passed, 7 errors in 297.76s ===", False),
        (0, "=== 138 passed in 291.21s (0:04:51) ===", False),
        (2, "=== 1 failed in 1.00s ===", False),
        (1, "", False),
    ],
)
def test_solo_se_repiten_pocas_fallas_y_ningun_error(codigo: int, cierre: str, se_repite: bool) -> None:
    assert son_pocas(Paso("Pruebas en navegador", codigo, 1.0, cierre)) is se_repite


@pytest.mark.parametrize("codigo", [0, 1, 5])
def test_cuenta_lo_que_paso_la_segunda_vez_y_se_ven_los_dos_cierres(codigo: int) -> None:
    paso = a_la_segunda(Paso("N", 1, 300.0, "=== 1 failed in 300s ==="), Paso("otra vez", codigo, 12.0, "=== al final in 12s ==="))
    assert (paso.codigo, paso.segundos) == (codigo, 312.0)
    assert "1 failed" in paso.cierre
    assert "al final" in paso.cierre
