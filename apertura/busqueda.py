"""Buscar una institución por nombre parcial, sin acentos o mal escrito. rapidfuzz hace la comparación."""

from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from apertura.consultas import Motor, motor
from apertura.texto import normalizar

LIMITE = 12
# Con menos, «pemex» da todo lo que diga «México».
PARECIDO_MINIMO = 78.0
_VACIAS = frozenset(["de", "del", "la", "las", "los", "el", "en", "y", "a", "al"])


@dataclass(frozen=True)
class Hallazgo:
    """Un sujeto encontrado; `parecido` va de 0 a 100 y es 100 cuando todas las palabras empiezan igual."""

    clave_sujeto: str
    etiqueta: str
    parecido: float


@dataclass(frozen=True)
class _Indice:
    claves: tuple[str, ...]
    etiquetas: tuple[str, ...]
    textos: tuple[str, ...]
    vocabulario: tuple[str, ...]


def buscar(texto: str, metrica: str, edicion: int, limite: int | None = LIMITE) -> list[Hallazgo]:
    """Los sujetos más parecidos a lo escrito, del más al menos; vacío si no hay nada que buscar.

    Cada palabra escrita debe ser el principio de alguna del sujeto («secretaria salud oax»). La que no lo es de
    ninguno se cambia por las del vocabulario que más se le parecen («secretaria slaud»).
    """
    palabras = _palabras(texto)
    if not palabras:
        return []
    indice: _Indice = motor().memoria(_indice, 8)(metrica, edicion)
    variantes = [_variantes(palabra, indice.vocabulario) for palabra in palabras[:12]]
    puntos = [(_puntuar(texto_sujeto, variantes), i) for i, texto_sujeto in enumerate(indice.textos)]
    mejores = sorted(((p, i) for p, i in puntos if p > 0), key=lambda par: (-par[0], len(indice.etiquetas[par[1]]), par[1]))
    return [Hallazgo(indice.claves[i], indice.etiquetas[i], p) for p, i in mejores[:limite]]


def buscar_entidades(texto: str, nombres: Mapping[str, str], alias: Mapping[str, str], limite: int = 3) -> list[str]:
    """Claves de las entidades cuyo nombre empieza, palabra por palabra, como lo escrito, o que tienen ese alias exacto."""
    palabras = _palabras(texto)
    escrito = normalizar(texto[:200])
    sirven = [
        clave
        for clave, nombre in nombres.items()
        if all(f" {p}" in f" {normalizar(nombre)}" for p in palabras)
        or escrito in [normalizar(otro) for otro in alias.get(clave, "").split("|")]
    ]
    return sirven[:limite] if palabras else []


def _palabras(texto: str) -> list[str]:
    """Las palabras que dicen algo. El índice no lleva «%»: «2%» se busca como «2»."""
    return [palabra for palabra in normalizar(texto[:200]).replace("%", " ").split() if palabra not in _VACIAS]


def _puntuar(texto: str, variantes: list[dict[str, float]]) -> float:
    """Promedio del mejor parecido de cada palabra; 0 si alguna no aparece."""
    con_margen = f" {texto}"
    total = 0.0
    for opciones in variantes:
        mejor = max((parecido for opcion, parecido in opciones.items() if f" {opcion}" in con_margen), default=0.0)
        if not mejor:
            return 0.0
        total += mejor
    return total / len(variantes)


def _variantes(palabra: str, vocabulario: tuple[str, ...]) -> dict[str, float]:
    if any(conocida.startswith(palabra) for conocida in vocabulario):
        return {palabra: 100.0}
    parecidas = process.extract(palabra, vocabulario, scorer=fuzz.ratio, score_cutoff=PARECIDO_MINIMO, limit=5)
    return {conocida: parecido for conocida, parecido, _ in parecidas}


def _indice(vigente: Motor, metrica: str, edicion: int) -> _Indice:
    filas = vigente.consultar("catalogo_sujetos", metrica=metrica, edicion=edicion)
    textos = tuple(filas["busqueda"])
    vocabulario = tuple(sorted({palabra for texto in textos for palabra in texto.split()}))
    return _Indice(tuple(filas["clave_sujeto"]), tuple(filas["etiqueta"]), textos, vocabulario)
