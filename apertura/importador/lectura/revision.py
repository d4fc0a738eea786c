"""Lo que se sabe de una hoja por su XML y que el lector de celdas no cuenta."""

from dataclasses import dataclass, field

from apertura.importador.defectos import Defecto
from apertura.importador.lectura.codigos import defecto
from apertura.importador.lectura.limpieza import letra


@dataclass
class Conteo:
    """Cuántas celdas de una columna, y en qué renglón está la primera."""

    n: int = 0
    primero: int = 0

    def sumar(self, renglon: int) -> None:
        """Una más, en ese renglón."""
        self.n += 1
        self.primero = self.primero or renglon


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
