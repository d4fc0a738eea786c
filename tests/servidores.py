"""Servidores reales para las pruebas: la misma orden que usa `iniciar.py`, en un puerto libre y en otro proceso."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import iniciar
from apertura import rutas


@contextmanager
def servidor_en_marcha(carpeta: Path = rutas.RAIZ, antes: Sequence[str] = (), **variables: str) -> Iterator[str]:
    """URL de un servidor recién iniciado en `carpeta`; al salir se detiene. `variables` se agregan a su ambiente.

    `antes` es la orden que lo corre, si debe correr dentro de otra cosa.
    """
    puerto = puerto_libre()
    orden = [*antes, *iniciar.orden_del_servidor(sys.executable, "127.0.0.1", puerto)]
    with tempfile.TemporaryFile() as bitacora:
        ambiente = {**os.environ, **variables}
        proceso = subprocess.Popen(orden, cwd=carpeta, env=ambiente, stdout=bitacora, stderr=subprocess.STDOUT)
        try:
            assert iniciar.esperar(proceso, "127.0.0.1", puerto), f"no arrancó:\n{leer(bitacora)}"
            yield f"http://127.0.0.1:{puerto}"
        finally:
            iniciar.detener(proceso)


def leer(bitacora: IO[bytes]) -> str:
    """Lo que el servidor ha escrito hasta ahora."""
    bitacora.seek(0)
    return bitacora.read().decode("utf-8", errors="replace")


def puerto_libre() -> int:
    """Un puerto que nadie usa ahora."""
    with puerto_ocupado() as puerto:
        return puerto


@contextmanager
def puerto_ocupado() -> Iterator[int]:
    """Un puerto en el que ya escucha alguien."""
    with socket.socket() as enchufe:
        enchufe.bind(("127.0.0.1", 0))
        enchufe.listen()
        yield enchufe.getsockname()[1]
