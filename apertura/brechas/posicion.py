"""M3 y M4: dónde está cada sujeto entre sus pares, y si el rezago es suyo o de todos."""

import numpy as np
import polars as pl

from apertura.brechas.arbol import Arbol, a_largo
from apertura.brechas.grupos import Pares
from apertura.brechas.resumen import resumir

RUIDO = 0.01  # diferencias de 0.01 o menos son redondeo (METODO §2.4)
BAJO = 0.2  # mediana y valor por debajo: rezago compartido
ABAJO, ARRIBA = 0.25, 0.75  # rango medio
CLASES = ("fortaleza", "esperado", "individual", "compartido")


def posiciones(tabla: pl.DataFrame, arbol: Arbol, pares: Pares) -> pl.DataFrame:
    """M3 y M4. Un sujeto × hoja por renglón, en el orden de la tabla. El grupo incluye al propio sujeto.

    `valor`, `p25`, `mediana`, `p75`, `desviacion` (media |x_j − mediana|), `n` (con dato), `rango` (p, de 0 a 1).
    M3: `distancia` = (x − mediana) / desviacion, en desviaciones; nula si la desviación es ≤ 0.01, y entonces `regla` dice
    «rango» y se lee p. M4: `clase`, en este orden:
    «compartido» mediana < 0.2 y x < 0.2 · «individual» p < 0.25 y mediana ≥ 0.2 · «fortaleza» p > 0.75 · «esperado» lo demás.
    Guardas: un indicador en cero para todo el grupo es rezago compartido; a 0.01 o menos de la mediana nadie es fuerte ni
    débil (es redondeo); sin pares o sin dato, la clase es nula. Fuente: METODO §3 M3 y M4.
    """
    x = arbol.matriz(tabla)
    r = resumir(x, pares)
    por_distancia = r.desviacion > RUIDO
    distancia = np.divide(x - r.mediana, r.desviacion, out=np.full(x.shape, np.nan), where=por_distancia)
    medido = ~np.isnan(x) & (r.n > 1)
    clase = np.where(medido, clasificar(x, r.mediana, r.rango), "")
    largo = a_largo(
        tabla, arbol, valor=x, p25=r.p25, mediana=r.mediana, p75=r.p75, desviacion=r.desviacion,
        n=r.n, rango=r.rango, distancia=np.where(medido, distancia, np.nan),
    )  # fmt: skip
    regla = np.where(medido, np.where(por_distancia, "distancia", "rango"), "")
    textos = [pl.Series(n, v.ravel().tolist(), dtype=pl.String) for n, v in (("regla", regla), ("clase", clase))]
    return largo.with_columns(pl.col("n").cast(pl.Int64), *textos).with_columns(
        pl.when(pl.col(t.name) != "").then(pl.col(t.name)) for t in textos
    )


def clasificar(x: np.ndarray, mediana: np.ndarray, rango: np.ndarray) -> np.ndarray:
    """La clase M4 de cada celda, con las reglas en su orden. Mismas formas en los tres; las comparaciones con NaN fallan."""
    # El ruido binario no debe cambiar de lado a quien está justo en un corte.
    lejos, bajo = np.abs(x - mediana) > RUIDO + 1e-12, BAJO - 1e-12
    fortaleza, esperado, individual, compartido = CLASES
    condiciones = [
        (mediana < bajo) & (x < bajo),
        (rango < ABAJO) & (mediana >= bajo) & lejos,
        (rango > ARRIBA) & lejos,
    ]
    return np.select(condiciones, [compartido, individual, fortaleza], esperado)


def lugares(valores: np.ndarray, ajenos: np.ndarray | None = None) -> np.ndarray:
    """Lugar de cada valor, 1 + #{mayores}; los iguales (a 12 decimales) lo comparten. NaN → 0, que es «sin lugar».

    Con `ajenos`, el lugar que cada valor tendría entre ellos. (n,) → (n,).
    """
    propios, contra = np.round(valores, 12), np.round(valores if ajenos is None else ajenos, 12)
    contra = np.sort(contra[~np.isnan(contra)])
    mayores = len(contra) - np.searchsorted(contra, propios, side="right")
    return np.where(np.isnan(propios), 0, mayores + 1)
