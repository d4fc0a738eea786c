"""El mensaje clave de cada lámina: una frase con regla y firmeza, sacada de lo mismo que la lámina muestra."""

import numpy as np
import polars as pl

from apertura.brechas.firmeza_de_entidad import del_pais
from apertura.brechas.grupos import codificar
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.frases import Frase, decir
from apertura.frases.base import MUESTRA, PESOS
from apertura.seleccion import Seleccion, referencia
from apertura.vistas import comparar_frases, evolucion, evolucion_cambios, mapa, priorizador
from apertura.vistas.capas import hojas_de
from apertura.vistas.comun import edicion_de, guardar
from apertura.vistas.pares import medicion_de

DE_LAS_DOS = (PESOS, MUESTRA)
SIN_SORTEAR = "De esta capa no se sortean los extremos."


@guardar
def del_mapa(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> tuple[Frase, ...]:
    """Los dos extremos de la capa que se pinta; ninguna si nadie tiene dato."""
    datos = mapa.tabla(motor, catalogo, seleccion).datos.filter(pl.col(seleccion.capa).is_not_null())
    if not datos.height:
        return ()
    a_texto = mapa.a_texto(seleccion)
    leidos = [a_texto(valor) for valor in datos[seleccion.capa]]
    cuales = [leidos[int(datos[seleccion.capa].arg_max() or 0)], leidos[int(datos[seleccion.capa].arg_min() or 0)]]
    altas, bajas = ([n for n, leido in zip(datos["entidad"], leidos, strict=True) if leido == cual] for cual in cuales)
    pais = mapa.nacional(motor, catalogo, seleccion)
    depende = _de_que_dependen(motor, catalogo, seleccion, datos)
    por_que_no = SIN_SORTEAR if edicion_de(seleccion, catalogo).por_sujeto else comparar_frases.SOLO_PUBLICADAS
    porque = por_que_no if depende is None else ""
    frase = decir(
        "mapa.extremos", depende=depende, universo=edicion_de(seleccion, catalogo).universo, porque=porque,
        medida=mapa.medida(seleccion, catalogo), altas=altas, alto=cuales[0], bajas=bajas, bajo=cuales[1],
        referencia=referencia(seleccion), pais="" if pais is None else a_texto(pais),
    )  # fmt: skip
    return (frase,)


def _de_que_dependen(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, datos: pl.DataFrame) -> tuple[str, ...] | None:
    """En la capa «valor» se sortea; en las demás, y en lo publicado, no se comprueba."""
    if seleccion.capa != "valor" or not edicion_de(seleccion, catalogo).por_sujeto:
        return None
    lista = medicion_de(motor, catalogo, seleccion)
    puestos = {"orden": seleccion.ordenes, "tipo": seleccion.tipos}
    elegidos = lista.tabla.filter(*(pl.col(c).is_in(list(v)) for c, v in puestos.items() if v))
    completa = lista.arbol.completos(elegidos)
    arbol = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)]
    hojas = [lista.arbol.hojas.index(h) for h in hojas_de(seleccion.indicador, arbol, lista.arbol)]
    if not hojas or not completa.height:
        return (MUESTRA,)
    codigo, n = codificar(completa, ("cve_ent",)), completa["cve_ent"].n_unique()
    cuentas = np.bincount(codigo, minlength=n)

    def extremos(x: np.ndarray, w: np.ndarray) -> tuple[int, int]:
        medias = np.bincount(codigo, weights=x[:, hojas] @ w[hojas] / w[hojas].sum(), minlength=n) / cuentas
        return int(medias.argmax()), int(medias.argmin())

    de_hoy = extremos(lista.arbol.matriz(completa), lista.arbol.vector)
    return del_pais(completa, lista.arbol, lambda x, w: extremos(x, w) == de_hoy, con_pesos=len(hojas) > 1)


@guardar
def de_areas(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> tuple[Frase, ...]:
    """Cuántas áreas hay en la selección y cuánto subiría su media."""
    cuenta = priorizador.resumen(motor, catalogo, seleccion)
    frase = decir(
        "areas.resumen", depende=DE_LAS_DOS, universo=edicion_de(seleccion, catalogo).universo, instituciones=cuenta.n_sujetos,
        areas=cuenta.n_areas, individuales=cuenta.individuales, compartidas=cuenta.compartidas, ganancia=cuenta.ganancia,
    )  # fmt: skip
    return (frase,)


def de_comparar(motor: Motor, catalogo: Catalogo, pedida: Seleccion) -> tuple[Frase, ...]:
    """Las frases de la comparación."""
    return comparar_frases.frases(motor, catalogo, pedida)


def de_evolucion(motor: Motor, catalogo: Catalogo, pedida: Seleccion) -> tuple[Frase, ...]:
    """Un cambio por unidad con sus dos cifras, en el tramo elegido; ninguno si no se comparan."""
    tramo = evolucion.tramo_inicial(motor, catalogo, pedida)
    if tramo is None or not tramo.valido:
        return ()
    datos = evolucion.cifras(motor, catalogo, pedida).datos
    hay = [evolucion.puntas(datos, unidad, tramo.antes, tramo.despues) is not None for unidad in pedida.unidades]
    dichas = evolucion_cambios.frases(motor, catalogo, pedida, tramo.antes, tramo.despues)
    return tuple(dicha for dicha, tiene in zip(dichas, hay, strict=True) if tiene)
