"""La publicación real con todo su texto libre envenenado: nombres, títulos, notas y direcciones."""

from itertools import cycle
from pathlib import Path

import polars as pl

from apertura.publicacion import Publicacion
from tests.hostiles.corpus import FUERA, JS, TODOS
from tests.publicaciones import copia, firmar

TEXTO_LIBRE = {
    "comparabilidad": ["motivo"],
    "ediciones": ["nombre", "operador", "cobertura"],
    "entidades": ["nombre_oficial", "nombre", "capital"],
    "fuentes": ["titulo", "publica", "licencia", "archivo", "descripcion", "comprobacion"],
    "indicadores": ["nombre", "nombre_corto", "formula", "definicion", "cita"],
    "lentes": ["etiqueta", "descripcion"],
    "lineas_de_accion": ["eje", "estrategia", "linea", "instrumento"],
    "lugares_publicados": ["etiqueta", "entre", "cita"],
    "ordenes": ["etiqueta", "etiqueta_plural"],
    "publicados": ["etiqueta", "cita", "nota"],
    "sujetos": ["nombre", "nombre_publicado", "etiqueta", "busqueda", "regla_nombre"],
    "tipos": ["etiqueta", "etiqueta_plural"],
    "unidades_publicadas": ["etiqueta", "nombre", "motivo"],
}
DIRECCIONES = [f"javascript:{JS}", f"data:text/html,<script>{JS}</script>", f"{FUERA}/fuente", "file:///etc/passwd"]


def envenenar(destino: Path) -> Publicacion:
    """Copia la publicación en `destino`, agrega un texto hostil a cada texto libre y la firma: es válida, y toda suya."""
    copia(destino)
    venenos = cycle(TODOS)
    for tabla, columnas in TEXTO_LIBRE.items():
        ruta = destino / f"{tabla}.parquet"
        datos = pl.read_parquet(ruta)
        nuevas = [pl.Series(c, [v if v is None else next(venenos) + v for v in datos[c].to_list()], pl.String) for c in columnas]
        datos.with_columns(nuevas).write_parquet(ruta)
    fuentes = destino / "fuentes.parquet"
    tabla = pl.read_parquet(fuentes)
    malas = cycle(DIRECCIONES)
    tabla.with_columns(pl.Series("url", [next(malas) for _ in range(tabla.height)])).write_parquet(fuentes)
    return firmar(destino)
