"""Dos réplicas detrás de un nginx de verdad, en este equipo, con la configuración que se despliega.

Sólo cambia lo que no puede ser igual: puertos, y que no hay TLS.
"""

import os
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.servidores import Servidor, apertura, puerto_libre

CARPETA = Path(__file__).parent / "nginx"
ESPERA_SEGUNDOS = 30
COMO_CONSEGUIRLO = "Falta nginx. Instálelo (Debian o Ubuntu: sudo apt-get install nginx-light), o diga dónde está en APERTURA_NGINX."
SECRETO = "un secreto de prueba, igual en todas las réplicas"
MARCO = """
daemon off; worker_processes 1; pid {carpeta}/nginx.pid; error_log {carpeta}/error.log;
events {{ worker_connections 4096; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {carpeta}/cuerpo; proxy_temp_path {carpeta}/proxy;
    fastcgi_temp_path {carpeta}/fastcgi; uwsgi_temp_path {carpeta}/uwsgi; scgi_temp_path {carpeta}/scgi;
    include {nginx}/comun.inc;
    upstream apertura {{
        hash $ruta consistent;
        {servidores}
        keepalive 32;
    }}
    server {{
        listen 127.0.0.1:{puerto};
        include {carpeta}/sitio.inc;
    }}
}}
"""


@dataclass
class Sitio:
    """El sitio en marcha: su dirección, sus réplicas y, por cada una, el número de su proceso."""

    url: str
    replicas: list[Servidor]
    muertas: set[int] = field(default_factory=set)

    def matar(self, replica: Servidor) -> None:
        """Sin avisarle: como un corte de luz."""
        os.kill(replica.proceso, 9)
        self.muertas.add(replica.puerto)


def buscar_nginx() -> str | None:
    """Ruta de nginx, o None. `APERTURA_NGINX` manda."""
    dicho = os.environ.get("APERTURA_NGINX")
    candidatos = [dicho] if dicho else [shutil.which("nginx"), "/usr/sbin/nginx"]
    return next((ruta for ruta in candidatos if ruta and Path(ruta).is_file()), None)


@contextmanager
def sitio(nginx: str, cuantas: int = 2) -> Iterator[Sitio]:
    """Réplicas recién iniciadas y nginx delante. Al salir se detienen todos."""
    os.environ["STREAMLIT_SERVER_COOKIE_SECRET"] = SECRETO
    with ExitStack() as pila:
        replicas = [pila.enter_context(apertura()) for _ in range(cuantas)]
        carpeta = Path(pila.enter_context(tempfile.TemporaryDirectory(prefix="apertura-nginx-")))
        puerto = puerto_libre()
        configuracion = escribir(carpeta, puerto, [f"127.0.0.1:{replica.puerto}" for replica in replicas])
        pila.enter_context(_en_marcha([nginx, "-p", str(carpeta), "-c", str(configuracion)], f"http://127.0.0.1:{puerto}/salud"))
        yield Sitio(f"http://127.0.0.1:{puerto}", replicas)


def escribir(carpeta: Path, puerto: int, replicas: list[str]) -> Path:
    """La configuración con esos puertos; lo demás es, letra por letra, lo que se despliega."""
    servidores = " ".join(f"server {replica} max_fails=1 fail_timeout=5s;" for replica in replicas)
    texto = (CARPETA / "sitio.inc").read_text(encoding="utf-8").replace("/etc/nginx/apertura", str(CARPETA))
    (carpeta / "sitio.inc").write_text(texto, encoding="utf-8")
    destino = carpeta / "nginx.conf"
    destino.write_text(MARCO.format(carpeta=carpeta, nginx=CARPETA, servidores=servidores, puerto=puerto), encoding="utf-8")
    return destino


@contextmanager
def _en_marcha(orden: list[str], url: str) -> Iterator[None]:
    with tempfile.TemporaryFile() as salida:
        proceso = subprocess.Popen(orden, stdout=salida, stderr=salida)
        try:
            limite = time.monotonic() + ESPERA_SEGUNDOS
            while not _contesta(url):
                if proceso.poll() is not None or time.monotonic() > limite:
                    salida.seek(0)
                    raise SystemExit(f"nginx no contestó: {salida.read().decode(errors='replace')}")
                time.sleep(0.05)
            yield
        finally:
            proceso.terminate()
            proceso.wait(10)


def _contesta(url: str) -> bool:
    try:
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True
