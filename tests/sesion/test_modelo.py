"""El guion: agregar, mover, editar y quitar, con cualquier texto."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apertura.errores import ErrorSeleccion
from apertura.sesion import Guion, Paso
from apertura.sesion.modelo import LARGOS, PASOS_MAXIMOS, TITULO, limpio

TRES = Guion("Prueba").agregar(Paso("/a"), Paso("/b"), Paso("/c"))


def vistas(guion: Guion) -> list[str]:
    return [paso.vista for paso in guion.pasos]


@pytest.mark.parametrize(
    ("numero", "cuanto", "quedan"),
    [(0, 1, "bac"), (2, -1, "acb"), (0, -1, "abc"), (2, 1, "abc"), (0, 9, "bca"), (2, -9, "cab"), (7, 1, "abc"), (-1, 1, "abc")],
)
def test_mover_corre_el_paso_y_no_pasa_de_los_extremos(numero: int, cuanto: int, quedan: str) -> None:
    assert "".join(vista[1:] for vista in vistas(TRES.mover(numero, cuanto))) == quedan


def test_quitar_duplicar_y_cambiar_solo_tocan_su_paso() -> None:
    assert vistas(TRES.quitar(1)) == ["/a", "/c"]
    assert vistas(TRES.duplicar(0)) == ["/a", "/a", "/b", "/c"]
    cambiado = TRES.cambiar(1, titulo=" Otro\n título ", notas="uno\ndos")
    assert (cambiado.pasos[1].titulo, cambiado.pasos[1].notas) == ("Otro título", "uno\ndos")
    assert (cambiado.pasos[0], cambiado.pasos[2]) == (TRES.pasos[0], TRES.pasos[2])
    assert TRES.quitar(9) == TRES.duplicar(9) == TRES.cambiar(9, titulo="x") == TRES
    assert (TRES.lugar("/b"), TRES.lugar("/z")) == (1, None)


def test_una_sesion_llena_no_admite_mas_y_lo_dice() -> None:
    llena = Guion().agregar(*(Paso("/a") for _ in range(PASOS_MAXIMOS)))
    with pytest.raises(ErrorSeleccion, match=f"a lo más {PASOS_MAXIMOS} láminas"):
        llena.agregar(Paso("/b"))
    with pytest.raises(ErrorSeleccion):
        llena.duplicar(0)


def test_sin_titulo_se_llama_sesion_y_un_aspecto_que_no_existe_no_cambia_nada() -> None:
    assert Guion("x").titulado(" \u202e ").titulo == TITULO
    assert TRES.con_aspecto("oscuro").con_aspecto("<b>").aspecto == "oscuro"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=600), st.sampled_from(sorted(LARGOS)))
def test_un_texto_limpio_se_puede_escribir_no_se_voltea_y_ya_no_cambia(texto: str, campo: str) -> None:
    listo = limpio(texto, campo)
    listo.encode()
    assert len(listo) <= LARGOS[campo]
    assert not set(listo) & set("\x00\x1b\u202a\u202e\u2066\u2069")
    assert campo == "notas" or "\n" not in listo
    assert limpio(listo, campo) == listo


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(-2, 8), st.integers(-9, 9)), max_size=12))
def test_mover_cuantas_veces_sea_conserva_los_mismos_pasos(movimientos: list[tuple[int, int]]) -> None:
    guion = TRES
    for numero, cuanto in movimientos:
        guion = guion.mover(numero, cuanto)
    assert sorted(vistas(guion)) == ["/a", "/b", "/c"]
