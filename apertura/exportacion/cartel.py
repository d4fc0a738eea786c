"""El cartel que rodea a una gráfica exportada: título, subtítulo, filete y sellos, en un SVG que no depende de nada.

Se diseña sobre 1920 × 1080; otros tamaños son el mismo diseño escalado. Los renglones se cortan por una medida
prudente del ancho de la letra: un sello nunca se recorta, la gráfica cede el espacio.
"""

import base64
import re
import textwrap
from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import escape

from apertura import rutas
from apertura.graficas.tema import LETRA, LETRA_TITULO, Tema

BASE = (1920, 1080)
MARGEN, MARGEN_INFERIOR = 64, 44
_TITULO, _SUBTITULO, _SELLO = 50, 28, 19
# Ancho medio de una letra entre el tamaño, con holgura para mayúsculas.
_ANCHO_TITULO, _ANCHO_TEXTO = 0.49, 0.55
_MEDIANIL = 56


@dataclass(frozen=True)
class Disposicion:
    """Renglones ya cortados y lugar de cada bloque, en unidades de diseño."""

    ancho_final: int
    alto_final: int
    ancho: float
    alto: float
    titulo: list[str]
    subtitulo: list[str]
    sellos: list[list[str]]
    arriba: int
    pie: int

    @property
    def ancho_grafica(self) -> int:
        return round(self.ancho) - 2 * MARGEN

    @property
    def alto_grafica(self) -> int:
        return round(self.alto) - self.arriba - self.pie


def disponer(titulo: str, subtitulo: str, sellos: list[str], ancho: int, alto: int) -> Disposicion:
    """Reparte el cartel: lo que ocupan textos y sellos, y lo que queda para la gráfica."""
    escala = min(ancho / BASE[0], alto / BASE[1])
    util = ancho / escala - 2 * MARGEN
    renglones_titulo = _cortar(titulo, util, _TITULO * _ANCHO_TITULO)
    renglones_subtitulo = _cortar(subtitulo, util, _SUBTITULO * _ANCHO_TEXTO)
    bloques = [_cortar(sello, (util - _MEDIANIL) / 2, _SELLO * _ANCHO_TEXTO) for sello in sellos]
    arriba = MARGEN + round(len(renglones_titulo) * _TITULO * 1.14 + len(renglones_subtitulo) * _SUBTITULO * 1.35) + 38
    return Disposicion(
        ancho,
        alto,
        ancho / escala,
        alto / escala,
        renglones_titulo,
        renglones_subtitulo,
        bloques,
        arriba,
        pie=round(_alto_de_sellos(bloques)) + MARGEN_INFERIOR + 34,
    )


def componer(disposicion: Disposicion, dibujo: str, tema: Tema, descripcion: str, *, con_letra: bool) -> str:
    """SVG completo. `dibujo` es el SVG de la gráfica, que se coloca como un dibujo dentro de otro."""
    d = disposicion
    partes = [
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{d.ancho_final}" '
        f'height="{d.alto_final}" viewBox="0 0 {d.ancho:g} {d.alto:g}" role="img">',
        f"<title>{escape(' '.join(d.titulo))}</title><desc>{escape(descripcion)}</desc>",
        f"<style>{_caras()}</style>" if con_letra else "",
        f'<rect width="{d.ancho:g}" height="{d.alto:g}" fill="{tema.fondo}"/>',
        *_encabezado(d, tema),
        _colocar(dibujo, d),
        *_pie(d, tema),
        "</svg>",
    ]
    return "".join(partes)


def _encabezado(d: Disposicion, tema: Tema) -> list[str]:
    y, partes = MARGEN + _TITULO * 0.72, []
    for renglon in d.titulo:
        partes.append(_texto(MARGEN, y, renglon, _TITULO, tema.texto, LETRA_TITULO, 500))
        y += _TITULO * 1.14
    y += _SUBTITULO * 0.16
    for renglon in d.subtitulo:
        partes.append(_texto(MARGEN, y, renglon, _SUBTITULO, tema.texto_suave))
        y += _SUBTITULO * 1.35
    return partes


def _pie(d: Disposicion, tema: Tema) -> list[str]:
    """Filete y sellos en dos columnas, de arriba abajo."""
    y = d.alto - MARGEN_INFERIOR - _alto_de_sellos(d.sellos) + _SELLO
    filete = y - _SELLO * 1.5
    partes = [f'<path d="M{MARGEN} {filete:g}H{d.ancho - MARGEN:g}" stroke="{tema.linea}" stroke-width="1.5"/>']
    segunda = MARGEN + (d.ancho - 2 * MARGEN + _MEDIANIL) / 2
    for numero, sello in enumerate(d.sellos):
        for linea, renglon in enumerate(sello):
            x, base = (MARGEN, segunda)[numero % 2], y + (_arriba_de(d.sellos, numero) + linea) * _SELLO * 1.4
            partes.append(_texto(x, base, renglon, _SELLO, tema.texto_suave))
    return partes


def _alto_de_sellos(sellos: list[list[str]]) -> float:
    return _arriba_de(sellos, len(sellos) + 1) * _SELLO * 1.4


def _arriba_de(sellos: list[list[str]], numero: int) -> int:
    """Renglones que ocupan las filas de sellos anteriores a la del sello `numero`."""
    filas = [sellos[i : i + 2] for i in range(0, len(sellos), 2)]
    return sum(max(map(len, fila)) for fila in filas[: numero // 2])


def _colocar(dibujo: str, d: Disposicion) -> str:
    """El SVG de la gráfica, en su lugar y sin la declaración que sólo admite la raíz."""
    cuerpo = re.sub(r"^<\?xml[^>]*\?>|<!DOCTYPE[^>]*>", "", dibujo)
    return cuerpo.replace("<svg ", f'<svg x="{MARGEN}" y="{d.arriba}" ', 1)


def _texto(x: float, y: float, texto: str, tamano: float, color: str, letra: str = LETRA, peso: int = 400) -> str:
    atributos = f'x="{x:g}" y="{y:g}" font-family="{letra}" font-size="{tamano:g}" font-weight="{peso}" fill="{color}"'
    return f"<text {atributos}>{escape(texto)}</text>"


def _cortar(texto: str, ancho: float, ancho_de_letra: float) -> list[str]:
    """Renglones que caben. Quita los caracteres de control, que no existen en un SVG válido; no corta en los guiones."""
    limpio = "".join(letra if letra.isprintable() else " " for letra in texto)
    return textwrap.wrap(limpio, max(int(ancho / ancho_de_letra), 10), break_on_hyphens=False)


@lru_cache(maxsize=1)
def _caras() -> str:
    """Las letras del proyecto dentro del archivo: se ve igual donde no están instaladas."""
    caras = (
        ("Public Sans", 400, "public-sans-400"),
        ("Public Sans", 600, "public-sans-600"),
        ("Public Sans", 700, "public-sans-700"),
        ("Newsreader", 500, "newsreader-500"),
    )
    return "".join(
        f'@font-face{{font-family:"{familia}";font-weight:{peso};src:url(data:font/ttf;base64,{_en_texto(archivo)})}}'
        for familia, peso, archivo in caras
    )


def _en_texto(archivo: str) -> str:
    return base64.b64encode((rutas.ESTATICOS / "fuentes" / f"{archivo}.ttf").read_bytes()).decode()
