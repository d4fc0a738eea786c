"""La única puerta a Typst: una plantilla y unos datos → PDF etiquetado (PDF/UA-1) o imagen de cada hoja.

Los datos llegan a la plantilla como un JSON y sólo se usan como texto: nada de lo que digan se interpreta como marcado.
La plantilla no puede leer fuera de su carpeta y no hay letras del sistema: el mismo documento sale igual en cualquier equipo.
"""

import json
import re
import threading
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from math import isfinite
from pathlib import Path
from typing import Any

import typst

from apertura import rutas
from apertura.errores import ErrorApertura
from apertura.exportacion.impresos.textos import en_cada_texto, sin_dibujo

PLANTILLAS = Path(__file__).parent / "plantillas"
NORMA = "ua-1"
_INTENTOS = 6
_SIN_LETRA = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))", re.DOTALL)
_CONTROLES = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_propios = threading.local()


def a_pdf(plantilla: str, datos: Mapping[str, Any], hoy: date) -> bytes:
    """El documento como PDF/UA-1. Con lo mismo da siempre los mismos bytes: la fecha de creación es la del sello."""
    creado = datetime(hoy.year, hoy.month, hoy.day, tzinfo=UTC)
    return _componer(plantilla, datos, format="pdf", pdf_standards=[NORMA], timestamp=creado)


def a_png(plantilla: str, datos: Mapping[str, Any], puntos: float = 144) -> list[bytes]:
    """Una imagen por hoja, a tantos puntos por pulgada."""
    hojas = _componer(plantilla, datos, format="png", ppi=puntos)
    return hojas if isinstance(hojas, list) else [hojas]


def _componer(plantilla: str, datos: Mapping[str, Any], **como: Any) -> Any:
    """Compone; lo que no tiene dibujo en ninguna letra (un emoji, un ideograma) se cambia por «□» y se vuelve a intentar.

    El cambio se hace texto por texto, nunca en el JSON ya escrito: Typst puede nombrar una comilla o dos puntos que el JSON necesita.
    """
    pendientes = _componible(datos)
    for intento in range(_INTENTOS + 1):
        try:
            escritos = json.dumps(pendientes, ensure_ascii=False, allow_nan=False)
            return _compilador(plantilla).compile(sys_inputs={"datos": escritos}, **como)
        except typst.TypstError as error:
            falta = _SIN_LETRA.search(error.message)
            if falta is None or intento == _INTENTOS:
                raise ErrorApertura(
                    "El documento no se pudo componer", f"plantilla «{plantilla}»", "Avise a quien administra Apertura."
                ) from error
            que = _sin_escapes(falta[1]) if intento < _INTENTOS - 1 else ""
            pendientes = en_cada_texto(pendientes, lambda texto, que=que: sin_dibujo(texto, que))
    raise AssertionError("siempre se compone o se explica por qué no")


def _sin_escapes(dicho: str) -> str:
    """Lo que Typst dice entre comillas, tal como venía: escribe «\\"», «\\\\» y «\\u{301}» donde el texto trae el signo."""
    return _ESCAPE.sub(lambda hallado: chr(int(hallado[1], 16)) if hallado[1] else hallado[2], dicho)


def _componible(datos: Any) -> Any:
    """Lo mismo sin caracteres de control y con nulo en lugar de cada número infinito o indeterminado, que JSON no tiene."""
    return en_cada_texto(datos, lambda texto: _CONTROLES.sub(" ", texto), lambda numero: numero if isfinite(numero) else None)


def _compilador(plantilla: str) -> typst.Compiler:
    """Uno por plantilla y por hilo: un compilador no se puede usar en dos hilos a la vez."""
    hechos: dict[str, typst.Compiler] = _propios.__dict__.setdefault("compiladores", {})
    if plantilla not in hechos:
        ruta = PLANTILLAS / f"{plantilla}.typ"
        hechos[plantilla] = typst.Compiler(str(ruta), root=str(PLANTILLAS), font_paths=_letras(), ignore_system_fonts=True)
    return hechos[plantilla]


@lru_cache(maxsize=1)
def _letras() -> typst.Fonts:
    """Las del proyecto y las que Typst trae dentro, que cubren otros alfabetos."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(rutas.ESTATICOS / "fuentes")])
