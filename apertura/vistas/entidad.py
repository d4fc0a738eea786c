"""Entidad: su lugar, sus indicadores contra la media nacional y las instituciones que hay detrás."""

from dataclasses import dataclass

import polars as pl

from apertura import formato
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.frases import Frase, decir, en_texto
from apertura.graficas import Grafica, otras
from apertura.graficas.tema import NombreTema
from apertura.seleccion import Seleccion, de_entidad, quienes, referencia
from apertura.tablas import Columna, Procedencia, Tabla
from apertura.vistas import anchos
from apertura.vistas.comun import (
    IGUALES,
    N_SUJETOS,
    NOTA_DIFERENCIA,
    NOTA_MEDIA,
    NOTA_REDONDEO,
    SUJETO,
    TIPO,
    columnas_de_lugar,
    diferencia,
    filtros,
    guardar,
    procedencia,
)


@dataclass(frozen=True)
class Lugar:
    """Un lugar según la media sin redondear. `iguales` tienen la misma cifra a dos decimales, desde el lugar `primero`."""

    lugar: int
    total: int
    iguales: int
    primero: int

    def en_texto(self) -> str:
        """«15 de 33»."""
        return formato.lugar(self.lugar, self.total)

    def dicho(self, antes: str = "") -> str:
        """«Lugar 15 de 33 (a dos decimales empata con 1 más: lugares 14 a 15).»"""
        return en_texto("comun.lugar", lugar=self.lugar, total=self.total, iguales=self.iguales, primero=self.primero, antes=antes)


