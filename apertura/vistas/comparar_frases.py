"""Lo que se puede decir de una comparación: cada frase, con sus números y en cuántos sorteos se sostiene."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl

from apertura import formato
from apertura.brechas.arbol import Arbol
from apertura.brechas.firmeza import depende, pesos_movidos
from apertura.brechas.firmeza_de_unidades import medias_sorteadas
from apertura.brechas.incertidumbre import SORTEOS, remuestrear
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.frases import Frase, decir
from apertura.frases.reglas_de_comparar import apreciable
from apertura.seleccion import Seleccion
from apertura.unidades import clave, es_sujeto, pertenece
from apertura.vistas import comparar, lugares, pares
from apertura.vistas.capas import CERTEZA, hojas_de
from apertura.vistas.comun import edicion_de, guardar

DE_UN_CENSO = "Cifras publicadas de un censo: no lleva intervalo de remuestreo, y sin sus partes no se puede probar con otros pesos."
SOLO_PUBLICADAS = "Cifras publicadas: sin las instituciones que hay detrás no se puede decir qué tan firme es."
SIN_MUESTRA = "Son cifras de cada institución, sin muestra de por medio"
NO_SE_MUEVE = "Cada institución está sola en su orden y tipo, y el remuestreo no puede moverla."


@guardar
def frases(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> tuple[Frase, ...]:
    """Las frases de la comparación; ninguna si no hay al menos dos cifras que comparar."""
    datos = comparar.tabla(motor, catalogo, seleccion).datos
    if not datos.filter(pl.col("distancia").is_not_null()).height:
        return ()
    todas = (
        _del_indice(motor, catalogo, seleccion, datos),
        _mayor(motor, catalogo, seleccion, datos),
        _lugares(motor, catalogo, seleccion),
        _iguales(motor, catalogo, seleccion, datos),
    )
    return tuple(frase for frase in todas if frase)


def _del_indice(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, datos: pl.DataFrame) -> Frase | None:
    """Quién va arriba en el índice y por cuánto."""
    arbol = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)]
    fila = next((f for f in datos.iter_rows(named=True) if arbol[f["indicador"]].nivel == "indice" and f["distancia"] is not None), None)
    if fila is None:
        return None
    valores = {unidad: fila[unidad] for unidad in seleccion.unidades if fila[unidad] is not None}
    leidas = {catalogo.unidades[unidad]: formato.redondear(valor) for unidad, valor in valores.items()}
    numeros = {"indicador": fila["nombre"], "leidas": leidas, "umbral": float(seleccion.umbral)}
    if not fila["apreciable"]:
        return decir("comparar.indice", **numeros, **_sin_distancia(motor, catalogo, seleccion, [fila["indicador"]]))
    alta, baja = max(valores, key=valores.__getitem__), min(valores, key=valores.__getitem__)
    return decir("comparar.indice", **numeros, **_del_orden(motor, catalogo, seleccion, alta, baja))


def _mayor(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, datos: pl.DataFrame) -> Frase | None:
    """El subíndice (o la dimensión, si no hay subíndices) en que más se separan."""
    arbol = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)]
    partes = [i for i in datos["indicador"] if arbol[i].nivel == "subindice"] or [
        i for i in datos["indicador"] if arbol[i].nivel == "dimension"
    ]
    propias = datos.filter(pl.col("indicador").is_in(partes) & pl.col("apreciable"))
    if not propias.height:
        return None
    mayores = propias.filter(pl.col("distancia") == pl.col("distancia").max())
    lecturas = [(nombre, f"{lectura}.") for nombre, lectura in mayores.select("nombre", "lectura").iter_rows()]

    def es_la_misma(distancias: np.ndarray) -> np.ndarray:
        cuales = [partes.index(indicador) for indicador in mayores["indicador"]]
        return np.isin(distancias.argmax(axis=1), cuales)

    return decir("comparar.mayor_distancia", lecturas=lecturas, **_de_la_muestra(motor, catalogo, seleccion, partes, es_la_misma))


def _lugares(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Frase | None:
    """El lugar de cada entidad elegida entre las 33 posiciones, con empates a dos decimales."""
    claves = [clave(unidad) for unidad in seleccion.unidades if unidad.startswith("entidad.")]
    if not claves or not edicion_de(seleccion, catalogo).por_sujeto:
        return None
    suyos = lugares.de_cada_una(motor, catalogo, seleccion)
    partes = [(catalogo.entidades[c], suyos[c].dicho()) for c in claves if c in suyos]
    indicador = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)][seleccion.indicador].nombre_corto
    dependen = [lugares.depende_de(motor, catalogo, seleccion, c) for c in claves if c in suyos]
    juntas = tuple(dict.fromkeys(d for cada in dependen for d in cada))
    universo = edicion_de(seleccion, catalogo).universo
    return decir("comparar.lugares", depende=juntas, universo=universo, indicador=indicador, lugares=partes) if partes else None


def _iguales(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, datos: pl.DataFrame) -> Frase | None:
    """En qué indicadores no hay diferencia que valga."""
    propias = datos.filter(~pl.col("apreciable") & pl.col("distancia").is_not_null())
    if not propias.height:
        return None
    firmeza = _sin_distancia(motor, catalogo, seleccion, propias["indicador"].to_list())
    return decir("comparar.iguales", indicadores=propias["nombre"].to_list(), umbral=float(seleccion.umbral), **firmeza)


def _sin_distancia(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, indicadores: Sequence[str]) -> dict[str, Any]:
    """Si en los sorteos ninguna distancia llega a la mínima."""
    minima = float(seleccion.umbral)

    def ninguna(distancias: np.ndarray) -> np.ndarray:
        return np.array([not any(apreciable(formato.redondear(d), minima) for d in fila) for fila in distancias])

    return _de_la_muestra(motor, catalogo, seleccion, indicadores, ninguna)


def _de_la_muestra(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, indicadores: Sequence[str], afirma: Any) -> dict[str, Any]:
    """`depende` y `porque` de lo que `afirma` de las distancias (sorteos, indicadores) entre la cifra más alta y la más baja."""
    if motivo := _no_se_puede(catalogo, seleccion):
        return {"depende": None, "porque": motivo}
    edicion = edicion_de(seleccion, catalogo)
    if edicion.universo != "muestra" or all(map(es_sujeto, seleccion.unidades)):
        return {"depende": (), "universo": edicion.universo, "porque": f"{SIN_MUESTRA}."}
    medidas, conocidas = pares.medicion_de(motor, catalogo, seleccion), catalogo.indicadores[(seleccion.metrica, seleccion.edicion)]
    hojas = [hojas_de(indicador, conocidas, medidas.arbol) for indicador in indicadores]
    if not all(hojas):
        return {"depende": None, "porque": "Ese indicador no es parte del índice: no se sorteó."}
    valores = _sorteadas(motor, catalogo, seleccion) @ np.column_stack([_pesos_en(medidas.arbol, suyas) for suyas in hojas])
    se_cumple = afirma(valores.max(axis=1) - valores.min(axis=1))
    return {"depende": depende(None, se_cumple), "porque": f"Así en {_de(se_cumple)} remuestreos de las instituciones."}


def _pesos_en(arbol: Arbol, hojas: Sequence[str]) -> np.ndarray:
    """(hojas del árbol,): los pesos con que un indicador se compone de las suyas."""
    rama, pesos = arbol.rama("", hojas), np.zeros(len(arbol.hojas))
    pesos[[arbol.hojas.index(hoja) for hoja in hojas]] = rama.vector
    return pesos


@guardar
def _sorteadas(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> np.ndarray:
    """(sorteos, unidades con instituciones, hojas)."""
    medidas = pares.medicion_de(motor, catalogo, seleccion)
    miembros = [medidas.tabla.filter(pertenece(unidad)) for unidad in seleccion.unidades]
    sorteadas = medias_sorteadas([tabla for tabla in miembros if medidas.arbol.completos(tabla).height], medidas.arbol)
    return sorteadas


def _del_orden(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, alta: str, baja: str) -> dict[str, Any]:
    """M10 y M11: si el orden de las dos se sostiene al sortear sus instituciones y al mover los pesos."""
    if motivo := _no_se_puede(catalogo, seleccion):
        return {"depende": None, "porque": motivo}
    medidas = pares.medicion_de(motor, catalogo, seleccion)
    completa = medidas.arbol.completos(medidas.tabla)
    x = [medidas.arbol.matriz(completa.filter(pertenece(unidad))) for unidad in (alta, baja)]
    if not all(len(m) for m in x):
        return {"depende": None, "porque": "A una de las dos le falta alguna parte del índice: no se sorteó."}
    con_pesos = pesos_movidos(medidas.arbol) @ (x[0].mean(axis=0) - x[1].mean(axis=0)) > 0
    de_pesos = f"en {_de(con_pesos)} juegos de pesos movidos hasta 20 %"
    if medidas.universo != "muestra" or (es_sujeto(alta) and es_sujeto(baja)):
        return {"depende": depende(con_pesos, None), "universo": medidas.universo, "porque": f"{SIN_MUESTRA}; el orden es éste {de_pesos}."}
    veces = probabilidad(motor, catalogo, seleccion, alta, baja)
    if veces is None:
        return {"depende": ("muestra", *depende(con_pesos, None)), "porque": f"{NO_SE_MUEVE} El orden es éste {de_pesos}."}
    cuantas = f"en {formato.entero(veces * SORTEOS)} de {formato.entero(SORTEOS)} remuestreos de las instituciones"
    de_muestra = ("muestra",) if veces < CERTEZA else ()
    return {"depende": (*de_muestra, *depende(con_pesos, None)), "porque": f"El orden es éste {cuantas} y {de_pesos}."}


def _no_se_puede(catalogo: Catalogo, seleccion: Seleccion) -> str:
    """Por qué no se puede comprobar con sorteos; vacío si se puede."""
    edicion = edicion_de(seleccion, catalogo)
    if edicion.por_sujeto:
        return ""
    return DE_UN_CENSO if edicion.universo == "censo" else SOLO_PUBLICADAS


def _de(se_cumple: np.ndarray) -> str:
    """«198 de 200»."""
    return f"{formato.entero(int(se_cumple.sum()))} de {formato.entero(len(se_cumple))}"


def probabilidad(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, alta: str, baja: str) -> float | None:
    """P(media de `alta` > media de `baja`) al remuestrear las instituciones de cada unidad dentro de orden × tipo (M10).

    None si el sorteo no puede cambiar a nadie: con todas solas en su estrato, «1,000 de 1,000» no querría decir nada.
    """
    # Sólo las dos: remuestrear las seis costaría más y daría lo mismo, porque cada unidad se sortea aparte.
    pedida = Seleccion(metrica=seleccion.metrica, edicion=seleccion.edicion, unidades=tuple(sorted((alta, baja))))
    unidades, gana, se_mueve = _remuestreo(motor, catalogo, pedida)
    return None if not se_mueve else float(gana[unidades.index(alta), unidades.index(baja)])


@guardar
def _remuestreo(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> tuple[list[str], np.ndarray, bool]:
    medidas = pares.medicion_de(motor, catalogo, seleccion)
    campos = ["clave_sujeto", "orden", "tipo", *medidas.arbol.hojas]
    partes = [medidas.tabla.filter(pertenece(u)).select(pl.lit(u).alias("unidad"), *campos) for u in seleccion.unidades]
    miembros = medidas.arbol.completos(pl.concat(partes))
    resultado = remuestrear(miembros, medidas.arbol, medidas.universo, "unidad")
    fijos, todos = (int(resultado.lugares[campo].sum()) for campo in ("n_fijos", "n_sujetos"))
    return resultado.lugares["unidad"].to_list(), resultado.gana, fijos < todos
