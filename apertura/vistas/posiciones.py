"""Qué tan firme es el lugar de una entidad, y por dentro: tipo por indicador y qué tan parejas son sus instituciones."""

import numpy as np
import polars as pl

from apertura.brechas.desigualdad import MINIMO, desigualdad
from apertura.brechas.incertidumbre import Remuestreo
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.formato import contar
from apertura.frases import Frase, decir
from apertura.graficas import Grafica, otras
from apertura.graficas.tema import NombreTema
from apertura.seleccion import Seleccion
from apertura.tablas import Columna, Procedencia, Tabla
from apertura.vistas.brechas import nombres_de
from apertura.vistas.comun import (
    ENTIDAD,
    IGUALES,
    N_SUJETOS,
    NOTA_DIFERENCIA,
    NOTA_LUGAR,
    TIPO,
    diferencia,
    edicion_de,
    guardar,
    procedencia,
)
from apertura.vistas.pares import medicion_de
from apertura.vistas.sorteos import remuestreo, sensibilidad

NO_SE_DISTINGUE = 0.025
NOTA_INTERVALO = (
    "Intervalo de remuestreo (1,000 sorteos dentro de cada orden y tipo de cada entidad; 95 % de los lugares que salieron): no es un "
    "margen de error, porque la selección de la muestra no fue documentada como aleatoria."
)
NOTA_EMPATE = "No se distingue: en los sorteos, cada una de las dos quedó arriba en más de 2.5 % de las veces."
NOTA_CENSO = "Es un censo: el lugar se lee tal cual y no lleva intervalo de remuestreo."


