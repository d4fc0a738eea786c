"""Láminas del Simulador: todas dicen «Simulación»."""

from apertura.frases import Frase
from apertura.laminas.base import Lamina, Oferta, Pedido
from apertura.vistas import simulador, simulador_frases, simulador_metas, simulador_tablas


def ofertas(pedido: Pedido) -> list[Oferta]:
    """Ninguna sin resultados por institución o sin a quién simular."""
    if not pedido.edicion.por_sujeto or simulador.resultado(*pedido.comunes) is None:
        return []
    return [
        Oferta("simulacion", "Hoy y después", _simulacion),
        Oferta("meta", "Qué hace falta para llegar", _meta),
        Oferta("posiciones", "Cómo quedarían todas", _posiciones),
    ]


def _simulacion(pedido: Pedido) -> Lamina | None:
    grafica = simulador_tablas.grafica(*pedido.comunes, pedido.tema)
    return None if grafica is None else pedido.de_grafica("simulacion", grafica, lambda: _frase(pedido))


def _frase(pedido: Pedido) -> tuple[Frase, ...]:
    dicha = simulador_frases.del_resultado(*pedido.comunes)
    return () if dicha is None else (dicha,)


def _meta(pedido: Pedido) -> Lamina | None:
    meta = simulador_metas.meta(*pedido.comunes)
    return pedido.de_tabla("meta", meta.tabla, lambda: (meta.frase,)) if meta and meta.tabla.datos.height else None


def _posiciones(pedido: Pedido) -> Lamina | None:
    tabla = simulador_tablas.posiciones(*pedido.comunes)
    return None if tabla is None else pedido.de_tabla("posiciones", tabla, lambda: _frase(pedido))
