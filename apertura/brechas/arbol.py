"""El árbol de un índice: qué hojas tiene y cuánto pesa cada una. Vale para cualquier métrica, edición y pesos."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from apertura.brechas import ErrorCalculo

TOLERANCIA = 1e-9
FUERA_DEL_INDICE = ("agregado", "aparte", "conteo")
IDENTIDAD = ("clave_sujeto", "cve_ent", "orden", "tipo")

Matriz = np.ndarray[tuple[int, int], np.dtype[np.float64]]
Vector = np.ndarray[tuple[int], np.dtype[np.float64]]


@dataclass(frozen=True)
class Arbol:
    """Un índice lineal I = Σ w·x. Las tuplas van en el mismo orden; `pesos` son los efectivos en el índice y suman 1.

    `pesos_en_padre` es el peso dentro del indicador que contiene a la hoja. Inmutable y comparable: sirve de llave.
    """

    raiz: str
    hojas: tuple[str, ...]
    pesos: tuple[float, ...]
    pesos_en_padre: tuple[float, ...]
    padres: tuple[str, ...]

    @property
    def vector(self) -> Vector:
        """Pesos efectivos, (hojas,)."""
        return np.asarray(self.pesos, dtype=np.float64)

    def con_pesos(self, pesos: Sequence[float]) -> "Arbol":
        """El mismo árbol con otros pesos efectivos (simulación). Lanza ErrorCalculo si no suman 1 o hay negativos."""
        _exigir_pesos(self.hojas, pesos)
        return replace(self, pesos=tuple(float(p) for p in pesos))

    def rama(self, raiz: str, hojas: Sequence[str]) -> "Arbol":
        """El árbol de un indicador de adentro: esas hojas, con sus pesos vueltos a repartir (por igual si no pesan nada)."""
        cuales = [self.hojas.index(hoja) for hoja in hojas]
        suma = sum(self.pesos[k] for k in cuales)
        pesos = tuple(self.pesos[k] / suma if suma > 0 else 1 / len(cuales) for k in cuales)
        return Arbol(raiz, tuple(hojas), pesos, tuple(self.pesos_en_padre[k] for k in cuales), tuple(self.padres[k] for k in cuales))

    def matriz(self, tabla: pl.DataFrame) -> Matriz:
        """(sujetos, hojas) con NaN donde no hay dato. Lanza ErrorCalculo si falta una columna."""
        if faltan := [hoja for hoja in self.hojas if hoja not in tabla.columns]:
            raise ErrorCalculo(f"Falta la columna de {', '.join(faltan)}", "tabla de sujetos", "Corte el árbol donde sí hay datos.")
        columnas = [tabla[hoja].cast(pl.Float64).fill_null(float("nan")).to_numpy() for hoja in self.hojas]
        return np.column_stack(columnas).reshape(tabla.height, len(self.hojas))

    def indice(self, tabla: pl.DataFrame) -> Vector:
        """I = Σ w·x de cada sujeto, (sujetos,). NaN si falta alguna hoja: no se reparte su peso entre las demás."""
        return self.matriz(tabla) @ self.vector

    def completos(self, tabla: pl.DataFrame) -> pl.DataFrame:
        """Sólo los sujetos con todas las hojas: los que entran en medias e identidades exactas."""
        completo = [pl.col(hoja).is_not_null() & pl.col(hoja).is_not_nan() for hoja in self.hojas]
        return tabla.filter(pl.all_horizontal(completo))


def arbol_de(indicadores: pl.DataFrame, disponibles: Collection[str] | None = None) -> Arbol:
    """El árbol de una edición, tan hondo como se conozcan los pesos y haya datos.

    `indicadores`: un indicador por renglón con `indicador`, `padre`, `peso_en_padre` y, si se tiene, `nivel` (los
    agregados, los conteos y lo que va aparte no entran). `disponibles`: indicadores con dato por sujeto; sin ella se
    baja hasta el fondo. Un indicador se abre en sus hijos sólo si todos tienen peso, suman 1 y están disponibles.
    Fuente: METODO §1. Lanza ErrorCalculo si no hay una sola raíz o si hay un ciclo.
    """
    propios = _propios(indicadores)
    raiz = _raiz(propios)
    pendientes, hojas = [(raiz, 1.0, 1.0, "")], []
    while pendientes:
        clave, peso, en_padre, padre = pendientes.pop(0)
        hijos = _hijos(propios, clave)
        if hijos and _se_abre(propios, clave, disponibles):
            pendientes = [(h, peso * w, w, clave) for h, w in hijos] + pendientes
        else:
            hojas.append((clave, peso, en_padre, padre))
    if hojas == [(raiz, 1.0, 1.0, "")]:
        raise ErrorCalculo(f"No se conocen los pesos de {raiz} o no hay datos de sus partes", "árbol", "Cargue una base.")
    claves, pesos, en_padre, padres = zip(*hojas, strict=True)
    _exigir_pesos(claves, pesos)
    return Arbol(raiz, claves, pesos, en_padre, padres)


def tabla_ancha(resultados: pl.DataFrame) -> pl.DataFrame:
    """De un sujeto × indicador por renglón (`indicador`, `valor` y lo demás que describa al sujeto) a uno por sujeto.

    Ordenada por `clave_sujeto`, que es con lo que se resuelven los empates. Lo que falta queda nulo.
    """
    fijas = [c for c in resultados.columns if c not in ("indicador", "valor")]
    if resultados.is_empty():
        return resultados.select(fijas)
    return resultados.pivot(on="indicador", index=fijas, values="valor").sort("clave_sujeto")


def a_largo(tabla: pl.DataFrame, arbol: Arbol, **medidas: np.ndarray) -> pl.DataFrame:
    """Un sujeto × hoja por renglón: `clave_sujeto`, `indicador` y cada matriz (sujetos, hojas) como columna; NaN → nulo."""
    largo = tabla.select("clave_sujeto").select(
        pl.col("clave_sujeto").repeat_by(len(arbol.hojas)).explode(empty_as_null=False),
        pl.Series("indicador", list(arbol.hojas) * tabla.height, dtype=pl.String),
    )
    columnas = [pl.Series(nombre, np.ravel(valores), nan_to_null=True) for nombre, valores in medidas.items()]
    return largo.with_columns(columnas)


def _propios(indicadores: pl.DataFrame) -> dict[str, tuple[str | None, float | None]]:
    if "nivel" in indicadores.columns:
        indicadores = indicadores.filter(~pl.col("nivel").is_in(FUERA_DEL_INDICE))
    claves = indicadores["indicador"].to_list()
    if len(set(claves)) < len(claves):
        raise ErrorCalculo("Hay indicadores repetidos", "tabla de indicadores", "Elija una métrica y una edición.")
    return {clave: (padre, peso) for clave, padre, peso in indicadores.select("indicador", "padre", "peso_en_padre").iter_rows()}


def _raiz(propios: dict[str, tuple[str | None, float | None]]) -> str:
    raices = [clave for clave, (padre, _) in propios.items() if padre is None]
    if len(raices) != 1:
        raise ErrorCalculo(f"El árbol tiene {len(raices)} raíces", "tabla de indicadores", "Debe haber un solo indicador sin padre.")
    return raices[0]


def _hijos(propios: dict[str, tuple[str | None, float | None]], clave: str) -> list[tuple[str, float]]:
    hijos = [(hijo, peso) for hijo, (padre, peso) in propios.items() if padre == clave]
    if not hijos or any(peso is None or peso < 0 for _, peso in hijos):
        return []
    conocidos = [(hijo, float(peso or 0)) for hijo, peso in hijos]
    return conocidos if abs(sum(p for _, p in conocidos) - 1) <= TOLERANCIA else []


def _se_abre(propios: dict[str, tuple[str | None, float | None]], clave: str, disponibles: Collection[str] | None) -> bool:
    """Si todos sus hijos tienen dato o se pueden abrir a su vez."""
    if disponibles is None:
        return True
    return all(
        hijo in disponibles or (bool(_hijos(propios, hijo)) and _se_abre(propios, hijo, disponibles)) for hijo, _ in _hijos(propios, clave)
    )


def _exigir_pesos(hojas: Sequence[str], pesos: Sequence[float]) -> None:
    sirve = len(hojas) == len(pesos) and all(p >= 0 for p in pesos) and abs(sum(pesos) - 1) <= TOLERANCIA
    if not sirve:
        raise ErrorCalculo("Los pesos no suman 1", "árbol del índice", "Dé un peso de 0 a 1 a cada hoja; juntos suman 1.")
