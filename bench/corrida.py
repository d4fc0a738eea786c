"""Una corrida: todo en el mismo navegador y por turnos, para que el ruido de la máquina toque a todos por igual.

Se mide por partes, y cada parte lleva su propio piso al lado: así una razón nunca compara dos momentos del equipo, y las
partes se pueden correr en ratos distintos.
"""

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Browser, Page

from bench import escenarios, maquina, red, servidores, sinteticos
from bench.escenarios import MAPA, TEXTO_DEL_PISO, Paso
from bench.navegador import abrir, al_frente, cargar, navegador, visitante
from bench.servidores import Servidor

Muestras = dict[str, list[float]]
Escenario = Callable[[Page], Paso]
CALENTAMIENTO = 3
# Lo que tarda en llegar el adelanto de la vista nueva, que también cuenta en lo que mueve un cambio.
ADELANTO_MS = 800
DEL_PISO: dict[str, Escenario] = {"piso_boton": escenarios.boton_del_piso, "piso_selector": escenarios.selector_del_piso}
INTERACCIONES: dict[str, dict[str, Escenario]] = {
    "indicador": {
        "indicador": escenarios.indicador,
        "indicador_confirmado": escenarios.indicador_confirmado,
        "indicador_nuevo": escenarios.indicador_nuevo,
    },
    "lentes": {
        "lente_mapa": escenarios.lente_en_mapa,
        "lente_barras": escenarios.lente_en_barras,
        "lente_tabla": escenarios.lente_en_tabla,
    },
    "clics": {"entidad": escenarios.entidad, "tecla": escenarios.tecla},
}
PARTES = ("arranque", "cargas", *INTERACCIONES, "red")


@dataclass
class Parte:
    """Lo medido de una parte. `tiempos`: escenario.servidor → una cifra por repetición; `cifras`: lo que se mide una sola vez."""

    nombre: str
    veces: int
    factor: int
    cuando: str = field(default_factory=lambda: f"{datetime.now():%Y-%m-%d %H:%M}")
    codigo: str = field(default_factory=maquina.codigo)
    carga_antes: float = field(default_factory=maquina.carga)
    carga_despues: float = 0.0
    tiempos: Muestras = field(default_factory=lambda: defaultdict(list))
    cifras: dict[str, float] = field(default_factory=dict)


