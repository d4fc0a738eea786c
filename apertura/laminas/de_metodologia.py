"""Láminas de Metodología y calidad: las de la sección elegida."""

from collections.abc import Callable
from functools import partial

from apertura.laminas.base import Lamina, Oferta, Pedido
from apertura.tablas import Tabla
from apertura.vistas import calidad, metodo, metodologia


def ofertas(pedido: Pedido) -> list[Oferta]:
    """Las tablas de la sección; la de calidad que esté vacía no se ofrece como lámina."""
    seccion = pedido.seleccion.seccion
    if seccion == "formulas":
        recalculadas = [*_DE_LA_BASE, _BRECHAS] if pedido.edicion.por_sujeto else []
        return [_INDICADORES, *recalculadas, _METODO]
    if seccion == "comprobacion":
        return [*([_COMPROBACION] if pedido.edicion.por_sujeto else []), _oferta("lugares", "Lugares citados", metodologia.lugares)]
    if seccion == "calidad":
        return [_oferta(clave, clave.replace("_", " ").capitalize(), vista, vacia=False) for clave, vista in calidad.TABLAS.items()]
    return list(_POR_SECCION.get(seccion, ()))


def _oferta(clave: str, nombre: str, vista: Callable[..., Tabla], *, vacia: bool = True) -> Oferta:
    return Oferta(clave, nombre, partial(_tabla, clave, vista, vacia))


def _tabla(clave: str, vista: Callable[..., Tabla], vacia: bool, pedido: Pedido) -> Lamina | None:
    tabla = vista(*pedido.comunes)
    return pedido.de_tabla(clave, tabla) if vacia or tabla.datos.height else None


def _brechas(pedido: Pedido) -> Lamina:
    return pedido.de_grafica("brechas", metodologia.grafica_brechas(*pedido.comunes, pedido.tema))


_DE_LA_BASE = (
    _oferta("identidades", "Las identidades", metodologia.identidades),
    _oferta("arbol", "El árbol nacional", metodologia.arbol),
)
_BRECHAS = Oferta("brechas", "Brechas oficiales", _brechas)
_INDICADORES = _oferta("indicadores", "Indicadores y pesos", metodologia.indicadores)
_METODO = _oferta("metodo", "Cómo se hizo", metodo.como_se_hizo)
_COMPROBACION = _oferta("comprobacion", "Publicado contra recalculado", metodologia.contra_lo_publicado)
_POR_SECCION = {
    "comparabilidad": (_oferta("comparabilidad", "Qué se puede comparar", metodologia.comparabilidad),),
    "reparaciones": (_oferta("reparaciones", "Reparaciones a la fuente", metodologia.reparaciones),),
    "fuentes": (_oferta("fuentes", "Fuentes", metodologia.fuentes),),
}
