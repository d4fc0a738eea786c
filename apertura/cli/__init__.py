"""La línea de órdenes. Códigos de salida: 0 bien · 1 algo no coincide · 2 error explicado · 130 interrumpida."""

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from apertura.cli.argumentos import analizador
from apertura.cli.ordenes import accion
from apertura.errores import ErrorApertura

TUBERIA_CERRADA = 141


def principal(argumentos: Sequence[str] | None = None) -> int:
    """Corre una orden y devuelve su código de salida. Un error propio es un renglón en español, nunca un rastreo."""
    _escribir_en_utf8()
    pedido = analizador().parse_args(argumentos)
    try:
        codigo = accion(pedido.accion)(pedido)
        sys.stdout.flush()
        return codigo
    except ErrorApertura as error:
        return _explicar(str(error))
    except BrokenPipeError:
        # Quien leía ya no quiere más («… | head»). Sin esto, Python se queja al cerrar la salida.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return TUBERIA_CERRADA
    except OSError as error:
        archivo = os.path.basename(str(error.filename or "sin nombre"))  # noqa: PTH119 - puede no ser una ruta
        return _explicar(f"No se pudo leer o escribir (archivo «{archivo}»). Revise que exista y que tenga permiso.")
    except KeyboardInterrupt:
        print("Interrumpida.", file=sys.stderr)
        return 130


def _escribir_en_utf8() -> None:
    """Una terminal con otra codificación no debe impedir que se escriban un acento o un signo menos."""
    for salida in (sys.stdout, sys.stderr):
        if isinstance(salida, TextIOWrapper):
            salida.reconfigure(encoding="utf-8")


def _explicar(mensaje: str) -> int:
    print(f"Error: {' '.join(mensaje.split())}", file=sys.stderr)
    return 2
