"""Lo que se despliega es coherente con el programa y nginx lo entiende."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest

import iniciar
from apertura.rutas import RAIZ
from despliegue import replicas

CARPETA = RAIZ / "despliegue"
SITIO = (CARPETA / "nginx" / "sitio.inc").read_text(encoding="utf-8")


def test_nginx_entiende_la_configuracion(tmp_path: Path) -> None:
    nginx = replicas.buscar_nginx()
    if nginx is None:
        pytest.skip(replicas.COMO_CONSEGUIRLO)
    configuracion = replicas.escribir(tmp_path, 18_999, ["127.0.0.1:1", "127.0.0.1:2"])
    prueba = subprocess.run([nginx, "-t", "-p", tmp_path, "-c", configuracion], capture_output=True, text=True)
    assert prueba.returncode == 0, prueba.stderr


def test_ningun_location_pone_cabeceras_hacia_la_aplicacion() -> None:
    """En nginx, un `location` con una cabecera suya pierde las de afuera: sin `X-Forwarded-For`, cualquiera parecería local y editaría."""
    locations = re.findall(r"location [^{]+\{(.*?)\n\}", SITIO, re.DOTALL)
    assert len(locations) >= 5
    assert [cuerpo for cuerpo in locations if "proxy_set_header" in cuerpo] == []
    fuera = re.sub(r"location [^{]+\{.*?\n\}", "", SITIO, flags=re.DOTALL)
    assert {"Host", "X-Forwarded-For", "Upgrade", "Connection"} <= set(re.findall(r"proxy_set_header (\S+)", fuera))


def test_systemd_arranca_el_servidor_con_la_orden_de_siempre() -> None:
    unidad = (CARPETA / "systemd" / "apertura@.service").read_text(encoding="utf-8")
    orden = shlex.split(re.findall(r"^ExecStart=(.*)$", unidad, re.MULTILINE)[0])
    assert orden == [o if o != "8501" else "%i" for o in iniciar.orden_del_servidor("/opt/apertura/.venv/bin/python", "127.0.0.1", 8501)]


def test_cada_variable_del_ambiente_la_lee_alguien() -> None:
    dichas = re.findall(r"^(APERTURA_\w+)=", (CARPETA / "apertura.env").read_text(encoding="utf-8"), re.MULTILINE)
    codigo = "\n".join(ruta.read_text(encoding="utf-8") for ruta in (RAIZ / "apertura").rglob("*.py"))
    assert len(dichas) >= 4
    assert [variable for variable in dichas if f'"{variable}"' not in codigo] == []


def test_los_dos_sitios_solo_se_distinguen_en_donde_estan_las_replicas() -> None:
    sitios = [(CARPETA / "nginx" / nombre).read_text(encoding="utf-8") for nombre in ("apertura.conf", "contenedores.conf")]
    uno, otro = ([r for r in sitio.splitlines() if not re.match(r"#| +server \S+:\d+ ", r)] for sitio in sitios)
    assert uno == otro
