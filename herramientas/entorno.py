"""Prepara `.venv` con sólo la biblioteca estándar. Lo comparten `iniciar.py` y `probar.py`.

Se instala lo que dicen las listas fijadas (versión y sha256 de cada archivo) y sólo cuando cambiaron:
la huella de la última lista instalada se guarda dentro del propio `.venv`.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

RAIZ = Path(__file__).resolve().parent.parent
VENV = RAIZ / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


class NoSePudo(Exception):
    """Algo que falta en la máquina. El texto va en español: qué pasó y qué hacer."""


def preparar(*listas: str) -> Path:
    """Deja `.venv` con las listas de `RAIZ` instaladas y devuelve su Python.

    Error: NoSePudo, si falta el módulo venv o no se pudo descargar una biblioteca.
    """
    if not _sirve(PYTHON):
        _crear_venv()
    for lista in listas:
        _instalar(RAIZ / lista)
    return PYTHON


def _sirve(python: Path) -> bool:
    """Un `.venv` a medias, o cuyo Python ya no está, no sirve: se rehace."""
    prueba = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    return python.is_file() and subprocess.run([python, "-c", prueba], capture_output=True).returncode == 0


def _crear_venv() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        _instalar_venv_de_debian()
    print("Creando el entorno en .venv…", flush=True)
    if subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)]).returncode:
        raise NoSePudo("No se pudo crear .venv. Revise que la carpeta permita escribir y que haya espacio en disco.")


def _instalar_venv_de_debian() -> None:
    """Debian y Ubuntu separan `venv` de Python; como administrador se instala, si no se dice cómo."""
    paquete = f"python3.{sys.version_info.minor}-venv"
    if not instalar_con_apt(paquete):
        raise NoSePudo(f"A este Python le falta el módulo venv. En Debian o Ubuntu: sudo apt-get install {paquete}")


def en_integracion_continua() -> bool:
    """Con CI=true no se acepta omitir pruebas porque a la máquina le falte un programa."""
    return os.environ.get("CI", "").lower() in {"1", "true"}


def instalar_con_apt(paquete: str) -> bool:
    """Instala un paquete de Debian si se puede (apt-get y administrador). Verdadero si quedó instalado."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    print(f"Instalando {paquete} con apt-get…", flush=True)
    variables = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    ordenes = (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends", paquete])
    return all(subprocess.run(o, env=variables, stdout=subprocess.DEVNULL).returncode == 0 for o in ordenes)


def _instalar(lista: Path) -> None:
    """Instala una lista con sus huellas, sin compilar nada, salvo que ya sea la instalada."""
    huella = hashlib.sha256(lista.read_bytes()).hexdigest()
    marca = VENV / f"{lista.name}.sha256"
    if marca.is_file() and marca.read_text(encoding="ascii") == huella:
        return
    print(f"Instalando {lista.name} (la primera vez puede tardar unos minutos)…", flush=True)
    opciones = ["-qq", "--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:"]
    if subprocess.run([PYTHON, "-m", "pip", "install", *opciones, "--requirement", lista]).returncode:
        raise NoSePudo(
            f"No se pudo instalar {lista.name}; arriba está el motivo. Lo más común es que no haya conexión a "
            "internet. Si su red usa un espejo o un proxy, configúrelo en pip y repita la orden."
        )
    marca.write_text(huella, encoding="ascii")
