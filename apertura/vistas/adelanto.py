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

# Lo que depende de lo que la persona ha tocado, y no de los botones: se queda como esté en su pantalla.
DE_LA_PERSONA = ("sel", "empatada", "turno")
GRUPOS = ("indicador", "capa", "lente")
Paquete = dict[str, object]


def paquete(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, grupo: str) -> Paquete:
    """Lo que da cada botón de `grupo` (`pinturas`: base → indicador → conjunto → columna → valores) y a dónde lleva cada botón.

    `indicadores` dice la clave de cada botón de indicador; `vecinas`, la base de la vista a que lleva cada capa y cada lente.
    """
    elegibles = catalogo.elegibles(seleccion.metrica, seleccion.edicion)
    vecinas = _a_un_clic(catalogo, seleccion)
    pinturas: dict[str, dict[str, object]] = {}
    for vecina in vecinas[grupo].values():
        pinturas.setdefault(base(vecina), {})[vecina.indicador] = _pintura(motor, catalogo, vecina)
    return {
        "version": catalogo.version,
        "indicadores": {indicador.nombre_corto: clave for clave, indicador in elegibles.items()},
        "vecinas": {"w_capa": _bases(vecinas["capa"]), "w_lente": _bases(vecinas["lente"])},
        "pinturas": pinturas,
    }


def base(seleccion: Seleccion) -> str:
    """Lo que cambia las cifras, menos el indicador, como parámetros de dirección."""
    propia = mapa.de_que_depende(seleccion).con(capa=seleccion.capa, vista=seleccion.vista)
    return urlencode({clave: valor for clave, valor in a_url(propia).items() if clave != "indicador"}, doseq=True)


def _bases(por_boton: dict[str, Seleccion]) -> dict[str, str]:
    return {boton: base(vecina) for boton, vecina in por_boton.items()}


def lo_que_cuenta(pedida: Seleccion) -> Seleccion:
    """La selección sin lo que no cambia la gráfica: dos direcciones que muestran lo mismo comparten paquete."""
    return mapa.de_que_depende(pedida).con(capa=pedida.capa, vista=pedida.vista)


def _a_un_clic(catalogo: Catalogo, seleccion: Seleccion) -> dict[str, dict[str, Seleccion]]:
    """Las vistas a que lleva cada botón, por su texto. El lente vacío es quitar el que haya."""
    indicadores = catalogo.elegibles(seleccion.metrica, seleccion.edicion)
    lentes: dict[str, tuple[str, ...]] = {"": (), **{lente.etiqueta: lente.tipos for lente in catalogo.lentes.values()}}
    return {
        "indicador": {i.nombre_corto: seleccion.con(indicador=clave) for clave, i in indicadores.items()},
        "capa": {nombre: seleccion.con(capa=capa) for capa, nombre in CAPAS.items()},
        "lente": {nombre: normalizar(seleccion.con(tipos=tipos, ordenes=()), catalogo)[0] for nombre, tipos in lentes.items()},
    }


def _pintura(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> dict[str, dict[str, list[object]]]:
    """Los conjuntos de la gráfica por columnas; ninguno si la página no la dibujaría igual con cualquier entidad elegida."""
    # La capa del intervalo contornea según la entidad elegida.
    posible = seleccion.capa in catalogo.capas(seleccion.metrica, seleccion.edicion, seleccion.indicador)
    if not posible or seleccion.capa == "intervalo":
        return {}
    if mapa.sin_sujetos(mapa.tabla(motor, catalogo, seleccion), edicion_de(seleccion, catalogo)):
        return {}
    conjuntos = mapa.grafica(motor, catalogo, seleccion, "claro").conjuntos
    return {nombre: _por_columnas(datos) for nombre, datos in conjuntos.items()}


def _por_columnas(datos: pl.DataFrame) -> dict[str, list[object]]:
    return {columna: datos[columna].to_list() for columna in datos.columns if columna not in DE_LA_PERSONA}
