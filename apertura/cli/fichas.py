"""La orden `fichas`: las fichas de una o varias entidades y de sus instituciones, en una carpeta o un ZIP."""

import argparse
import os
import shutil
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

from apertura.catalogo import Catalogo, catalogo
from apertura.cli.parametros import entidad_de
from apertura.consultas import motor
from apertura.errores import ErrorSeleccion
from apertura.exportacion.estampa import Ajustes
from apertura.exportacion.exportar import formato_de
from apertura.formato import contar, entero
from apertura.lotes.empacar import INDICE, empacar, indice
from apertura.lotes.encargo import Pieza, piezas
from apertura.lotes.hacer import Hecha, Orden, escribir, hacer

POR_PROCESO = 60


def fichas(pedido: argparse.Namespace) -> int:
    """Hace el lote, dice el avance y, al final, cuántas hizo y cuántas ya estaban; 1 si alguna no se pudo."""
    pedidas = _piezas(pedido)
    formato_de(pedido.formato)
    salida = Path(pedido.salida)
    avance = Avance(len(pedidas), pedido.avance)
    ajustes = Ajustes(hoy=fecha(pedido.fecha), origen=pedido.origen or "")
    procesos = cuantos_procesos(pedido, len(pedidas))
    if salida.suffix.lower() == ".zip":
        hechas = _en_zip(pedidas, salida, Orden(salida, pedido.formato, ajustes, procesos), avance)
    else:
        hechas = hacer(pedidas, Orden(salida, pedido.formato, ajustes, procesos), avance.una)
        escribir(salida / INDICE, indice(hechas))
    avance.fin()
    return resumen(hechas, salida)


def _piezas(pedido: argparse.Namespace) -> list[Pieza]:
    elegible = catalogo()
    llave = (pedido.metrica, int(pedido.edicion) if pedido.edicion.isascii() and pedido.edicion.isdigit() else 0)
    if llave not in elegible.ediciones:
        hay = "; ".join(f"{metrica} {anio}" for metrica, anio in elegible.ediciones)
        raise ErrorSeleccion(f"No existe la {pedido.metrica} {pedido.edicion}", "opción «--edicion»", f"Las que hay: {hay}.")
    cuales = {"con_entidad": pedido.solo != "instituciones", "con_sujetos": pedido.solo != "entidades"}
    return piezas(motor(), elegible, *llave, entidades(pedido, elegible), **cuales)


def cuantos_procesos(pedido: argparse.Namespace, fichas: int) -> int:
    """Los que se piden o, si no, los que el lote alcanza a aprovechar."""
    return int(pedido.procesos) if pedido.procesos else max(1, min(os.cpu_count() or 1, fichas // POR_PROCESO))


def entidades(pedido: argparse.Namespace, elegible: Catalogo) -> list[str]:
    """Las claves que se piden, por clave o por nombre; si no se pide ninguna, todas."""
    if not pedido.entidad:
        return list(elegible.entidades)
    claves = [entidad_de(escrita, elegible) for escrita in pedido.entidad]
    if ajenas := [clave for clave in claves if clave not in elegible.entidades]:
        raise ErrorSeleccion(f"«{ajenas[0][:40]}» no existe", "opción «--entidad»", f"Las que hay: {'; '.join(elegible.entidades)}.")
    return list(dict.fromkeys(claves))


def fecha(escrita: str | None) -> date:
    """La del sello: la escrita o la de hoy."""
    try:
        return date.fromisoformat(escrita) if escrita else date.today()
    except ValueError as error:
        raise ErrorSeleccion(f"«{escrita}» no es una fecha", "opción «--fecha»", "Escríbala así: 2026-11-25.") from error


def _en_zip(pedidas: list[Pieza], salida: Path, orden: Orden, avance: "Avance") -> list[Hecha]:
    """Las fichas se hacen en una carpeta junto al ZIP, que se borra al terminar: si se interrumpe, la misma orden la aprovecha."""
    partes = salida.with_name(f"{salida.name}.partes")
    hechas = hacer(pedidas, replace(orden, carpeta=partes), avance.una)
    escribir(partes / INDICE, indice(hechas))
    empacar(partes, [INDICE, *(h.archivo for h in hechas if h.estado != "fallo")], salida)
    shutil.rmtree(partes, ignore_errors=True)
    return hechas


def resumen(hechas: list[Hecha], salida: Path) -> int:
    """Dice cuántas se hicieron y cuáles no; 1 si alguna no se pudo."""
    cuenta = Counter(hecha.estado for hecha in hechas)
    for hecha in hechas:
        if hecha.estado == "fallo":
            print(f"No se pudo: {hecha.archivo}. {hecha.por_que}", file=sys.stderr)
    ya = f", {contar(cuenta['estaba'], 'ya estaba', 'ya estaban')}" if cuenta["estaba"] else ""
    no = f", {contar(cuenta['fallo'], 'no se pudo', 'no se pudieron')}" if cuenta["fallo"] else ""
    print(f"{contar(cuenta['hecha'], 'ficha hecha', 'fichas hechas')}{ya}{no}. Están en «{salida.name}».")
    return 1 if cuenta["fallo"] else 0


class Avance:
    """Lo que se va diciendo: en una terminal, un renglón que se reescribe; para otro programa, «12/28» en la salida."""

    def __init__(self, total: int, para_programa: bool) -> None:
        self.total, self.para_programa, self.van = total, para_programa, 0

    def una(self, hecha: Hecha) -> None:
        """Anota una más."""
        self.van += 1
        if self.para_programa:
            print(f"{self.van}/{self.total}", flush=True)
        elif sys.stderr.isatty():
            nombre = hecha.pieza.nombre[:60]
            print(f"\r\x1b[K{entero(self.van)} de {entero(self.total)} · {nombre}", end="", file=sys.stderr, flush=True)

    def fin(self) -> None:
        """Borra el renglón."""
        if not self.para_programa and sys.stderr.isatty():
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
