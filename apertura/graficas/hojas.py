"""Las hojas de datos de mapa, mosaico y barras: 33 filas siempre, con clase, color, texto y lugar ya resueltos."""

import textwrap
from collections.abc import Sequence
from typing import Literal

import polars as pl

from apertura import formato
from apertura.graficas import escalas
from apertura.graficas.tema import CLASES, SIN_DATO
from apertura.texto import normalizar

Familia = Literal["valor", "brecha"]
FAMILIAS: dict[Familia, int] = {"valor": 0, "brecha": 1}
# Una fila sin valor, que no se dibuja, y no cero filas: el navegador agrega a un conjunto vacío y sustituye a uno que no lo está.
SIN_REFERENCIA = pl.DataFrame({"valor": [None], "texto": [""]}, schema={"valor": pl.Float64, "texto": pl.String})
_ANCHO_DE_TITULO, _ANCHO_DE_MARCA = 30, 30
# Lo que una capa puede decir de otro modo: `nota` cierra el texto emergente; `texto`, la etiqueta si no es el valor; `empatada`,
# si se contornea; `posicion`, el lugar de menor a mayor si no es por valor; `desde`, `hasta` y `marca`, la barra de 0 a 1.
OPCIONALES: dict[str, pl.DataType] = {
    "nota": pl.String(),
    "texto": pl.String(),
    "empatada": pl.Boolean(),
    "posicion": pl.Float64(),
    "desde": pl.Float64(),
    "hasta": pl.Float64(),
    "marca": pl.Float64(),
}


