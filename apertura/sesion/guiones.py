"""Guiones listos: la sesión de una entidad y la del país, con las láminas que la edición permite."""

from collections.abc import Iterable
from dataclasses import replace

from apertura import laminas
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.laminas import Vista
from apertura.seleccion import Seleccion, de_entidad
from apertura.sesion.armar import poner_al_dia
from apertura.sesion.modelo import Guion, Paso
from apertura.vistas.comun import edicion_de

METODO = ("metodologia", "metodo")


def de_una_entidad(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, clave: str) -> Guion:
    """«Sesión de Nuevo León»: portada, lugar, mapa, brecha, cinco palancas, a quién preguntar y método."""
    propia = _sin_filtros(seleccion).con(entidad=clave)
    suya = propia.con(entidades=(clave,))
    vistas = [
        Vista("entidad", propia, "cifras"),
        Vista("mapa", propia, "mapa"),
        Vista("entidad", propia, "origen"),
        Vista("entidad", propia, "publicados"),
        Vista("entidad", propia, "palanca"),
        Vista("areas_de_oportunidad", suya, "a_quien"),
        Vista(METODO[0], propia, METODO[1]),
    ]
    return _guion(motor, catalogo, f"Sesión {de_entidad(clave, catalogo)}", seleccion, vistas)


def del_pais(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Guion:
    """«Sesión del país»: portada, cifras, mapa, dispersión, plan, quiénes concentran lo que se puede ganar, ediciones y método."""
    general = _sin_filtros(seleccion).con(entidad="")
    vistas = [
        Vista("inicio", general, "cifras"),
        Vista("mapa", general, "mapa"),
        Vista("mapa", general.con(vista="barras"), "mapa"),
        Vista("areas_de_oportunidad", general, "cifras"),
        Vista("areas_de_oportunidad", general, "pareto"),
        Vista("areas_de_oportunidad", general, "a_quien"),
        Vista("inicio", general, "ediciones"),
        Vista(METODO[0], general, METODO[1]),
    ]
    return _guion(motor, catalogo, "Sesión del país", seleccion, vistas)


def _guion(motor: Motor, catalogo: Catalogo, titulo: str, seleccion: Seleccion, vistas: Iterable[Vista]) -> Guion:
    portada = Paso(titulo=titulo, mensaje=edicion_de(seleccion, catalogo).nombre)
    pasos = [Paso(vista.direccion) for vista in vistas if _se_ofrece(motor, catalogo, vista)]
    return poner_al_dia(motor, catalogo, Guion(titulo).agregar(portada, *pasos))


def _se_ofrece(motor: Motor, catalogo: Catalogo, vista: Vista) -> bool:
    """Si la página tiene esa lámina con esos datos; un guion listo nunca trae algo que no se pueda mostrar."""
    oferta = next((o for o in laminas.ofertas(motor, catalogo, vista) if o.clave == vista.lamina), None)
    if oferta is None:
        return False
    hecha = oferta.armar(laminas.Pedido(motor, catalogo, vista.pagina, vista.seleccion))
    return hecha is not None and bool(hecha.tabla.datos.height)


def _sin_filtros(seleccion: Seleccion) -> Seleccion:
    """Métrica, edición e indicador; lo demás, lo común."""
    comun = Seleccion()
    return replace(comun, metrica=seleccion.metrica, edicion=seleccion.edicion, indicador=seleccion.indicador)
