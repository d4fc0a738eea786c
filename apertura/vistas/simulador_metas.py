"""La meta inversa del simulador: qué hace falta, exactamente y con los menos cambios, para llegar a un lugar o a un valor."""

from dataclasses import dataclass
from math import ceil

import numpy as np
import polars as pl

from apertura import simulacion
from apertura.brechas.simular import TOPES, cambios_de_meta, objetivo
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.frases import Frase
from apertura.frases.reglas_de_simulador import ROTULO
from apertura.seleccion import Seleccion
from apertura.tablas import Columna, Tabla
from apertura.vistas import pares as vista_pares
from apertura.vistas import simulador, simulador_tablas
from apertura.vistas.comun import guardar
from apertura.vistas.simulador_frases import Lograda, de_la_meta_inversa

_HOLGURA = 1e-9


@dataclass(frozen=True, eq=False)
class Meta:
    """`objetivo`: el índice que se busca. `cambios`: los de METODO M6, vacíos si ya se está. `llega`: si bastan.

    `al_simulador`: los mismos cambios como los lleva la dirección; en una entidad, la media a la que llevan.
    """

    frase: Frase
    tabla: Tabla
    objetivo: float
    llega: bool
    al_simulador: tuple[str, ...]


def pedida(seleccion: Seleccion, total: int) -> tuple[str, float]:
    """La meta de la dirección; sin ella, entrar al mejor cuarto. Un lugar que no existe cae al último."""
    clase, _, texto = seleccion.meta.partition(":")
    if clase == "valor":
        return "valor", float(texto)
    return "lugar", float(min(int(texto or ceil(total / 4)), total))


@guardar
def meta(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Meta | None:
    """Los menos cambios que llevan de las cifras de hoy, con los pesos de la simulación, a la meta. Exacto (M6)."""
    hecho = simulador.resultado(motor, catalogo, seleccion.con(cambios=()))
    if hecho is None:
        return None
    hoy, pedido = hecho.despues, pedida(seleccion, hecho.lugar.total)
    buscado = objetivo(hecho.simulado.indices, hecho.caso.propio, pedido)
    posibles = _de_entidad(motor, catalogo, seleccion, hecho) if seleccion.simula == "entidad" else _de_sujeto(seleccion, hecho)
    nombres = {c: i.nombre_corto for c, i in catalogo.indicadores[(seleccion.metrica, seleccion.edicion)].items()}
    cambios = cambios_de_meta(posibles, buscado - hoy).with_columns(nombre=pl.col("indicador").replace_strict(nombres, default=None))
    llega = bool(cambios["llega"].all()) if cambios.height else buscado <= hoy + _HOLGURA
    despues = _despues(cambios, hecho)
    lograda = Lograda(pedido, buscado, cambios.select("aporte", "fraccion"), np.array(list(despues.values())), llega)
    frase = de_la_meta_inversa(motor, catalogo, seleccion, hecho, lograda)
    datos = cambios.select("institucion", "nombre", "valor", "llegar_a", "tope", "aporte", "acumulado")
    movidas = set(cambios["indicador"])
    al_simulador = tuple(f"{h}:{_hacia_arriba(cifra)}" for h, cifra in despues.items() if h in movidas)
    return Meta(frase, _tabla(hecho, datos, catalogo, seleccion), buscado, llega, al_simulador)


def _de_sujeto(seleccion: Seleccion, hecho: simulador.Resultado) -> pl.DataFrame:
    """Un cambio posible por hoja."""
    caso, q = hecho.caso, TOPES[seleccion.tope]
    topes = np.ones(len(caso.hoy)) if q is None else simulador.cuantil_de(np.delete(caso.x, caso.propio, axis=0), q)
    return _posibles([caso.nombre], caso.hoy[None, :], topes[None, :], hecho, 1)


def _de_entidad(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, hecho: simulador.Resultado) -> pl.DataFrame:
    """Un cambio posible por sujeto completo de la entidad y hoja; cada uno mueve la media 1/n de lo que sube."""
    toda, q = vista_pares.medicion_de(motor, catalogo, seleccion), TOPES[seleccion.tope]
    suyos = (toda.tabla["cve_ent"] == seleccion.entidad).to_numpy() & ~np.isnan(toda.arbol.indice(toda.tabla))
    x = toda.arbol.matriz(toda.tabla)[suyos]
    base = Seleccion(metrica=seleccion.metrica, edicion=seleccion.edicion)
    topes = np.ones(x.shape) if q is None else motor.memoria(simulador.topes_de_sujetos, 8)(catalogo, base, q)[suyos]
    return _posibles(toda.tabla.filter(pl.Series(suyos))["etiqueta"].to_list(), x, topes, hecho, len(x))


def _posibles(nombres: list[str], x: np.ndarray, topes: np.ndarray, hecho: simulador.Resultado, n: int) -> pl.DataFrame:
    hojas = hecho.caso.arbol.hojas
    sube = np.nan_to_num(np.maximum(0.0, topes - x))
    return pl.DataFrame(
        {
            "institucion": [nombre for nombre in nombres for _ in hojas],
            "indicador": list(hojas) * len(nombres),
            "valor": x.ravel(),
            "tope": (x + sube).ravel(),
            "ganancia": (sube * hecho.simulado.pesos / n).ravel(),
        },
        schema_overrides={"institucion": pl.String, "indicador": pl.String},
    )


def _despues(cambios: pl.DataFrame, hecho: simulador.Resultado) -> dict[str, float]:
    """La cifra de cada hoja de la posición con los cambios, en el orden del árbol."""
    aportes = dict(cambios.group_by("indicador").agg(pl.col("aporte").sum()).iter_rows())
    filas = zip(hecho.caso.arbol.hojas, hecho.caso.hoy, hecho.simulado.pesos, strict=True)
    return {hoja: float(hoy + (aportes[hoja] / peso if hoja in aportes else 0.0)) for hoja, hoy, peso in filas}


def _hacia_arriba(cifra: float) -> str:
    """A seis decimales hacia arriba, para no quedarse corta."""
    return simulacion.escribir(min(1.0, ceil(cifra * 1e6 - 1e-6) / 1e6))


def _tabla(hecho: simulador.Resultado, datos: pl.DataFrame, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    sellos = simulador_tablas.sellos(hecho, catalogo, seleccion)
    quien = (Columna("institucion", "Institución"),) if seleccion.simula == "entidad" else ()
    return Tabla(
        nombre="meta_simulada",
        titulo=f"{ROTULO}: qué haría falta en {hecho.caso.nombre}",
        datos=datos,
        columnas=(
            *quien,
            Columna("nombre", "Indicador"),
            Columna("valor", "Hoy", "indice", "0 a 1", "La cifra de la edición."),
            Columna("llegar_a", "Llegar a", "decimal4", "0 a 1", "La cifra que basta; en el último cambio puede ser menos que el tope."),
            Columna("tope", "Tope", "decimal4", "0 a 1", f"Hasta dónde se admite subir: {simulacion.TOPES[seleccion.tope]}."),
            Columna("aporte", "Sube el índice", "decimal4", "puntos del índice", "Peso × cambio (entre los sujetos de la entidad)."),
            Columna("acumulado", "Acumulado", "decimal4", "puntos del índice", "Lo que suman este cambio y los anteriores."),
        ),
        procedencia=sellos,
        notas=simulador_tablas.notas(seleccion),
        consulta="resultados_por_sujeto",
        parametros={"metrica": seleccion.metrica, "edicion": seleccion.edicion},
    )
