"""Quien llega primero a un servidor recién iniciado no paga importaciones, y cien a la vez no se estorban en ellas."""

import subprocess
import sys

from apertura.rutas import RAIZ

VISITA = """
import sys
import servidor
from apertura.interfaz.precarga import precargar
from streamlit.testing.v1 import AppTest
precargar()
antes = {modulo.partition(".")[0] for modulo in sys.modules}
nuestras = {modulo for modulo in sys.modules if modulo.startswith("apertura.")}
visita = AppTest.from_file("app.py", default_timeout=120).run()
assert not visita.exception and len(visita.main) > 0
print(*sorted({modulo.partition(".")[0] for modulo in sys.modules} - antes))
print(*sorted({modulo for modulo in sys.modules if modulo.startswith("apertura.")} - nuestras))
"""


def test_la_primera_visita_no_importa_ninguna_biblioteca() -> None:
    corrida = subprocess.run([sys.executable, "-c", VISITA], cwd=RAIZ, capture_output=True, text=True)
    assert corrida.returncode == 0, corrida.stderr
    bibliotecas, nuestras = corrida.stdout.splitlines()[-2:]
    assert set(bibliotecas.split()) <= {"packaging"}, "precárguelas; «packaging» son tres archivos, y la pide el marco"
    assert nuestras == ""
