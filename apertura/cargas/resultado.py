"""Lo que la orden `importar` dejó dicho de un archivo: se lee, se comprueba su forma y no se ejecuta nada."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from apertura.cargas import lugares
from apertura.cargas.carga import Carga

FORMA = 1
DECISION, ERROR = "decision", "error"
Dato = dict[str, Any]


@dataclass(frozen=True)
class Resultado:
    """Un archivo revisado. Los campos son los de `importador/entender/resultado.py`."""

    base: str
    se_puede_publicar: bool
    rechazado: bool
    candidata: str
    propuesta: Dato
    hojas: list[Dato]
    muestra: Dato
    columnas: list[Dato]
    campos: dict[str, str]
    instituciones: Dato
    pendientes: list[Dato]
    dictamen: Dato
    defectos: list[Dato]
    cambios: Dato | None

    @property
    def impiden(self) -> list[Dato]:
        """Las decisiones sin las que no se puede publicar."""
        return [p for p in self.pendientes if p["impide"]]

    @property
    def errores_de_archivo(self) -> list[Dato]:
        """Lo que hace que el archivo entero no se pueda usar."""
        return [d for d in self.defectos if d["nivel"] == ERROR and d["alcance"] == "archivo"]


def leer_resultado(carga: Carga) -> Resultado | None:
    """El de la revisión que vale, o None si no la hay, no llegó a escribirse o no tiene la forma esperada."""
    ruta = lugares.corrida_de(carga.id, carga.revision) / lugares.RESULTADO
    try:
        return _leer(ruta, ruta.stat().st_mtime_ns)
    except (OSError, ValueError, KeyError, TypeError):
        return None


@lru_cache(maxsize=8)
def _leer(ruta: Path, _fecha: int) -> Resultado:
    dato = json.loads(ruta.read_bytes())
    if dato["forma"] != FORMA:
        raise ValueError("otra forma de resultado")
    campos = {nombre: dato[nombre] for nombre in Resultado.__dataclass_fields__ if nombre != "campos"}
    return Resultado(campos=dict(dato["campos"]), **campos)