@guardar
def posiciones(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Una posición por renglón: su lugar, el intervalo de remuestreo, si no se distingue de la elegida y con otros pesos."""
    edicion, lista = edicion_de(seleccion, catalogo), medicion_de(motor, catalogo, seleccion)
    pesos = sensibilidad(motor, edicion).unidades.filter(pl.col("esquema") == "±20 %")
    datos = pesos.select("cve_ent", "lugar", "total", pesos_bajo="lugar_bajo", pesos_alto="lugar_alto")
    sorteos = remuestreo(motor, edicion)
    if sorteos is not None:
        datos = datos.join(sorteos.lugares.select("cve_ent", "lugar_bajo", "lugar_alto", "n_sujetos", "media"), on="cve_ent")
        datos = datos.with_columns(empata=_no_se_distinguen(sorteos, seleccion.entidad))
    medias = motor.consultar("lugares_por_entidad", metrica=seleccion.metrica, edicion=seleccion.edicion).filter(indicador=lista.arbol.raiz)
    datos = datos.join(medias.select("cve_ent", "valor", "iguales"), on="cve_ent", how="left", maintain_order="left")
    return Tabla(
        nombre="posiciones",
        titulo=f"Lugar de cada posición en {nombres_de(catalogo, seleccion)[lista.arbol.raiz]} y qué tan firme es",
        datos=datos.with_columns(entidad=pl.col("cve_ent").replace_strict(catalogo.entidades)).sort("lugar", "cve_ent"),
        columnas=(
            ENTIDAD,
            Columna("lugar", f"Lugar (de {datos.height})", "entero", "lugar", "Según la media sin redondear."),
            Columna("valor", "Media", "indice", "0 a 1", "Media simple de sus sujetos."),
            IGUALES,
            *_columnas_de_muestra(sorteos is not None),
            Columna("pesos_bajo", "Con otros pesos, del", "entero", "lugar", "Cada peso movido hasta 20 %: 95 % de los lugares."),
            Columna("pesos_alto", "Con otros pesos, al", "entero", "lugar", "Cada peso movido hasta 20 %: 95 % de los lugares."),
        ),
        procedencia=procedencia(seleccion.con(entidades=(), tipos=(), ordenes=()), catalogo, "entidad", False, "las 33 posiciones"),
        notas=(NOTA_LUGAR, *((NOTA_INTERVALO, NOTA_EMPATE) if sorteos is not None else (NOTA_CENSO,))),
        consulta="resultados_por_sujeto",
        parametros={"metrica": seleccion.metrica, "edicion": seleccion.edicion},
    )


def empates(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> tuple[Frase, ...]:
    """De cuántas posiciones no se distingue en los sorteos; nada en un censo o sin la entidad."""
    datos = posiciones(motor, catalogo, seleccion).datos
    if "lugar_bajo" not in datos.columns or not datos.filter(cve_ent=seleccion.entidad).height:
        return ()
    return (decir("entidad.empates", iguales=int(datos["empata"].sum()), otras=datos.height - 1),)


def _columnas_de_muestra(hay: bool) -> tuple[Columna, ...]:
    if not hay:
        return ()
    return (
        Columna("lugar_bajo", "Intervalo, del", "entero", "lugar", "Mejor lugar del intervalo de remuestreo."),
        Columna("lugar_alto", "Intervalo, al", "entero", "lugar", "Peor lugar del intervalo de remuestreo."),
        Columna("empata", "No se distingue de la elegida", descripcion=NOTA_EMPATE),
    )


def _no_se_distinguen(sorteos: Remuestreo, elegida: str) -> pl.Series:
    """Por posición, si ni ella ni la elegida ganan en más de 97.5 % de los sorteos; nunca consigo misma."""
    cual = sorteos.lugares["cve_ent"].index_of(elegida)
    if cual is None:
        return pl.Series("empata", [False] * sorteos.lugares.height)
    gana = sorteos.gana[cual]
    dentro = (np.minimum(gana, 1 - gana) > NO_SE_DISTINGUE) & (np.arange(len(gana)) != cual)
    return pl.Series("empata", dentro.tolist(), dtype=pl.Boolean)


@guardar
def grafica_de_posiciones(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, tema: NombreTema) -> Grafica | None:
    """Las posiciones con su intervalo: la elegida y las que no se distinguen de ella, de otro color; None en un censo."""
    gemela = posiciones(motor, catalogo, seleccion)
    if "lugar_bajo" not in gemela.datos.columns:
        return None
    clase = (
        pl.when(pl.col("cve_ent") == seleccion.entidad).then(pl.lit("propia")).when("empata").then(pl.lit("sube")).otherwise(pl.lit("otra"))
    )
    filas = gemela.datos.select(nombre="entidad", lugar="lugar", bajo="lugar_bajo", alto="lugar_alto", clase=clase)
    marcas = {"circulo": catalogo.entidades[seleccion.entidad], "mediana": "No se distinguen de ella", "punto": "Las demás"}
    return otras.intervalos(filas, tema, gemela, gemela.titulo, marcas)


@guardar
def por_tipo_e_indicador(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Un tipo × indicador por renglón: la media en la entidad, la del mismo tipo en el país y la diferencia."""
    lista, nombres = medicion_de(motor, catalogo, seleccion), nombres_de(catalogo, seleccion)
    presentes = [i for i in (lista.arbol.raiz, *lista.arbol.hojas) if i in lista.tabla.columns]
    propia, pais = (_medias_por_tipo(t, presentes) for t in (lista.tabla.filter(cve_ent=seleccion.entidad), lista.tabla))
    datos = propia.join(pais.select("tipo", "indicador", nacional="valor"), on=["tipo", "indicador"], how="left", maintain_order="left")
    orden = {tipo: n for n, tipo in enumerate(catalogo.tipos)}
    datos = datos.with_columns(
        nombre_tipo=pl.col("tipo").replace_strict(catalogo.tipos), nombre=pl.col("indicador").replace_strict(nombres),
        diferencia=diferencia("valor", "nacional"),
    ).sort(pl.col("tipo").replace_strict(orden), pl.col("indicador").cast(pl.Enum(presentes)))  # fmt: skip
    return Tabla(
        nombre="tipo_por_indicador",
        titulo=f"{catalogo.entidades[seleccion.entidad]}: cada tipo de institución en cada indicador",
        datos=datos,
        columnas=(
            TIPO,
            Columna("nombre", "Indicador"),
            Columna("valor", "Entidad", "indice", "0 a 1", "Media de los de ese tipo en la entidad."),
            Columna("nacional", "Mismo tipo en el país", "indice", "0 a 1", "Media de todos los de ese tipo."),
            Columna("diferencia", "Diferencia", "diferencia", "0 a 1", NOTA_DIFERENCIA),
            N_SUJETOS,
        ),
        procedencia=_sellos(seleccion, catalogo),
        notas=(NOTA_DIFERENCIA,),
        consulta="resultados_por_sujeto",
        parametros={"metrica": seleccion.metrica, "edicion": seleccion.edicion},
    )


@guardar
def grafica_de_calor(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, tema: NombreTema) -> Grafica:
    """Tipo por indicador: la cifra escrita y, de color, cuánto se separa del mismo tipo en el país."""
    gemela = por_tipo_e_indicador(motor, catalogo, seleccion)
    cuentas = [contar(n, "institución", "instituciones") for n in gemela.datos["n_sujetos"]]
    celdas = gemela.datos.select(pl.Series("cuenta", cuentas, pl.String), "valor", "diferencia", grupo="nombre_tipo", indicador="nombre")
    return otras.calor(celdas, tema, gemela, gemela.titulo, color="diferencia con el mismo tipo en el país")


@guardar
def parejas(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Un tipo por renglón: qué tan distintas entre sí son sus instituciones en el índice (M14)."""
    lista = medicion_de(motor, catalogo, seleccion)
    suyas = desigualdad(lista.tabla.filter(cve_ent=seleccion.entidad), lista.arbol).filter(pl.col("indicador") == lista.arbol.raiz)
    return Tabla(
        nombre="desigualdad_interna",
        titulo=f"{catalogo.entidades[seleccion.entidad]}: qué tan parejas son sus instituciones",
        datos=suyas.with_columns(nombre_tipo=pl.col("tipo").replace_strict(catalogo.tipos)).sort(
            "dispersion", "tipo", descending=[True, False], nulls_last=True
        ),
        columnas=(
            TIPO,
            Columna("n", "Sujetos", "entero", "sujetos"),
            Columna("p10", "P10", "indice", "0 a 1", "Uno de cada diez está en este valor o por debajo."),
            Columna("p90", "P90", "indice", "0 a 1", "Uno de cada diez está en este valor o por encima."),
            Columna("dispersion", "Distancia P90 − P10", "indice", "0 a 1", "Qué tan separados están los de arriba y los de abajo."),
            Columna("bajos", "Bajo 0.20", "porcentaje", "%", "Qué parte de sus instituciones está por debajo de 0.20."),
        ),
        procedencia=_sellos(seleccion, catalogo),
        notas=(f"Con menos de {MINIMO} instituciones no se dan percentiles: no dirían nada.",),
        consulta="resultados_por_sujeto",
        parametros={"metrica": seleccion.metrica, "edicion": seleccion.edicion},
    )


def _medias_por_tipo(tabla: pl.DataFrame, indicadores: list[str]) -> pl.DataFrame:
    largo = tabla.unpivot(index="tipo", on=indicadores, variable_name="indicador", value_name="valor").drop_nulls("valor")
    return largo.group_by("tipo", "indicador").agg(pl.col("valor").mean(), n_sujetos=pl.len().cast(pl.Int64))


def _sellos(seleccion: Seleccion, catalogo: Catalogo) -> Procedencia:
    quien = f"todos los sujetos obligados: {catalogo.entidades[seleccion.entidad]}"
    return procedencia(seleccion.con(entidades=(), tipos=(), ordenes=()), catalogo, "entidad", False, quien)
