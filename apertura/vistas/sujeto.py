"""Sujeto obligado: sus cifras frente a los pares elegidos, el renglón de donde salen y lo publicado en otras ediciones."""

from dataclasses import dataclass, replace

import polars as pl

from apertura import formato
from apertura.brechas.situacion import ESQUEMA, situar
from apertura.catalogo import PARES, Catalogo
from apertura.consultas import Motor
from apertura.frases import Frase, decir
from apertura.seleccion import Seleccion
from apertura.tablas import Columna, Procedencia, Tabla
from apertura.vistas import anchos
from apertura.vistas import pares as de_pares
from apertura.vistas.comun import NOTA_REDONDEO, SUJETO, guardar, procedencia

EN_PALABRAS = {
    "palabras": "Se restituyeron acentos y mayúsculas, palabra por palabra.",
    "mayúsculas": "Se ajustaron las mayúsculas.",
    "municipio": "Se tomó el nombre de INEGI.",
}


@dataclass(frozen=True)
class Ficha:
    """Identidad del sujeto. `grupo` describe a sus pares: «288 instituciones del Ejecutivo estatal»."""

    clave: str
    nombre: str
    nombre_publicado: str
    etiqueta: str
    regla_nombre: str
    nombre_orden: str
    tipo: str
    nombre_tipo: str
    cve_ent: str
    entidad: str
    n_pares: int
    criterio: str
    grupo: str
    fuente: str
    renglon: int


