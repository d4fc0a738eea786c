"""Recorrer un XML sin cargarlo y sin aceptar declaraciones de tipo ni entidades."""

from collections.abc import Callable
from typing import IO
from xml.parsers import expat

from apertura.importador.lectura.codigos import Rechazo

Inicio = Callable[[str, dict[str, str]], None]
Fin = Callable[[str], None]
Letras = Callable[[str], None]


def recorrer(archivo: IO[bytes], inicio: Inicio, fin: Fin | None = None, letras: Letras | None = None) -> None:
    """Llama a `inicio(elemento, atributos)`, `fin(elemento)` y `letras(texto)`; los nombres van sin prefijo.

    Lanza Rechazo XLSX-DTD si trae DOCTYPE, y XLSX-DANADO si no es XML bien formado.
    """
    analizador = expat.ParserCreate()
    cortos: dict[str, str] = {}

    def corto(nombre: str) -> str:
        if nombre not in cortos:
            cortos[nombre] = nombre.rpartition(":")[2]
        return cortos[nombre]

    analizador.StartElementHandler = lambda nombre, atributos: inicio(corto(nombre), atributos)
    if fin:
        analizador.EndElementHandler = lambda nombre: fin(corto(nombre))
    if letras:
        analizador.buffer_text = True
        analizador.CharacterDataHandler = letras
    analizador.StartDoctypeDeclHandler = _rehusar
    try:
        analizador.ParseFile(archivo)
    except expat.ExpatError as error:
        raise Rechazo("XLSX-DANADO") from error


def _rehusar(*_: object) -> None:
    raise Rechazo("XLSX-DTD")
