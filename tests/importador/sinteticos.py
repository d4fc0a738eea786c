"""Archivos inventados con la forma de las bases oficiales, siempre los mismos: para probar el importador."""

import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import polars as pl

from apertura.importador.entender import Decisiones, Dictamen, juzgar, proponer
from apertura.importador.entender.decisiones import aceptando
from apertura.importador.entender.hojas import HojaEnMemoria, LibroEnMemoria, celdas_de
from apertura.publicacion import huella
from apertura.rutas import DATOS

Fila = list[str | None]
ENCABEZADO: Fila = ["Entidad", "Sujeto obligado", "Orden de gobierno", "Tipo", "GA", "T", "P", "TG", "TC", "PG", "PC"]


@cache
def publicadas() -> dict[str, pl.DataFrame]:
    """Las tablas que vienen con el código."""
    return {ruta.stem: pl.read_parquet(ruta) for ruta in (DATOS / "publicacion").glob("*.parquet")}


def libro(filas: Sequence[Sequence[str | None]], nombre: str = "MGA 2019 base.csv", hoja: str = "Base") -> LibroEnMemoria:
    """Un libro de una hoja, con la huella de su contenido."""
    return LibroEnMemoria(nombre, huella(repr(filas).encode()), (HojaEnMemoria(hoja, celdas_de(filas)),))


def cifras(azar: random.Random) -> Fila:
    """GA, T, P, TG, TC, PG y PC de un sujeto, que cumplen las identidades, con cuatro decimales."""
    tg, tc, pg, pc = (round(azar.random(), 2) for _ in range(4))
    t, p = (tg + tc) / 2, (pg + pc) / 2
    return [f"{v:.4f}" for v in ((t + p) / 2, t, p, tg, tc, pg, pc)]


def base(n: int = 120, nuevas: int = 5, semilla: int = 2019) -> list[Fila]:
    """Una base ancha: n sujetos de 2017 con su nombre restituido y algunas instituciones que no estaban."""
    azar = random.Random(semilla)
    nombres = dict(publicadas()["entidades"].select("cve_ent", "nombre").rows())
    tipos = dict(publicadas()["tipos"].select("tipo", "etiqueta").rows())
    conocidas = publicadas()["sujetos"].gather_every(max(1, 908 // n)).head(n)
    filas: list[Fila] = [
        [nombres[s["cve_ent"]], s["nombre"], s["orden"].capitalize(), tipos[s["tipo"]], *cifras(azar)]
        for s in conocidas.iter_rows(named=True)
    ]
    claves = sorted(nombres)
    for i in range(nuevas):
        nombre = f"Instituto Inventado {chr(65 + i % 26)}{i // 26 or ''}"
        filas.append([nombres[claves[i % 32]], nombre, "Estatal", "Autónomo", *cifras(azar)])
    return filas


def dictaminar(filas: Sequence[Sequence[str | None]], *aceptar: str, decisiones: Decisiones | None = None,
               nombre: str = "MGA 2019 base.csv", estructura: Path | None = None, **opciones: object) -> Dictamen:  # fmt: skip
    """El dictamen de unas filas contra la publicación que viene con el código."""
    archivo = libro(filas, nombre)
    tomadas = aceptando(aceptar).mas(decisiones or Decisiones())
    propuesta = proponer(archivo, contra=publicadas(), decisiones=tomadas, estructura=estructura, **opciones)  # type: ignore[arg-type]
    return juzgar(archivo, propuesta)
