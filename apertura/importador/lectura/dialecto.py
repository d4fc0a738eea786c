"""Con qué signo se separan los campos de un texto.

Se prueba cada signo sobre el principio del archivo y gana el que da más renglones con el mismo número de campos y menos
campos que todavía parecen traer otro separador. El detector de la biblioteca estándar toma letras por separadores.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence

SEPARADORES = (",", ";", "\t", "|", "^", "~", "¦", "§", "\x1f")
NUMERO = re.compile(r"\s*[-+−]?[\d.,\s]*\d[\d.,]*\s*%?\s*")


def separador(muestra: Sequence[str]) -> str:
    """El separador más probable de esas líneas; coma si no hay ninguno."""
    presentes = [s for s in SEPARADORES if any(s in linea for linea in muestra)]
    puntos = {s: _puntos(muestra, s, presentes) for s in presentes}
    mejor = max(puntos, key=lambda s: puntos[s], default=",")
    return mejor if puntos.get(mejor, 0) > 0 else ","


def declarado(linea: str) -> str | None:
    """El separador que anuncia la primera línea «sep=;», a la manera de Excel."""
    hallado = re.fullmatch(r'"?sep=(.)"?\s*', linea, re.IGNORECASE | re.DOTALL)
    return hallado[1] if hallado else None


def campos(lineas: Iterable[str], signo: str) -> Iterable[list[str]]:
    """Los campos de cada registro. Lanza csv.Error si las comillas no cuadran o un campo es demasiado largo."""
    return csv.reader(lineas, delimiter=signo, strict=True)


def ancho(muestra: Sequence[str], signo: str) -> int:
    """El número de campos más frecuente en esas líneas."""
    anchos = Counter(len(r) for r in _registros(muestra, signo) or [] if any(r))
    return anchos.most_common(1)[0][0] if anchos else 0


def _registros(muestra: Sequence[str], signo: str) -> list[list[str]] | None:
    """Los registros de la muestra, que puede terminar a media comilla; None si con ese signo no se puede leer."""
    registros = []
    try:
        registros.extend(r for r in campos(muestra, signo) if r)
    except csv.Error as error:
        return registros if "unexpected end" in str(error) else None
    return registros


def _puntos(muestra: Sequence[str], signo: str, presentes: Sequence[str]) -> float:
    """Proporción de renglones del ancho más común × proporción de celdas que ya no se pueden partir."""
    registros = _registros(muestra, signo) or []
    anchos = Counter(len(r) for r in registros if len(r) > 1)
    if not anchos:
        return 0.0
    celdas = [c for r in registros for c in r]
    resto = "".join(re.escape(s) for s in presentes if s != signo)
    limpias = sum(not c or not resto or not re.search(f"[{resto}]", c) or bool(NUMERO.fullmatch(c)) for c in celdas)
    return anchos.most_common(1)[0][1] / len(registros) * limpias / len(celdas)
