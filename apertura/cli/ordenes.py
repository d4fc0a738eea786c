"""Dónde está lo que hace cada orden: sólo se carga la que se pide. La página Cargar corre una por archivo, y esperaría a las demás."""

import argparse
from collections.abc import Callable
from importlib import import_module

# Orden → módulo de `apertura.cli` y función, que recibe lo pedido y devuelve el código de salida.
DONDE = {
    "construir": ("acciones", "construir"),
    "verificar": ("acciones", "verificar"),
    "consultar": ("acciones", "consultar"),
    "diccionario": ("acciones", "diccionario"),
    "ficha": ("ficha", "ficha"),
    "exportar": ("exportar", "exportar"),
    "fichas": ("fichas", "fichas"),
    "archivo": ("archivo", "hacer_o_comprobar"),
    "verificar-archivo": ("verificar_archivo", "verificar_archivo"),
    "importar": ("importar", "importar"),
    "plantilla": ("plantilla", "plantilla"),
    "publicaciones": ("versiones", "publicaciones"),
    "revertir": ("versiones", "revertir"),
    "comparar": ("versiones", "comparar"),
    "auditar": ("auditar", "auditar"),
    "ejemplo": ("ejemplo", "ejemplo"),
}


def accion(orden: str) -> Callable[[argparse.Namespace], int]:
    """La función de una orden."""
    modulo, funcion = DONDE[orden]
    return getattr(import_module(f"apertura.cli.{modulo}"), funcion)
