"""M13: a quién preguntar. Quién ya lo hace bien y se parece en lo demás."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from apertura.brechas import ErrorCalculo
from apertura.brechas.arbol import Arbol
from apertura.brechas.grupos import Pares
from apertura.brechas.resumen import cuantil_de_pares

VENTAJA = 0.1


def a_quien_preguntar(
    tabla: pl.DataFrame, arbol: Arbol, pares: Pares, clave: str, hoja: str, cuantos: int = 5, q: float = 0.75
) -> pl.DataFrame:
    """M13. Un par por renglón, a lo más `cuantos`: `clave_sujeto`, `cve_ent`, `valor`, `indice`, `distancia`, `misma_entidad`.

    Pares de `clave` con I ≥ I_i + 0.1 y x_k ≥ Q_q (el mismo cuantil de `potencial`, sin el propio) y mayor que x_i: primero
    los de su entidad; después, los más parecidos en las demás hojas (media |x_j − x_i|); empates, por clave.
    Vacía si nadie cumple o si al sujeto le falta algún dato. Fuente: METODO §3 M13. Lanza ErrorCalculo si no existe.
    """
    fila, columna = _posicion(tabla, arbol, clave, hoja)
    return respuesta(tabla, abrir_agenda(tabla, arbol, pares, q), fila, columna, cuantos)


def respuesta(tabla: pl.DataFrame, agenda: "Agenda", fila: int, columna: int, cuantos: int) -> pl.DataFrame:
    """La de `a_quien_preguntar`, de una celda, con la agenda ya abierta sobre la misma tabla."""
    elegidos, distancia = agenda.de(fila, columna, cuantos)
    return tabla[elegidos].select(
        "clave_sujeto", "cve_ent", valor=pl.Series(agenda.x[elegidos, columna]), indice=pl.Series(agenda.indice[elegidos]),
        distancia=pl.Series(distancia), misma_entidad=pl.col("cve_ent") == tabla["cve_ent"][fila],
    )  # fmt: skip


def preguntar_por_todas(tabla: pl.DataFrame, arbol: Arbol, pares: Pares, celdas: pl.DataFrame, cuantos: int = 3) -> list[list[int]]:
    """M13 de muchas celdas a la vez: por renglón de `celdas` (`clave_sujeto`, `indicador`), los renglones de `tabla` a preguntar.

    Lo mismo que `a_quien_preguntar`, sin volver a sacar las metas en cada una. Cuesta celdas × pares.
    """
    agenda = abrir_agenda(tabla, arbol, pares)
    columnas = {hoja: columna for columna, hoja in enumerate(arbol.hojas)}
    pedidas = zip(filas_de(tabla, celdas["clave_sujeto"]).tolist(), celdas["indicador"], strict=True)
    return [agenda.de(fila, columnas[hoja], cuantos)[0].tolist() for fila, hoja in pedidas]


@dataclass(frozen=True, eq=False)
class Agenda:
    """Lo que hace falta para responder M13 de cualquier celda: matrices (sujetos, hojas) y vectores (sujetos,)."""

    x: np.ndarray
    indice: np.ndarray
    meta: np.ndarray
    entidad: np.ndarray
    turno: np.ndarray
    pares: Pares

    def de(self, fila: int, columna: int, cuantos: int) -> tuple[np.ndarray, np.ndarray]:
        """A quién preguntar en una celda: renglones, de mejor a peor, y su distancia en las demás hojas."""
        otros, x = self.pares.de(fila), self.x
        suyos = x[otros, columna]
        alcanza = (suyos >= self.meta[fila, columna] - 1e-12) & (suyos > x[fila, columna])
        elegidos = otros[alcanza & (self.indice[otros] >= self.indice[fila] + VENTAJA - 1e-12)]
        demas = np.delete(np.abs(x[elegidos] - x[fila]), columna, axis=1)
        distancia = demas.mean(axis=1) if demas.shape[1] else np.zeros(len(elegidos))
        ajeno = self.entidad[elegidos] != self.entidad[fila]
        orden = np.lexsort((self.turno[elegidos], distancia, ajeno))[:cuantos]
        return elegidos[orden], distancia[orden]


def abrir_agenda(tabla: pl.DataFrame, arbol: Arbol, pares: Pares, q: float = 0.75) -> Agenda:
    """La agenda de una edición. `turno` desempata por clave."""
    x = arbol.matriz(tabla)
    turno = tabla["clave_sujeto"].rank("ordinal").to_numpy()
    return Agenda(x, arbol.indice(tabla), cuantil_de_pares(x, pares, q), tabla["cve_ent"].to_numpy(), turno, pares)


def _posicion(tabla: pl.DataFrame, arbol: Arbol, clave: str, hoja: str) -> tuple[int, int]:
    if hoja not in arbol.hojas:
        raise ErrorCalculo(f"«{hoja}» no es una hoja", "a quién preguntar", f"Las que hay: {', '.join(arbol.hojas)}.")
    return fila_de(tabla, clave), arbol.hojas.index(hoja)


def fila_de(tabla: pl.DataFrame, clave: str) -> int:
    """El renglón de un sujeto. Lanza ErrorCalculo si no está en la tabla."""
    fila = tabla["clave_sujeto"].index_of(clave)
    if fila is None:
        raise ErrorCalculo(f"«{clave}» no fue evaluado", "sujeto obligado", "Elija uno de esta edición.")
    return fila


def filas_de(tabla: pl.DataFrame, claves: pl.Series) -> np.ndarray:
    """El renglón de muchos sujetos a la vez, (claves,). Todos deben estar."""
    numeradas = tabla.select("clave_sujeto", fila=pl.int_range(pl.len()))
    return claves.to_frame("clave_sujeto").join(numeradas, on="clave_sujeto", how="left", maintain_order="left")["fila"].to_numpy()
