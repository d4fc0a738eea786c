"""El adelanto: lo que el mapa mostraría con un clic más, para que el navegador lo pinte sin esperar al servidor.

Sale de `mapa.grafica`, la misma función que pinta la página: lo adelantado y lo confirmado no pueden ser distintos.
"""

from urllib.parse import urlencode

import polars as pl

from apertura.catalogo import CAPAS, Catalogo
from apertura.consultas import Motor
from apertura.seleccion import Seleccion, a_url, normalizar
from apertura.vistas import mapa
from apertura.vistas.comun import edicion_de

# Lo que depende de lo que la persona ha tocado, y no del indicador ni de los filtros: se queda como esté en su pantalla.
DE_LA_PERSONA = ("sel", "empatada", "turno")
Paquete = dict[str, object]


def paquete(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Paquete:
    """Todos los indicadores de `seleccion` (`pinturas`: clave → conjunto → columna → valores) y cómo se llega a ellos.

    `indicadores` dice la clave de cada botón; `vecinas`, por grupo de botones, la base de la vista a que lleva cada uno.
    """
    elegibles = catalogo.elegibles(seleccion.metrica, seleccion.edicion)
    return {
        "version": catalogo.version,
        "indicadores": {indicador.nombre_corto: clave for clave, indicador in elegibles.items()},
        "pinturas": {clave: _pintura(motor, catalogo, seleccion.con(indicador=clave)) for clave in _adelantables(catalogo, seleccion)},
        "vecinas": {"w_capa": _capas(seleccion), "w_lente": _lentes(catalogo, seleccion)},
    }


def base(seleccion: Seleccion) -> str:
    """Lo que distingue un paquete de otro, como parámetros de dirección: todo lo que cambia las cifras, menos el indicador."""
    propia = mapa.de_que_depende(seleccion).con(capa=seleccion.capa, vista=seleccion.vista)
    return urlencode({clave: valor for clave, valor in a_url(propia).items() if clave != "indicador"}, doseq=True)


def de_base(pedida: Seleccion) -> Seleccion:
    """Sólo lo que cuenta para el paquete: dos vistas con la misma base comparten el mismo."""
    return mapa.de_que_depende(pedida).con(indicador=Seleccion().indicador, capa=pedida.capa, vista=pedida.vista)


def _adelantables(catalogo: Catalogo, seleccion: Seleccion) -> list[str]:
    """Indicadores que se verían con esta misma capa. La del intervalo no se adelanta: contornea según la entidad elegida."""
    if seleccion.capa == "intervalo":
        return []
    claves = catalogo.elegibles(seleccion.metrica, seleccion.edicion)
    return [clave for clave in claves if seleccion.capa in catalogo.capas(seleccion.metrica, seleccion.edicion, clave)]


def _pintura(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> dict[str, dict[str, list[object]]]:
    """Los conjuntos de la gráfica por columnas; ninguno si la página no dibujaría nada."""
    if mapa.sin_sujetos(mapa.tabla(motor, catalogo, seleccion), edicion_de(seleccion, catalogo)):
        return {}
    conjuntos = mapa.grafica(motor, catalogo, seleccion, "claro").conjuntos
    return {nombre: _por_columnas(datos) for nombre, datos in conjuntos.items()}


def _por_columnas(datos: pl.DataFrame) -> dict[str, list[object]]:
    return {columna: datos[columna].to_list() for columna in datos.columns if columna not in DE_LA_PERSONA}


def _capas(seleccion: Seleccion) -> dict[str, str]:
    return {nombre: base(seleccion.con(capa=capa)) for capa, nombre in CAPAS.items()}


def _lentes(catalogo: Catalogo, seleccion: Seleccion) -> dict[str, str]:
    """Cada lente por el texto de su botón; el vacío es quitar el que haya."""
    tipos = {"": (), **{lente.etiqueta: lente.tipos for lente in catalogo.lentes.values()}}
    return {nombre: base(normalizar(seleccion.con(tipos=de, ordenes=()), catalogo)[0]) for nombre, de in tipos.items()}
