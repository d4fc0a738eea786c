"""Una persona que usa Apertura, sin navegador: pide la portada, abre su conexión viva y habla con los mensajes del marco.

Para el servidor es una sesión como cualquiera: corre las mismas páginas, con los mismos selectores y la misma dirección.
Lo que no hace es pintar; por eso caben doscientas en un equipo.
"""

import asyncio
import re
import time
from dataclasses import dataclass, field
from types import TracebackType
from urllib.parse import urljoin

import httpx
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

ESPERA_SEGUNDOS = 60
BIEN = {ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY}


class Fallo(Exception):
    """El servidor contestó con un error, o no contestó."""


@dataclass
class Selector:
    """Un selector que la página mandó: su identificador, la parte de la página que lo volverá a correr y sus opciones."""

    id: str
    parte: str
    clase: str
    opciones: list[str] = field(default_factory=list)
    por_generar: str = ""


class Sesion:
    """Una pestaña. Se usa con `async with`; cada acción devuelve los milisegundos que tardó el servidor en terminar."""

    def __init__(self, url: str, cliente: httpx.AsyncClient) -> None:
        self.url, self.cliente = url, cliente
        self.selectores: dict[str, Selector] = {}
        self.estados: dict[str, WidgetState] = {}
        self.direccion, self.pagina, self.huella, self.propia, self.titulo, self.bytes = "", "", "", "", "", 0
        # Corridas que se esperan por cada cosa que se pide: quien llega a un servidor que no lo conoce recibe antes la página.
        self._vueltas, self._vistos = 1, set[str]()
        self._conexion: ClientConnection | None = None

    async def __aenter__(self) -> "Sesion":
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self._conexion:
            await self._conexion.close()

    async def abrir(self, pagina: str, direccion: str = "", con_archivos: bool = False) -> float:
        """La visita: la portada (con los archivos que menciona, si es la primera vez) y la primera corrida de la página."""
        inicio = time.perf_counter()
        await self._portada(pagina, con_archivos)
        await self._conectar()
        self.pagina, self.direccion = pagina, direccion
        await self._correr()
        return (time.perf_counter() - inicio) * 1000

    async def se_corto(self, segundos: float) -> bool:
        """Si la conexión viva se corta dentro de ese tiempo."""
        assert self._conexion is not None
        try:
            await asyncio.wait_for(self._conexion.wait_closed(), segundos)
        except TimeoutError:
            return False
        return True

    async def reconectar(self) -> None:
        """Conecta otra vez, como el navegador cuando se le corta: no pide la página; lo dirá el siguiente selector que se mueva."""
        await self._conectar()
        self._vueltas = 2

    async def elegir(self, llave: str, *valores: str) -> float:
        """Mueve un selector a esas opciones, con el texto que se lee en la página."""
        selector = self._selector(llave)
        estado = WidgetState(id=selector.id)
        if selector.clase == "selectbox":
            estado.string_value = valores[0]
        else:
            estado.string_array_value.data.extend(valores)
        return await self._mover(selector, estado)

    async def pulsar(self, llave: str) -> float:
        """Un botón."""
        selector = self._selector(llave)
        return await self._mover(selector, WidgetState(id=selector.id, trigger_value=True), recordar=False)

    async def descargar(self, panel: str, etiqueta: str) -> tuple[float, int]:
        """Abre el panel «Descargar», pide el archivo cuyo botón empieza así, lo baja y cierra. Milisegundos y bytes."""
        inicio = time.perf_counter()
        caja = self._selector(panel)
        await self._mover(caja, WidgetState(id=caja.id, bool_value=True))
        boton = next((s for s in self.selectores.values() if s.por_generar and s.opciones[0].startswith(etiqueta)), None)
        if boton is None:
            raise Fallo(f"no hay un botón «{etiqueta}»")
        mensaje = BackMsg()
        mensaje.backend_operation_request.request_id = "descarga"
        mensaje.backend_operation_request.session_id = self.propia
        mensaje.backend_operation_request.deferred_file.file_id = boton.por_generar
        await self._mandar(mensaje)
        respuesta = (await self._hasta("backend_operation_response")).backend_operation_response
        if respuesta.error_msg:
            raise Fallo(respuesta.error_msg)
        archivo = await self._pedir(respuesta.deferred_file.url)
        await self._mover(caja, WidgetState(id=caja.id, bool_value=False))
        return (time.perf_counter() - inicio) * 1000, len(archivo)

    async def _conectar(self) -> None:
        if self._conexion:
            await self._conexion.close()
        destino = f"{self.url.replace('http', 'ws', 1)}/_stcore/stream"
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.cliente.cookies.jar)
        self._conexion = await connect(
            destino,
            subprotocols=[Subprotocol("streamlit")],
            origin=Origin(self.url),
            additional_headers={"Cookie": cookies} if cookies else None,
            max_size=None,
            open_timeout=ESPERA_SEGUNDOS,
            ping_interval=None,
            proxy=None,
        )

    async def _portada(self, pagina: str, con_archivos: bool) -> None:
        html = (await self._pedir(f"/{pagina}")).decode()
        if con_archivos:
            for archivo in dict.fromkeys(re.findall(r'(?:src|href)="(\./[^"]+\.(?:js|css|ttf)(?:\?[^"]*)?)"', html)):
                await self._pedir(archivo)

    async def _pedir(self, ruta: str) -> bytes:
        respuesta = await self.cliente.get(urljoin(f"{self.url}/", ruta))
        self.bytes += len(respuesta.content)
        if respuesta.status_code != 200:
            raise Fallo(f"{respuesta.status_code} en {ruta.split('?')[0]}")
        return respuesta.content

    async def _mover(self, selector: Selector, estado: WidgetState, recordar: bool = True) -> float:
        inicio = time.perf_counter()
        if recordar:
            self.estados[selector.id] = estado
        await self._correr(selector.parte, estado)
        return (time.perf_counter() - inicio) * 1000

    async def _correr(self, parte: str = "", estado: WidgetState | None = None) -> None:
        """Pide una corrida, de toda la página o de una parte, y espera a que termine bien."""
        mensaje = BackMsg()
        pedido = mensaje.rerun_script
        pedido.query_string, pedido.page_script_hash, pedido.fragment_id = self.direccion, self.huella, parte
        if not self.huella:
            pedido.page_name = self.pagina
        pedido.context_info.url, pedido.context_info.locale = f"{self.url}/{self.pagina}", "es-MX"
        pedido.context_info.color_scheme = "light"
        estados = {**self.estados, **({estado.id: estado} if estado else {})}
        pedido.widget_states.widgets.extend(estados.values())
        await self._mandar(mensaje)
        antes, self._vistos = set(self.selectores), set[str]()
        while self._vueltas:
            self._vueltas -= (await self._hasta("script_finished")).script_finished in BIEN
        self._vueltas = 1
        for llave in antes - self._vistos:
            # Lo que la página ya no mandó, ya no está.
            if not parte or self.selectores[llave].parte == parte:
                del self.selectores[llave]

    async def _mandar(self, mensaje: BackMsg) -> None:
        assert self._conexion is not None
        await self._conexion.send(mensaje.SerializeToString())

    async def _hasta(self, clase: str) -> ForwardMsg:
        """Recibe y aprende de cada mensaje hasta uno de esa clase. Error: Fallo, si la página mostró uno o no contestó."""
        assert self._conexion is not None
        while True:
            try:
                recibido = await asyncio.wait_for(self._conexion.recv(), ESPERA_SEGUNDOS)
            except TimeoutError:
                raise Fallo(f"no contestó en {ESPERA_SEGUNDOS} s") from None
            self.bytes += len(recibido)
            mensaje = ForwardMsg.FromString(recibido if isinstance(recibido, bytes) else recibido.encode())
            self._aprender(mensaje)
            if mensaje.WhichOneof("type") == clase:
                return mensaje

    def _aprender(self, mensaje: ForwardMsg) -> None:
        clase = mensaje.WhichOneof("type")
        if clase == "new_session":
            self.propia = mensaje.new_session.initialize.session_id or self.propia
        elif clase == "navigation":
            self.huella = mensaje.navigation.page_script_hash
        elif clase == "page_info_changed":
            self.direccion = mensaje.page_info_changed.query_string
        elif clase == "page_not_found":
            raise Fallo("la página no existe")
        elif clase == "delta":
            self._aprender_elemento(mensaje.delta)

    def _aprender_elemento(self, delta: Delta) -> None:
        clase, elemento = "bloque", delta.add_block
        if delta.WhichOneof("type") == "new_element":
            clase = delta.new_element.WhichOneof("type") or ""
            elemento = getattr(delta.new_element, clase, None)
        if clase == "exception" or (clase == "alert" and getattr(elemento, "format", None) == Alert.ERROR):
            raise Fallo(f"la página mostró un error: {getattr(elemento, 'body', '')[:120]}")
        if clase == "heading" and getattr(elemento, "tag", "") == "h1":
            self.titulo = getattr(elemento, "body", "")
        propio = getattr(elemento, "id", "")
        if propio.startswith("$$ID-"):
            por_generar = getattr(elemento, "deferred_file_id", "")
            self._vistos.add(llave := propio.split("-", 2)[2])
            self.selectores[llave] = Selector(propio, delta.fragment_id, clase, _opciones(elemento), por_generar)

    def _selector(self, llave: str) -> Selector:
        try:
            return self.selectores[llave]
        except KeyError:
            raise Fallo(f"la página no tiene el selector «{llave}»") from None


def _opciones(elemento: object) -> list[str]:
    """Lo que se puede elegir, como se lee; en un botón de descarga, su etiqueta."""
    opciones = getattr(elemento, "options", None)
    if opciones is None:
        return [getattr(elemento, "label", "")]
    return [opcion if isinstance(opcion, str) else opcion.content for opcion in opciones]
