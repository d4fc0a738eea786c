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
from apertura.exportacion import qr
from apertura.graficas.tema import LETRA, LETRA_TITULO, PAPEL, TINTA, Tema

BASE = (1920, 1080)
MARGEN, MARGEN_INFERIOR = 64, 44
_TITULO, _SUBTITULO, _SELLO = 50, 28, 24
# Ancho medio de una letra entre el tamaño, con holgura para mayúsculas.
_ANCHO_TITULO, _ANCHO_TEXTO = 0.49, 0.55
_MEDIANIL = 56
_LADO_QR, _BANDA = 140, 56
_ENTRE = 1.36
_AVISO = "#8f1d1d"


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
    qr: str = ""
    advertencia: str = ""

    @property
    def ancho_grafica(self) -> int:
        return round(self.ancho) - 2 * MARGEN

    @property
    def alto_grafica(self) -> int:
        return round(self.alto) - self.arriba - self.pie


def disponer(titulo: str, subtitulo: str, sellos: list[str], ancho: int, alto: int, qr: str = "", advertencia: str = "") -> Disposicion:
    """Reparte el cartel: lo que ocupan textos, sellos y QR (el texto que dice), y lo que queda para la gráfica."""
    escala = min(ancho / BASE[0], alto / BASE[1])
    util = ancho / escala - 2 * MARGEN
    renglones_titulo = _cortar(titulo, util, _TITULO * _ANCHO_TITULO)
    renglones_subtitulo = _cortar(subtitulo, util, _SUBTITULO * _ANCHO_TEXTO)
    de_sellos = util - (_LADO_QR + _MEDIANIL if qr else 0)
    bloques = [_cortar(sello, de_sellos, _SELLO * _ANCHO_TEXTO) for sello in sellos]
    textos = len(renglones_titulo) * _TITULO * 1.14 + len(renglones_subtitulo) * _SUBTITULO * 1.35
    banda = _BANDA if advertencia else 0
    return Disposicion(
        ancho,
        alto,
        ancho / escala,
        alto / escala,
        renglones_titulo,
        renglones_subtitulo,
        bloques,
        arriba=MARGEN + round(textos) + 38 + banda,
        pie=round(_alto_del_pie(bloques, qr)) + MARGEN_INFERIOR + 34,
        qr=qr,
        advertencia=advertencia,
    )


def componer(disposicion: Disposicion, dibujo: str, tema: Tema, descripcion: str, *, con_letra: bool, ficha: str = "") -> str:
    """SVG completo. `dibujo` es el SVG de lo que se muestra, que se coloca como un grupo; `ficha`, lo que va en los metadatos."""
    d = disposicion
    partes = [
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{d.ancho_final}" '
        f'height="{d.alto_final}" viewBox="0 0 {d.ancho:g} {d.alto:g}" role="img">',
        f"<title>{escape(' '.join(d.titulo))}</title><desc>{escape(descripcion)}</desc>",
        f"<metadata>{escape(ficha)}</metadata>" if ficha else "",
        f"<style>{caras()}</style>" if con_letra else "",
        f'<rect width="{d.ancho:g}" height="{d.alto:g}" fill="{tema.fondo}"/>',
        *_encabezado(d, tema),
        _colocar(dibujo, d),
        *_pie(d, tema),
        *(_qr(d) if d.qr else []),
        *(_advertencia(d) if d.advertencia else []),
        "</svg>",
    ]
    return "".join(partes)


def _encabezado(d: Disposicion, tema: Tema) -> list[str]:
    y, partes = MARGEN + _TITULO * 0.72 + (_BANDA if d.advertencia else 0), []
    for renglon in d.titulo:
        partes.append(_texto(MARGEN, y, renglon, _TITULO, tema.texto, LETRA_TITULO, 500))
        y += _TITULO * 1.14
    y += _SUBTITULO * 0.16
    for renglon in d.subtitulo:
        partes.append(_texto(MARGEN, y, renglon, _SUBTITULO, tema.texto_suave))
        y += _SUBTITULO * 1.35
    return partes


