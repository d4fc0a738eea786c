"""Las operaciones de disco de una publicación. Todo lo que se escribe se asienta (fsync) antes de seguir."""

import errno
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from apertura.errores import ErrorAlPublicar

HOLGURA = 3
"""Se pide libre tres veces lo que se va a escribir."""
_BINARIO = getattr(os, "O_BINARY", 0)
_LLENO = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_CERRADO = {errno.EROFS, errno.EACCES, errno.EPERM}
_NO_SE_ASIENTA = {errno.EINVAL, errno.ENOTSUP}


def escribir(ruta: Path, contenido: bytes) -> None:
    """Crea el archivo, que no debe existir, con ese contenido y lo asienta."""
    descriptor = os.open(ruta, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARIO, 0o644)
    try:
        escribir_todo(descriptor, contenido)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def escribir_todo(descriptor: int, contenido: bytes) -> None:
    """Escribe hasta el último byte: el sistema puede escribir menos de lo pedido."""
    falta = memoryview(contenido)
    while falta:
        falta = falta[os.write(descriptor, falta) :]


def asentar(carpeta: Path) -> None:
    """Asienta los nombres de una carpeta. En Windows no hace falta ni se puede."""
    if os.name == "nt":
        return
    descriptor = os.open(carpeta, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Hay discos de red que no asientan carpetas; ahí el cambio de nombre ya es definitivo.
        if error.errno not in _NO_SE_ASIENTA:
            raise
    finally:
        os.close(descriptor)


def sustituir(ruta: Path, contenido: bytes, al_lado: Path) -> None:
    """Cambia el contenido de un archivo de golpe: quien lee ve el de antes o el nuevo, nunca una mezcla."""
    with suppress(FileNotFoundError):
        os.unlink(al_lado)  # noqa: PTH108 - las pruebas interrumpen cada llamada al sistema
    escribir(al_lado, contenido)
    _cambiar_nombre(al_lado, ruta)
    asentar(ruta.parent)


def _cambiar_nombre(de: Path, a: Path) -> None:
    """En Windows el cambio se niega mientras alguien lee el archivo, que es un instante: se insiste un segundo."""
    for _ in range(20 if os.name == "nt" else 0):
        with suppress(PermissionError):
            os.replace(de, a)  # noqa: PTH105
            return
        time.sleep(0.05)
    os.replace(de, a)  # noqa: PTH105


def borrar(carpeta: Path) -> None:
    """Quita una carpeta o un archivo; si algo lo impide, se intentará en la próxima publicación."""
    if carpeta.is_dir():
        shutil.rmtree(carpeta, ignore_errors=True)
        return
    with suppress(OSError):
        os.unlink(carpeta)  # noqa: PTH108


def exigir_espacio(carpeta: Path, bytes_: int) -> None:
    """Lanza DISCO-LLENO si no hay libre tres veces lo que se va a escribir."""
    libres = shutil.disk_usage(carpeta).free
    if libres < HOLGURA * bytes_:
        raise lleno(HOLGURA * bytes_ - libres)


def lleno(faltan: int | None = None) -> ErrorAlPublicar:
    """DISCO-LLENO, con los megabytes que hay que liberar si se saben."""
    cuanto = f"Libere {-(-faltan // 1_000_000)} MB" if faltan else "Libere espacio"
    return ErrorAlPublicar(
        "No hay espacio para publicar; lo publicado no cambió", "carpeta de datos", f"{cuanto} y vuelva a intentar.", "DISCO-LLENO"
    )


@contextmanager
def explicando() -> Iterator[None]:
    """Un error del sistema al escribir, dicho a una persona: DISCO-LLENO, SOLO-LECTURA o DISCO."""
    try:
        yield
    except OSError as error:
        raise _explicado(error) from error


def _explicado(error: OSError) -> ErrorAlPublicar:
    if error.errno in _LLENO:
        return lleno()
    if error.errno in _CERRADO:
        return ErrorAlPublicar(
            "No se puede escribir en la carpeta de datos; lo publicado no cambió",
            "carpeta de datos",
            "Pida permiso de escritura a quien administra Apertura, o publique en otro equipo.",
            "SOLO-LECTURA",
        )
    return ErrorAlPublicar(
        "El disco falló al publicar; lo publicado no cambió",
        "carpeta de datos",
        f"Revise el disco y vuelva a intentar (falla {errno.errorcode.get(error.errno or 0, 'sin número')}).",
        "DISCO",
    )
