"""Contra quién se compara cada sujeto: la estrategia de pares, que es un parámetro con nombre y cabe en un enlace."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from apertura.brechas import ErrorCalculo
from apertura.brechas.arbol import Arbol
from apertura.formato import enumerar

MINIMO = 8
VECINOS = 15
LISTA_MAXIMA = 40
# De lo más estrecho a lo más amplio: se usa el primer nivel que junte el mínimo y, si ninguno, el último.
NIVELES: dict[str, tuple[tuple[str, ...], ...]] = {
    "orden-tipo": (("orden", "tipo"), ("orden",)),
    "entidad": (("cve_ent",),),
    "region": (("region", "orden", "tipo"), ("region", "orden")),
    "tamano": (("orden", "tipo", "tamano"), ("orden", "tipo"), ("orden",)),
}
_PALABRAS = {"cve_ent": "entidad", "region": "región", "tamano": "tamaño"}
_CLAVE = re.compile(r"[0-9A-Za-z-]{1,32}")


@dataclass(frozen=True, order=True)
class Estrategia:
    """Cómo se eligen los pares. `k` sólo cuenta en «perfil»; `claves`, sólo en «lista». Inmutable: sirve de llave."""

    clase: str = "orden-tipo"
    k: int = VECINOS
    claves: tuple[str, ...] = ()

    def a_texto(self) -> str:
        """«orden-tipo», «entidad», «region», «tamano», «perfil:15» o «lista:01-EJE-01,02-EJE-01»."""
        if self.clase == "perfil":
            return f"perfil:{self.k}"
        return f"lista:{','.join(self.claves)}" if self.clase == "lista" else self.clase


def de_texto(texto: str) -> Estrategia:
    """La estrategia escrita por `a_texto`. Lanza ErrorCalculo si no es ninguna. Las claves van sin repetir y ordenadas."""
    clase, _, resto = texto.strip().partition(":")
    if clase in NIVELES and not resto:
        return Estrategia(clase)
    if clase == "perfil" and re.fullmatch(r"[0-9]{0,3}", resto) and int(resto or VECINOS) >= 1:
        return Estrategia("perfil", int(resto or VECINOS))
    claves = tuple(sorted(set(resto.split(","))))
    if clase == "lista" and len(claves) <= LISTA_MAXIMA and all(_CLAVE.fullmatch(c) for c in claves):
        return Estrategia("lista", claves=claves)
    raise ErrorCalculo(
        f"No existe el grupo de pares «{texto[:60]}»",
        "grupo de pares",
        f"Use {', '.join(NIVELES)}, perfil:15 o lista:CLAVE,CLAVE (hasta {LISTA_MAXIMA}).",
    )


@dataclass(frozen=True, eq=False)
class Pares:
    """Los pares de cada sujeto, de una de dos formas.

    Por niveles: `codigos` (niveles, sujetos) y `nivel` (sujetos,), cuál usa cada uno; su grupo son todos los que comparten
    ese código, él incluido. Por lista: `indices` (sujetos, k) con −1 de relleno y sin el propio. `n_pares` nunca lo cuenta.
    """

    estrategia: Estrategia
    n_pares: np.ndarray
    criterio: np.ndarray
    codigos: np.ndarray
    nivel: np.ndarray
    indices: np.ndarray | None = None

    def de(self, sujeto: int) -> np.ndarray:
        """Índices de los pares de un sujeto, sin él."""
        if self.indices is not None:
            return self.indices[sujeto][self.indices[sujeto] >= 0]
        codigo = self.codigos[self.nivel[sujeto]]
        iguales = np.flatnonzero(codigo == codigo[sujeto])
        return iguales[iguales != sujeto]


def formar(
    tabla: pl.DataFrame, arbol: Arbol, estrategia: Estrategia | None = None, minimo: int = MINIMO, de: Sequence[int] | None = None
) -> Pares:
    """Los pares de cada renglón de la tabla ancha. Fuente: METODO §3 (orden × tipo, mínimo 8 sujetos; si no, orden).

    El mínimo cuenta al propio sujeto, como el grupo. `de`: los únicos renglones de los que hacen falta; sólo ahorra en
    «perfil», que mira el mismo orden y para todos cuesta sujetos² (los demás quedan sin pares). Lanza ErrorCalculo si falta
    la columna que la estrategia pide o si ninguna clave de la lista está en la tabla.
    """
    estrategia = estrategia or Estrategia()
    if estrategia.clase == "lista":
        return _por_lista(tabla, estrategia)
    if estrategia.clase == "perfil":
        return _por_perfil(tabla, arbol, estrategia, np.arange(tabla.height) if de is None else np.asarray(de, np.int64))
    return _por_niveles(tabla, estrategia, minimo)


def recortar(tabla: pl.DataFrame, pares: Pares, fila: int) -> tuple[pl.DataFrame, Pares, int]:
    """El grupo de un sujeto como si fuera la tabla entera: sus renglones, en su orden, sus pares y cuál es él.

    Lo que M2 a M5 y M13 dicen de él es lo mismo que con todos, y cuesta lo que su grupo y no lo que el país.
    """
    otros = pares.de(fila)
    renglones = np.unique(np.append(otros, fila))
    propio, n = int(np.searchsorted(renglones, fila)), len(renglones)
    criterio, n_pares = np.full(n, pares.criterio[fila], dtype=object), np.full(n, len(otros))
    if pares.indices is None:
        codigos, nivel = np.zeros((1, n), np.int64), np.zeros(n, np.int64)
        return tabla[renglones], Pares(pares.estrategia, n_pares, criterio, codigos, nivel), propio
    indices = np.full((n, max(1, len(otros))), -1, np.int64)
    indices[propio, : len(otros)] = np.searchsorted(renglones, otros)
    return (
        tabla[renglones],
        Pares(pares.estrategia, n_pares, criterio, pares.codigos[:, renglones], pares.nivel[renglones], indices),
        propio,
    )


def _por_niveles(tabla: pl.DataFrame, estrategia: Estrategia, minimo: int) -> Pares:
    niveles = NIVELES[estrategia.clase]
    _exigir_columnas(tabla, {columna for nivel in niveles for columna in nivel})
    codigos = np.array([codificar(tabla, nivel) for nivel in niveles]).reshape(len(niveles), tabla.height)
    tamanos = np.array([np.bincount(c)[c] if c.size else c for c in codigos]).reshape(codigos.shape)
    alcanza = tamanos >= minimo
    nivel = np.where(alcanza.any(axis=0), alcanza.argmax(axis=0), len(niveles) - 1)
    criterios = np.array([enumerar([_PALABRAS.get(c, c) for c in columnas]) for columnas in niveles], dtype=object)
    n = np.take_along_axis(tamanos, nivel[None, :], axis=0)[0] - 1
    return Pares(estrategia, n, criterios[nivel], codigos, nivel)


def codificar(tabla: pl.DataFrame, columnas: tuple[str, ...]) -> np.ndarray:
    """Un entero por combinación de columnas, (sujetos,). Un nulo es un valor más: la Federación no tiene región."""
    if tabla.is_empty():
        return np.zeros(0, np.int64)
    return tabla.select(pl.struct(columnas).rank("dense")).to_series().to_numpy().astype(np.int64) - 1


def _por_lista(tabla: pl.DataFrame, estrategia: Estrategia) -> Pares:
    elegidos = np.flatnonzero(tabla["clave_sujeto"].is_in(list(estrategia.claves)).to_numpy())
    if not len(elegidos):
        raise ErrorCalculo("Ninguna clave de la lista fue evaluada", "grupo de pares", "Escriba claves de esta edición.")
    propio = elegidos[None, :] == np.arange(tabla.height)[:, None]
    return _con_indices(estrategia, np.where(propio, -1, elegidos[None, :]), "lista propia")


def _por_perfil(tabla: pl.DataFrame, arbol: Arbol, estrategia: Estrategia, de: np.ndarray, bloque: int = 500) -> Pares:
    """Los k más parecidos del mismo orden: menor distancia euclidiana en las hojas; empates, por renglón."""
    x, orden = arbol.matriz(tabla), codificar(tabla, ("orden",))
    indices = np.full((tabla.height, estrategia.k), -1, np.int64)
    for desde in range(0, len(de), bloque):
        filas = de[desde : desde + bloque]
        distancia = np.sqrt(((x[filas, None, :] - x[None, :, :]) ** 2).sum(axis=2))
        ajeno = (orden[filas, None] != orden[None, :]) | (filas[:, None] == np.arange(tabla.height)) | np.isnan(distancia)
        distancia[ajeno] = np.inf
        cerca = np.argsort(distancia, axis=1, kind="stable")[:, : estrategia.k]
        valido = np.isfinite(np.take_along_axis(distancia, cerca, axis=1))
        indices[filas, : cerca.shape[1]] = np.where(valido, cerca, -1)
    return _con_indices(estrategia, indices, "perfil parecido en el mismo orden")


def _con_indices(estrategia: Estrategia, indices: np.ndarray, criterio: str) -> Pares:
    n = len(indices)
    criterios = np.full(n, criterio, dtype=object)
    return Pares(estrategia, (indices >= 0).sum(axis=1), criterios, np.zeros((0, n), np.int64), np.zeros(n, np.int64), indices)


def _exigir_columnas(tabla: pl.DataFrame, columnas: set[str]) -> None:
    if faltan := sorted(columnas - set(tabla.columns)):
        nombres = ", ".join(_PALABRAS.get(c, c) for c in faltan)
        raise ErrorCalculo(f"No se conoce: {nombres}", "grupo de pares", "Elija otro grupo de pares.")
