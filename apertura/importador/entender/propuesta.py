"""Qué se entendió de un archivo, antes de publicar nada: hoja, encabezado, columnas, métrica, edición e instituciones."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from apertura.importador.defectos import Defecto
from apertura.importador.entender.cabecera import Cabecera
from apertura.importador.entender.columnas import Columna
from apertura.importador.entender.decisiones import Decisiones
from apertura.importador.entender.estructura import Estructura
from apertura.importador.entender.hojas import Libro
from apertura.importador.entender.mensajes import ARCHIVO, ERROR
from apertura.importador.entender.renglones import Renglones

Tablas = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class Propuesta:
    """Lo entendido. `nivel`: sujeto o agregado; `disposicion`: ancho (una columna por indicador) o largo.

    `filas`: un renglón de datos con `renglon`, sus claves y, si es por institución, `clave_sujeto` y `metodo`.
    `instituciones`: una por renglón, con el primer `renglon` donde aparece, cómo se reconoció y la sugerencia.
    """

    libro: Libro
    metrica: str | None = None
    edicion: int | None = None
    hoja: str | None = None
    cabecera: Cabecera | None = None
    columnas: tuple[Columna, ...] = ()
    perfil: str | None = None
    constantes: Mapping[str, str] = field(default_factory=dict)
    nivel: str = "sujeto"
    disposicion: str = "ancho"
    renglones: Renglones | None = None
    filas: pl.DataFrame = field(default_factory=pl.DataFrame)
    instituciones: pl.DataFrame = field(default_factory=pl.DataFrame)
    estructura: Estructura | None = None
    decisiones: Decisiones = field(default_factory=Decisiones)
    contra: Tablas = field(default_factory=dict)
    defectos: tuple[Defecto, ...] = ()

    @property
    def rechazado(self) -> bool:
        """Si el archivo entero no se puede usar."""
        return any(d.nivel == ERROR and d.alcance == ARCHIVO for d in self.defectos)

    def indicadores(self) -> list[Columna]:
        """Las columnas que llevan números."""
        numericas = set(self.estructura.indicadores) if self.estructura else set()
        return [c for c in self.columnas if c.campo in numericas or c.campo == "valor"]
