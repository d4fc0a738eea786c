"""Los números se leen como en México: 1,234.56, medio hacia arriba y con su signo."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apertura import formato

medibles = st.floats(min_value=-1e9, max_value=1e9, allow_nan=False)
milesimas = st.integers(min_value=-9_999_999, max_value=9_999_999)


def leer(texto: str) -> float:
    """El número que leería una persona."""
    return float(texto.replace(formato.MENOS, "-").replace(",", ""))


@pytest.mark.parametrize(
    ("valor", "decimales", "texto"),
    [
        (0.455, 2, "0.46"),
        (0.445, 2, "0.45"),
        (0.195, 2, "0.20"),
        (0.19499999999999998, 2, "0.20"),
        (0.1949, 2, "0.19"),
        (0.3887, 2, "0.39"),
        (1, 2, "1.00"),
        (0, 2, "0.00"),
        (-0.02, 2, "−0.02"),
        (-0.455, 2, "−0.46"),
        (-0.001, 2, "0.00"),
        (-0.0, 2, "0.00"),
        (1234.5, 2, "1,234.50"),
        (1234567.891, 1, "1,234,567.9"),
        (2.5, 0, "3"),
        (0.12345, 4, "0.1235"),
        (1e-13, 2, "0.00"),
    ],
)
def test_decimal_redondea_medio_hacia_arriba(valor: float, decimales: int, texto: str) -> None:
    assert formato.decimal(valor, decimales) == texto


@pytest.mark.parametrize("valor", [None, float("nan"), float("inf"), float("-inf")])
def test_lo_que_no_es_un_numero_es_sin_dato(valor: float | None) -> None:
    for dar in (formato.decimal, formato.indice, formato.entero, formato.porcentaje, formato.diferencia):
        assert dar(valor) == "s/d"


@given(milesimas)
def test_la_mitad_exacta_siempre_sube_en_magnitud(milesima: int) -> None:
    exacto = Decimal(milesima).scaleb(-3)
    assert leer(formato.decimal(float(exacto))) == float(exacto.quantize(Decimal("0.01"), ROUND_HALF_UP))


@given(medibles, st.integers(min_value=0, max_value=4))
def test_lo_escrito_se_lee_de_vuelta_a_media_unidad_del_ultimo_decimal(valor: float, decimales: int) -> None:
    texto = formato.decimal(valor, decimales)
    assert abs(leer(texto) - valor) <= 0.5 / 10**decimales + abs(valor) * 1e-12 + 1e-9
    assert texto.partition(".")[2] == "" if decimales == 0 else len(texto.partition(".")[2]) == decimales


@given(st.integers(min_value=0, max_value=100))
def test_un_indice_con_dos_decimales_se_escribe_igual(centesimas: int) -> None:
    assert formato.indice(centesimas / 100) == f"{centesimas // 100}.{centesimas % 100:02d}"


@given(medibles)
def test_ningun_numero_lleva_guion_ni_menos_cero(valor: float) -> None:
    texto = formato.decimal(valor)
    assert "-" not in texto
    assert texto != "−0.00"


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_el_entero_se_lee_de_vuelta(cantidad: int) -> None:
    assert leer(formato.entero(cantidad)) == cantidad


@pytest.mark.parametrize(("proporcion", "texto"), [(0.585, "59 %"), (0, "0 %"), (1, "100 %"), (0.005, "1 %"), (0.004, "0 %")])
def test_el_porcentaje_va_sin_decimales_y_con_espacio(proporcion: float, texto: str) -> None:
    assert formato.porcentaje(proporcion) == texto


@pytest.mark.parametrize(
    ("valor", "texto"),
    [
        (0.02, "+0.02"),
        (-0.02, "−0.02"),
        (0.0, "0.00"),
        (0.004, "0.00"),
        (-0.004, "0.00"),
        (0.005, "+0.01"),
        (10, "+10.00"),
    ],
)
def test_la_diferencia_lleva_signo_salvo_si_es_cero(valor: float, texto: str) -> None:
    assert formato.diferencia(valor) == texto


@given(medibles)
def test_una_diferencia_y_su_contraria_solo_cambian_de_signo(valor: float) -> None:
    ida, vuelta = formato.diferencia(valor), formato.diferencia(-valor)
    assert ida.strip("+−") == vuelta.strip("+−")
    assert {ida[0], vuelta[0]} in ({"+", "−"}, {"0"})


def test_el_cambio_es_el_de_las_cifras_que_se_ven() -> None:
    assert formato.cambio(0.48, 0.46) == "−0.02 (de 0.48 a 0.46)"
    # Sin redondear sería −0.01; lo que la persona ve y resta es −0.02.
    assert formato.cambio(0.4750, 0.4649) == "−0.02 (de 0.48 a 0.46)"
    assert formato.cambio(0.4, 0.4) == "0.00 (de 0.40 a 0.40)"


@given(st.floats(0, 1), st.floats(0, 1))
def test_el_cambio_siempre_cuadra_con_sus_dos_extremos(antes: float, despues: float) -> None:
    salto, extremos = formato.cambio(antes, despues).split(" (de ")
    uno, otro = extremos.rstrip(")").split(" a ")
    assert leer(salto) == pytest.approx(leer(otro) - leer(uno), abs=1e-9)


def test_el_lugar_dice_entre_cuantos_y_si_hay_empate() -> None:
    assert formato.lugar(15, 33) == "15 de 33"
    assert formato.lugar(14, 33, 2) == "14 de 33 (empate entre 2)"


def test_las_fechas_van_en_palabras() -> None:
    assert formato.fecha(date(2026, 11, 23)) == "23 de noviembre de 2026"
    assert [formato.fecha(date(2026, mes, 1)).split()[2] for mes in (1, 9, 12)] == ["enero", "septiembre", "diciembre"]


@pytest.mark.parametrize(
    ("partes", "texto"),
    [
        ([], ""),
        (["Oaxaca"], "Oaxaca"),
        (["Oaxaca", "Puebla"], "Oaxaca y Puebla"),
        (["Colima", "Jalisco", "Nayarit"], "Colima, Jalisco y Nayarit"),
        (["fideicomisos", "instituciones"], "fideicomisos e instituciones"),
        (["Puebla", "Hidalgo"], "Puebla e Hidalgo"),
        (["agua", "hielo"], "agua y hielo"),
    ],
)
def test_enumerar_usa_la_conjuncion_espanola(partes: list[str], texto: str) -> None:
    assert formato.enumerar(partes) == texto


def test_contar_concuerda_en_numero() -> None:
    assert formato.contar(1, "sujeto obligado", "sujetos obligados") == "1 sujeto obligado"
    assert formato.contar(0, "sujeto", "sujetos") == "0 sujetos"
    assert formato.contar(1243, "sujeto", "sujetos") == "1,243 sujetos"
