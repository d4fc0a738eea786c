"""Evolución: las cifras de cada edición, con lo que se puede comparar y lo que no, según la tabla de comparabilidad."""

from dataclasses import dataclass, replace
from itertools import combinations, pairwise

import polars as pl

from apertura import formato
from apertura.catalogo import METRICAS, Catalogo, Edicion
from apertura.consultas import Motor
from apertura.graficas import Grafica, otras
from apertura.graficas.tema import NombreTema
from apertura.seleccion import Seleccion
from apertura.tablas import Columna, Procedencia, Tabla
from apertura.unidades import NACIONAL, en_tabla, es_sujeto
from apertura.vistas import comparar
from apertura.vistas.comun import fuente, guardar, procedencia

CALCULADA, PUBLICADA, BASE = "calculada", "publicada", "base oficial"
FUENTE = "INAI con CIDE, El Colegio de México, World Justice Project México e IIRCCC, según la edición; la de cada cifra va en su renglón."
NOTA_ORIGEN = (
    "«Calculada»: media de los sujetos de la base oficial; «publicada»: como se publicó; «base oficial»: la cifra de la institución."
)
NOTA_LINEA = (
    "Sólo se unen cifras de ediciones que la tabla de comparabilidad admite, y nunca una calculada con una publicada; en una institución, "
    "la de la base y la publicada son la misma cifra oficial. La línea es punteada porque la muestra cambia."
)
NOTA_LECTURA = "El año es el de la edición, no el del levantamiento."


@dataclass(frozen=True)
class Tramo:
    """Dos ediciones. `motivo` dice por qué no se comparan o, si se puede, con qué cautela."""

    antes: int
    despues: int
    valido: bool
    motivo: str

    @property
    def clave(self) -> str:
        """«2017-2021», como va en el enlace."""
        return f"{self.antes}-{self.despues}"


def de_que_depende(seleccion: Seleccion) -> Seleccion:
    """Sólo lo que cambia lo que se ve aquí. La edición elegida no cuenta: se ven todas."""
    s = seleccion
    return Seleccion(metrica=s.metrica, edicion=s.edicion, indicador=s.indicador, unidades=s.unidades, tramo=s.tramo)


