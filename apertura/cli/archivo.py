"""La orden `archivo`: todo lo que Apertura muestra, en una carpeta o un ZIP que se abre desde el disco; y comprobar uno."""

import argparse
from pathlib import Path

from apertura.archivo.hacer import Encargo, archivo, pedidas
from apertura.archivo.manifiesto import comprobar
from apertura.catalogo import catalogo
from apertura.cli.fichas import Avance, cuantos_procesos, entidades, fecha, resumen
from apertura.consultas import motor
from apertura.errores import ErrorSeleccion
from apertura.exportacion.estampa import Ajustes
from apertura.formato import contar

MOSTRADAS = 20


def hacer_o_comprobar(pedido: argparse.Namespace) -> int:
    """Escribe el archivo, o dice si uno está completo e intacto; 1 si alguna ficha no se pudo o algo no coincide."""
    return _comprobar(Path(pedido.comprobar)) if pedido.comprobar else _hacer(pedido)


def _hacer(pedido: argparse.Namespace) -> int:
    if not pedido.salida:
        raise ErrorSeleccion("Falta decir dónde", "opción «--salida»", "Dé una carpeta nueva o el nombre de un ZIP; o use «--comprobar».")
    vigente, elegible = motor(), catalogo()
    cuales = [] if pedido.sin_fichas else entidades(pedido, elegible)
    cuantas = len(pedidas(vigente, elegible, cuales))
    ajustes = Ajustes(hoy=fecha(pedido.fecha), origen=pedido.origen or "")
    avance = Avance(cuantas, pedido.avance)
    hechas = archivo(vigente, elegible, Encargo(Path(pedido.salida), cuales, ajustes, cuantos_procesos(pedido, cuantas)), avance.una)
    avance.fin()
    return resumen(hechas, Path(pedido.salida))


def _comprobar(ruta: Path) -> int:
    defectos = comprobar(ruta)
    for defecto in defectos[:MOSTRADAS]:
        print(defecto)
    if len(defectos) > MOSTRADAS:
        print(f"… y {contar(len(defectos) - MOSTRADAS, 'defecto más', 'defectos más')}.")
    bien = "Completo e intacto: cada archivo tiene la huella de su manifiesto."
    print(f"{contar(len(defectos), 'defecto', 'defectos')} en «{ruta.name}»." if defectos else bien)
    return 1 if defectos else 0
