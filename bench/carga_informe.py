"""La tabla de `bench.carga`: una medida por renglón, con lo que se exige y si se cumple."""

import math
import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

P95_TOPE_MS = {100: 500.0, 200: 1_000.0}
CPU_TOPE_MS = {"mapa": 40.0, "datos": 15.0}
CRECIMIENTO_TOPE_MB = 20.0
ENCABEZADO = (
    "| Sesiones | Llegada: mediana, p95 (ms) | Cambios | Cambio: mediana, p95 (ms) | Descarga: mediana, p95 (ms) | Errores "
    "| MB por sesión, total | Núcleos: servidor, medidor |\n|---|---|---|---|---|---|---|---|"
)
ENCABEZADO_DE_VUELTAS = (
    "| Vueltas | Cuántas | Procesador por vuelta (ms) | Memoria: antes, después (MB) | Creció (MB) |\n|---|---|---|---|---|"
)


@dataclass
class Medida:
    """Lo que pasó con `sesiones` a la vez. Tiempos en milisegundos, memoria en MB, procesador en núcleos (1.0 = uno entero)."""

    sesiones: int
    llegadas: list[float] = field(default_factory=list)
    cambios: list[float] = field(default_factory=list)
    descargas: list[float] = field(default_factory=list)
    errores: list[str] = field(default_factory=list)
    memoria_por_sesion: float = float("nan")
    memoria: float = float("nan")
    servidor: float = float("nan")
    medidor: float = float("nan")


@dataclass
class Vueltas:
    """Muchas vueltas seguidas: cuántas, procesador de cada una en ms, y memoria en MB antes y después."""

    cuantas: int
    cpu: float = float("nan")
    antes: float = float("nan")
    despues: float = float("nan")
    errores: list[str] = field(default_factory=list)


def en_markdown(
    niveles: Mapping[int, Medida], piso: Mapping[int, Medida], vueltas: Mapping[str, Vueltas], equipo: Mapping[str, str]
) -> str:
    """Todo lo medido, y al final los errores que hubo, contados."""
    renglones = [", ".join(f"{n}: {v}" for n, v in equipo.items()), "", ENCABEZADO]
    renglones += [renglon(m) for m in niveles.values()] + [renglon(m, "página vacía, ") for m in piso.values()]
    if vueltas:
        renglones += ["", ENCABEZADO_DE_VUELTAS]
        renglones += [renglon_de_vueltas(pagina, v) for pagina, v in vueltas.items()]
    todas: Sequence[Medida | Vueltas] = [*niveles.values(), *piso.values(), *vueltas.values()]
    errores = Counter(error for medida in todas for error in medida.errores)
    return "\n".join([*renglones, "", *(f"- {veces} × {error}" for error, veces in errores.most_common())])


def renglon(medida: Medida, rotulo: str = "") -> str:
    """Un nivel. Junto al p95 de los cambios, su tope si lo tiene."""
    tope = P95_TOPE_MS.get(medida.sesiones)
    cumple = "" if tope is None or not medida.cambios else f" ({'cumple' if p95(medida.cambios) <= tope else 'NO cumple'}: ≤ {tope:.0f})"
    partes = [
        f"{rotulo}{medida.sesiones}",
        par(medida.llegadas),
        f"{len(medida.cambios):,}",
        par(medida.cambios) + cumple,
        par(medida.descargas),
        str(len(medida.errores)),
        f"{medida.memoria_por_sesion:.1f}, {medida.memoria:.0f}",
        f"{medida.servidor:.2f}, {medida.medidor:.2f}",
    ]
    return f"| {' | '.join(partes)} |"


def renglon_de_vueltas(pagina: str, vueltas: Vueltas) -> str:
    """Una página: procesador por vuelta y memoria, con sus topes."""
    crecio, tope = vueltas.despues - vueltas.antes, CPU_TOPE_MS.get(pagina)
    cumple = "" if tope is None else f" ({'cumple' if vueltas.cpu <= tope else 'NO cumple'}: ≤ {tope:.0f})"
    cabe = f" ({'cumple' if crecio <= CRECIMIENTO_TOPE_MB else 'NO cumple'}: ≤ {CRECIMIENTO_TOPE_MB:.0f})"
    return (
        f"| {pagina} | {vueltas.cuantas:,} | {vueltas.cpu:.1f}{cumple} | {vueltas.antes:.0f}, {vueltas.despues:.0f} | {crecio:+.1f}{cabe} |"
    )


def par(tiempos: Sequence[float]) -> str:
    """«mediana, p95», o «—» si no hubo."""
    return f"{statistics.median(tiempos):.0f}, {p95(tiempos):.0f}" if tiempos else "—"


def p95(tiempos: Sequence[float]) -> float:
    """El menor tiempo que no superan 95 de cada 100: siempre uno de los medidos."""
    return sorted(tiempos)[math.ceil(0.95 * len(tiempos)) - 1]