def _pie(d: Disposicion, tema: Tema) -> list[str]:
    """Filete y sellos, uno por renglón o los que necesite."""
    y = d.alto - MARGEN_INFERIOR - _alto_del_pie(d.sellos, d.qr) + _SELLO
    filete = y - _SELLO * 1.5
    partes = [f'<path d="M{MARGEN} {filete:g}H{d.ancho - MARGEN:g}" stroke="{tema.linea}" stroke-width="1.5"/>']
    renglones = [renglon for sello in d.sellos for renglon in sello]
    return partes + [_texto(MARGEN, y + n * _SELLO * _ENTRE, renglon, _SELLO, tema.texto_suave) for n, renglon in enumerate(renglones)]


def _qr(d: Disposicion) -> list[str]:
    """El QR en la esquina, siempre tinta sobre papel: así lo lee cualquier teléfono, también en tema oscuro."""
    trazo, modulos = qr.trazo(d.qr)
    if not modulos:
        return []
    x, y, lado = d.ancho - MARGEN - _LADO_QR, d.alto - MARGEN_INFERIOR - _alto_del_pie(d.sellos, d.qr), _LADO_QR / modulos
    return [
        f'<g transform="translate({x:g} {y:g}) scale({lado:.6g})" shape-rendering="crispEdges">',
        f'<path d="M0 0h{modulos}v{modulos}h-{modulos}z" fill="{PAPEL}"/><path d="{trazo}" fill="{TINTA}"/></g>',
    ]


def _advertencia(d: Disposicion) -> list[str]:
    """Una banda arriba, que se lee, y el mismo texto cruzado sobre la gráfica, que no se puede recortar."""
    texto = escape(d.advertencia)
    centro = d.ancho / 2
    tamano = min(200, 1.3 * d.ancho / max(len(d.advertencia), 1))
    comunes = f'text-anchor="middle" font-family="{LETRA}" font-weight="700"'
    return [
        f'<rect width="{d.ancho:g}" height="{_BANDA}" fill="{_AVISO}"/>',
        f'<text x="{centro:g}" y="{_BANDA * 0.7:g}" {comunes} font-size="34" fill="{PAPEL}">{texto}</text>',
        f'<text transform="translate({centro:g} {d.alto / 2:g}) rotate(-24)" {comunes} font-size="{tamano:g}" '
        f'fill="{_AVISO}" fill-opacity="0.16">{texto}</text>',
    ]


def _alto_del_pie(sellos: list[list[str]], qr: str) -> float:
    return max(sum(map(len, sellos)) * _SELLO * _ENTRE, _LADO_QR if qr else 0)


def _colocar(dibujo: str, d: Disposicion) -> str:
    """El dibujo como grupo, en su lugar. No como un SVG dentro de otro: recortarlo a su marco triplicaba lo que tarda el PNG."""
    cuerpo = re.sub(r"^.*?<svg [^>]*>", "", dibujo, count=1, flags=re.DOTALL)
    return f'<g transform="translate({MARGEN} {d.arriba})">{cuerpo.rpartition("</svg>")[0]}</g>'


def _texto(x: float, y: float, texto: str, tamano: float, color: str, letra: str = LETRA, peso: int = 400) -> str:
    atributos = f'x="{x:g}" y="{y:g}" font-family="{letra}" font-size="{tamano:g}" font-weight="{peso}" fill="{color}"'
    return f"<text {atributos}>{escape(texto)}</text>"


def _cortar(texto: str, ancho: float, ancho_de_letra: float) -> list[str]:
    """Renglones que caben. Quita los caracteres de control, que no existen en un SVG válido; no corta en los guiones."""
    limpio = "".join(letra if letra.isprintable() else " " for letra in texto)
    return textwrap.wrap(limpio, max(int(ancho / ancho_de_letra), 10), break_on_hyphens=False)


@lru_cache(maxsize=1)
def caras() -> str:
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
