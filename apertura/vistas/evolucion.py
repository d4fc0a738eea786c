"""Evolución: las cifras de cada edición, con lo que se puede comparar y lo que no, según la tabla de comparabilidad."""

from dataclasses import dataclass, replace
from itertools import combinations, pairwise

import polars as pl

from apertura import formato
from apertura.catalogo import METRICAS, Catalogo, Edicion
from apertura.consultas import Motor
from apertura.frases import Frase, decir
from apertura.graficas import Grafica, otras
from apertura.graficas.tema import NombreTema
from apertura.seleccion import Seleccion
from apertura.tablas import Columna, Procedencia, Tabla
from apertura.unidades import NACIONAL, en_tabla
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
    datos = cifras(motor, catalogo, seleccion).datos
    hay = {t.clave: sum(puntas(datos, u, t.antes, t.despues) is not None for u in seleccion.unidades) for t in todos if t.valido}
    return max((t for t in todos if t.valido), key=lambda t: (hay[t.clave], t.despues - t.antes), default=None)


def por_que_no(tramo: Tramo) -> Frase:
    """Por qué esa pareja no se compara."""
    return decir("evolucion.no_se_compara", de=tramo.antes, a=tramo.despues, motivo=tramo.motivo)


def puntas(datos: pl.DataFrame, unidad: str, antes: int, despues: int) -> tuple[dict, dict] | None:
    """Los dos renglones de `cifras` de la unidad que se pueden restar: de la misma serie, y de las bases antes que lo publicado."""
    propios = datos.filter(unidad=unidad).with_columns(serie=serie())
    for cual in (CALCULADA, PUBLICADA):
        por_edicion = {f["edicion"]: f for f in propios.filter(serie=cual).sort("origen", descending=True).iter_rows(named=True)}
        if antes in por_edicion and despues in por_edicion:
            return por_edicion[antes], por_edicion[despues]
    return None


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
    indicador = nombre_del_indicador(catalogo, seleccion)
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
        procedencia=sellos(seleccion, catalogo),
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
    for (nombre, _), propios in datos.with_columns(serie=serie()).group_by("nombre", "serie", maintain_order=True):
        # Si de una edición hay base y cifra publicada de la misma institución, la línea pasa por la base.
        for uno, otro in pairwise(propios.sort("edicion", "origen").unique("edicion", keep="first", maintain_order=True).to_dicts()):
            recorridas = [c for anio, (c, _) in por_edicion.items() if uno["edicion"] <= anio <= otro["edicion"]]
            if all(recorridas):
                trazos.append((nombre, uno["edicion"], otro["edicion"], uno["valor"], otro["valor"], uno["origen"], otro["origen"]))
    esquema = {"nombre": pl.String, "antes": pl.Int64, "despues": pl.Int64, "v0": pl.Float64, "v1": pl.Float64}
    return pl.DataFrame(trazos, schema=esquema | {"origen": pl.String, "origen1": pl.String}, orient="row")


def serie() -> pl.Expr:
    """Lo calculado y lo publicado no se mezclan; la base y lo publicado de una institución son la misma cifra oficial."""
    return pl.when(pl.col("origen") == CALCULADA).then(pl.lit(CALCULADA)).otherwise(pl.lit(PUBLICADA))


def nombre_del_indicador(catalogo: Catalogo, seleccion: Seleccion) -> str:
    """El nombre corto del indicador elegido."""
    return catalogo.indicadores[(seleccion.metrica, seleccion.edicion)][seleccion.indicador].nombre_corto


def _quienes(elegidas: dict[str, str]) -> str:
    return formato.enumerar(list(elegidas.values())) if len(elegidas) < 4 else formato.contar(len(elegidas), "unidad", "unidades")


def sellos(seleccion: Seleccion, catalogo: Catalogo) -> Procedencia:
    """Los sellos de todo lo de esta página: el indicador y quiénes, en todas las ediciones."""
    quienes = formato.enumerar([catalogo.unidades[unidad] for unidad in seleccion.unidades])
    propios = procedencia(de_que_depende(seleccion), catalogo, "evolucion", True, quienes, FUENTE)
    # La edición elegida no recorta nada aquí: el sello no debe decir que sí.
    partes = (METRICAS[seleccion.metrica], "todas las ediciones", nombre_del_indicador(catalogo, seleccion), quienes)
    return replace(propios, seleccion=" · ".join(partes))
