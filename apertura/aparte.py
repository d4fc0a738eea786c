"""Correr una función nuestra sobre un archivo ajeno en otro proceso, con topes de memoria, procesador y tiempo.

El proceso se pone sus límites antes de tocar el archivo y deja un JSON. Si el archivo lo tumba, muere él y no el servidor. En
Linux los topes los pone el sistema; en los demás sólo se vigila el tiempo de reloj.
"""

import importlib
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

RAIZ = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Topes:
    """Bytes de memoria y de archivo; segundos de procesador y de reloj."""

    memoria: int = 1_500_000_000
    cpu: int = 20
    archivo: int = 25_000_000
    reloj: float = 30.0


def correr(funcion: str, contenido: bytes, argumentos: dict[str, Any], topes: Topes | None = None) -> Any:
    """Lo que devuelve `modulo:funcion(ruta, **argumentos)` corrida aparte; None si murió, tardó de más o no dejó nada."""
    limites = topes or Topes()
    with tempfile.TemporaryDirectory(prefix="apertura-aparte-", ignore_cleanup_errors=True) as nombre:
        carpeta = Path(nombre)
        (carpeta / "ajeno").write_bytes(contenido)
        peticion = {"funcion": funcion, "argumentos": argumentos, "topes": asdict(limites)}
        (carpeta / "peticion.json").write_text(json.dumps(peticion), encoding="utf-8")
        orden = [sys.executable, "-I", str(Path(__file__).resolve()), str(carpeta)]
        nada = subprocess.DEVNULL
        try:
            subprocess.run(
                orden, stdin=nada, stdout=nada, stderr=nada, timeout=limites.reloj, check=True, start_new_session=True, cwd=carpeta
            )
            return json.loads((carpeta / "resultado.json").read_text(encoding="utf-8"))
        except (subprocess.SubprocessError, OSError, ValueError, RecursionError):
            return None


def limitar(memoria: int, cpu: int, archivo: int) -> None:
    """Topes del sistema para este proceso. Fuera de Linux sólo queda el tiempo de reloj, que vigila el padre."""
    try:
        import resource
    except ImportError:
        return
    for tope, valor in (
        (resource.RLIMIT_AS, memoria),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_FSIZE, max(200_000_000, 4 * archivo)),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        _bajar(resource, tope, valor)


def _bajar(resource: Any, tope: int, valor: int) -> None:
    """Baja un tope; nunca lo sube, y si el sistema no lo conoce, sigue."""
    actual = resource.getrlimit(tope)[1]
    if actual != resource.RLIM_INFINITY:
        valor = min(valor, actual)
    try:
        resource.setrlimit(tope, (valor, valor))
    except (ValueError, OSError):
        return


def _en_el_hijo(carpeta: Path) -> None:
    peticion = json.loads((carpeta / "peticion.json").read_text(encoding="utf-8"))
    limitar(**{k: peticion["topes"][k] for k in ("memoria", "cpu", "archivo")})
    modulo, _, nombre = peticion["funcion"].partition(":")
    resultado = getattr(importlib.import_module(modulo), nombre)(carpeta / "ajeno", **peticion["argumentos"])
    (carpeta / "resultado.json").write_text(json.dumps(resultado, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    sys.path[0:0] = [str(RAIZ)]
    os.environ["POLARS_MAX_THREADS"] = os.environ["RAYON_NUM_THREADS"] = "1"
    _en_el_hijo(Path(sys.argv[1]))
