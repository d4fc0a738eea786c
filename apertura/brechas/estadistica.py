"""Estadística por grupos sin recorrer renglones: cuantiles con y sin el propio, rango medio, desviación y vecinos.

Todo recibe una columna `x` (sujetos,) y `codigo` (sujetos,), el número de grupo de cada uno (enteros desde 0). Los NaN no
cuentan como miembros. Cuantiles por interpolación lineal, como `numpy.quantile`.
"""

from dataclasses import dataclass

import numpy as np

Arreglo = np.ndarray


@dataclass(frozen=True, eq=False)
class Ordenado:
    """Una columna ordenada dentro de cada grupo: `orden` (posición → sujeto), `lugar` (sujeto → posición en su grupo)."""

    valores: Arreglo
    orden: Arreglo
    lugar: Arreglo
    inicio: Arreglo
    miembros: Arreglo


def ordenar(x: Arreglo, codigo: Arreglo) -> Ordenado:
    """Ordena por grupo y valor, con los NaN al final de su grupo. `inicio` y `miembros` van por sujeto."""
    orden = np.lexsort((x, codigo))
    grupos = int(codigo.max()) + 1 if codigo.size else 0
    tamanos = np.bincount(codigo, minlength=grupos)
    con_dato = np.bincount(codigo[~np.isnan(x)], minlength=grupos)
    primero = np.concatenate(([0], np.cumsum(tamanos)[:-1])).astype(np.int64) if grupos else np.zeros(0, np.int64)
    posicion = np.empty(len(x), np.int64)
    posicion[orden] = np.arange(len(x))
    inicio = primero[codigo]
    return Ordenado(x[orden], orden, posicion - inicio, inicio, con_dato[codigo])


def cuantil(o: Ordenado, q: float, sin_propio: bool) -> Arreglo:
    """Q_q del grupo de cada sujeto; con `sin_propio`, del grupo sin él. NaN si no queda nadie."""
    tiene = o.lugar < o.miembros
    fuera = tiene & sin_propio
    quedan = o.miembros - fuera
    exacta = np.maximum(quedan - 1, 0) * q
    bajo = np.floor(exacta).astype(np.int64)
    alto = np.minimum(bajo + 1, np.maximum(quedan - 1, 0))
    valor_bajo, valor_alto = (_sin(o, i, fuera) for i in (bajo, alto))
    interpolado = valor_bajo + (valor_alto - valor_bajo) * (exacta - bajo)
    return np.where(quedan > 0, interpolado, np.nan)


def _sin(o: Ordenado, posicion: Arreglo, fuera: Arreglo) -> Arreglo:
    """El valor que ocupa esa posición del grupo cuando se saca al propio: de su lugar en adelante, el siguiente."""
    if not len(o.valores):
        return np.zeros(0)
    corrida = posicion + (fuera & (posicion >= o.lugar))
    return o.valores[np.minimum(o.inicio + corrida, len(o.valores) - 1)]


def rango_medio(o: Ordenado, codigo: Arreglo) -> Arreglo:
    """p = (#{x_j < x} + ½ #{x_j = x}) / n, con el propio dentro; NaN si no tiene dato."""
    if not len(o.valores):
        return np.zeros(0)
    cambia = np.concatenate(([True], (np.diff(o.valores) != 0) | (np.diff(codigo[o.orden]) != 0)))
    corrida = np.cumsum(cambia) - 1
    comienzo = np.flatnonzero(cambia)
    largo = np.diff(np.append(comienzo, len(o.valores)))
    p = np.empty(len(o.valores))
    p[o.orden] = comienzo[corrida] + largo[corrida] / 2
    tiene = o.lugar < o.miembros
    return np.where(tiene, (p - o.inicio) / np.maximum(o.miembros, 1), np.nan)


def desviacion_absoluta_media(x: Arreglo, codigo: Arreglo, centro: Arreglo) -> Arreglo:
    """media |x_j − centro| del grupo de cada sujeto; `centro` (sujetos,) es el mismo para todo su grupo."""
    tiene = ~np.isnan(x)
    distancias = np.where(tiene, np.abs(x - centro), 0.0)
    suma = np.bincount(codigo, weights=distancias)
    n = np.bincount(codigo, weights=tiene.astype(float))
    with np.errstate(invalid="ignore", divide="ignore"):
        return (suma / n)[codigo] if codigo.size else np.zeros(0)


def cercanos(x: Arreglo, codigo: Arreglo, k: int, de: Arreglo | None = None) -> Arreglo:
    """(sujetos, k): índices de los k del mismo grupo con `x` más parecida; −1 donde no hay más. `de`: sólo de esos renglones.

    Empates, deterministas: gana quien queda más cerca en el orden (x, renglón). Sin dato no se tienen vecinos.
    """
    o = ordenar(x, codigo)
    n = len(x)
    if not n:
        return np.zeros((0, k), np.int64)
    # De cerca a lejos y de un lado y otro: así un orden estable resuelve los empates por cercanía.
    salto = np.repeat(np.arange(1, k + 1), 2) * np.tile([-1, 1], k)
    quienes = np.arange(n) if de is None else de
    lugar, miembros = o.lugar[quienes, None], o.miembros[quienes, None]
    relativa = lugar + salto
    dentro = (relativa >= 0) & (relativa < miembros) & (lugar < miembros)
    posicion = np.clip(o.inicio[quienes, None] + relativa, 0, n - 1)
    distancia = np.where(dentro, np.abs(o.valores[posicion] - x[quienes, None]), np.inf)
    elegidos = np.argsort(distancia, axis=1, kind="stable")[:, :k]
    return np.take_along_axis(np.where(dentro, o.orden[posicion], -1), elegidos, axis=1)