def hoja_de_mapa(
    entidades: pl.DataFrame,
    valores: pl.DataFrame,
    cortes: Sequence[float],
    titulo: str,
    *,
    familia: Familia = "valor",
    unidad: escalas.Unidad = "indice",
    seleccion: str | None = None,
    turno: int = 0,
    ascendente: bool = False,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """`d` (una fila por posición) y `leyenda` (una por clase, de mayor a menor), listas para `mapas.mapa`.

    `entidades`: las 33 posiciones (`cve_ent`, `entidad`, `abreviatura`). `valores`: las que se tengan (`cve_ent`,
    `valor`, `n_sujetos` y, si se quieren, las de `OPCIONALES`). La que falte en `valores` sale sin dato; nunca
    desaparece. `familia` «brecha» es para medidas en que más es peor: cambia de color, no de escala.
    `turno` viaja con cada clic: quien lo aumenta al cambiar la selección por otro medio (URL, buscador) logra que
    volver a tocar la misma entidad cuente como un clic nuevo.
    """
    datos = _con_valores(entidades, valores)
    clases = [escalas.clase_de_color(valor, cortes, unidad) for valor in datos["valor"]]
    leidos = pl.Series("leido", [escalas.FORMATOS[unidad](valor) for valor in datos["valor"]], pl.String)
    numero = FAMILIAS[familia]
    datos = datos.with_columns(
        pl.Series("clase", clases, pl.Int8),
        pl.lit(numero, pl.Int8).alias("familia"),
        pl.Series("indice", [numero * (CLASES + 1) + clase for clase in clases], pl.Int8),
        pl.coalesce("texto", leidos).alias("texto"),
        pl.coalesce("hasta", "valor").alias("hasta"),
        (pl.col("cve_ent") == (seleccion or "")).alias("sel"),
        pl.lit(turno, pl.Int32).alias("turno"),
        _orden(datos, ascendente),
    )
    detalles = pl.Series("detalle", [_detalle(fila) for fila in datos.to_dicts()], pl.String)
    return datos.with_columns(detalles).drop("nota"), _leyenda(datos, numero, cortes, unidad, titulo)


def regla(valor: float | None, texto: str) -> pl.DataFrame:
    """Conjunto `referencia` de las barras: «Nacional 0.39» en su lugar; sin valor, `SIN_REFERENCIA`."""
    return SIN_REFERENCIA if valor is None else pl.DataFrame({"valor": [valor], "texto": [texto]})


def clave_de_marcas(**nombres: str | None) -> pl.DataFrame:
    """Conjunto `marcas`: una fila por marca con nombre, en orden, y su lugar horizontal en tamaños de letra."""
    filas, lugar = [], 0.0
    for marca, nombre in nombres.items():
        if nombre:
            corto = textwrap.shorten(nombre, _ANCHO_DE_MARCA, placeholder="…")
            filas.append({"marca": marca, "nombre": corto, "lugar": lugar})
            lugar += 2.4 + 0.52 * len(corto)
    return pl.DataFrame(filas, schema={"marca": pl.String, "nombre": pl.String, "lugar": pl.Float64})


def _con_valores(entidades: pl.DataFrame, valores: pl.DataFrame) -> pl.DataFrame:
    """Las 33 posiciones, en el orden del catálogo, con lo que se tenga. Una clave ajena o repetida es un error."""
    ajenas = set(valores["cve_ent"]) - set(entidades["cve_ent"])
    if ajenas:
        raise ValueError(f"Claves que no están en el catálogo de entidades: {sorted(ajenas)}.")
    dadas = [pl.col(c).cast(t) if c in valores.columns else pl.lit(None, t).alias(c) for c, t in OPCIONALES.items()]
    limpios = valores.select("cve_ent", pl.col("valor").cast(pl.Float64).fill_nan(None), pl.col("n_sujetos").cast(pl.Int64), *dadas)
    catalogo = entidades.select("cve_ent", "entidad", "abreviatura")
    unidas = catalogo.join(limpios, on="cve_ent", how="left", maintain_order="left", validate="1:1")
    return unidas.with_columns(
        pl.col("n_sujetos", "desde").fill_null(0), pl.col("nota").fill_null(""), pl.col("empatada").fill_null(value=False)
    )


def _orden(datos: pl.DataFrame, ascendente: bool) -> pl.Series:
    """Lugar de cada fila en las barras: por posición si la hay; si no, por valor. Empates por nombre, sin dato al final."""
    ordenadas = (
        datos.select("posicion", "valor", pl.Series("nombre", [normalizar(nombre) for nombre in datos["entidad"]]))
        .with_row_index("fila")
        .sort("posicion", "valor", "nombre", descending=[False, not ascendente, False], nulls_last=True)
    )
    return ordenadas.with_row_index("orden").sort("fila")["orden"].cast(pl.Int8)


def _detalle(fila: dict[str, object]) -> str:
    """«Oaxaca: 0.41 · 23 sujetos obligados · lugar 12 de 33»."""
    if fila["clase"] == SIN_DATO:
        return f"{fila['entidad']}: sin dato"
    sujetos = formato.contar(int(str(fila["n_sujetos"])), "sujeto obligado", "sujetos obligados")
    partes = [f"{fila['entidad']}: {fila['texto']}", sujetos if fila["n_sujetos"] else "", str(fila["nota"])]
    return " · ".join(filter(None, partes))


def _leyenda(datos: pl.DataFrame, familia: int, cortes: Sequence[float], unidad: escalas.Unidad, titulo: str) -> pl.DataFrame:
    """Una fila por clase, de la más alta a la más baja; «sin dato» al final y sólo si hay alguna."""
    renglones = textwrap.wrap(titulo, _ANCHO_DE_TITULO)
    etiquetas = [*escalas.etiquetas_de_clase(cortes, unidad), "sin dato"]
    grupos = {clase: datos.filter(clase=clase)["cve_ent"].to_list() for clase in range(CLASES + 1)}
    visibles = [*reversed(range(CLASES)), *([SIN_DATO] if grupos[SIN_DATO] else [])]
    return pl.DataFrame(
        {
            "fila": range(len(visibles)),
            "filas": [len(visibles)] * len(visibles),
            "clase": visibles,
            "familia": [familia] * len(visibles),
            "indice": [familia * (CLASES + 1) + clase for clase in visibles],
            "etiqueta": [etiquetas[clase] for clase in visibles],
            "cuenta": [f"({len(grupos[clase])})" for clase in visibles],
            "conteo": [_conteo(grupos[clase]) for clase in visibles],
            "titulo": ["\n".join(renglones) if not fila else "" for fila in range(len(visibles))],
            "lineas": [len(renglones)] * len(visibles),
        },
        schema_overrides=dict.fromkeys(("fila", "filas", "clase", "familia", "indice", "lineas"), pl.Int8),
    )


def _conteo(claves: list[str]) -> str:
    """«12 entidades», «11 entidades y Fed.», «sólo Fed.» o «ninguna»: la Federación no es una entidad."""
    estados = sum(clave != "FED" for clave in claves)
    if not estados:
        return "sólo Fed." if claves else "ninguna"
    return formato.contar(estados, "entidad", "entidades") + (" y Fed." if estados < len(claves) else "")
