"""`texto_seguro`: ningún carácter ajeno conserva un sentido para Markdown ni para Streamlit."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from apertura.interfaz.texto import texto_seguro
from apertura.servicio.fallas import explicar
from tests.interfaz.hostiles import HOSTILES, esperado

# Puntuación ASCII con la que CommonMark, GFM o Streamlit hacen algo.
ACTIVOS = set("\\`*_{}[]()#+-.!|<>=$:~&^")
TARDIOS = re.compile(r"https?://|www\.|:material/|:streamlit:|[-.\w+]@[-\w]", re.IGNORECASE)
textos = st.one_of(st.text(), st.text(st.sampled_from(sorted(ACTIVOS) + list(" \t\n\r@/wa1"))), st.sampled_from(HOSTILES))


def leer(escapado: str) -> str:
    """Lo que queda al quitar los escapes, que es lo que Markdown entrega."""
    return re.sub(r"\\(.)", r"\1", escapado)


def activos(escapado: str) -> list[str]:
    """Los caracteres con sentido que no van detrás de su propia barra."""
    return [letra for letra in re.sub(r"\\.", "", escapado) if letra in ACTIVOS]


@settings(max_examples=500, deadline=None)
@given(textos)
@example("a\r===")
@example("    código")
def test_nada_queda_activo(texto: str) -> None:
    escapado = texto_seguro(texto)
    assert activos(escapado) == []
    assert not TARDIOS.search(leer(escapado))
    assert not re.search(r"[\r\n\t\x00-\x1f\u2028\u2029\u202e]", escapado)
    assert escapado == escapado.strip()


@settings(max_examples=500, deadline=None)
@given(textos)
def test_se_lee_lo_mismo_en_un_renglon(texto: str) -> None:
    leido = leer(texto_seguro(texto)).replace("\u2060", "")
    assert re.sub(r"\s", "", leido) == re.sub(r"[\s\x00-\x1f\x7f-\x9f\u2060\u202a-\u202e\u2066-\u2069]", "", texto)


@pytest.mark.parametrize("hostil", HOSTILES, ids=repr)
def test_los_textos_hostiles_conocidos_se_leen_tal_cual(hostil: str) -> None:
    escapado = texto_seguro(hostil)
    assert activos(escapado) == []
    assert leer(escapado).replace("\u2060", "") == esperado(hostil)


def test_un_texto_comun_no_lleva_nada_de_mas() -> None:
    assert texto_seguro("Secretaría de Salud, Oaxaca") == "Secretaría de Salud, Oaxaca"
    assert texto_seguro(0.5) == "0\\.5"
    assert texto_seguro(None) == "None"


def test_el_aviso_de_falla_pasa_por_el_mismo_texto_seguro() -> None:
    """Hay una sola función: la que usan las páginas y el manejador de fallas."""
    from apertura.servicio import fallas

    assert fallas.texto_seguro is texto_seguro
    assert activos(texto_seguro(explicar(RuntimeError("**x**"), "AB12"))) == []
