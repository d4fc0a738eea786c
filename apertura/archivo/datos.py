"""Los datos del archivo: la publicación tal cual (Parquet y manifiesto), cada tabla en CSV y lo que significa cada columna."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from apertura import diccionario, laminas, rutas
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.exportacion.csv_ import BOM, a_csv
from apertura.exportacion.estampa import Ajustes, estampar
from apertura.exportacion.seguro import datos_seguros
from apertura.laminas import Vista
from apertura.publicacion import MANIFIESTO, leer_manifiesto
from apertura.seleccion import Seleccion

DOCUMENTOS = (
    "docs/glosario.md",
    "docs/brechas.md",
    "docs/frases.md",
    "docs/supuestos.md",
    "LICENSE",
    "LICENCIAS-DE-DATOS.md",
    "geo/FICHA.md",
)
"""En `documentos/`, todos con `.txt`: así los abre cualquier equipo sin instalar nada."""
LETRAS = "static/fuentes"


def archivos(motor: Motor, catalogo: Catalogo, ajustes: Ajustes) -> Iterator[tuple[str, bytes]]:
    """Ruta relativa y bytes de cada uno."""
    carpeta = motor.publicacion.carpeta
    for tabla, ruta in motor.publicacion.tablas.items():
        yield f"datos/csv/{tabla}.csv", en_csv(pl.read_parquet(ruta))
    manifiesto = leer_manifiesto(carpeta)
    for nombre in (MANIFIESTO, *manifiesto["archivos"], *manifiesto.get("anexos", {})):
        yield f"datos/publicacion/{nombre}", (carpeta / nombre).read_bytes()
    yield from _anchos(motor, catalogo, ajustes)
    yield "datos/diccionario.txt", diccionario.diccionario().encode()
    yield "datos/geometria/entidades.topojson", (rutas.GEO / "lamina.topojson").read_bytes()
    yield from _de_las_fuentes()
    for documento in DOCUMENTOS:
        yield f"documentos/{Path(documento).stem}.txt", (rutas.RAIZ / documento).read_bytes()
    for licencia in sorted((rutas.RAIZ / LETRAS).glob("OFL-*.txt")):
        yield f"documentos/{licencia.name}", licencia.read_bytes()


def en_csv(tabla: pl.DataFrame) -> bytes:
    """UTF-8 con marca, para que Excel lea los acentos; las listas, con «|»; sin fórmulas."""
    planas = tabla.with_columns(pl.col(pl.List(pl.String)).list.join("|"))
    return BOM + datos_seguros(planas).write_csv(line_terminator="\r\n", quote_style="non_numeric").encode()


def _anchos(motor: Motor, catalogo: Catalogo, ajustes: Ajustes) -> Iterator[tuple[str, bytes]]:
    """Una institución por renglón con sus cifras, como se descarga de Datos, de cada edición que la tenga."""
    for metrica, edicion in catalogo.ediciones:
        if not catalogo.ediciones[(metrica, edicion)].por_sujeto:
            continue
        seleccion = Seleccion(metrica=metrica, edicion=edicion, indicador=next(iter(catalogo.elegibles(metrica, edicion))))
        lamina = laminas.lamina(motor, catalogo, Vista("datos", seleccion, "resultados"))
        yield (
            f"datos/instituciones_{metrica}_{edicion}.csv",
            a_csv(lamina.datos, ajustes.hoy, estampar(lamina, motor.publicacion, ajustes, "csv")),
        )


def _de_las_fuentes() -> Iterator[tuple[str, bytes]]:
    """Cada fuente con su ficha, tal como se recibió."""
    for ficha in sorted(rutas.FUENTES.glob("*/ficha.toml")):
        for archivo in sorted(ficha.parent.iterdir()):
            if archivo.is_file():
                yield f"datos/fuentes/{ficha.parent.name}/{archivo.name}", archivo.read_bytes()
