"""Se corre en otro proceso: muere (kill -9) en cada llamada al sistema de una publicación y en instantes al azar.

`python -m tests.almacen.morir CARPETA puntos|azar` escribe en JSON cuántas muertes hubo, cuántas dejaron la versión de antes o la
nueva, y lo que estuviera mal. No usa Polars ni DuckDB: un proceso con hilos no se puede bifurcar.
"""

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from apertura import rutas
from apertura.errores import ErrorApertura
from apertura.publicacion import ESQUEMA, MANIFIESTO, Publicacion, version_de
from apertura.publicaciones import bitacora, deposito, dictamenes, lectura, lugares
from apertura.publicaciones.paquete import Paquete, ficha

LLAMADAS = ("open", "write", "fsync", "close", "mkdir", "rename", "replace", "unlink", "rmdir", "ftruncate", "lseek")
FIJOS = {"VIGENTE", "audit.jsonl", ".candado"}
AZAR = 100


def paquete(n: int) -> Paquete:
    """Dos archivos cualesquiera: aquí sólo importan sus bytes."""
    contenidos = {f"{tabla}.parquet": f"{tabla} {n} ".encode() * 500 for tabla in ("uno", "dos")}
    return Paquete(contenidos, {nombre: ficha(contenido, n) for nombre, contenido in contenidos.items()})


def publicar(n: int) -> Publicacion:
    """Una publicación completa, sin pasar por tablas."""
    with deposito.escribiendo("prueba") as tomado:
        return deposito.depositar(paquete(n), dictamenes.dictamen_de({"cuando": "2026-11-24T00:00:00Z"}), tomado, lectura.vigente())


def revertir(_: int) -> Publicacion:
    """De vuelta a la primera."""
    with deposito.escribiendo("prueba"):
        return deposito.volver(lugares.ORIGEN, "prueba", lectura.vigente().id)


def sembrar(datos: Path, versiones: int) -> None:
    """Una carpeta de datos con su origen y esas versiones."""
    shutil.rmtree(datos, ignore_errors=True)
    os.environ["APERTURA_DATOS"] = str(datos)
    origen = datos / "publicacion"
    origen.mkdir(parents=True)
    for nombre, contenido in paquete(0).contenidos.items():
        (origen / nombre).write_bytes(contenido)
    fichas = paquete(0).fichas
    manifiesto = {"esquema": ESQUEMA, "corte": "2017-01-01", "version": version_de("2017-01-01", fichas), "archivos": fichas}
    (origen / MANIFIESTO).write_text(json.dumps(manifiesto), encoding="utf-8")
    for n in range(1, versiones + 1):
        publicar(n)


def en_otro(hacer: Callable[[], object]) -> int:
    """Corre en un proceso bifurcado; devuelve la señal con que murió o cero."""
    hijo = os.fork()
    if hijo == 0:
        hacer()
        os._exit(0)
    return os.waitpid(hijo, 0)[1]


def contar(accion: Callable[[int], object]) -> Callable[[], None]:
    """La acción, anotando en un archivo qué llamadas hizo."""

    def correr() -> None:
        hechas = vigilar(0, False)
        accion(9)
        Path(os.environ["CUENTA"]).write_text(" ".join(hechas), encoding="ascii")

    return correr


