"""`python -m bench.carga [--sesiones 1 10 50] [--segundos 20] [--vueltas 1000] [--completa] [--url http://…]`

Muchas personas a la vez contra el servidor de verdad: llegan de golpe a uno recién iniciado, cada una mueve un filtro cada
ocho segundos y a veces descarga; y junto, en la misma corrida, lo mismo en una página vacía del marco, que es el piso. Después,
lo que cuesta de procesador cada vuelta y cuánto crece la memoria en miles de vueltas.

Sin argumentos tarda unos dos minutos; con `--completa` (hasta 200 sesiones y 8,000 vueltas), unos quince. Con `--url` mide un
servidor que ya está en marcha, de éste o de otro equipo. Quien mide usa el mismo procesador que quien sirve: se dice cuánto.
"""

import argparse
import asyncio
import math
import random
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager, AsyncExitStack, nullcontext
from functools import partial

import httpx
from websockets.exceptions import WebSocketException

from bench import carga_informe, maquina, servidores
from bench.carga_informe import Medida, Vueltas
from bench.cliente import ESPERA_SEGUNDOS, Fallo, Sesion
from bench.servidores import Medible

PAUSA_SEGUNDOS = 8.0
LLEGADA_SEGUNDOS = 2.0
UNA_DESCARGA_DE_CADA = 20
A_LA_VEZ = 8
DE_CALENTAMIENTO, CONOCIDAS = 300, 7
ERRORES = (Fallo, httpx.HTTPError, WebSocketException, OSError)
PAGINAS = {"mapa": ("w_indicador", "w_vista", "w_capa", "w_lente"), "datos": ("w_entidades", "w_tipos", "w_ordenes"), "": ("None",)}
"""Página → los selectores que se mueven. La página sin nombre es el piso, cuyo selector no tiene llave."""
PANELES = {"mapa": "p_descargar_mapa", "datos": "p_descargar_resultados"}


class Llegada:
    """Cuándo terminaron de llegar: lo que cuesta llegar de golpe se mide aparte de lo que cuesta el uso."""

    def __init__(self, sesiones: int, segundos: float) -> None:
        self.faltan, self.segundos, self.hasta, self.todas = sesiones, segundos, math.inf, asyncio.Event()

    def anotar(self) -> None:
        """Llegó una, o no pudo. Con la última empieza a correr el tiempo de uso."""
        self.faltan -= 1
        if not self.faltan:
            self.hasta = time.monotonic() + self.segundos
            self.todas.set()


