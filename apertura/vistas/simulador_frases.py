"""Lo que se dice de una simulación, y de qué depende: de los demás que se midieron, de los pesos o de nada."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from apertura import formato, simulacion
from apertura.brechas.arbol import Matriz, Vector
from apertura.brechas.firmeza_de_unidades import Sorteo, de_la_meta, del_lugar_simulado, pares_sorteados
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.frases import Frase, decir, en_texto
from apertura.frases import reglas_de_simulador as reglas
from apertura.seleccion import Seleccion
from apertura.vistas.comun import edicion_de, guardar
from apertura.vistas.simulador import Resultado, resultado
from apertura.vistas.sorteos import medias_de_entidades

_HOLGURA = 1e-9


@guardar
def del_resultado(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Frase | None:
    """El supuesto, y el índice y el lugar de antes y después, con sus empates; None si no hay a quién simular."""
    hecho = resultado(motor, catalogo, seleccion)
    if hecho is None:
        return None
    cambios, pesos = lo_que_cambia(hecho, catalogo, seleccion)
    if not cambios and not pesos:
        return decir("simulador.sin_cambios", hoy=hecho.hoy, lugar=hecho.lugar_hoy.dicho(), grupo=hecho.caso.grupo)
    x, propio, sorteadas = _posiciones(motor, catalogo, seleccion, hecho)
    return decir(
        "simulador.resultado", depende=del_lugar_simulado(x, propio, hecho.simulado.despues, hecho.arbol, sorteadas),
        universo=edicion_de(seleccion, catalogo).universo, cambios=cambios, pesos=pesos, hoy=hecho.hoy, despues=hecho.despues,
        lugar_hoy=hecho.lugar_hoy.dicho(), lugar=hecho.lugar.dicho(), grupo=hecho.caso.grupo,
    )  # fmt: skip


def lo_que_cambia(
    hecho: Resultado, catalogo: Catalogo, seleccion: Seleccion
) -> tuple[list[tuple[str, float, float]], list[tuple[str, str]]]:
    """Cada indicador que se mueve, de cuánto a cuánto; y los pesos, si no son los oficiales."""
    nombres = {c: i.nombre_corto for c, i in catalogo.indicadores[(seleccion.metrica, seleccion.edicion)].items()}
    s, hojas = hecho.simulado, hecho.caso.arbol.hojas
    cambios = [(nombres[h], float(a), float(d)) for h, a, d in zip(hojas, s.hoy, s.despues, strict=True) if abs(a - d) > 1e-12]
    pesos = [(nombres[h], formato.porcentaje(float(p))) for h, p in zip(hojas, s.pesos, strict=True)] if seleccion.pesos else []
    return cambios, pesos


def supuestos(hecho: Resultado, catalogo: Catalogo, seleccion: Seleccion) -> str:
    """«si Transparencia ciudadana pasa de 0.10 a 0.80; los pesos son: …», o «sin cambios»."""
    return reglas.supuestos(*lo_que_cambia(hecho, catalogo, seleccion))


@dataclass(frozen=True, eq=False)
class Lograda:
    """La respuesta de M6. `pedido`: («lugar», k) o («valor», v); `buscado`, el índice que hace falta; `cambios`, uno por renglón con
    su `aporte` y su `fraccion`; `despues` (hojas,), las cifras de la posición con ellos; `llega`, si bastan.
    """

    pedido: tuple[str, float]
    buscado: float
    cambios: pl.DataFrame
    despues: Vector
    llega: bool


def de_la_meta_inversa(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, hecho: Resultado, meta: Lograda) -> Frase:
    """Cuántos cambios bastan, que no hace falta ninguno o que no se llega. `hecho`: la simulación sin cambios."""
    cuantos, depende = meta.cambios.height, ()
    if cuantos and meta.llega:
        x, propio, sorteadas = _posiciones(motor, catalogo, seleccion, hecho)
        depende = de_la_meta(x, propio, meta.despues, hecho.arbol, sorteadas, meta.pedido)
    en_parte = cuantos > 0 and float(meta.cambios["fraccion"][-1]) < 1 - _HOLGURA
    return decir(
        "simulador.meta", depende=depende, universo=edicion_de(seleccion, catalogo).universo,
        destino=en_texto("simulador.destino", clase=meta.pedido[0], cuanto=meta.pedido[1], total=hecho.lugar.total),
        buscado=meta.buscado, hoy=hecho.despues, otros_pesos=bool(seleccion.pesos), cambios=cuantos, en_parte=en_parte,
        tope=simulacion.TOPES[seleccion.tope], llega=meta.llega, alcanza=hecho.despues + float(meta.cambios["aporte"].sum()),
    )  # fmt: skip


def _posiciones(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, hecho: Resultado) -> tuple[Matriz, int, Sorteo | None]:
    """Las posiciones con todas sus cifras, cuál es la propia y, si hubo muestra, sus sorteos."""
    x, edicion = hecho.caso.x, edicion_de(seleccion, catalogo)
    completas = np.flatnonzero(np.all(np.isfinite(x), axis=1))
    propio = int(np.searchsorted(completas, hecho.caso.propio))
    if edicion.universo != "muestra":
        return x[completas], propio, None
    if seleccion.simula == "entidad":
        _, sorteadas = medias_de_entidades(motor, edicion)
        return x[completas], propio, sorteadas
    return x[completas], propio, pares_sorteados(x[completas], propio)
