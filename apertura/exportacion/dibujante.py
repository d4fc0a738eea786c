"""El convertidor de gráficas en un proceso propio: `python -m apertura.exportacion.dibujante`.

Dibujar una imagen no suelta el intérprete de Python durante medio segundo; en el proceso que atiende, se detenían todas las
sesiones. El proceso empieza con la primera imagen, dibuja una a la vez y, si muere o no termina, el siguiente pedido inicia otro.

Un mensaje es su largo (ocho bytes) y su contenido: el pedido, en JSON; la respuesta, una letra (t: texto, b: bytes, e: error) y lo demás.
"""

import json
import os
import struct
import subprocess
import sys
from threading import Lock, Timer
from typing import IO, Any

from apertura import rutas
from apertura.errores import ErrorApertura

LIMITE_SEGUNDOS = 60.0
FUNCIONES = ("vegalite_to_svg", "vega_to_svg", "svg_to_png")
_LARGO = struct.Struct(">Q")


class Dibujante:
    """Se usa como el módulo `vl_convert`: las mismas funciones, los mismos argumentos y los mismos resultados."""

    def __init__(self) -> None:
        self._candado, self._proceso = Lock(), None

    def vegalite_to_svg(self, especificacion: dict[str, Any], **opciones: Any) -> str:
        """SVG de una especificación de Vega-Lite."""
        return self._pedir("vegalite_to_svg", especificacion, opciones)

    def vega_to_svg(self, especificacion: dict[str, Any], **opciones: Any) -> str:
        """SVG de una especificación de Vega."""
        return self._pedir("vega_to_svg", especificacion, opciones)

    def svg_to_png(self, svg: str, **opciones: Any) -> bytes:
        """PNG de un SVG."""
        return self._pedir("svg_to_png", svg, opciones)

    def _pedir(self, funcion: str, cosa: object, opciones: dict[str, Any]) -> Any:
        pedido = json.dumps([funcion, cosa, opciones]).encode()
        with self._candado:
            proceso = self._vivo()
            reloj = Timer(LIMITE_SEGUNDOS, proceso.kill)
            reloj.start()
            try:
                _escribir(proceso.stdin, pedido)
                respuesta = _leer(proceso.stdout)
            except OSError:
                respuesta = b""
            finally:
                reloj.cancel()
            if not respuesta:
                proceso.kill()
        if not respuesta or respuesta[:1] == b"e":
            que = respuesta[1:].decode() or "el proceso que dibuja se detuvo"
            raise ErrorApertura(
                "La imagen no se pudo dibujar", que, "Vuelva a intentarlo; si se repite, avise a quien administra Apertura."
            )
        return respuesta[1:] if respuesta[:1] == b"b" else respuesta[1:].decode()

    def _vivo(self) -> subprocess.Popen[bytes]:
        if self._proceso is None or self._proceso.poll() is not None:
            orden = [sys.executable, "-m", "apertura.exportacion.dibujante"]
            self._proceso = subprocess.Popen(orden, cwd=rutas.RAIZ, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self._proceso


def atender(entrada: IO[bytes], salida: IO[bytes]) -> None:
    """Contesta un pedido tras otro hasta que se cierre la entrada: entonces quien pedía terminó, y éste también."""
    import vl_convert

    vl_convert.register_font_directory(str(rutas.ESTATICOS / "fuentes"))
    while pedido := _leer(entrada):
        _escribir(salida, _contestar(vl_convert, *json.loads(pedido)))


def _contestar(convertidor: Any, funcion: str, cosa: object, opciones: dict[str, Any]) -> bytes:
    try:
        hecho = getattr(convertidor, FUNCIONES[FUNCIONES.index(funcion)])(cosa, **opciones)
    except Exception as error:
        return b"e" + str(error).splitlines()[0][:300].encode()
    return b"b" + hecho if isinstance(hecho, bytes) else b"t" + hecho.encode()


def _escribir(tubo: IO[bytes] | None, mensaje: bytes) -> None:
    assert tubo is not None
    tubo.write(_LARGO.pack(len(mensaje)) + mensaje)
    tubo.flush()


def _leer(tubo: IO[bytes] | None) -> bytes:
    """Un mensaje; vacío si el tubo se cerró, también a la mitad."""
    assert tubo is not None
    cabeza = tubo.read(_LARGO.size)
    largo = _LARGO.unpack(cabeza)[0] if len(cabeza) == _LARGO.size else 0
    mensaje = tubo.read(largo)
    return mensaje if len(mensaje) == largo else b""


if __name__ == "__main__":
    # Lo que una biblioteca imprima no debe mezclarse con las respuestas.
    propia = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    atender(sys.stdin.buffer, propia)
