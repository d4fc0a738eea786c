"""Los formatos: una lámina y su estampa → bytes. La misma función sirve al botón de la página y a la terminal."""

from collections.abc import Callable
from dataclasses import dataclass

from apertura.exportacion import csv_, geojson, imagen, parquet, presentacion, xlsx
from apertura.exportacion.estampa import Ajustes, Estampa
from apertura.exportacion.impresos import documentos, hojas
from apertura.exportacion.notas import en_markdown, en_word
from apertura.laminas.base import Lamina
from apertura.tablas import Tabla

Generar = Callable[[Lamina, Estampa, Ajustes], bytes]


def _siempre(tabla: Tabla) -> str:
    return ""


@dataclass(frozen=True)
class Formato:
    """`etiqueta` es la del botón. `impedimento` dice, mirando la tabla, por qué no se ofrece; vacío si se ofrece.

    `se_explica`: si, cuando no se ofrece, el botón se ve apagado y dice por qué; si no, ni se lista. `en_menu`: si el menú lo
    lista; una nota se pide aparte, porque antes se corrige.
    """

    clave: str
    etiqueta: str
    mime: str
    generar: Generar
    impedimento: Callable[[Tabla], str] = _siempre
    se_explica: bool = True
    en_menu: bool = True


def _imagen(clave: imagen.FormatoImagen) -> Generar:
    return lambda lamina, estampa, ajustes: imagen.de_lamina(lamina, clave, estampa, ajustes.tema)


def _pdf(lamina: Lamina, estampa: Estampa, ajustes: Ajustes) -> bytes:
    """El documento de varias hojas, si la lámina trae uno; si no, la lámina en una hoja."""
    return documentos.a_pdf(lamina, estampa) if lamina.documento else hojas.de_lamina(lamina, estampa, ajustes)


_TODOS = (
    Formato("png", "Imagen (PNG)", "image/png", _imagen("png")),
    Formato("svg", "Imagen (SVG)", "image/svg+xml", _imagen("svg")),
    Formato("pdf", "Documento (PDF)", "application/pdf", _pdf),
    Formato("pptx", "Presentación (PPTX)", presentacion.MIME, presentacion.de_lamina),
    Formato("docx", "Nota (Word)", en_word.MIME, en_word.de_lamina, en_menu=False),
    Formato("md", "Nota (Markdown)", en_markdown.MIME, en_markdown.de_lamina, en_menu=False),
    Formato("csv", "Datos (CSV)", csv_.MIME, lambda lamina, estampa, _: csv_.a_csv(lamina.datos, estampa.hoy, estampa)),
    Formato(
        "xlsx", "Datos (Excel)", xlsx.MIME, lambda lamina, estampa, _: xlsx.a_xlsx(lamina.datos, estampa.hoy, estampa), xlsx.impedimento
    ),
    Formato("parquet", "Datos (Parquet)", parquet.MIME, lambda lamina, estampa, _: parquet.a_parquet(lamina.datos, estampa)),
    Formato(
        "geojson", "Mapa (GeoJSON)", geojson.MIME, lambda lamina, estampa, _: geojson.a_geojson(lamina.datos, estampa),
        geojson.impedimento, se_explica=False,
    ),
)  # fmt: skip
FORMATOS: dict[str, Formato] = {formato.clave: formato for formato in _TODOS}
