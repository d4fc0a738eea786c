"""Comparaciones: contra una referencia, medias por grupo, brechas oficiales y lo publicado por edición."""

import polars as pl

from apertura import formato
from apertura.graficas import descripciones, plantillas
from apertura.graficas.base import Grafica
from apertura.graficas.hojas import clave_de_marcas, regla
from apertura.graficas.tema import NombreTema
from apertura.tablas import Tabla


def contra_referencia(
    indicadores: pl.DataFrame,
    tema: NombreTema,
    tabla: Tabla,
    titulo: str,
    *,
    propio: str,
    nacional: str = "Nacional",
    otra: str | None = None,
) -> Grafica:
    """Valor propio contra el nacional (y otra referencia opcional), en el orden del árbol y con sangría.

    `indicadores`: `indicador`, `padre` (null en la raíz), `nombre`, `valor`, `nacional` y, si se da `otra` (su nombre
    para la leyenda), la columna `otra`. La diferencia es la de las cifras como se leen.
    """
    if "otra" not in indicadores.columns:
        indicadores = indicadores.with_columns(pl.lit(None, pl.Float64).alias("otra"))
    datos = en_arbol(indicadores).with_row_index("fila")
    filas = datos.to_dicts()
    datos = datos.with_columns(
        pl.col("fila").cast(pl.Int64),
        pl.col("nombre").alias("etiqueta"),
        pl.Series("texto", [formato.indice(fila["valor"]) for fila in filas], pl.String),
        pl.Series("diferencia", [_diferencia(fila["valor"], fila["nacional"]) for fila in filas], pl.String),
        pl.Series("detalle", [_detalle_de_comparacion(fila, propio, nacional, otra) for fila in filas], pl.String),
    )
    campos = ["fila", "nivel", "etiqueta", "valor", "nacional", "otra", "texto", "diferencia", "detalle"]
    conjuntos = {
        "indicadores": datos.select(campos),
        "marcas": clave_de_marcas(circulo=propio, referencia=nacional, hueco=otra),
    }
    plantilla = plantillas.especificacion("contra_referencia", tema, filas=len(filas))
    descripcion = descripciones.de_comparacion(datos, titulo, propio, nacional)
    return Grafica(plantilla, conjuntos, titulo, descripcion, tabla, 55 + 34 * len(filas))


def en_arbol(indicadores: pl.DataFrame) -> pl.DataFrame:
    """Las filas en el orden del árbol (el padre antes que sus hijos) y con su `nivel`; un huérfano cuenta como raíz."""
    presentes = set(indicadores["indicador"])
    hijos: dict[str | None, list[str]] = {}
    for clave, padre in indicadores.select("indicador", "padre").iter_rows():
        hijos.setdefault(padre if padre in presentes else None, []).append(clave)
    recorrido: list[tuple[str, int]] = []
    pendientes = [(clave, 0) for clave in reversed(hijos.get(None, []))]
    while pendientes:
        clave, nivel = pendientes.pop()
        recorrido.append((clave, nivel))
        pendientes += [(hijo, nivel + 1) for hijo in reversed(hijos.get(clave, []))]
    orden = pl.DataFrame(recorrido, schema={"indicador": pl.String, "nivel": pl.Int64}, orient="row")
    return orden.join(indicadores, on="indicador", how="left", maintain_order="left")


def barras_por_tipo(
    grupos: pl.DataFrame, tema: NombreTema, tabla: Tabla, titulo: str, *, nacional: float | None = None, referencia: str = "Nacional"
) -> Grafica:
    """Media por grupo, de mayor a menor, con su conteo. `grupos`: `grupo`, `valor`, `n` y, opcional, `sel`."""
    if "sel" not in grupos.columns:
        grupos = grupos.with_columns(pl.lit(False).alias("sel"))
    datos = grupos.sort("valor", "grupo", descending=[True, False], nulls_last=True).with_row_index("fila")
    filas = datos.to_dicts()
    cuentas = [formato.contar(fila["n"], "institución", "instituciones") for fila in filas]
    datos = datos.with_columns(
        pl.col("fila").cast(pl.Int64),
        pl.col("grupo").alias("etiqueta"),
        pl.Series("cuenta", cuentas, pl.String),
        pl.Series("texto", [formato.indice(fila["valor"]) for fila in filas], pl.String),
        pl.Series(
            "detalle",
            [f"{f['grupo']}: {formato.indice(f['valor'])} · {c}" for f, c in zip(filas, cuentas, strict=True)],
            pl.String,
        ),
    )
    conjuntos = {
        "grupos": datos.select("fila", "etiqueta", "cuenta", "valor", "texto", "sel", "detalle"),
        "referencia": regla(nacional, f"{referencia} {formato.indice(nacional)}"),
    }
    plantilla = plantillas.especificacion("medias", tema, filas=len(filas))
    return Grafica(plantilla, conjuntos, titulo, descripciones.de_medias(datos, titulo, nacional, referencia), tabla, 55 + 28 * len(filas))


