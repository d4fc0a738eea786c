"""Bytes que cruzan la red, contados donde no hay duda: un intermediario TCP entre el navegador y el servidor.

Así se cuenta lo que viaja de verdad, ya comprimido, y no lo que el navegador entrega ya descomprimido.
"""

import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

TROZO = 65_536


@dataclass
class Conteo:
    """Bytes desde la última puesta en cero: `subida` del navegador al servidor, `bajada` al revés.

    `pedidos` son las rutas pedidas por HTTP, en orden; `por_ruta`, lo que bajó de cada una.
    """

    puerto: int
    subida: int = 0
    bajada: int = 0
    pedidos: list[str] = field(default_factory=list)
    por_ruta: Counter[str] = field(default_factory=Counter)

    def en_cero(self) -> None:
        """Empieza a contar de nuevo."""
        self.subida, self.bajada = 0, 0
        self.pedidos.clear()
        self.por_ruta.clear()

    def veces(self, parte: str) -> int:
        """Cuántas rutas pedidas contienen `parte`."""
        return sum(parte in ruta for ruta in self.pedidos)

    def bajados(self, parte: str) -> int:
        """Cuántos bytes bajaron de las rutas que contienen `parte`."""
        return sum(bytes_ for ruta, bytes_ in self.por_ruta.items() if parte in ruta)


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
        conexion = _Conexion(conteo)
        for origen, fin, anotar in ((cliente, servidor, conexion.subio), (servidor, cliente, conexion.bajo)):
            threading.Thread(target=_pasar, args=(origen, fin, anotar), daemon=True).start()


@dataclass
class _Conexion:
    """Una conexión del navegador: lo que baja es de lo último que pidió, porque no pide otra cosa hasta recibirlo."""

    conteo: Conteo
    ruta: str = ""

    def subio(self, trozo: bytes) -> None:
        """Chromium manda cada petición en un solo trozo; los mensajes de websocket no empiezan así."""
        self.conteo.subida += len(trozo)
        if trozo.startswith((b"GET ", b"POST ")):
            self.ruta = trozo.split(b" ", 2)[1].decode("latin-1")
            self.conteo.pedidos.append(self.ruta)

    def bajo(self, trozo: bytes) -> None:
        self.conteo.bajada += len(trozo)
        self.conteo.por_ruta[self.ruta] += len(trozo)


def _pasar(origen: socket.socket, fin: socket.socket, anotar: Callable[[bytes], None]) -> None:
    try:
        while trozo := origen.recv(TROZO):
            anotar(trozo)
            fin.sendall(trozo)
        fin.shutdown(socket.SHUT_WR)
    except OSError:
        origen.close()
        fin.close()
