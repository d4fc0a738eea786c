"""Dónde vive cada cosa. Sólo `APERTURA_DATOS` puede mover los datos fuera del código."""

import os
from pathlib import Path

RAIZ = Path(__file__).resolve().parent.parent
DATOS = RAIZ / "data"
FUENTES = DATOS / "fuentes"
ARMONIZACION = DATOS / "armonizacion"
CORRECCIONES = DATOS / "correcciones"
CONTRATOS = DATOS / "contratos"
CONSULTAS = RAIZ / "queries"
GEO = RAIZ / "geo"
ESTATICOS = RAIZ / "static"
PRESENTACION = DATOS / "presentacion"


def datos() -> Path:
    """Carpeta de datos: `$APERTURA_DATOS` o la que viene con el código."""
    datos = os.environ.get("APERTURA_DATOS")
    return Path(datos) if datos else DATOS


def publicacion() -> Path:
    """Carpeta que escribe `construir`: `$APERTURA_DATOS/publicacion` o la que viene con el código."""
    return datos() / "publicacion"


def publicacion_de_origen() -> Path:
    """La primera versión, que nunca se escribe al publicar: la de `publicacion()` o, si ahí no hay, la que viene con el código.

    Si la carpeta de datos no existe, no se muestra otra en su lugar: es una ruta mal escrita.
    """
    propia = publicacion()
    return DATOS / "publicacion" if datos().is_dir() and not propia.is_dir() else propia


def publicaciones() -> Path:
    """Carpeta de las versiones publicadas; puede no existir todavía."""
    return datos() / "publicaciones"


def permisos() -> Path:
    """Archivo con la lista de quién puede qué: `$APERTURA_PERMISOS` o el que está junto a los secretos. Puede no existir."""
    otro = os.environ.get("APERTURA_PERMISOS")
    return Path(otro) if otro else RAIZ / ".streamlit" / "permisos.toml"
