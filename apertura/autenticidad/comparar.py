"""En qué difieren el archivo que se tiene y el que Apertura hace con la misma ficha."""

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from apertura import aparte
from apertura.autenticidad import lectura
from apertura.exportacion.metadatos import sin_ficha
from apertura.exportacion.sello import Sello
from apertura.publicacion import huella

MOSTRADAS, LARGO = 8, 120
LEER = "apertura.autenticidad.lectura"
# Lo que se puede corregir sin tocar las cifras: quien presenta pone su título; quien firma una nota, su texto.
REDACCION = ("Título", "Mensaje", "Subtítulo")


@dataclass(frozen=True)
class Comparacion:
    """`iguales`: si dicen lo mismo. `seguro`: si se pudo comparar de verdad. `nota` lo explica."""

    iguales: bool
    seguro: bool = True
    nota: str = ""
    diferencias: tuple[str, ...] = ()


def comparar(dado: bytes, esperado: bytes, sello: Sello) -> Comparacion:
    """Byte por byte y, si no, por lo que dicen."""
    if dado == esperado:
        return Comparacion(True, nota="Es, byte por byte, el que Apertura hace.")
    if sello.formato in ("png", "svg", "pdf"):
        return _imagenes(dado, esperado, sello)
    if sello.formato == "parquet":
        return Comparacion(
            False, diferencias=("el archivo no es, byte por byte, el que Apertura hace; un Parquet ajeno no se abre, por seguridad",)
        )
    leidos = _LECTORES[sello.formato](dado, esperado, sello) if sello.formato in _LECTORES else None
    if leidos is None:
        return Comparacion(False, seguro=False, nota="No se pudo leer dentro de los límites de memoria y tiempo.")
    return _por_partes(*leidos)


def _imagenes(dado: bytes, esperado: bytes, sello: Sello) -> Comparacion:
    propio = sin_ficha(dado)
    if propio == sin_ficha(esperado):
        return Comparacion(True, nota="El dibujo es, byte por byte, el que Apertura hace.")
    if huella(propio) != sello.contenido:
        return Comparacion(False, diferencias=("el dibujo no es el que su ficha describe: se cambió después de exportarlo",))
    return Comparacion(
        False, seguro=False,
        nota="El archivo coincide con su ficha y sus datos son los de la publicación, pero el dibujo no es idéntico al de este equipo: "
        "otra versión de las letras o del programa lo dibuja distinto. Compárelo a la vista.",
    )  # fmt: skip


def _por_partes(dado: dict[str, str], esperado: dict[str, str]) -> Comparacion:
    """Lo que cambió, lo que falta y lo que sobra, en el orden del original."""
    distintos = [
        f"{donde}: dice «{_corto(dado[donde])}» y debería decir «{_corto(texto)}»" for donde, texto in esperado.items()
        if donde in dado and dado[donde] != texto
    ]  # fmt: skip
    faltan = [f"{donde}: falta «{_corto(texto)}»" for donde, texto in esperado.items() if donde not in dado]
    sobran = [f"{donde}: sobra «{_corto(texto)}»" for donde, texto in dado.items() if donde not in esperado]
    todas = [*distintos, *faltan, *sobran]
    if not todas:
        return Comparacion(True, nota="Dice lo mismo que el que Apertura hace; sólo se volvió a guardar.")
    if all(una.startswith(REDACCION) for una in todas):
        return Comparacion(True, nota="Las cifras son las de la publicación; alguien cambió la redacción.", diferencias=_primeras(todas))
    return Comparacion(False, diferencias=_primeras(todas))


def _primeras(todas: list[str]) -> tuple[str, ...]:
    demas = len(todas) - MOSTRADAS
    return (*todas[:MOSTRADAS], *((f"y {demas} diferencias más",) if demas > 0 else ()))


def _corto(texto: str) -> str:
    return texto if len(texto) <= LARGO else f"{texto[: LARGO - 1]}…"


def _csv(dado: bytes, esperado: bytes, sello: Sello) -> tuple[dict[str, str], dict[str, str]]:
    """Celda por celda: una hoja de cálculo cambia comillas y saltos al guardar."""
    return _celdas(dado), _celdas(esperado)


def _celdas(contenido: bytes) -> dict[str, str]:
    texto = contenido.decode("utf-8-sig", errors="replace")
    csv.field_size_limit(10_000_000)
    try:
        filas = list(csv.reader(texto.splitlines()))
    except csv.Error:
        filas = [[renglon] for renglon in texto.splitlines()]
    return {
        f"renglón {n}, columna {c}": celda
        for n, fila in enumerate(filas, start=1)
        for c, celda in enumerate(fila, start=1)
        if celda.strip()
    }  # fmt: skip


def _geojson(dado: bytes, esperado: bytes, sello: Sello) -> tuple[dict[str, str], dict[str, str]] | None:
    try:
        return dict(_hojas(json.loads(dado))), dict(_hojas(json.loads(esperado)))
    except (ValueError, RecursionError):
        return None


def _hojas(nodo: Any, donde: str = "") -> Iterable[tuple[str, str]]:
    if isinstance(nodo, dict):
        for clave, valor in nodo.items():
            yield from _hojas(valor, f"{donde}.{clave}" if donde else str(clave))
    elif isinstance(nodo, list):
        for numero, valor in enumerate(nodo):
            yield from _hojas(valor, f"{donde}[{numero}]")
    else:
        yield donde, json.dumps(nodo, ensure_ascii=False)


def _xlsx(dado: bytes, esperado: bytes, sello: Sello) -> tuple[dict[str, str], dict[str, str]] | None:
    suyo = _aparte("de_excel", dado)
    return None if suyo is None else (dict(suyo), dict(lectura.de_excel(esperado)))


def _pptx(dado: bytes, esperado: bytes, sello: Sello) -> tuple[dict[str, str], dict[str, str]] | None:
    """La diapositiva de este sello, que se reconoce por su código, contra la misma recién hecha."""
    suyas = _aparte("de_powerpoint", dado)
    if suyas is None:
        return None
    cual = next((hoja for hoja in suyas if any(sello.codigo in texto for _, texto in hoja)), [])
    return _numeradas(cual), _numeradas(lectura.de_powerpoint(esperado)[0])


@lru_cache(maxsize=1)
def _aparte(funcion: str, contenido: bytes) -> Any:
    """Lo ajeno se lee en otro proceso; una presentación de veinte láminas, una sola vez."""
    return aparte.correr(f"{LEER}:{funcion}", contenido, {})


def _docx(dado: bytes, esperado: bytes, sello: Sello) -> tuple[dict[str, str], dict[str, str]] | None:
    suyo = _aparte("de_word", dado)
    return None if suyo is None else (_numeradas(suyo), _numeradas(lectura.de_word(esperado)))


def _md(dado: bytes, esperado: bytes, sello: Sello) -> tuple[dict[str, str], dict[str, str]]:
    return _numeradas(lectura.de_markdown(dado)), _numeradas(lectura.de_markdown(esperado))


def _numeradas(pares: Sequence[Sequence[str]]) -> dict[str, str]:
    """Dos figuras pueden llamarse igual: a la segunda se le dice «(2)»."""
    hechas: dict[str, str] = {}
    for donde, texto in pares:
        veces, llave = 1, donde
        while llave in hechas:
            veces += 1
            llave = f"{donde} ({veces})"
        hechas[llave] = texto
    return hechas


_LECTORES = {"csv": _csv, "geojson": _geojson, "xlsx": _xlsx, "pptx": _pptx, "docx": _docx, "md": _md}
