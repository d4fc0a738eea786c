"""Una corrida: todo en el mismo navegador y por turnos, para que el ruido de la máquina toque a todos por igual."""

import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page

from bench import escenarios, maquina, red, servidores, sinteticos
from bench.escenarios import MAPA, TEXTO_DEL_PISO, Paso
from bench.navegador import abrir, cargar, medir, navegador, visitante
from bench.servidores import Servidor

Muestras = dict[str, list[float]]
CALENTAMIENTO = 3


@dataclass
class Resultado:
    """Lo medido. `tiempos`: escenario → milisegundos de cada repetición; `cifras`: lo que se mide una sola vez."""

    veces: int
    factor: int
    tiempos: Muestras = field(default_factory=lambda: defaultdict(list))
    cifras: dict[str, float] = field(default_factory=dict)


def correr(veces: int, arranques: int, factor: int) -> Resultado:
    """La corrida completa. `factor` 0 omite la parte con datos multiplicados."""
    resultado = Resultado(veces, factor)
    with navegador() as abierto, ExitStack() as pila:
        for _ in range(arranques):
            _arrancar(abierto, resultado.tiempos)
        servicios = {"piso": pila.enter_context(servidores.piso()), "hoy": pila.enter_context(servidores.apertura())}
        if factor:
            datos = Path(pila.enter_context(tempfile.TemporaryDirectory()))
            sinteticos.publicar(datos, factor)
            servicios["cien"] = pila.enter_context(servidores.apertura(datos))
        _cargas(abierto, servicios, resultado)
        _interacciones(abierto, servicios, resultado)
        resultado.cifras |= _bytes(abierto, servicios["hoy"])
        resultado.cifras |= {f"memoria_mb.{n}": maquina.memoria_mb(s.proceso) for n, s in servicios.items()}
    return resultado


def _arrancar(abierto: Browser, tiempos: Muestras) -> None:
    """Proceso nuevo → responde → primera página pintada, en Apertura y en el piso."""
    for nombre, iniciar, mirar in (("hoy", servidores.apertura, MAPA), ("piso", servidores.piso, TEXTO_DEL_PISO)):
        with iniciar() as servidor, visitante(abierto) as contexto:
            _, carga = abrir(contexto, _pagina(servidor, nombre), mirar)
            tiempos[f"arranque.{nombre}"].append(servidor.segundos * 1000)
            tiempos[f"arranque_y_pagina.{nombre}"].append(servidor.segundos * 1000 + carga)


def _cargas(abierto: Browser, servicios: dict[str, Servidor], resultado: Resultado) -> None:
    """Página → mapa, con el servidor en uso: la primera visita de un navegador y la segunda."""
    for vuelta in range(-1, resultado.veces):
        for nombre, servidor in servicios.items():
            with visitante(abierto) as contexto:
                mirar = TEXTO_DEL_PISO if nombre == "piso" else MAPA
                pagina, primera = abrir(contexto, _pagina(servidor, nombre), mirar)
                segunda = cargar(pagina, _pagina(servidor, nombre), mirar)
            if vuelta >= 0:
                resultado.tiempos[f"carga_primera.{nombre}"].append(primera)
                resultado.tiempos[f"carga_segunda.{nombre}"].append(segunda)


def _interacciones(abierto: Browser, servicios: dict[str, Servidor], resultado: Resultado) -> None:
    """Una repetición de cada escenario por vuelta."""
    with ExitStack() as pila:
        pasos: dict[str, tuple[Paso, int]] = {}
        for nombre, servidor in servicios.items():
            preparados = _del_piso if nombre == "piso" else _de_apertura
            contexto = pila.enter_context(visitante(abierto))
            hechos = preparados(lambda s=servidor, n=nombre, c=contexto: _abierta(c, s, n))
            pasos |= {f"{clave}.{nombre}": (paso, servidor.proceso) for clave, paso in hechos.items()}
        for vuelta in range(-CALENTAMIENTO, resultado.veces):
            for clave, (paso, proceso) in pasos.items():
                antes = maquina.cpu_ms(proceso)
                milisegundos = paso(vuelta % (resultado.veces + CALENTAMIENTO))
                if vuelta >= 0:
                    resultado.tiempos[clave].append(milisegundos)
                    resultado.tiempos[f"cpu_{clave}"].append(maquina.cpu_ms(proceso) - antes)
