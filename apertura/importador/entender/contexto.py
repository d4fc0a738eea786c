"""De qué hoja, métrica y edición se trata: lo dicho por la persona, el perfil, el archivo o su nombre, en ese orden."""

import re
from collections.abc import Mapping, Sequence

import polars as pl

from apertura.importador.defectos import Defecto
from apertura.importador.entender.cabecera import Cabecera, encontrar
from apertura.importador.entender.decisiones import Decisiones
from apertura.importador.entender.hojas import Hoja, Libro
from apertura.importador.entender.mensajes import defecto, enumerar
from apertura.texto import normalizar

_ANIO = re.compile(r"(?<!\d)(20[1-4]\d)(?!\d)")
_NOMBRES = {"MGA": ("mga", "gobierno abierto"), "MJA": ("mja", "justicia abierta")}
PRELIMINAR = re.compile(r"\bpreliminar(?:es)?\b|\bborrador\b", re.IGNORECASE)


def elegir_hoja(libro: Libro, pedida: str | None, conocidos: Mapping[str, str],
                decisiones: Decisiones) -> tuple[Hoja | None, Cabecera | None, list[Defecto]]:  # fmt: skip
    """La hoja, su encabezado y los defectos. Sin hoja o sin encabezado hay siempre un error que lo dice."""
    visibles = [h for h in libro.hojas if not h.oculta]
    defectos = [defecto("HOJA-OCULTA", h.nombre) for h in libro.hojas if h.oculta and h.nombre != pedida]
    pedida = pedida or decisiones.de("HOJA")
    if pedida:
        visibles = [h for h in libro.hojas if h.nombre == pedida]
        if not visibles:
            return None, None, [*defectos, defecto("HOJA-DESCONOCIDA", pedida, lista=enumerar([h.nombre for h in libro.hojas]))]
    con_datos = [h for h in visibles if h.celdas.height and h.celdas.width > 1]
    if not con_datos:
        return None, None, [*defectos, defecto("SIN-HOJAS")]
    halladas = [(h, c) for h in con_datos if (c := encontrar(h.celdas, conocidos)) is not None]
    if not halladas:
        return None, None, [*defectos, defecto("SIN-CABECERA", con_datos[0].nombre)]
    mejor = max(c.conocidos for _, c in halladas)
    candidatas = [(h, c) for h, c in halladas if c.conocidos >= max(2, 0.6 * mejor) or c.conocidos == mejor]
    if len(candidatas) > 1:
        nombres = [h.nombre for h, _ in candidatas]
        defectos.append(defecto("HOJA", lista=enumerar(nombres), alternativas=nombres))
    return *max(candidatas, key=lambda par: par[1].conocidos), defectos


def metrica_de(textos: Sequence[str], rotulos: Sequence[str], columna: pl.Series | None) -> str | None:
    """«MGA» o «MJA», si se sabe por la columna, por los títulos o por los indicadores que trae."""
    if columna is not None:
        leidas = {m for texto in columna.drop_nulls().unique() if (m := _metrica_en(texto))}
        return leidas.pop() if len(leidas) == 1 else None
    nombradas = {m for texto in textos if (m := _metrica_en(texto))}
    if len(nombradas) == 1:
        return nombradas.pop()
    indices = {
        "MGA": {"ga", "tg", "tc", "pg", "pc", "ga indice", "indice de gobierno abierto"},
        "MJA": {"ja", "rc", "maj", "indice de justicia abierta"},
    }
    por_indice = {m for m, claves in indices.items() if claves & {normalizar(r) for r in rotulos}}
    return por_indice.pop() if len(por_indice) == 1 else None


def _metrica_en(texto: str) -> str | None:
    palabras = f" {normalizar(texto)} "
    halladas = {m for m, nombres in _NOMBRES.items() if any(f" {nombre} " in palabras for nombre in nombres)}
    return halladas.pop() if len(halladas) == 1 else None


def anio_en(texto: str) -> int | None:
    """«2025», «2025.0», «MGA 2025» y «25» → 2025; «2024-2025» → None: no se sabe cuál."""
    limpio = re.sub(r"\.0+$", "", texto.strip())
    if re.fullmatch(r"1[5-9]|[234]\d", limpio):
        return 2000 + int(limpio)
    anios = {int(anio) for anio in _ANIO.findall(limpio)}
    return anios.pop() if len(anios) == 1 else None


def edicion_de(textos: Sequence[str]) -> int | None:
    """El único año que aparece en los títulos o en el nombre del archivo."""
    for texto in textos:
        if (anio := anio_en(re.sub(r"^\d{1,2}$", "", texto))) is not None:
            return anio
    return None
