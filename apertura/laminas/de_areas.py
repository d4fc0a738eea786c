"""Láminas de Áreas de oportunidad."""

from apertura.frases import Frase
from apertura.laminas.base import Lamina, Oferta, Pedido
from apertura.vistas import acciones, cifras, mensajes, plan, plan_frases, preguntar, priorizador


def ofertas(pedido: Pedido) -> list[Oferta]:
    """Ninguna sin resultados por institución o si los filtros no dejan a nadie."""
    if not pedido.edicion.por_sujeto or not priorizador.resumen(*pedido.comunes).n_sujetos:
        return []
    return list(_OFERTAS)


def _cifras(pedido: Pedido) -> Lamina:
    cuenta = priorizador.resumen(*pedido.comunes)
    tabla = plan.plan(*pedido.comunes)
    completa = lambda: plan.plan_completo(*pedido.comunes)  # noqa: E731
    lamina = pedido.de_tabla("cifras", tabla, lambda: mensajes.de_areas(*pedido.comunes), completa)
    return lamina.con(titulo=tabla.titulo.replace("Plan de áreas", "Áreas"), cifras=cifras.de_areas(cuenta))


def _plan(pedido: Pedido) -> Lamina | None:
    """La tabla va recortada en pantalla; los datos, completos."""
    if not priorizador.resumen(*pedido.comunes).n_areas:
        return None
    completa = lambda: plan.plan_completo(*pedido.comunes)  # noqa: E731
    return pedido.de_tabla("plan", plan.plan(*pedido.comunes), lambda: _dichas(pedido), completa)


def _dichas(pedido: Pedido) -> tuple[Frase, ...]:
    return (*mensajes.de_areas(*pedido.comunes), *plan_frases.primeras(*pedido.comunes))


def _palanca(pedido: Pedido) -> Lamina | None:
    """Con una entidad, sus cambios; con varias, a dónde llegaría cada una."""
    una = plan_frases.palanca(*pedido.comunes)
    tabla = plan.cambios(*pedido.comunes) if una else plan.palancas(*pedido.comunes)
    return pedido.de_tabla("palanca", tabla, lambda: una) if tabla.datos.height else None


def _pareto(pedido: Pedido) -> Lamina | None:
    """Con una sola institución no hay curva que dibujar."""
    if priorizador.resumen(*pedido.comunes).con_ganancia < 2:
        return None
    grafica = plan.grafica_pareto(*pedido.comunes, pedido.tema)
    return pedido.de_grafica("pareto", grafica, lambda: plan_frases.concentracion(*pedido.comunes))


def _a_quien(pedido: Pedido) -> Lamina | None:
    """Sólo si algún área tiene pares que ya estén en la meta."""
    tabla = preguntar.a_quien(*pedido.comunes)
    return pedido.de_tabla("a_quien", tabla) if tabla.datos.height else None


def _lineas(pedido: Pedido) -> Lamina:
    return pedido.de_tabla("lineas", acciones.por_linea(*pedido.comunes), lambda: acciones.frases_por_linea(*pedido.comunes))


_OFERTAS = (
    Oferta("cifras", "En cuatro cifras", _cifras),
    Oferta("plan", "El plan, por prioridad", _plan),
    Oferta("palanca", "La palanca", _palanca),
    Oferta("a_quien", "A quién preguntar", _a_quien),
    Oferta("pareto", "Quiénes concentran lo que se puede ganar", _pareto),
    Oferta("lineas", "Del rezago a la acción", _lineas),
)
