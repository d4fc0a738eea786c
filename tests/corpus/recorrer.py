"""Cada archivo malo, por la orden completa y sobre una versión publicada: qué dice, qué anota y que no cambie un byte.

`python -m tests.corpus.recorrer` los recorre todos (unos minutos) y dice lo que esté mal; las pruebas, una muestra.
"""

import csv
import io
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from apertura import publicaciones, rutas
from apertura.cli import principal
from apertura.publicacion import huella
from apertura.publicaciones import bitacora
from tests.almacen.juegos import motivo
from tests.corpus.entender import CASOS
from tests.corpus.tabla import DE_LEER
from tests.publicaciones import REAL

ALGUNOS = ("A08", "A15", "B09", "D02", "E03", "F10", "G12", "S05")
CRECE = {"audit.jsonl", ".candado"}


@dataclass(frozen=True)
class Archivo:
    """Un archivo del corpus y con qué opciones llega; `codigos` debe decirlos."""

    id: str
    contenido: bytes = field(repr=False)
    nombre: str
    codigos: frozenset[str]
    opciones: tuple[str, ...] = ()


@dataclass
class Cuenta:
    """Lo que se fue viendo."""

    vistos: int = 0
    rechazados: int = 0
    mal: list[str] = field(default_factory=list)


def recorrer(carpeta: Path, cuales: tuple[str, ...] = (), poner: Callable[[str, str], object] = os.environ.__setitem__) -> Cuenta:
    """El primer archivo de cada caso de `cuales`; todos si está vacío. `poner` fija la carpeta de datos en el ambiente."""
    datos = carpeta / "datos"
    datos.mkdir()
    poner("APERTURA_DATOS", str(datos))
    tablas = {ruta.stem: pl.read_parquet(ruta) for ruta in REAL.glob("*.parquet")}
    propia = {**tablas, "lentes": tablas["lentes"].with_columns(descripcion=pl.lit("Propia"))}
    publicaciones.publicar(propia, motivo())
    cuenta, faltan = Cuenta(), list(cuales)
    for archivo in archivos():
        if cuales and archivo.id[:3] not in faltan:
            continue
        if cuales:
            faltan.remove(archivo.id[:3])
        _pasar(archivo, carpeta, datos, cuenta)
    return cuenta


def archivos() -> Iterator[Archivo]:
    """Todos, como archivos. Los de entender son filas: se escriben en CSV."""
    for c in DE_LEER:
        yield Archivo(c.id, c.octetos(), c.nombre, c.codigos)
    for c in CASOS:
        memoria = io.StringIO()
        csv.writer(memoria, quoting=csv.QUOTE_ALL).writerows([["" if v is None else v for v in fila] for fila in c.filas()])
        de = c.contexto()
        opciones = [f"--edicion={de['edicion']}"] if "edicion" in de else []
        opciones += [f"--aceptar={codigo}" for codigo in c.aceptar]
        yield Archivo(
            c.id, memoria.getvalue().encode(), de.get("nombre", "MGA 2019 base.csv"), frozenset({c.codigo} - {""}), tuple(opciones)
        )


def _pasar(archivo: Archivo, carpeta: Path, datos: Path, cuenta: Cuenta) -> None:
    """Primero se simula, que no escribe nada; y, si no se puede publicar, se intenta de verdad."""
    cuenta.vistos += 1
    ruta, informe = carpeta / "archivo", carpeta / "informe.json"
    ruta.write_bytes(archivo.contenido)
    antes, renglones = huellas(datos), len(bitacora.leer())
    orden = ["importar", str(ruta), f"--nombre={archivo.nombre}", "--quien=corpus", f"--informe={informe}", *archivo.opciones]
    codigo, dicho = correr([*orden, "--simular"])
    hecho = json.loads(informe.read_text(encoding="utf-8"))
    codigos = {d["codigo"] for d in hecho["defectos"]}
    malas = {
        "no dijo": archivo.codigos - codigos,
        "se perdieron renglones": hecho["leidos"] - hecho["publicados"] - hecho["rechazados"] - hecho["excluidos"],
        "simular anotó o escribió": len(bitacora.leer()) != renglones or huellas(datos) != antes,
    }
    if codigo == 1:
        cuenta.rechazados += 1
        codigo, otro = correr(orden)
        dicho += otro
        nuevos = bitacora.leer()[renglones:]
        malas["salió con"] = codigo != 1 and codigo
        malas["bitácora"] = [(r["accion"], r["quien"]) for r in nuevos] != [("rechazada", "corpus")] or nuevos[0]["codigo"] not in codigos
        malas["cambió lo publicado"] = huellas(datos) != antes
    malas["rastreo o ruta"] = [t for t in ("Traceback", str(carpeta), 'File "') if t in dicho]
    cuenta.mal += [f"{archivo.id}: {que} {valor}" for que, valor in malas.items() if valor]


def correr(orden: list[str]) -> tuple[int, str]:
    """Una orden en este proceso: su código de salida y todo lo que dijo."""
    dicho = io.StringIO()
    with redirect_stdout(dicho), redirect_stderr(dicho):
        return principal(orden), dicho.getvalue()


def huellas(datos: Path) -> dict[str, str]:
    """Lo que no debe cambiar: todo menos la bitácora, que sólo crece, y el candado."""
    hay = [r for r in (*rutas.publicaciones().rglob("*"), *datos.glob("*")) if r.is_file() and r.name not in CRECE]
    return {r.relative_to(datos).as_posix(): huella(r.read_bytes()) for r in hay}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporal:
        total = recorrer(Path(temporal))
    print(f"{total.vistos} archivos, {total.rechazados} rechazados, {len(total.mal)} mal", *total.mal, sep="\n")
    sys.exit(bool(total.mal))
