"""Hacer el archivo: fichas, datos, páginas y manifiesto en una carpeta aparte que sólo toma su nombre cuando está completa.

Con la misma publicación, la misma fecha y el mismo programa da los mismos bytes. Interrumpido, la misma orden sigue: las fichas
ya hechas no se repiten.
"""

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from apertura import formato
from apertura.archivo import datos, mapas, paginas
from apertura.archivo import manifiesto as huellas
from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.errores import ErrorSeleccion
from apertura.exportacion.estampa import Ajustes
from apertura.lotes.empacar import INDICE, empacar, indice
from apertura.lotes.encargo import Pieza, piezas
from apertura.lotes.hacer import Hecha, Orden, escribir, hacer
from apertura.publicacion import huella

FICHAS = "fichas"
LEEME = """{titulo}

Abra «index.html» con cualquier navegador: no necesita red, ni servidor, ni instalar nada.

index.html        por dónde empezar y cada ficha por su nombre
mapa.html         un mapa por edición e indicador, con su tabla
metodo.html       indicadores, pesos, qué se puede comparar, reparaciones y fuentes
fichas/           una por institución y por entidad, en PDF accesible; «indice.csv» las lista
datos/            instituciones con sus cifras (CSV), cada tabla en csv/ y en publicacion/ (Parquet), diccionario y geometría
datos/fuentes/    los archivos de origen, con su ficha, tal como se recibieron
documentos/       método, glosario, supuestos y licencias
manifiesto.json   el tamaño y la huella sha256 de cada archivo; SHA256SUMS.txt es lo mismo para «sha256sum -c SHA256SUMS.txt»

Versión de datos: {version}
Fecha: {fecha}
{alcance}
Los CSV van en UTF-8. Toda cifra de entidad, orden o tipo es la media simple de sus sujetos obligados. La MGA y la MJA no se suman ni
se promedian. Cada CSV y cada ficha lleva su fuente y su sello. Apertura no es un sitio oficial.
"""


@dataclass(frozen=True)
class Encargo:
    """Dónde queda (carpeta, o un .zip), de qué entidades lleva fichas y cómo se hacen."""

    salida: Path
    entidades: Sequence[str]
    ajustes: Ajustes
    procesos: int = 1

    @property
    def partes(self) -> Path:
        """Donde se va haciendo; si se interrumpe, ahí sigue la misma orden."""
        return self.salida.with_name(f"{self.salida.name}.partes")


def pedidas(motor: Motor, catalogo: Catalogo, entidades: Sequence[str]) -> list[Pieza]:
    """Las fichas de todas las ediciones: de cada entidad y, donde hay cifras por institución, de cada una."""
    hechas = []
    for (metrica, edicion), propia in catalogo.ediciones.items():
        suyas = piezas(motor, catalogo, metrica, edicion, entidades, con_sujetos=propia.por_sujeto)
        hechas += [replace(pieza, ruta=f"{metrica}_{edicion}/{pieza.ruta}") for pieza in suyas]
    return hechas


def archivo(motor: Motor, catalogo: Catalogo, encargo: Encargo, al_terminar_una: Callable[[Hecha], None] = lambda _: None) -> list[Hecha]:
    """Lo escribe completo y devuelve las fichas. Lanza ErrorSeleccion si el lugar está ocupado; OSError si no se puede escribir."""
    _libre(encargo.salida)
    partes = encargo.partes
    orden = Orden(partes / FICHAS, "pdf", encargo.ajustes, encargo.procesos)
    fichas = hacer(pedidas(motor, catalogo, encargo.entidades), orden, al_terminar_una)
    escritos = {f"{FICHAS}/{ficha.archivo}" for ficha in fichas if ficha.estado != "fallo"}
    for ruta, contenido in _lo_demas(motor, catalogo, encargo, fichas):
        escribir(partes / ruta, contenido)
        escritos.add(ruta)
    for ruta, contenido in huellas.de(_huellas(partes, escritos), motor.publicacion, encargo.ajustes.hoy.isoformat()).items():
        escribir(partes / ruta, contenido)
        escritos.add(ruta)
    _sin_sobras(partes, escritos)
    _entregar(partes, sorted(escritos), encargo.salida)
    return fichas


def _libre(salida: Path) -> None:
    if salida.is_dir() and any(salida.iterdir()):
        raise ErrorSeleccion("La carpeta ya tiene algo", f"carpeta «{salida.name}»", "Elija otra o vacíela: el archivo va solo.")


def _lo_demas(motor: Motor, catalogo: Catalogo, encargo: Encargo, fichas: Sequence[Hecha]) -> Iterable[tuple[str, bytes]]:
    """Ruta y bytes de todo lo que no es una ficha."""
    fecha = formato.fecha(encargo.ajustes.hoy)
    pie = paginas.pie(catalogo, fecha)
    alcance = _alcance(catalogo, encargo.entidades)
    aviso = " ".join(filter(None, (motor.publicacion.aviso, alcance)))
    yield f"{FICHAS}/{INDICE}", indice(fichas)
    yield from datos.archivos(motor, catalogo, encargo.ajustes)
    yield "mapa.html", mapas.pagina(motor, catalogo, pie).encode()
    yield "metodo.html", paginas.metodo(motor, catalogo, pie).encode()
    yield "index.html", paginas.indice(catalogo, fichas, fecha, pie, aviso).encode()
    dicho = LEEME.format(titulo=paginas.TITULO, version=catalogo.version, fecha=fecha, alcance=f"{aviso}\n" if aviso else "")
    yield "LEEME.txt", dicho.encode()


def _alcance(catalogo: Catalogo, entidades: Sequence[str]) -> str:
    """Qué falta a propósito; vacío si lleva las fichas de todas."""
    if set(catalogo.entidades) <= set(entidades):
        return ""
    if not entidades:
        return "Este archivo no lleva fichas."
    return f"Este archivo sólo lleva las fichas de {formato.enumerar([catalogo.entidades[clave] for clave in entidades])}."


def _huellas(partes: Path, escritos: Iterable[str]) -> dict[str, tuple[str, int]]:
    """Ruta → huella y bytes, leyendo un archivo a la vez."""
    hechas = {}
    for ruta in sorted(escritos):
        contenido = (partes / ruta).read_bytes()
        hechas[ruta] = (huella(contenido), len(contenido))
    return hechas


def _sin_sobras(partes: Path, escritos: set[str]) -> None:
    """Quita el diario y lo que dejó un intento anterior con otra fecha o con otras entidades."""
    for ruta in [ruta for ruta in partes.rglob("*") if ruta.is_file() and ruta.relative_to(partes).as_posix() not in escritos]:
        ruta.unlink()
    for carpeta in sorted((ruta for ruta in partes.rglob("*") if ruta.is_dir()), reverse=True):
        if not any(carpeta.iterdir()):
            carpeta.rmdir()


def _entregar(partes: Path, escritos: Sequence[str], salida: Path) -> None:
    """La carpeta toma su nombre de una vez; el ZIP se escribe aparte y también."""
    if salida.suffix.lower() == ".zip":
        empacar(partes, escritos, salida)
        shutil.rmtree(partes, ignore_errors=True)
        return
    if salida.is_dir():
        salida.rmdir()
    partes.rename(salida)
