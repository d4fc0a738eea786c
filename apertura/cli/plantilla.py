"""La orden `plantilla`: el Excel en blanco para llenar y cargar."""

import argparse
from datetime import date
from pathlib import Path

from apertura.errores import ErrorSeleccion
from apertura.exportacion import plantilla as plantillas


def plantilla(pedido: argparse.Namespace) -> int:
    """Escribe la plantilla. Nunca encima de un archivo que ya existe: puede ser una ya llena."""
    destino = Path(pedido.salida or plantillas.nombre(pedido.metrica))
    if destino.exists():
        raise ErrorSeleccion(f"Ya existe «{destino.name}»", "opción «--salida»", "Dé otro nombre: podría ser una plantilla ya llena.")
    destino.write_bytes(plantillas.a_xlsx(pedido.metrica, date.today()))
    print(f"Se escribió {destino.name}. Cuando esté llena: python -m apertura importar {destino.name} --simular")
    return 0
