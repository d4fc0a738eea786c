"""Texto separado por comas, punto y coma, tabuladores…: registros a pedazos, con memoria constante."""

import csv
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, zip_longest
from pathlib import Path

import polars as pl

from apertura.importador.defectos import Defecto
from apertura.importador.lectura import codificacion, dialecto
from apertura.importador.lectura.codigos import Rechazo, defecto
from apertura.importador.lectura.limites import Limites
from apertura.importador.lectura.limpieza import Limpieza

CELDAS_POR_PEDAZO = 500_000
MUESTRA = 300


@dataclass
class Delimitado:
    """La lectura de un archivo de texto. Los defectos están completos cuando se acaban los `pedazos`."""

    ruta: Path
    limites: Limites
    separador: str = ","
    anchos: array = field(default_factory=lambda: array("I"))
    fines: array = field(default_factory=lambda: array("I"))
    utiles: array = field(default_factory=lambda: array("I"))
    sueltos: array = field(default_factory=lambda: array("B"))
    comentarios: list[int] = field(default_factory=list)
    con_datos: int = 0
    esperado: int = 0
    anunciado: str | None = None

    def __post_init__(self) -> None:
        """Examina el texto y elige el separador; todavía no lee."""
        self.texto = codificacion.examinar(self.ruta)
        self.limpieza = Limpieza(None, self.limites)
        muestra = list(islice(self.texto.lineas(), MUESTRA))
        self.texto.danadas.clear()
        self.anunciado = dialecto.declarado(muestra[0]) if muestra else None
        csv.field_size_limit(self.limites.celda)
        self.separador = self.anunciado or dialecto.separador(muestra)
        self.esperado = dialecto.ancho(muestra, self.separador)

    def pedazos(self) -> Iterator[pl.DataFrame]:
        """Tablas de celdas limpias, en orden, cada una con tantas columnas como su renglón más ancho."""
        filas: list[tuple[int, list[str]]] = []
        celdas = 0
        for renglon, fila in self._registros():
            filas.append((renglon, fila))
            celdas += len(fila)
            if celdas >= CELDAS_POR_PEDAZO:
                yield self._tabla(filas)
                filas, celdas = [], 0
        if filas:
            yield self._tabla(filas)

    def parte(self) -> float:
        """Qué parte del archivo va leída, de 0 a 1; la mitad mientras no se sepa."""
        return self.fines[-1] / self.texto.total if self.fines and self.texto.total else 0.5

    def defectos(self) -> list[Defecto]:
        """Todo lo encontrado, de codificación y de estructura."""
        lineas = {n: self._renglon(n) for n in [*self.texto.ajenas, *(n for n, _ in self.texto.danadas)]}
        anunciado = [defecto("SEPARADOR", separador=self.anunciado, renglon=1)] if self.anunciado else []
        comentarios = [defecto("COMENTARIO", renglon=self.comentarios[0], n=len(self.comentarios))] if self.comentarios else []
        return [*codificacion.juicio(self.texto, lineas), *anunciado, *comentarios, *self._columnas(), *self.limpieza.defectos()]

    def _registros(self) -> Iterator[tuple[int, list[str]]]:
        lector = csv.reader(self.texto.lineas(), delimiter=self.separador, strict=True)
        renglon = 0
        while True:
            desde = lector.line_num
            try:
                fila = next(lector)
            except StopIteration:
                return
            except csv.Error as error:
                raise self._ilegible(error, renglon + 1, lector.line_num - desde) from error
            renglon += 1
            self._medir(fila, lector.line_num)
            if fila and fila[0].startswith("#") and len(fila) != self.esperado:
                self.comentarios.append(renglon)
            elif self.utiles[-1] and not (renglon == 1 and self.anunciado):
                yield renglon, fila

    def _medir(self, fila: list[str], linea: int) -> None:
        utiles = len(fila)
        while utiles and not fila[utiles - 1]:
            utiles -= 1
        self.anchos.append(len(fila))
        self.utiles.append(utiles)
        self.sueltos.append(not (utiles > 1 and (fila[0] or sum(map(bool, fila)) > 1)))
        self.fines.append(linea)
        self.con_datos += utiles > 0
        if not self.limites.caben(self.con_datos, len(fila)):
            raise Rechazo("DIMENSION", renglones=f"{self.con_datos:,} o más", columnas=f"{len(fila):,}", limite=self.limites.dichos)

    def _ilegible(self, error: csv.Error, renglon: int, lineas: int) -> Rechazo:
        larga = "field larger" in str(error) and lineas <= 1
        return Rechazo("CELDA-LARGA" if larga else "COMILLAS", renglon=renglon)

    def _tabla(self, filas: list[tuple[int, list[str]]]) -> pl.DataFrame:
        columnas = zip_longest(*(fila for _, fila in filas), fillvalue=None)
        datos = {f"c{i}": pl.Series(valores, dtype=pl.String) for i, valores in enumerate(columnas)}
        return self.limpieza.limpiar(pl.DataFrame({"renglon": pl.Series([r for r, _ in filas], dtype=pl.Int64), **datos}))

    def _columnas(self) -> list[Defecto]:
        """Renglones sin los campos de la mayoría, y columnas vacías al final.

        No cuentan los títulos de arriba, las notas de una sola celda ni los campos de más que vienen vacíos.
        """
        esperado = Counter(a for a, u in zip(self.anchos, self.utiles, strict=True) if u).most_common(1)
        if not esperado:
            return []
        m, usadas = esperado[0][0], max(self.utiles)
        primero = self.anchos.index(m)
        todos = enumerate(zip(self.anchos, self.utiles, self.sueltos, strict=True))
        dispares = [(i + 1, k) for i, (k, u, suelto) in todos if i > primero and not suelto and (k < m or u > m)]
        vacias = [defecto("COLUMNA-VACIA", n=m - usadas)] if usadas < m else []
        return [*vacias, *(defecto("COLUMNAS", renglon=r, k=k, m=m) for r, k in dispares)]

    def _renglon(self, linea: int) -> int:
        return bisect_left(self.fines, linea) + 1
