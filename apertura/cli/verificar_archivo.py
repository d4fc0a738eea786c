"""La orden `verificar-archivo`: ¿dice este archivo, o este sello, lo que la publicación dice?"""

import argparse
from pathlib import Path

from apertura.autenticidad import LIMITE, de_archivo, de_texto
from apertura.autenticidad.dictamen import NO_ES_FIRMA
from apertura.consultas import motor


def verificar_archivo(pedido: argparse.Namespace) -> int:
    """Un dictamen por sello; 0 si todos son auténticos, 1 si no. Lo que no es un archivo se toma por un sello escrito."""
    ruta, vigente = Path(pedido.que[0]), motor()
    if len(pedido.que) == 1 and _es_archivo(ruta):
        with ruta.open("rb") as archivo:
            dictamenes = de_archivo(archivo.read(LIMITE + 1), vigente)
    else:
        dictamenes = de_texto(" ".join(pedido.que), vigente)
    print("\n\n".join("\n".join(dictamen.en_renglones()) for dictamen in dictamenes))
    print(f"\n{NO_ES_FIRMA}")
    return 0 if all(dictamen.veredicto == "autentico" for dictamen in dictamenes) else 1


def _es_archivo(ruta: Path) -> bool:
    try:
        return ruta.is_file()
    except (OSError, ValueError):
        return False
