"""Dónde vive cada cosa. Sólo `APERTURA_DATOS` puede mover la publicación fuera del código."""

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


def publicacion() -> Path:
    """Carpeta de la publicación vigente: `$APERTURA_DATOS/publicacion` o la que viene con el código."""
    datos = os.environ.get("APERTURA_DATOS")
    return (Path(datos) if datos else DATOS) / "publicacion"
