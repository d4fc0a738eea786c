"""`python -m bench.importar [--solo xlsx csv bombas] [--factor 18]`: cuánto tarda y ocupa importar lo grande y lo hostil.

- `xlsx`: 2,043 instituciones × 200 columnas. Debe tardar 10 s o menos en 2 núcleos.
- `csv`: `factor` veces más instituciones, con `--grande`. Debe caber en 4 GB; lo que no cabría se rechaza antes de juzgarlo.
- `bombas`: libros que se expanden sin fin, entidades de XML, ZIP hondos y un archivo de 2 GB. Se rechazan, con el lector en
  1.5 GB o menos y quien lo lanza sin crecer.

Cada orden corre en su propio proceso y se mide completa: leer, entender, juzgar y comparar con lo publicado (no publica).
La memoria es la mayor de un solo proceso entre la orden y su lector.
"""

import argparse
import csv
import io
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import xlsxwriter

from apertura.rutas import RAIZ
from tests.corpus import calculo, libros
from tests.importador.sinteticos import base

INSTITUCIONES, VARIABLES = 2043, 196
PARTES = ("xlsx", "csv", "bombas")
MEDIR = """import json, resource, subprocess, sys, time
empezo = time.perf_counter()
hecho = subprocess.run(sys.argv[1:], capture_output=True, text=True)
uso = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"codigo": hecho.returncode, "segundos": time.perf_counter() - empezo, "procesador": uso.ru_utime + uso.ru_stime,
                  "memoria_mb": uso.ru_maxrss / 1024, "dicho": hecho.stdout[:600] + hecho.stderr[:600]}))"""
Fila = list[str | None]


