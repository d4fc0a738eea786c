"""Los renglones de datos de una hoja: cuáles no lo son (encabezados repetidos, totales, notas) y el texto de los demás, limpio."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from apertura.importador.entender.cabecera import Cabecera
from apertura.importador.entender.columnas import IGNORAR, Columna

INVISIBLES = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
_PIE = r"(?i)^\s*(fuente|nota|notas|elabora|\*|https?:|n\.? ?d\.?:|s/d:|\d/ |[a-f]/ |\(\d\)|\(\w\))"
_TOTAL = r"(?i)^\s*(sub ?total(es)?|total(es)?|gran total|promedio|media (nacional|estatal|general|total))\b"
_PAIS = r"(?i)^\s*(total|promedio|media) (nacional|pa[ií]s)\b"
_NO = ["0", "0.0", "no", "falso", "false", "n"]
CLAVES = ("entidad", "cve_ent", "nombre_publicado", "etiqueta", "tipo", "orden", "clave", "indicador")


@dataclass(frozen=True)
class Renglones:
    """`datos`: `renglon` y una columna de texto por campo. `excluidos`: renglon, codigo, texto. `leidos`: los no vacíos."""

    datos: pl.DataFrame
    excluidos: pl.DataFrame
    leidos: int
    limpiados: int


def separar(celdas: pl.DataFrame, cabecera: Cabecera, columnas: Sequence[Columna], valores: Sequence[str], agregado: bool) -> Renglones:
    """Aparta lo que no es dato. `valores`: los campos que llevan números; `agregado`: el archivo no es por institución."""
    cuerpo = celdas.slice(cabecera.posicion + 1)
    todas = [f"c{i}" for i in range(len(cabecera.rotulos))]
    lleno = cuerpo.select("renglon", n=pl.sum_horizontal([_con_texto(c) for c in todas]))
    cuerpo = cuerpo.with_columns(lleno["n"].alias("n")).filter(pl.col("n") > 0)
    usadas = [c for c in columnas if c.campo and c.campo != IGNORAR]
    rotuladas = [c for c in columnas if c.rotulo]
    repetidos = pl.sum_horizontal([(pl.col(f"c{c.indice}") == pl.lit(c.rotulo)).fill_null(False) for c in rotuladas])
    campos = cuerpo.select(
        "renglon", "n", *[pl.col(f"c{c.indice}").alias(c.campo or "") for c in usadas],
        repetido=repetidos >= max(2, round(0.6 * len(rotuladas))),
        primero=pl.coalesce([pl.when(_con_texto(c)).then(pl.col(c)) for c in todas]),
    )  # fmt: skip
    codigos = campos.with_columns(codigo=_codigo(campos, [v for v in valores if v in campos.columns], agregado))
    datos = codigos.filter(pl.col("codigo").is_null()).drop("n", "repetido", "primero", "codigo")
    textuales = [c for c in datos.columns if c != "renglon" and c not in valores]
    limpios = datos.with_columns([limpiar(pl.col(c)) for c in textuales])
    cambiadas = sum(int((datos[c].fill_null("") != limpios[c].fill_null("")).sum()) for c in textuales)
    excluidos = codigos.drop_nulls("codigo").select("renglon", "codigo", texto="primero")
    return Renglones(limpios, excluidos, cuerpo.height, cambiadas)


def limpiar(texto: pl.Expr) -> pl.Expr:
    """Composición canónica, sin marcas invisibles y con un solo espacio; lo que queda vacío es nulo."""
    limpio = texto.str.normalize("NFC").str.replace_all(INVISIBLES, "").str.replace_all(r"[\s\u00a0]+", " ").str.strip_chars()
    return pl.when(limpio != "").then(limpio).name.keep()


def _con_texto(columna: str) -> pl.Expr:
    return pl.col(columna).str.strip_chars().str.len_chars().fill_null(0) > 0


def _codigo(campos: pl.DataFrame, valores: Sequence[str], agregado: bool) -> pl.Expr:
    """Por qué se excluye un renglón; nulo si es dato."""
    claves = [c for c in CLAVES if c in campos.columns]
    sin_valores = ~pl.any_horizontal([_con_texto(v) for v in valores]) if valores else pl.lit(True)
    posicion = pl.int_range(pl.len())
    tras_el_ultimo = posicion > posicion.filter(~sin_valores).max().fill_null(-1)
    suelto = (
        sin_valores
        & (pl.col("n") <= 2)
        & (pl.col("primero").str.contains(_PIE) | tras_el_ultimo | (pl.col("primero").str.len_chars() > 80))
    )
    nombres = [c for c in claves if c in ("entidad", "nombre_publicado", "etiqueta")]
    es_total = _alguna(nombres, _TOTAL)
    if agregado:
        es_total = es_total & ~_alguna(claves, _PAIS)
    no_cuenta = (
        pl.col("considerado").str.strip_chars().str.to_lowercase().is_in(_NO) | ~_con_texto("considerado")
        if "considerado" in campos.columns
        else pl.lit(False)
    )
    return (
        pl.when(pl.col("repetido")).then(pl.lit("CABECERA-REPETIDA"))
        .when(suelto).then(pl.lit("PIE"))
        .when(es_total).then(pl.lit("TOTALES"))
        .when(no_cuenta).then(pl.lit("NO-CONSIDERADO"))
    )  # fmt: skip


def _alguna(columnas: Sequence[str], patron: str) -> pl.Expr:
    """Si alguna de las columnas sigue el patrón."""
    return pl.any_horizontal([pl.lit(False), *[pl.col(c).str.contains(patron).fill_null(False) for c in columnas]])
