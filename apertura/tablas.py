"""Tabla: un resultado con sus etiquetas, unidades, fuente y notas. Página, gráfica y exportación reciben la misma."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

import polars as pl

from apertura import formato
from apertura.publicacion import ADVERTENCIA, es_simulada

Formato = Literal["texto", "indice", "entero", "porcentaje", "diferencia", "decimal4", "decimal6"]

_FORMATOS: dict[str, Callable[[float | None], str]] = {
    "indice": formato.indice,
    "entero": formato.entero,
    "porcentaje": formato.porcentaje,
    "diferencia": formato.diferencia,
    "decimal4": lambda valor: formato.decimal(valor, 4),
    "decimal6": lambda valor: formato.decimal(valor, 6),
}
_DECIMALES = {"indice": 2, "diferencia": 2, "decimal4": 4, "decimal6": 6, "entero": 0, "porcentaje": 0}


@dataclass(frozen=True)
class Columna:
    """Una columna visible: `nombre` es el de los datos; lo demás, lo que lee la persona.

    `unidad` es «0 a 1», «sujetos», «lugar»…, vacía si es texto. `descripcion` sale del contrato.
    """

    nombre: str
    etiqueta: str
    formato: Formato = "texto"
    unidad: str = ""
    descripcion: str = ""


@dataclass(frozen=True)
class Cifra:
    """Un número grande: qué es, cuánto vale (ya con formato) y de dónde sale."""

    etiqueta: str
    valor: str
    apoyo: str


@dataclass(frozen=True)
class Procedencia:
    """Los cuatro sellos de toda exportación (la fecha la pone quien exporta) y el enlace que reproduce la vista.

    `claves` son las carpetas de `data/fuentes` de las que sale la tabla, para que el archivo lleve su ficha.
    """

    fuente: str
    seleccion: str
    publicacion: str
    enlace: str = ""
    claves: tuple[str, ...] = ()

    @property
    def advertencia(self) -> str:
        """Lo que todo archivo debe decir bien grande. Sale de la versión de los datos, así que nadie puede olvidar ponerla."""
        return ADVERTENCIA if es_simulada(self.publicacion) else ""


@dataclass(frozen=True)
class Tabla:
    """Resultado terminado. `datos` guarda los valores sin redondear; `columnas` dice cuáles se ven y en qué orden.

    `nombre` es el mismo de punta a punta: consulta, tabla y archivo (`indice_por_entidad_MGA_2017.csv`).
    """

    nombre: str
    titulo: str
    datos: pl.DataFrame
    columnas: tuple[Columna, ...]
    procedencia: Procedencia
    notas: tuple[str, ...] = ()
    consulta: str = ""
    parametros: dict[str, object] = field(default_factory=dict)

    def visible(self) -> pl.DataFrame:
        """Datos sin redondear, sólo con las columnas visibles y en su orden."""
        return self.datos.select([columna.nombre for columna in self.columnas])

    @cached_property
    def redondeada(self) -> pl.DataFrame:
        """Lo visible con los números redondeados como se leen y lo demás en texto: lo que pinta una página.

        Se calcula una vez por tabla, y una tabla la comparten todas las sesiones que miran lo mismo.
        """
        return self.datos.select([_redondeada(self.datos, columna) for columna in self.columnas])

    def en_texto(self) -> pl.DataFrame:
        """Todo como texto es-MX y con la etiqueta por encabezado: lo que se lee en pantalla."""
        return self.datos.select([columna_en_texto(self.datos, columna) for columna in self.columnas])

    def con_notas(self, *notas: str) -> "Tabla":
        """Copia con más notas al pie."""
        return replace(self, notas=self.notas + notas)


def columna_en_texto(datos: pl.DataFrame, columna: Columna) -> pl.Series:
    """Los valores de una columna como texto es-MX, con la etiqueta por nombre."""
    valores = datos[columna.nombre]
    dar_formato = _FORMATOS.get(columna.formato, _texto)
    return pl.Series(columna.etiqueta, [dar_formato(valor) for valor in valores], dtype=pl.String)


def _redondeada(datos: pl.DataFrame, columna: Columna) -> pl.Series:
    if columna.formato not in _DECIMALES:
        return columna_en_texto(datos, columna).alias(columna.nombre)
    factor = 100 if columna.formato == "porcentaje" else 1
    redondos = [None if v is None else formato.redondear(v * factor, _DECIMALES[columna.formato]) for v in datos[columna.nombre]]
    return pl.Series(columna.nombre, redondos, dtype=pl.Int64 if columna.formato == "entero" else pl.Float64, strict=False)


def _texto(valor: object) -> str:
    if valor is None:
        return formato.SIN_DATO
    if isinstance(valor, bool):
        return "sí" if valor else "no"
    return str(valor)
