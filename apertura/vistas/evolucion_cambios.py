"""Si una cifra cambió entre dos ediciones que se comparan, y de qué depende decirlo."""

from typing import Any

import numpy as np
import polars as pl

from apertura import formato
from apertura.brechas.firmeza import depende, pesos_movidos
from apertura.brechas.firmeza_de_unidades import medias_sorteadas
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.frases import Frase, decir
from apertura.seleccion import Seleccion
from apertura.tablas import Columna, Tabla
from apertura.unidades import es_sujeto, pertenece
from apertura.vistas import evolucion
from apertura.vistas.capas import hojas_de
from apertura.vistas.comun import guardar
from apertura.vistas.pares import medicion

UNA_SOLA_FUENTE = " La más reciente sale de una sola fuente secundaria."


@guardar
def frases(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, antes: int, despues: int) -> tuple[Frase, ...]:
    """Una por unidad: si su cifra subió, bajó, no cambió o no se puede decir. Sólo se pide para tramos válidos."""
    datos = evolucion.cifras(motor, catalogo, seleccion).datos
    return tuple(_de_unidad(motor, catalogo, seleccion, datos, unidad, antes, despues) for unidad in seleccion.unidades)


@guardar
def cambios(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, antes: int, despues: int) -> Tabla:
    """Una unidad por renglón: sus dos cifras del mismo origen, el cambio como se lee y qué tan firme es."""
    datos, dichas = evolucion.cifras(motor, catalogo, seleccion).datos, frases(motor, catalogo, seleccion, antes, despues)
    filas = [_fila(datos, unidad, catalogo, dicha, antes, despues) for unidad, dicha in zip(seleccion.unidades, dichas, strict=True)]
    numeros = {"antes": pl.Float64, "despues": pl.Float64, "cambio": pl.Float64}
    textos = dict.fromkeys(("origen", "lectura", "firmeza", "porque"), pl.String)
    return Tabla(
        nombre="cambio_entre_ediciones",
        titulo=f"{evolucion.nombre_del_indicador(catalogo, seleccion)}: de {antes} a {despues}",
        datos=pl.DataFrame(filas, schema={"unidad": pl.String, "nombre": pl.String, **numeros, **textos}, orient="row"),
        columnas=(
            Columna("nombre", "Unidad"),
            Columna("antes", str(antes), "indice", "0 a 1"),
            Columna("despues", str(despues), "indice", "0 a 1"),
            Columna("cambio", "Cambio", "diferencia", "0 a 1", "Resta de las dos cifras como se leen; 0.01 o menos es redondeo."),
            Columna("origen", "Origen"),
            Columna("firmeza", "Qué tan firme"),
            Columna("porque", "De qué depende"),
        ),
        procedencia=evolucion.sellos(seleccion, catalogo),
        notas=("No se restan una cifra calculada y una publicada.", evolucion.NOTA_LECTURA),
        consulta="publicado_de_unidades",
        parametros={"metrica": seleccion.metrica, "unidades": list(seleccion.unidades)},
    )


def _fila(datos: pl.DataFrame, unidad: str, catalogo: Catalogo, dicha: Frase, antes: int, despues: int) -> tuple[object, ...]:
    hay = evolucion.puntas(datos, unidad, antes, despues)
    lectura, firmeza = dicha.texto.removesuffix("."), dicha.firmeza or "sin comprobar"
    if hay is None:
        return unidad, catalogo.unidades[unidad], None, None, None, formato.SIN_DATO, lectura, formato.SIN_DATO, dicha.porque
    uno, otro = hay
    salto = formato.redondear(formato.redondear(otro["valor"]) - formato.redondear(uno["valor"]))
    origen = " y ".join(dict.fromkeys([uno["origen"], otro["origen"]]))
    return unidad, catalogo.unidades[unidad], uno["valor"], otro["valor"], salto, origen, lectura, firmeza, dicha.porque


