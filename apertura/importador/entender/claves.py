"""Entidades, órdenes y tipos: del texto del archivo a la clave del catálogo, por tablas y nunca por adivinación."""

import re
from contextlib import suppress
from functools import cache

import polars as pl
from rapidfuzz import fuzz, process

from apertura.importador import catalogos
from apertura.importador.fuentes import leer_csv, leer_fuente
from apertura.rutas import ARMONIZACION
from apertura.texto import normalizar

FEDERACION = "FED"
NACIONAL = "00"
_FEDERALES = {"federal", "federacion", "gobierno federal", "nacional", "fed", "poder ejecutivo federal"}
_NACIONALES = {
    "nacional",
    "total nacional",
    "promedio nacional",
    "media nacional",
    "republica mexicana",
    "estados unidos mexicanos",
    "total pais",
}
_CLAVE = re.compile(r"^(\d{1,2})(?:\.0+)?$")
ESQUEMA = {"texto": pl.String, "clave": pl.String, "marca": pl.String, "sugerencia": pl.String}


def entidades(textos: pl.Series, con_nacional: bool = False) -> pl.DataFrame:
    """Un renglón por texto distinto: `clave` (nula si no se reconoce), `marca` (qué defecto o reparo) y `sugerencia`.

    `con_nacional`: «Nacional» es el total del país (00) en un archivo agregado; entre instituciones es la Federación.
    """
    return pl.DataFrame([(t, *_entidad(t, con_nacional)) for t in textos.drop_nulls().unique().sort()], schema=ESQUEMA, orient="row")


def _entidad(texto: str, con_nacional: bool) -> tuple[str | None, str, str]:
    llave = normalizar(texto)
    if con_nacional and (llave in _NACIONALES or texto == NACIONAL):
        return NACIONAL, "", ""
    if llave in _FEDERALES:
        return FEDERACION, "", ""
    if re.fullmatch(r"[\d.]+", texto):
        return _clave_numerica(texto)
    conocidas, alias = _entidades_conocidas()
    if texto in conocidas:
        return conocidas[texto], "", ""
    clave = alias.get(llave) or alias.get(llave.replace(" ", "")) or alias.get(normalizar(_bien_codificado(texto)))
    if clave:
        return clave, "ENTIDAD-ALIAS", ""
    parecida = process.extractOne(llave, alias.keys(), scorer=fuzz.ratio, score_cutoff=80)
    return None, "ENTIDAD-DESCONOCIDA", nombres_de_entidad()[alias[parecida[0]]] if parecida else ""


def _bien_codificado(texto: str) -> str:
    """«Nuevo LeÃ³n» → «Nuevo León»: UTF-8 que alguien leyó como Windows-1252. Igual si no es eso."""
    for codificacion in ("cp1252", "latin-1"):
        with suppress(UnicodeError):
            return texto.encode(codificacion).decode("utf-8")
    return texto


def entidad_al_inicio(texto: str) -> tuple[str, str] | None:
    """«Durango-Fondo Mixto Conacyt — Gobierno…» → («Durango», «Fondo Mixto…»): el prefijo más largo que sea una entidad."""
    cortes = [corte.start() for corte in re.finditer(r"\s*[-–—]\s*", texto)]
    for corte in reversed(cortes):
        entidad, resto = texto[:corte].strip(), re.sub(r"^\s*[-–—]\s*", "", texto[corte:])
        if resto and not entidad.isdigit() and _entidad(entidad, False)[0]:
            return entidad, resto
    return None


def _clave_numerica(texto: str) -> tuple[str | None, str, str]:
    numero = _CLAVE.match(texto)
    if numero is None or not 1 <= int(numero[1]) <= 32:
        return None, "CLAVE-INVALIDA", ""
    clave = numero[1].zfill(2)
    return clave, "" if clave == texto else "CLAVE", ""


@cache
def nombres_de_entidad() -> dict[str, str]:
    """cve_ent → nombre de uso."""
    return dict(catalogos.entidades().select("cve_ent", "nombre").iter_rows())


@cache
def _entidades_conocidas() -> tuple[dict[str, str], dict[str, str]]:
    tabla = catalogos.entidades()
    conocidas = {nombre: cve for columna in ("nombre", "nombre_oficial") for nombre, cve in tabla.select(columna, "cve_ent").rows()}
    alias = {normalizar(nombre): cve for nombre, cve in conocidas.items()}
    for lista, cve in tabla.drop_nulls("alias").select("alias", "cve_ent").rows():
        alias |= {normalizar(forma): cve for forma in lista.split("|")}
    alias |= dict(leer_fuente("entidades_alias").select("alias_norm", "cve_ent").rows())
    return conocidas, {**{forma.replace(" ", ""): cve for forma, cve in alias.items()}, **alias}


def tipos_de(metrica: str | None) -> pl.DataFrame:
    """Los tipos de la métrica: los de la MGA, o los de la MJA, que son otros."""
    mja = leer_csv(ARMONIZACION / "tipos_mja.csv").with_columns(pl.col("posicion").cast(pl.Int64))
    return mja if metrica == "MJA" else catalogos.tipos()


def traductor(catalogo: pl.DataFrame, llave: str) -> dict[str, str]:
    """Texto normalizado y sin espacios → clave, por clave, etiqueta y todas las formas publicadas."""
    formas: dict[str, str] = {}
    for clave, etiqueta, plural, publicado in catalogo.select(llave, "etiqueta", "etiqueta_plural", "publicado").rows():
        for forma in (clave, etiqueta, plural, *publicado.split("|")):
            formas[compacto(forma)] = clave
    return formas


def compacto(texto: str) -> str:
    """Normalizado y sin espacios: «Ejecutivo Estatal», «ejecutivoestatal» y «ejecutivo_estatal» son lo mismo."""
    return normalizar(texto).replace(" ", "")
