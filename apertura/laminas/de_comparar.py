"""Láminas de Comparar (y su puente MGA × MJA) y de Evolución."""

from apertura.laminas.base import Lamina, Oferta, Pedido
from apertura.vistas import comparar, evolucion, evolucion_cambios, mensajes, panel, puente


def de_comparar(pedido: Pedido) -> list[Oferta]:
    """Lado a lado y las instituciones que hay detrás, o de dónde sale cada cifra publicada; en el otro modo, el puente."""
    if pedido.seleccion.modo == "puente":
        return [Oferta("puente", "Puente MGA × MJA", _puente), Oferta("puente_entidades", "Puente de entidades", _puente_entidades)]
    detras = Oferta("comparar_distribucion", "Las instituciones detrás de cada cifra", _distribucion)
    citas = Oferta("citas", "De dónde sale cada cifra", _citas)
    return [Oferta("comparar", "Indicador por indicador", _comparar), detras if pedido.edicion.por_sujeto else citas]


def de_evolucion(pedido: Pedido) -> list[Oferta]:
    """Las cifras de cada edición, los cambios del tramo que sí se compara y la cuenta de la muestra."""
    return [
        Oferta("evolucion", "Las cifras de cada edición", _evolucion),
        Oferta("cambios", "¿Qué cambió?", _cambios),
        Oferta("panel", "¿Subió o cambió la muestra?", _panel),
    ]


def _comparar(pedido: Pedido) -> Lamina:
    pedida = comparar.pedida(*pedido.comunes)
    grafica = comparar.grafica(pedido.motor, pedido.catalogo, pedida, pedido.tema)
    return pedido.de_grafica("comparar", grafica, lambda: mensajes.de_comparar(pedido.motor, pedido.catalogo, pedida))


def _distribucion(pedido: Pedido) -> Lamina:
    pedida = comparar.pedida(*pedido.comunes)
    return pedido.de_grafica(
        "comparar_distribucion", comparar.grafica_distribucion(pedido.motor, pedido.catalogo, pedida, pedido.tema)
    )  # fmt: skip


def _citas(pedido: Pedido) -> Lamina:
    return pedido.de_tabla("citas", comparar.citas(pedido.motor, pedido.catalogo, comparar.pedida(*pedido.comunes)))


def _puente(pedido: Pedido) -> Lamina:
    mga, mja = puente.ediciones(pedido.catalogo, pedido.seleccion)
    grafica = puente.grafica(pedido.motor, pedido.catalogo, mga, mja, pedido.tema)
    if not grafica.conjuntos["encabezados"].height:
        return pedido.de_tabla("puente", puente.instituciones(pedido.motor, pedido.catalogo, mga, mja))
    return pedido.de_grafica("puente", grafica)


def _puente_entidades(pedido: Pedido) -> Lamina | None:
    tabla = puente.entidades(pedido.motor, pedido.catalogo, *puente.ediciones(pedido.catalogo, pedido.seleccion))
    return pedido.de_tabla("puente_entidades", tabla) if tabla.datos.height else None


def _evolucion(pedido: Pedido) -> Lamina:
    pedida = evolucion.pedida(*pedido.comunes)
    grafica = evolucion.grafica(pedido.motor, pedido.catalogo, pedida, pedido.tema)
    return pedido.de_grafica("evolucion", grafica, lambda: mensajes.de_evolucion(pedido.motor, pedido.catalogo, pedida))


def _cambios(pedido: Pedido) -> Lamina | None:
    pedida = evolucion.pedida(*pedido.comunes)
    tramo = evolucion.tramo_inicial(pedido.motor, pedido.catalogo, pedida)
    if tramo is None or not tramo.valido:
        return None
    tabla = evolucion_cambios.cambios(pedido.motor, pedido.catalogo, pedida, tramo.antes, tramo.despues)
    return pedido.de_tabla("cambios", tabla, lambda: mensajes.de_evolucion(pedido.motor, pedido.catalogo, pedida))


def _panel(pedido: Pedido) -> Lamina | None:
    pedida = evolucion.pedida(*pedido.comunes)
    cuenta = panel.de_la_pagina(pedido.motor, pedido.catalogo, pedida)
    dichas = lambda: panel.frases_de_la_pagina(pedido.motor, pedido.catalogo, pedida)  # noqa: E731
    return pedido.de_tabla("panel", cuenta[0], dichas) if cuenta and cuenta[0].datos.height else None
