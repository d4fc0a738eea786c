"""Mientras se sirve, comprobar cada minuto que los archivos publicados sigan siendo los mismos, byte por byte."""

import logging
import math
import os
import threading

from apertura import consultas
from apertura.errores import ErrorApertura

REGISTRO = logging.getLogger("apertura.vigilancia")
CADA_SEGUNDOS = 60.0


def empezar() -> threading.Event:
    """Arranca la vigilancia en un hilo aparte; al poner lo que devuelve, termina."""
    detener = threading.Event()
    threading.Thread(target=_vigilar, args=(detener, cada()), name="vigilancia", daemon=True).start()
    return detener


def cada() -> float:
    """Cada cuántos segundos: `APERTURA_VIGILAR_CADA` o un minuto; nunca más de eso."""
    try:
        pedidos = float(os.environ.get("APERTURA_VIGILAR_CADA", CADA_SEGUNDOS))
    except ValueError:
        return CADA_SEGUNDOS
    return CADA_SEGUNDOS if math.isnan(pedidos) else min(max(pedidos, 0.2), CADA_SEGUNDOS)


def _vigilar(detener: threading.Event, segundos: float) -> None:
    dicho = revisar("")
    while not detener.wait(segundos):
        dicho = revisar(dicho)


def revisar(dicho: str) -> str:
    """Una revisión. Anota en el registro sólo lo que cambió desde la anterior, y devuelve lo que hay que avisar ahora."""
    try:
        aviso = consultas.vigilar()
    except ErrorApertura as error:
        aviso = str(error)
    if aviso and aviso != dicho:
        REGISTRO.error("%s", aviso)
    elif dicho and not aviso:
        REGISTRO.warning("Los archivos de la publicación volvieron a estar completos.")
    return aviso
