"""`python -m bench.exportaciones [--anotar]`

Mide lo que tarda exportar, en este proceso y sin navegador: fichas por segundo y por núcleo, una imagen de cada página y una sesión
de veinte láminas en presentación y en PDF. Tarda como un minuto; mientras, no use el equipo para otra cosa. Con `--anotar`
reescribe `bench/EXPORTACIONES.md`.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

from apertura import laminas
from apertura.catalogo import Catalogo, catalogo
from apertura.consultas import Motor, motor
from apertura.exportacion.estampa import Ajustes
from apertura.exportacion.exportar import en_laminas, exportar, exportar_varias
from apertura.laminas import Vista, de_direccion
from apertura.lotes import encargo
from apertura.lotes.hacer import Orden, hacer
from bench import maquina

DESTINO = Path(__file__).with_name("EXPORTACIONES.md")
COMO = Ajustes(hoy=date(2026, 11, 25))
VISTAS = ("/", "/mapa", "/entidad?entidad=19", "/sujeto?sujeto=22-MUN-016", "/areas_de_oportunidad", "/comparar", "/evolucion", "/datos")
LAMINAS = 20
CABECERA = """# Cuánto tarda exportar: última medición

La escribe `python -m bench.exportaciones --anotar`. Segundos de procesador en un solo proceso, ya con todo cargado; «la peor» es la más
lenta de las que se hicieron. Las fichas son las de las entidades con más instituciones, en PDF, sin nada guardado de antes.

"""


@dataclass(frozen=True)
class Medida:
    """Una cosa medida: cuánto fue, en qué unidad y hasta dónde debe llegar."""

    que: str
    cuanto: float
    unidad: str
    meta: str
    cumple: bool


def medir(vigente: Motor, cat: Catalogo) -> list[Medida]:
    """Todas, de la más corta a la más larga."""
    imagenes = [_segundos(lambda v=v: exportar(vigente, cat, v, "png", COMO)) for v in _primeras(vigente, cat)]
    sesion = [vista for texto in VISTAS for vista in en_laminas(vigente, cat, de_direccion(texto, cat)[0], COMO)][:LAMINAS]
    juntas = {formato: _segundos(lambda f=formato: exportar_varias(vigente, cat, sesion, f, COMO)) for formato in ("pptx", "pdf")}
    por_segundo = _fichas_por_segundo(vigente, cat)
    return [
        Medida("Una imagen PNG de 3840×2160, mediana", median(imagenes), "s", "≤ 1", median(imagenes) <= 1),
        Medida("Una imagen PNG, la peor", max(imagenes), "s", "≤ 1", max(imagenes) <= 1),
        *(Medida(f"Sesión de {len(sesion)} láminas en {f.upper()}", s, "s", "≤ 10", s <= 10) for f, s in juntas.items()),
        Medida("Fichas en PDF por segundo y por núcleo", por_segundo, "por s", "≥ 5", por_segundo >= 5),
    ]


def en_markdown(medidas: Sequence[Medida], equipo: str) -> str:
    """La tabla, con el equipo en que se midió."""
    filas = (f"| {m.que} | {m.cuanto:.2f} {m.unidad} | {m.meta} {m.unidad} | {'sí' if m.cumple else 'no'} |" for m in medidas)
    return "\n".join(["| Qué | Medido | Meta | Cumple |", "|---|---|---|---|", *filas, "", equipo, ""])


def _primeras(vigente: Motor, cat: Catalogo) -> list[Vista]:
    """La primera gráfica de cada página; antes se hace una, que carga el dibujante."""
    vistas = [de_direccion(texto, cat)[0] for texto in VISTAS]
    con_grafica = [next((h for h in laminas.laminas(vigente, cat, v, "claro") if h.grafica), None) for v in vistas]
    elegidas = [Vista(v.pagina, v.seleccion, h.clave) for v, h in zip(vistas, con_grafica, strict=True) if h]
    exportar(vigente, cat, elegidas[0], "png", COMO)
    return elegidas


def _fichas_por_segundo(vigente: Motor, cat: Catalogo, entidades: Sequence[str] = ("19", "20", "30")) -> float:
    """Contando sólo el tiempo de procesador. Las dos primeras calientan lo que se hace una vez por proceso."""
    pedidas = encargo.piezas(vigente, cat, "MGA", 2017, entidades)
    with tempfile.TemporaryDirectory() as carpeta:
        hacer(pedidas[:2], Orden(Path(carpeta) / "tibias", "pdf", COMO))
        return len(pedidas) / _segundos(lambda: hacer(pedidas, Orden(Path(carpeta) / "todas", "pdf", COMO)))


def _segundos(hacer_algo: Callable[[], object]) -> float:
    inicio = time.process_time()
    hacer_algo()
    return time.process_time() - inicio


def principal(argumentos: Sequence[str]) -> int:
    """Mide, imprime y, si se pide, anota."""
    if list(argumentos) not in ([], ["--anotar"]):
        print(__doc__)
        return 2
    vigente = motor()
    tabla = en_markdown(medir(vigente, catalogo(vigente)), f"{' · '.join(f'{k}: {v}' for k, v in maquina.datos().items())}.")
    print(tabla)
    if argumentos:
        DESTINO.write_text(CABECERA + tabla, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(principal(sys.argv[1:]))
