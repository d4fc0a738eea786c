"""El lugar de cada posición en un indicador, con sus empates, y de qué depende: lo comparten el mapa y Comparar."""

import polars as pl

from apertura.brechas.pesos import otros_pesos
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.frases.gramatica import tercio
from apertura.seleccion import Seleccion
from apertura.vistas import capas
from apertura.vistas.comun import edicion_de, filtros, guardar
from apertura.vistas.entidad import Lugar
from apertura.vistas.pares import medicion_de


@guardar
def de_cada_una(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> dict[str, Lugar]:
    """Clave de entidad → su lugar en el indicador elegido, entre las posiciones con dato y con los filtros puestos."""
    filas = motor.consultar("lugares_por_entidad", metrica=seleccion.metrica, edicion=seleccion.edicion, **filtros(seleccion))
    propias = filas.filter(indicador=seleccion.indicador).select("cve_ent", "lugar", "total", "iguales", "primero")
    return {cve_ent: Lugar(*lugar) for cve_ent, *lugar in propias.iter_rows()}


def depende_de(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, cve_ent: str) -> tuple[str, ...]:
    """Si el intervalo de su lugar sale de su tercio: el de remuestreo (M10) o el de pesos movidos (M11). Vacío: es firme."""
    que = []
    intervalos = {"pesos": _con_otros_pesos(motor, catalogo, seleccion)}
    if edicion_de(seleccion, catalogo).universo == "muestra":
        intervalos["muestra"] = capas.calcular(motor, catalogo, _lo_que_cuenta(seleccion).con(capa="intervalo")).datos
    for de, datos in intervalos.items():
        fila = next(iter(datos.filter(cve_ent=cve_ent).to_dicts()), None)
        if fila and fila["lugar_bajo"] is not None:
            total = datos.height
            que += [de] if tercio(fila["lugar_bajo"], total) != tercio(fila["lugar_alto"], total) else []
    return tuple(que)


def _lo_que_cuenta(seleccion: Seleccion) -> Seleccion:
    s = seleccion
    return Seleccion(metrica=s.metrica, edicion=s.edicion, indicador=s.indicador, ordenes=s.ordenes, tipos=s.tipos)


def _con_otros_pesos(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> pl.DataFrame:
    return _sensibilidad(motor, catalogo, _lo_que_cuenta(seleccion))


@guardar
def _sensibilidad(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> pl.DataFrame:
    """El intervalo de lugares de cada entidad al mover los pesos de las partes del indicador; vacío si no se compone de otras."""
    lista = medicion_de(motor, catalogo, seleccion)
    hojas = capas.hojas_de(seleccion.indicador, catalogo.indicadores[(seleccion.metrica, seleccion.edicion)], lista.arbol)
    elegida = capas.elegidos(lista.tabla, seleccion)
    if len(hojas) < 2:
        return pl.DataFrame(schema={"cve_ent": pl.String, "lugar_bajo": pl.Int64, "lugar_alto": pl.Int64})
    return otros_pesos(elegida, lista.arbol.rama(seleccion.indicador, hojas)).unidades.filter(pl.col("esquema") == "±20 %")
