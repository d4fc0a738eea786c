"""Simulador: ¿qué pasa si cambian las cifras o los pesos? Hoy y después, el lugar y la meta inversa. Todo va rotulado «Simulación».

La cifra de hoy y la de después salen del mismo árbol (Σ w·x); la de la fuente puede diferir a lo más en 0.0001 por redondeo.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from apertura import formato, simulacion
from apertura.brechas.arbol import Arbol, Matriz, Vector
from apertura.brechas.posicion import lugares
from apertura.brechas.resumen import cuantil_de_pares
from apertura.brechas.simular import Simulado, con_cambios, con_pesos_relativos, simular
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.seleccion import Seleccion
from apertura.texto import normalizar as normalizar_texto
from apertura.vistas import pares as vista_pares
from apertura.vistas.comun import edicion_de, guardar
from apertura.vistas.entidad import Lugar

CUANTILES = {"p50": 0.5, "p75": 0.75}


@dataclass(frozen=True, eq=False)
class Caso:
    """De quién es la simulación y contra quién se ordena. `x` (posiciones, hojas), con la propia en `propio`.

    `metas`: por cuantil de los pares, a qué cifra se llega en cada hoja. `n` son los sujetos que hay detrás de la cifra propia.
    """

    nombre: str
    arbol: Arbol
    claves: list[str]
    nombres: list[str]
    x: Matriz
    propio: int
    metas: dict[str, Vector]
    grupo: str
    n: int

    @property
    def hoy(self) -> Vector:
        """Las cifras propias, (hojas,)."""
        return self.x[self.propio]


@dataclass(frozen=True, eq=False)
class Resultado:
    """Lo simulado, con su árbol y los lugares ya contados; los de «entre» son sin la Federación (sólo en una entidad)."""

    caso: Caso
    arbol: Arbol
    simulado: Simulado
    lugar_hoy: Lugar
    lugar: Lugar
    entre_hoy: Lugar | None
    entre: Lugar | None

    @property
    def hoy(self) -> float:
        """El índice de hoy, con los pesos oficiales."""
        return float(self.simulado.indices_hoy[self.caso.propio])

    @property
    def despues(self) -> float:
        """El índice simulado."""
        return float(self.simulado.indices[self.caso.propio])


@guardar
def caso(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Caso | None:
    """Quién se simula; None si no se ha elegido, si no se evaluó en la edición o si le falta alguna hoja."""
    if not edicion_de(seleccion, catalogo).por_sujeto:
        return None
    elegido = _de_entidad(motor, catalogo, seleccion) if seleccion.simula == "entidad" else _de_sujeto(motor, catalogo, seleccion)
    return elegido if elegido and not np.isnan(elegido.hoy).any() else None


def de_que_depende(seleccion: Seleccion) -> Seleccion:
    """Lo que define el caso: mover una cifra o un peso no vuelve a formar los pares."""
    s = seleccion
    comunes = {"metrica": s.metrica, "edicion": s.edicion, "simula": s.simula}
    if s.simula == "entidad":
        return Seleccion(**comunes, entidad=s.entidad)
    return Seleccion(**comunes, sujeto=s.sujeto, pares=s.pares, lista=s.lista)


def _de_sujeto(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Caso | None:
    grupo = vista_pares.grupo(motor, catalogo, seleccion)
    if grupo is None:
        return None
    arbol = grupo.medicion.arbol
    x = arbol.matriz(grupo.tabla)
    tipo = catalogo.tipos_plural[grupo.tabla["tipo"][0]]
    return Caso(
        nombre=catalogo.sujetos[seleccion.sujeto],
        arbol=arbol,
        claves=grupo.tabla["clave_sujeto"].to_list(),
        nombres=grupo.tabla["etiqueta"].to_list(),
        x=x,
        propio=0,
        metas={clave: cuantil_de(x[1:], q) for clave, q in CUANTILES.items()},
        grupo=vista_pares.en_palabras(grupo, catalogo, tipo),
        n=1,
    )


def cuantil_de(ajenos: Matriz, q: float) -> Vector:
    """Q_q de los demás en cada hoja; NaN donde nadie tiene dato."""
    columnas = [columna[~np.isnan(columna)] for columna in ajenos.T]
    return np.array([np.quantile(columna, q) if columna.size else np.nan for columna in columnas])


def _de_entidad(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Caso | None:
    """La media de los sujetos completos de cada entidad; las metas, la de llevar a cada sujeto al cuantil de sus pares."""
    toda = vista_pares.medicion_de(motor, catalogo, seleccion)
    completa = toda.arbol.completos(toda.tabla)
    hojas = list(toda.arbol.hojas)
    medias = completa.group_by("cve_ent").agg(pl.col(hojas).mean(), pl.len().alias("_n")).sort("cve_ent")
    propia = medias["cve_ent"].index_of(seleccion.entidad) if seleccion.entidad else None
    if propia is None:
        return None
    claves = medias["cve_ent"].to_list()
    return Caso(
        nombre=catalogo.entidades[seleccion.entidad],
        arbol=toda.arbol,
        claves=claves,
        nombres=[catalogo.entidades[clave] for clave in claves],
        x=toda.arbol.matriz(medias),
        propio=propia,
        metas={clave: media_con_tope(motor, catalogo, seleccion, q) for clave, q in CUANTILES.items()},
        grupo="las 32 entidades y la Federación" if "FED" in claves and len(claves) == 33 else f"{len(claves)} posiciones",
        n=int(medias["_n"][propia]),
    )


def media_con_tope(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, q: float) -> Vector:
    """La media de la entidad si cada sujeto completo llegara al cuantil de sus pares (o se quedara donde está, si ya lo pasa)."""
    toda = vista_pares.medicion_de(motor, catalogo, seleccion)
    topes = motor.memoria(topes_de_sujetos, 8)(catalogo, Seleccion(metrica=seleccion.metrica, edicion=seleccion.edicion), q)
    suyos = (toda.tabla["cve_ent"] == seleccion.entidad).to_numpy() & ~np.isnan(toda.arbol.indice(toda.tabla))
    return np.fmax(toda.arbol.matriz(toda.tabla)[suyos], topes[suyos]).mean(axis=0)


def topes_de_sujetos(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, q: float) -> Matriz:
    """(sujetos, hojas): el cuantil de los pares (orden y tipo) de cada sujeto, sin contarlo."""
    toda = vista_pares.medicion_de(motor, catalogo, seleccion)
    return cuantil_de_pares(toda.arbol.matriz(toda.tabla), vista_pares.formados(motor, catalogo, seleccion), q)


@guardar
def resultado(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Resultado | None:
    """El índice y los lugares de hoy y después; None si no hay a quién simular."""
    elegido = caso(motor, catalogo, de_que_depende(seleccion))
    if elegido is None:
        return None
    arbol = con_pesos_relativos(elegido.arbol, {h: float(t) for h, t in simulacion.pares(seleccion.pesos).items()})
    if not seleccion.pesos:
        arbol = elegido.arbol
    hecho = simular(
        elegido.x, elegido.propio, con_cambios(elegido.arbol.hojas, elegido.hoy, destinos(seleccion), elegido.metas), elegido.arbol, arbol
    )
    propia, sin_fed = elegido.propio, [i for i, clave in enumerate(elegido.claves) if clave != "FED"]
    entre = seleccion.simula == "entidad" and propia in sin_fed and len(sin_fed) < len(elegido.claves)
    nueva = sin_fed.index(propia) if entre else 0
    return Resultado(
        elegido,
        arbol,
        hecho,
        lugar_de(hecho.indices_hoy, propia),
        lugar_de(hecho.indices, propia),
        lugar_de(hecho.indices_hoy[sin_fed], nueva) if entre else None,
        lugar_de(hecho.indices[sin_fed], nueva) if entre else None,
    )


def destinos(seleccion: Seleccion) -> dict[str, float | str]:
    """A dónde va cada hoja: un número, «p50» o «p75»."""
    return {h: t if t in simulacion.PASOS else float(t) for h, t in simulacion.pares(seleccion.cambios).items()}


def lugar_de(indices: Vector, propio: int) -> Lugar:
    """El lugar sin redondear y con cuántos empata a dos decimales, como se cuenta en la página de la entidad."""
    con_dato = indices[~np.isnan(indices)]
    leidas = [formato.redondear(v) for v in con_dato]
    leida = formato.redondear(float(indices[propio]))
    return Lugar(int(lugares(indices)[propio]), len(con_dato), leidas.count(leida), 1 + sum(v > leida for v in leidas))


def instituciones(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, cve_ent: str) -> dict[str, str]:
    """Los sujetos de una entidad con resultado en la edición, por clave, en orden alfabético."""
    tabla = vista_pares.medicion_de(motor, catalogo, seleccion).tabla.filter(pl.col("cve_ent") == cve_ent)
    return dict(sorted(tabla.select("clave_sujeto", "etiqueta").iter_rows(), key=lambda fila: normalizar_texto(fila[1])))


def entidad_de(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> str:
    """La entidad en la que se busca la institución: la de la elegida o, sin ella, la entidad elegida."""
    tabla = vista_pares.medicion_de(motor, catalogo, seleccion).tabla
    fila = tabla["clave_sujeto"].index_of(seleccion.sujeto) if seleccion.sujeto else None
    return seleccion.entidad if fila is None else str(tabla["cve_ent"][fila])
