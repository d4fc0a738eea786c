"""Restituye la ortografía de los nombres de los sujetos obligados de la MGA 2017.

La base circula sin acentos, con mayúscula en cada palabra y con palabras pegadas. Todo lo que se
cambia está escrito en tres listas de `data/`; aquí sólo se aplican, en este orden:

1. `armonizacion/municipios_mga_2017.csv`: un municipio toma el nombre y la clave de INEGI;
2. `correcciones/nombres_mga_2017.csv`: el nombre completo se reemplaza, con su motivo;
3. `armonizacion/ortografia_palabras.csv`: palabra por palabra, acentos y siglas; además, preposiciones,
   artículos y conjunciones van en minúscula.

Un renglón de una lista que ya no se usa y un municipio sin clave son errores, no avisos.
"""

import re

import polars as pl

from apertura.errores import ErrorApertura
from apertura.importador.listas_ortografia import (
    CORRECCIONES,
    FEDERACION,
    MUNICIPIOS,
    PALABRAS,
    TIPO_MUNICIPIO,
    TODAS_LAS_ENTIDADES,
    ListasOrtografia,
    Municipio,
    enumerar,
    leer_listas,
)

__all__ = [
    "ListasOrtografia",
    "clave_municipal",
    "etiqueta_sujeto",
    "leer_listas",
    "nombres_restituidos",
    "restituir_nombre",
]

SIN_CAMBIO = "sin cambio"
CIUDAD_DE_MEXICO = "09"

_EN_MINUSCULA = frozenset(
    ["a", "al", "con", "de", "del", "e", "el", "en", "la", "las", "los", "o", "para", "por", "sobre", "su", "sus", "y"]
)
_LETRAS = re.compile(r"[^\W\d_]+")
# Una partícula con punto («A.») es abreviatura y conserva su mayúscula.
_PALABRA_SIN_PUNTO = re.compile(r"[(«“\"]*([^\W\d_]+)[,;)»”\"]*")
_SIGLA_FINAL = re.compile(r"\s*(\([^()]*\)|“[^“”]*”)$")

_Fila = tuple[str, str, str, str]  # cve_ent, orden, tipo, nombre_publicado


def nombres_restituidos(df: pl.DataFrame, listas: ListasOrtografia) -> pl.DataFrame:
    """Agrega `nombre` y `regla` a los sujetos; un renglón por sujeto, en el mismo orden.

    `df` trae al menos `cve_ent`, `orden`, `tipo` y `nombre_publicado`, los cuatro texto y como en la fuente.
    Lanza ErrorApertura si un municipio no tiene clave o si sobra un renglón en alguna lista.
    """
    filas = list(df.select("cve_ent", "orden", "tipo", "nombre_publicado").iter_rows())
    _exigir_municipios_con_clave(filas, listas)
    _exigir_listas_sin_sobrantes(filas, listas)
    pares = [restituir_nombre(nombre, cve_ent, tipo, listas) for cve_ent, _, tipo, nombre in filas]
    return df.with_columns(
        pl.Series("nombre", [nombre for nombre, _ in pares], dtype=pl.String),
        pl.Series("regla", [regla for _, regla in pares], dtype=pl.String),
    )


def restituir_nombre(nombre_publicado: str, cve_ent: str, tipo: str, listas: ListasOrtografia) -> tuple[str, str]:
    """Devuelve el nombre con ortografía completa y la regla que lo produjo.

    La regla es «municipio», «corrección: (motivo)», «palabras», «mayúsculas» o «sin cambio».
    Un nombre ya restituido vuelve igual. Lanza ErrorApertura si el municipio no está en su lista.
    """
    if _ya_restituido(nombre_publicado, cve_ent, tipo, listas):
        return nombre_publicado, SIN_CAMBIO
    if tipo == TIPO_MUNICIPIO:
        return _municipio(nombre_publicado, cve_ent, listas).nombre, "municipio"
    if llave := _llave_de_correccion(nombre_publicado, cve_ent, tipo, listas):
        correccion = listas.correcciones[llave]
        return correccion.nombre, f"corrección: {correccion.motivo}"
    return _por_palabras(nombre_publicado, listas.palabras)


def clave_municipal(nombre_publicado: str, cve_ent: str, listas: ListasOrtografia) -> str:
    """Devuelve `cve_mun`, tres dígitos de INEGI; ErrorApertura si el municipio no está en su lista."""
    return _municipio(nombre_publicado, cve_ent, listas).cve_mun


def etiqueta_sujeto(nombre: str, tipo: str, cve_ent: str, nombre_entidad: str) -> str:
    """Nombre que distingue al sujeto entre los 908: «Secretaría de Salud, Oaxaca».

    No repite la entidad si el nombre ya termina con ella, aunque después lleve su sigla.
    """
    if tipo == TIPO_MUNICIPIO:
        # En 2016, año del levantamiento, la capital se dividía en delegaciones, no en alcaldías.
        genero = "Delegación" if cve_ent == CIUDAD_DE_MEXICO else "Municipio de"
        return f"{genero} {nombre}, {nombre_entidad}"
    if re.search(rf"\b{re.escape(nombre_entidad)}$", _SIGLA_FINAL.sub("", nombre)):
        return nombre
    return f"{nombre}, {nombre_entidad}"


