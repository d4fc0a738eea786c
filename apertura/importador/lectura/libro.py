"""Lo que se obtiene de leer un archivo, y hasta dónde se lee."""

from dataclasses import dataclass

import polars as pl

from apertura.importador.defectos import Defecto


@dataclass(frozen=True)
class Limites:
    """Lo más que se acepta. Los de omisión son los de una página; la línea de órdenes puede subirlos.

    Bytes: `archivo` (tal como llega), `expandido` (lo que un XLSX u ODS ocupa descomprimido) y `memoria` (del proceso que
    lee). Segundos: `cpu` y `reloj`. De cada hoja: `renglones`, `columnas` y `celda` (caracteres; el tope de Excel).
    """

    archivo: int = 25_000_000
    expandido: int = 200_000_000
    memoria: int = 1_500_000_000
    cpu: int = 20
    reloj: int = 30
    renglones: int = 250_000
    columnas: int = 500
    celda: int = 32_767
    entradas: int = 500


@dataclass(frozen=True)
class Hoja:
    """Una hoja tal como viene, sin interpretar encabezados.

    `celdas`: un renglón por renglón no vacío. `renglon` (Int64) es su número en la hoja, desde 1; en un CSV, el del
    registro, que es el que enseña Excel. `c0`, `c1`… (String) son las columnas A, B…; nulo es «en blanco». Los números de
    Excel vienen con el texto más corto que los reproduce; las fechas, como «2025-05-01 00:00:00»; los errores, como
    «#DIV/0!». `oculta`: quien hizo el libro la escondió; se entrega para decirlo, no para publicarla.
    """

    nombre: str
    celdas: pl.DataFrame
    oculta: bool = False


@dataclass(frozen=True)
class Libro:
    """Un archivo leído. Si se rechazó, `hojas` está vacío y hay un defecto de nivel error y alcance archivo.

    `nombre`: el del archivo, sin carpetas ni caracteres invisibles. `sha256`: de los bytes tal como llegaron (vacío si no
    se leyeron por su tamaño). `formato`: CSV, XLSX, XLS u ODS; vacío si no se reconoció. `separador` y `codificacion`
    sólo en CSV.
    """

    nombre: str
    sha256: str
    formato: str
    hojas: tuple[Hoja, ...]
    defectos: tuple[Defecto, ...]
    separador: str | None = None
    codificacion: str | None = None

    @property
    def rechazado(self) -> bool:
        """Si el archivo entero no se puede usar."""
        return any(d.nivel == "error" and d.alcance == "archivo" for d in self.defectos)
