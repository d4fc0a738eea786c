"""La prueba de carga: sus cuentas y su tabla. Su cliente se prueba contra el servidor de verdad en `tests/servicio/`."""

import pytest

from bench import carga_informe
from bench.carga_informe import Medida, Vueltas


@pytest.mark.parametrize(("tiempos", "espera"), [([7.0], 7.0), (list(range(1, 101)), 95), (list(range(1, 21)), 19), ([3, 1, 2], 3)])
def test_el_p95_es_uno_de_los_medidos_y_no_lo_superan_mas_de_cinco_de_cada_cien(tiempos: list[float], espera: float) -> None:
    assert carga_informe.p95(tiempos) == espera


@pytest.mark.parametrize(("lento", "dice"), [(499.0, "(cumple: ≤ 500)"), (501.0, "(NO cumple: ≤ 500)")])
def test_cien_sesiones_se_juzgan_contra_su_tope(lento: float, dice: str) -> None:
    medida = Medida(100, llegadas=[10.0], cambios=[lento] * 20, memoria_por_sesion=1.5, memoria=420.0, servidor=0.8, medidor=0.2)
    assert f"| 100 | 10, 10 | 20 | {lento:.0f}, {lento:.0f} {dice} | — | 0 | 1.5, 420 | 0.80, 0.20 |" == carga_informe.renglon(medida)


@pytest.mark.parametrize(("despues", "cpu", "dice"), [(319.0, 14.0, ["cumple", "cumple"]), (321.0, 16.0, ["NO cumple", "NO cumple"])])
def test_las_vueltas_se_juzgan_por_procesador_y_por_memoria(despues: float, cpu: float, dice: list[str]) -> None:
    renglon = carga_informe.renglon_de_vueltas("datos", Vueltas(8_000, cpu, 300.0, despues))
    assert [parte.split("(")[1].split(":")[0] for parte in renglon.split("|") if "(" in parte] == dice


def test_los_errores_se_cuentan_y_se_dicen() -> None:
    medida = Medida(2, errores=["Fallo: 503 en /mapa", "Fallo: 503 en /mapa"])
    assert carga_informe.en_markdown({2: medida}, {}, {}, {"núcleos": "2"}).splitlines()[-1] == "- 2 × Fallo: 503 en /mapa"
