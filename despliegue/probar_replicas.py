"""`python -m despliegue.probar_replicas [--personas 20]`: matar una réplica con gente dentro no interrumpe a nadie.

Arranca dos réplicas y un nginx de verdad con la configuración que se despliega, mete a las personas (cada una con su vista), mata
una réplica y mide cuánto tarda cada quien en volver a tener la misma dirección y el mismo título. Si hay Chromium, también lo
mira en un navegador. Tarda medio minuto. Termina con 0 si nadie perdió su vista y todos volvieron en cinco segundos.
"""

import argparse
import asyncio
import re
import sys
import time
from contextlib import AsyncExitStack
from functools import partial

import httpx
from playwright.async_api import Page, async_playwright, expect

from bench.carga_informe import par
from bench.cliente import ESPERA_SEGUNDOS, Sesion
from despliegue.replicas import COMO_CONSEGUIRLO, Sitio, buscar_nginx, sitio
from herramientas import chromium

TOPE_SEGUNDOS = 5.0
PESTANAS = 3
INDICADORES = ("GA", "T", "P", "TG", "TC", "PG", "PC")
CONECTADA = '[data-testid="stApp"][data-test-connection-state="CONNECTED"]'


def principal(argumentos: list[str]) -> int:
    """Prueba, dice lo que midió y devuelve 1 si alguien perdió su vista o tardó de más."""
    lector = argparse.ArgumentParser(prog="python -m despliegue.probar_replicas", description=__doc__)
    lector.add_argument("--personas", type=int, default=20)
    pedido = lector.parse_args(argumentos)
    if (nginx := buscar_nginx()) is None:
        print(COMO_CONSEGUIRLO, file=sys.stderr)
        return 2
    bien = True
    for titulo, prueba in (("Sesiones", partial(con_sesiones, personas=pedido.personas)), ("Navegador", con_navegador)):
        if titulo == "Navegador" and not chromium.buscar():
            print(chromium.COMO_CONSEGUIRLO)
            continue
        with sitio(nginx) as servido:
            bien &= _juzgar(titulo, *asyncio.run(prueba(servido)))
            bien &= _sin_ninguna(servido)
    return 0 if bien else 1


def _juzgar(titulo: str, todas: int, perdidas: list[str], esperas: list[float]) -> bool:
    """Dice qué pasó; verdadero si alguien estaba en la réplica que murió, nadie perdió su vista y nadie esperó de más."""
    print(f"{titulo}: {todas}, {len(esperas)} en la réplica que murió. Vuelta a su vista: mediana y p95 {par(esperas)} ms.")
    print(*(f"- {perdida}" for perdida in perdidas), sep="\n", end="\n" if perdidas else "")
    bien = bool(esperas) and not perdidas and max(esperas) <= TOPE_SEGUNDOS * 1000
    print("Nadie perdió su vista." if bien else "NO cumple.", flush=True)
    return bien


def _sin_ninguna(servido: Sitio) -> bool:
    """Con todas muertas, quien llega lee en español que espere; nada más."""
    for replica in servido.replicas[1:]:
        servido.matar(replica)
    respuesta = httpx.get(servido.url, trust_env=False, timeout=ESPERA_SEGUNDOS)
    bien = respuesta.status_code in (502, 503, 504) and "Apertura vuelve enseguida" in respuesta.text
    print(f"Sin ninguna réplica: {respuesta.status_code}, {'con' if bien else 'SIN'} el aviso en español.", flush=True)
    return bien


