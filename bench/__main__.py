"""`python -m bench [--partes PARTE …] [--veces 20] [--factor 100] [--juntar] [--anotar]`

Mide en un Chromium real: arranque, cargas, cambios de indicador y de lente, clics (un estado y el buscador) y lo que
cruza la red; con los datos de hoy, con `factor` veces más (0 lo omite) y, por turnos, en una página vacía de Streamlit,
que es el piso. Todas las partes tardan unos quince minutos; mientras, no use el equipo para otra cosa.

Cada parte se guarda en `bench/resultados/` al terminar. La tabla junta la última medición de cada una, así que se pueden
correr en ratos distintos; `--juntar` sólo la arma, sin medir. Con `--anotar` también se reescribe `bench/RESULTADOS.md`.
"""

import argparse
import json
import sys
from pathlib import Path

from bench import informe, maquina
from bench.corrida import PARTES, Parte, correr

CARPETA = Path(__file__).parent
CARGA_TOLERABLE = 0.5
CABECERA = """# Rendimiento: última medición

La escribe `python -m bench --anotar`. Lo que vale son las razones, medidas en la misma corrida, el mismo navegador y por
turnos; los milisegundos cambian con el equipo. Cada cifra: mediana y, entre paréntesis, el 80 % central. El tiempo corre
dentro de la página, del gesto de la persona al primer cuadro después de que cambió lo que se mira.
«Piso» es una página vacía de Streamlit con la misma configuración. «Datos ×100» es una publicación sintética que la
prueba construye y tira. La memoria es de cada servidor con todas las pestañas de la prueba abiertas.

Al cambiar de indicador o de lente el mapa se pinta con lo que el navegador ya tenía (`docs/decisiones/0003`), antes de
que el servidor conteste; «confirmados» es cuando título, tabla y dirección dicen ya lo mismo que el mapa.

"""


def principal(argumentos: list[str]) -> int:
    """Corre, guarda, imprime. Devuelve 0 aunque algo no cumpla: la tabla lo dice."""
    opciones = _leer(argumentos)
    if not opciones.juntar:
        if maquina.carga() > CARGA_TOLERABLE:
            print(f"Aviso: el equipo está ocupado (carga {maquina.carga():.2f} por núcleo); use las razones con cuidado.")
        for parte in correr(opciones.partes, opciones.veces, opciones.factor):
            _guardar(parte)
            print(f"Medida: {parte.nombre}", flush=True)
    tabla = informe.en_markdown(guardadas(), maquina.datos())
    if opciones.anotar:
        (CARPETA / "RESULTADOS.md").write_text(CABECERA + tabla, encoding="utf-8")
    print(tabla)
    return 0


def _leer(argumentos: list[str]) -> argparse.Namespace:
    lector = argparse.ArgumentParser(prog="python -m bench", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    lector.add_argument("--partes", nargs="+", choices=PARTES, default=list(PARTES))
    lector.add_argument("--veces", type=int, default=20)
    lector.add_argument("--factor", type=int, default=100)
    lector.add_argument("--juntar", action="store_true")
    lector.add_argument("--anotar", action="store_true")
    return lector.parse_args(argumentos)


def guardadas(carpeta: Path = CARPETA / "resultados") -> dict[str, Parte]:
    """La última medición de cada parte, en el orden en que se miden."""
    rutas = {nombre: carpeta / f"{nombre}.json" for nombre in PARTES}
    return {nombre: Parte(**json.loads(ruta.read_text(encoding="utf-8"))) for nombre, ruta in rutas.items() if ruta.exists()}


def _guardar(parte: Parte, carpeta: Path = CARPETA / "resultados") -> None:
    carpeta.mkdir(exist_ok=True)
    (carpeta / f"{parte.nombre}.json").write_text(json.dumps(vars(parte), ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(principal(sys.argv[1:]))
