"""Importar un archivo de punta a punta: leer, entender, juzgar y, si se pide y se puede, publicar."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from apertura import publicaciones as almacen
from apertura.errores import ErrorAlPublicar
from apertura.importador.avance import Avance, callado, tramo
from apertura.importador.defectos import Defecto
from apertura.importador.entender.columnas import guardar_perfil
from apertura.importador.entender.decisiones import Decisiones, guardar_decisiones, leer_decisiones, ruta_de_decisiones
from apertura.importador.entender.dictamen import Dictamen
from apertura.importador.entender.guardables import guardables
from apertura.importador.entender.hojas import Libro
from apertura.importador.entender.incorporar import incorporar
from apertura.importador.entender.interpretar import proponer
from apertura.importador.entender.juzgar import juzgar
from apertura.importador.entender.mensajes import defecto
from apertura.importador.entender.propuesta import Propuesta
from apertura.importador.lectura import Limites, leer
from apertura.publicacion import ADVERTENCIA, Publicacion
from apertura.publicaciones import Comparacion, comparar_tablas
from apertura.texto import normalizar

OMISION = Limites()
_SIMULADO = re.compile(r"\bsimulad[oa] \d+$", re.IGNORECASE)
"""Así se llama toda institución del ejemplo."""


@dataclass(frozen=True)
class Pedido:
    """Lo que una persona dice del archivo. Lo que no diga se propone."""

    metrica: str | None = None
    edicion: int | None = None
    hoja: str | None = None
    mapeo: Mapping[str, str] | Path | None = None
    estructura: Path | None = None
    decisiones: Decisiones = field(default_factory=Decisiones)


@dataclass(frozen=True)
class Importacion:
    """El resultado: la propuesta, el dictamen y, si se puede publicar, las tablas y lo que cambiaría. `base` es la versión comparada."""

    propuesta: Propuesta
    dictamen: Dictamen
    base: str
    tablas: dict[str, pl.DataFrame] | None = None
    cambios: Comparacion | None = None


def revisar(
    ruta: Path, pedido: Pedido | None = None, nombre: str | None = None, limites: Limites = OMISION, avance: Avance = callado
) -> Importacion:
    """Lee y juzga sin escribir nada. Las decisiones guardadas de esa edición se usan; las del pedido mandan.

    `nombre` es el que le dio la persona, si `ruta` es una copia.
    """
    almacen.exigir_reales()
    libro = leer(ruta, nombre, limites, tramo(avance, 0, 0.6))
    return revisar_libro(libro, pedido or Pedido(), tramo(avance, 0.6, 1))


def revisar_libro(libro: Libro, pedido: Pedido, avance: Avance = callado) -> Importacion:
    """Lo mismo, con el libro ya leído: sirve para cambiar el mapa o una decisión sin leer otra vez."""
    avance("Reconociendo columnas e instituciones", 0.05)
    almacen.exigir_reales()
    vigente = almacen.vigente()
    actuales = almacen.leer_de(vigente)
    propuesta = _propuesta(libro, pedido, actuales)
    if propuesta.metrica and propuesta.edicion:
        guardadas = leer_decisiones(ruta_de_decisiones(propuesta.metrica, propuesta.edicion))
        if guardadas.tomadas:
            propuesta = _propuesta(libro, replace(pedido, decisiones=guardadas.mas(pedido.decisiones)), actuales)
    avance("Revisando cada valor", 0.4)
    dictamen = juzgar(libro, propuesta)
    if not dictamen.se_puede_publicar:
        return Importacion(propuesta, dictamen, vigente.id)
    avance("Comparando con lo publicado", 0.7)
    tablas = incorporar(actuales, dictamen)
    return Importacion(propuesta, dictamen, vigente.id, tablas, comparar_tablas(actuales, tablas))


def publicar(hecha: Importacion, quien: str | None = None, guardar_mapa: str | None = None) -> Publicacion:
    """Publica lo revisado y guarda las decisiones. Lanza ErrorAlPublicar si no se puede o si alguien publicó mientras tanto."""
    if hecha.tablas is None:
        codigo = anotar(hecha, quien)
        raise ErrorAlPublicar("El archivo no se puede publicar", "dictamen", "Atienda lo que está marcado como error.", codigo)
    publicada = almacen.publicar(hecha.tablas, {**hecha.dictamen.motivo(), "quien": quien}, base=hecha.base)
    p = hecha.propuesta
    if (por_guardar := guardables(p)).tomadas and p.metrica and p.edicion:
        guardar_decisiones(por_guardar, ruta_de_decisiones(p.metrica, p.edicion))
    if guardar_mapa:
        fijas = {"metrica": str(p.metrica), "edicion": str(p.edicion), **p.constantes}
        guardar_perfil(guardar_mapa, p.columnas, fijas, sorted(p.estructura.indicadores) if p.estructura else [])
    return publicada


def anotar(hecha: Importacion, quien: str | None = None) -> str:
    """Deja en la bitácora que no se publicó y devuelve el código del primer impedimento."""
    codigo = hecha.dictamen.impedimentos[0].codigo if hecha.dictamen.impedimentos else "NADA-PUBLICABLE"
    almacen.anotar_rechazo({**hecha.dictamen.motivo(), "quien": quien}, codigo)
    return codigo


def _propuesta(libro: Libro, pedido: Pedido, actuales: dict[str, pl.DataFrame]) -> Propuesta:
    hecha = proponer(libro, pedido.metrica, pedido.edicion, pedido.hoja, pedido.mapeo, contra=actuales, decisiones=pedido.decisiones,
                     estructura=pedido.estructura)  # fmt: skip
    return replace(hecha, defectos=(*hecha.defectos, *_simulados(hecha)))


def _simulados(p: Propuesta) -> list[Defecto]:
    """El ejemplo de Apertura, o lo que salió de él, nunca entra como si fuera de verdad."""
    titulos = [p.libro.nombre, *(p.cabecera.titulos if p.cabecera else ())]
    nombres = p.instituciones["nombre_publicado"].to_list() if "nombre_publicado" in p.instituciones.columns else []
    dicho = next((t for t in titulos if normalizar(ADVERTENCIA) in normalizar(t)), None) or next(
        (n for n in nombres if n and _SIMULADO.search(n)), None
    )
    return [defecto("SIMULADOS", p.hoja, valor=dicho)] if dicho else []