@guardar
def ficha(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Ficha | None:
    """La ficha del sujeto elegido; None si no hay sujeto o no se evaluó en esa edición."""
    formado = de_pares.grupo(motor, catalogo, seleccion)
    if formado is None:
        return None
    sujeto = motor.consultar("sujeto", clave_sujeto=seleccion.sujeto).row(0, named=True)
    cifras = motor.consultar("cifras_de_sujeto", metrica=seleccion.metrica, edicion=seleccion.edicion, clave_sujeto=seleccion.sujeto)
    return Ficha(
        clave=sujeto["clave_sujeto"],
        **{c: sujeto[c] for c in ("nombre", "nombre_publicado", "etiqueta", "regla_nombre", "nombre_orden", "tipo")},
        **{c: sujeto[c] for c in ("nombre_tipo", "cve_ent", "entidad")},
        n_pares=formado.tamano,
        criterio=formado.criterio,
        grupo=de_pares.en_palabras(formado, catalogo, sujeto["tipo_plural"]),
        fuente=cifras["fuente"][0],
        renglon=cifras["renglon"][0],
    )


@guardar
def indicadores(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Un indicador por renglón: la cifra, los cuartiles de los pares y el lugar entre ellos."""
    formado = de_pares.grupo(motor, catalogo, seleccion)
    arbol = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)]
    orden = pl.DataFrame(
        {"indicador": list(arbol), "nombre": [i.nombre_corto for i in arbol.values()]},
        schema={"indicador": pl.String, "nombre": pl.String},
    )
    situados = situar(formado.tabla, list(arbol)) if formado else pl.DataFrame(schema=ESQUEMA)
    datos = orden.join(situados, on="indicador", how="inner", maintain_order="left")
    total = formato.entero(datos["n_pares"].max() or 0)  # pyright: ignore[reportArgumentType]
    return Tabla(
        nombre="ficha_de_sujeto",
        titulo=f"{catalogo.sujetos.get(seleccion.sujeto, '')}: sus cifras frente a sus pares",
        datos=datos,
        columnas=(
            Columna("nombre", "Indicador"),
            Columna("valor", "Valor", "indice", "0 a 1", "Cifra del sujeto obligado en la fuente."),
            Columna("p25", "Pares P25", "indice", "0 a 1", "La cuarta parte de los pares está en este valor o por debajo."),
            Columna(
                "mediana",
                "Mediana de pares",
                "indice",
                "0 a 1",
                "La mitad de los pares está en este valor o por debajo.",
            ),
            Columna("p75", "Pares P75", "indice", "0 a 1", "La cuarta parte de los pares está en este valor o por encima."),
            Columna(
                "lugar", f"Lugar entre pares (de {total})", "entero", "lugar", "Quienes tienen la misma cifra en la fuente lo comparten."
            ),
            Columna("iguales", "Empatados", "entero", "sujetos", "Cuántos pares, contándolo, tienen la misma cifra en la fuente."),
            Columna("pares_en_cero", "Pares en cero", "entero", "sujetos", "Cuántos pares tienen exactamente cero."),
            Columna("n_pares", "Pares", "entero", "sujetos", "Tamaño del grupo, contando al propio sujeto."),
        ),
        procedencia=sellos(seleccion, catalogo),
        notas=(NOTA_REDONDEO,),
        consulta="resultados_por_sujeto",
        parametros={"metrica": seleccion.metrica, "edicion": seleccion.edicion},
    )


def en_su_lugar(fila: dict) -> Frase:
    """El lugar de un renglón de `indicadores`, con su total y sus empates."""
    return decir("comun.lugar_entre_pares", lugar=fila["lugar"], total=fila["n_pares"], iguales=fila["iguales"])


@guardar
def pares(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Un indicador de un par por renglón, incluido el propio sujeto (`es_propio`)."""
    formado = de_pares.grupo(motor, catalogo, seleccion)
    anchos = formado.tabla if formado else pl.DataFrame(schema={"clave_sujeto": pl.String, "etiqueta": pl.String})
    presentes = [i for i in catalogo.indicadores[(seleccion.metrica, seleccion.edicion)] if i in anchos.columns]
    largos = anchos.unpivot(index=["clave_sujeto", "etiqueta"], on=presentes, variable_name="indicador", value_name="valor")
    return Tabla(
        nombre="pares_de_sujeto",
        titulo=f"{catalogo.sujetos.get(seleccion.sujeto, '')} y sus pares",
        datos=largos.with_columns(es_propio=pl.col("clave_sujeto") == seleccion.sujeto),
        columnas=(SUJETO, Columna("indicador", "Indicador"), Columna("valor", "Valor", "indice", "0 a 1")),
        procedencia=sellos(seleccion, catalogo),
        consulta="resultados_por_sujeto",
        parametros={"metrica": seleccion.metrica, "edicion": seleccion.edicion},
    )


@guardar
def renglon_de_origen(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """El renglón de la fuente de este sujeto, con sus cifras como están en ella."""
    parametros = {"metrica": seleccion.metrica, "edicion": seleccion.edicion, "claves": [seleccion.sujeto]}
    en_fuente = [replace(columna, formato="decimal4") for columna in anchos.columnas(catalogo, seleccion)]
    return Tabla(
        nombre="resultados",
        titulo="Renglón de origen",
        datos=anchos.resultados(motor, catalogo, seleccion, parametros),
        columnas=(Columna("renglon", "Renglón", "entero"), Columna("clave_sujeto", "Clave"), *en_fuente),
        procedencia=sellos(seleccion, catalogo),
        notas=(anchos.nota_de_claves(catalogo, seleccion), "Valores tal como están en la fuente, a cuatro decimales."),
        consulta=anchos.CONSULTA,
        parametros=parametros,
    )


def de_donde_sale(quien: Ficha, catalogo: Catalogo) -> str:
    """El renglón de la fuente y, si el nombre no es el publicado, cuál era y qué se le hizo."""
    renglon = f"{catalogo.fuentes[quien.fuente]}, renglón {formato.entero(quien.renglon)} del archivo."
    if quien.nombre == quien.nombre_publicado:
        return renglon
    que = EN_PALABRAS.get(quien.regla_nombre) or f"{quien.regla_nombre[:1].upper()}{quien.regla_nombre[1:]}."
    return f"{renglon} En la fuente se llama «{quien.nombre_publicado}». {que}"


def sellos(seleccion: Seleccion, catalogo: Catalogo) -> Procedencia:
    """Los sellos dicen de qué institución se trata; los filtros no intervienen en su ficha."""
    nombre = catalogo.sujetos.get(seleccion.sujeto, "")
    frente = "" if seleccion.pares == "orden-tipo" else f", frente a otro grupo de pares ({PARES[seleccion.pares].lower()})"
    return procedencia(seleccion.con(entidades=(), tipos=(), ordenes=()), catalogo, "sujeto", False, f"{nombre}{frente}")
