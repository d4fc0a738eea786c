"""Medidas, colores y textos de una diapositiva: lo único que sabe de EMU, de XML y de nombres de colores del tema.

Un color es el nombre de uno del tema («tx1», «accent2») o un «#rrggbb». Los del tema cambian con la plantilla; los de la
escala de datos no: son los mismos de la pantalla.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.dml.fill import FillFormat
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.shapes.base import BaseShape
from pptx.text.text import TextFrame
from pptx.util import Emu, Length, Pt

from apertura.exportacion.medidas import partir, tamano_que_cabe
from apertura.exportacion.sellos import una_linea

ANCHO, ALTO = 1920, 1080
TITULO_MINIMO, LETRA_MINIMA = 40, 24
TEXTO, SUAVE, PAPEL, PANEL = "tx1", "tx2", "bg1", "bg2"
PROPIA, SUBE, BAJA, OTRO = "accent1", "accent2", "accent3", "accent6"
_TEMA = {
    "tx1": MSO_THEME_COLOR.TEXT_1, "tx2": MSO_THEME_COLOR.TEXT_2, "bg1": MSO_THEME_COLOR.BACKGROUND_1,
    "bg2": MSO_THEME_COLOR.BACKGROUND_2, "accent1": MSO_THEME_COLOR.ACCENT_1, "accent2": MSO_THEME_COLOR.ACCENT_2,
    "accent3": MSO_THEME_COLOR.ACCENT_3, "accent4": MSO_THEME_COLOR.ACCENT_4, "accent5": MSO_THEME_COLOR.ACCENT_5,
    "accent6": MSO_THEME_COLOR.ACCENT_6,
}  # fmt: skip
_LINEAS = {"izquierda": PP_ALIGN.LEFT, "centro": PP_ALIGN.CENTER, "derecha": PP_ALIGN.RIGHT}


@dataclass(frozen=True)
class Caja:
    """Un rectángulo en píxeles de 1920 × 1080."""

    x: float
    y: float
    ancho: float
    alto: float

    def dentro(self, arriba: float = 0, derecha: float = 0, abajo: float = 0, izquierda: float = 0) -> "Caja":
        """La misma, con esos márgenes."""
        return Caja(self.x + izquierda, self.y + arriba, self.ancho - izquierda - derecha, self.alto - arriba - abajo)

    def columnas(self, cuantas: int, hueco: float = 48) -> list["Caja"]:
        """Partida en columnas iguales."""
        ancho = (self.ancho - hueco * (cuantas - 1)) / cuantas
        return [Caja(self.x + n * (ancho + hueco), self.y, ancho, self.alto) for n in range(cuantas)]


@dataclass(frozen=True)
class Escala:
    """De píxeles de diseño a EMU, según lo que mida la diapositiva de la plantilla."""

    ancho: int
    alto: int

    def x(self, pixeles: float) -> Length:
        """Una distancia horizontal."""
        return Emu(round(pixeles * self.ancho / ANCHO))

    def y(self, pixeles: float) -> Length:
        """Una distancia vertical."""
        return Emu(round(pixeles * self.alto / ALTO))

    def caja(self, caja: Caja) -> tuple[Length, Length, Length, Length]:
        """Izquierda, arriba, ancho y alto."""
        return self.x(caja.x), self.y(caja.y), self.x(caja.ancho), self.y(caja.alto)

    def de(self, figura: BaseShape) -> Caja:
        """La caja de una figura que ya está en la diapositiva."""
        x, y = self.ancho / ANCHO, self.alto / ALTO
        return Caja(figura.left / x, figura.top / y, figura.width / x, figura.height / y)


def puntos(pixeles: float) -> Length:
    """Tamaño de letra: 1080 píxeles de alto son 540 puntos."""
    return Pt(pixeles / 2)


def color(formato: Any, cual: str) -> None:
    """Pone un color en algo que lo admite (letra, línea o relleno ya sólido)."""
    if cual.startswith("#"):
        formato.rgb = RGBColor.from_string(cual[1:].upper())
    else:
        formato.theme_color = _TEMA[cual]


def rellenar(relleno: FillFormat, cual: str | None) -> None:
    """Relleno sólido, o ninguno."""
    if cual is None:
        relleno.background()
        return
    relleno.solid()
    color(relleno.fore_color, cual)


def letra(fuente: Any, pixeles: float, cual: str = TEXTO, *, negrita: bool = False) -> None:
    """Tamaño, color y peso; la familia es la del tema."""
    fuente.size = puntos(pixeles)
    fuente.bold = negrita
    color(fuente.color, cual)


def describir(figura: Any, nombre: str, alternativo: str) -> None:
    """Nombre en el panel de selección y texto alternativo."""
    propiedades = figura._element.xpath(".//p:cNvPr")[0]
    propiedades.set("name", limpio(nombre)[:120])
    propiedades.set("descr", limpio(alternativo)[:2000])


def limpio(texto: str) -> str:
    """Un renglón sin caracteres que XML no admite."""
    return "".join(letra for letra in una_linea(texto) if letra.isprintable() and letra not in "\ufffe\uffff")


@dataclass(frozen=True)
class Renglon:
    """Un párrafo ya cortado a su caja. `cola` es lo último que dice, en tono suave."""

    texto: str
    pixeles: float = LETRA_MINIMA
    color: str = TEXTO
    negrita: bool = False
    enlace: str = ""
    cola: str = ""


def escribir(marco: TextFrame, renglones: Iterable[Renglon], alinear: str = "izquierda", ancla: Any = MSO_ANCHOR.TOP) -> None:
    """Los párrafos, sin que el programa cambie el tamaño: ya se midió que caben."""
    marco.word_wrap, marco.auto_size, marco.vertical_anchor = True, MSO_AUTO_SIZE.NONE, ancla
    marco.margin_left = marco.margin_right = marco.margin_top = marco.margin_bottom = Emu(0)
    for numero, renglon in enumerate(renglones):
        parrafo = marco.paragraphs[0] if not numero else marco.add_paragraph()
        parrafo.alignment, parrafo.line_spacing, parrafo.space_before, parrafo.space_after = _LINEAS[alinear], 1.0, Pt(0), Pt(0)
        principal = limpio(renglon.texto.removesuffix(renglon.cola))
        for dicho, cual in ((principal, renglon.color), (limpio(renglon.cola), SUAVE)):
            if dicho:
                _tramo(parrafo, f"{dicho} " if renglon.cola and cual != SUAVE else dicho, renglon, cual)
        # Sin tamaño, un párrafo vacío mide lo que la letra de la plantilla, y estira su celda.
        fin = parrafo._p.get_or_add_endParaRPr()
        fin.set("lang", "es-MX")
        fin.set("sz", str(round(renglon.pixeles * 50)))


def _tramo(parrafo: Any, dicho: str, renglon: Renglon, cual: str) -> None:
    tramo = parrafo.add_run()
    tramo.text = dicho
    letra(tramo.font, renglon.pixeles, cual, negrita=renglon.negrita)
    tramo._r.get_or_add_rPr().set("lang", "es-MX")
    if renglon.enlace:
        tramo.hyperlink.address = renglon.enlace


def parrafo(
    texto: str, caja: Caja, mayor: float, menor: float = LETRA_MINIMA, *, cual: str = TEXTO, negrita: bool = False
) -> list[Renglon]:
    """El texto en la mayor letra con que cabe, como un solo párrafo; si ni con la menor, recortado con «…»."""
    peso = 600 if negrita else 400
    tamano = tamano_que_cabe(texto, caja.ancho, caja.alto, mayor, menor, peso)
    renglones = partir(texto, caja.ancho, tamano, max(int(caja.alto // (tamano * 1.2)), 1), peso)
    return [Renglon(" ".join(renglones), tamano, cual, negrita)] if renglones else []


def texto(
    figuras: Any, escala: Escala, caja: Caja, renglones: Sequence[Renglon], nombre: str, alinear: str = "izquierda", ancla: Any = None
) -> Any:
    """Un cuadro de texto. `figuras` es la diapositiva o un grupo."""
    cuadro = figuras.add_textbox(*escala.caja(caja))
    escribir(cuadro.text_frame, renglones, alinear, ancla or MSO_ANCHOR.TOP)
    describir(cuadro, nombre, " ".join(renglon.texto for renglon in renglones))
    return cuadro
