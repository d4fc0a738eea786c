"""Lo que se escribe en una conexión sale ya: no espera el acuse de recibo de lo anterior."""

import socket

from apertura.servicio import inicio


def test_las_conexiones_de_un_puerto_abierto_como_lo_abre_streamlit_no_esperan() -> None:
    with socket.socket(socket.AF_INET) as puerto:
        puerto.bind(("127.0.0.1", 0))
        puerto.listen()
        assert not puerto.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        inicio.enviar_sin_demora()
        with socket.create_connection(puerto.getsockname()), puerto.accept()[0] as aceptada:
            assert aceptada.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_los_enchufes_que_no_escuchan_se_dejan_como_estaban() -> None:
    with socket.socket(socket.AF_INET) as cliente, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagramas:
        inicio.enviar_sin_demora()
        assert not cliente.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        assert datagramas.fileno() > 0