async def con_sesiones(servido: Sitio, personas: int) -> tuple[int, list[str], list[float]]:
    """Cuántas hay, qué vistas se perdieron, y cuántos ms tardó en volver cada una de las que estaban en la réplica que murió."""
    async with AsyncExitStack() as pila:
        sesiones = []
        for numero in range(personas):
            # Cada persona con sus cookies: la de ruta dice a qué réplica va.
            cliente = await pila.enter_async_context(httpx.AsyncClient(timeout=ESPERA_SEGUNDOS, trust_env=False))
            sesion = await pila.enter_async_context(Sesion(servido.url, cliente))
            await sesion.abrir("mapa", f"indicador={INDICADORES[numero % len(INDICADORES)]}")
            await sesion.elegir("w_vista", "Barras")
            sesiones.append(sesion)
        servido.matar(servido.replicas[0])
        cuando = time.perf_counter()
        vueltas = await asyncio.gather(*(_volver(sesion, cuando) for sesion in sesiones))
        quedaron = [sesion.direccion for sesion in sesiones]
    esperadas = [f"metrica=MGA&edicion=2017&indicador={INDICADORES[n % len(INDICADORES)]}&vista=mosaico" for n in range(personas)]
    perdidas = [f"debía quedar en {a} y quedó en {d}" for a, d in zip(esperadas, quedaron, strict=True) if a != d]
    return personas, perdidas, [espera for espera in vueltas if espera is not None]


async def _volver(sesion: Sesion, cuando: float) -> float | None:
    """Mueve un filtro; si su conexión murió, antes se conecta otra vez, como el navegador. Cuánto tardó, o None si no murió."""
    murio = await sesion.se_corto(2.0)
    if murio:
        await sesion.reconectar()
    await sesion.elegir("w_vista", "Mosaico")
    return (time.perf_counter() - cuando) * 1000 if murio else None


async def con_navegador(servido: Sitio) -> tuple[int, list[str], list[float]]:
    """Lo mismo en pestañas de un Chromium real; cada una en su perfil, que es otra persona."""
    async with async_playwright() as playwright:
        abierto = await playwright.chromium.launch(executable_path=chromium.buscar(), args=chromium.banderas())
        paginas = [await (await abierto.new_context(locale="es-MX")).new_page() for _ in range(PESTANAS)]
        cortes = [await _abrir(pagina, f"{servido.url}/mapa?metrica=MGA&edicion=2017&indicador=PG") for pagina in paginas]
        antes = [await _vista(pagina) for pagina in paginas]
        servido.matar(servido.replicas[0])
        cuando = time.perf_counter()
        await asyncio.sleep(0.3)
        esperas = []
        for pagina, corte in zip(paginas, cortes, strict=True):
            if corte:
                await pagina.wait_for_selector(CONECTADA, timeout=ESPERA_SEGUNDOS * 1000)
                esperas.append((time.perf_counter() - cuando) * 1000)
        perdidas = [f"tenía {a} y quedó {d}" for a, d in zip(antes, [await _vista(p) for p in paginas], strict=True) if a != d]
        for pagina in paginas:
            await _sigue_viva(pagina)
        await abierto.close()
    return PESTANAS, perdidas, esperas


async def _abrir(pagina: Page, url: str) -> list[str]:
    """Abre y espera a que pinte. La lista que devuelve recibirá algo cuando se corte su conexión viva."""
    cortes: list[str] = []
    pagina.on("websocket", lambda conexion: conexion.on("close", lambda _: cortes.append(conexion.url)))
    await pagina.goto(url)
    await pagina.wait_for_selector("h1", timeout=ESPERA_SEGUNDOS * 1000)
    await pagina.wait_for_selector(CONECTADA, timeout=ESPERA_SEGUNDOS * 1000)
    await pagina.wait_for_timeout(1_000)
    cortes.clear()
    return cortes


async def _vista(pagina: Page) -> tuple[str, str]:
    """La dirección y el título que se leen."""
    return pagina.url, await pagina.locator("h1").first.inner_text()


async def _sigue_viva(pagina: Page) -> None:
    """Un clic en otro indicador se atiende: cambia la dirección."""
    await pagina.get_by_role("radio", name="Transparencia", exact=True).click()
    await expect(pagina).to_have_url(re.compile("indicador=T(&|$)"), timeout=ESPERA_SEGUNDOS * 1000)


if __name__ == "__main__":
    sys.exit(principal(sys.argv[1:]))
