"""Distribuciones: cada institución es un punto. Con tantos ceros y valores repetidos, una densidad suavizada mentiría.

Los valores iguales (a la centésima) se apilan alrededor del renglón, siempre igual para los mismos datos. Los ceros,
que son muchísimos, forman un bloque a la izquierda del eje, y además se escribe cuántos son.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

import polars as pl

from apertura import formato
from apertura.graficas import descripciones, plantillas
from apertura.graficas.base import Grafica
from apertura.graficas.hojas import clave_de_marcas, regla
from apertura.graficas.tema import NombreTema
from apertura.tablas import Tabla

# Más puntos no se distinguen, y cada uno viaja al navegador y se dibuja por separado.
PUNTOS_MAXIMOS = 2_000
_PASO_DE_PILA = 0.13
# Bloque de ceros: puntos por columna y, en tamaños de letra, separación y ancho máximo.
_ALTO_DEL_BLOQUE, _PASO_DEL_BLOQUE, _ANCHO_DEL_BLOQUE = 7, 0.5, 5.5


def tira_por_tipo(
    puntos: pl.DataFrame,
    tema: NombreTema,
    tabla: Tabla,
    titulo: str,
    *,
    nacional: float | None = None,
    referencia: str = "Nacional",
    orden: Sequence[str] | None = None,
    rotulo: str | None = None,
) -> Grafica:
    """Tira por grupo: un punto por institución, la mediana del grupo y la regla nacional.

    `puntos`: `grupo`, `valor` (0 a 1 o null), `nombre`, `clave`, `sel`, `detalle`. Los grupos salen de más a menos
    instituciones, o en el `orden` que se dé; `rotulo` nombra lo resaltado en la leyenda (si no, el nombre). Las que no
    tienen dato no se dibujan: se cuentan en la etiqueta y en la descripción.
    """
    grupos = _en_orden(_grupos(puntos), orden)
    filas = {grupo: fila for fila, grupo in enumerate(grupos["grupo"])}
    con_dato = puntos.filter(pl.col("valor").is_not_null() & pl.col("valor").is_not_nan())
    numerados = con_dato.with_columns(fila=pl.col("grupo").replace_strict(filas, return_dtype=pl.Int64))
    dibujados, cada = uno_de_cada(numerados)
    apilados = _apilar(dibujados)
    elegida = rotulo or next(iter(apilados.filter(pl.col("sel"))["nombre"]), None)
    conjuntos = {
        "puntos": apilados.select("fila", "valor", "desvio", "corrimiento", "clave", "sel", "detalle"),
        "grupos": grupos.with_row_index("fila").select(pl.col("fila").cast(pl.Int64), "etiqueta", "cuenta", "ceros", "mediana"),
        "referencia": regla(nacional, f"{referencia} {formato.indice(nacional)}"),
        "marcas": clave_de_marcas(punto=f"Una institución{_de_cada(cada)}", mediana="Mediana del grupo", circulo=elegida),
    }
    plantilla = plantillas.especificacion("tira", tema, filas=len(grupos))
    descripcion = descripciones.de_tira(puntos, titulo)
    return Grafica(plantilla, conjuntos, titulo, descripcion, tabla, 55 + 52 * len(grupos))


def _en_orden(grupos: pl.DataFrame, orden: Sequence[str] | None) -> pl.DataFrame:
    if orden is None:
        return grupos
    return pl.DataFrame({"grupo": list(orden)}, schema={"grupo": pl.String}).join(grupos, on="grupo", how="inner", maintain_order="left")


def _grupos(puntos: pl.DataFrame) -> pl.DataFrame:
    """Una fila por grupo: `etiqueta`, `cuenta` («58 instituciones»), `ceros` («12 en cero») y `mediana`."""
    resumen = (
        puntos.with_columns(pl.col("valor").fill_nan(None))
        .group_by("grupo")
        .agg(
            n=pl.len(),
            con_dato=pl.col("valor").count(),
            en_cero=(pl.col("valor") == 0).sum(),
            # De una sola institución no hay mediana que decir: la raya taparía su punto.
            mediana=pl.when(pl.col("valor").count() > 1).then(pl.col("valor").median()),
        )
        .sort("n", "grupo", descending=[True, False])
    )
    filas = resumen.to_dicts()
    return resumen.with_columns(
        pl.col("grupo").alias("etiqueta"),
        pl.Series("cuenta", [_cuenta(fila["n"], fila["con_dato"]) for fila in filas], pl.String),
        pl.Series("ceros", [f"{formato.entero(f['en_cero'])} en cero" if f["en_cero"] else "" for f in filas], pl.String),
    )


def _cuenta(total: int, con_dato: int) -> str:
    falta = f", {formato.entero(total - con_dato)} s/d" if con_dato < total else ""
    return formato.contar(total, "institución", "instituciones") + falta


def uno_de_cada(puntos: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """Los puntos que se dibujan, y de cada cuántos es uno: más de 1 sólo si son más de `PUNTOS_MAXIMOS`.

    Se toman a intervalos iguales del orden por valor, que conserva la forma de la distribución; el elegido, siempre.
    """
    cada = -(-puntos.height // PUNTOS_MAXIMOS)
    if cada <= 1:
        return puntos, 1
    en_turno = pl.int_range(pl.len()) % cada == cada // 2
    return puntos.sort("fila", "valor", "clave").filter(en_turno | pl.col("sel")), cada


def _de_cada(cada: int) -> str:
    return f" de cada {formato.entero(cada)}" if cada > 1 else ""


def _apilar(puntos: pl.DataFrame) -> pl.DataFrame:
    """Agrega dónde va cada punto en su pila: `desvio`, en altos de renglón, y `corrimiento`, en tamaños de letra."""
    ordenados = puntos.sort("fila", "valor", "clave")
    pilas = [(fila, formato.indice(valor)) for fila, valor in ordenados.select("fila", "valor").iter_rows()]
    en_cero = (ordenados["valor"] == 0).to_list()
    bloques = lugares_en_bloque([pila[0] for pila, cero in zip(pilas, en_cero, strict=True) if cero])
    lugares = [next(bloques) if cero else (desvio, 0.0) for cero, desvio in zip(en_cero, desvios(pilas), strict=True)]
    return ordenados.with_columns(
        pl.Series("desvio", [vertical for vertical, _ in lugares], pl.Float64),
        pl.Series("corrimiento", [horizontal for _, horizontal in lugares], pl.Float64),
    )


def desvios(pilas: Sequence[object]) -> list[float]:
    """Lugar vertical de cada punto en su pila, centrado: 0 si está solo; nunca más de ±0.42."""
    tamanos, vistos, resultado = Counter(pilas), Counter(), []
    for pila in pilas:
        cuantos = tamanos[pila]
        paso = min(_PASO_DE_PILA, 0.84 / max(cuantos - 1, 1))
        resultado.append(round((vistos[pila] - (cuantos - 1) / 2) * paso, 4))
        vistos[pila] += 1
    return resultado


def lugares_en_bloque(filas: Sequence[int]) -> Iterator[tuple[float, float]]:
    """Lugares (vertical, horizontal) de los ceros de cada fila: columnas de siete hacia la izquierda del eje."""
    tamanos, vistos = Counter(filas), Counter()
    for fila in filas:
        columnas = -(-tamanos[fila] // _ALTO_DEL_BLOQUE)
        columna, lugar = divmod(vistos[fila], _ALTO_DEL_BLOQUE)
        alto = min(_ALTO_DEL_BLOQUE, tamanos[fila] - columna * _ALTO_DEL_BLOQUE)
        paso = min(_PASO_DEL_BLOQUE, _ANCHO_DEL_BLOQUE / max(columnas - 1, 1))
        vistos[fila] += 1
        yield round((lugar - (alto - 1) / 2) * _PASO_DE_PILA, 4), round(-columna * paso, 4)


def banda_de_pares(indicadores: pl.DataFrame, puntos: pl.DataFrame, tema: NombreTema, tabla: Tabla, titulo: str) -> Grafica:
    """Por indicador: banda del P25 al P75 de los pares, raya en la mediana, un punto por par y el valor propio.

    `indicadores`: `etiqueta`, `p25`, `p50`, `p75`, `valor` (null si no hay dato), en el orden en que se leen, y, si se
    quiere, `apoyo`, que va bajo el nombre («área individual»).
    `puntos`: `etiqueta`, `valor`, `clave`, `detalle`, una fila por par e indicador.
    """
    if "apoyo" not in indicadores.columns:
        indicadores = indicadores.with_columns(pl.lit("").alias("apoyo"))
    filas = {etiqueta: fila for fila, etiqueta in enumerate(indicadores["etiqueta"])}
    con_dato = puntos.filter(pl.col("valor").is_not_null() & pl.col("valor").is_not_nan())
    numerados = con_dato.with_columns(fila=pl.col("etiqueta").replace_strict(filas, return_dtype=pl.Int64), sel=pl.lit(False))
    dibujados, cada = uno_de_cada(numerados)
    propios = indicadores.with_row_index("fila").with_columns(
        pl.col("fila").cast(pl.Int64),
        pl.Series("texto", [formato.indice(valor) for valor in indicadores["valor"]], pl.String),
        pl.Series("detalle", [descripciones.de_banda(fila) for fila in indicadores.to_dicts()], pl.String),
    )
    propios = propios.with_columns(_pares_en_cero(propios["etiqueta"], con_dato))
    conjuntos = {
        "indicadores": propios.select("fila", "etiqueta", "apoyo", "p25", "p50", "p75", "valor", "texto", "ceros", "detalle"),
        "puntos": _apilar(dibujados).select("fila", "valor", "desvio", "corrimiento", "clave", "sel", "detalle"),
        "marcas": clave_de_marcas(rombo="Valor propio", mediana="Mediana", banda="Mitad central", punto=f"Un par{_de_cada(cada)}"),
    }
    plantilla = plantillas.especificacion("banda", tema, filas=len(indicadores))
    descripcion = descripciones.de_bandas(indicadores, titulo)
    return Grafica(plantilla, conjuntos, titulo, descripcion, tabla, 55 + 44 * len(indicadores))


def _pares_en_cero(etiquetas: pl.Series, puntos: pl.DataFrame) -> pl.Series:
    """«126 en cero» por indicador; vacío si ninguno. El bloque a la izquierda del eje son ceros, no valores negativos."""
    cuentas = dict(puntos.filter(pl.col("valor") == 0).group_by("etiqueta").len().iter_rows())
    textos = [f"{formato.entero(cuentas[e])} en cero" if cuentas.get(e) else "" for e in etiquetas]
    return pl.Series("ceros", textos, pl.String)
