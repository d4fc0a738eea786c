"""M5 con dos ediciones: de las instituciones que están en las dos, cuántas dieron un salto así."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from apertura.brechas.arbol import Arbol, Matriz
from apertura.brechas.grupos import MINIMO, Pares
from apertura.brechas.potencial import alcanzable_en_panel

DE_SU_GRUPO, DE_TODAS = "de su grupo", "de todo el panel"


@dataclass(frozen=True, eq=False)
class Panel:
    """Las cifras de dos ediciones, alineadas con la tabla de una de ellas. `antes` y `despues` (sujetos, hojas), NaN fuera del panel.

    `de` y `a`: los años. Una hoja que no se compara entre las dos va toda en NaN; `completo` dice si se comparan todas, y sólo
    entonces el panel decide el orden: mezclar dos maneras de medir lo alcanzable favorecería a unas hojas sobre otras.
    """

    antes: Matriz
    despues: Matriz
    de: int
    a: int

    @property
    def completo(self) -> bool:
        """Si en toda hoja hay al menos ocho con las dos cifras."""
        return bool(((~np.isnan(self.antes) & ~np.isnan(self.despues)).sum(axis=0) >= MINIMO).all())


@dataclass(frozen=True, eq=False)
class Alcance:
    """Por celda pedida (filas, hojas): (dieron + ½) / (podían + 1), cuántas dieron el salto y cuántas podían; `grupo` (filas, hojas)."""

    proporcion: np.ndarray
    dieron: np.ndarray
    podian: np.ndarray
    grupo: np.ndarray


def formar_panel(tabla: pl.DataFrame, arbol: Arbol, ediciones: dict[int, pl.DataFrame], comparables: frozenset[str]) -> Panel:
    """El panel de las dos `ediciones` (año → tabla ancha) en los renglones de `tabla`, sólo en las hojas `comparables`."""
    (de, antes), (a, despues) = sorted(ediciones.items())
    cifras = [_alineadas(tabla, otra, [h if h in comparables else None for h in arbol.hojas]) for otra in (antes, despues)]
    return Panel(cifras[0], cifras[1], de, a)


def alcance(panel: Panel, saltos: np.ndarray, filas: np.ndarray, pares: Pares) -> Alcance:
    """M5 con dos ediciones, para los `saltos` (filas, hojas) de esos renglones de la tabla.

    El panel es el de su grupo de pares; si ahí no llegan a ocho, todo. Podían: las que antes estaban a ese salto de 1 o más.
    Fuente: METODO §3 M5. Sin salto o sin panel, NaN y ceros.
    """
    forma = saltos.shape
    salida = Alcance(np.full(forma, np.nan), np.zeros(forma, np.int64), np.zeros(forma, np.int64), np.full(forma, DE_TODAS, dtype=object))
    for suyos, miembros in _por_grupo(filas, pares, len(panel.antes)):
        for k in range(forma[1]):
            antes, despues = panel.antes[:, k], panel.despues[:, k]
            medidos = ~np.isnan(antes) & ~np.isnan(despues)
            basta = (miembros & medidos).sum() >= MINIMO
            usados = miembros & medidos if basta else medidos
            p, n = alcanzable_en_panel(saltos[suyos, k], antes[usados], despues[usados])
            salida.dieron[suyos, k], salida.podian[suyos, k] = np.nan_to_num(np.rint(p * (n + 1) - 0.5)), n
            # Si nadie podía, la mitad que da la fórmula no dice nada.
            salida.proporcion[suyos, k] = np.where(n > 0, p, np.nan)
            salida.grupo[suyos, k] = DE_SU_GRUPO if basta else DE_TODAS
    return salida


def alcance_de(panel: Panel, saltos: np.ndarray, filas: np.ndarray, pares: Pares) -> np.ndarray:
    """La proporción sola, con 0 donde no se sabe: para volver a ordenar con otros saltos."""
    return np.nan_to_num(alcance(panel, saltos, filas, pares).proporcion)


def _por_grupo(filas: np.ndarray, pares: Pares, sujetos: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """(cuáles de `filas`, máscara de su grupo en toda la tabla), un grupo por elemento."""
    if pares.indices is not None:
        return [(np.array([n]), _mascara(np.append(pares.de(int(fila)), fila), sujetos)) for n, fila in enumerate(filas)]
    nivel = pares.nivel[filas]
    llaves = np.column_stack([nivel, pares.codigos[nivel, filas]])
    grupos, cual = np.unique(llaves, axis=0, return_inverse=True)
    return [(np.flatnonzero(cual.ravel() == n), pares.codigos[nivel] == codigo) for n, (nivel, codigo) in enumerate(grupos)]


def _mascara(renglones: np.ndarray, sujetos: int) -> np.ndarray:
    return np.isin(np.arange(sujetos), renglones)


def _alineadas(tabla: pl.DataFrame, otra: pl.DataFrame, hojas: list[str | None]) -> Matriz:
    juntas = tabla.select("clave_sujeto").join(otra, on="clave_sujeto", how="left", maintain_order="left")
    nada = np.full(tabla.height, np.nan)
    columnas = [juntas[h].cast(pl.Float64).fill_null(float("nan")).to_numpy() if h and h in juntas.columns else nada for h in hojas]
    return np.column_stack(columnas).reshape(tabla.height, len(hojas))