def pedida(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Seleccion:
    """La selección de lo que se ve: con las unidades elegidas o, si no hay, las sugeridas."""
    return de_que_depende(seleccion.con(unidades=seleccion.unidades or sugeridas(motor, catalogo, seleccion)))


@guardar
def comparables(motor: Motor, catalogo: Catalogo, metrica: str, indicador: str) -> dict[int, tuple[bool, str]]:
    """Edición → si admite comparación y por qué. Lo que no está en la tabla de comparabilidad no se compara."""
    filas = motor.consultar("comparabilidad", metrica=metrica).filter(indicador=indicador)
    dichas = {e: (c, m) for e, c, m in filas.select("edicion", "comparable", "motivo").iter_rows()}
    ausente = (False, "Este indicador no está en la edición.")
    return {anio: dichas.get(anio, ausente) for m, anio in catalogo.ediciones if m == metrica}


def tramos(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> list[Tramo]:
    """Todas las parejas de ediciones: válida la que admite comparación en las dos puntas."""
    por_edicion = comparables(motor, catalogo, seleccion.metrica, seleccion.indicador)
    return [_tramo(antes, despues, por_edicion) for antes, despues in combinations(por_edicion, 2)]


def _tramo(antes: int, despues: int, por_edicion: dict[int, tuple[bool, str]]) -> Tramo:
    motivos = [por_edicion[anio][1] for anio in (antes, despues) if not por_edicion[anio][0]]
    return Tramo(antes, despues, not motivos, " ".join(dict.fromkeys(motivos)) or por_edicion[despues][1])


def tramo_inicial(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tramo | None:
    """El que se pidió o, si no se pidió, el válido en que más unidades tienen sus dos cifras; entre iguales, el más largo."""
    todos = tramos(motor, catalogo, seleccion)
    if pedido := next((t for t in todos if t.clave == seleccion.tramo), None):
        return pedido
    hay = {t.clave: cambios(motor, catalogo, seleccion, t.antes, t.despues).datos["cambio"].count() for t in todos if t.valido}
    return max((t for t in todos if t.valido), key=lambda t: (hay[t.clave], t.despues - t.antes), default=None)


@guardar
def con_cifra(motor: Motor, catalogo: Catalogo, metrica: str) -> dict[str, str]:
    """Clave → nombre de lo que se puede elegir en la lista: lo que tiene cifra en alguna edición."""
    hay = set[str]()
    for m, anio in catalogo.ediciones:
        if m == metrica:
            hay |= set(comparar.con_cifra(motor, catalogo, m, anio))
    return {unidad: nombre for unidad, nombre in catalogo.unidades.items() if unidad in hay}


@guardar
def sugeridas(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> tuple[str, ...]:
    """Con qué empezar: el sujeto o la entidad vigentes y el país; si no hay, las unidades con cifra en más ediciones."""
    vigentes = [f"sujeto.{seleccion.sujeto}"] if seleccion.sujeto else []
    vigentes += [f"entidad.{seleccion.entidad}"] if seleccion.entidad else []
    if vigentes and seleccion.metrica == "MGA":
        return (*vigentes, NACIONAL)
    publicadas = motor.consultar("publicado_de_unidades", metrica=seleccion.metrica).filter(indicador=seleccion.indicador)
    veces = publicadas.group_by("unidad").agg(n=pl.col("edicion").n_unique()).sort("n", "unidad", descending=[True, False])
    mas = [unidad for unidad in veces.head(3)["unidad"] if unidad != NACIONAL]
    return (NACIONAL, *mas[:2])


@guardar
def cifras(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Una cifra por renglón: edición, unidad, valor, origen, de cuántas instituciones y de dónde sale."""
    elegidas = {unidad: catalogo.unidades[unidad] for unidad in seleccion.unidades}
    ediciones = [e for e in catalogo.ediciones.values() if e.metrica == seleccion.metrica]
    calculadas = [_calculadas(motor, edicion, list(elegidas)) for edicion in ediciones if edicion.por_sujeto]
    pedido = {"metrica": seleccion.metrica, "unidades": list(elegidas)}
    publicadas = motor.consultar("publicado_de_unidades", **pedido).with_columns(origen=pl.lit(PUBLICADA), n_sujetos=pl.lit(None, pl.Int64))
    campos = ["edicion", "unidad", "indicador", "valor", "origen", "n_sujetos", "confianza", "cita", "nota"]
    todas = pl.concat([parte.select(campos) for parte in (*calculadas, publicadas)]).filter(indicador=seleccion.indicador)
    datos = en_tabla(elegidas).join(todas, on="unidad", how="inner", maintain_order="left")
    orden = {unidad: n for n, unidad in enumerate(elegidas)}
    indicador = _indicador(catalogo, seleccion)
    return Tabla(
        nombre="evolucion",
        titulo=f"{indicador}: {_quienes(elegidas)} en cada edición",
        datos=datos.sort(pl.col("unidad").replace_strict(orden, default=0), "edicion", "origen", maintain_order=True),
        columnas=(
            Columna("nombre", "Unidad"),
            Columna("edicion", "Edición"),
            Columna("valor", indicador, "indice", "0 a 1"),
            Columna("origen", "Origen", descripcion=NOTA_ORIGEN),
            Columna("n_sujetos", "Sujetos", "entero", "sujetos", "De cuántas instituciones es la media; lo publicado no lo dice."),
            Columna("confianza", "Confianza", descripcion="De la cifra publicada: alta (fuente primaria o dos) o media (una sola)."),
            Columna("cita", "De dónde sale"),
            Columna("nota", "Aclaración"),
        ),
        procedencia=_procedencia(seleccion, catalogo),
        notas=(NOTA_ORIGEN, NOTA_LINEA, NOTA_LECTURA),
        consulta="publicado_de_unidades",
        parametros={"metrica": seleccion.metrica, "unidades": list(elegidas)},
    )


def _calculadas(motor: Motor, edicion: Edicion, unidades: list[str]) -> pl.DataFrame:
    filas = motor.consultar("unidades", metrica=edicion.metrica, edicion=edicion.anio, unidades=unidades)
    es_base = pl.col("unidad").str.starts_with("sujeto.")
    return filas.with_columns(
        edicion=pl.lit(edicion.anio, pl.Int64),
        origen=pl.when(es_base).then(pl.lit(BASE)).otherwise(pl.lit(CALCULADA)),
        confianza=pl.lit(None, pl.String),
        cita=pl.lit(fuente(edicion)),
        nota=pl.lit(None, pl.String),
    )


@guardar
def grafica(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, tema: NombreTema) -> Grafica:
    """Un panel por unidad y una columna por edición; la forma dice el origen y la línea sólo une lo comparable."""
    gemela = cifras(motor, catalogo, seleccion)
    por_edicion = comparables(motor, catalogo, seleccion.metrica, seleccion.indicador)
    ediciones = pl.DataFrame(
        {
            "edicion": list(por_edicion),
            "comparable": [c for c, _ in por_edicion.values()],
            "n": [catalogo.ediciones[(seleccion.metrica, anio)].evaluados for anio in por_edicion],
        }
    )
    puntos = gemela.datos.select("nombre", "edicion", "valor", "origen", "confianza")
    unidades = [catalogo.unidades[unidad] for unidad in seleccion.unidades]
    return otras.evolucion(unidades, ediciones, puntos, uniones(gemela.datos, por_edicion), tema, gemela, gemela.titulo)


def uniones(datos: pl.DataFrame, por_edicion: dict[int, tuple[bool, str]]) -> pl.DataFrame:
    """Un trazo por renglón: `nombre`, `antes`, `despues`, `v0`, `v1` y `origen` (de la primera punta) y `origen1`.

    Une cifras seguidas de la misma serie si todas las ediciones de una punta a la otra admiten comparación.
    """
    trazos = []
    for (nombre, _), serie in datos.with_columns(serie=_serie()).group_by("nombre", "serie", maintain_order=True):
        for uno, otro in pairwise(serie.sort("edicion").to_dicts()):
            recorridas = [c for anio, (c, _) in por_edicion.items() if uno["edicion"] <= anio <= otro["edicion"]]
            if all(recorridas):
                trazos.append((nombre, uno["edicion"], otro["edicion"], uno["valor"], otro["valor"], uno["origen"], otro["origen"]))
    esquema = {"nombre": pl.String, "antes": pl.Int64, "despues": pl.Int64, "v0": pl.Float64, "v1": pl.Float64}
    return pl.DataFrame(trazos, schema=esquema | {"origen": pl.String, "origen1": pl.String}, orient="row")


def _serie() -> pl.Expr:
    """Lo calculado y lo publicado no se mezclan; la base y lo publicado de una institución son la misma cifra oficial."""
    return pl.when(pl.col("origen") == CALCULADA).then(pl.lit(CALCULADA)).otherwise(pl.lit(PUBLICADA))


@guardar
def cambios(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, antes: int, despues: int) -> Tabla:
    """Una unidad por renglón: sus dos cifras del mismo origen, el cambio como se lee y de qué depende. Sólo en tramos válidos."""
    datos = cifras(motor, catalogo, seleccion).datos.with_columns(serie=_serie())
    filas = [_cambio(datos.filter(unidad=unidad), unidad, catalogo, seleccion, antes, despues) for unidad in seleccion.unidades]
    numeros = {"antes": pl.Float64, "despues": pl.Float64, "cambio": pl.Float64}
    esquema = {"unidad": pl.String, "nombre": pl.String, **numeros, "origen": pl.String, "lectura": pl.String, "sosten": pl.String}
    return Tabla(
        nombre="cambio_entre_ediciones",
        titulo=f"{_indicador(catalogo, seleccion)}: de {antes} a {despues}",
        datos=pl.DataFrame(filas, schema=esquema, orient="row"),
        columnas=(
            Columna("nombre", "Unidad"),
            Columna("antes", str(antes), "indice", "0 a 1"),
            Columna("despues", str(despues), "indice", "0 a 1"),
            Columna("cambio", "Cambio", "diferencia", "0 a 1", "Resta de las dos cifras como se leen."),
            Columna("origen", "Origen"),
            Columna("lectura", "Qué se puede decir"),
            Columna("sosten", "De qué depende"),
        ),
        procedencia=_procedencia(seleccion, catalogo),
        notas=("No se restan una cifra calculada y una publicada.", NOTA_LECTURA),
        consulta="publicado_de_unidades",
        parametros={"metrica": seleccion.metrica, "unidades": list(seleccion.unidades)},
    )


def _cambio(datos: pl.DataFrame, unidad: str, catalogo: Catalogo, seleccion: Seleccion, antes: int, despues: int) -> tuple[object, ...]:
    nombre = catalogo.unidades[unidad]
    for serie in (PUBLICADA, CALCULADA):
        puntas = {f["edicion"]: f for f in datos.filter(serie=serie).iter_rows(named=True)}
        if antes in puntas and despues in puntas:
            uno, otro = puntas[antes]["valor"], puntas[despues]["valor"]
            salto = formato.redondear(formato.redondear(otro) - formato.redondear(uno))
            sosten = _sosten(unidad, catalogo, seleccion.metrica, antes, despues, puntas[despues]["confianza"])
            origen = " y ".join(dict.fromkeys([puntas[antes]["origen"], puntas[despues]["origen"]]))
            return unidad, nombre, uno, otro, salto, origen, lectura(uno, otro), sosten
    return unidad, nombre, None, None, None, formato.SIN_DATO, "falta una de las dos cifras, o son de distinto origen", ""


def lectura(antes: float, despues: float) -> str:
    """«subió +0.09 (de 0.39 a 0.48)»; un cambio de menos de un centésimo no se llama cambio, y el de uno puede ser redondeo."""
    salto = formato.redondear(formato.redondear(despues) - formato.redondear(antes))
    if salto == 0:
        return "sin cambio apreciable"
    duda = "; puede ser redondeo" if abs(salto) < 0.015 else ""
    return f"la cifra {'sube' if salto > 0 else 'baja'}: {formato.cambio(antes, despues)}{duda}"


def _sosten(unidad: str, catalogo: Catalogo, metrica: str, antes: int, despues: int, confianza: str | None) -> str:
    if es_sujeto(unidad):
        una = " La más reciente sale de una sola fuente secundaria." if confianza == "media" else ""
        return f"Es la misma institución en las dos ediciones: no depende de la muestra.{una}"
    n0, n1 = (formato.entero(catalogo.ediciones[(metrica, anio)].evaluados) for anio in (antes, despues))
    return f"Depende de la muestra: {n0} instituciones en {antes} y {n1} en {despues}, que no son las mismas."


def _indicador(catalogo: Catalogo, seleccion: Seleccion) -> str:
    return catalogo.indicadores[(seleccion.metrica, seleccion.edicion)][seleccion.indicador].nombre_corto


def _quienes(elegidas: dict[str, str]) -> str:
    return formato.enumerar(list(elegidas.values())) if len(elegidas) < 4 else formato.contar(len(elegidas), "unidad", "unidades")


def _procedencia(seleccion: Seleccion, catalogo: Catalogo) -> Procedencia:
    quienes = formato.enumerar([catalogo.unidades[unidad] for unidad in seleccion.unidades])
    sellos = procedencia(de_que_depende(seleccion), catalogo, "evolucion", True, quienes, FUENTE)
    # La edición elegida no recorta nada aquí: el sello no debe decir que sí.
    partes = (METRICAS[seleccion.metrica], "todas las ediciones", _indicador(catalogo, seleccion), quienes)
    return replace(sellos, seleccion=" · ".join(partes))
