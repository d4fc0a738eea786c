"""Del rezago a la acción: las líneas del Plan de Trabajo 2024 que pueden atender cada área, y a quién ayudaría más cada una."""

from dataclasses import replace
from typing import Any

import polars as pl

from apertura import formato
from apertura.brechas.acciones import a_quien_ayuda, lineas_por_hoja
from apertura.brechas.prioridades import REZAGOS
from apertura.catalogo import Catalogo, Edicion
from apertura.consultas import Motor
from apertura.frases import Frase, decir
from apertura.seleccion import Seleccion
from apertura.tablas import Columna, Procedencia, Tabla
from apertura.vistas import brechas, priorizador
from apertura.vistas.comun import edicion_de, guardar, procedencia
from apertura.vistas.pares import medicion

FUENTE = "plan_2024_lineas"
POR_AREA, INSTITUCIONES, MAYORES = 3, 5, 3
VINCULOS = {"del plan": "del plan", "propuesto": "propuesto por el proyecto"}
NOTA_PLAN = (
    "Líneas e instrumentos del Plan de Trabajo 2024 de la Comisión de Estado Abierto y Transparencia Proactiva del SNT "
    "(histórico: el SNT se extinguió en marzo de 2025; algunos instrumentos pueden seguir en uso bajo otra autoridad). "
    "«Propuesto por el proyecto» quiere decir que el vínculo entre la línea y el indicador es un supuesto de Apertura, no del plan."
)
NOTA_TOPE = (
    "El tope es la suma de las ganancias posibles en los indicadores que la línea puede atender: lo más que podría subir el índice "
    "de la institución, no el efecto de la línea, que nadie ha medido."
)
NOMBRE_LINEA = Columna("nombre_linea", "Línea de acción", descripcion="Clave y resumen de la línea del Plan de Trabajo 2024.")
INSTRUMENTO = Columna("instrumento", "Instrumento", descripcion="Lo que la línea pone al alcance de las instituciones.")
VINCULO = Columna("nombre_vinculo", "Vínculo", descripcion="Quién dice que la línea atiende el indicador: el plan o este proyecto.")


def lineas(motor: Motor, edicion: Edicion) -> pl.DataFrame:
    """Una hoja × tipo × línea por renglón, con el texto de la línea. Se recuerda por edición."""
    return motor.memoria(_lineas, 2)(edicion)


def instrumentos(motor: Motor, edicion: Edicion) -> pl.DataFrame:
    """Una hoja × tipo por renglón: `lineas`, los instrumentos de las tres primeras, con su clave, en un texto."""
    return motor.memoria(_instrumentos, 2)(edicion)


