"""Lo que se sabe de una hoja por su XML y que el lector de celdas no cuenta."""

from dataclasses import dataclass, field

from apertura.importador.defectos import Defecto
from apertura.importador.lectura.codigos import Rechazo, defecto
from apertura.importador.lectura.limites import Limites
from apertura.importador.lectura.lugares import letra


@dataclass
class Conteo:
    """Cuántas celdas de una columna, y en qué renglón está la primera."""

    n: int = 0
    primero: int = 0

    def sumar(self, renglon: int) -> None:
        """Una más, en ese renglón."""
        self.n += 1
        self.primero = self.primero or renglon


class Ocupado:
    """El rectángulo de la primera a la última celda con valor de una hoja; las que sólo tienen formato no cuentan."""

    def __init__(self, hoja: str, limites: Limites) -> None:
        self.hoja, self.limites = hoja, limites
        self.r1, self.c1, self.r2, self.c2 = 10**9, 10**9, 0, 0

    def incluir(self, r: int, c: int) -> None:
        """Una celda con valor. Lanza Rechazo XLSX-DIMENSION si el rectángulo ya no cabe: el lector apartaría memoria para todo."""
        if self.r1 <= r <= self.r2 and self.c1 <= c <= self.c2:
            return
        self.r1, self.c1, self.r2, self.c2 = min(self.r1, r), min(self.c1, c), max(self.r2, r), max(self.c2, c)
        alto, ancho = self.r2 - self.r1 + 1, self.c2 - self.c1 + 1
        if self.r2 > 1_048_576 or ancho > 4 * self.limites.columnas or alto * ancho > self.limites.renglones * self.limites.columnas:
            raise Rechazo("XLSX-DIMENSION", self.hoja, renglones=f"{alto:,}", columnas=f"{ancho:,}")


@dataclass
class Revision:
    """De una hoja: rangos combinados (renglones desde 1, columnas desde 0), lo oculto, las fórmulas y los números-texto."""

    combinadas: list[tuple[int, int, int, int]] = field(default_factory=list)
    filas_ocultas: int = 0
    columnas_ocultas: int = 0
    sin_resultado: list[tuple[int, int]] = field(default_factory=list)
    formulas: dict[int, Conteo] = field(default_factory=dict)
    numeros_texto: dict[int, Conteo] = field(default_factory=dict)

    def defectos(self, hoja: str) -> list[Defecto]:
        """Lo que hay que decir de la hoja, menos las combinadas, que se dicen al rellenarlas."""
        faltan = [defecto("FORMULA", hoja, r, letra(c)) for r, c in self.sin_resultado]
        leidas = [defecto("FORMULA-LEIDA", hoja, x.primero, letra(c), n=x.n) for c, x in sorted(self.formulas.items())]
        textos = [defecto("NUMERO-TEXTO", hoja, x.primero, letra(c), n=x.n) for c, x in sorted(self.numeros_texto.items())]
        filas = [defecto("FILAS-OCULTAS", hoja, n=self.filas_ocultas)] if self.filas_ocultas else []
        columnas = [defecto("COLUMNAS-OCULTAS", hoja, n=self.columnas_ocultas)] if self.columnas_ocultas else []
        return [*faltan, *leidas, *textos, *filas, *columnas]


# Formato del libro, revisión de cada hoja por nombre y defectos del libro entero.
Revisado = tuple[str, dict[str, Revision], list[Defecto]]