def principal(argumentos: list[str]) -> int:
    """Mide lo que se pida y lo escribe en JSON, una medición por renglón."""
    lector = argparse.ArgumentParser(prog="python -m bench.importar", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    lector.add_argument("--solo", nargs="+", choices=PARTES, default=list(PARTES))
    lector.add_argument("--factor", type=int, default=18)
    pedido = lector.parse_args(argumentos)
    with tempfile.TemporaryDirectory() as temporal:
        carpeta = Path(temporal)
        for parte in pedido.solo:
            for nombre, medido in _MEDICIONES[parte](carpeta, pedido.factor):
                print(json.dumps({"parte": parte, "archivo": nombre, **medido}, ensure_ascii=False), flush=True)
    return 0


def _xlsx(carpeta: Path, _: int) -> Iterator[tuple[str, dict]]:
    ruta = carpeta / "MGA 2025.xlsx"
    with xlsxwriter.Workbook(str(ruta), {"constant_memory": True}) as libro:
        hoja = libro.add_worksheet("Base")
        for r, fila in enumerate(_filas(1)):
            for c, celda in enumerate(fila):
                _ = hoja.write_number(r, c, float(celda or 0)) if r and c >= 4 else hoja.write_string(r, c, celda or "")
    yield ruta.name, _importar(carpeta, ruta)


def _csv(carpeta: Path, factor: int) -> Iterator[tuple[str, dict]]:
    ruta = carpeta / "MGA 2025.csv"
    with ruta.open("w", encoding="utf-8", newline="") as archivo:
        csv.writer(archivo).writerows(_filas(factor))
    yield f"{ruta.name}, {ruta.stat().st_size / 1e6:.0f} MB", _importar(carpeta, ruta, "--grande")
    ruta.unlink()


def _bombas(carpeta: Path, _: int) -> Iterator[tuple[str, dict]]:
    for nombre, contenido in HOSTILES.items():
        ruta = carpeta / nombre
        ruta.write_bytes(contenido())
        yield nombre, _importar(carpeta, ruta)
        ruta.unlink()
    enorme = carpeta / "2 GB.csv"
    with enorme.open("wb") as archivo:
        archivo.write(b"a,b\n1,2\n")
        archivo.truncate(2_000_000_000)
    yield enorme.name, _importar(carpeta, enorme)
    yield f"{enorme.name}, con --grande", _importar(carpeta, enorme, "--grande")


def _hondo(veces: int) -> bytes:
    """Un ZIP dentro de otro, muchas veces, con un XLSX en el fondo."""
    contenido = libros.xlsx(calculo.HOJA)
    for _ in range(veces):
        memoria = io.BytesIO()
        with zipfile.ZipFile(memoria, "w", zipfile.ZIP_DEFLATED) as capa:
            capa.writestr("base.xlsx", contenido)
        contenido = memoria.getvalue()
    return contenido


HOSTILES: dict[str, Callable[[], bytes]] = {
    "renglones sin fin.xlsx": lambda: libros.bomba("xl/worksheets/s2.xml", b"<x>", b"<row/>" * 100_000, 1700),
    "un texto de 1 GB.xlsx": lambda: libros.bomba("xl/sharedStrings.xml", b"<sst><si><t>", b"x" * 1_000_000, 1000),
    "espacios.xlsx": lambda: libros.bomba("xl/styles.xml", b"<x>", b" " * 1_000_000, 1000),
    "esquinas.xlsx": lambda: libros.xlsx(calculo.ESQUINAS),
    "textos declarados.xlsx": lambda: libros.xlsx(calculo.HOJA, textos=f'<sst {libros.NS} uniqueCount="99999999999"></sst>'),
    "entidades.xlsx": lambda: calculo.con_dtd(calculo.DTD),
    "entidad externa.xlsx": lambda: calculo.con_dtd('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///x">]>'),
    "zip en zip.xlsx": lambda: _hondo(50),
    "5,000 entradas.xlsx": lambda: calculo.con_entrada("", 5000),
}


def _filas(factor: int) -> Iterator[Fila]:
    """Encabezado y `factor` × 2,043 instituciones, todas distintas, con 196 variables de tres decimales."""
    azar = random.Random(2025)
    yield ["Entidad", "Sujeto obligado", "Orden de gobierno", "Tipo", *[f"V{i:03d}" for i in range(VARIABLES)]]
    cuadernos = [[f"{azar.random():.3f}" for _ in range(VARIABLES)] for _ in range(997)]
    for vuelta in range(factor):
        for n, fila in enumerate(base(n=908, nuevas=INSTITUCIONES - 908)):
            nombre = fila[1] if not vuelta else f"Instituto {vuelta:03d}{n:04d} de Pruebas"
            yield [fila[0], nombre, *fila[2:4], *cuadernos[azar.randrange(len(cuadernos))]]


def _importar(carpeta: Path, ruta: Path, *opciones: str) -> dict:
    """Lo que midió una orden `importar --simular` en su propio proceso."""
    arbol = carpeta / "arbol.csv"
    renglones = ["indicador,padre,nombre,peso_en_padre", "GA,,Índice,", *[f"GA.V{i:03d},GA,V{i:03d}," for i in range(VARIABLES)]]
    arbol.write_text("\n".join(renglones), encoding="utf-8")
    aceptar = [f"--aceptar={codigo}" for codigo in ("INSTITUCION-NUEVA", "INSTITUCION-DUDOSA=nueva", "POSIBLE-DUPLICADO")]
    orden = [sys.executable, "-m", "apertura", "importar", str(ruta), "--metrica=MGA", "--edicion=2025", "--simular"]
    antes, propia = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    hecho = subprocess.run(
        [sys.executable, "-c", MEDIR, *orden, f"--estructura={arbol}", *aceptar, *opciones],
        cwd=RAIZ,
        capture_output=True,
        text=True,
        timeout=3600,
        check=True,
    )
    crecio = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - propia) / 1024
    medido = json.loads(hecho.stdout)
    return {**medido, "crecio_quien_lanza_mb": round(crecio, 1), "total_s": round(time.perf_counter() - antes, 2)}


_MEDICIONES: dict[str, Callable[[Path, int], Iterator[tuple[str, dict]]]] = {"xlsx": _xlsx, "csv": _csv, "bombas": _bombas}

if __name__ == "__main__":
    sys.exit(principal(sys.argv[1:]))
