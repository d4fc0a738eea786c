"""M10: qué tan firme es un lugar. Remuestreo con semilla; sólo donde hubo muestra."""

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import polars as pl

from apertura.brechas import ErrorCalculo
from apertura.brechas.arbol import Arbol
from apertura.brechas.grupos import codificar
from apertura.brechas.posicion import lugares

SORTEOS = 1000
SEMILLA = 2017
HILOS = 2
BLOQUE = 400_000  # celdas de sorteo a la vez: caben en la memoria rápida del procesador


@dataclass(frozen=True, eq=False)
class Remuestreo:
    """`lugares`: una unidad por renglón; `gana`: (unidades, unidades), P(a > b) con los empates a la mitad.

    Columnas de `lugares`: unidad, `n_sujetos`, `n_fijos` (solos en su estrato: el sorteo no los cambia), `media`, `lugar`,
    `total`, `media_bajo`, `media_alto`, `lugar_bajo` (el mejor) y `lugar_alto`, del intervalo de remuestreo de 95 %.
    """

    lugares: pl.DataFrame
    gana: np.ndarray


def remuestrear(
    tabla: pl.DataFrame,
    arbol: Arbol,
    universo: str,
    unidad: str = "cve_ent",
    estrato: tuple[str, ...] = ("orden", "tipo"),
    sorteos: int = SORTEOS,
    semilla: int = SEMILLA,
) -> Remuestreo:
    """M10: sortea con reemplazo dentro de cada unidad × estrato, vuelve a promediar y a ordenar. Misma semilla, mismas cifras.

    `universo`: «muestra» o «censo», como en el catálogo de ediciones. Es un «intervalo de remuestreo», no un margen de error:
    la selección no fue documentada como aleatoria. Sólo sujetos completos. Fuente: METODO §3 M10.
    Lanza ErrorCalculo con un censo (la MJA): ahí no hay muestra de la cual sortear.
    """
    if universo != "muestra":
        raise ErrorCalculo("Un censo no lleva intervalo de remuestreo", "qué tan firme es el lugar", "Lea el lugar tal cual.")
    completa = arbol.completos(tabla).sort(unidad, *estrato, "clave_sujeto")
    if completa.is_empty():
        return Remuestreo(_sin_unidades(completa, unidad), np.zeros((0, 0)))
    valores = arbol.indice(completa)
    unidades, celdas = codificar(completa, (unidad,)), codificar(completa, (unidad, *estrato))
    sorteadas = _medias_sorteadas(valores, unidades, celdas, sorteos, np.random.default_rng(semilla))
    media = np.bincount(unidades, weights=valores) / np.bincount(unidades)
    fijos = np.bincount(unidades, weights=np.bincount(celdas)[celdas] == 1).astype(np.int64)
    nombres = completa.select(unidad).unique(maintain_order=True)
    return Remuestreo(_resumen(nombres, np.bincount(unidades), fijos, media, sorteadas), _quien_gana(sorteadas))


def _medias_sorteadas(valores: np.ndarray, unidades: np.ndarray, celdas: np.ndarray, sorteos: int, azar: np.random.Generator) -> np.ndarray:
    """(sorteos, unidades). Cada sujeto se sustituye por uno al azar de su celda; los renglones vienen ordenados por celda."""
    tamano = np.bincount(celdas)
    inicio = (np.cumsum(tamano) - tamano)[celdas].astype(np.int32)
    # Con 24 bits de azar, el producto de una celda enorme podría redondearse a su tamaño: un poco menos lo impide.
    ancho = (tamano[celdas] * (1 - 1e-6)).astype(np.float32)
    primero = np.flatnonzero(np.diff(unidades, prepend=-1))
    salida = np.empty((sorteos, len(primero)))
    paso = max(1, BLOQUE // len(valores))

    def promediar(desde: int, azares: np.ndarray) -> None:
        elegido = inicio + (azares * ancho).astype(np.int32)
        salida[desde : desde + len(azares)] = np.add.reduceat(valores[elegido], primero, axis=1)

    # El azar sale siempre del mismo hilo y en el mismo orden: repartir lo demás no cambia ninguna cifra.
    with ThreadPoolExecutor(HILOS) as hilos:
        pendientes: deque[Future[None]] = deque()
        for desde in range(0, sorteos, paso):
            azares = azar.random((min(paso, sorteos - desde), len(valores)), np.float32)
            pendientes.append(hilos.submit(promediar, desde, azares))
            if len(pendientes) > 2 * HILOS:
                pendientes.popleft().result()
        for pendiente in pendientes:
            pendiente.result()
    return salida / np.bincount(unidades)


def _resumen(nombres: pl.DataFrame, n: np.ndarray, fijos: np.ndarray, media: np.ndarray, sorteadas: np.ndarray) -> pl.DataFrame:
    por_sorteo = lugares_por_renglon(sorteadas)
    # Un lugar es un entero: se toma uno que haya salido, hacia afuera.
    bajo = np.quantile(por_sorteo, 0.025, axis=0, method="lower")
    alto = np.quantile(por_sorteo, 0.975, axis=0, method="higher")
    media_bajo, media_alto = np.quantile(sorteadas, [0.025, 0.975], axis=0)
    return nombres.with_columns(
        n_sujetos=pl.Series(n), n_fijos=pl.Series(fijos), media=pl.Series(media), lugar=pl.Series(lugares(media)),
        total=pl.lit(len(media), pl.Int64), media_bajo=pl.Series(media_bajo), media_alto=pl.Series(media_alto),
        lugar_bajo=pl.Series(bajo), lugar_alto=pl.Series(alto),
    )  # fmt: skip


def lugares_por_renglon(medias: np.ndarray) -> np.ndarray:
    """(sorteos, unidades): el lugar de cada unidad en cada renglón, 1 + #{mayores}, a 12 decimales."""
    redondas = np.round(medias, 12)
    orden = np.argsort(-redondas, axis=1, kind="stable")
    ordenadas = np.take_along_axis(redondas, orden, axis=1)
    cambia = np.column_stack([np.ones(len(medias), bool), np.diff(ordenadas, axis=1) != 0])
    posicion = np.maximum.accumulate(np.where(cambia, np.arange(1, medias.shape[1] + 1), 0), axis=1)
    salida = np.empty_like(posicion)
    np.put_along_axis(salida, orden, posicion, axis=1)
    return salida


def _quien_gana(sorteadas: np.ndarray) -> np.ndarray:
    """P(a > b) + ½ P(a = b): la diagonal es ½ y P(a > b) + P(b > a) = 1."""
    redondas = np.round(sorteadas, 12)
    gana = np.empty((redondas.shape[1], redondas.shape[1]))
    for a in range(redondas.shape[1]):
        contra = redondas[:, [a]]
        gana[a] = (contra > redondas).mean(axis=0) + (contra == redondas).mean(axis=0) / 2
    return gana


def _sin_unidades(vacia: pl.DataFrame, unidad: str) -> pl.DataFrame:
    enteros = ("n_sujetos", "n_fijos", "lugar", "total", "lugar_bajo", "lugar_alto")
    columnas = ("n_sujetos", "n_fijos", "media", "lugar", "total", "media_bajo", "media_alto", "lugar_bajo", "lugar_alto")
    return vacia.select(unidad, *(pl.lit(None, pl.Int64 if c in enteros else pl.Float64).alias(c) for c in columnas)).clear()
