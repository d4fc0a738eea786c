"""M9 en pantalla: ¿subió o cambió la muestra? Con dos bases, la cuenta exacta; con una, un ejemplo de cuánto mueve la muestra."""

import polars as pl

from apertura.brechas.mezcla import subio_o_cambio_la_muestra
from apertura.catalogo import Catalogo, Edicion
from apertura.consultas import Motor
from apertura.seleccion import Seleccion
from apertura.tablas import Columna, Tabla
from apertura.vistas import evolucion
from apertura.vistas.comun import fuente, guardar, procedencia

NOTA_M9 = "Cambio = panel (las mismas instituciones) + entran + salen; la suma es exacta (METODO, M9)."
NOTA_EJEMPLO = (
    "Simulación, no un resultado: es la misma base, sin sus municipios. Nadie subió ni bajó, y sin embargo la media se mueve. "
    "Por eso la diferencia entre dos ediciones no basta para decir que alguien mejoró."
)
COLUMNAS = (
    Columna("nombre", "Unidad"),
    Columna("n_panel", "En las dos", "entero", "sujetos", "Instituciones que están en las dos muestras."),
    Columna("n_entran", "Entran", "entero", "sujetos"),
    Columna("n_salen", "Salen", "entero", "sujetos"),
    Columna("cambio", "Cambio de la media", "decimal4", "0 a 1"),
    Columna("panel", "Por las mismas", "decimal4", "0 a 1", "Lo que cambiaron las instituciones que están en las dos."),
    Columna("entran", "Por las que entran", "decimal4", "0 a 1"),
    Columna("salen", "Por las que salen", "decimal4", "0 a 1"),
)


def de_la_pagina(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> tuple[Tabla, bool] | None:
    """La cuenta que se muestra y si es la exacta (hay dos bases) o el ejemplo con la única; None si no hay ninguna base."""
    con_base = [e.anio for e in catalogo.ediciones.values() if e.metrica == seleccion.metrica and e.por_sujeto]
    if not con_base:
        return None
    antes, despues = catalogo.tramos(seleccion.metrica).get(seleccion.tramo, (con_base[0], con_base[-1]))
    if antes != despues and {antes, despues} <= set(con_base):
        return exacta(motor, catalogo, seleccion, antes, despues), True
    return ejemplo(motor, catalogo, seleccion), False


@guardar
def exacta(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, antes: int, despues: int) -> Tabla:
    """Una unidad por renglón: el cambio entre dos ediciones con base, en sus tres partes. Vacía si falta alguna de las bases."""
    bases = [_miembros(motor, catalogo.ediciones[(seleccion.metrica, anio)], seleccion) for anio in (antes, despues)]
    titulo = f"De {antes} a {despues}: ¿subió o cambió la muestra?"
    return _tabla(catalogo, seleccion, bases[0], bases[1], titulo, (NOTA_M9,))


@guardar
def ejemplo(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Lo mismo con la única base que hay, contra ella misma sin municipios: cuánto se mueve la media sin que nadie cambie."""
    edicion = next(e for e in catalogo.ediciones.values() if e.metrica == seleccion.metrica and e.por_sujeto)
    completa = _miembros(motor, edicion, seleccion)
    sin_municipios = completa.filter(pl.col("tipo") != "municipio")
    titulo = f"Si en {edicion.anio} no se hubieran medido los municipios (simulación)"
    return _tabla(catalogo, seleccion, completa, sin_municipios, titulo, (NOTA_EJEMPLO, NOTA_M9))


def tiene_base(catalogo: Catalogo, metrica: str, anio: int) -> bool:
    """Si de esa edición hay resultados institución por institución."""
    return catalogo.ediciones[(metrica, anio)].por_sujeto


def _miembros(motor: Motor, edicion: Edicion, seleccion: Seleccion) -> pl.DataFrame:
    return motor.consultar(
        "distribucion_de_unidades", metrica=edicion.metrica, edicion=edicion.anio, indicador=seleccion.indicador,
        unidades=[unidad for unidad in seleccion.unidades if not unidad.startswith("sujeto.")],
    )  # fmt: skip


def _tabla(
    catalogo: Catalogo, seleccion: Seleccion, antes: pl.DataFrame, despues: pl.DataFrame, titulo: str, notas: tuple[str, ...]
) -> Tabla:
    partes = []
    for unidad in seleccion.unidades:
        uno, otro = antes.filter(unidad=unidad), despues.filter(unidad=unidad)
        if uno.height and otro.height:
            partes.append(subio_o_cambio_la_muestra(uno, otro, "valor").with_columns(nombre=pl.lit(catalogo.unidades[unidad])))
    nombres = [columna.nombre for columna in COLUMNAS]
    vacia = pl.DataFrame(schema={n: pl.String if n == "nombre" else pl.Float64 for n in nombres})
    edicion = next(e for e in catalogo.ediciones.values() if e.metrica == seleccion.metrica and e.por_sujeto)
    return Tabla(
        nombre="subio_o_cambio_la_muestra",
        titulo=titulo,
        datos=pl.concat([parte.select(nombres) for parte in partes]) if partes else vacia,
        columnas=COLUMNAS,
        procedencia=procedencia(evolucion.de_que_depende(seleccion), catalogo, "evolucion", True, titulo, fuente(edicion)),
        notas=notas,
        consulta="distribucion_de_unidades",
        parametros={"metrica": seleccion.metrica, "indicador": seleccion.indicador, "unidades": list(seleccion.unidades)},
    )
