"""Las órdenes de las versiones publicadas: `publicaciones`, `revertir` y `comparar`."""

import argparse
import json
from pathlib import Path

import polars as pl

from apertura import publicaciones as almacen
from apertura.cli.salidas import en_texto, entregar
from apertura.formato import contar, entero
from apertura.publicaciones import bitacora
from apertura.publicaciones.comparacion import Comparacion

COMPLETA = "completa"
RENGLONES_EN_TEXTO = 20


def publicaciones(pedido: argparse.Namespace) -> int:
    """Lista las versiones; 1 si alguna está dañada o alguien cambió la bitácora."""
    versiones = almacen.listar()
    entregar(_tabla(versiones), pedido.formato, pedido.salida)
    alterada = bitacora.alteracion()
    if pedido.formato == "tabla" and pedido.salida is None:
        print(_estado_de_la_bitacora(alterada))
    return 1 if alterada or any(v.falla for v in versiones) else 0


def revertir(pedido: argparse.Namespace) -> int:
    """Vuelve a otra versión."""
    vigente = almacen.revertir(pedido.cual)
    if pedido.formato == "json":
        print(json.dumps({"vigente": vigente.id, "version": vigente.version}, ensure_ascii=False))
    else:
        print(f"Se muestra la publicación {vigente.id} (versión de datos {vigente.version}). Ninguna otra se borró.")
    return 0


def comparar(pedido: argparse.Namespace) -> int:
    """Dice qué cambió de una versión a otra."""
    hecha = almacen.comparar(pedido.antes, pedido.despues)
    texto = json.dumps(hecha.como_dict(), ensure_ascii=False, indent=2) if pedido.formato == "json" else _en_palabras(hecha)
    if pedido.salida:
        Path(pedido.salida).write_text(f"{texto}\n", encoding="utf-8")
    else:
        print(texto)
    return 0


def _tabla(versiones: list[almacen.Version]) -> pl.DataFrame:
    """Una versión por renglón."""
    return pl.DataFrame(
        {
            "id": [v.id for v in versiones],
            "vigente": [v.vigente for v in versiones],
            "publicada": [v.publicada for v in versiones],
            "quien": [v.quien or None for v in versiones],
            "resumen": [v.resumen for v in versiones],
            "sujetos": [v.filas.get("sujetos") for v in versiones],
            "resultados": [v.filas.get("resultados") for v in versiones],
            "version": [v.version for v in versiones],
            "estado": [f"dañada: {v.falla}" if v.falla else COMPLETA for v in versiones],
        },
        schema_overrides={"quien": pl.String, "sujetos": pl.Int64, "resultados": pl.Int64},
    )


def _estado_de_la_bitacora(alterada: int | None) -> str:
    return f"Alguien cambió la bitácora: renglón {alterada} de audit.jsonl." if alterada else "La bitácora está entera."


def _en_palabras(hecha: Comparacion) -> str:
    if hecha.iguales:
        return f"De {hecha.antes} a {hecha.despues} no cambió ningún renglón."
    cambiadas = hecha.tablas.filter(pl.sum_horizontal("agregados", "quitados", "cambiados") > 0)
    partes = [f"De {hecha.antes} a {hecha.despues} cambiaron estas tablas:", en_texto(cambiadas), "", "Renglones que cambiaron:"]
    partes += [_recortada(hecha.renglones), "", "Cifras que se movieron 0.01 o más, aparecieron o desaparecieron:"]
    partes += [_recortada(hecha.cifras) if hecha.cifras.height else "Ninguna."]
    return "\n".join([*partes, f"Otras {entero(hecha.con_ruido)} cambiaron menos de 0.01."] if hecha.con_ruido else partes)


def _recortada(tabla: pl.DataFrame) -> str:
    sobran = tabla.height - RENGLONES_EN_TEXTO
    texto = en_texto(tabla.head(RENGLONES_EN_TEXTO))
    return f"{texto}; faltan {contar(sobran, 'otro', 'otros')}: vea --formato json" if sobran > 0 else texto
