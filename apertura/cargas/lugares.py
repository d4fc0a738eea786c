"""Dónde queda cada cosa de una carga. La orden `importar` y la página sólo se hablan por estos archivos."""

import json
import re
from pathlib import Path

from apertura import rutas

ORIGINAL = "original"
"""El archivo tal como llegó. Su nombre verdadero está en la ficha: uno de fuera nunca nombra nada en este disco."""
FICHA = "carga.json"
DECISIONES = "decisiones.csv"
SALIDA = "salida.txt"
AVANCE, RESULTADO, PUBLICADA = "avance.json", "resultado.json", "publicada.json"
CANDIDATA = "candidata"
INFORME_XLSX, INFORME_JSON = "dictamen.xlsx", "dictamen.json"
LIMITE_MB = 25
"""Lo más que se acepta de una página."""
PATRON = re.compile(r"[0-9a-f]{16}")


def cargas() -> Path:
    """Carpeta de todas; puede no existir todavía."""
    return rutas.datos() / "cargas"


def carpeta_de(id_: str) -> Path:
    """Carpeta de una carga. ValueError si no es un id: así ningún texto de fuera se vuelve una ruta."""
    if not PATRON.fullmatch(id_):
        raise ValueError("no es el id de una carga")
    return cargas() / id_


def leer_avance(carpeta: Path) -> tuple[str, float]:
    """Qué está haciendo la orden que escribe en esa carpeta y qué parte lleva, de 0 a 1."""
    try:
        dato = json.loads((carpeta / AVANCE).read_text(encoding="utf-8"))
        return str(dato["que"]), min(max(float(dato["parte"]), 0.0), 1.0)
    except (OSError, ValueError, KeyError, TypeError):
        return "Empezando", 0.0


def corrida_de(id_: str, numero: int) -> Path:
    """Lo que dejó una corrida de la orden: cada una en su carpeta, para no leer lo de la anterior."""
    return carpeta_de(id_) / f"corrida-{numero}"