def _ya_restituido(nombre: str, cve_ent: str, tipo: str, listas: ListasOrtografia) -> bool:
    return any((cve, tipo, nombre) in listas.restituidos for cve in _ambitos(cve_ent))


def _ambitos(cve_ent: str) -> list[str]:
    """Dónde se busca una corrección: primero en la propia entidad, luego en las comunes a todas."""
    return [cve_ent] if cve_ent == FEDERACION else [cve_ent, TODAS_LAS_ENTIDADES]


def _municipio(nombre_publicado: str, cve_ent: str, listas: ListasOrtografia) -> Municipio:
    if (cve_ent, nombre_publicado) not in listas.municipios:
        raise _error_de_municipios([(cve_ent, nombre_publicado)], listas)
    return listas.municipios[cve_ent, nombre_publicado]


def _llave_de_correccion(nombre: str, cve_ent: str, tipo: str, listas: ListasOrtografia) -> tuple[str, str, str] | None:
    llaves = ((cve, tipo, nombre) for cve in _ambitos(cve_ent))
    return next((llave for llave in llaves if llave in listas.correcciones), None)


def _por_palabras(nombre_publicado: str, palabras: dict[str, str]) -> tuple[str, str]:
    """Acentos y siglas de la lista; luego mayúsculas. Nunca toca puntuación ni espacios."""
    acentuado = _LETRAS.sub(lambda m: palabras.get(m[0].lower(), m[0]), nombre_publicado)
    trozos = acentuado.split(" ")
    nombre = " ".join([_con_inicial(trozos[0]), *map(_con_mayuscula_si_toca, trozos[1:])])
    if nombre == nombre_publicado:
        return nombre, SIN_CAMBIO
    return nombre, "mayúsculas" if nombre.lower() == nombre_publicado.lower() else "palabras"


def _con_mayuscula_si_toca(trozo: str) -> str:
    palabra = _PALABRA_SIN_PUNTO.fullmatch(trozo)
    es_particula = palabra is not None and palabra[1].lower() in _EN_MINUSCULA
    return trozo.lower() if es_particula else _con_inicial(trozo)


def _con_inicial(trozo: str) -> str:
    """Sólo la inicial de cada palabra: las siglas y los nombres ya bien escritos conservan el resto."""
    return _LETRAS.sub(lambda m: m[0][0].upper() + m[0][1:], trozo)


def _exigir_municipios_con_clave(filas: list[_Fila], listas: ListasOrtografia) -> None:
    municipales = {(cve_ent, nombre) for cve_ent, _, tipo, nombre in filas if tipo == TIPO_MUNICIPIO}
    if sin_clave := sorted(municipales - listas.municipios.keys()):
        raise _error_de_municipios(sin_clave, listas)


def _error_de_municipios(sin_clave: list[tuple[str, str]], listas: ListasOrtografia) -> ErrorApertura:
    return ErrorApertura(
        f"Municipios sin clave: {enumerar(sin_clave)}",
        f"{listas.carpeta}/{MUNICIPIOS}",
        "Agregue un renglón por municipio con su cve_mun y su nombre de INEGI.",
    )


def _exigir_listas_sin_sobrantes(filas: list[_Fila], listas: ListasOrtografia) -> None:
    """Un renglón que nada usa es una errata de la lista o una corrección que ya no aplica."""
    usados = {uso for fila in filas for uso in _usos(fila, listas)}
    if sobrantes := sorted(_renglones(listas) - usados):
        raise ErrorApertura(
            f"Renglones que ningún sujeto usa: {enumerar(llave for _, llave in sobrantes)}",
            ", ".join(sorted({f"{listas.carpeta}/{lista}" for lista, _ in sobrantes})),
            "Corríjalos o quítelos de la lista y vuelva a construir.",
        )


def _usos(fila: _Fila, listas: ListasOrtografia) -> list[tuple[str, tuple[str, ...]]]:
    """Renglones de lista, como (lista, llave), que intervienen en un sujeto."""
    cve_ent, orden, tipo, nombre = fila
    if tipo == TIPO_MUNICIPIO:
        return [(MUNICIPIOS, (cve_ent, nombre))]
    if llave := _llave_de_correccion(nombre, cve_ent, tipo, listas):
        return [(CORRECCIONES, (llave[0], orden, tipo, nombre))]
    return [(PALABRAS, (palabra.lower(),)) for palabra in _LETRAS.findall(nombre)]


def _renglones(listas: ListasOrtografia) -> set[tuple[str, tuple[str, ...]]]:
    correcciones = {(cve, c.orden, tipo, nombre) for (cve, tipo, nombre), c in listas.correcciones.items()}
    return (
        {(PALABRAS, (palabra,)) for palabra in listas.palabras}
        | {(CORRECCIONES, llave) for llave in correcciones}
        | {(MUNICIPIOS, llave) for llave in listas.municipios}
    )
