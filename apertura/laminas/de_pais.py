"""Láminas de Inicio y de Mapa."""

from apertura.laminas.base import Lamina, Oferta, Pedido
from apertura.vistas import datos, inicio, mapa, mensajes


def de_inicio(pedido: Pedido) -> list[Oferta]:
    """El mapa del índice, las cuatro cifras y lo publicado en cada edición."""
    anios = [anio for metrica, anio in pedido.catalogo.ediciones if metrica == pedido.seleccion.metrica]
    varias = [Oferta("ediciones", "Lo publicado en cada edición", _ediciones)] if len(anios) > 1 else []
    return [Oferta("mapa", "Mapa del índice", _mapa_de_inicio), Oferta("cifras", "Las cuatro cifras", _cifras), *varias]


def de_mapa(pedido: Pedido) -> list[Oferta]:
    """El mapa, mosaico o barras; y, junto al lente de justicia, lo público de la MJA."""
    lente = pedido.catalogo.lente_de(pedido.seleccion.tipos)
    justicia = lente is not None and lente.clave == "justicia" and pedido.edicion.por_sujeto
    return [Oferta("mapa", "Mapa", _mapa), *([Oferta("justicia", "Lo público de la MJA", _justicia)] if justicia else [])]


def _mapa_de_inicio(pedido: Pedido) -> Lamina:
    general = inicio.seleccion_del_mapa(pedido.catalogo, pedido.seleccion)
    return pedido.de_grafica(
        "mapa",
        mapa.grafica(pedido.motor, pedido.catalogo, general, pedido.tema),
        lambda: (*(h.frase for h in inicio.hallazgos(*pedido.comunes)), *mensajes.del_mapa(pedido.motor, pedido.catalogo, general)),
    )


def _cifras(pedido: Pedido) -> Lamina:
    tabla = inicio.tabla_de_cifras(*pedido.comunes)
    return pedido.de_cifras(
        "cifras", tabla.titulo, inicio.cifras(*pedido.comunes), tabla, lambda: (h.frase for h in inicio.hallazgos(*pedido.comunes))
    )


def _ediciones(pedido: Pedido) -> Lamina:
    metrica = pedido.seleccion.metrica
    return pedido.de_grafica("ediciones", inicio.grafica_ediciones(pedido.motor, pedido.catalogo, metrica, pedido.tema))


def _mapa(pedido: Pedido) -> Lamina:
    return pedido.de_grafica("mapa", mapa.grafica(*pedido.comunes, pedido.tema), lambda: mensajes.del_mapa(*pedido.comunes))


def _justicia(pedido: Pedido) -> Lamina:
    return pedido.de_tabla("justicia", datos.publicados(pedido.motor, pedido.catalogo, datos.de_justicia(pedido.catalogo)))
