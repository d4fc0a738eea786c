"""Las capas del mapa que salen del motor de brechas: potencial, rezago compartido e intervalo de lugar.

Una entidad por renglón, como las demás capas, y sólo se calculan cuando alguien las elige. Los pares (METODO §3) son los de
toda la edición: un filtro cambia a quiénes se promedia, no contra quién se les compara.
"""

from dataclasses import dataclass

import polars as pl

from apertura import formato
from apertura.brechas.arbol import Arbol
from apertura.brechas.ficha import Medicion
from apertura.brechas.grupos import formar
from apertura.brechas.incertidumbre import Remuestreo, remuestrear
from apertura.brechas.posicion import posiciones
from apertura.brechas.potencial import potencial
from apertura.catalogo import CAPAS, Catalogo, Indicador
from apertura.consultas import Motor
from apertura.seleccion import Seleccion
from apertura.tablas import Columna
from apertura.vistas.comun import edicion_de, guardar
from apertura.vistas.pares import medicion_de
from apertura.vistas.sorteos import remuestreo

CAPAS_DE_BRECHAS = ("potencial", "compartido", "intervalo")
CERTEZA = 0.975
NOTAS = {
    "potencial": (
        "Potencial: simulación, no pronóstico. Es cuánto subiría la media del índice de la entidad si, en este indicador, cada "
        "institución llegara a la cifra del cuarto más alto de sus pares (peso × distancia al percentil 75, sin contarla)."
    ),
    "compartido": (
        "Rezago compartido: la institución está por debajo de 0.20 y también la mediana de sus pares. En un indicador que se compone "
        "de otros, es la proporción de sus partes que están así."
    ),
    "intervalo": (
        "Intervalo de remuestreo, no margen de error: la selección de la muestra no fue documentada como aleatoria. Mil sorteos con "
        "reemplazo y semilla fija dentro de cada entidad, orden y tipo; el intervalo reúne 95 de cada 100 lugares sorteados. Hay empate "
        "estadístico si ninguna de las dos queda arriba en 97.5 % o más de los sorteos. En las barras, el punto es el lugar."
    ),
}
_COLUMNAS = {
    "potencial": (Columna("potencial", "Potencial", "decimal4", "puntos del índice", "Media de w × máx(0, P75 de sus pares − x)."),),
    "compartido": (Columna("compartido", "Rezago compartido", "porcentaje", "0 a 1", "Proporción de sujetos en rezago compartido."),),
    "intervalo": (
        Columna("lugar_bajo", "Lugar, desde", "entero", "lugar", "Extremo mejor del intervalo de remuestreo de 95 %."),
        Columna("lugar_alto", "Lugar, hasta", "entero", "lugar", "Extremo peor del intervalo de remuestreo de 95 %."),
        Columna("intervalo", "Lugares que abarca", "entero", "lugares", "Cuántos lugares caben en el intervalo."),
        Columna("empates", "Empatadas", "entero", "posiciones", "Con cuántas otras posiciones hay empate estadístico."),
        Columna("n_fijos", "Únicas en su estrato", "entero", "sujetos", "Sujetos que el sorteo no cambia: acortan el intervalo."),
    ),
}


@dataclass(frozen=True, eq=False)
class Capa:
    """`datos`: una entidad por renglón con las columnas de la capa; `nacional`, la misma cifra de todos los sujetos elegidos.

    `empatadas`: por entidad, las demás con las que hay empate estadístico (sólo en «intervalo»).
    """

    datos: pl.DataFrame
    nacional: float | None
    empatadas: dict[str, tuple[str, ...]]


def columnas(capa: str) -> tuple[Columna, ...]:
    """Las columnas que la capa agrega a la tabla del mapa."""
    return _COLUMNAS.get(capa, ())


