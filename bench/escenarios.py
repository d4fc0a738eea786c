"""Qué se mide: cada escenario hace su repetición número i y devuelve milisegundos, del gesto al cuadro pintado."""

from collections.abc import Callable

from playwright.sync_api import Page

from bench.navegador import REPOSO_MS, Mirar, medir

DIBUJO = "[data-testid=stVegaLiteChart] svg.marks path"
MAPA = Mirar(DIBUJO, ("fill",), lleno=True)
BARRAS = Mirar(DIBUJO, ("d",), lleno=True)
CONTORNO = Mirar(DIBUJO, ("stroke",), lleno=True)
TABLA = Mirar(lienzo=True)
TITULO = Mirar("h1", lleno=True)
DIRECCION = Mirar(direccion=True)
HALLAZGOS = Mirar(".st-key-hallazgos")
TEXTO_DEL_PISO = Mirar("[data-testid=stText]", lleno=True)

INDICADORES = ("Transparencia", "Participación", "Gobierno Abierto")
SIN_VISITAR = (*INDICADORES[:2], *(f"{a} {b}" for a in INDICADORES[:2] for b in ("gubernamental", "ciudadana")))
LENTES = ("Municipios", "Legislativos", "Autónomos", "Universidades", "Partidos", "Sindicatos y fideicomisos")
ENTIDADES = ("Chihuahua", "Durango", "Coahuila")
LETRAS = "bcdfghjlmn"
# Lo que tarda una mano en oprimir después de llegar con el ratón.
LLEGAR_MS = 150
Paso = Callable[[int], float]


def boton_del_piso(pagina: Page) -> Paso:
    """Piso: un botón que sólo vuelve a correr la página."""
    return lambda i: medir(pagina, opcion(pagina, "Otra vez"), TEXTO_DEL_PISO)


def selector_del_piso(pagina: Page) -> Paso:
    """Piso: el mismo gesto que cambiar de indicador, otra opción de las que están a la vista."""
    opciones = ("Dos", "Tres", "Uno")
    return lambda i: medir(pagina, opcion(pagina, opciones[i % 3]), TEXTO_DEL_PISO)


def indicador(pagina: Page) -> Paso:
    """Otro indicador → mapa. Los tres ya se pidieron antes: es lo que encuentra quien llega a un servidor en uso."""
    return lambda i: medir(pagina, opcion(pagina, INDICADORES[i % 3]), MAPA)


def indicador_confirmado(pagina: Page) -> Paso:
    """Otro indicador → título, tabla gemela y dirección: lo que el servidor confirma de lo que el mapa ya adelantó."""
    abrir_tabla(pagina)
    return lambda i: medir(pagina, opcion(pagina, INDICADORES[i % 3]), TITULO, TABLA, DIRECCION)


def indicador_nuevo(pagina: Page) -> Paso:
    """Un indicador que nadie ha pedido con ese lente desde que arrancó el servidor → mapa."""

    def paso(i: int) -> float:
        if i % len(SIN_VISITAR) == 0:
            opcion(pagina, LENTES[i // len(SIN_VISITAR) % len(LENTES)])()
            pagina.wait_for_timeout(REPOSO_MS)
        return medir(pagina, opcion(pagina, SIN_VISITAR[i % len(SIN_VISITAR)]), MAPA)

    return paso


def lente_en_mapa(pagina: Page) -> Paso:
    """Otro lente (filtro de tipos con un clic) → mapa."""
    return _lente(pagina, MAPA)


def lente_en_barras(pagina: Page) -> Paso:
    """Otro lente → barras ordenadas."""
    ver_como(pagina, "Barras")
    return _lente(pagina, BARRAS)


def lente_en_tabla(pagina: Page) -> Paso:
    """Otro lente → tabla gemela."""
    abrir_tabla(pagina)
    return _lente(pagina, TABLA)


def _lente(pagina: Page, mirar: Mirar) -> Paso:
    return lambda i: medir(pagina, opcion(pagina, LENTES[i % len(LENTES)]), mirar)


def entidad(pagina: Page) -> Paso:
    """Clic en un estado → su contorno; el siguiente clic lo quita."""

    def paso(i: int) -> float:
        estado = pagina.locator(f"{DIBUJO}[aria-label^='{ENTIDADES[i // 2 % len(ENTIDADES)]}:']")
        return medir(pagina, estado.click, CONTORNO)

    return paso


def tecla(pagina: Page) -> Paso:
    """Una letra más en el buscador → otra lista de resultados."""
    campo = pagina.get_by_label("Buscar institución o entidad")
    campo.fill("instituto ")
    pagina.wait_for_timeout(REPOSO_MS * 2)

    def paso(i: int) -> float:
        milisegundos = medir(pagina, lambda: campo.press(LETRAS[i % len(LETRAS)]), HALLAZGOS, gesto="keydown")
        campo.press("Backspace")
        pagina.wait_for_timeout(REPOSO_MS * 2)
        return milisegundos

    return paso


def abrir_tabla(pagina: Page) -> None:
    """Deja a la vista la tabla gemela."""
    pagina.get_by_text("En palabras y en tabla").click()
    pagina.locator("[data-testid=stDataFrame] canvas").first.wait_for()
    pagina.wait_for_timeout(REPOSO_MS * 3)


def ver_como(pagina: Page, vista: str) -> None:
    """Cambia de mapa a mosaico o barras."""
    opcion(pagina, vista)()
    pagina.wait_for_timeout(REPOSO_MS * 4)


def opcion(pagina: Page, nombre: str) -> Callable[[], object]:
    """El clic en una opción a la vista: un indicador o un lente. Como una mano: llega, se detiene un poco y oprime."""
    boton = pagina.get_by_role("radio", name=nombre, exact=True).or_(pagina.get_by_role("button", name=nombre, exact=True))

    def oprimir() -> None:
        boton.hover()
        pagina.wait_for_timeout(LLEGAR_MS)
        boton.click()

    return oprimir
