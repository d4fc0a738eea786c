"""La ficha de un sujeto y la de una entidad: las respuestas del motor, juntas y sin redondear, como diccionarios."""

from dataclasses import dataclass
from math import ceil, isfinite
from typing import Any

import numpy as np
import polars as pl

from apertura.brechas import ErrorCalculo
from apertura.brechas.a_quien import abrir_agenda, fila_de, respuesta
from apertura.brechas.arbol import Arbol
from apertura.brechas.descomposicion import medias, origen_de_la_brecha, quien_pesa
from apertura.brechas.desigualdad import desigualdad
from apertura.brechas.grupos import Estrategia, Pares, formar, recortar
from apertura.brechas.incertidumbre import Remuestreo, remuestrear
from apertura.brechas.metas import cambios_para, ganancias_de_grupo, valor_para_lugar
from apertura.brechas.mezcla import mezcla_y_desempeno
from apertura.brechas.oficial import brechas_oficiales, tipologia
from apertura.brechas.panel import Panel, alcance
from apertura.brechas.pesos import Sensibilidad, otros_pesos
from apertura.brechas.posicion import RUIDO, lugares, posiciones
from apertura.brechas.potencial import ganancias, potencial

CAMBIOS = 5
A_QUIENES = 3
Ficha = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Medicion:
    """Una edición lista para calcular. `tabla`: un sujeto por renglón con `etiqueta`, `entidad` y las hojas del árbol.

    Si trae la raíz del árbol, esa cifra de la fuente es la que se muestra y se ordena; las diferencias y ganancias salen de
    Σ w·x (en 2017 difieren a lo más 7.5e-5, por los cuatro decimales). `universo`: «muestra» o «censo».
    """

    tabla: pl.DataFrame
    arbol: Arbol
    universo: str

    @property
    def indice(self) -> np.ndarray:
        """El índice que se muestra de cada sujeto, (sujetos,), con NaN donde falta."""
        if self.arbol.raiz in self.tabla.columns:
            return self.tabla[self.arbol.raiz].cast(pl.Float64).fill_null(float("nan")).to_numpy()
        return self.arbol.indice(self.tabla)


def ficha_de_sujeto(
    medicion: Medicion, clave: str, estrategia: Estrategia | None = None, formados: Pares | None = None, panel: Panel | None = None
) -> Ficha:
    """M0, M0', M2–M6 y M13 de un sujeto. Todo sin redondear; lo que no se puede calcular va en None.

    `primeros_pasos`: indicadores con salto mayor que 0.01, por ganancia × M5: la proporción de pares cercanos que ya llegan o, si
    el `panel` de dos ediciones está completo, la de quienes dieron ese salto. `con_el_paso`, en cada indicador con salto, y
    `si_alcanza`: simulación de ese paso solo y de todos.
    `meta`: el menor conjunto de cambios para entrar al mejor cuarto de su grupo. `formados`: los pares, si ya se formaron con
    esa estrategia. Lanza ErrorCalculo si el sujeto no está en la medición.
    """
    fila, arbol = fila_de(medicion.tabla, clave), medicion.arbol
    pares = formados or formar(medicion.tabla, arbol, estrategia, de=[fila])
    valores = medicion.indice[np.append(pares.de(fila), fila)]
    indicadores = _con_panel(_indicadores(*recortar(medicion.tabla, pares, fila), arbol), panel, fila, pares)
    for i in indicadores:
        i["con_el_paso"] = _simulado(valores, len(valores) - 1, i["ganancia"]) if (i["salto"] or 0) > RUIDO else None
    total = sum(i["ganancia"] or 0.0 for i in indicadores)
    propio = medicion.tabla.row(fila, named=True)
    return {
        "sujeto": {c: propio.get(c) for c in ("clave_sujeto", "etiqueta", "cve_ent", "entidad", "orden", "tipo")},
        "pares": {
            "estrategia": pares.estrategia.a_texto(),
            "criterio": str(pares.criterio[fila]),
            "n_pares": int(pares.n_pares[fila]),
        },
        "indice": {"indicador": arbol.raiz, "valor": _numero(valores[-1]), **_lugar(valores, len(valores) - 1)},
        "tipologia": _tipologia(medicion.tabla[fila : fila + 1]),
        "indicadores": indicadores,
        "primeros_pasos": _primeros_pasos(indicadores, panel is not None and panel.completo),
        "si_alcanza": _simulado(valores, len(valores) - 1, total),
        "meta": _meta(valores, indicadores),
    }


