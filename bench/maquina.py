"""Con qué se midió, sin decir dónde; y cuánto trabaja un proceso."""

import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from apertura import rutas


def datos() -> dict[str, str]:
    """Procesador, memoria, sistema y versiones; ningún nombre de equipo ni ruta."""
    return {
        "procesador": _procesador(),
        "núcleos": str(os.cpu_count()),
        "memoria": f"{_memoria_gb():.0f} GB",
        "sistema": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "streamlit": version("streamlit"),
        "duckdb": version("duckdb"),
    }


def codigo() -> str:
    """La versión del código que se mide, como la abrevia git; con «+» si hay cambios sin confirmar. Vacía si no se sabe."""
    try:
        orden = ["git", "-C", str(rutas.RAIZ), "describe", "--always", "--dirty=+", "--exclude=*"]
        return subprocess.run(orden, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def carga() -> float:
    """Procesos en espera por núcleo, en el último minuto: arriba de 0.5 lo medido no es de fiar."""
    return os.getloadavg()[0] / (os.cpu_count() or 1)


def cpu_ms(proceso: int) -> float:
    """Milisegundos de procesador que ha usado un proceso (sólo Linux; NaN si no se sabe)."""
    try:
        campos = Path(f"/proc/{proceso}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return float("nan")
    return (int(campos[11]) + int(campos[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def memoria_mb(proceso: int) -> float:
    """Memoria residente de un proceso, en MB (sólo Linux; NaN si no se sabe)."""
    try:
        paginas = int(Path(f"/proc/{proceso}/statm").read_text().split()[1])
    except OSError:
        return float("nan")
    return paginas * os.sysconf("SC_PAGE_SIZE") / 1e6


def _procesador() -> str:
    try:
        renglones = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or sys.platform
    return next((r.split(":", 1)[1].strip() for r in renglones if r.startswith("model name")), platform.machine())


def _memoria_gb() -> float:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    except (ValueError, OSError, AttributeError):
        return float("nan")