def vigilar(limite: int, a_medias: bool) -> list[str]:
    """Mata al proceso justo antes de la llamada `limite` o, si es escribir y `a_medias`, después de escribir la mitad."""
    hechas: list[str] = []

    def vigilada(nombre: str, original: Callable[..., object]) -> Callable[..., object]:
        def llamada(*argumentos: Any, **opciones: Any) -> object:
            hechas.append(nombre)
            if len(hechas) == limite:
                if a_medias:
                    original(argumentos[0], bytes(argumentos[1])[: len(argumentos[1]) // 2])
                os.kill(os.getpid(), signal.SIGKILL)
            return original(*argumentos, **opciones)

        return llamada

    for nombre in LLAMADAS:
        setattr(os, nombre, vigilada(nombre, getattr(os, nombre)))
    return hechas


class Cuenta:
    """Lo que se fue viendo."""

    def __init__(self) -> None:
        self.muertes = self.antes = self.nueva = 0
        self.mal: list[str] = []

    def revisar(self, datos: Path, anterior: str, intactas: dict[str, bytes], donde: str) -> None:
        """Después de una muerte: se ve una versión entera, lo de antes está igual, y la siguiente publicación limpia y entra."""
        self.muertes += 1
        try:
            vista = lectura.vigente()
            self.antes += vista.id == anterior
            self.nueva += vista.id != anterior
            otra = publicar(99)
            malas = {
                "aviso": vista.aviso,
                "la siguiente no quedó vigente": lectura.vigente().id != otra.id,
                "sobró": {r.name for r in rutas.publicaciones().iterdir()} - FIJOS - set(lugares.ids()),
                "cambió": [n for n, c in intactas.items() if (datos / n).exists() and (datos / n).read_bytes() != c],
                "se perdió": [n for n in intactas if n.startswith("publicacion/") and not (datos / n).exists()],
                "dañada": [i for i in lugares.ids() if lectura.abrir(i).id != i],
                "huérfana": set(lugares.ids()) - {str(r.get("vigente")) for r in bitacora.leer()},
                "bitácora": bitacora.alteracion() or bitacora.ultima_vigente() != otra.id,
            }
            self.mal += [f"{donde}: {que} {valor}" for que, valor in malas.items() if valor]
        except (ErrorApertura, OSError) as error:
            self.mal.append(f"{donde}: {error}")


def contenidos(datos: Path) -> dict[str, bytes]:
    """Los archivos que ya no deben cambiar: todos menos el apuntador, la bitácora y el candado."""
    rutas_ = (r for r in datos.rglob("*") if r.is_file() and r.name not in FIJOS)
    return {r.relative_to(datos).as_posix(): r.read_bytes() for r in rutas_}


ESCENARIOS: dict[str, tuple[int, Callable[[int], object], int]] = {
    "primera publicación": (0, publicar, 10),
    "publicación con retiro": (3, publicar, 2),
    "revertir": (2, revertir, 10),
}


def en_cada_punto(base: Path, datos: Path, cuenta: Cuenta) -> dict[str, int]:
    """Una muerte antes de cada llamada y otra a media escritura. Devuelve las llamadas de cada escenario."""
    llamadas: dict[str, int] = {}
    for nombre, (versiones, accion, conservar) in ESCENARIOS.items():
        deposito.CONSERVAR = 10
        sembrar(base, versiones)
        deposito.CONSERVAR = conservar
        volver_a(base, datos)
        en_otro(contar(accion))
        hechas = Path(os.environ["CUENTA"]).read_text(encoding="ascii").split()
        llamadas[nombre] = len(hechas)
        for punto, llamada in enumerate(hechas, start=1):
            for a_medias in (False, True) if llamada == "write" else (False,):
                morir_en(punto, a_medias, accion, base, datos, cuenta, nombre)
    return llamadas


def morir_en(punto: int, a_medias: bool, accion: Callable[[int], object], base: Path, datos: Path, cuenta: Cuenta, donde: str) -> None:
    """Una muerte y su revisión."""
    volver_a(base, datos)
    anterior, intactas = lectura.vigente().id, contenidos(datos)

    def correr() -> None:
        vigilar(punto, a_medias)
        accion(9)

    if en_otro(correr) == signal.SIGKILL:
        cuenta.revisar(datos, anterior, intactas, f"{donde}, llamada {punto}{' a medias' if a_medias else ''}")
    else:
        cuenta.mal.append(f"{donde}, llamada {punto}: no murió")


def al_azar(base: Path, datos: Path, cuenta: Cuenta) -> dict[str, int]:
    """Cien muertes en instantes al azar de un proceso que publica y deshace sin parar."""
    azar = random.Random(2017)
    sembrar(base, 2)
    for vez in range(AZAR):
        volver_a(base, datos)
        anterior, intactas = lectura.vigente().id, contenidos(datos)
        hijo = os.fork()
        if hijo == 0:
            n = 10
            while True:
                publicar(n)
                revertir(n)
                n += 1
        time.sleep(azar.uniform(0, 0.02))
        os.kill(hijo, signal.SIGKILL)
        os.waitpid(hijo, 0)
        cuenta.revisar(datos, anterior, intactas, f"al azar, vez {vez}")
    return {}


def volver_a(base: Path, datos: Path) -> None:
    """Los datos como estaban."""
    shutil.rmtree(datos, ignore_errors=True)
    shutil.copytree(base, datos)
    os.environ["APERTURA_DATOS"] = str(datos)


def principal(carpeta: Path, cual: str) -> None:
    """Corre lo pedido y escribe el resultado."""
    base, datos = carpeta / "base", carpeta / "datos"
    os.environ["CUENTA"] = str(carpeta / "cuenta")
    cuenta = Cuenta()
    llamadas = en_cada_punto(base, datos, cuenta) if cual == "puntos" else al_azar(base, datos, cuenta)
    resultado = {"muertes": cuenta.muertes, "antes": cuenta.antes, "nueva": cuenta.nueva, "mal": cuenta.mal, "llamadas": llamadas}
    print(json.dumps(resultado, ensure_ascii=False))


if __name__ == "__main__":
    principal(Path(sys.argv[1]), sys.argv[2])
