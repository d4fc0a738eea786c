"""Los módulos de JavaScript que toda página de Apertura acaba pidiendo: se anuncian en la portada para que bajen y se preparen de una vez.

Streamlit los pide hasta que llega el primer elemento que los usa, en varias idas y vueltas. La lista sale de leer los
`import` de su propia carpeta, no de nombres copiados, porque cambian en cada versión.
"""

import re
from pathlib import Path

# Elementos de la barra y del mapa, por cómo empieza el nombre de su módulo.
ENTRADAS = ("ArrowVegaLiteChart", "loadVegaEmbed", "embed", "Selectbox", "TextInput", "ButtonGroup", "MenuButton", "Metric")
IMPORTA = re.compile(r"""(?:from|import)\s*["']\./([\w.-]+\.js)["']""")


def por_anunciar(carpeta: Path, html: str) -> list[str]:
    """Nombres de archivo, con lo que importan, sin los que `html` ya anuncia; en orden alfabético."""
    pendientes = por_correr(carpeta)
    vistos: set[str] = set()
    while pendientes:
        nombre = pendientes.pop()
        if nombre not in vistos and nombre not in html and (carpeta / nombre).is_file():
            vistos.add(nombre)
            pendientes += IMPORTA.findall((carpeta / nombre).read_text(encoding="utf-8"))
    return sorted(vistos)


def por_correr(carpeta: Path) -> list[str]:
    """Los de `ENTRADAS`: se corren desde la portada, mientras el servidor contesta, y no hasta que llega su elemento."""
    return [ruta.name for entrada in ENTRADAS for ruta in carpeta.glob(f"{entrada}.*.js")]