def ficha_de_entidad(
    medicion: Medicion,
    cve_ent: str,
    estrategia: Estrategia | None = None,
    sorteos: Remuestreo | None = None,
    pesos: Sensibilidad | None = None,
) -> Ficha:
    """M1, M7, M8, M10, M11, M14 y la palanca (M6) de una entidad contra el conjunto. Sin redondear.

    `remuestreo` es None en un censo. `palanca`: simulación con los cinco cambios que más moverían la media de la entidad.
    `sorteos` y `pesos`: los de `remuestrear` y `otros_pesos`, si ya se hicieron con toda la medición. Lanza ErrorCalculo si
    la entidad no tiene sujetos completos en la medición.
    """
    tabla, arbol = medicion.tabla, medicion.arbol
    con_pesos = (pesos or otros_pesos(tabla, arbol)).unidades
    completa = tabla.with_columns(pl.Series("_indice", medicion.indice)).filter(pl.col("_indice").is_not_nan())
    por_entidad = arbol.completos(completa).group_by("cve_ent").agg(pl.col("_indice").mean(), pl.len()).sort("cve_ent")
    propia = por_entidad["cve_ent"].index_of(cve_ent)
    if propia is None:
        raise ErrorCalculo(f"La entidad «{cve_ent}» no tiene sujetos evaluados", "ficha de entidad", "Elija otra.")
    valores = por_entidad["_indice"].to_numpy()
    sujetos = tabla.filter(pl.col("cve_ent") == cve_ent)
    origen = origen_de_la_brecha(medias(sujetos, arbol), medias(tabla, arbol), arbol)
    mezcla = mezcla_y_desempeno(arbol.completos(completa), "_indice").filter(pl.col("cve_ent") == cve_ent)
    return {
        "entidad": {"cve_ent": cve_ent, "nombre": sujetos["entidad"][0], "n_sujetos": int(por_entidad["len"][propia])},
        "indice": {"indicador": arbol.raiz, "valor": float(valores[propia]), **_lugar(valores, propia)},
        "conjunto": {"valor": float(np.nanmean(arbol.completos(completa)["_indice"].to_numpy()))},
        "origen": origen.drop("clave_sujeto").to_dicts(),
        "mezcla": float(mezcla["mezcla"].sum()),
        "desempeno": float(mezcla["desempeno"].sum()),
        "quien_pesa": _con_nombre(quien_pesa(tabla, arbol).filter(pl.col("cve_ent") == cve_ent).head(CAMBIOS), tabla),
        "remuestreo": _remuestreo(medicion, cve_ent, sorteos),
        "pesos": con_pesos.filter(pl.col("cve_ent") == cve_ent).drop("cve_ent").to_dicts(),
        "desigualdad": desigualdad(sujetos, arbol).filter(pl.col("indicador") == arbol.raiz).drop("cve_ent").to_dicts(),
        "palanca": _palanca(medicion, estrategia, sujetos, valores, propia, int(por_entidad["len"][propia])),
    }


def _indicadores(grupo: pl.DataFrame, pares: Pares, fila: int, arbol: Arbol) -> list[Ficha]:
    """Un indicador por elemento: posición, potencial, brecha oficial y, si hay salto, a quién preguntar."""
    suyo = pl.col("clave_sujeto") == grupo["clave_sujeto"][fila]
    partes = [posiciones(grupo, arbol, pares), potencial(grupo, arbol, pares).drop("valor")]
    partes.append(brechas_oficiales(grupo[fila : fila + 1], arbol).drop("valor").rename({"brecha": "brecha_oficial"}))
    juntas = pl.concat([p.filter(suyo).drop("clave_sujeto", "indicador") for p in partes], how="horizontal")
    indicadores = juntas.insert_column(0, pl.Series("indicador", arbol.hojas)).to_dicts()
    agenda = abrir_agenda(grupo, arbol, pares)
    for columna, i in enumerate(indicadores):
        quienes = respuesta(grupo, agenda, fila, columna, A_QUIENES) if (i["salto"] or 0) > RUIDO else None
        i["a_quien"] = [] if quienes is None else _con_nombre(quienes, grupo)
    return indicadores


def _con_panel(indicadores: list[Ficha], panel: Panel | None, fila: int, pares: Pares) -> list[Ficha]:
    """Cada indicador con su `panel`: cuántas dieron ese salto entre dos ediciones; None donde no hay con qué decirlo."""
    if panel is None:
        return [i | {"panel": None} for i in indicadores]
    saltos = np.array([[np.nan if i["salto"] is None else i["salto"] for i in indicadores]])
    suyo = alcance(panel, saltos, np.array([fila]), pares)
    campos = {"proporcion": suyo.proporcion, "dieron": suyo.dieron, "podian": suyo.podian, "grupo": suyo.grupo}
    dichos = [{c: m[0, k].item() if hasattr(m[0, k], "item") else m[0, k] for c, m in campos.items()} for k in range(len(indicadores))]
    return [
        i | {"panel": d | {"de": panel.de, "a": panel.a} if d["podian"] and isfinite(d["proporcion"]) else None}
        for i, d in zip(indicadores, dichos, strict=True)
    ]


