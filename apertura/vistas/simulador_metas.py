"""La meta inversa del simulador: qué hace falta, exactamente y con los menos cambios, para llegar a un lugar o a un valor."""

from dataclasses import dataclass
from math import ceil

import numpy as np
import polars as pl

from apertura import formato, simulacion
from apertura.brechas.simular import TOPES, cambios_de_meta, objetivo
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.seleccion import Seleccion
from apertura.tablas import Columna, Tabla
from apertura.vistas import pares as vista_pares
from apertura.vistas import simulador, simulador_tablas
from apertura.vistas.comun import guardar

_HOLGURA = 1e-9


@dataclass(frozen=True, eq=False)
class Meta:
    """`objetivo`: el índice que se busca. `cambios`: los de METODO M6, vacíos si ya se está. `llega`: si bastan.

    `al_simulador`: los mismos cambios como los lleva la dirección; en una entidad, la media a la que llevan.
    """

    frase: str
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
    al_simulador = _al_simulador(cambios, hecho)
    datos = cambios.select("institucion", "nombre", "valor", "llegar_a", "tope", "aporte", "acumulado")
    return Meta(
        _frase(hecho, pedido, buscado, cambios, llega, seleccion), _tabla(hecho, datos, catalogo, seleccion), buscado, llega, al_simulador
    )


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


def _al_simulador(cambios: pl.DataFrame, hecho: simulador.Resultado) -> tuple[str, ...]:
    """Cada hoja con la cifra a la que llega la posición, redondeada hacia arriba para no quedarse corta."""
    pesos = dict(zip(hecho.caso.arbol.hojas, hecho.simulado.pesos, strict=True))
    hoy = dict(zip(hecho.caso.arbol.hojas, hecho.caso.hoy, strict=True))
    sumas = cambios.group_by("indicador").agg(pl.col("aporte").sum())
    nuevas = {hoja: hoy[hoja] + aporte / pesos[hoja] for hoja, aporte in sumas.iter_rows()}
    return tuple(f"{h}:{simulacion.escribir(min(1.0, ceil(nuevas[h] * 1e6 - 1e-6) / 1e6))}" for h in hecho.caso.arbol.hojas if h in nuevas)


def _frase(
    hecho: simulador.Resultado, pedido: tuple[str, float], buscado: float, cambios: pl.DataFrame, llega: bool, seleccion: Seleccion
) -> str:
    """«Para el lugar 5 de 33 (índice de 0.46, hoy 0.41) hacen falta +0.05: bastan 3 cambios.»"""
    total = hecho.lugar.total
    donde = f"el lugar {int(pedido[1])} de {total}" if pedido[0] == "lugar" else f"un índice de {formato.indice(pedido[1])}"
    indice = (
        f"índice de {formato.decimal(buscado, 4)}; {'con estos pesos, ' if seleccion.pesos else ''}hoy {formato.decimal(hecho.despues, 4)}"
    )
    if not cambios.height and llega:
        return f"Para {donde} no hace falta ningún cambio: {indice}."
    cuantos = formato.contar(cambios.height, "cambio", "cambios")
    if llega:
        parte = "; el último, sólo en parte" if cambios.height and cambios["fraccion"][-1] < 1 - _HOLGURA else ""
        comparte = " Igualar al de ese lugar es compartirlo." if pedido[0] == "lugar" else ""
        return (
            f"{simulador_tablas.ROTULO}: para {donde} ({indice}) {'basta' if cambios.height == 1 else 'bastan'} {cuantos}{parte}.{comparte}"
        )
    alcanza = hecho.despues + float(cambios["aporte"].sum())
    tope = simulacion.TOPES[seleccion.tope]
    return (
        f"{simulador_tablas.ROTULO}: {donde} no se alcanza subiendo todo hasta {tope} ({indice}). "
        f"Con {cuantos} se llegaría a {formato.decimal(alcanza, 4)}."
    )


def _tabla(hecho: simulador.Resultado, datos: pl.DataFrame, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    sellos = simulador_tablas.sellos(hecho, catalogo, seleccion)
    quien = (Columna("institucion", "Institución"),) if seleccion.simula == "entidad" else ()
    return Tabla(
        nombre="meta_simulada",
        titulo=f"{simulador_tablas.ROTULO}: qué haría falta en {hecho.caso.nombre}",
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