@guardar
def calcular(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Capa:
    """La capa elegida para los sujetos que dejan los filtros. Fuente: METODO §3, M2, M4 y M10."""
    toda = medicion_de(motor, catalogo, seleccion)
    if seleccion.capa == "intervalo":
        return _intervalo(_sorteo(motor, catalogo, seleccion, toda))
    hojas = hojas_de(seleccion.indicador, catalogo.indicadores[(seleccion.metrica, seleccion.edicion)], toda.arbol)
    por_sujeto = por_hoja(motor, catalogo, Seleccion(metrica=seleccion.metrica, edicion=seleccion.edicion))
    cifra = pl.col("potencial").sum() if seleccion.capa == "potencial" else pl.col("compartido").mean()
    propios = (
        elegidos(por_sujeto, seleccion)
        .filter(pl.col("indicador").is_in(hojas))
        .group_by("clave_sujeto", "cve_ent")
        .agg(pl.when(pl.col(seleccion.capa).is_not_null().all()).then(cifra).alias(seleccion.capa))
    )
    nacional = propios[seleccion.capa].mean()
    datos = propios.group_by("cve_ent").agg(pl.col(seleccion.capa).mean()).sort("cve_ent")
    return Capa(datos, None if nacional is None else float(str(nacional)), {})


@guardar
def por_hoja(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> pl.DataFrame:
    """Un sujeto × hoja por renglón: `potencial` (puntos del índice) y `compartido` (1 o 0), nulos si no se pueden calcular."""
    toda = medicion_de(motor, catalogo, seleccion)
    pares = formar(toda.tabla, toda.arbol)
    clases = posiciones(toda.tabla, toda.arbol, pares)["clase"]
    return (
        potencial(toda.tabla, toda.arbol, pares)
        .select("clave_sujeto", "indicador", pl.col("ganancia").alias("potencial"))
        .with_columns((clases == "compartido").cast(pl.Float64).alias("compartido"))
        .join(toda.tabla.select("clave_sujeto", "cve_ent", "orden", "tipo"), on="clave_sujeto", how="left", maintain_order="left")
    )


def hojas_de(indicador: str, indicadores: dict[str, Indicador], arbol: Arbol) -> list[str]:
    """Las hojas del árbol que hay debajo de un indicador (él mismo, si es hoja)."""
    return [hoja for hoja in arbol.hojas if indicador in _ascendencia(hoja, indicadores)]


def _ascendencia(clave: str | None, indicadores: dict[str, Indicador]) -> set[str]:
    linea: set[str] = set()
    while clave and clave not in linea:
        linea.add(clave)
        clave = indicadores[clave].padre if clave in indicadores else None
    return linea


def elegidos(tabla: pl.DataFrame, seleccion: Seleccion) -> pl.DataFrame:
    """Los sujetos que dejan los filtros de orden y tipo."""
    for columna, valores in (("orden", seleccion.ordenes), ("tipo", seleccion.tipos)):
        tabla = tabla.filter(pl.col(columna).is_in(valores)) if valores else tabla
    return tabla


def _sorteo(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, toda: Medicion) -> Remuestreo:
    """El índice sale de su árbol, como en la ficha de la entidad (y sin filtros es el mismo sorteo); los demás, de su propia cifra."""
    indicador, es_el_indice = seleccion.indicador, seleccion.indicador == toda.arbol.raiz
    if es_el_indice and not seleccion.ordenes and not seleccion.tipos:
        hecho = remuestreo(motor, edicion_de(seleccion, catalogo))
        if hecho is not None:
            return hecho
    arbol = toda.arbol if es_el_indice else Arbol(indicador, (indicador,), (1.0,), (1.0,), ("",))
    return remuestrear(elegidos(toda.tabla, seleccion), arbol, toda.universo)


def _intervalo(sorteo: Remuestreo) -> Capa:
    """El lugar con su intervalo. Donde ningún sujeto puede cambiar en el sorteo no hay intervalo que decir: va nulo."""
    claves = sorteo.lugares["cve_ent"].to_list()
    se_mueve = [n > fijos for n, fijos in sorteo.lugares.select("n_sujetos", "n_fijos").iter_rows()]
    empatadas = {
        a: tuple(b for j, b in enumerate(claves) if j != i and se_mueve[j] and max(sorteo.gana[i, j], sorteo.gana[j, i]) < CERTEZA)
        for i, a in enumerate(claves)
        if se_mueve[i]
    }
    datos = sorteo.lugares.select(
        "cve_ent",
        "n_fijos",
        *(pl.when(pl.Series(se_mueve, dtype=pl.Boolean)).then(pl.col(c).cast(pl.Int64)).alias(c) for c in ("lugar_bajo", "lugar_alto")),
    ).with_columns(
        intervalo=pl.col("lugar_alto") - pl.col("lugar_bajo") + 1,
        empates=pl.Series([len(empatadas[c]) if c in empatadas else None for c in claves], dtype=pl.Int64),
    )
    return Capa(datos, None, empatadas)


def que_faltan(seleccion: Seleccion, catalogo: Catalogo) -> str:
    """«No se muestra la capa «Intervalo de lugar»: esta edición es un censo…», una oración por motivo; vacío si están todas."""
    por_motivo: dict[str, list[str]] = {}
    for capa, motivo in catalogo.sin_capa(seleccion.metrica, seleccion.edicion, seleccion.indicador).items():
        por_motivo.setdefault(motivo, []).append(f"«{CAPAS[capa]}»")
    partes = [
        f"{'No se muestra la capa' if len(c) == 1 else 'No se muestran las capas'} {formato.enumerar(c)}: {m}."
        for m, c in por_motivo.items()
    ]
    return " ".join(partes)


def tope(seleccion: Seleccion, catalogo: Catalogo) -> float:
    """Lo más que puede valer la capa, que es lo largo de las barras: 1, o el peso en el índice si es una ganancia."""
    peso = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)][seleccion.indicador].peso_en_indice
    return (peso or 1.0) if seleccion.capa == "potencial" else 1.0


def de_otro_modo(datos: pl.DataFrame, tope: float, capa: str) -> list[pl.Expr]:
    """Lo que la capa no dice como una cifra de 0 a 1: la ganancia se mide contra su tope; el intervalo va de lugar a lugar."""
    if capa == "potencial":
        return [(pl.col("potencial") / tope).alias("hasta")]
    if capa != "intervalo":
        return []
    total = max(int(datos["lugar"].count()), 1)
    bajo, alto, hay = pl.col("lugar_bajo"), pl.col("lugar_alto"), pl.col("intervalo").is_not_null()
    solo = pl.col("lugar_bajo").cast(pl.String)
    return [
        pl.when(hay & (bajo == alto)).then(solo).when(hay).then(pl.format("{}–{}", bajo, alto)).alias("texto"),
        pl.when(hay).then("lugar").cast(pl.Float64).alias("posicion"),
        ((bajo - 1) / total).alias("desde"),
        (alto / total).alias("hasta"),
        pl.when(hay).then((pl.col("lugar") - 0.5) / total).alias("marca"),
    ]
