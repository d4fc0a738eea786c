"""Una corrida: todo en el mismo navegador y por turnos, para que el ruido de la máquina toque a todos por igual."""

import tempfile
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page

from bench import escenarios, maquina, red, servidores, sinteticos
from bench.escenarios import MAPA, TEXTO_DEL_PISO, Paso
from bench.navegador import abrir, al_frente, cargar, navegador, visitante
from bench.servidores import Servidor

Muestras = dict[str, list[float]]
Nueva = Callable[[], Page]
CALENTAMIENTO = 3
ESCENARIOS: dict[str, Callable[[Page], Paso]] = {
    "indicador": escenarios.indicador,
    "indicador_nuevo": escenarios.indicador_nuevo,
    "lente_mapa": escenarios.lente_en_mapa,
    "lente_barras": escenarios.lente_en_barras,
    "lente_tabla": escenarios.lente_en_tabla,
    "entidad": escenarios.entidad,
    "tecla": escenarios.tecla,
}


@dataclass
class Resultado:
    """Lo medido. `tiempos`: escenario → una cifra por repetición; `cifras`: lo que se mide una sola vez."""

    veces: int
    factor: int
    tiempos: Muestras = field(default_factory=lambda: defaultdict(list))
    cifras: dict[str, float] = field(default_factory=dict)


def correr(veces: int, arranques: int, factor: int) -> Resultado:
    """La corrida completa. `factor` 0 omite la parte con datos multiplicados."""
    resultado = Resultado(veces, factor)
    resultado.cifras["carga_de_la_maquina.antes"] = maquina.carga()
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
    resultado.cifras["carga_de_la_maquina.despues"] = maquina.carga()
    return resultado


def _arrancar(abierto: Browser, tiempos: Muestras) -> None:
    """Proceso nuevo → responde → primera página pintada, en Apertura y en el piso."""
    for nombre, iniciar in (("hoy", servidores.apertura), ("piso", servidores.piso)):
        with iniciar() as servidor, visitante(abierto) as contexto:
            _, carga = abrir(contexto, *_destino(servidor, nombre))
            tiempos[f"arranque.{nombre}"].append(servidor.segundos * 1000)
            tiempos[f"arranque_y_pagina.{nombre}"].append(servidor.segundos * 1000 + carga)


def _destino(servidor: Servidor, nombre: str) -> tuple[str, escenarios.Mirar]:
    """Dirección que se abre y qué se espera ver."""
    return (servidor.url, TEXTO_DEL_PISO) if nombre == "piso" else (f"{servidor.url}/mapa", MAPA)


def _cargas(abierto: Browser, servicios: dict[str, Servidor], resultado: Resultado) -> None:
    """Página → mapa con el servidor en uso: la primera visita de un navegador y la segunda."""
    for vuelta in range(-1, resultado.veces):
        for nombre, servidor in servicios.items():
            with visitante(abierto) as contexto:
                pagina, primera = abrir(contexto, *_destino(servidor, nombre))
                segunda = cargar(pagina, *_destino(servidor, nombre))
            if vuelta >= 0:
                resultado.tiempos[f"carga_primera.{nombre}"].append(primera)
                resultado.tiempos[f"carga_segunda.{nombre}"].append(segunda)


def _interacciones(abierto: Browser, servicios: dict[str, Servidor], resultado: Resultado) -> None:
    """Una repetición de cada escenario por vuelta; las primeras calientan y no se cuentan."""
    with ExitStack() as pila:
        pasos: dict[str, tuple[Page, Paso, int]] = {}
        for nombre, servidor in servicios.items():
            contexto, destino = pila.enter_context(visitante(abierto)), _destino(servidor, nombre)
            preparar = _del_piso if nombre == "piso" else _de_apertura
            hechos = preparar(lambda c=contexto, d=destino: abrir(c, *d)[0])
            pasos |= {f"{clave}.{nombre}": (pagina, paso, servidor.proceso) for clave, (pagina, paso) in hechos.items()}
        for vuelta in range(CALENTAMIENTO + resultado.veces):
            for clave, (pagina, paso, proceso) in pasos.items():
                al_frente(pagina)
                antes = maquina.cpu_ms(proceso)
                milisegundos = paso(vuelta)
                if vuelta >= CALENTAMIENTO:
                    resultado.tiempos[clave].append(milisegundos)
                    resultado.tiempos[f"cpu_{clave}"].append(maquina.cpu_ms(proceso) - antes)


def _del_piso(nueva: Nueva) -> dict[str, tuple[Page, Paso]]:
    con_boton, con_selector = nueva(), nueva()
    return {
        "piso_boton": (con_boton, escenarios.boton_del_piso(con_boton)),
        "piso_selector": (con_selector, escenarios.selector_del_piso(con_selector)),
    }


def _de_apertura(nueva: Nueva) -> dict[str, tuple[Page, Paso]]:
    """Cada escenario en su pestaña, como quien ya lleva un rato en la página."""
    hechos: dict[str, tuple[Page, Paso]] = {}
    for clave, escenario in ESCENARIOS.items():
        pagina = nueva()
        hechos[clave] = (pagina, escenario(pagina))
    return hechos


def _bytes(abierto: Browser, servidor: Servidor) -> dict[str, float]:
    """Lo que cruza la red en una visita nueva, en la segunda y en cada cambio de filtro; y cuántas veces la geometría."""
    with red.contador(servidor.puerto) as conteo, visitante(abierto) as contexto:
        destino = f"http://127.0.0.1:{conteo.puerto}/mapa"
        pagina, _ = abrir(contexto, destino, MAPA)
        cifras = {"bytes.primera_carga": float(conteo.bajada), "peticiones.primera_carga": float(len(conteo.pedidos))}
        cambios = {"indicador": escenarios.indicador(pagina), "lente": escenarios.lente_en_mapa(pagina)}
        for clave, paso in cambios.items():
            pesos = [_pesar(paso, vuelta, conteo) for vuelta in range(4)]
            cifras[f"bytes.{clave}"] = max(pesos[1:])
        cifras["geometria.peticiones"] = float(conteo.veces("/static/geo/lamina"))
        conteo.en_cero()
        cargar(pagina, destino, MAPA)
        cifras["bytes.segunda_carga"] = float(conteo.bajada)
        cifras["geometria.peticiones"] += conteo.veces("/static/geo/lamina")
    return cifras


def _pesar(paso: Paso, vuelta: int, conteo: red.Conteo) -> float:
    """Bytes en los dos sentidos de una repetición."""
    antes = conteo.subida + conteo.bajada
    paso(vuelta)
    return float(conteo.subida + conteo.bajada - antes)
