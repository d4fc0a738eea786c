"""Pedir la lectura a otro proceso y recoger lo que deje. Este proceso nunca abre el archivo más que para su huella."""

import hashlib
import json
import re
import subprocess
import sys
import tempfile
import time
import unicodedata
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import polars as pl

from apertura.importador.avance import Avance, callado
from apertura.importador.defectos import Defecto
from apertura.importador.lectura import almacen
from apertura.importador.lectura.codigos import Rechazo, defecto
from apertura.importador.lectura.formato import EXTENSIONES
from apertura.importador.lectura.libro import Hoja, Libro
from apertura.importador.lectura.limites import Limites
from apertura.rutas import RAIZ

HIJO = Path(__file__).with_name("hijo.py")
ESPERA = 0.1
"""Segundos entre una mirada y otra al avance del lector."""
OMISION = Limites()


def leer(ruta: Path, nombre: str | None = None, limites: Limites = OMISION, avance: Avance = callado) -> Libro:
    """El archivo como hojas de texto y defectos; nunca lanza por lo que el archivo traiga.

    `nombre` es el que le dio la persona, si `ruta` es una copia. Lo lee un proceso aparte con topes de memoria, procesador
    y tiempo (`limites`); en Linux los pone el sistema, y en los demás sólo se vigila el tiempo de reloj.
    """
    pedido = nombre if nombre is not None else ruta.name
    limpio = nombre_limpio(pedido)
    avisos = () if limpio == pedido else (defecto("NOMBRE"),)
    try:
        sha256 = _huella(ruta, limites)
    except Rechazo as rechazo:
        return Libro(limpio, "", "", (), (*avisos, rechazo.defecto))
    with tempfile.TemporaryDirectory(prefix="apertura-lectura-", ignore_cleanup_errors=True) as carpeta:
        resultado = _en_otro_proceso(ruta, limpio, limites, Path(carpeta), avance)
        hojas = tuple(hoja_de(h, Path(carpeta)) for h in resultado["hojas"])
    defectos = (*avisos, *(Defecto(**{**d, "alternativas": tuple(d["alternativas"])}) for d in resultado["defectos"]))
    return Libro(limpio, sha256, resultado["formato"], hojas, defectos, resultado.get("separador"), resultado.get("codificacion"))


def nombre_limpio(nombre: str) -> str:
    """Sin carpetas, sin caracteres invisibles ni de control, con 120 letras a lo más."""
    ultimo = re.split(r"[/\\]", nombre)[-1]
    visible = "".join(c for c in ultimo if not unicodedata.category(c).startswith("C")).strip()
    tallo, punto, sufijo = visible.rpartition(".")
    recortado = f"{tallo[:110]}{punto}{sufijo[:9]}" if punto else visible[:120]
    return recortado or "archivo"


def _huella(ruta: Path, limites: Limites) -> str:
    """sha256 por pedazos. Lanza Rechazo si no está o si pasa del tamaño, sin leerlo."""
    try:
        if not ruta.is_file():
            raise Rechazo("ARCHIVO-AUSENTE")
        if (mide := ruta.stat().st_size) > limites.archivo:
            raise Rechazo("ARCHIVO-GRANDE", mide=_tamano(mide), limite=_tamano(limites.archivo))
        with ruta.open("rb") as archivo:
            return hashlib.file_digest(archivo, "sha256").hexdigest()
    except (OSError, ValueError) as error:
        raise Rechazo("ARCHIVO-AUSENTE") from error


def _tamano(octetos: int) -> str:
    return f"{octetos / 1_000_000:,.1f} MB" if octetos % 1_000_000 else f"{octetos // 1_000_000:,} MB"


def _en_otro_proceso(ruta: Path, nombre: str, limites: Limites, carpeta: Path, avance: Avance) -> dict[str, Any]:
    """Lo que dejó el hijo; si murió o tardó de más, el rechazo por límites."""
    peticion = {"ruta": str(ruta.resolve()), "nombre": nombre, "limites": asdict(limites)}
    (carpeta / "peticion.json").write_text(json.dumps(peticion), encoding="utf-8")
    orden = [sys.executable, "-I", str(HIJO), str(RAIZ), str(carpeta)]
    try:
        _correr(orden, limites.reloj, carpeta, avance)
        return json.loads((carpeta / "resultado.json").read_text(encoding="utf-8"))
    except (subprocess.SubprocessError, OSError, ValueError):
        codigo = "LECTURA-LIMITE" if EXTENSIONES.get(Path(nombre).suffix.lower()) == "CSV" else "XLSX-LIMITE"
        return {"formato": "", "hojas": [], "defectos": [defecto(codigo).como_dict()]}


def _correr(orden: list[str], segundos: float, carpeta: Path, avance: Avance) -> None:
    """Espera al hijo diciendo cuánto lleva. Lanza SubprocessError si termina mal o tarda de más; nunca lo deja vivo."""
    nada = subprocess.DEVNULL
    limite = time.monotonic() + segundos
    with subprocess.Popen(orden, stdin=nada, stdout=nada, stderr=nada, start_new_session=True, cwd=carpeta) as hijo:
        try:
            while hijo.poll() is None:
                if (falta := limite - time.monotonic()) <= 0:
                    raise subprocess.TimeoutExpired(orden, segundos)
                with suppress(subprocess.TimeoutExpired):
                    hijo.wait(min(falta, ESPERA))
                avance("Leyendo el archivo", almacen.dicho(carpeta))
        finally:
            hijo.kill()
    if hijo.returncode:
        raise subprocess.CalledProcessError(hijo.returncode, orden)


def hoja_de(hoja: dict[str, Any], carpeta: Path) -> Hoja:
    """La hoja que dejó el lector: junta sus pedazos, con todas sus columnas hasta la última que trae algo."""
    partes = [pl.read_ipc(carpeta / parte) for parte in hoja["partes"]]
    celdas = pl.concat(partes, how="diagonal") if partes else pl.DataFrame(schema={"renglon": pl.Int64})
    usadas = [c for c in celdas.columns[1:] if celdas[c].null_count() < celdas.height]
    ultima = max((int(c[1:]) for c in usadas), default=-1)
    faltan = [f"c{i}" for i in range(ultima + 1) if f"c{i}" not in celdas.columns]
    completas = celdas.with_columns(pl.lit(None, pl.String).alias(c) for c in faltan)
    return Hoja(hoja["nombre"], completas.select("renglon", *(f"c{i}" for i in range(ultima + 1))), hoja["oculta"])
