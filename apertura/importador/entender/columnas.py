"""Qué es cada columna: perfiles guardados (`data/columnas/*.csv`), encabezados conocidos y, si no, una propuesta con su confianza.

Un perfil es `columna,campo,clase`. La clase «constante» dice un valor que vale para todo el archivo (en `columna` va el
valor); «filtro», una columna que marca qué renglones cuentan; «ignorar», una que no se usa.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl
from rapidfuzz import fuzz, process

from apertura import rutas
from apertura.errores import ErrorApertura
from apertura.importador.entender.decisiones import carpeta_propia
from apertura.importador.fuentes import leer_csv
from apertura.texto import normalizar

PARECIDO_MINIMO = 82
CLASES = ("llave", "sujeto", "agregado", "indicador", "constante", "filtro", "ignorar")
LARGO = ("indicador", "valor")
IGNORAR = "ignorar"
ETIQUETAS = {
    "nombre_publicado": "Nombre de la institución", "entidad": "Entidad (nombre)", "cve_ent": "Entidad (clave)",
    "cve_mun": "Municipio (clave)", "orden": "Orden de gobierno", "tipo": "Tipo de institución", "clave_sujeto": "Clave de Apertura",
    "edicion": "Año de la edición", "metrica": "Métrica", "indicador": "Indicador (un renglón por indicador)",
    "valor": "Valor (un renglón por indicador)", "considerado": "Filtro: si el renglón cuenta", "nota": "Nota",
}  # fmt: skip
"""Cómo se le dice a una persona cada campo que no es un indicador."""


@dataclass(frozen=True)
class Columna:
    """Una columna de la hoja y el campo al que va (None: no se usa). `origen`: perfil, persona, conocida, parecida o ninguno."""

    indice: int
    rotulo: str
    campo: str | None
    confianza: float
    origen: str


@dataclass(frozen=True)
class Perfil:
    """Un mapa guardado: rótulo → campo, más las constantes del archivo."""

    nombre: str
    campos: Mapping[str, str]
    constantes: Mapping[str, str]


def leer_perfil(ruta: Path) -> Perfil:
    """Un `columna,campo,clase`. Lanza ErrorApertura si el archivo no tiene esa forma."""
    tabla = leer_csv(ruta)
    if tabla.columns[:3] != ["columna", "campo", "clase"] or not set(tabla["clase"]) <= set(CLASES):
        raise ErrorApertura(
            "El mapa de columnas no tiene la forma esperada", f"archivo «{ruta.name}»",
            f"Sus columnas son columna, campo y clase; las clases, {', '.join(CLASES)}.",
        )  # fmt: skip
    filas = tabla.select("columna", "campo", "clase").rows()
    return Perfil(
        ruta.stem,
        {columna: (IGNORAR if clase == IGNORAR else campo) for columna, campo, clase in filas if clase != "constante"},
        {campo: columna for columna, campo, clase in filas if clase == "constante"},
    )


def perfiles() -> list[Perfil]:
    """Los que vienen con el código y los que una persona guardó, que mandan."""
    carpetas = dict.fromkeys([carpeta_propia() / "columnas", rutas.DATOS / "columnas"])
    return [leer_perfil(ruta) for carpeta in carpetas for ruta in sorted(carpeta.glob("*.csv"))]


def guardar_perfil(nombre: str, columnas: Sequence[Columna], constantes: Mapping[str, str], indicadores: Sequence[str]) -> Path:
    """Guarda el mapa confirmado para que el siguiente archivo igual ya no pregunte."""
    filas = [(c.rotulo, c.campo or "", _clase(c.campo, indicadores)) for c in columnas if c.rotulo]
    filas += [(valor, campo, "constante") for campo, valor in sorted(constantes.items())]
    ruta = carpeta_propia() / "columnas" / f"{nombre}.csv"
    ruta.parent.mkdir(parents=True, exist_ok=True)
    nueva = ruta.with_name(f"{ruta.name}.nuevo")
    pl.DataFrame(filas, schema=["columna", "campo", "clase"], orient="row").write_csv(nueva)
    nueva.replace(ruta)
    return ruta


def _clase(campo: str | None, indicadores: Sequence[str]) -> str:
    if campo is None or campo == IGNORAR:
        return IGNORAR
    if campo in indicadores:
        return "indicador"
    return "filtro" if campo == "considerado" else "llave" if campo in ("metrica", "edicion") else "sujeto"


def perfil_para(rotulos: Sequence[str], metrica: str | None, edicion: int | None) -> Perfil | None:
    """El perfil cuyas columnas están todas en la hoja; el más completo, y nunca uno de otra métrica o edición."""
    presentes = {normalizar(rotulo) for rotulo in rotulos if rotulo}
    sirven = [p for p in perfiles() if {normalizar(c) for c in p.campos} <= presentes and _es_de(p, metrica, edicion)]
    return max(sirven, key=lambda p: len(p.campos), default=None)


def _es_de(perfil: Perfil, metrica: str | None, edicion: int | None) -> bool:
    pedidos = {"metrica": metrica, "edicion": None if edicion is None else str(edicion)}
    return all(perfil.constantes.get(campo) in (None, valor) or valor is None for campo, valor in pedidos.items())


@cache
def encabezados(metrica: str | None) -> dict[str, str]:
    """Encabezado normalizado → campo: los de la lista, las claves de los indicadores y sus nombres cortos únicos."""
    lista = leer_csv(rutas.ARMONIZACION / "encabezados.csv")
    indicadores = leer_csv(rutas.ARMONIZACION / "indicadores.csv")
    if metrica:
        lista = lista.filter(pl.col("metrica").is_null() | (pl.col("metrica") == metrica))
        indicadores = indicadores.filter(pl.col("metrica") == metrica)
    unicos = indicadores.filter(pl.col("nombre_corto").is_unique())
    conocidos = {normalizar(e): campo for campo, e in unicos.select("indicador", "nombre_corto").rows()}
    conocidos |= {normalizar(clave): clave for clave in indicadores["indicador"]}
    return conocidos | {normalizar(e): campo for campo, e in lista.select("campo", "encabezado").rows()}


@cache
def literales() -> frozenset[str]:
    """Los encabezados tal como están en la lista y las claves de los indicadores: escritos así no hay nada que decir."""
    lista = leer_csv(rutas.ARMONIZACION / "encabezados.csv")["encabezado"]
    indicadores = leer_csv(rutas.ARMONIZACION / "indicadores.csv")
    return frozenset([*lista, *indicadores["indicador"], *indicadores["nombre_corto"]])


def mapear(rotulos: Sequence[str], perfil: Perfil | None, a_mano: Mapping[str, str], metrica: str | None,
           propios: Mapping[str, str]) -> tuple[Columna, ...]:  # fmt: skip
    """Una `Columna` por rótulo. Manda lo dicho por una persona, luego el perfil, lo conocido y lo parecido.

    `propios`: encabezados de la estructura que acompaña al archivo (rótulo → indicador). Un campo se asigna una sola vez.
    """
    conocidos = {**encabezados(metrica), **{normalizar(k): v for k, v in propios.items()}}
    guardados = {normalizar(k): v for k, v in (perfil.campos if perfil else {}).items()}
    mano = {normalizar(k): v for k, v in a_mano.items()}
    columnas: list[Columna] = []
    ocupados: set[str] = set(mano.values()) | set(guardados.values())
    for indice, rotulo in enumerate(rotulos):
        columna = _una(indice, rotulo, mano, guardados, conocidos, ocupados)
        if columna.campo and columna.campo != IGNORAR:
            ocupados.add(columna.campo)
        columnas.append(columna)
    return tuple(columnas)


def _una(indice: int, rotulo: str, mano: dict[str, str], guardados: dict[str, str], conocidos: dict[str, str],
         ocupados: set[str]) -> Columna:  # fmt: skip
    llave = normalizar(rotulo)
    for origen, mapa in (("persona", mano), ("perfil", guardados)):
        if llave in mapa:
            return Columna(indice, rotulo, mapa[llave] or None, 1.0, origen)
    sin_unidad = llave.removesuffix("%").strip()
    campo = conocidos.get(llave) or conocidos.get(sin_unidad)
    if campo and campo not in ocupados:
        return Columna(indice, rotulo, campo, 1.0, "conocida")
    parecido = process.extractOne(llave, conocidos.keys(), scorer=fuzz.ratio, score_cutoff=PARECIDO_MINIMO) if len(llave) > 4 else None
    if parecido and conocidos[parecido[0]] not in ocupados:
        return Columna(indice, rotulo, conocidos[parecido[0]], round(parecido[1] / 100, 2), "parecida")
    return Columna(indice, rotulo, None, 0.0, "ninguno")
