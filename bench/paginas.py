"""`python -m bench.paginas [--factor 100] [--veces 2] [--anotar]`

Cuánto tarda el servidor en responder cada página la primera vez que alguien la abre: con los datos de hoy y con `factor`
veces más. Antes de cada medición se vuelve a abrir la publicación y se precarga, como al arrancar: nada de lo que la página
calcula está recordado. Se mide la corrida entera (consultas, cálculo, gráficas y mensajes), sin el navegador.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from apertura import consultas, rutas
from apertura.catalogo import catalogo
from apertura.formato import decimal
from apertura.interfaz.precarga import precargar
from apertura.servicio.inicio import declarar_navegacion
from bench import maquina, sinteticos

CARPETA = Path(__file__).parent
LIMITE_HOY, LIMITE_CON_MAS, TOPE = 1.0, 3.0, 30
SUJETO = "22-MUN-016"
CABECERA = """# Respuesta de cada página, la primera vez

La escribe `python -m bench.paginas --anotar`: segundos de servidor desde que se pide una página que nadie ha abierto hasta que la
última parte sale hacia el navegador. «×{factor}» es una publicación sintética que la prueba construye y tira. Es la más lenta de
{veces} mediciones.

"""


@dataclass(frozen=True)
class Caso:
    """Una página con su dirección. `pestana`: la que se abre en «Más a fondo» de Entidad."""

    titulo: str
    pagina: str
    direccion: tuple[tuple[str, str | tuple[str, ...]], ...] = ()
    pestana: str = ""


def _caso(titulo: str, pagina: str, pestana: str = "", **direccion: str | tuple[str, ...]) -> Caso:
    return Caso(titulo, pagina, tuple(direccion.items()), pestana)


SEIS = ("nacional", "entidad.22", "tipo.municipio", "orden.estatal", "grupo.estatal.judicial", "entidad.FED")
CASOS = (
    _caso("Inicio", "inicio"),
    _caso("Mapa", "mapa", indicador="PC", orden="municipal"),
    _caso("Mapa: potencial", "mapa", capa="potencial", entidad="22"),
    _caso("Mapa: rezago compartido", "mapa", capa="compartido", indicador="PG"),
    _caso("Mapa: intervalo de lugar", "mapa", capa="intervalo", entidad="23", vista="barras"),
    _caso("Entidad", "entidad", entidad="22"),
    _caso("Entidad: frente a otra", "entidad", entidad="22", contra="14"),
    _caso("Entidad: con filtro", "entidad", entidad="22", tipo="municipio"),
    _caso("Entidad: quiénes pesan más", "entidad", "Quiénes pesan más", entidad="22"),
    _caso("Entidad: mezcla y desempeño", "entidad", "Mezcla y desempeño", entidad="22"),
    _caso("Entidad: qué tan parejas", "entidad", "Qué tan parejas", entidad="22"),
    _caso("Entidad: qué tan firme es el lugar", "entidad", "Qué tan firme es el lugar", entidad="22"),
    _caso("Sujeto obligado", "sujeto", sujeto=SUJETO),
    _caso("Sujeto obligado: misma entidad", "sujeto", sujeto=SUJETO, pares="entidad"),
    _caso("Sujeto obligado: misma región", "sujeto", sujeto=SUJETO, pares="region"),
    _caso("Sujeto obligado: cifras parecidas", "sujeto", sujeto=SUJETO, pares="perfil"),
    _caso("Sujeto obligado: lista propia", "sujeto", sujeto=SUJETO, pares="lista", par=("22-MUN-014", "22-MUN-005")),
    _caso("Áreas de oportunidad: todas", "areas_de_oportunidad"),
    _caso("Áreas de oportunidad: un estado", "areas_de_oportunidad", en="22"),
    _caso("Comparar: lo sugerido", "comparar"),
    _caso("Comparar: seis unidades", "comparar", unidad=SEIS, indicador="PC"),
    _caso("Comparar: una institución y lo que la rodea", "comparar", sujeto=SUJETO),
    _caso("Comparar: puente MGA × MJA", "comparar", modo="puente"),
    _caso("Evolución", "evolucion"),
    _caso("Evolución: seis unidades", "evolucion", unidad=SEIS),
    _caso("Simulador: institución", "simulador", sujeto=SUJETO, x=("TC:p75", "PC:0.9")),
    _caso("Simulador: entidad", "simulador", simula="entidad", entidad="22", x=("TC:p75",), meta="lugar:10"),
    _caso("Simulador: otros pesos", "simulador", simula="entidad", entidad="22", w=("TC:40",)),
    _caso("Datos", "datos"),
    _caso("Datos: filtrados", "datos", en="22", tipo="municipio"),
    *(
        _caso(f"Metodología: {s}", "metodologia", seccion=s)
        for s in ("formulas", "comprobacion", "comparabilidad", "reparaciones", "calidad")
    ),
)


def principal(argumentos: list[str]) -> int:
    """Mide en un proceso por tamaño, imprime la tabla y devuelve 1 si alguna página no cumple."""
    lector = argparse.ArgumentParser(prog="python -m bench.paginas", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    lector.add_argument("--factor", type=int, default=100, help="0 mide sólo los datos de hoy")
    lector.add_argument("--veces", type=int, default=2)
    lector.add_argument("--solo", default="", help="sólo los casos cuyo título contiene este texto")
    lector.add_argument("--anotar", action="store_true")
    lector.add_argument("--medir", action="store_true", help=argparse.SUPPRESS)
    opciones = lector.parse_args(argumentos)
    if opciones.medir:
        return _medir_aqui(opciones)
    hoy = _en_otro_proceso(argumentos, None)
    con_mas: dict[str, float] = {}
    if opciones.factor:
        with tempfile.TemporaryDirectory() as carpeta:
            sinteticos.publicar(Path(carpeta), opciones.factor)
            con_mas = _en_otro_proceso(argumentos, carpeta)
    texto = tabla(hoy, con_mas, opciones.factor)
    if opciones.anotar:
        cabecera = CABECERA.format(factor=opciones.factor, veces=opciones.veces)
        equipo = "; ".join(f"{clave}: {valor}" for clave, valor in maquina.datos().items())
        (CARPETA / "PAGINAS.md").write_text(f"{cabecera}Medido el {datetime.now():%Y-%m-%d} ({equipo}).\n\n{texto}", encoding="utf-8")
    print(texto)
    return int(any(not cumple(hoy.get(c.titulo), con_mas.get(c.titulo)) for c in CASOS))


def tabla(hoy: dict[str, float], con_mas: dict[str, float], factor: int) -> str:
    """En Markdown, un caso por renglón: segundos con los datos de hoy y con más, y si cumple los dos límites."""
    renglones = [
        f"| Página | Hoy (≤ {LIMITE_HOY:.0f} s) | ×{factor} (≤ {LIMITE_CON_MAS:.0f} s) | |",
        "|---|--:|--:|---|",
    ]
    for caso in CASOS:
        uno, otro = hoy.get(caso.titulo), con_mas.get(caso.titulo)
        if uno is not None or otro is not None:
            renglones.append(f"| {caso.titulo} | {_segundos(uno)} | {_segundos(otro)} | {'cumple' if cumple(uno, otro) else 'no cumple'} |")
    return "\n".join(renglones) + "\n"


def cumple(hoy: float | None, con_mas: float | None) -> bool:
    """Lo que no se midió no se da por malo: la tabla lo dice."""
    return (hoy or 0) <= LIMITE_HOY and (con_mas or 0) <= LIMITE_CON_MAS


def _segundos(valor: float | None) -> str:
    return "sin medir" if valor is None else decimal(valor)


def _en_otro_proceso(argumentos: list[str], carpeta: str | None) -> dict[str, float]:
    """Un proceso por tamaño: la memoria y los recuerdos de uno no ayudan ni estorban al otro."""
    ambiente = {**os.environ, **({"APERTURA_DATOS": carpeta} if carpeta else {})}
    orden = [sys.executable, "-m", "bench.paginas", *argumentos, "--medir"]
    salida = subprocess.run(orden, cwd=rutas.RAIZ, env=ambiente, stdout=subprocess.PIPE, text=True, check=True).stdout
    return json.loads(salida.splitlines()[-1])


def _medir_aqui(opciones: argparse.Namespace) -> int:
    """Imprime un JSON: título → segundos de la medición más lenta."""
    _sin_navegacion_automatica()
    _correr(CASOS[0])
    casos = [caso for caso in CASOS if opciones.solo.lower() in caso.titulo.lower()]
    peores: dict[str, float] = {}
    for caso in casos:
        peores[caso.titulo] = max(_correr(caso) for _ in range(opciones.veces))
        print(f"{peores[caso.titulo]:6.2f} s  {caso.titulo}", file=sys.stderr)
    print(json.dumps(peores, ensure_ascii=False))
    return 0


def _correr(caso: Caso) -> float:
    """Segundos de la primera vez que se abre esa página en un servidor recién precargado. SystemExit si la página falla."""
    consultas._VIGENTE.clear()
    precargar()
    prueba = AppTest.from_file(str(rutas.RAIZ / "app.py"), default_timeout=TOPE)
    for clave, valor in caso.direccion:
        prueba.query_params[clave] = _existente(clave, valor)
    if caso.pestana:
        prueba.session_state["pestanas"] = caso.pestana
    if caso.pagina != "inicio":
        prueba.switch_page(f"pages/{caso.pagina}.py")
    inicio = time.perf_counter()
    prueba.run()
    segundos = time.perf_counter() - inicio
    if prueba.exception or prueba.error:
        raise SystemExit(f"{caso.titulo}: {prueba.exception or [e.value for e in prueba.error]}")
    return segundos


def _existente(clave: str, valor: str | tuple[str, ...]) -> str | list[str]:
    """La dirección con claves que estén: en la publicación sintética, la de una institución lleva el número de copia."""
    valores = [valor] if isinstance(valor, str) else list(valor)
    if clave in ("sujeto", "par"):
        valores = [v if v in catalogo().sujetos else f"{v}-0000" for v in valores]
    return valores[0] if isinstance(valor, str) else valores


def _sin_navegacion_automatica() -> None:
    """AppTest vuelve a encender la navegación de `pages/` en cada corrida: aquí se apaga siempre, como en el servidor."""
    original = PagesManager.__init__

    def sin_carpeta(self: PagesManager, *args: Any, **kwargs: Any) -> None:
        declarar_navegacion()
        original(self, *args, **kwargs)

    PagesManager.__init__ = sin_carpeta  # pyright: ignore[reportAttributeAccessIssue]


if __name__ == "__main__":
    sys.exit(principal(sys.argv[1:]))
