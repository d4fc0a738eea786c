"""Inicia Apertura en este equipo:  python3 iniciar.py [opciones]

    --puerto N           puerto en el que atiende (8501); si está ocupado usa el siguiente y lo dice
    --direccion IP       quién puede entrar: 127.0.0.1 sólo este equipo (así si no se dice); 0.0.0.0 toda la red
    --abrir              abre el navegador cuando está lista
    --ayuda              muestra esto

La primera vez crea .venv e instala ahí las bibliotecas; necesita Python 3.11 o posterior e internet.
Después funciona sin red. Se detiene con Ctrl+C.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit("Apertura necesita Python 3.11 o posterior; éste es %d.%d. Pruebe: python3.12 iniciar.py" % sys.version_info[:2])

import argparse
import errno
import http.client
import json
import signal
import socket
import subprocess
import time
import webbrowser
from pathlib import Path
from typing import Any, NoReturn

from herramientas.entorno import RAIZ, NoSePudo, preparar

SEGUNDOS_PARA_ARRANCAR = 120
PUERTOS_A_PROBAR = 50


def principal() -> int:
    """Prepara, arranca, avisa y espera; devuelve el código de salida."""
    opciones = leer_opciones(sys.argv[1:])
    try:
        python = preparar("requirements.txt")
        puerto = primer_puerto_libre(opciones.direccion, opciones.puerto)
    except NoSePudo as error:
        print(error, file=sys.stderr)
        return 1
    if puerto != opciones.puerto:
        print(f"El puerto {opciones.puerto} está ocupado; se usa el {puerto}.", flush=True)
    return atender(orden_del_servidor(python, opciones.direccion, puerto), opciones, puerto)


def leer_opciones(argumentos: list[str]) -> argparse.Namespace:
    """Opciones de la orden; lo que no se entiende se dice en español y termina con 2."""
    lector = _Lector(add_help=False, allow_abbrev=False)
    lector.add_argument("--puerto", type=int, default=8501)
    lector.add_argument("--direccion", default="127.0.0.1")
    lector.add_argument("--abrir", action="store_true")
    lector.add_argument("--ayuda", "--help", "-h", action="store_true")
    opciones = lector.parse_args(argumentos)
    if opciones.ayuda:
        print(__doc__)
        sys.exit(0)
    if not 1 <= opciones.puerto <= 65535:
        lector.error("")
    return opciones


class _Lector(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        print(f"No se entendió la orden: {' '.join(sys.argv[1:])}\n\n{__doc__}", file=sys.stderr)
        sys.exit(2)


def primer_puerto_libre(direccion: str, puerto: int) -> int:
    """El puerto pedido o el siguiente libre. Error: NoSePudo, si no hay o si la dirección no es de este equipo."""
    libre = next((p for p in range(puerto, min(puerto + PUERTOS_A_PROBAR, 65536)) if esta_libre(direccion, p)), None)
    if libre is None:
        raise NoSePudo(f"No hay puerto libre a partir del {puerto} en {direccion}. Elija otro con --puerto.")
    return libre


def esta_libre(direccion: str, puerto: int) -> bool:
    """Si se puede escuchar ahí. En Unix se permite reusar un puerto recién cerrado, como hará el servidor."""
    with socket.socket(socket.AF_INET6 if ":" in direccion else socket.AF_INET) as enchufe:
        if sys.platform != "win32":
            enchufe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            enchufe.bind((direccion, puerto))
        except OSError as error:
            if error.errno == errno.EADDRINUSE or isinstance(error, PermissionError):
                return False
            raise NoSePudo(f"{direccion} no es una dirección de este equipo. Use 127.0.0.1 o 0.0.0.0.") from error
    return True


def orden_del_servidor(python: Path | str, direccion: str, puerto: int) -> list[str]:
    """La línea de órdenes del servidor, la misma en uso, pruebas y mediciones. Se ejecuta en la raíz."""
    opciones = ["--server.address", direccion, "--server.port", str(puerto)]
    return [str(python), "-m", "streamlit", "run", "servidor.py", *opciones]


def atender(orden: list[str], opciones: argparse.Namespace, puerto: int) -> int:
    """Arranca el servidor, avisa cuando está listo y lo acompaña hasta que termina."""
    for nombre in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, nombre):
            signal.signal(getattr(signal, nombre), lambda *_: sys.exit(143))
    proceso = subprocess.Popen(orden, cwd=RAIZ, start_new_session=True)  # Ctrl+C llega sólo aquí
    de_aqui = {"0.0.0.0": "127.0.0.1", "::": "::1"}
    anfitrion: str = de_aqui.get(opciones.direccion) or opciones.direccion
    try:
        avisar(esperar(proceso, anfitrion, puerto), anfitrion, puerto, opciones)
        return proceso.wait()
    except KeyboardInterrupt:
        print("\nApertura se detuvo.")
        return 0
    finally:
        detener(proceso)


def esperar(proceso: subprocess.Popen[Any], anfitrion: str, puerto: int) -> dict[str, str] | None:
    """Lo que responde /salud en cuanto el servidor atiende; None si terminó o tardó demasiado."""
    limite = time.monotonic() + SEGUNDOS_PARA_ARRANCAR
    while proceso.poll() is None and time.monotonic() < limite:
        try:
            return preguntar_salud(anfitrion, puerto)
        except (OSError, ValueError, http.client.HTTPException):
            time.sleep(0.1)
    return None


def preguntar_salud(anfitrion: str, puerto: int) -> dict[str, str]:
    """El JSON de /salud, sin pasar por el proxy del sistema."""
    conexion = http.client.HTTPConnection(anfitrion, puerto, timeout=SEGUNDOS_PARA_ARRANCAR)
    try:
        conexion.request("GET", "/salud")
        return json.load(conexion.getresponse())
    finally:
        conexion.close()


def avisar(salud: dict[str, str] | None, anfitrion: str, puerto: int, opciones: argparse.Namespace) -> None:
    """Dice dónde está Apertura, o qué le falta."""
    if salud is None:
        print("El servidor no arrancó; arriba está el motivo.", file=sys.stderr, flush=True)
        return
    url = f"http://[{anfitrion}]:{puerto}" if ":" in anfitrion else f"http://{anfitrion}:{puerto}"
    if salud.get("estado") != "listo":
        print(f"Aviso: {salud.get('detalle')}", file=sys.stderr, flush=True)
    print(f"Apertura está en {url} (para detenerla: Ctrl+C)", flush=True)
    if opciones.abrir:
        webbrowser.open(url)


def detener(proceso: subprocess.Popen[Any]) -> None:
    """Termina el servidor si sigue vivo; primero por las buenas."""
    proceso.terminate()
    try:
        proceso.wait(10)
    except subprocess.TimeoutExpired:
        proceso.kill()


if __name__ == "__main__":
    sys.exit(principal())
