"""Tablas de ejemplo para probar la exportación. Sus textos son hostiles a propósito; ninguna cifra es un resultado."""

from datetime import date
from pathlib import Path

import polars as pl
from hypothesis import strategies as st

from apertura.exportacion.estampa import Ajustes, Estampa, estampar
from apertura.laminas import Lamina
from apertura.publicacion import Publicacion
from apertura.tablas import Columna, Procedencia, Tabla

HOY = date(2026, 11, 23)
SELLOS = [
    "Fuente: Fuente de ejemplo",
    "Selección: municipios de Oaxaca, edición 2017",
    "Versión de datos: 2026-11-23-abc",
    "Fecha: 23 de noviembre de 2026",
    "Enlace: http://ejemplo.mx/mapa?a=1",
]
HOSTILES = [
    "=1+1",
    "=HYPERLINK('http://ejemplo.mx')",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\x00=1",
    "  =1",
    "\u00a0=1",
    "\u200b=1",
    "\ufeff=1",
    "＝1",
    "＋1",
    "－1",
    "＠1",
    "{=1}",
    "http://ejemplo.mx",
    "mailto:a@ejemplo.mx",
    "file:///etc/passwd",
    "internal:Datos!A1",
    "#01",
    "# comentario",
    '"comillas", y coma',
    "dos\nrenglones",
    "dos\r\n#renglones",
    "_x0041_",
    "<a href='x'>&amp;",
    "01",
    "",
    " ",
    "ñandú Á",
    "𝄞",
]


def tabla(datos: pl.DataFrame, columnas: tuple[Columna, ...] = (), **otros) -> Tabla:
    """Tabla con esos datos y los sellos de `SELLOS`; sin columnas visibles, todas son técnicas."""
    fuente, seleccion, version, _, enlace = (sello.split(": ", 1)[1] for sello in SELLOS)
    campos = {"nombre": "ejemplo", "titulo": "Tabla de ejemplo", "notas": ("Primera nota.",), **otros}
    return Tabla(datos=datos, columnas=columnas, procedencia=Procedencia(fuente, seleccion, version, enlace), **campos)


def pequena() -> Tabla:
    """Dos renglones con llave, etiqueta, índice, conteo, porcentaje y lógico."""
    datos = pl.DataFrame(
        {
            "cve_ent": ["01", "20"],
            "entidad": ["Aguascalientes", "Oaxaca"],
            "valor": [0.4741, None],
            "n": [1243, 5],
            "cero": [0.585, -5.0],
            "es_entidad": [True, None],
        }
    )
    columnas = (
        Columna("entidad", "Entidad", descripcion="Nombre de uso."),
        Columna("valor", "Gobierno abierto", "indice", "0 a 1"),
        Columna("n", "Sujetos", "entero", "sujetos"),
        Columna("cero", "En cero", "porcentaje"),
    )
    return tabla(datos, columnas, parametros={"metrica": "MGA", "edicion": 2017, "tipos": None})


PUBLICACION = Publicacion("2026-11-23-abc", "2026-11-23", Path(), {}, {}, manifiesto="0" * 64)


def lamina(de: Tabla, **otros) -> Lamina:
    """Una lámina de esa tabla, con un enlace relativo."""
    return Lamina("ejemplo", de.titulo, "/datos?metrica=MGA#ejemplo", de, **otros)


def estampa(de: Tabla, formato: str = "") -> Estampa:
    """La estampa de esa tabla, en un servidor de ejemplo."""
    return estampar(lamina(de), PUBLICACION, Ajustes("claro", HOY, "https://ejemplo.mx"), formato)


TEXTOS = st.one_of(st.sampled_from(HOSTILES), st.text(max_size=12))
NO_FINITOS = st.sampled_from([float("inf"), float("-inf"), float("nan")])
# Excel llega a 9.99e307 y a 15 cifras.
COLUMNAS = {
    "texto": (pl.String, st.one_of(st.none(), TEXTOS)),
    "otro": (pl.String, st.one_of(st.none(), TEXTOS)),
    "decimal": (pl.Float64, st.one_of(st.none(), NO_FINITOS, st.floats(-1e300, 1e300))),
    "entero": (pl.Int64, st.one_of(st.none(), st.integers(-(10**15) + 1, 10**15 - 1))),
    "logico": (pl.Boolean, st.one_of(st.none(), st.booleans())),
}


@st.composite
def datos_hostiles(draw: st.DrawFn) -> pl.DataFrame:
    """De 0 a 5 renglones con las columnas de `COLUMNAS`, en cualquier orden."""
    orden = draw(st.permutations(list(COLUMNAS)))
    filas = draw(st.integers(0, 5))
    valores = {c: draw(st.lists(COLUMNAS[c][1], min_size=filas, max_size=filas)) for c in orden}
    return pl.DataFrame(valores, schema={c: COLUMNAS[c][0] for c in orden})


def finitos(datos: pl.DataFrame) -> pl.DataFrame:
    """Los mismos datos con lo no finito como nulo."""
    decimal = pl.col(pl.Float64)
    return datos.with_columns(pl.when(decimal.is_finite()).then(decimal))