def correr(partes: list[str], veces: int, factor: int) -> Iterator[Parte]:
    """Cada parte en cuanto termina. `factor` 0 omite lo que va con datos multiplicados."""
    with navegador() as abierto, ExitStack() as pila:
        if "arranque" in partes:
            yield _cerrada(_arranque(abierto, Parte("arranque", veces=max(3, veces // 5), factor=factor)))
        if partes == ["arranque"]:
            return
        servicios = {"piso": pila.enter_context(servidores.piso()), "hoy": pila.enter_context(servidores.apertura())}
        if factor:
            datos = Path(pila.enter_context(tempfile.TemporaryDirectory()))
            sinteticos.publicar(datos, factor)
            servicios["cien"] = pila.enter_context(servidores.apertura(datos))
        for nombre in PARTES:
            if nombre in partes and nombre != "arranque":
                yield _cerrada(_medir(abierto, servicios, Parte(nombre, veces, factor)))


def _medir(abierto: Browser, servicios: dict[str, Servidor], parte: Parte) -> Parte:
    if parte.nombre == "cargas":
        return _cargas(abierto, servicios, parte)
    if parte.nombre == "red":
        return _red(abierto, servicios, parte)
    return _interacciones(abierto, servicios, parte)


def _cerrada(parte: Parte) -> Parte:
    parte.carga_despues = maquina.carga()
    return parte


def _arranque(abierto: Browser, parte: Parte) -> Parte:
    """Proceso nuevo → responde → primera página pintada, en Apertura y en el piso."""
    for _ in range(parte.veces):
        for nombre, iniciar in (("hoy", servidores.apertura), ("piso", servidores.piso)):
            with iniciar() as servidor, visitante(abierto) as contexto:
                _, carga = abrir(contexto, *_destino(servidor, nombre))
                parte.tiempos[f"arranque.{nombre}"].append(servidor.segundos * 1000)
                parte.tiempos[f"arranque_y_pagina.{nombre}"].append(servidor.segundos * 1000 + carga)
    return parte


def _destino(servidor: Servidor, nombre: str) -> tuple[str, escenarios.Mirar]:
    """Dirección que se abre y qué se espera ver."""
    return (servidor.url, TEXTO_DEL_PISO) if nombre == "piso" else (f"{servidor.url}/mapa", MAPA)


def _cargas(abierto: Browser, servicios: dict[str, Servidor], parte: Parte) -> Parte:
    """Página → mapa con el servidor en uso: la primera visita de un navegador y la segunda."""
    for vuelta in range(-1, parte.veces):
        for nombre, servidor in servicios.items():
            with visitante(abierto) as contexto:
                pagina, primera = abrir(contexto, *_destino(servidor, nombre))
                segunda = cargar(pagina, *_destino(servidor, nombre))
            if vuelta >= 0:
                parte.tiempos[f"carga_primera.{nombre}"].append(primera)
                parte.tiempos[f"carga_segunda.{nombre}"].append(segunda)
    return parte


def _interacciones(abierto: Browser, servicios: dict[str, Servidor], parte: Parte) -> Parte:
    """Una repetición de cada escenario por vuelta; las primeras calientan y no se cuentan."""
    with ExitStack() as pila:
        pasos: dict[str, tuple[Page, Paso, int]] = {}
        for nombre, servidor in servicios.items():
            contexto = pila.enter_context(visitante(abierto))
            for clave, escenario in (DEL_PISO if nombre == "piso" else INTERACCIONES[parte.nombre]).items():
                # Cada escenario en su pestaña, como quien ya lleva un rato en la página.
                pagina, _ = abrir(contexto, *_destino(servidor, nombre))
                pasos[f"{clave}.{nombre}"] = (pagina, escenario(pagina), servidor.proceso)
        for vuelta in range(CALENTAMIENTO + parte.veces):
            for clave, (pagina, paso, proceso) in pasos.items():
                al_frente(pagina)
                antes = maquina.cpu_ms(proceso)
                milisegundos = paso(vuelta)
                if vuelta >= CALENTAMIENTO:
                    parte.tiempos[clave].append(milisegundos)
                    parte.tiempos[f"cpu_{clave}"].append(maquina.cpu_ms(proceso) - antes)
    parte.cifras |= {f"memoria_mb.{n}": maquina.memoria_mb(s.proceso) for n, s in servicios.items()}
    return parte


def _red(abierto: Browser, servicios: dict[str, Servidor], parte: Parte) -> Parte:
    """Lo que cruza la red en una visita nueva, en la segunda y en cada cambio; y cuántas veces la geometría."""
    cifras = parte.cifras
    with red.contador(servicios["hoy"].puerto) as conteo, visitante(abierto) as contexto:
        destino = f"http://127.0.0.1:{conteo.puerto}/mapa"
        pagina, _ = abrir(contexto, destino, MAPA)
        pagina.wait_for_timeout(ADELANTO_MS)
        cifras |= {"bytes.primera_carga": float(conteo.bajada), "peticiones.primera_carga": float(len(conteo.pedidos))}
        cifras["bytes.adelanto_al_llegar"] = float(conteo.bajados("/adelanto?"))
        for clave, escenario in (("indicador", escenarios.indicador), ("lente", escenarios.lente_en_mapa)):
            antes, paso = conteo.bajados("/adelanto?"), escenario(pagina)
            pesos = [_pesar(pagina, paso, vuelta, conteo) for vuelta in range(4)]
            cifras[f"bytes.{clave}"] = max(pesos[1:])
            cifras[f"bytes.adelanto_por_{clave}"] = (conteo.bajados("/adelanto?") - antes) / len(pesos)
        cifras["geometria.peticiones"] = float(conteo.veces("/static/geo/lamina"))
        conteo.en_cero()
        cargar(pagina, destino, MAPA)
        cifras["bytes.segunda_carga"] = float(conteo.bajada)
        cifras["geometria.peticiones"] += conteo.veces("/static/geo/lamina")
    return parte


def _pesar(pagina: Page, paso: Paso, vuelta: int, conteo: red.Conteo) -> float:
    """Bytes en los dos sentidos de una repetición, con lo que se adelanta de la siguiente."""
    antes = conteo.subida + conteo.bajada
    paso(vuelta)
    pagina.wait_for_timeout(ADELANTO_MS)
    return float(conteo.subida + conteo.bajada - antes)
