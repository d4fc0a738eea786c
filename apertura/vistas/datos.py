"""Datos: facetas con conteo, la tabla filtrada y lo publicado de cada edición."""

from dataclasses import dataclass, replace

import polars as pl

from apertura import formato
from apertura.catalogo import Catalogo
from apertura.consultas import Motor, consultas
from apertura.seleccion import Seleccion
from apertura.tablas import Columna, Tabla
from apertura.vistas import anchos
from apertura.vistas.comun import (
    ENTIDAD,
    NOTA_REDONDEO,
    ORDEN,
    SUJETO,
    TIPO,
    edicion_de,
    enlace,
    filtros,
    fuente_publicada,
    guardar,
    procedencia,
)

AMBITOS = {"nacional": "Nacional", "entidad": "Entidad", "orden": "Orden", "tipo": "Tipo", "sujeto": "Sujeto obligado"}
RENGLONES_EN_PANTALLA = 1000
NOTA_MJA = "Es un censo de otro universo: no se suma ni se promedia con la MGA, y sus dimensiones no equivalen."


@dataclass(frozen=True)
class Faceta:
    """Un valor por el que se filtra y cuántos sujetos tiene con los otros filtros puestos."""

    clave: str
    etiqueta: str
    n_sujetos: int


@guardar
def facetas(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> dict[str, dict[str, Faceta]]:
    """`entidad`, `orden` y `tipo` → clave → faceta."""
    filas = motor.consultar(
        "facetas",
        metrica=seleccion.metrica,
        edicion=seleccion.edicion,
        entidades=list(seleccion.entidades) or None,
        **filtros(seleccion),
    )
    resultado: dict[str, dict[str, Faceta]] = {"entidad": {}, "orden": {}, "tipo": {}}
    for faceta, clave, etiqueta, n_sujetos in filas.iter_rows():
        resultado[faceta][clave] = Faceta(clave, etiqueta, n_sujetos)
    return resultado


def cuantos(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> int:
    """Sujetos que cumplen todos los filtros."""
    por_tipo = facetas(motor, catalogo, seleccion)["tipo"]
    return sum(faceta.n_sujetos for clave, faceta in por_tipo.items() if not seleccion.tipos or clave in seleccion.tipos)


@guardar
def resultados(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, limite: int | None = None) -> Tabla:
    """Un sujeto por renglón con sus cifras; `limite` recorta lo que se pinta, nunca lo que se descarga."""
    llave = {"metrica": seleccion.metrica, "edicion": seleccion.edicion}
    parametros = {**llave, "entidades": list(seleccion.entidades) or None, **filtros(seleccion)}
    return Tabla(
        nombre="resultados",
        titulo=f"Resultados por sujeto obligado, {seleccion.metrica} {seleccion.edicion}",
        datos=anchos.resultados(motor, catalogo, seleccion, {**parametros, "limite": limite}),
        columnas=(
            SUJETO,
            ENTIDAD,
            ORDEN,
            TIPO,
            *anchos.columnas(catalogo, seleccion),
            Columna("renglon", "Renglón de origen", "entero", "", "Renglón del archivo de la fuente."),
        ),
        procedencia=procedencia(seleccion, catalogo, "datos", con_indicador=False),
        notas=(anchos.nota_de_claves(catalogo, seleccion), "Valores tal como están en la fuente, a cuatro decimales.", NOTA_REDONDEO),
        consulta=anchos.CONSULTA,
        parametros=parametros,
    )


@guardar
def publicados(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Una cifra publicada de la edición por renglón, con su cita."""
    parametros = {"metrica": seleccion.metrica, "edicion": seleccion.edicion}
    nombres = {k: i.nombre_corto for k, i in catalogo.indicadores[(seleccion.metrica, seleccion.edicion)].items()}
    datos = motor.consultar("publicados", **parametros).with_columns(
        pl.col("ambito").replace(AMBITOS).alias("nivel"),
        nombre_indicador=pl.col("indicador").replace_strict(nombres, default=pl.col("indicador")),
    )
    cifras = [formato.decimal(v, d) for v, d in datos.select("valor", "decimales").iter_rows()]
    return Tabla(
        nombre="publicados",
        titulo=f"Cifras publicadas, {seleccion.metrica} {seleccion.edicion}",
        datos=datos.with_columns(pl.Series("cifra", cifras, dtype=pl.String)),
        columnas=(
            Columna("nivel", "Nivel"),
            Columna("etiqueta", "Unidad"),
            Columna("nombre_indicador", "Indicador"),
            Columna("medida", "Medida"),
            Columna("cifra", "Cifra publicada", descripcion="Con los decimales con que se publicó."),
            Columna("confianza", "Confianza"),
            Columna("cita", "De dónde sale"),
        ),
        procedencia=procedencia(
            seleccion.con(entidades=(), tipos=(), ordenes=()),
            catalogo,
            "datos",
            False,
            "cifras publicadas",
            fuente_publicada(edicion_de(seleccion, catalogo)),
        ),
        notas=("Se muestran como se publicaron y no se mezclan con lo calculado de los sujetos.",),
        consulta="publicados",
        parametros=parametros,
    )


@guardar
def publicados_de_entidad(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Lo publicado de la entidad elegida y de sus sujetos: las cifras cuya clave es la de la entidad."""
    todas = publicados(motor, catalogo, seleccion)
    propias = todas.datos.filter(pl.col("ambito").is_in(["entidad", "sujeto"]) & (pl.col("clave") == seleccion.entidad))
    nombre = catalogo.entidades[seleccion.entidad]
    # Primero la entidad: un municipio puede llamarse igual que ella.
    propias = propias.sort(pl.col("ambito") != "entidad", maintain_order=True)
    sellos = replace(todas.procedencia, seleccion=f"{todas.procedencia.seleccion}: {nombre}", enlace=enlace("entidad", seleccion))
    return replace(todas, datos=propias, titulo=f"{todas.titulo}: {nombre}", procedencia=sellos)


def de_justicia(catalogo: Catalogo) -> Seleccion:
    """La selección de la MJA que acompaña al lente de justicia."""
    return Seleccion(metrica="MJA", edicion=max(anio for metrica, anio in catalogo.ediciones if metrica == "MJA"), indicador="JA")


def sql(nombre: str) -> str:
    """El texto de la consulta, para «ver la consulta»."""
    return consultas()[nombre].sql
