"""Cada página: axe no reprueba nada, las gráficas se leen, a 400 % nada se sale de lado y con el teclado se llega a todo."""

import pytest
from playwright.sync_api import Page, expect

from tests.accesibilidad.conftest import A_CUATROCIENTOS, CAMINOS, ESCRITORIO, OTRAS, PAGINAS
from tests.accesibilidad.revisar import FIGURAS, FIGURAS_EN_INGLES, SE_SALE, abrir, recorrer_con_tabulador, reprobado, variante

pytestmark = pytest.mark.navegador

POCOS, MUCHOS = 45, 300
MARCO = ("Métrica y edición", "Buscar institución o entidad", "Compartir")


@pytest.fixture(scope="module", params=PAGINAS)
def nombre(request: pytest.FixtureRequest, servidor: str, vista: Page) -> str:
    """Cada página, recién cargada en escritorio y claro; sus revisiones la comparten."""
    vista.set_viewport_size(ESCRITORIO)  # type: ignore[arg-type]
    vista.emulate_media(color_scheme="light")
    abrir(vista, f"{servidor}/{CAMINOS[request.param]}")
    return request.param


def test_con_el_tabulador_se_recorre_se_ve_donde_esta_y_no_atrapa(nombre: str, vista: Page, a_fondo: bool) -> None:
    pasos = recorrer_con_tabulador(vista, MUCHOS if a_fondo else POCOS)
    assert pasos[0]["que"] == "Ir al contenido", nombre
    assert [p["que"] for p in pasos if not p["dentro"]] == [], "el foco se fue de la pantalla"
    assert [p["que"] for p in pasos if not p["visible"]] == [], "no se ve dónde está el foco"
    nombres = " ".join(p["que"] for p in pasos)
    assert [control for control in MARCO if control not in nombres] == []
    assert len(pasos) > 15
    assert len({p["que"] for p in pasos[-12:]}) > 1, f"el foco no sale de {pasos[-1]['que']}"


def test_habla_espanol_de_mexico_y_cada_grafica_se_lee(nombre: str, vista: Page) -> None:
    """Cada gráfica se anuncia en español y la sigue un párrafo que dice lo que muestra, con cifras."""
    assert vista.evaluate("document.documentElement.lang") == "es-MX", nombre
    graficas, parrafos = vista.get_by_test_id("stVegaLiteChart"), vista.locator("[class*='st-key-lector_']")
    if graficas.count():
        expect(parrafos.nth(graficas.count() - 1)).to_be_attached()
    assert all(any(letra.isdigit() for letra in texto) and len(texto) > 40 for texto in parrafos.all_inner_texts())
    dichas = vista.evaluate(FIGURAS)
    assert [d for d in dichas if any(palabra in d.split() for palabra in FIGURAS_EN_INGLES)] == []
    assert len(dichas) >= graficas.count()


def test_axe_no_reprueba_nada(nombre: str, vista: Page, a_fondo: bool) -> None:
    assert reprobado(vista) == [], f"{nombre}, escritorio, claro"
    for medida, tema in OTRAS if a_fondo else [OTRAS[PAGINAS.index(nombre) % len(OTRAS)]]:
        variante(vista, medida, tema)
        assert reprobado(vista) == [], f"{nombre}, {medida['width']} px, {tema}"


def test_a_cuatrocientos_por_ciento_no_hay_que_recorrerla_de_lado(nombre: str, vista: Page) -> None:
    variante(vista, A_CUATROCIENTOS, "claro")
    assert vista.evaluate(SE_SALE) <= 0, nombre
