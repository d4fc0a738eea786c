"""Áreas de oportunidad: qué institución × indicador atender primero en la selección, y a dónde llevaría a cada entidad.

Los números son del motor (`apertura/brechas/prioridades.py`, METODO §3: M2, M4, M5, M6 y M13); aquí se les pone nombre.
"""

from dataclasses import dataclass

import polars as pl

from apertura import formato
from apertura.brechas.a_quien import preguntar_por_todas
from apertura.brechas.ficha import Medicion
from apertura.brechas.grupos import NIVELES, Estrategia, Pares, formar
from apertura.brechas.panel import Panel
from apertura.brechas.posicion import RUIDO
from apertura.brechas.prioridades import areas as calcular_areas
from apertura.catalogo import Catalogo, Edicion
from apertura.consultas import Motor
from apertura.seleccion import Seleccion
from apertura.vistas.comun import edicion_de, guardar
from apertura.vistas.pares import medicion, opciones
from apertura.vistas.saltos import panel_de

PAGINA = "areas_de_oportunidad"


@dataclass(frozen=True, eq=False)
class Base:
    """Una edición calculada: sus pares, todas sus áreas por prioridad y, si hay dos bases que se comparen, el panel."""

    medicion: Medicion
    pares: Pares
    areas: pl.DataFrame
    panel: Panel | None = None


@dataclass(frozen=True)
class Resumen:
    """Lo que hay en la selección. `ganancia` es lo que subiría su media si todas llegaran a sus metas.

    `sin_meta`: rezago compartido donde nadie del grupo está más alto, y por eso no hay ganancia que prometer. `pocos_pares`:
    instituciones cuyo grupo no llega a ocho ni ampliado.
    """

    n_sujetos: int
    n_celdas: int
    n_areas: int
    individuales: int
    compartidas: int
    sin_meta: int
    pocos_pares: int
    con_ganancia: int
    ganancia: float


def base(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Base:
    """El cálculo de la edición y los pares elegidos, que se recuerda: los filtros sólo eligen renglones."""
    panel = panel_de(motor, catalogo, seleccion)
    return motor.memoria(_base, 3)(edicion_de(seleccion, catalogo), estrategia(motor, catalogo, seleccion), panel)


def grupos(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> dict[str, str]:
    """Los grupos de pares que valen para todos a la vez; la lista propia y el perfil son de una sola institución."""
    return {clave: nombre for clave, nombre in opciones(motor, catalogo, seleccion).items() if clave in NIVELES}


def estrategia(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Estrategia:
    """La que pide la dirección, si vale para todos; si no, la común (mismo orden y tipo)."""
    return Estrategia(seleccion.pares) if seleccion.pares in grupos(motor, catalogo, seleccion) else Estrategia()


def elegidas(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> pl.DataFrame:
    """Los sujeto × hoja que dejan los filtros, por prioridad, sean o no área de oportunidad."""
    puestos = {"cve_ent": seleccion.entidades, "orden": seleccion.ordenes, "tipo": seleccion.tipos}
    condiciones = [pl.col(columna).is_in(list(valores)) for columna, valores in puestos.items() if valores]
    return base(motor, catalogo, seleccion).areas.filter(*condiciones)


@guardar
def resumen(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Resumen:
    """Cuántas instituciones, cuántas áreas y de qué clase, y cuánto subiría la media de la selección."""
    celdas = elegidas(motor, catalogo, seleccion)
    clase, ganancia = pl.col("clase"), pl.col("ganancia")
    cuenta = celdas.select(
        n_sujetos=pl.col("clave_sujeto").n_unique(),
        n_celdas=pl.len(),
        n_areas=pl.col("es_area").sum(),
        individuales=(clase == "individual").sum(),
        compartidas=(clase == "compartido").sum(),
        sin_meta=((clase == "compartido") & (pl.col("salto") <= RUIDO + 1e-12)).sum(),
        pocos_pares=pl.col("clave_sujeto").filter("pocos_pares").n_unique(),
        con_ganancia=pl.col("clave_sujeto").filter(ganancia > 0).n_unique(),
        ganancia=ganancia.sum() / pl.max_horizontal(pl.col("clave_sujeto").n_unique(), pl.lit(1)),
    ).row(0, named=True)
    return Resumen(**cuenta)


def a_quien(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, celdas: pl.DataFrame) -> pl.Series:
    """A quién preguntar en cada renglón (M13), en un texto; «—» si nadie cumple o ya se está en la meta."""
    calculada = base(motor, catalogo, seleccion)
    tabla = calculada.medicion.tabla
    utiles = celdas.with_row_index("_fila").filter(pl.col("salto") > RUIDO + 1e-12)
    respuestas = preguntar_por_todas(tabla, calculada.medicion.arbol, calculada.pares, utiles)
    nombres = tabla["etiqueta"]
    textos = dict(zip(utiles["_fila"], ("; ".join(nombres[fila] for fila in filas) for filas in respuestas), strict=True))
    return pl.Series("a_quien", [textos.get(fila) or "—" for fila in range(celdas.height)], pl.String)


def etiquetas(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> pl.DataFrame:
    """`clave_sujeto`, `etiqueta` y `entidad` de los sujetos de la edición."""
    return base(motor, catalogo, seleccion).medicion.tabla.select("clave_sujeto", "etiqueta", "entidad")


def nombres(indicador: pl.Expr, catalogo: Catalogo, seleccion: Seleccion) -> pl.Expr:
    """El nombre corto de cada indicador."""
    arbol = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)]
    return indicador.replace_strict({clave: i.nombre_corto for clave, i in arbol.items()}, default=indicador)


def parametros(seleccion: Seleccion) -> dict[str, object]:
    """Métrica, edición y los filtros puestos, como se escriben en las descargas."""
    puestos = {"entidades": seleccion.entidades, "ordenes": seleccion.ordenes, "tipos": seleccion.tipos}
    comunes = {"metrica": seleccion.metrica, "edicion": seleccion.edicion, "pares": seleccion.pares}
    return {**comunes, **{c: list(v) or None for c, v in puestos.items()}}


def alcanzable(proporcion: float | None, cercanos: int) -> str:
    """«6 de 15»: de los pares con índice más parecido, cuántos ya están en la meta."""
    return formato.SIN_DATO if proporcion is None else f"{formato.entero(proporcion * cercanos)} de {cercanos}"


def _base(motor: Motor, edicion: Edicion, pedida: Estrategia, panel: Panel | None) -> Base:
    medida = motor.memoria(medicion, 4)(edicion)
    pares = formar(medida.tabla, medida.arbol, pedida)
    return Base(medida, pares, calcular_areas(medida.tabla, medida.arbol, pares, panel), panel)
