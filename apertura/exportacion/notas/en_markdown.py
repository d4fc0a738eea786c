"""La nota en Markdown. Nada de lo que digan los datos se vuelve formato, enlace, imagen ni HTML."""

import re

from apertura.exportacion.estampa import Ajustes, Estampa
from apertura.exportacion.notas.redaccion import Nota, borrador
from apertura.laminas.base import Lamina

MIME = "text/markdown; charset=utf-8"
CAUTELAS, CUADRO, SELLOS = "Cautelas", "Cuadro", "Fuente y sello"
# Lo que CommonMark y GitHub interpretarían; el número con punto, la raya y el más, sólo donde empiezan una lista.
_ESPECIALES = re.compile(r"([\\`*_{}\[\]<>#|~&$])|(^\s*\d+)([.)])(?=\s|$)|(^\s*)([-+=])", re.MULTILINE)
# GitHub convierte en enlace una dirección suelta.
_DIRECCION = re.compile(r"(?i)(https?|ftp|www|mailto)(?=[:.])|@")
_ENLACE = re.compile(r"^(Enlace: )(https?://[^\s<>]+)$")


def de_lamina(lamina: Lamina, estampa: Estampa, ajustes: Ajustes) -> bytes:
    """La nota que propone Apertura, sin corregir."""
    return a_markdown(borrador(lamina, estampa), estampa)


def a_markdown(nota: Nota, estampa: Estampa) -> bytes:
    """El documento, con la ficha del sello en un comentario al final."""
    aviso = [f"> **{seguro(nota.advertencia)}**"] if nota.advertencia else []
    partes = [
        f"# {seguro(nota.titulo)}",
        *aviso,
        *map(_parrafo, nota.parrafos),
        f"## {CUADRO}",
        _tabla(nota),
        seguro(nota.cuadro.nota),
        f"## {CAUTELAS}",
        "\n".join(f"- {seguro(cautela)}" for cautela in nota.cautelas),
        f"## {SELLOS}",
        "\n".join(f"- {_sello(sello)}" for sello in nota.sellos),
        f"<!-- {estampa.ficha} -->",
    ]
    return ("\n\n".join(parte for parte in partes if parte) + "\n").encode()


def seguro(texto: str) -> str:
    """El mismo texto, que ningún lector de Markdown interpreta."""
    sin_enlaces = _DIRECCION.sub(lambda hallada: f"{hallada[0]}\u2060", texto)
    return _ESPECIALES.sub(_escapado, sin_enlaces)


def _escapado(hallado: re.Match[str]) -> str:
    especial, numero, punto, sangria, guion = hallado.groups()
    if especial:
        return f"\\{especial}"
    return f"{numero}\\{punto}" if numero else f"{sangria}\\{guion}"


def _sello(sello: str) -> str:
    """El enlace de la vista es nuestro, y se puede abrir; lo demás es texto."""
    propio = _ENLACE.match(sello)
    return f"{propio[1]}<{propio[2]}>" if propio else seguro(sello)


def _parrafo(parrafo: str) -> str:
    return f"- {seguro(parrafo[2:])}" if parrafo.startswith("- ") else seguro(parrafo)


def _tabla(nota: Nota) -> str:
    if not nota.cuadro.renglones:
        return "No hay renglones con esta selección."
    lineas = [nota.cuadro.encabezados, tuple("---:" if numerica else "---" for numerica in nota.cuadro.numericas)]
    cuerpo = [tuple(map(seguro, fila)) for fila in nota.cuadro.renglones]
    return "\n".join(f"| {' | '.join(fila)} |" for fila in (tuple(map(seguro, lineas[0])), lineas[1], *cuerpo))
