"""Las tres listas con que se restituye la ortografía: qué es un renglón de cada una y cómo se leen."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import polars as pl

from apertura.errores import ErrorApertura

PALABRAS = "armonizacion/ortografia_palabras.csv"
CORRECCIONES = "correcciones/nombres_mga_2017.csv"
MUNICIPIOS = "armonizacion/municipios_mga_2017.csv"

# Columnas de cada lista; las primeras forman la llave (cuántas, en el número).
_COLUMNAS = {
    PALABRAS: (1, ["palabra", "correcta"]),
    CORRECCIONES: (4, ["cve_ent", "orden", "tipo", "nombre_publicado", "nombre", "motivo"]),
    MUNICIPIOS: (2, ["cve_ent", "nombre_publicado", "cve_mun", "nombre", "nota"]),
}

# En `cve_ent` de las correcciones: las 32 entidades; la Federación lleva renglón propio.
TODAS_LAS_ENTIDADES = "*"
FEDERACION = "FED"
TIPO_MUNICIPIO = "Municipio"


class Correccion(NamedTuple):
    """Nombre completo que reemplaza al publicado, el orden al que se aplica y el motivo."""

    orden: str
    nombre: str
    motivo: str


class Municipio(NamedTuple):
    """Municipio o delegación: clave de tres dígitos y nombre, ambos de INEGI."""

    cve_mun: str
    nombre: str


@dataclass(frozen=True)
class ListasOrtografia:
    """Las tres listas en memoria; `carpeta` es el nombre que dirán los errores."""

    carpeta: str
    palabras: dict[str, str]
    correcciones: dict[tuple[str, str, str], Correccion]  # (cve_ent, tipo, nombre_publicado)
    municipios: dict[tuple[str, str], Municipio]  # (cve_ent, nombre_publicado)
    # Nombres que salen de una lista: volver a restituirlos no los cambia.
    restituidos: frozenset[tuple[str, str, str]]  # (cve_ent, tipo, nombre)


def leer_listas(carpeta: Path) -> ListasOrtografia:
    """Lee las tres listas bajo `carpeta`, la de datos.

    Lanza ErrorApertura si falta un archivo, sus columnas son otras o una llave está repetida.
    """
    palabras = {renglon[0]: renglon[1] for renglon in _leer(carpeta, PALABRAS)}
    correcciones = {
        (cve_ent, tipo, publicado): Correccion(orden, nombre, motivo)
        for cve_ent, orden, tipo, publicado, nombre, motivo in _leer(carpeta, CORRECCIONES)
    }
    municipios = {
        (cve_ent, publicado): Municipio(cve_mun, nombre) for cve_ent, publicado, cve_mun, nombre, _nota in _leer(carpeta, MUNICIPIOS)
    }
    restituidos = {(cve_ent, tipo, c.nombre) for (cve_ent, tipo, _), c in correcciones.items()}
    restituidos |= {(cve_ent, TIPO_MUNICIPIO, m.nombre) for (cve_ent, _), m in municipios.items()}
    return ListasOrtografia(carpeta.name, palabras, correcciones, municipios, frozenset(restituidos))


def enumerar(llaves: Iterable[tuple[str, ...]]) -> str:
    """«09 · Benito Juarez», «23 · Othon»: llaves de renglones, para un mensaje de error."""
    return ", ".join(f"«{' · '.join(llave)}»" for llave in llaves)


def _leer(carpeta: Path, lista: str) -> Iterable[tuple[str, ...]]:
    """Renglones de una lista. Todo es texto: una clave «01» no puede volverse 1."""
    donde = f"{carpeta.name}/{lista}"
    if not (carpeta / lista).is_file():
        raise ErrorApertura("Falta una lista de ortografía", donde, "Recupérela del repositorio y vuelva a construir.")
    tabla = pl.read_csv(carpeta / lista, infer_schema=False, empty_string_is_null=False)
    _exigir_columnas_y_llave(tabla, lista, donde)
    return tabla.iter_rows()


def _exigir_columnas_y_llave(tabla: pl.DataFrame, lista: str, donde: str) -> None:
    ancho, columnas = _COLUMNAS[lista]
    if tabla.columns != columnas:
        que = f"Las columnas son {', '.join(tabla.columns)}"
        raise ErrorApertura(que, donde, f"Déjelas así y en este orden: {', '.join(columnas)}.")
    llave = tabla.select(columnas[:ancho])
    repetidas = llave.filter(llave.is_duplicated()).unique().sort(columnas[:ancho])
    if repetidas.height:
        raise ErrorApertura(f"Renglones repetidos: {enumerar(repetidas.iter_rows())}", donde, "Deje un solo renglón por llave.")
