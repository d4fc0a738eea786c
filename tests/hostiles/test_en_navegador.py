"""El corpus hostil en un Chromium real, por los tres caminos: la dirección, el buscador y lo publicado. Nada se ejecuta ni sale."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode

import polars as pl
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from apertura.seleccion import PARAMETROS, Seleccion
from tests.accesibilidad.conftest import PAGINAS
from tests.conftest import salidas
from tests.hostiles.corpus import TODOS
from tests.hostiles.publicacion import envenenar
from tests.navegador.recorrer import ESPERA, lista
from tests.servidores import servidor_en_marcha

pytestmark = pytest.mark.navegador

NOMBRES = [PARAMETROS.get(campo, campo) for campo in Seleccion.__dataclass_fields__]
VIGIA = """
window.__violaciones = [];
document.addEventListener("securitypolicyviolation", e => {
  // El propio marco pregunta si podría usar WebAssembly; la política dice que no y sigue sin él.
  if (e.blockedURI !== "wasm-eval") window.__violaciones.push(e.violatedDirective + " " + e.blockedURI);
});
"""
ABRIR_TODO = "() => document.querySelectorAll('[data-testid=stExpander] details:not([open]) > summary').forEach(s => s.click())"
MARCAS = "svg.marks path[aria-label]"
ELEMENTOS_AJENOS = (
    "script:not([src]), iframe, object, embed, form:not(.vega-bindings), base, portal, "
    "[onerror], [onload], [onclick], a[href^='javascript' i], a[href*='malo.ejemplo']"
)


class Testigo:
    """Lo que nunca debe pasar en una pestaña, mientras dura."""

    def __init__(self, pagina: Page) -> None:
        self.pagina, self.vistos = pagina, list[str]()
        pagina.add_init_script(VIGIA)
        pagina.on("request", lambda p: self.vistos.extend(salidas(p.url)))
        pagina.on("dialog", lambda d: self.vistos.append(f"diálogo: {d.message}"))
        pagina.on("pageerror", lambda e: self.vistos.append(f"error de JavaScript: {e}"))
        pagina.on("popup", lambda p: self.vistos.append(f"ventana: {p.url}"))

    def nada(self, donde: str) -> None:
        """Falla si algo se ejecutó, salió, lo tuvo que frenar la política de contenido o quedó incrustado."""
        assert self.vistos == [], donde
        assert self.pagina.evaluate("[window.__mal ?? null, window.__violaciones]") == [None, []], donde
        # El marco trae un guion en línea propio, y su huella va en la política; ningún otro elemento de éstos es suyo.
        ajenos = self.pagina.locator("body").evaluate(
            f"b => [...b.querySelectorAll(`{ELEMENTOS_AJENOS}`)].map(e => e.outerHTML.slice(0, 200))"
        )
        assert ajenos == [], donde
        assert self.pagina.get_by_text("Traceback").count() == 0, donde


@pytest.fixture(scope="module")
def envenenado(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Un servidor cuya publicación trae un texto hostil en cada texto libre."""
    datos = tmp_path_factory.mktemp("datos")
    envenenar(datos / "publicacion")
    with servidor_en_marcha(APERTURA_DATOS=str(datos)) as url:
        yield url


@pytest.fixture
def testigo(contexto: BrowserContext) -> Iterator[Testigo]:
    """Una pestaña vigilada, alta para que quepa todo."""
    pagina = contexto.new_page()
    pagina.set_viewport_size({"width": 1366, "height": 1800})
    yield Testigo(pagina)
    pagina.close()


def pasar_por_la_grafica(pagina: Page) -> str:
    """Pasa el cursor por unas cuantas marcas y devuelve lo que dijeron sus recuadros."""
    marcas, dicho = pagina.locator(MARCAS), ""
    if pagina.get_by_test_id("stVegaLiteChart").count():
        expect(marcas.first).to_be_attached(timeout=ESPERA)
    for i in range(0, min(marcas.count(), 36), 12):
        marcas.nth(i).hover(force=True)
        pagina.wait_for_timeout(50)
        dicho += " ".join(pagina.locator("[id^=vg-tooltip-element].visible").all_inner_texts())
    return dicho


def test_lo_publicado_con_textos_hostiles_se_lee_en_cada_pagina_y_nada_se_ejecuta(envenenado: str, testigo: Testigo) -> None:
    pagina, recuadros = testigo.pagina, ""
    for nombre in PAGINAS:
        camino = "" if nombre == "inicio" else nombre
        pagina.goto(f"{envenenado}/{camino}?entidad=20&sujeto=20-EJE-08&unidad=ent.20&unidad=sujeto.20-EJE-08&en=20")
        lista(pagina)
        recuadros += pasar_por_la_grafica(pagina)
        pagina.evaluate(ABRIR_TODO)
        lista(pagina)
        expect(pagina.get_by_text("no se pudo mostrar")).to_have_count(0)
        testigo.nada(nombre)
    assert any(hostil in recuadros for hostil in TODOS if len(hostil) > 5), "los recuadros de las gráficas también llevan textos hostiles"


def test_ningun_texto_hostil_de_la_direccion_se_ejecuta_ni_tumba_la_pagina(envenenado: str, testigo: Testigo) -> None:
    pendientes, vueltas = iter(TODOS), 0
    while lote := list(islice(pendientes, len(NOMBRES))):
        pagina = PAGINAS[vueltas % len(PAGINAS)]
        parametros = [(n, v.encode("utf-8", "replace")) for n, v in zip(NOMBRES, lote, strict=False)]
        testigo.pagina.goto(f"{envenenado}/{'' if pagina == 'inicio' else pagina}?{urlencode(parametros)}")
        lista(testigo.pagina)
        expect(testigo.pagina.get_by_text("El enlace pide").first).to_be_visible()
        testigo.nada(f"{pagina}: {lote}")
        vueltas += 1
    assert vueltas >= 10


def test_ningun_texto_hostil_del_buscador_se_ejecuta(envenenado: str, testigo: Testigo) -> None:
    pagina = testigo.pagina
    pagina.goto(f"{envenenado}/metodologia")
    lista(pagina)
    caja = pagina.get_by_label("Buscar institución o entidad")
    for i, hostil in enumerate(TODOS):
        caja.fill(hostil.replace("\x00", ""))
        if i % 25 == 0:
            pagina.wait_for_timeout(200)
    caja.fill("secretaria")
    expect(pagina.locator(".st-key-hallazgos").get_by_role("link").first).to_be_visible()
    testigo.nada("buscador")


def test_la_publicacion_envenenada_lleva_todo_el_corpus(tmp_path: Path) -> None:
    publicada = envenenar(tmp_path / "publicacion")
    juntos = "".join(
        t for ruta in publicada.tablas.values() for c in pl.read_parquet(ruta).select(pl.col(pl.String)) for t in c.drop_nulls()
    )
    assert [hostil for hostil in TODOS if hostil not in juntos] == []
