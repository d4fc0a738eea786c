"""Los servidores que se miden: Apertura con la orden de `iniciar.py`, y el piso con la misma orden y configuración."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import iniciar
from apertura import rutas

PISO = "bench/piso/app.py"
SEGUNDOS = 60


@dataclass(frozen=True)
class Servidor:
    """Un servidor en marcha. `segundos` es lo que tardó en responder 200 desde que se creó el proceso."""

    puerto: int
    proceso: int
    segundos: float

    @property
    def url(self) -> str:
        """Dirección en este equipo."""
        return f"http://127.0.0.1:{self.puerto}"


class Medible(Protocol):
    """Un servidor al que se puede llegar: su dirección y el número de su proceso."""

    @property
    def url(self) -> str: ...

    @property
    def proceso(self) -> int: ...


@dataclass(frozen=True)
class Ajeno:
    """Un servidor que ya estaba en marcha, quizá en otro equipo: no se sabe cuál es su proceso."""

    url: str
    proceso: int = -1


@contextmanager
def apertura(datos: Path | None = None) -> Iterator[Servidor]:
    """Apertura recién iniciada; `datos` cambia la publicación."""
    puerto = puerto_libre()
    orden = iniciar.orden_del_servidor(sys.executable, "127.0.0.1", puerto)
    with _en_marcha(orden, puerto, "/salud", {"APERTURA_DATOS": str(datos)} if datos else {}) as servidor:
        yield servidor


@contextmanager
def piso() -> Iterator[Servidor]:
    """La página vacía de Streamlit."""
    puerto = puerto_libre()
    orden = iniciar.orden_del_servidor(sys.executable, "127.0.0.1", puerto)
    orden[orden.index("servidor.py")] = PISO
    with _en_marcha(orden, puerto, "/_stcore/health", {}) as servidor:
        yield servidor


def puerto_libre() -> int:
    """Un puerto que nadie usa ahora."""
    with socket.socket() as enchufe:
        enchufe.bind(("127.0.0.1", 0))
        return enchufe.getsockname()[1]


@contextmanager
def _en_marcha(orden: list[str], puerto: int, ruta: str, ambiente: dict[str, str]) -> Iterator[Servidor]:
    inicio = time.monotonic()
    with tempfile.TemporaryFile() as bitacora:
        completo = {**os.environ, **ambiente}
        proceso = subprocess.Popen(orden, cwd=rutas.RAIZ, env=completo, stdout=bitacora, stderr=subprocess.STDOUT)
        try:
            _esperar(proceso, f"http://127.0.0.1:{puerto}{ruta}", inicio)
            yield Servidor(puerto, proceso.pid, time.monotonic() - inicio)
        finally:
            iniciar.detener(proceso)


def _esperar(proceso: subprocess.Popen[bytes], url: str, inicio: float) -> None:
    """Hasta que responda 200. Error: SystemExit, si termina o tarda demasiado."""
    directo = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while proceso.poll() is None and time.monotonic() - inicio < SEGUNDOS:
        try:
            directo.open(url, timeout=SEGUNDOS).close()
            return
        except OSError:
            time.sleep(0.02)
    raise SystemExit(f"El servidor no respondió en {url}.")