def principal(argumentos: list[str]) -> int:
    """Mide, imprime, y devuelve 1 si hubo algún error; lo lento sólo se dice."""
    lector = argparse.ArgumentParser(prog="python -m bench.carga", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    lector.add_argument("--sesiones", type=int, nargs="*", default=[1, 10, 50])
    lector.add_argument("--segundos", type=float, default=20)
    lector.add_argument("--vueltas", type=int, default=1_000)
    lector.add_argument("--completa", action="store_true")
    lector.add_argument("--url")
    pedido = lector.parse_args(argumentos)
    if pedido.completa:
        pedido.sesiones, pedido.segundos, pedido.vueltas = [1, 10, 50, 100, 200], 60, 8_000
    niveles = {n: nivel(partial(_apertura, pedido.url), ("mapa", "mapa", "datos"), n, pedido.segundos) for n in pedido.sesiones}
    del_piso = {n: nivel(servidores.piso, ("",), n, pedido.segundos) for n in pedido.sesiones[-1:] if not pedido.url}
    vueltas = {} if pedido.url or not pedido.vueltas else medir_vueltas(pedido.vueltas)
    print(carga_informe.en_markdown(niveles, del_piso, vueltas, maquina.datos()))
    return int(any(m.errores for m in (*niveles.values(), *del_piso.values(), *vueltas.values())))


def nivel(abrir: Callable[[], AbstractContextManager[Medible]], paginas: tuple[str, ...], sesiones: int, segundos: float) -> Medida:
    """Un servidor recién iniciado, `sesiones` que llegan en dos segundos y `segundos` de uso."""
    with abrir() as servidor:
        medida = Medida(sesiones)
        propia, ajena, antes, inicio = (
            time.process_time(),
            maquina.cpu_ms(servidor.proceso),
            maquina.memoria_mb(servidor.proceso),
            time.time(),
        )
        asyncio.run(_todas(servidor, medida, paginas, segundos))
        tardo = time.time() - inicio
        medida.memoria = maquina.memoria_mb(servidor.proceso)
        medida.memoria_por_sesion = (medida.memoria - antes) / sesiones
        medida.servidor = (maquina.cpu_ms(servidor.proceso) - ajena) / 1000 / tardo
        medida.medidor = (time.process_time() - propia) / tardo
    return medida


def medir_vueltas(cuantas: int) -> dict[str, Vueltas]:
    """Nombre → lo que cuestan. Con cualquier filtro se ve si la memoria crece; con los ya vistos, el procesador de lo caliente."""
    pocas = max(cuantas // 4, A_LA_VEZ)
    with servidores.apertura() as servidor:
        medidas = {"mapa, cualquier filtro": asyncio.run(_dar_vueltas(servidor, "mapa", cuantas, conocidas=False))}
        medidas |= {pagina: asyncio.run(_dar_vueltas(servidor, pagina, pocas, conocidas=True)) for pagina in PANELES}
    with servidores.piso() as servidor:
        return {**medidas, "página vacía": asyncio.run(_dar_vueltas(servidor, "", pocas, conocidas=True))}


def _apertura(url: str | None) -> AbstractContextManager[Medible]:
    """El servidor de `url`, que no es nuestro y del que no se sabe el proceso; o uno recién iniciado."""
    if not url:
        return servidores.apertura()
    return nullcontext(servidores.Ajeno(url.rstrip("/")))


async def _todas(servidor: Medible, medida: Medida, paginas: tuple[str, ...], segundos: float) -> None:
    llegada = Llegada(medida.sesiones, segundos)
    limites = httpx.Limits(max_connections=None, max_keepalive_connections=None)
    async with httpx.AsyncClient(timeout=ESPERA_SEGUNDOS, limits=limites, trust_env=False) as cliente:
        personas = [_persona(servidor.url, cliente, medida, paginas, numero, llegada) for numero in range(medida.sesiones)]
        await asyncio.gather(*personas)


async def _persona(url: str, cliente: httpx.AsyncClient, medida: Medida, paginas: tuple[str, ...], numero: int, llegada: Llegada) -> None:
    """Llega cuando le toca, mira, mueve un filtro cada ocho segundos, a veces descarga. Un error se anota y ella se va."""
    azar = random.Random(numero)
    pagina = paginas[numero % len(paginas)]
    await asyncio.sleep(LLEGADA_SEGUNDOS * numero / medida.sesiones)
    try:
        async with Sesion(url, cliente) as sesion:
            try:
                medida.llegadas.append(await sesion.abrir(pagina))
            finally:
                llegada.anotar()
            await llegada.todas.wait()
            await asyncio.sleep(azar.uniform(0, PAUSA_SEGUNDOS))
            while time.monotonic() < llegada.hasta:
                await _actuar(sesion, medida, pagina, azar)
                await asyncio.sleep(azar.uniform(0.5, 1.5) * PAUSA_SEGUNDOS)
    except ERRORES as error:
        medida.errores.append(f"{type(error).__name__}: {error}")


async def _actuar(sesion: Sesion, medida: Medida, pagina: str, azar: random.Random) -> None:
    if PANELES.get(pagina) in sesion.selectores and azar.randrange(UNA_DESCARGA_DE_CADA) == 0:
        medida.descargas.append((await sesion.descargar(PANELES[pagina], "Datos \\(CSV"))[0])
    else:
        medida.cambios.append(await _cambiar(sesion, pagina, azar))


def _cambiar(sesion: Sesion, pagina: str, azar: random.Random, conocidas: bool = False) -> Awaitable[float]:
    """Un filtro de los que la página tiene, a una opción cualquiera; con `conocidas`, de unas pocas que ya se calcularon."""
    llave = PAGINAS[pagina][0] if conocidas else azar.choice([llave for llave in PAGINAS[pagina] if llave in sesion.selectores])
    opciones = sesion.selectores[llave].opciones
    return sesion.elegir(llave, azar.choice(opciones[:CONOCIDAS] if conocidas else opciones))


async def _dar_vueltas(servidor: Medible, pagina: str, cuantas: int, conocidas: bool) -> Vueltas:
    """Calienta, y luego mide procesador y memoria de `cuantas` vueltas repartidas entre pocas sesiones."""
    medida = Vueltas(cuantas)
    async with AsyncExitStack() as pila:
        try:
            cliente = await pila.enter_async_context(httpx.AsyncClient(timeout=ESPERA_SEGUNDOS, trust_env=False))
            sesiones = [await pila.enter_async_context(Sesion(servidor.url, cliente)) for _ in range(A_LA_VEZ)]
            for sesion in sesiones:
                await sesion.abrir(pagina)
            await _repartir(sesiones, pagina, min(DE_CALENTAMIENTO, cuantas), conocidas)
            medida.antes, cpu = maquina.memoria_mb(servidor.proceso), maquina.cpu_ms(servidor.proceso)
            await _repartir(sesiones, pagina, cuantas, conocidas)
            medida.cpu = (maquina.cpu_ms(servidor.proceso) - cpu) / cuantas
            medida.despues = maquina.memoria_mb(servidor.proceso)
        except ERRORES as error:
            medida.errores.append(f"{type(error).__name__}: {error}")
    return medida


async def _repartir(sesiones: list[Sesion], pagina: str, cuantas: int, conocidas: bool) -> None:
    async def suyas(numero: int, sesion: Sesion) -> None:
        azar = random.Random(numero)
        for _ in range(cuantas // len(sesiones)):
            await _cambiar(sesion, pagina, azar, conocidas)

    await asyncio.gather(*(suyas(numero, sesion) for numero, sesion in enumerate(sesiones)))


if __name__ == "__main__":
    sys.exit(principal(sys.argv[1:]))
