"""Escribir en el almacén: dejar una versión nueva o volver a otra. Lo que se interrumpe no deja nada a medias.

Se escribe al lado, se asienta, se cambia el nombre, se vuelve a leer y comprobar, y sólo entonces cambia VIGENTE: ese
cambio de nombre es el único instante en que lo publicado cambia. Quien lee ve la versión anterior o la nueva.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from apertura import rutas
from apertura.errores import ErrorAlPublicar
from apertura.publicacion import ESQUEMA, MANIFIESTO, Publicacion, corte_de, huella, leer_manifiesto, version_de
from apertura.publicaciones import bitacora, disco, lectura, lugares
from apertura.publicaciones.candado import Candado, candado
from apertura.publicaciones.lugares import CANDADO, DICTAMEN, ORIGEN, PASAJEROS, VIGENTE
from apertura.publicaciones.paquete import Paquete

CONSERVAR = 10
"""Versiones que se guardan además del origen; la vigente nunca se retira."""


@contextmanager
def escribiendo(quien: str) -> Iterator[Candado]:
    """El almacén para uno solo y ya limpio. Lanza OCUPADO, SOLO-LECTURA o DISCO-LLENO; lo que falle adentro se limpia."""
    almacen = rutas.publicaciones()
    if not rutas.datos().is_dir():
        raise ErrorAlPublicar("No existe la carpeta de datos", "variable APERTURA_DATOS", "Créela o corrija la ruta.", "SIN-CARPETA")
    with disco.explicando():
        almacen.mkdir(exist_ok=True)
        with candado(almacen / CANDADO, quien, bitacora.ahora()) as tomado:
            _limpiar(tomado.pendiente)
            tomado.anotar({"quien": quien, "desde": bitacora.ahora()})
            try:
                yield tomado
            except BaseException:
                with suppress(OSError):  # si tampoco se puede limpiar, se hará en la próxima: el candado lo recuerda
                    _limpiar(tomado.pendiente)
                    tomado.limpiar()
                raise


def depositar(paquete: Paquete, dictamen: dict, tomado: Candado, actual: Publicacion) -> Publicacion:
    """Deja la versión nueva y la hace vigente. Devuelve la publicación, leída otra vez del disco."""
    quien, cuando = str(dictamen["quien"]), str(dictamen["cuando"])
    anexo = _en_json(dictamen)
    manifiesto = _en_json(_manifiesto(paquete, dictamen, anexo, actual))
    id_ = f"{_siguiente():04d}-{huella(manifiesto)[:8]}"
    contenidos = {**paquete.contenidos, DICTAMEN: anexo, MANIFIESTO: manifiesto}
    disco.exigir_espacio(rutas.publicaciones(), sum(map(len, contenidos.values())))
    tomado.anotar({"quien": quien, "desde": cuando, "nueva": id_})
    _escribir(id_, contenidos)
    nueva = lectura.abrir(id_)
    _senalar(id_)
    _anotar("publicada", quien, nueva, actual.id, archivo=dictamen.get("archivo"))
    with suppress(OSError):
        _retirar()
    return nueva


def volver(id_: str, quien: str, anterior: str) -> Publicacion:
    """Hace vigente otra versión, ya comprobada. Nada se borra: se puede volver de nuevo."""
    elegida = lectura.abrir(id_)
    _senalar(id_)
    _anotar("revertida", quien, elegida, anterior)
    return elegida


def adoptar(id_: str, contenidos: dict[str, bytes], quien: str, tomado: Candado) -> Publicacion:
    """Hace vigente una versión hecha en otro lugar, con su mismo id. `contenidos` (nombre → bytes) va vacío si ya está aquí.

    Se vuelve a leer y comprobar antes de cambiar VIGENTE; si no está completa lanza ErrorPublicacion y nada cambia.
    """
    anterior = lectura.puntero().id or "dañada"
    if contenidos:
        disco.exigir_espacio(rutas.publicaciones(), sum(map(len, contenidos.values())))
        tomado.anotar({"quien": quien, "desde": bitacora.ahora(), "nueva": id_})
        _quitar(id_)  # si estaba, estaba dañada
        _escribir(id_, contenidos)
    elegida = lectura.abrir(id_)
    _senalar(id_)
    _anotar("traida", quien, elegida, anterior)
    return elegida


def _anotar(accion: str, quien: str, cual: Publicacion, anterior: str, **campos: object) -> None:
    """Ya se publicó: si la bitácora no se puede escribir ahora, la próxima vez se anota como «recuperada»."""
    with suppress(OSError):
        sha256 = huella((cual.carpeta / MANIFIESTO).read_bytes())
        bitacora.anotar(accion, quien, vigente=cual.id, anterior=anterior, sha256=sha256, version=cual.version, **campos)


def _siguiente() -> int:
    hay = lugares.ids()
    return lugares.numero(hay[0]) + 1 if hay else 1


def _manifiesto(paquete: Paquete, dictamen: dict, anexo: bytes, actual: Publicacion) -> dict:
    corte = corte_de(str(dictamen.get("corte") or str(dictamen["cuando"])[:10]), paquete.simulado)
    return {
        "esquema": ESQUEMA,
        "corte": corte,
        "titulo": dictamen.get("titulo") or leer_manifiesto(actual.carpeta).get("titulo"),
        "version": version_de(corte, paquete.fichas),
        "numero": _siguiente(),
        "anterior": actual.id,
        "publicada": dictamen["cuando"],
        "quien": dictamen["quien"],
        "resumen": dictamen["resumen"],
        "archivos": paquete.fichas,
        "anexos": {DICTAMEN: {"sha256": huella(anexo), "bytes": len(anexo)}},
    }


def _escribir(id_: str, contenidos: dict[str, bytes]) -> None:
    almacen, destino = rutas.publicaciones(), lugares.carpeta_de(id_)
    al_lado = almacen / f".nueva-{id_}"
    os.mkdir(al_lado)  # noqa: PTH102 - las pruebas interrumpen cada llamada al sistema
    for nombre, contenido in contenidos.items():
        disco.escribir(al_lado / nombre, contenido)
    disco.asentar(al_lado)
    os.rename(al_lado, destino)  # noqa: PTH104
    disco.asentar(almacen)


def _senalar(id_: str) -> None:
    almacen = rutas.publicaciones()
    disco.sustituir(almacen / VIGENTE, f"{id_}\n".encode(), almacen / ".VIGENTE-nuevo")


def _limpiar(pendiente: dict[str, object]) -> None:
    """Quita lo que dejó una publicación que no terminó; si alcanzó a cambiar VIGENTE, termina de anotarla."""
    almacen = rutas.publicaciones()
    for ruta in list(almacen.iterdir()):
        if ruta.name.startswith(PASAJEROS):
            disco.borrar(ruta)
    actual, nueva = lectura.puntero(), pendiente.get("nueva")
    if actual.id and isinstance(nueva, str) and lugares.PATRON.fullmatch(nueva) and nueva != actual.id:
        _quitar(nueva)
    if actual.id and actual.id != (bitacora.ultima_vigente() or ORIGEN):
        bitacora.anotar("recuperada", str(pendiente.get("quien") or bitacora.usuario()), vigente=actual.id)


def _retirar() -> None:
    """Quita las más viejas, menos la vigente y el origen."""
    sobran = lugares.ids()[CONSERVAR:]
    for id_ in sobran:
        if id_ != lectura.puntero().id:
            _quitar(id_)
            bitacora.anotar("retirada", bitacora.usuario(), publicacion=id_)


def _quitar(id_: str) -> None:
    """Primero cambia el nombre: una versión está entera o no está."""
    origen = lugares.carpeta_de(id_)
    if origen.is_dir():
        pasajera: Path = origen.with_name(f".retirada-{id_}")
        os.rename(origen, pasajera)  # noqa: PTH104
        disco.borrar(pasajera)


def _en_json(dato: dict) -> bytes:
    return json.dumps(dato, ensure_ascii=False, indent=2).encode() + b"\n"
