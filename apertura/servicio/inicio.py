"""Arranque del servidor: se carga todo antes de atender a nadie y se dice si quedó listo.

Por qué antes: importar pandas a medias desde dos sesiones a la vez hace fallar a las primeras visitas.
"""

import gc
import importlib
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from streamlit.runtime.pages_manager import PagesManager

from apertura import rutas
from apertura.errores import ErrorApertura

REGISTRO = logging.getLogger(__name__)
BIBLIOTECAS = ("pandas", "pyarrow", "polars", "altair", "duckdb")


@dataclass
class Estado:
    """Cómo va el arranque: `iniciando`, `listo` o `con_falla` (y entonces `detalle` dice qué hacer)."""

    estado: str = "iniciando"
    detalle: str = ""


ESTADO = Estado()


@asynccontextmanager
async def ciclo_de_vida(_app: object) -> AsyncIterator[dict[str, Any]]:
    """Precarga y atiende. Una publicación dañada no impide atender: cada página dice qué le falta."""
    try:
        calentar()
        ESTADO.estado = "listo"
    except ErrorApertura as error:
        ESTADO.estado, ESTADO.detalle = "con_falla", str(error)
        REGISTRO.error("La publicación no está lista: %s", error)
    yield {}


def calentar() -> None:
    """Importa lo pesado, corre la primera consulta y congela lo cargado para que el recolector no lo recorra."""
    for biblioteca in BIBLIOTECAS:
        importlib.import_module(biblioteca)
    importlib.import_module("apertura.interfaz.precarga").precargar()
    gc.collect()
    gc.freeze()


def declarar_navegacion() -> None:
    """La navegación la declara `app.py`: que una carpeta `pages/` no active la automática de Streamlit.

    Sin esto, en un servidor recién iniciado un enlace directo a una página la corre sin el marco de `app.py`.
    """
    PagesManager.uses_pages_directory = False


async def salud(_peticion: Request) -> JSONResponse:
    """`/salud`: 200 si se puede usar, 503 si aún no o si la publicación no está bien. Sin datos de la máquina."""
    cuerpo = {"estado": ESTADO.estado, "detalle": ESTADO.detalle, "publicacion": version_publicada()}
    codigo = 200 if ESTADO.estado == "listo" else 503
    return JSONResponse(cuerpo, status_code=codigo, headers={"Cache-Control": "no-store"})


def version_publicada() -> str | None:
    """Versión que declara el manifiesto de la publicación, o None si no hay manifiesto legible."""
    try:
        return json.loads((rutas.publicacion() / "manifiesto.json").read_text(encoding="utf-8")).get("version")
    except (OSError, ValueError, AttributeError):
        return None
