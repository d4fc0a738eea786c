"""El aspecto de toda gráfica: colores, letra y configuración de Vega, en claro y en oscuro.

Las paletas de valor son de la familia YlGnBu (crema → verde agua → azul) y las de brecha, del lado naranja de PuOr:
a simple vista se sabe si lo oscuro es bueno o es lo que falta. En tema oscuro se invierten, para que «más» siempre
sea lo que más se separa del fondo. Entre la tercera y la cuarta clase hay un salto de luz a propósito: así la
etiqueta, clara u oscura, alcanza contraste 7:1 sobre cualquiera de las cinco.
"""

from dataclasses import dataclass
from typing import Literal

NombreTema = Literal["claro", "oscuro"]
NombreDibujo = NombreTema | Literal["marcas"]
"""«marcas» no es un tema que se elija: sus colores son señas que `tintas` cambia después de dibujar."""

LETRA = "Public Sans, sans-serif"
LETRA_TITULO = "Newsreader, Georgia, serif"

TINTA = "#06101a"
PAPEL = "#ffffff"
CLASES = 5
SIN_DATO = CLASES


@dataclass(frozen=True)
class Tema:
    """Colores de un tema. `valor` y `brecha`, de la clase 0 a la 4; `divergente`, de menos a más, neutro en medio; `unidades`, seis
    que se distinguen entre sí y van siempre con su forma, para no depender del color."""

    nombre: NombreTema
    fondo: str
    panel: str
    texto: str
    texto_suave: str
    linea: str
    borde: str
    acento: str
    seleccion: str
    punto: str
    trama: str
    valor: tuple[str, ...]
    brecha: tuple[str, ...]
    divergente: tuple[str, ...]
    unidades: tuple[str, ...]

    @property
    def rellenos(self) -> tuple[str, ...]:
        """Doce colores: `familia * 6 + clase`, con la clase 5 (sin dato) del color del papel."""
        return (*self.valor, self.fondo, *self.brecha, self.fondo)

    @property
    def textos(self) -> tuple[str, ...]:
        """Color de la etiqueta que va encima de cada uno de los doce rellenos."""
        return tuple(self.texto if relleno == self.fondo else color_de_texto(relleno) for relleno in self.rellenos)

    @property
    def textos_divergentes(self) -> tuple[str, ...]:
        """Color de la cifra que va encima de cada color divergente."""
        return tuple(color_de_texto(relleno) for relleno in self.divergente)


class Marcas(Tema):
    """El tema de los dibujos que se tiñen después: también son señas los colores que en los demás se calculan."""

    @property
    def textos(self) -> tuple[str, ...]:
        return tuple(marca(f"sobre-{n}") for n in range(len(self.rellenos)))

    @property
    def textos_divergentes(self) -> tuple[str, ...]:
        return tuple(marca(f"sobre-divergente-{n}") for n in range(len(self.divergente)))


SUELTOS = ("fondo", "panel", "texto", "texto_suave", "linea", "borde", "acento", "seleccion", "punto", "trama")
SERIES = {"valor": CLASES, "brecha": CLASES, "divergente": CLASES, "unidades": 6}
CALCULADOS = {"sobre": 2 * (CLASES + 1), "sobre-divergente": CLASES}
TINTAS = (*SUELTOS, *(f"{serie}-{n}" for serie, cuantos in {**SERIES, **CALCULADOS}.items() for n in range(cuantos)))
"""El nombre de cada color de un tema, en orden."""


def marca(tinta: str) -> str:
    """El color que sirve de seña a esa tinta: «#fe00» y su número."""
    return f"#fe{TINTAS.index(tinta):04x}"


TEMAS: dict[NombreDibujo, Tema] = {
    "claro": Tema(
        nombre="claro",
        fondo="#fbfaf7",
        panel="#f2efe8",
        texto="#1b2630",
        texto_suave="#46545e",
        linea="#ddd8cc",
        borde="#60707b",
        acento="#155c86",
        seleccion="#a3004b",
        punto="#6f8795",
        trama="#a3a79f",
        valor=("#f3eecc", "#a1d6b2", "#5ab0b4", "#155c86", "#152c58"),
        brecha=("#fdecd5", "#f3c491", "#e89a58", "#8a3f17", "#4f2011"),
        divergente=("#5a3d8f", "#b9acd6", "#f4f1ea", "#f0b96b", "#a8500a"),
        unidades=("#a3004b", "#155c86", "#b35900", "#2c7a57", "#5a3d8f", "#51606b"),
    ),
    "oscuro": Tema(
        nombre="oscuro",
        fondo="#10171d",
        panel="#19232b",
        texto="#eeebe3",
        texto_suave="#adb8bf",
        linea="#303c45",
        borde="#8796a0",
        acento="#86c5d8",
        seleccion="#ff8cc3",
        punto="#7f94a1",
        trama="#6b7881",
        valor=("#1d2d4c", "#215882", "#5db3bb", "#92d9ba", "#f5f2bc"),
        brecha=("#43251a", "#813e23", "#e0965c", "#efbd82", "#feedc9"),
        divergente=("#b9a4e6", "#5f4a8c", "#26323b", "#8f5a1c", "#f2b45f"),
        unidades=("#ff8cc3", "#86c5d8", "#f2b45f", "#7fd19b", "#b9a4e6", "#adb8bf"),
    ),
    "marcas": Marcas(
        nombre="claro",
        **{tinta: marca(tinta) for tinta in SUELTOS},  # type: ignore[arg-type]
        **{serie: tuple(marca(f"{serie}-{n}") for n in range(cuantos)) for serie, cuantos in SERIES.items()},  # type: ignore[arg-type]
    ),
}


def config_vega(tema: NombreTema) -> dict[str, object]:
    """`config` de Vega-Lite: letra con respaldo genérico, fondo transparente y nada del aspecto por omisión.

    Sin familia genérica al final, un convertidor que no encuentre la letra borra todos los textos sin avisar.
    `tooltip: null` porque el valor por omisión del servidor muestra la fila entera, con nombres internos.
    """
    colores = TEMAS[tema]
    return {
        "font": LETRA,
        "background": "transparent",
        "view": {"stroke": None, "fill": None},
        "axis": {"disable": True},
        "mark": {"tooltip": None, "aria": False},
        "text": {"font": LETRA, "color": colores.texto},
        "title": {"font": LETRA_TITULO, "color": colores.texto, "fontWeight": 500},
        "range": {"category": [colores.acento, colores.seleccion, colores.punto]},
    }


def color_de_texto(fondo: str) -> str:
    """Tinta o papel: el que más contraste con `fondo` (`#rrggbb`)."""
    return max((TINTA, PAPEL), key=lambda color: contraste(color, fondo))


def contraste(uno: str, otro: str) -> float:
    """Razón de contraste de WCAG entre dos colores, de 1 a 21."""
    menor, mayor = sorted((luminancia(uno), luminancia(otro)))
    return (mayor + 0.05) / (menor + 0.05)


def luminancia(color: str) -> float:
    """Luminancia relativa de WCAG (0 negro, 1 blanco) de un color `#rrggbb`."""
    canales = (int(color[inicio : inicio + 2], 16) / 255 for inicio in (1, 3, 5))
    rojo, verde, azul = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in canales)
    return 0.2126 * rojo + 0.7152 * verde + 0.0722 * azul
