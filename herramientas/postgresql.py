"""El PostgreSQL con el que se prueba que las consultas son portables: dónde está, cómo conseguirlo y cómo arrancarlo."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from herramientas.entorno import instalar_con_apt

CARPETAS_DE_DEBIAN = Path("/usr/lib/postgresql")
SIN_PRIVILEGIOS = ("postgres", "nobody")
ESPERA_SEGUNDOS = 60
COMO_CONSEGUIRLO = (
    "Falta PostgreSQL (initdb y pg_ctl) para probar que las consultas son portables. Instálelo (Debian o Ubuntu: sudo apt-get "
    "install postgresql), o diga en APERTURA_POSTGRESQL en qué carpeta están sus programas."
)
# Datos de usar y tirar: no hace falta que sobrevivan a un apagón.
RAPIDEZ = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB", "autovacuum=off")


def asegurar() -> Path | None:
    """Carpeta de los programas; si faltan y se puede (Debian, administrador), se instalan. None si no hay."""
    return buscar() or (buscar() if instalar_con_apt("postgresql") else None)


def buscar() -> Path | None:
    """Carpeta con `initdb` y `pg_ctl` de la versión más nueva, o None. `APERTURA_POSTGRESQL` manda."""
    if dicha := os.environ.get("APERTURA_POSTGRESQL"):
        candidatas = [Path(dicha)]
    else:
        de_debian = sorted(CARPETAS_DE_DEBIAN.glob("*/bin"), key=lambda ruta: _version(ruta.parent.name), reverse=True)
        del_path = shutil.which("initdb")
        candidatas = [*de_debian, *([Path(del_path).parent] if del_path else [])]
    return next((c for c in candidatas if (c / "initdb").is_file() and (c / "pg_ctl").is_file()), None)


@contextmanager
def servidor(programas: Path) -> Iterator[str]:
    """Un PostgreSQL recién creado, sin red: sólo un socket en su carpeta temporal. Da cómo conectarse.

    Al terminar se detiene y su carpeta se borra. `initdb` no acepta al administrador: entonces corre como otro usuario.
    """
    usuario = _usuario()
    # No bajo la carpeta de pytest: es privada de quien prueba, y un socket no admite rutas de más de 107 letras.
    carpeta = Path(tempfile.mkdtemp(prefix="apertura-pg-"))
    try:
        if usuario:
            shutil.chown(carpeta, usuario)
        datos = carpeta / "datos"
        _correr(usuario, [programas / "initdb", "-D", datos, "-U", "apertura", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"])
        opciones = f"-k {carpeta} -c listen_addresses='' " + " ".join(f"-c {o}" for o in RAPIDEZ)
        control = [programas / "pg_ctl", "-D", datos, "-w", "-t", str(ESPERA_SEGUNDOS)]
        _correr(usuario, [*control, "-l", carpeta / "bitacora", "-o", opciones, "start"])
        try:
            yield f"host={carpeta} user=apertura dbname=postgres"
        finally:
            _correr(usuario, [*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(carpeta, ignore_errors=True)


def _usuario() -> str | None:
    """Con quién correr si somos el administrador; None si somos otro usuario."""
    if os.geteuid() != 0:
        return None
    import pwd  # no existe en Windows, donde probar.py también debe arrancar

    existentes = {entrada.pw_name for entrada in pwd.getpwall()}
    return next(nombre for nombre in SIN_PRIVILEGIOS if nombre in existentes)


def _correr(usuario: str | None, orden: list[str | Path]) -> None:
    """Corre un programa de PostgreSQL en silencio. Error: RuntimeError con lo que dijo."""
    # El servidor hereda la salida: con una tubería se esperaría a que él termine.
    with tempfile.TemporaryFile() as salida:
        argumentos = [str(parte) for parte in orden]
        codigo = subprocess.run(argumentos, user=usuario, cwd="/", stdin=subprocess.DEVNULL, stdout=salida, stderr=salida).returncode
        if codigo:
            salida.seek(0)
            raise RuntimeError(f"{Path(argumentos[0]).name} terminó con {codigo}: {salida.read().decode(errors='replace')}")


def _version(nombre: str) -> float:
    return float(nombre) if nombre.replace(".", "", 1).isdigit() else 0.0
