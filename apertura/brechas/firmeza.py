"""Qué tan firme es lo que se afirma: se vuelve a comprobar con otros sorteos de la muestra (M10) y con otros pesos (M11).

Una afirmación depende de algo si deja de cumplirse en más de 5 % de sus sorteos. Con semilla: mismas cifras, misma firmeza.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from apertura.brechas.arbol import Arbol
from apertura.brechas.grupos import codificar
from apertura.brechas.incertidumbre import SEMILLA
from apertura.brechas.pesos import MARGEN
from apertura.brechas.posicion import RUIDO, clasificar

CERTEZA = 0.95
SORTEOS = 200
CELDAS = 400_000
VENTAJA = 0.1


def depende(pesos: np.ndarray | None, muestra: np.ndarray | None) -> tuple[str, ...]:
    """De qué depende una afirmación que se comprobó en cada sorteo (sorteos,) de pesos y de muestra; None si no entra en juego."""
    pruebas = {"pesos": pesos, "muestra": muestra}
    return tuple(nombre for nombre, se_cumple in pruebas.items() if se_cumple is not None and np.mean(se_cumple) < CERTEZA)


def pesos_movidos(arbol: Arbol, sorteos: int = SORTEOS) -> np.ndarray:
    """(sorteos, hojas): cada peso por un factor uniforme de 0.8 a 1.2, normalizados (M11)."""
    movidos = arbol.vector * np.random.default_rng(SEMILLA).uniform(1 - MARGEN, 1 + MARGEN, (sorteos, len(arbol.hojas)))
    return movidos / movidos.sum(axis=1, keepdims=True)


def sujetos_sorteados(tabla: pl.DataFrame, estrato: tuple[str, ...], sorteos: int = SORTEOS) -> np.ndarray:
    """(sorteos, sujetos): por quién se sustituye cada sujeto, al azar y con reemplazo dentro de su estrato (M10)."""
    codigo = codificar(tabla, estrato)
    orden, tamano = np.argsort(codigo, kind="stable"), np.bincount(codigo)
    inicio = (np.cumsum(tamano) - tamano)[codigo]
    azar = np.random.default_rng(SEMILLA).random((caben(tabla.height, sorteos), tabla.height))
    return orden[inicio + (azar * tamano[codigo]).astype(np.int64)]


@dataclass(frozen=True)
class Dicho:
    """Lo que se afirma de un sujeto y hay que comprobar.

    `cercanos`: cuántos pares de índice parecido cuentan en M5; `quienes`: los nombrados en M13 para el primer paso; `cambios` y
    `lugar`: cuánto sube cada hoja y a qué lugar llega en la meta de M6 (None si no se dice). `alcanza`: de los saltos (sorteos,
    hojas), qué proporción del panel los dio; None si lo alcanzable se mide con los pares parecidos.
    """

    cercanos: int
    quienes: tuple[str, ...] = ()
    cambios: Mapping[str, float] = field(default_factory=dict)
    lugar: int | None = None
    alcanza: Callable[[np.ndarray], np.ndarray] | None = None


def firmeza_de_sujeto(grupo: pl.DataFrame, arbol: Arbol, dicho: Dicho) -> dict[str, tuple[str, ...]]:
    """De qué depende cada cosa que se dice de un sujeto: `lugar`, `lecturas`, `primero`, `todos`, `meta` y `a_quien`.

    `grupo`: el de `situacion.grupo_de`, con el propio primero. Los pares se sortean; el propio no cambia.
    Sin pares completos, o si al propio le falta una hoja, vacío: no hay nada que comprobar.
    """
    completo = arbol.completos(grupo)
    x, w = arbol.matriz(completo), arbol.vector
    if len(x) < 2 or completo["clave_sujeto"][0] != grupo["clave_sujeto"][0]:
        return {}
    movidos = pesos_movidos(arbol)
    sorteados = 1 + np.random.default_rng(SEMILLA).integers(0, len(x) - 1, (caben(len(x)), len(x) - 1))
    vecinos = 1 + np.argsort(np.abs(x[1:] @ w - x[0] @ w), kind="stable")[: dicho.cercanos]
    pares, metas = x[sorteados], np.quantile(x[sorteados], 0.75, axis=1)
    base = np.quantile(x[1:], 0.75, axis=0)[None, :]
    alcanza = dicho.alcanza
    primero, saltos = _primero(x, base, w, vecinos, alcanza), np.maximum(0, base - x[0])[0]
    nombrados = np.flatnonzero(completo["clave_sujeto"].is_in(list(dicho.quienes)).to_numpy())
    return {
        "lugar": depende(
            _tercio_con_pesos(x, movidos, 0 * saltos) == _tercio(x[0] @ w, x[1:] @ w),
            _tercio(x[0] @ w, pares @ w) == _tercio(x[0] @ w, x[1:] @ w),
        ),
        "todos": depende(
            _tercio_con_pesos(x, movidos, saltos) == _tercio((x[0] + saltos) @ w, x[1:] @ w),
            _tercio((x[0] + np.maximum(0, metas - x[0])) @ w, pares @ w) == _tercio((x[0] + saltos) @ w, x[1:] @ w),
        ),
        "lecturas": depende(None, np.all(_clases(x[0], pares) == _clases(x[0], x[None, 1:]), axis=1)),
        "meta": _de_la_meta(x, arbol, dicho, movidos, pares),
        "primero": depende(_primero(x, base, movidos, vecinos, alcanza) == primero, _primero(x, metas, w, vecinos, alcanza) == primero),
        "a_quien": depende(
            ((x[nombrados] - x[0]) @ movidos.T >= VENTAJA - 1e-12).all(axis=0),
            np.all(metas[:, primero] - 1e-12 <= x[nombrados][:, primero].T, axis=1),
        ),
    }


def _de_la_meta(x: np.ndarray, arbol: Arbol, dicho: Dicho, movidos: np.ndarray, pares: np.ndarray) -> tuple[str, ...]:
    """Si con esos cambios llega a ese lugar, o no llega, igual que con los datos tal cual."""
    if dicho.lugar is None:
        return ()
    despues, w = x[0] + np.array([dicho.cambios.get(hoja, 0.0) for hoja in arbol.hojas]), arbol.vector
    llega = _mayores(despues @ w, x[1:] @ w) < dicho.lugar
    return depende(
        (_mayores(movidos @ despues, movidos @ x[1:].T) < dicho.lugar) == llega,
        (_mayores(despues @ w, pares @ w) < dicho.lugar) == llega,
    )


def _primero(
    x: np.ndarray, metas: np.ndarray, pesos: np.ndarray, vecinos: np.ndarray, alcanza: Callable[[np.ndarray], np.ndarray] | None
) -> np.ndarray:
    """La hoja de mayor ganancia × alcanzable en cada sorteo, con −1 si ningún salto pasa de 0.01."""
    salto = np.maximum(0, metas - x[0])
    llegan = (x[vecinos][None] >= metas[:, None, :] - 1e-12).mean(axis=1) if alcanza is None else alcanza(salto)
    valor = np.where(salto > RUIDO, pesos * salto * (llegan + 1e-6), -1.0)
    return np.where(valor.max(axis=1) < 0, -1, valor.argmax(axis=1))


def _clases(propio: np.ndarray, pares: np.ndarray) -> np.ndarray:
    """La clase M4 de cada hoja en cada sorteo (sorteos, hojas); el grupo cuenta al propio."""
    grupo = np.concatenate([np.broadcast_to(propio, (len(pares), 1, len(propio))), pares], axis=1)
    rango = ((grupo < propio).sum(axis=1) + (grupo == propio).sum(axis=1) / 2) / grupo.shape[1]
    return clasificar(np.broadcast_to(propio, rango.shape), np.median(grupo, axis=1), rango)


def _tercio(propio: np.ndarray | float, pares: np.ndarray) -> np.ndarray:
    """El tercio del grupo en que cae `propio` en cada sorteo: 0 arriba, 2 abajo."""
    return np.minimum(2, _mayores(propio, pares) * 3 // (pares.shape[-1] + 1))


def _mayores(propio: np.ndarray | float, pares: np.ndarray) -> np.ndarray:
    """Cuántos pares lo superan en cada sorteo. A nueve decimales: llegar justo a un lugar es compartirlo."""
    return (np.round(pares, 9) > np.round(np.asarray(propio)[..., None], 9)).sum(axis=-1)


def _tercio_con_pesos(x: np.ndarray, movidos: np.ndarray, saltos: np.ndarray) -> np.ndarray:
    return _tercio(movidos @ (x[0] + saltos), movidos @ x[1:].T)


def caben(sujetos: int, sorteos: int = SORTEOS) -> int:
    """Cuántos sorteos: menos si son muchísimos sujetos, para que quepan en memoria y en un segundo."""
    return int(np.clip(CELDAS // max(sujetos, 1), 40, max(sorteos, 40)))
