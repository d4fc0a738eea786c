"""Uno publica a la vez. El sistema suelta el candado aunque el proceso muera; lo que dejó escrito dice qué limpiar."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from apertura.errores import ErrorAlPublicar
from apertura.publicaciones.disco import escribir_todo

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None
LEJOS = 1 << 30
"""En Windows el candado impide leer el byte que cierra: se cierra uno que nadie lee."""


class Candado:
    """El archivo abierto y cerrado con llave. Lleva quién publica y qué versión está haciendo, en JSON."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.pendiente: dict[str, object] = _leer(descriptor)
        """Lo que dejó quien murió a media publicación; vacío si la última terminó."""

    def anotar(self, datos: dict[str, object]) -> None:
        """Deja dicho qué se está haciendo, antes de hacerlo."""
        self.pendiente = datos
        contenido = json.dumps(datos, ensure_ascii=False).encode()
        os.lseek(self.descriptor, 0, os.SEEK_SET)
        escribir_todo(self.descriptor, contenido)
        os.ftruncate(self.descriptor, len(contenido))
        os.fsync(self.descriptor)

    def limpiar(self) -> None:
        """Ya no hay nada pendiente."""
        os.ftruncate(self.descriptor, 0)


@contextmanager
def candado(ruta: Path, quien: str, desde: str) -> Iterator[Candado]:
    """El candado, o OCUPADO al instante si otra publicación lo tiene. Al salir bien, queda sin pendientes."""
    descriptor = os.open(ruta, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
    try:
        if not _cerrar(descriptor):
            raise _ocupado(_leer(descriptor))
        tomado = Candado(descriptor)
        yield tomado
        tomado.limpiar()
    finally:
        os.close(descriptor)


def en_curso(ruta: Path) -> dict[str, object]:
    """Lo que dice el candado sin tomarlo; vacío si nadie publica ni quedó nada a medias."""
    try:
        return _en_dict(ruta.read_bytes())
    except OSError:
        return {}


def _cerrar(descriptor: int) -> bool:
    try:
        if fcntl is not None:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            _cerrar_en_windows(descriptor)
    except OSError:
        return False
    return True


def _cerrar_en_windows(descriptor: int) -> None:
    import msvcrt

    os.lseek(descriptor, LEJOS, os.SEEK_SET)
    msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]


def _leer(descriptor: int) -> dict[str, object]:
    os.lseek(descriptor, 0, os.SEEK_SET)
    return _en_dict(os.read(descriptor, 1 << 16))


def _en_dict(contenido: bytes) -> dict[str, object]:
    try:
        datos = json.loads(contenido)
    except ValueError:
        return {}
    return datos if isinstance(datos, dict) else {}


def _ocupado(datos: dict[str, object]) -> ErrorAlPublicar:
    quien, desde = datos.get("quien") or "otra persona", datos.get("desde")
    return ErrorAlPublicar(
        f"Otra publicación está en curso ({quien}{f', desde {desde}' if desde else ''})",
        "carpeta de datos",
        "Espere a que termine y vuelva a intentar.",
        "OCUPADO",
    )