def _primeros_pasos(indicadores: list[Ficha], por_panel: bool) -> list[str]:
    def alcanzable(i: Ficha) -> float:
        return (i["panel"] or {"proporcion": 0.0})["proporcion"] if por_panel else i["alcanzable"] or 0.0

    utiles = [i for i in indicadores if (i["salto"] or 0) > RUIDO]
    return [i["indicador"] for i in sorted(utiles, key=lambda i: (-i["ganancia"] * alcanzable(i), -i["ganancia"]))]


def _tipologia(propio: pl.DataFrame) -> str | None:
    return tipologia(propio)["tipologia"][0] if {"T", "P"} <= set(propio.columns) else None


def _lugar(valores: np.ndarray, propio: int) -> Ficha:
    """Lugar, entre cuántos y cuántos más tienen la misma cifra a dos decimales."""
    total = int((~np.isnan(valores)).sum())
    lugar = int(lugares(valores)[propio])
    cifras = np.floor(valores * 100 + 0.5 + 1e-9)  # medio hacia arriba, como se muestran
    return {"lugar": lugar or None, "total": total, "misma_cifra": int((cifras == cifras[propio]).sum())}


def _simulado(valores: np.ndarray, propio: int, ganancia: float) -> Ficha:
    nuevos = valores.copy()
    nuevos[propio] += ganancia
    return {"ganancia": ganancia, "valor": _numero(nuevos[propio]), **_lugar(nuevos, propio)}


def _meta(valores: np.ndarray, indicadores: list[Ficha]) -> Ficha | None:
    """El último lugar del mejor cuarto del grupo y los cambios que llevan a él; None si no hay con quién o falta el índice."""
    total = int((~np.isnan(valores)).sum())
    if total < 2 or not isfinite(valores[-1]):
        return None
    lugar = ceil(total / 4)
    valor = valor_para_lugar(valores, len(valores) - 1, lugar)
    posibles = pl.DataFrame(
        [{"indicador": i["indicador"], "ganancia": i["ganancia"], "salto": i["salto"]} for i in indicadores],
        schema={"indicador": pl.String, "ganancia": pl.Float64, "salto": pl.Float64},
    )
    cambios = cambios_para(posibles, valor - float(valores[-1]))
    llega = bool(cambios["llega"].all()) if cambios.height else bool(valor <= valores[-1] + 1e-9)
    return {"lugar": lugar, "total": total, "valor": valor, "llega": llega, "cambios": cambios.drop("llega").to_dicts()}


def _remuestreo(medicion: Medicion, cve_ent: str, sorteos: Remuestreo | None) -> Ficha | None:
    if medicion.universo != "muestra":
        return None
    todos = sorteos or remuestrear(medicion.tabla, medicion.arbol, medicion.universo)
    return todos.lugares.filter(pl.col("cve_ent") == cve_ent).drop("cve_ent").row(0, named=True)


def _palanca(medicion: Medicion, estrategia: Estrategia | None, sujetos: pl.DataFrame, valores: np.ndarray, propia: int, n: int) -> Ficha:
    tabla, arbol = medicion.tabla, medicion.arbol
    suyos = (tabla["cve_ent"] == sujetos["cve_ent"][0]).arg_true().to_list()
    todas = ganancias(tabla, arbol, formar(tabla, arbol, estrategia, de=suyos))
    posibles = ganancias_de_grupo(todas, arbol.completos(sujetos), n)
    cambios = cambios_para(posibles, 1.0, limite=CAMBIOS).select("clave_sujeto", "indicador", "valor", "meta", "ganancia")
    return {"cambios": _con_nombre(cambios, tabla), **_simulado(valores, propia, float(cambios["ganancia"].sum()))}


def _con_nombre(tabla: pl.DataFrame, nombres: pl.DataFrame) -> list[Ficha]:
    faltan = [c for c in ("etiqueta", "entidad") if c not in tabla.columns]
    return tabla.join(nombres.select("clave_sujeto", *faltan), on="clave_sujeto", how="left", maintain_order="left").to_dicts()


def _numero(valor: float) -> float | None:
    return float(valor) if isfinite(valor) else None
