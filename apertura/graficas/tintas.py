"""Un dibujo se hace una vez con señas en lugar de colores, y después se tiñe: con un tema, o con variables que el navegador cambia.

Así una lámina proyectada pasa de claro a oscuro o a alto contraste sin volver a dibujarse, y pesa lo de una sola.
"""

import re
from dataclasses import replace

from apertura.graficas.tema import CALCULADOS, SERIES, SUELTOS, TEMAS, TINTAS, Tema

_MARCA = re.compile(r"#fe(00[0-9a-f]{2})")

PROYECTADO = {
    "claro": replace(TEMAS["claro"], texto_suave="#3f4d57", acento="#0f4f79", divergente=(*TEMAS["claro"].divergente[:4], "#8a3f06")),
    "oscuro": replace(TEMAS["oscuro"], divergente=("#b9a4e6", "#5a4990", "#26323b", "#74450f", "#f2b45f")),
    "contraste": Tema(
        nombre="oscuro",
        fondo="#000000",
        panel="#1a1a1a",
        texto="#ffffff",
        texto_suave="#f0f0f0",
        linea="#8f8f8f",
        borde="#ffffff",
        acento="#7fdcff",
        seleccion="#ff9ad5",
        punto="#c9c9c9",
        trama="#b5b5b5",
        valor=("#10243f", "#1f4d86", "#57b4dd", "#a6e3c8", "#ffffa3"),
        brecha=("#3a1606", "#7c3510", "#e8a05f", "#f7cf9a", "#fff6d6"),
        divergente=("#c9b3ff", "#523a86", "#222222", "#7a4708", "#ffc45c"),
        unidades=("#ff9ad5", "#7fdcff", "#ffc45c", "#8ff0b0", "#cdb8ff", "#ffffff"),
    ),
}
"""Los tres aspectos de una lámina proyectada: todo texto contrasta 7:1 o más con lo que tiene debajo.

El de alto contraste es negro puro, con bordes blancos y clases más separadas que en el oscuro.
"""


def colores(tema: Tema) -> dict[str, str]:
    """Cada tinta con su color en ese tema."""
    series = {f"{serie}-{n}": color for serie in SERIES for n, color in enumerate(getattr(tema, serie))}
    calculados = dict(zip(CALCULADOS, (tema.textos, tema.textos_divergentes), strict=True))
    sobre = {f"{clave}-{n}": color for clave, lista in calculados.items() for n, color in enumerate(lista)}
    return {**{tinta: getattr(tema, tinta) for tinta in SUELTOS}, **series, **sobre}


def tenir(svg: str, tema: Tema) -> str:
    """El dibujo con los colores de ese tema."""
    puestos = colores(tema)
    return _MARCA.sub(lambda hallada: puestos[_tinta(hallada)], svg)


def en_variables(svg: str) -> str:
    """El dibujo con `var(--tinta)` en lugar de cada seña: el color lo pone la hoja de estilo."""
    return _MARCA.sub(lambda hallada: f"var(--{_variable(_tinta(hallada))})", svg)


def declaraciones(tema: Tema) -> str:
    """«--fondo:#fbfaf7;--panel:…»: las variables de ese tema, para una hoja de estilo."""
    return "".join(f"--{_variable(tinta)}:{color};" for tinta, color in colores(tema).items())


def _tinta(hallada: re.Match[str]) -> str:
    return TINTAS[int(hallada[1], 16)]


def _variable(tinta: str) -> str:
    return tinta.replace("_", "-")
