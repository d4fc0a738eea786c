"""Las gráficas de una lámina proyectada: tres formas de cada una (16:9, 4:3 y vertical), con el texto como texto y sin color fijo."""

import re
from functools import partial

from apertura import geometria, laminas
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.exportacion import imagen
from apertura.graficas.base import Grafica
from apertura.graficas.tintas import en_variables
from apertura.topologia import figuras
from apertura.vistas.comun import guardar

FORMAS = ("ancho", "medio", "alto")
DIBUJOS_A_LA_MANO = 192
_ALTO = 640
_MAPAS = ("lamina", "mosaico")
# Lo que Vega pone para el cursor o para lectores de pantalla: aquí no hay cursor, y la lámina lleva su propio texto alternativo.
_TOQUES = re.compile(r'<path[^>]*fill="transparent"[^>]*/>')
_FONDOS = re.compile(r'<path class="background"[^>]*/>')
_SOBRANTES = re.compile(
    r' (?:aria-[a-z]+|role|class|font-family|version|xmlns(?::xlink)?|pointer-events|transform="translate\(0,0\)")(?:="[^"]*")?'
)
_GRUPOS_VACIOS = re.compile(r"<g(?:\s[^<>]*)?/>|<g(?:\s[^<>]*[^<>/])?></g>")
_INICIO = re.compile(r'<svg [^>]*?viewBox="([^"]+)"[^>]*>')


def de_lamina(motor: Motor, catalogo: Catalogo, direccion: str, formas: tuple[str, ...] = FORMAS) -> tuple[str, ...]:
    """Los SVG de la gráfica de esa lámina, en el orden de `formas`; ninguno si no tiene gráfica."""
    return tuple(filter(None, (_en_forma(motor, catalogo, direccion, forma) for forma in formas)))


@partial(guardar, cuantas=DIBUJOS_A_LA_MANO)
def _en_forma(motor: Motor, catalogo: Catalogo, direccion: str, forma: str) -> str:
    vista, _ = laminas.de_direccion(direccion, catalogo)
    grafica = laminas.lamina(motor, catalogo, vista).grafica
    return dibujar(grafica, forma) if grafica else ""


def dibujar(grafica: Grafica, forma: str) -> str:
    """El SVG de una forma, para ponerse dentro de un HTML con nuestras letras y las variables de color."""
    svg = imagen.dibujar(grafica, "marcas", *medidas(grafica, forma))
    for sobra in (_TOQUES, _FONDOS, _SOBRANTES, _GRUPOS_VACIOS):
        svg = sobra.sub("", svg)
    return _INICIO.sub(rf'<svg class="{forma}" viewBox="\1" aria-hidden="true" focusable="false">', en_variables(svg), count=1)


def medidas(grafica: Grafica, forma: str) -> tuple[int, int]:
    """Ancho y alto en unidades de diseño. El vertical mide de alto lo que sus renglones pidan: en un teléfono se recorre."""
    if forma != "alto":
        return (1792 if forma == "ancho" else 1312), _ALTO
    es_mapa = grafica.especificacion["usermeta"]["apertura"]["plantilla"] in _MAPAS  # type: ignore[index]
    return 900, 1660 if es_mapa else max(900, min(2600, round(grafica.alto * 3.2)))


def silueta(elegida: str = "") -> str:
    """El país en un trazo y, si se da, una entidad en otro: el fondo de la portada."""
    pais = [figura for figura in figuras(geometria.lamina("lamina"), "entidades") if figura.propiedades.get("parte") == "pais"]
    trazos = {figura.clave: "".join(_anillo(anillo) for parte in figura.partes for anillo in parte) for figura in pais}
    propia = f'<path class="propia" d="{trazos[elegida]}"/>' if elegida in trazos else ""
    demas = "".join(trazo for clave, trazo in trazos.items() if clave != elegida)
    return f'<svg class="silueta" viewBox="0 0 1000 640" aria-hidden="true" focusable="false"><path d="{demas}"/>{propia}</svg>'


def _anillo(puntos: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in puntos) + "Z"
