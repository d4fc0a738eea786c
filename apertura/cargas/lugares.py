"""Dónde queda cada cosa de una carga. La orden `importar` y la página sólo se hablan por estos archivos."""

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


def corrida_de(id_: str, numero: int) -> Path:
    """Lo que dejó una corrida de la orden: cada una en su carpeta, para no leer lo de la anterior."""
    return carpeta_de(id_) / f"corrida-{numero}"
