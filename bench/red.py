"""Bytes que cruzan la red, contados donde no hay duda: un intermediario TCP entre el navegador y el servidor.

Así se cuenta lo que viaja de verdad, ya comprimido, y no lo que el navegador entrega ya descomprimido.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

TROZO = 65_536


@dataclass
class Conteo:
    """Bytes desde la última puesta en cero: `subida` del navegador al servidor, `bajada` al revés.

    `pedidos` son las rutas pedidas por HTTP, en orden.
    """

    puerto: int
    subida: int = 0
    bajada: int = 0
    pedidos: list[str] = field(default_factory=list)

    def en_cero(self) -> None:
        """Empieza a contar de nuevo."""
        self.subida, self.bajada = 0, 0
        self.pedidos.clear()

    def veces(self, parte: str) -> int:
        """Cuántas rutas pedidas contienen `parte`."""
        return sum(parte in ruta for ruta in self.pedidos)


@contextmanager
def contador(destino: int) -> Iterator[Conteo]:
    """Intermediario hacia 127.0.0.1:`destino`. Se usa entrando por `Conteo.puerto`."""
    with socket.create_server(("127.0.0.1", 0)) as escucha:
        conteo = Conteo(escucha.getsockname()[1])
        threading.Thread(target=_aceptar, args=(escucha, destino, conteo), daemon=True).start()
        yield conteo
        escucha.shutdown(socket.SHUT_RDWR)


def _aceptar(escucha: socket.socket, destino: int, conteo: Conteo) -> None:
    while True:
        try:
            cliente, _ = escucha.accept()
        except OSError:
            return
        servidor = socket.create_connection(("127.0.0.1", destino))
        for origen, fin, sentido in ((cliente, servidor, "subida"), (servidor, cliente, "bajada")):
            threading.Thread(target=_pasar, args=(origen, fin, sentido, conteo), daemon=True).start()


def _pasar(origen: socket.socket, fin: socket.socket, sentido: str, conteo: Conteo) -> None:
    try:
        while trozo := origen.recv(TROZO):
            setattr(conteo, sentido, getattr(conteo, sentido) + len(trozo))
            if sentido == "subida":
                _anotar_pedido(trozo, conteo)
            fin.sendall(trozo)
        fin.shutdown(socket.SHUT_WR)
    except OSError:
        origen.close()
        fin.close()


def _anotar_pedido(trozo: bytes, conteo: Conteo) -> None:
    """Chromium manda cada petición en un solo trozo; los mensajes de websocket no empiezan así."""
    if trozo.startswith((b"GET ", b"POST ")):
        conteo.pedidos.append(trozo.split(b" ", 2)[1].decode("latin-1"))
