"""Prueba Apertura completa:  python3 probar.py [--sin-navegador]

Crea .venv, instala las bibliotecas de uso y de prueba, consigue Chromium y PostgreSQL si puede (Debian, como
administrador), y corre formato, estilo, tipos, pruebas y pruebas en un navegador real. Termina con 0 sólo si todo pasó.
Hasta tres fallas en el navegador se repiten una vez, solas y a la vista: en un equipo ocupado, una carrera no es un defecto; dos sí.
Con CI=true, que falte alguno de los dos es un error; sin ella se dice y se sigue.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit("Apertura necesita Python 3.11 o posterior; éste es %d.%d. Pruebe: python3.12 probar.py" % sys.version_info[:2])

import re
import subprocess
import time
from dataclasses import dataclass
from types import ModuleType

from herramientas import chromium, postgresql
from herramientas.entorno import RAIZ, NoSePudo, en_integracion_continua, preparar

CIERRE_DE_PYTEST = re.compile(r"=+ .*\b(passed|failed|errors?|no tests ran)\b.* in .*=+$")
REPETIR = ["pytest", "-m", "navegador", "--last-failed", "--last-failed-no-failures", "none"]
COLORES = re.compile(r"\x1b\[[0-9;]*m")


@dataclass
class Paso:
    """Un paso corrido: cómo se llama, con qué código terminó, cuánto tardó y el último renglón de pytest."""

    nombre: str
    codigo: int
    segundos: float
    cierre: str = ""


def principal() -> int:
    """Corre todo, resume, y devuelve el peor código de salida."""
    if sys.argv[1:] not in ([], ["--sin-navegador"]):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        python = preparar("requirements.txt", "requirements-pruebas.txt")
        con_navegador = "--sin-navegador" not in sys.argv and hay(chromium)
        hay(postgresql)
    except NoSePudo as error:
        print(error, file=sys.stderr)
        return 1
    pasos = [correr(nombre, [str(python), "-m", *orden]) for nombre, orden in ordenes(con_navegador)]
    if con_navegador and son_pocas(pasos[-1]):
        pasos[-1] = a_la_segunda(pasos[-1], correr("Las que fallaron, otra vez y solas", [str(python), "-m", *REPETIR]))
    resumir(pasos, con_navegador)
    return max(paso.codigo for paso in pasos)


def hay(programa: ModuleType) -> bool:
    """Si se puede probar con él (Chromium, PostgreSQL). Error: NoSePudo, si falta y estamos en integración continua."""
    if programa.asegurar():
        return True
    if en_integracion_continua():
        raise NoSePudo(programa.COMO_CONSEGUIRLO)
    print(f"{programa.COMO_CONSEGUIRLO}\nSe sigue sin esas pruebas.", flush=True)
    return False


def ordenes(con_navegador: bool) -> list[tuple[str, list[str]]]:
    """Los pasos en orden; los del navegador van solos, y un módulo completo en cada proceso, que comparte servidor y perfil."""
    pasos = [
        ("Formato", ["ruff", "format", "--check", "."]),
        ("Estilo", ["ruff", "check", "--output-format", "concise", "."]),
        ("Tipos", ["pyright"]),
        ("Pruebas", ["pytest", "-n", "2", "-m", "not navegador"]),
    ]
    en_navegador = ["pytest", "-n", "2", "--dist", "loadfile", "-m", "navegador"]
    return [*pasos, ("Pruebas en navegador", en_navegador)] if con_navegador else pasos


def son_pocas(paso: Paso) -> bool:
    """Si lo único malo fueron una, dos o tres pruebas; con más, o con errores al prepararlas, no se repite nada."""
    fallas = re.search(r"\b([1-3]) failed\b", paso.cierre)
    return paso.codigo == 1 and fallas is not None and "error" not in paso.cierre


def a_la_segunda(primera: Paso, segunda: Paso) -> Paso:
    """El paso con el resultado de la segunda vez, los segundos de las dos y los dos cierres."""
    cierre = f"{primera.cierre}\nRepetidas: {segunda.cierre}"
    return Paso(f"{primera.nombre} (2)", segunda.codigo, primera.segundos + segunda.segundos, cierre)


def correr(nombre: str, orden: list[str]) -> Paso:
    """Corre un paso dejando ver su salida y guarda el renglón con que cierra pytest."""
    print(f"\n── {nombre} ──", flush=True)
    color = ["--color=yes"] if "pytest" in orden and sys.stdout.isatty() else []
    inicio, cierre = time.monotonic(), ""
    with subprocess.Popen([*orden, *color], cwd=RAIZ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as proceso:
        for bytes_ in proceso.stdout or ():
            renglon = bytes_.decode("utf-8", errors="replace")
            print(renglon, end="", flush=True)
            limpio = COLORES.sub("", renglon).strip()
            cierre = limpio if CIERRE_DE_PYTEST.match(limpio) else cierre
    return Paso(nombre, abs(proceso.returncode), time.monotonic() - inicio, cierre)


def resumir(pasos: list[Paso], con_navegador: bool) -> None:
    """Tabla de pasos y, al final, los renglones de cierre de pytest tal cual."""
    print("\n── Resumen ──")
    for paso in pasos:
        print(f"{paso.nombre:<26}{'bien' if paso.codigo == 0 else 'CON FALLAS':<12}{paso.segundos:7.1f} s")
    if not con_navegador:
        print(f"{'Pruebas en navegador':<26}no se corrieron")
    print(*(paso.cierre for paso in pasos if paso.cierre), sep="\n")


if __name__ == "__main__":
    sys.exit(principal())
