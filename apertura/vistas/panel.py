"""M9 en pantalla: ¿subió o cambió la muestra? Con dos bases, la cuenta exacta; con una, un ejemplo de cuánto mueve la muestra."""

import polars as pl

from apertura.brechas.firmeza_de_entidad import de_la_muestra
from apertura.brechas.mezcla import subio_o_cambio_la_muestra
from apertura.catalogo import Catalogo, Edicion
from apertura.consultas import Motor
from apertura.frases import Frase, decir
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
    if not any(e.metrica == seleccion.metrica and e.por_sujeto for e in catalogo.ediciones.values()):
        return None
    if elegidas := bases(motor, catalogo, seleccion):
        return exacta(motor, catalogo, seleccion, *elegidas), True
    return ejemplo(motor, catalogo, seleccion), False


def frases_de_la_pagina(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> tuple[Frase, ...]:
    """Lo que se dice de la cuenta que se muestra, sea la exacta o el ejemplo."""
    if elegidas := bases(motor, catalogo, seleccion):
        return frases(motor, catalogo, seleccion, *elegidas)
    return frases_de_ejemplo(motor, catalogo, seleccion)


@guardar
def exacta(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, antes: int, despues: int) -> Tabla:
    """Una unidad por renglón: el cambio entre dos ediciones con base, en sus tres partes. Vacía si falta alguna de las bases."""
    bases = [_miembros(motor, catalogo.ediciones[(seleccion.metrica, anio)], seleccion) for anio in (antes, despues)]
    titulo = f"De {antes} a {despues}: ¿subió o cambió la muestra?"
    return _tabla(catalogo, seleccion, bases[0], bases[1], titulo, (NOTA_M9,))


def bases(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> tuple[int, int] | None:
    """Las dos ediciones con base que se comparan: las del tramo pedido o, si no, las más separadas; None si no hay dos."""
    hay = [t for t in evolucion.tramos(motor, catalogo, seleccion) if t.valido and _las_dos(catalogo, seleccion.metrica, t)]
    pedido = next((t for t in hay if t.clave == seleccion.tramo), None)
    elegido = pedido or max(hay, key=lambda t: t.despues - t.antes, default=None)
    return None if elegido is None else (elegido.antes, elegido.despues)


def _las_dos(catalogo: Catalogo, metrica: str, tramo: evolucion.Tramo) -> bool:
    return all(catalogo.ediciones[(metrica, anio)].por_sujeto for anio in (tramo.antes, tramo.despues))


@guardar
def ejemplo(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Lo mismo con la única base que hay, contra ella misma sin municipios: cuánto se mueve la media sin que nadie cambie."""
    edicion = _con_base(catalogo, seleccion.metrica)
    completa = _miembros(motor, edicion, seleccion)
    sin_municipios = completa.filter(pl.col("tipo") != "municipio")
    titulo = f"Si en {edicion.anio} no se hubieran medido los municipios (simulación)"
    return _tabla(catalogo, seleccion, completa, sin_municipios, titulo, (NOTA_EJEMPLO, NOTA_M9))


@guardar
def frases(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, antes: int, despues: int) -> tuple[Frase, ...]:
    """Una por unidad de `exacta`: cuánto cambió y si manda lo que hicieron las mismas o que se midieron otras."""
    bases = [_miembros(motor, catalogo.ediciones[(seleccion.metrica, anio)], seleccion) for anio in (antes, despues)]
    universo = catalogo.ediciones[(seleccion.metrica, antes)].universo
    filas = exacta(motor, catalogo, seleccion, antes, despues).datos.to_dicts()
    return tuple(
        decir(
            "evolucion.muestra", universo=universo, nombre=f["nombre"], de=antes, a=despues,
            depende=de_la_muestra(*(base.filter(unidad=f["unidad"]) for base in bases)),
            **{c: f[c] for c in ("cambio", "panel", "entran", "salen", "n_panel", "n_entran", "n_salen")},
        )
        for f in filas
    )  # fmt: skip


@guardar
def frases_de_ejemplo(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> tuple[Frase, ...]:
    """Una por unidad de `ejemplo`."""
    edicion = _con_base(catalogo, seleccion.metrica)
    filas = ejemplo(motor, catalogo, seleccion).datos.select("nombre", "cambio", "n_salen").iter_rows(named=True)
    return tuple(decir("evolucion.ejemplo", edicion=edicion.anio, **fila) for fila in filas)


def _con_base(catalogo: Catalogo, metrica: str) -> Edicion:
    """La última edición con resultados por sujeto."""
    return [e for e in catalogo.ediciones.values() if e.metrica == metrica and e.por_sujeto][-1]


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
            partes.append(
                subio_o_cambio_la_muestra(uno, otro, "valor").with_columns(nombre=pl.lit(catalogo.unidades[unidad]), unidad=pl.lit(unidad))
            )
    nombres = ["unidad", *(columna.nombre for columna in COLUMNAS)]
    vacia = pl.DataFrame(schema={n: pl.String if n in ("unidad", "nombre") else pl.Float64 for n in nombres})
    edicion = _con_base(catalogo, seleccion.metrica)
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