@guardar
def de_sujeto(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Un área de oportunidad × línea por renglón del sujeto elegido, primero las áreas que más conviene atender."""
    nombre = catalogo.sujetos.get(seleccion.sujeto, "")
    suya = brechas.ficha(motor, catalogo, seleccion)
    pasos = {clave: lugar for lugar, clave in enumerate(suya["primeros_pasos"])}
    utiles = [i for i in suya["indicadores"] if i["indicador"] in pasos or i["clase"] in REZAGOS]
    areas = pl.DataFrame(
        [
            (i["indicador"], suya["sujeto"]["tipo"], _quienes(i))
            for i in sorted(utiles, key=lambda i: pasos.get(i["indicador"], len(pasos)))
        ],
        schema={"indicador": pl.String, "tipo": pl.String, "a_quien": pl.String},
        orient="row",
    )
    datos = areas.join(lineas(motor, edicion_de(seleccion, catalogo)), on=["indicador", "tipo"], maintain_order="left_right")
    datos = datos.with_columns(nombre=priorizador.nombres(pl.col("indicador"), catalogo, seleccion))
    return Tabla(
        nombre="acciones_de_sujeto",
        titulo=f"{nombre}: del rezago a la acción",
        datos=datos,
        columnas=(
            Columna("nombre", "Área de oportunidad", descripcion="Indicador con rezago o con una meta por alcanzar."),
            NOMBRE_LINEA,
            INSTRUMENTO,
            Columna("a_quien", "Ya lo hacen bien", descripcion="Pares con mejor índice que ya alcanzan la meta (METODO, M13)."),
            VINCULO,
        ),
        procedencia=con_plan(procedencia(seleccion, catalogo, "sujeto", False, nombre)),
        notas=(NOTA_PLAN,),
        consulta="lineas_por_indicador",
        parametros={"metrica": seleccion.metrica, "edicion": seleccion.edicion, "clave_sujeto": seleccion.sujeto},
    )


@guardar
def por_linea(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Una línea de acción por renglón: a cuántas instituciones de la selección podría servir y a cuáles más."""
    return Tabla(
        nombre="a_quien_ayuda_cada_linea",
        titulo="A quién ayudaría más cada línea de acción",
        datos=_con_sus_mayores(motor, catalogo, seleccion).drop("etiquetas", "topes"),
        columnas=(
            NOMBRE_LINEA,
            Columna("quienes", "A quién ayudaría más", descripcion="Las de mayor tope, con su tope; los empates, por clave."),
            Columna("n_sujetos", "Instituciones", "entero", "sujetos", "Instituciones de la selección con algo que ganar ahí."),
            INSTRUMENTO,
            Columna("atiende", "Puede atender", descripcion="Indicadores vinculados con la línea."),
            VINCULO,
        ),
        procedencia=con_plan(procedencia(seleccion, catalogo, priorizador.PAGINA, False)),
        notas=(NOTA_TOPE, NOTA_PLAN),
        consulta="lineas_por_indicador",
        parametros=priorizador.parametros(seleccion),
    )


@guardar
def frases_de_sujeto(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> tuple[Frase, ...]:
    """Con qué se atiende su primera área; o que no tiene ninguna."""
    datos = de_sujeto(motor, catalogo, seleccion).datos
    if not datos.height:
        return (decir("acciones.sin_areas"),)
    primera = datos.row(0, named=True)
    return (
        decir(
            "acciones.de_sujeto", indicador=primera["nombre"], instrumento=primera["instrumento"], linea=primera["clave_linea"],
            propuesto=primera["vinculo"] == "propuesto", mas=datos.filter(indicador=primera["indicador"]).height - 1,
        ),
    )  # fmt: skip


@guardar
def frases_por_linea(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> tuple[Frase, ...]:
    """De la línea con más por ganar en la selección: a cuántas instituciones podría servir y a cuáles más."""
    datos = _con_sus_mayores(motor, catalogo, seleccion).filter(~pl.col("nombra_todo") & (pl.col("n_sujetos") > 0))
    return tuple(
        decir(
            "acciones.de_linea", linea=f["clave_linea"], atiende=f["atiende"], instituciones=f["n_sujetos"],
            mayores=list(zip(f["etiquetas"], f["topes"], strict=True))[:MAYORES],
        )
        for f in datos.head(1).to_dicts()
    )  # fmt: skip


@guardar
def _con_sus_mayores(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> pl.DataFrame:
    """Una línea por renglón; `etiquetas` y `topes` son listas, que sirven para redactar y no caben en una tabla."""
    areas = priorizador.elegidas(motor, catalogo, seleccion).filter(pl.col("es_area"))
    todas = lineas(motor, edicion_de(seleccion, catalogo))
    nombres = priorizador.etiquetas(motor, catalogo, seleccion)
    ayuda = a_quien_ayuda(areas, todas, INSTITUCIONES).join(nombres, on="clave_sujeto", how="left", maintain_order="left")
    return (
        _descritas(todas, catalogo, seleccion)
        .join(_resumidas(ayuda), on="clave_linea", maintain_order="left")
        # La que nombra todo encabezaría cualquier lista sin decir nada: va al final.
        .sort("nombra_todo", "tope_total", "clave_linea", descending=[False, True, False])
    )


def con_plan(propia: Procedencia) -> Procedencia:
    """Los sellos de la edición más el archivo del plan."""
    return replace(propia, fuente=f"{propia.fuente} Líneas de acción: Plan de Trabajo 2024 (histórico).", claves=(*propia.claves, FUENTE))


def _lineas(motor: Motor, edicion: Edicion) -> pl.DataFrame:
    vinculos = motor.consultar("lineas_por_indicador", metrica=edicion.metrica)
    indicadores = motor.consultar("indicadores", metrica=edicion.metrica, edicion=edicion.anio)
    arbol = motor.memoria(medicion, 4)(edicion).arbol
    textos = vinculos.select("clave_linea", "eje", "linea", "instrumento", "fuente", "renglon").unique("clave_linea")
    vinculo = pl.col("vinculo").replace_strict(VINCULOS, default=pl.col("vinculo"))
    return (
        lineas_por_hoja(vinculos, indicadores, arbol)
        .join(textos, on="clave_linea", how="left", maintain_order="left")
        .with_columns(nombre_linea=pl.format("{} {}", "clave_linea", "linea"), nombre_vinculo=vinculo)
    )


def _instrumentos(motor: Motor, edicion: Edicion) -> pl.DataFrame:
    """Sin las líneas que nombran todas las hojas: no ayudan a elegir."""
    todas = lineas(motor, edicion)
    enfocadas = todas.filter(pl.col("indicador").n_unique().over("clave_linea") < todas["indicador"].n_unique())
    uno = pl.format("{} ({})", "instrumento", "clave_linea")
    return enfocadas.group_by("indicador", "tipo", maintain_order=True).agg(lineas=uno.head(POR_AREA).str.join(" · "))


def _quienes(indicador: dict[str, Any]) -> str:
    return "; ".join(otro["etiqueta"] for otro in indicador["a_quien"]) or "—"


def _descritas(todas: pl.DataFrame, catalogo: Catalogo, seleccion: Seleccion) -> pl.DataFrame:
    """Una línea por renglón, con los indicadores que atiende, en el orden del árbol."""
    return (
        todas.with_columns(nombre=priorizador.nombres(pl.col("indicador"), catalogo, seleccion))
        .group_by("clave_linea", "nombre_linea", "instrumento", "nombre_vinculo", "fuente", "renglon", maintain_order=True)
        .agg(atiende=pl.col("nombre").filter(pl.col("como") != "superior").unique(maintain_order=True))
        .with_columns(pl.col("atiende").list.join("; "), nombra_todo=pl.col("atiende").list.len() == todas["indicador"].n_unique())
    )


def _resumidas(ayuda: pl.DataFrame) -> pl.DataFrame:
    """Una línea por renglón: cuántas instituciones, la suma de sus topes y las de mayor tope en un texto."""
    textos = [f"{etiqueta} ({formato.decimal(tope)})" for etiqueta, tope in ayuda.select("etiqueta", "tope").iter_rows()]
    con_texto = ayuda.with_columns(pl.Series("texto", textos, pl.String))
    return con_texto.group_by("clave_linea", "n_sujetos", "tope_total", maintain_order=True).agg(
        quienes=pl.col("texto").str.join("; "), etiquetas=pl.col("etiqueta"), topes=pl.col("tope")
    )