def brechas_oficiales(componentes: pl.DataFrame, tema: NombreTema, tabla: Tabla, titulo: str) -> Grafica:
    """Brecha = peso × (1 − valor) de cada componente, de mayor a menor, con tres decimales como la publica el INAI.

    `componentes`: `etiqueta`, `brecha`, `publicada` (la cifra del resumen ejecutivo, o null). Sin brecha, no se dibuja.
    """
    datos = componentes.filter(pl.col("brecha").is_not_null()).sort("brecha", "etiqueta", descending=[True, False]).with_row_index("fila")
    filas = datos.to_dicts()
    textos = [formato.decimal(fila["brecha"], 3) for fila in filas]
    rotulos = [_rotulo_de_brecha(texto, fila["publicada"]) for texto, fila in zip(textos, filas, strict=True)]
    datos = datos.with_columns(
        pl.col("fila").cast(pl.Int64),
        pl.col("publicada").cast(pl.Float64),
        pl.Series("texto", textos, pl.String),
        pl.Series("rotulo", rotulos, pl.String),
        pl.lit(max((fila["brecha"] for fila in filas), default=1.0) or 1.0, pl.Float64).alias("maximo"),
        pl.Series("detalle", [f"{f['etiqueta']}: brecha de {r}" for f, r in zip(filas, rotulos, strict=True)], pl.String),
    )
    conjuntos = {"componentes": datos.select("fila", "etiqueta", "brecha", "maximo", "publicada", "rotulo", "detalle")}
    plantilla = plantillas.especificacion("brechas", tema, filas=max(len(filas), 1))
    return Grafica(plantilla, conjuntos, titulo, descripciones.de_brechas(datos, titulo), tabla, 55 + 26 * len(filas))


def ediciones_publicadas(ediciones: pl.DataFrame, tema: NombreTema, tabla: Tabla, titulo: str) -> Grafica:
    """Valor nacional publicado en cada edición, en puntos sueltos. `ediciones`: `edicion`, `valor`, `n` (o null)."""
    datos = ediciones.sort("edicion").with_row_index("columna")
    filas = datos.to_dicts()
    cuentas = ["" if fila["n"] is None else formato.contar(fila["n"], "institución", "instituciones") for fila in filas]
    textos = [formato.indice(fila["valor"]) for fila in filas]
    detalles = [
        " · ".join(filter(None, [f"{fila['edicion']}: {texto}", cuenta]))
        for fila, texto, cuenta in zip(filas, textos, cuentas, strict=True)
    ]
    datos = datos.with_columns(
        pl.col("columna").cast(pl.Int64),
        pl.col("edicion").cast(pl.String),
        pl.Series("texto", textos, pl.String),
        pl.Series("cuenta", [cuenta.replace(" ", "\n") for cuenta in cuentas], pl.String),
        pl.Series("detalle", detalles, pl.String),
    )
    conjuntos = {"ediciones": datos.select("columna", "edicion", "valor", "texto", "cuenta", "detalle")}
    plantilla = plantillas.especificacion("ediciones", tema, columnas=max(len(filas), 1))
    return Grafica(
        plantilla,
        conjuntos,
        titulo,
        descripciones.de_ediciones(datos.with_columns(pl.Series("cuenta", cuentas)), titulo),
        tabla,
        290,
    )


def _diferencia(valor: float | None, referencia: float | None) -> str:
    if valor is None or referencia is None:
        return ""
    return formato.cambio(referencia, valor).split(" (")[0]


def _rotulo_de_brecha(texto: str, publicada: float | None) -> str:
    """«0.282 (publicada: 0.28)»: lo calculado y, con los decimales que usó el INAI, lo publicado."""
    if publicada is None:
        return texto
    corta = formato.decimal(publicada, 2)
    return f"{texto} (publicada: {corta if abs(float(corta) - publicada) < 1e-9 else formato.decimal(publicada, 3)})"


def _detalle_de_comparacion(fila: dict[str, object], propio: str, nacional: str, otra: str | None) -> str:
    nombres = {"valor": propio, "nacional": nacional} | ({"otra": otra} if otra else {})
    return f"{fila['nombre']}: " + " · ".join(f"{nombre} {_texto(fila[campo])}" for campo, nombre in nombres.items())


def _texto(valor: object) -> str:
    return formato.indice(float(valor)) if isinstance(valor, int | float) else formato.SIN_DATO
