"""Láminas: lo que cada página muestra, hecho unidades que se exportan, se proyectan o se imprimen tal cual.

Una `Vista` es una dirección (página, selección y lámina); el registro dice qué láminas ofrece y arma cualquiera con las
mismas funciones que pintan la página. Por eso lo que se exporta es lo que se ve.
"""

from apertura.laminas.base import Documento, Lamina, Oferta, Pedido
from apertura.laminas.registro import lamina, laminas, ofertas
from apertura.laminas.vista import PAGINAS, Vista, de_direccion

__all__ = ["PAGINAS", "Documento", "Lamina", "Oferta", "Pedido", "Vista", "de_direccion", "lamina", "laminas", "ofertas"]
