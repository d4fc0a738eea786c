"""Correr una orden (`importar`, `ejemplo`) en otro proceso sin que el servidor espere.

Un hilo la acompaña, la detiene si tarda y avisa al terminar.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from apertura import rutas
from apertura.cargas import lugares

SEGUNDOS = 600
A_LA_VEZ = 1
"""Las demás esperan su turno: quien mira el mapa no debe notar que alguien carga."""
ERRORES = "errores.txt"
_MIRADA, _GRACIA = 0.1, 5.0
_TURNOS = threading.BoundedSemaphore(A_LA_VEZ)
_CORRIDAS: dict[str, "Corrida"] = {}


@dataclass
class Corrida:
    """Una orden en marcha o en espera. `iniciada` es cierto cuando ya tiene proceso."""

    carpeta: Path
    cancelada: threading.Event = field(default_factory=threading.Event)
    iniciada: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True)
class Fin:
    """Cómo terminó: el código de salida (None si no llegó a terminar) y, si falló, qué dijo o por qué se detuvo."""

    codigo: int | None
    dicho: str = ""


def lanzar(id_: str, carpeta: Path, opciones: list[str], al_terminar: Callable[[Fin], object]) -> None:
    """Deja corriendo la orden (`opciones` empieza con su nombre) y vuelve enseguida.

    `al_terminar` se llama una vez, desde el hilo que la acompaña.
    """
    carpeta.mkdir(parents=True, exist_ok=True)
    corrida = _CORRIDAS[id_] = Corrida(carpeta)

    def acompanar() -> None:
        try:
            fin = _correr(corrida, opciones)
        finally:
            if _CORRIDAS.get(id_) is corrida:
                del _CORRIDAS[id_]
        al_terminar(fin)

    threading.Thread(target=acompanar, name=f"carga-{id_}", daemon=True).start()


def corriendo(id_: str) -> bool:
    """Si este servidor la está corriendo o la tiene en espera."""
    return id_ in _CORRIDAS


def en_espera(id_: str) -> bool:
    """Si está formada detrás de otra."""
    corrida = _CORRIDAS.get(id_)
    otras = [c for c in list(_CORRIDAS.values()) if c is not corrida and c.iniciada.is_set()]
    return corrida is not None and not corrida.iniciada.is_set() and bool(otras)


def cancelar(id_: str) -> None:
    """Pide que se detenga; `al_terminar` avisará cuando lo haya hecho."""
    if corrida := _CORRIDAS.get(id_):
        corrida.cancelada.set()


def _correr(corrida: Corrida, opciones: list[str]) -> Fin:
    while not _TURNOS.acquire(timeout=_MIRADA):
        if corrida.cancelada.is_set():
            return Fin(None, "cancelada")
    try:
        return Fin(None, "cancelada") if corrida.cancelada.is_set() else _con_proceso(corrida, opciones)
    finally:
        _TURNOS.release()


def _con_proceso(corrida: Corrida, opciones: list[str]) -> Fin:
    orden = [sys.executable, "-m", "apertura", *opciones, "--carpeta", str(corrida.carpeta)]
    ambiente = {**os.environ, "POLARS_MAX_THREADS": "2", "PYTHONUTF8": "1"}
    errores = corrida.carpeta / ERRORES
    with (corrida.carpeta / lugares.SALIDA).open("wb") as salida, errores.open("wb") as quejas:
        proceso = subprocess.Popen(
            orden, stdin=subprocess.DEVNULL, stdout=salida, stderr=quejas, cwd=rutas.RAIZ, env=ambiente, start_new_session=True
        )
        corrida.iniciada.set()
        detenida = _esperar(proceso, corrida)
    return Fin(None, detenida) if detenida else Fin(proceso.returncode, _ultimo_renglon(errores))


def _esperar(proceso: subprocess.Popen[bytes], corrida: Corrida) -> str:
    """Espera a que termine. Devuelve por qué hubo que detenerla, o nada."""
    for _ in range(round(SEGUNDOS / _MIRADA)):
        try:
            proceso.wait(_MIRADA)
            return ""
        except subprocess.TimeoutExpired:
            if corrida.cancelada.is_set():
                _detener(proceso)
                return "cancelada"
    _detener(proceso)
    return "tardó demasiado"


def _detener(proceso: subprocess.Popen[bytes]) -> None:
    """Primero por las buenas, que limpia y detiene a su propio lector; si no, a la fuerza."""
    proceso.terminate()
    try:
        proceso.wait(_GRACIA)
    except subprocess.TimeoutExpired:
        proceso.kill()
        proceso.wait()


def _ultimo_renglon(ruta: Path) -> str:
    """Lo último que dijo la orden por la salida de errores: «Error: …», en español y sin rutas."""
    renglones = [r for r in ruta.read_text(encoding="utf-8", errors="replace").splitlines() if r.startswith("Error: ")]
    return renglones[-1].removeprefix("Error: ") if renglones else ""
