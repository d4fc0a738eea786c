"""Láminas de Datos: la tabla filtrada y lo publicado."""

from apertura.laminas.base import Lamina, Oferta, Pedido
from apertura.vistas import datos


def ofertas(pedido: Pedido) -> list[Oferta]:
    """Los resultados por sujeto, si los hay y alguno cumple los filtros; y siempre lo publicado."""
    hay = pedido.edicion.por_sujeto and datos.cuantos(*pedido.comunes)
    return [
        *([Oferta("resultados", "Resultados por sujeto obligado", _resultados)] if hay else []),
        Oferta("publicados", "Cifras publicadas", _publicados),
    ]


def _resultados(pedido: Pedido) -> Lamina:
    """En pantalla, los primeros; al descargar, todos: renglones del archivo = sujetos filtrados."""
    pintada = datos.resultados(*pedido.comunes, datos.RENGLONES_EN_PANTALLA)
    return pedido.de_tabla("resultados", pintada, completa=lambda: datos.resultados(*pedido.comunes))


def _publicados(pedido: Pedido) -> Lamina:
    return pedido.de_tabla("publicados", datos.publicados(*pedido.comunes))
