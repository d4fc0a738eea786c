"""Vuelve a escribir las dos plantillas de `data/presentacion`."""

from typing import get_args

from apertura.exportacion.presentacion.plantilla import construir
from apertura.graficas.tema import NombreTema
from apertura.rutas import PRESENTACION

for tema in get_args(NombreTema):
    (PRESENTACION / f"{tema}.pptx").write_bytes(construir(tema))
    print(f"Se escribió {tema}.pptx.")