def _de_unidad(
    motor: Motor, catalogo: Catalogo, seleccion: Seleccion, datos: pl.DataFrame, unidad: str, antes: int, despues: int
) -> Frase:  # fmt: skip
    hay = evolucion.puntas(datos, unidad, antes, despues)
    numeros: dict[str, Any] = {"nombre": catalogo.unidades[unidad], "de": antes, "a": despues}
    if hay is None:
        return decir("evolucion.cambio", depende=None, antes=None, despues=None, **numeros)
    uno, otro = hay
    return decir(
        "evolucion.cambio", antes=uno["valor"], despues=otro["valor"], **numeros, **_firmeza(motor, catalogo, seleccion, unidad, uno, otro)
    )


def _firmeza(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, unidad: str, uno: dict, otro: dict) -> dict[str, Any]:
    antes, despues = uno["edicion"], otro["edicion"]
    if es_sujeto(unidad):
        una = UNA_SOLA_FUENTE if otro["confianza"] == "media" else ""
        return {"depende": (), "porque": f"Es la misma institución en las dos ediciones: no depende de la muestra.{una}"}
    n0, n1 = (formato.entero(catalogo.ediciones[(seleccion.metrica, anio)].evaluados) for anio in (antes, despues))
    if uno["origen"] != evolucion.CALCULADA:
        son = f"{n0} instituciones en {antes} y {n1} en {despues}, que no son las mismas"
        return {"depende": None, "porque": f"Cifras publicadas de {son}: sin sus bases no se puede decir qué tan firme es."}
    return _con_bases(motor, catalogo, seleccion, unidad, antes, despues)


def _con_bases(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, unidad: str, antes: int, despues: int) -> dict[str, Any]:
    """El sentido del cambio, con las instituciones de cada edición sorteadas aparte (M10) y con los pesos movidos (M11)."""
    ediciones = [catalogo.ediciones[(seleccion.metrica, anio)] for anio in (antes, despues)]
    medidas = [motor.memoria(medicion, 4)(edicion) for edicion in ediciones]
    conocidas = [catalogo.indicadores[(seleccion.metrica, anio)] for anio in (antes, despues)]
    hojas = [hojas_de(seleccion.indicador, c, m.arbol) for c, m in zip(conocidas, medidas, strict=True)]
    if not all(hojas):
        return {"depende": None, "porque": "Ese indicador no es parte del índice en las dos ediciones: no se sorteó."}
    ramas = [m.arbol.rama(seleccion.indicador, h) for m, h in zip(medidas, hojas, strict=True)]
    miembros = [m.tabla.filter(pertenece(unidad)) for m in medidas]
    x = [rama.matriz(rama.completos(tabla)).mean(axis=0) for rama, tabla in zip(ramas, miembros, strict=True)]
    base = np.sign(x[1] @ ramas[1].vector - x[0] @ ramas[0].vector)
    sorteos = [medias_sorteadas([tabla], rama)[:, 0] @ rama.vector for rama, tabla in zip(ramas, miembros, strict=True)]
    n = min(len(s) for s in sorteos)
    # La segunda edición, al revés: con la misma semilla, si no, los dos sorteos irían a la par.
    muestra = np.sign(sorteos[1][:n][::-1] - sorteos[0][:n]) == base
    pesos = None
    if len(hojas[0]) > 1 and hojas[0] == hojas[1]:
        movidos = pesos_movidos(ramas[0])
        pesos = np.sign(movidos @ (x[1] - x[0])) == base
    dicho = f"El sentido es éste en {formato.entero(int(muestra.sum()))} de {formato.entero(n)} remuestreos"
    de_pesos = "" if pesos is None else f" y en {formato.entero(int(pesos.sum()))} de {formato.entero(len(pesos))} juegos de pesos"
    return {"depende": depende(pesos, muestra), "universo": ediciones[0].universo, "porque": f"{dicho}{de_pesos}."}
