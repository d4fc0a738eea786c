"""Lo que se obtiene de leer un archivo."""

from dataclasses import dataclass

import polars as pl

from apertura.importador.defectos import Defecto


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
