"""`python -m bench [--veces 20] [--arranques 3] [--factor 100] [--anotar]`

Mide en una sola corrida y un Chromium real: arranque, carga, cambios de indicador y de lente, clic en un estado,
búsqueda, bytes y procesador; con los datos de hoy, con `factor` veces más (0 lo omite) y, entre medio, una página vacía
de Streamlit, que es el piso. Tarda unos quince minutos; mientras, no use el equipo para otra cosa.

Cada corrida queda en `bench/resultados/`. Con `--anotar` también se reescribe `bench/RESULTADOS.md`.
"""

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path

from bench import informe, maquina
from bench.corrida import correr

CARPETA = Path(__file__).parent
CARGA_TOLERABLE = 0.5
CABECERA = """# Rendimiento: última medición

La escribe `python -m bench --anotar`. Lo que vale son las razones, medidas en la misma corrida, el mismo navegador y por
turnos; los milisegundos cambian con el equipo. Cada cifra: mediana y, entre paréntesis, el 80 % central. El tiempo corre
dentro de la página, del gesto de la persona al primer cuadro después de que cambió lo que se mira.
«Piso» es una página vacía de Streamlit con la misma configuración. «Datos ×100» es una publicación sintética que la
prueba construye y tira. La memoria es de cada servidor con todas las pestañas de la prueba abiertas.

"""


def principal(argumentos: list[str]) -> int:
    """Corre, guarda, imprime. Devuelve 0 aunque algo no cumpla: la tabla lo dice."""
    lector = argparse.ArgumentParser(prog="python -m bench", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    lector.add_argument("--veces", type=int, default=20)
    lector.add_argument("--arranques", type=int, default=3)
    lector.add_argument("--factor", type=int, default=100)
    lector.add_argument("--anotar", action="store_true")
    opciones = lector.parse_args(argumentos)
    if maquina.carga() > CARGA_TOLERABLE:
        print(f"Aviso: el equipo está ocupado (carga {maquina.carga():.2f} por núcleo); use las razones con cuidado.")
    resultado = correr(opciones.veces, opciones.arranques, opciones.factor)
    tabla = informe.en_markdown(resultado, maquina.datos())
    _guardar({**vars(resultado), "equipo": maquina.datos()})
    if opciones.anotar:
        hoy = f"{datetime.now():%Y-%m-%d}"
        (CARPETA / "RESULTADOS.md").write_text(f"{CABECERA}Medido el {hoy}.\n\n{tabla}", encoding="utf-8")
    print(tabla)
    return 0


def _guardar(todo: dict[str, object]) -> None:
    carpeta = CARPETA / "resultados"
    carpeta.mkdir(exist_ok=True)
    ruta = carpeta / f"{datetime.now():%Y-%m-%dT%H%M%S}.json"
    ruta.write_text(json.dumps(todo, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(principal(sys.argv[1:]))
