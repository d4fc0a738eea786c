"""Lo que se le pregunta a una página abierta: qué reprueba axe, qué se sale de lado, dónde está el foco y qué se lee."""

from importlib.resources import files
from typing import Any

from playwright.sync_api import Page, expect

from tests.navegador.recorrer import ESPERA, lista

# 4.11 por omisión no mira el tamaño de lo que se toca (WCAG 2.2, 2.5.8).
AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
CORRER_AXE = """async (parte) => {
  const hecho = await axe.run(parte, { resultTypes: ["violations"], rules: { "target-size": { enabled: true } } });
  const donde = (n) => n.html.slice(0, 160) + " ← " + n.target.join(" ").slice(0, 120);
  return hecho.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 4).map(donde).join(" | ")}`);
}"""
SE_SALE = """() => {
  const principal = document.querySelector("[data-testid=stMain]");
  return Math.max(document.documentElement.scrollWidth, principal.scrollWidth) - innerWidth;
}"""
# Nombres con que Vega llama a sus figuras; si quedara uno, un lector de pantalla lo diría en inglés.
FIGURAS = """() => [...document.querySelectorAll("[aria-roledescription]")].map(e => e.getAttribute("aria-roledescription"))"""
FIGURAS_EN_INGLES = ("mark", "container", "visualization", "geoshape", "circle", "point", "symbol", "shape", "axis", "legend", "rect")
ABRIR_PLEGABLES = "() => document.querySelectorAll('[data-testid=stExpander] details:not([open]) > summary').forEach(s => s.click())"
DIBUJADA = """() => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning"
  && [...document.querySelectorAll("[data-testid=stVegaLiteChart]")].every(g => g.querySelector("svg.marks > g"))
  && document.querySelectorAll("[class*='st-key-lector_']").length >= document.querySelectorAll("[data-testid=stVegaLiteChart]").length"""
ENFOCADO = """() => {
  const activo = document.activeElement;
  if (!activo || activo === document.body) return null;
  const e = activo.closest("canvas") ?? activo;  // una celda de tabla no tiene caja propia: se dibuja en su lienzo
  const caja = e.getBoundingClientRect();
  const marcado = (n) => {
    const s = getComputedStyle(n);
    return (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== "none";
  };
  let visible = false;
  for (let n = e, i = 0; n && i < 4; n = n.parentElement, i++) visible ||= marcado(n);
  const dentro = caja.bottom > 0 && caja.right > 0 && caja.top < innerHeight && caja.left < innerWidth;
  const que = (e.getAttribute("aria-label") || e.textContent || e.tagName).trim().slice(0, 60);
  return { que, papel: e.getAttribute("role") || e.tagName.toLowerCase(), visible, dentro };
}"""
# Se anota dónde está el foco justo antes de moverlo: ya se acomodó la página y no cuesta una pregunta por tecla.
RECORDAR = f"""() => {{
  const donde = {ENFOCADO};
  document.activeElement?.blur();
  window.__pasos = [];
  window.__anotar = () => {{ const d = donde(); if (d) window.__pasos.push(d); }};
  window.__oyente && document.removeEventListener("keydown", window.__oyente, true);
  window.__oyente = (e) => e.key === "Tab" && window.__anotar();
  document.addEventListener("keydown", window.__oyente, true);
}}"""
LO_ABIERTO = "[data-testid=stPopoverBody], [data-testid=stMainMenuPopover], [data-testid=stMenuButtonBody]"


def reprobado(pagina: Page, parte: str = "html") -> list[str]:
    """Lo que reprueba axe en lo que se ve ahora (o en una parte), con todas sus reglas y sin excepciones."""
    if not pagina.evaluate("() => 'axe' in window"):
        pagina.evaluate(AXE)
    return pagina.evaluate(CORRER_AXE, parte)


def abrir(pagina: Page, url: str) -> None:
    """Abre la dirección y espera a que todo esté dibujado."""
    pagina.goto(url)
    asentada(pagina)


def asentada(pagina: Page) -> None:
    """Espera a que no quede nada por correr ni por dibujar."""
    lista(pagina)
    for _ in range(2):  # dos veces: entre una y otra puede llegar la última vuelta, con otra gráfica
        pagina.wait_for_function(DIBUJADA, timeout=ESPERA)
        pagina.wait_for_timeout(100)


def variante(pagina: Page, medida: dict[str, int], tema: str) -> None:
    """Cambia de pantalla y de tema sin volver a cargar, como quien gira el teléfono o apaga la luz."""
    pagina.set_viewport_size(medida)  # type: ignore[arg-type]
    pagina.emulate_media(color_scheme="dark" if tema == "oscuro" else "light")
    asentada(pagina)


def recorrer_con_tabulador(pagina: Page, cuantos: int) -> list[dict[str, Any]]:
    """Oprime Tab hasta dar la vuelta o `cuantos` veces y devuelve dónde estuvo el foco, en orden, desde el principio."""
    pagina.evaluate(RECORDAR)
    for i in range(cuantos):
        pagina.keyboard.press("Tab", delay=20)  # un cuadro, para que se pinte dónde quedó
        if i % 15 == 14 and pagina.evaluate("window.__pasos.slice(1).some(p => p.que === 'Ir al contenido')"):
            break
    pasos = pagina.evaluate("() => { window.__anotar(); document.activeElement.blur(); return window.__pasos; }")
    expect(pagina.locator(".stTooltipContent")).to_have_count(0)
    vuelta = next((i for i, p in enumerate(pasos) if i and p["que"] == "Ir al contenido"), len(pasos))
    return pasos[:vuelta]


def enfocado(pagina: Page) -> dict[str, Any] | None:
    """Dónde está el foco; None si en ningún lado."""
    return pagina.evaluate(ENFOCADO)
