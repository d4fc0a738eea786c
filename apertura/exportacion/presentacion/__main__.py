"""Vuelve a escribir las dos plantillas de `data/presentacion`."""

from apertura.exportacion.presentacion.plantilla import construir
from apertura.graficas.tema import TEMAS
from apertura.rutas import PRESENTACION

for tema in TEMAS:
    (PRESENTACION / f"{tema}.pptx").write_bytes(construir(tema))
    print(f"Se escribió {tema}.pptx.")
