"""Del rezago a la acción: qué líneas de acción atienden cada hoja y cada tipo, y a quién ayudaría más cada una.

Que una línea «atienda» un indicador es un vínculo declarado en los datos (casi siempre propuesto por el proyecto), no un
efecto medido: aquí sólo se cruza con las ganancias posibles, que son un tope.
"""

import numpy as np
import polars as pl

from apertura.brechas.arbol import Arbol

COMO = ("directo", "componente", "superior")
_AYUDA = {
    "clave_linea": pl.String, "clave_sujeto": pl.String, "tope": pl.Float64, "n_areas": pl.Int64,
    "n_sujetos": pl.Int64, "tope_total": pl.Float64,
}  # fmt: skip


def lineas_por_hoja(vinculos: pl.DataFrame, indicadores: pl.DataFrame, arbol: Arbol) -> pl.DataFrame:
    """Una hoja × tipo × línea por renglón: `indicador` (la hoja), `tipo`, `clave_linea`, `como`, `por`, `para_todos`, `vinculo`.

    `vinculos`: una línea × indicador × tipo por renglón; `indicadores`: `indicador` y `padre`. Una línea atiende una hoja si
    la nombra («directo») o si nombra algo dentro de ella («componente»; `por` dice cuál). Sólo si ninguna lo hace para ese
    tipo se toman las de su indicador más cercano hacia arriba («superior»): un vínculo con T no es un vínculo con cada parte.
    Orden: directas, componentes y superiores; primero las que son para ese tipo, luego las que nombran menos indicadores.
    """
    padres = dict(indicadores.select("indicador", "padre").iter_rows())
    amplitud = vinculos.group_by("clave_linea").agg(amplitud=pl.col("indicador").n_unique())
    partes = [_de_una_hoja(vinculos, hoja, padres) for hoja in arbol.hojas]
    orden = pl.col("como").replace_strict({c: i for i, c in enumerate(COMO)}, return_dtype=pl.Int64)
    hojas = _posicion(list(arbol.hojas))
    return (
        pl.concat(partes)
        .join(amplitud, on="clave_linea", how="left")
        .sort(hojas, "tipo", orden, "para_todos", "amplitud", "clave_linea")
        .select("indicador", "tipo", "clave_linea", "como", "por", "para_todos", "vinculo")
    )


def a_quien_ayuda(areas: pl.DataFrame, lineas: pl.DataFrame, cuantas: int | None = None) -> pl.DataFrame:
    """Una línea × sujeto por renglón, de mayor a menor tope, hasta `cuantas` por línea (todas, si None); empates, por clave.

    `areas`: una área de oportunidad por renglón (`clave_sujeto`, `tipo`, `indicador`, `ganancia`). `tope` es la suma de las
    ganancias de las hojas que la línea atiende: lo más que podría subir el índice del sujeto, no lo que subiría. Quien no
    tiene nada que ganar ahí no aparece. Sin las de vínculo «superior», que nadie propuso para esa hoja. Columnas:
    `clave_linea`, `clave_sujeto`, `tope`, `n_areas` y, de la línea entera, `n_sujetos` y `tope_total`.
    """
    hojas = lineas["indicador"].unique(maintain_order=True).to_list()
    utiles = areas.filter(pl.col("ganancia") > 0, pl.col("indicador").is_in(hojas)).sort("clave_sujeto")
    sujetos = utiles.select("clave_sujeto", "tipo").unique("clave_sujeto", maintain_order=True)
    ganancia = np.zeros((sujetos.height, len(hojas)))
    fila = utiles["clave_sujeto"].rle_id().to_numpy()
    ganancia[fila, utiles.select(_posicion(hojas)).to_series().to_numpy()] = utiles["ganancia"].to_numpy()
    partes = [
        _de_una_linea(clave, propias, sujetos, ganancia, hojas, cuantas)
        for (clave,), propias in lineas.filter(pl.col("como") != "superior")
        .sort("clave_linea")
        .group_by("clave_linea", maintain_order=True)
    ]
    return pl.concat([pl.DataFrame(schema=_AYUDA), *partes])


def _de_una_hoja(vinculos: pl.DataFrame, hoja: str, padres: dict[str, str | None]) -> pl.DataFrame:
    dentro = _marcadas(vinculos, hoja, "directo", [hoja])
    descendientes = [clave for clave in padres if hoja in _ascendentes(clave, padres)]
    componentes = _marcadas(vinculos, hoja, "componente", descendientes).join(dentro, on=["tipo", "clave_linea"], how="anti")
    propias = pl.concat([dentro, componentes])
    for arriba in _ascendentes(hoja, padres):
        superiores = _marcadas(vinculos, hoja, "superior", [arriba])
        propias = pl.concat([propias, superiores.join(propias.select("tipo").unique(), on="tipo", how="anti")])
    return propias


def _de_una_linea(
    clave: object, propias: pl.DataFrame, sujetos: pl.DataFrame, ganancia: np.ndarray, hojas: list[str], cuantas: int | None
) -> pl.DataFrame:
    atiende = propias.group_by("tipo").agg("indicador")
    mascaras = {tipo: np.isin(hojas, indicadores) for tipo, indicadores in atiende.iter_rows()}
    tope, n_areas = np.zeros(sujetos.height), np.zeros(sujetos.height, np.int64)
    for tipo, mascara in mascaras.items():
        suyos = np.flatnonzero((sujetos["tipo"] == tipo).to_numpy())
        tope[suyos], n_areas[suyos] = ganancia[suyos][:, mascara].sum(axis=1), (ganancia[suyos][:, mascara] > 0).sum(axis=1)
    # El ruido binario de la suma no decide un empate; los sujetos ya vienen por clave y el orden es estable.
    redondo, con_algo = np.round(tope, 12), np.flatnonzero(tope > 0)
    if cuantas is not None and len(con_algo) > cuantas:
        corte = np.partition(redondo[con_algo], -cuantas)[-cuantas]
        elegibles = con_algo[redondo[con_algo] >= corte]
    else:
        elegibles = con_algo
    primeros = elegibles[np.argsort(-redondo[elegibles], kind="stable")][:cuantas]
    return pl.DataFrame(
        {"clave_linea": [clave] * len(primeros), "clave_sujeto": sujetos["clave_sujeto"][primeros], "tope": tope[primeros],
         "n_areas": n_areas[primeros], "n_sujetos": [len(con_algo)] * len(primeros), "tope_total": [tope.sum()] * len(primeros)},
        schema=_AYUDA,
    )  # fmt: skip


def _posicion(hojas: list[str]) -> pl.Expr:
    return pl.col("indicador").replace_strict({h: i for i, h in enumerate(hojas)}, return_dtype=pl.Int64)


def _marcadas(vinculos: pl.DataFrame, hoja: str, como: str, claves: list[str]) -> pl.DataFrame:
    """Las líneas que nombran alguna de esas claves; si nombran varias, un solo renglón con todas en `por`."""
    return (
        vinculos.filter(pl.col("indicador").is_in(claves))
        .group_by("tipo", "clave_linea", "para_todos", "vinculo", maintain_order=True)
        .agg(por=pl.col("indicador").str.join("; "))
        .select(pl.lit(hoja).alias("indicador"), "tipo", "clave_linea", pl.lit(como).alias("como"), "por", "para_todos", "vinculo")
    )


def _ascendentes(clave: str, padres: dict[str, str | None]) -> list[str]:
    """Del padre a la raíz."""
    arriba, camino = padres.get(clave), []
    while arriba is not None and arriba not in camino:
        camino.append(arriba)
        arriba = padres.get(arriba)
    return camino