@guardar
def indicadores(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Un indicador por renglón: la entidad, la media nacional, la diferencia y el lugar."""
    base = {"metrica": seleccion.metrica, "edicion": seleccion.edicion, **filtros(seleccion)}
    propios = motor.consultar("lugares_por_entidad", **base).filter(cve_ent=seleccion.entidad)
    nacionales = motor.consultar("nacional", **base).select("indicador", nacional="valor")
    arbol = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)]
    datos = (
        pl.DataFrame({"indicador": [clave for clave in arbol if arbol[clave].por_sujeto]}, schema={"indicador": pl.String})
        .join(propios, on="indicador", how="inner", maintain_order="left")
        .join(nacionales, on="indicador", how="left", maintain_order="left")
        .with_columns(diferencia=diferencia("valor", "nacional"))
    )
    nombres = [arbol[clave].nombre_corto for clave in datos["indicador"]]
    totales = [int(datos[campo].max() or 0) for campo in ("total", "total_entidades")]  # type: ignore[arg-type]
    lugar, lugar_entidades = columnas_de_lugar(*totales)
    return Tabla(
        nombre="indicadores_de_entidad",
        titulo=f"{catalogo.entidades[seleccion.entidad]}: indicadores frente {frente_a(seleccion)}",
        datos=datos.with_columns(pl.Series("nombre", nombres, dtype=pl.String)),
        columnas=(
            Columna("nombre", "Indicador"),
            Columna("valor", "Entidad", "indice", "0 a 1", "Media simple de los sujetos de la entidad."),
            Columna("nacional", referencia(seleccion), "indice", "0 a 1", "Media de los sujetos del país con los mismos filtros."),
            Columna(
                "diferencia",
                "Diferencia",
                "diferencia",
                "0 a 1",
                "Entidad menos nacional, con las cifras como se leen.",
            ),
            lugar,
            IGUALES,
            lugar_entidades,
            N_SUJETOS,
        ),
        procedencia=_procedencia(seleccion, catalogo, con_indicador=False),
        notas=(NOTA_MEDIA, NOTA_DIFERENCIA, NOTA_REDONDEO),
        consulta="lugares_por_entidad",
        parametros=base,
    )


@guardar
def entre_todas(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Una posición × indicador por renglón: su media y su lugar, para ver a la elegida entre las demás."""
    base = {"metrica": seleccion.metrica, "edicion": seleccion.edicion, **filtros(seleccion)}
    datos = motor.consultar("lugares_por_entidad", **base).select("cve_ent", "indicador", "valor", "lugar", "total")
    return Tabla(
        nombre="lugares_por_entidad",
        titulo="Cada indicador en cada posición",
        datos=datos,
        columnas=(Columna("cve_ent", "Clave"), Columna("indicador", "Indicador"), Columna("valor", "Media", "indice", "0 a 1")),
        procedencia=_procedencia(seleccion, catalogo, con_indicador=False),
        consulta="lugares_por_entidad",
        parametros=base,
    )


def lugares(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> tuple[Lugar | None, Lugar | None]:
    """El lugar en el indicador elegido entre 33 posiciones y entre 32 entidades (None en la Federación o sin sujetos)."""
    propio = indicadores(motor, catalogo, seleccion).datos.filter(indicador=seleccion.indicador)
    if not propio.height:
        return None, None
    general = Lugar(*propio.select("lugar", "total", "iguales", "primero").row(0))
    entre = propio.select(f"{campo}_entidades" for campo in ("lugar", "total", "iguales", "primero")).row(0)
    return general, None if entre[0] is None else Lugar(*entre)


def frente_al_pais(seleccion: Seleccion, fila: dict) -> Frase:
    """Cuánto se separa de la media del país, de un renglón de `indicadores`."""
    return decir("comun.frente_a", referencia=referencia(seleccion), base=fila["nacional"], diferencia=fila["diferencia"])


@guardar
def distribucion(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Un sujeto de la entidad por renglón, con su valor en el indicador: los que están detrás de la media."""
    parametros = {
        "metrica": seleccion.metrica, "edicion": seleccion.edicion, "indicador": seleccion.indicador,
        "entidades": [seleccion.entidad], **filtros(seleccion),
    }  # fmt: skip
    nombre = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)][seleccion.indicador].nombre_corto
    return Tabla(
        nombre="distribucion",
        titulo=f"{nombre}: las instituciones {de_entidad(seleccion.entidad, catalogo)}",
        datos=motor.consultar("distribucion", **parametros),
        columnas=(SUJETO, TIPO, Columna("valor", nombre, "indice", "0 a 1")),
        procedencia=_procedencia(seleccion, catalogo),
        notas=(NOTA_MEDIA,),
        consulta="distribucion",
        parametros=parametros,
    )


@guardar
def por_tipo(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Un tipo por renglón: su media en la entidad y en el país."""
    base = {
        "metrica": seleccion.metrica,
        "edicion": seleccion.edicion,
        "indicador": seleccion.indicador,
        **filtros(seleccion),
    }
    propios = motor.consultar("indice_por_tipo", **base, entidades=[seleccion.entidad])
    pais = motor.consultar("indice_por_tipo", **base).select("tipo", nacional="valor")
    datos = propios.join(pais, on="tipo", how="left", maintain_order="left")
    nombre = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)][seleccion.indicador].nombre_corto
    return Tabla(
        nombre="indice_por_tipo",
        titulo=f"{nombre} por tipo de institución en {catalogo.entidades[seleccion.entidad]}",
        datos=datos.with_columns(diferencia=diferencia("valor", "nacional")),
        columnas=(
            Columna("etiqueta", "Tipo"),
            Columna("valor", "Entidad", "indice", "0 a 1"),
            Columna("nacional", "Mismo tipo en el país", "indice", "0 a 1"),
            Columna("diferencia", "Diferencia", "diferencia", "0 a 1"),
            N_SUJETOS,
        ),
        procedencia=_procedencia(seleccion, catalogo),
        notas=(NOTA_MEDIA, NOTA_DIFERENCIA, NOTA_REDONDEO),
        consulta="indice_por_tipo",
        parametros={**base, "entidades": [seleccion.entidad]},
    )


@guardar
def sujetos(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Un sujeto de la entidad por renglón con sus cifras; arriba, los de mayor índice."""
    llave = {"metrica": seleccion.metrica, "edicion": seleccion.edicion}
    parametros = {**llave, "entidades": [seleccion.entidad], **filtros(seleccion)}
    indice = anchos.claves(catalogo, seleccion)[0]
    return Tabla(
        nombre="resultados",
        titulo=f"Sujetos obligados {de_entidad(seleccion.entidad, catalogo)}",
        datos=anchos.resultados(motor, catalogo, seleccion, parametros).sort(indice, descending=True, maintain_order=True, nulls_last=True),
        columnas=(SUJETO, TIPO, *anchos.columnas(catalogo, seleccion)),
        procedencia=_procedencia(seleccion, catalogo, con_indicador=False),
        notas=(anchos.nota_de_claves(catalogo, seleccion),),
        consulta=anchos.CONSULTA,
        parametros=parametros,
    )


@guardar
def grafica_indicadores(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, tema: NombreTema) -> Grafica:
    """Los indicadores de la entidad contra la media nacional, en el orden del árbol."""
    gemela = indicadores(motor, catalogo, seleccion)
    arbol = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)]
    padres = pl.Series("padre", [arbol[clave].padre for clave in gemela.datos["indicador"]], dtype=pl.String)
    nombre = catalogo.entidades[seleccion.entidad]
    return otras.contra_referencia(
        gemela.datos.with_columns(padres), tema, gemela, gemela.titulo, propio=nombre, nacional=referencia(seleccion)
    )


@guardar
def grafica_distribucion(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, tema: NombreTema) -> Grafica:
    """Un punto por institución de la entidad, por tipo."""
    gemela = distribucion(motor, catalogo, seleccion)
    return otras.tira_por_tipo(
        gemela.datos.select(
            pl.col("nombre_tipo").alias("grupo"),
            "valor",
            pl.col("etiqueta").alias("nombre"),
            pl.col("clave_sujeto").alias("clave"),
            (pl.col("clave_sujeto") == seleccion.sujeto).alias("sel"),
            _detalle(gemela.datos),
        ),
        tema,
        gemela,
        gemela.titulo,
        nacional=_nacional(motor, seleccion),
        referencia=referencia(seleccion),
    )


@guardar
def grafica_por_tipo(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, tema: NombreTema) -> Grafica:
    """Media de cada tipo en la entidad."""
    gemela = por_tipo(motor, catalogo, seleccion)
    grupos = gemela.datos.select(pl.col("etiqueta").alias("grupo"), "valor", pl.col("n_sujetos").alias("n"))
    pais = _nacional(motor, seleccion)
    return otras.barras_por_tipo(grupos, tema, gemela, gemela.titulo, nacional=pais, referencia=referencia(seleccion))


def de_la_ficha(seleccion: Seleccion, catalogo: Catalogo) -> Seleccion:
    """La selección de la ficha impresa: siempre del índice y de todos los sujetos, tenga la página los filtros que tenga."""
    raiz = next(iter(catalogo.elegibles(seleccion.metrica, seleccion.edicion)))
    return Seleccion(metrica=seleccion.metrica, edicion=seleccion.edicion, indicador=raiz, entidad=seleccion.entidad)


def frente_a(seleccion: Seleccion) -> str:
    """Contra qué se compara, en palabras."""
    return "a la media nacional" if referencia(seleccion) == "Nacional" else "al país, con el mismo filtro"


def en_palabras(seleccion: Seleccion, catalogo: Catalogo) -> str:
    """Quiénes entran: «municipios de Querétaro», «todos los sujetos obligados de la Federación»."""
    return quienes(seleccion.con(entidades=(seleccion.entidad,)), catalogo)


def _detalle(datos: pl.DataFrame) -> pl.Series:
    textos = [f"{nombre}: {formato.indice(valor)}" for nombre, valor in datos.select("etiqueta", "valor").iter_rows()]
    return pl.Series("detalle", textos, dtype=pl.String)


def _nacional(motor: Motor, seleccion: Seleccion) -> float | None:
    filas = motor.consultar("nacional", metrica=seleccion.metrica, edicion=seleccion.edicion, **filtros(seleccion))
    propias = filas.filter(indicador=seleccion.indicador)
    return propias["valor"][0] if propias.height else None


def _procedencia(seleccion: Seleccion, catalogo: Catalogo, con_indicador: bool = True) -> Procedencia:
    """Los sellos dicen de qué entidad se trata."""
    return procedencia(seleccion, catalogo, "entidad", con_indicador, en_palabras(seleccion, catalogo))
