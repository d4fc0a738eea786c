"""`python -m bench.motor [--factor 100]`

Cuánto tarda cada cálculo del motor de brechas con los datos de hoy y con `factor` veces más: la misma tabla repetida, con ruido para
que no empaten. La más lenta de tres, en segundos. Termina con 1 si los mil sorteos de las 33 posiciones pasan de un segundo hoy.
"""

import argparse
import sys
import time
from collections.abc import Callable

import numpy as np
import polars as pl

from apertura.brechas.descomposicion import quien_pesa
from apertura.brechas.desigualdad import desigualdad
from apertura.brechas.ficha import Medicion, ficha_de_sujeto
from apertura.brechas.grupos import formar
from apertura.brechas.incertidumbre import SORTEOS, remuestrear
from apertura.brechas.mezcla import mezcla_y_desempeno
from apertura.brechas.pesos import otros_pesos
from apertura.brechas.posicion import posiciones
from apertura.brechas.potencial import potencial
from apertura.brechas.prioridades import areas, palancas, pareto
from apertura.catalogo import catalogo
from apertura.consultas import motor
from apertura.seleccion import Seleccion
from apertura.vistas.pares import medicion_de

LIMITE, VECES, SEMILLA, RUIDO = 1.0, 3, 2017, 0.1
MIL_SORTEOS = f"M10: {SORTEOS:,} sorteos de las 33 posiciones"


def principal(argumentos: list[str]) -> int:
    """Mide los dos tamaños e imprime la tabla."""
    lector = argparse.ArgumentParser(prog="python -m bench.motor", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    lector.add_argument("--factor", type=int, default=100)
    factor = lector.parse_args(argumentos).factor
    hoy = medicion_de(motor(), catalogo(), Seleccion())
    medidos = [{nombre: segundos(calculo) for nombre, calculo in calculos(m).items()} for m in (hoy, multiplicada(hoy, factor))]
    print(f"| | {hoy.tabla.height:,} | {hoy.tabla.height * factor:,} |\n|---|--:|--:|")
    print("\n".join(f"| {nombre} | {uno:.3f} | {medidos[1][nombre]:.3f} |" for nombre, uno in medidos[0].items()))
    return int(medidos[0][MIL_SORTEOS] > LIMITE)


def calculos(medicion: Medicion) -> dict[str, Callable[[], object]]:
    """Qué se mide, con los pares ya formados."""
    tabla, arbol = medicion.tabla, medicion.arbol
    pares, completa, indice = formar(tabla, arbol), arbol.completos(tabla), arbol.indice(tabla)
    todas, clave = areas(tabla, arbol, pares), str(tabla["clave_sujeto"][0])
    return {
        "pares": lambda: formar(tabla, arbol),
        "M2 y M5: potencial": lambda: potencial(tabla, arbol, pares),
        "M3 y M4: posición": lambda: posiciones(tabla, arbol, pares),
        MIL_SORTEOS: lambda: remuestrear(tabla, arbol, medicion.universo),
        f"M11: {SORTEOS:,} juegos de pesos": lambda: otros_pesos(tabla, arbol),
        "M7: mezcla y desempeño": lambda: mezcla_y_desempeno(completa.with_columns(pl.Series("_indice", indice)), "_indice"),
        "M8: quién pesa": lambda: quien_pesa(tabla, arbol),
        "M14: desigualdad": lambda: desigualdad(tabla, arbol),
        "áreas de todas": lambda: areas(tabla, arbol, pares),
        "palancas de las 33": lambda: palancas(todas, tabla, indice),
        "Pareto": lambda: pareto(todas),
        "la ficha de una institución": lambda: ficha_de_sujeto(medicion, clave, formados=pares),
    }


def multiplicada(medicion: Medicion, factor: int) -> Medicion:
    """La misma tabla `factor` veces, cada copia con su clave y con ruido en las hojas que no son cero."""
    azar, hojas, n = np.random.default_rng(SEMILLA), medicion.arbol.hojas, medicion.tabla.height * factor
    copias = pl.concat([medicion.tabla] * factor).with_columns(
        pl.format("{}-{}", "clave_sujeto", pl.int_range(n) // medicion.tabla.height).alias("clave_sujeto"),
        *((pl.col(h) + pl.Series(azar.uniform(-RUIDO, RUIDO, n)) * (pl.col(h) > 0)).clip(0, 1) for h in hojas),
    )
    return Medicion(copias.with_columns(pl.Series(medicion.arbol.raiz, medicion.arbol.indice(copias))), medicion.arbol, medicion.universo)


def segundos(calculo: Callable[[], object]) -> float:
    """El más lento de tres."""
    tiempos = []
    for _ in range(VECES):
        inicio = time.perf_counter()
        calculo()
        tiempos.append(time.perf_counter() - inicio)
    return max(tiempos)


if __name__ == "__main__":
    sys.exit(principal(sys.argv[1:]))
