"""La misma institución conserva su clave de una edición a otra: exacta, normalizada y, si no, parecida con umbral.

Sólo se compara dentro de la misma entidad y el mismo tipo: «Secretaría de Salud» hay en cada estado. Lo dudoso no se
decide aquí: sale en la lista con su sugerencia, y la decisión de una persona se guarda como dato.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

import polars as pl
from rapidfuzz import fuzz, process

from apertura.importador.entender.claves import nombres_de_entidad
from apertura.importador.entender.decisiones import ACEPTAR, INSTITUCION, RECHAZAR, Decisiones
from apertura.importador.fuentes import leer_csv
from apertura.rutas import ARMONIZACION
from apertura.texto import normalizar

SEGURO, DUDOSO = 95.0, 80.0
NUEVA, AGREGADA, RECHAZADA = "nueva", "agregada", "rechazada"
ESQUEMA = {"clave_sujeto": pl.String, "metodo": pl.String, "parecido": pl.Float64, "sugerida": pl.String, "nombre_sugerido": pl.String}
LLAVE = ["cve_ent", "tipo", "nombre_publicado"]
_PREFIJOS_MUNICIPALES = re.compile(
    r"^(?:h(?:onorable)? )?(?:ayuntamiento|municipio|alcaldia|delegacion|gobierno municipal)(?: (?:constitucional|municipal))?(?: del?)? "
)
_SIGLA = re.compile(r"\s*\([^()]{1,20}\)(?=\s*(?:,|$))")


def catalogo(sujetos: pl.DataFrame | None) -> pl.DataFrame:
    """Un renglón por forma conocida de nombrar a un sujeto: `clave_sujeto`, cve_ent, orden, tipo, nombre_publicado y cve_mun."""
    campos = ["clave_sujeto", "cve_ent", "orden", "tipo", "nombre_publicado", "cve_mun"]
    propio = leer_csv(ARMONIZACION / "catalogo_sujetos.csv").select(campos)
    if sujetos is None:
        return propio
    restituidos = sujetos.with_columns(nombre_publicado="nombre").select(campos)
    return pl.concat([propio, sujetos.select(campos), restituidos]).unique(maintain_order=True)


def emparejar(buscadas: pl.DataFrame, conocidas: pl.DataFrame, decisiones: Decisiones) -> pl.DataFrame:
    """Las buscadas (un renglón por institución: cve_ent, orden, tipo, nombre_publicado) más los campos de `ESQUEMA`.

    `metodo`: decision, clave, exacto, normalizado, parecido (dan clave); dudoso, nueva (falta decidir), agregada (se decidió que es
    nueva) o rechazada. Un sujeto del catálogo se asigna a una sola buscada: entre dos, gana la más exacta y la otra queda dudosa.
    """
    indice = _Indice(conocidas)
    halladas = [indice.buscar(fila, decisiones) for fila in buscadas.iter_rows(named=True)]
    resultado = pl.concat(
        [buscadas.drop("clave_sujeto", strict=False), pl.DataFrame(halladas, schema=ESQUEMA, orient="row")], how="horizontal"
    )
    return _una_sola(resultado)


def numeros_nuevos(nuevas: pl.DataFrame, conocidas: pl.DataFrame, siglas: Mapping[str, str]) -> pl.Series:
    """Clave para cada institución nueva: entidad, sigla del tipo y el número que sigue, en orden alfabético.

    El orden de los renglones del archivo no cuenta. Un municipio lleva su clave de INEGI si el archivo la trae; si no,
    un número desde 901, que INEGI no usa.
    """
    ocupadas = set(conocidas["clave_sujeto"])
    siguientes: dict[str, int] = defaultdict(int)
    for clave in ocupadas:
        prefijo, _, numero = clave.rpartition("-")
        siguientes[prefijo] = max(siguientes[prefijo], int(numero))
    claves: dict[int, str] = {}
    orden = sorted(range(nuevas.height), key=lambda i: _orden(nuevas, i))
    for i in orden:
        fila = nuevas.row(i, named=True)
        prefijo = f"{fila['cve_ent']}-{siglas[fila['tipo']]}"
        claves[i] = _siguiente(prefijo, fila, siguientes, ocupadas)
        ocupadas.add(claves[i])
    return pl.Series("clave_sujeto", [claves[i] for i in range(nuevas.height)], dtype=pl.String)


def _orden(nuevas: pl.DataFrame, i: int) -> tuple[str, ...]:
    fila = nuevas.row(i, named=True)
    return (fila["cve_ent"], fila["tipo"], normalizar(fila["nombre_publicado"]), fila["nombre_publicado"], fila["orden"] or "")


def _siguiente(prefijo: str, fila: dict, siguientes: dict[str, int], ocupadas: set[str]) -> str:
    if fila["tipo"] == "municipio":
        if fila.get("cve_mun") and (clave := f"{prefijo}-{fila['cve_mun']}") not in ocupadas:
            return clave
        siguientes[prefijo] = max(siguientes[prefijo], 900)
    siguientes[prefijo] += 1
    return f"{prefijo}-{siguientes[prefijo]:02d}"


class _Indice:
    """Las formas conocidas, por entidad y tipo."""

    def __init__(self, conocidas: pl.DataFrame) -> None:
        self.nombres = dict(conocidas.select("clave_sujeto", "nombre_publicado").rows())
        self.exactos: dict[tuple, set[str]] = defaultdict(set)
        self.normales: dict[tuple, set[str]] = defaultdict(set)
        self.cortos: dict[tuple, set[str]] = defaultdict(set)
        self.grupos: dict[tuple, dict[str, str]] = defaultdict(dict)
        for clave, cve_ent, orden, tipo, nombre in conocidas.select("clave_sujeto", "cve_ent", "orden", "tipo", "nombre_publicado").rows():
            for tipo_de_busqueda in (tipo, None):
                grupo = (cve_ent, tipo_de_busqueda)
                self.exactos[(*grupo, orden, nombre)].add(clave)
                self.normales[(*grupo, llave_normal(nombre))].add(clave)
                self.cortos[(*grupo, llave_corta(nombre, cve_ent, tipo))].add(clave)
                self.grupos[grupo][_comparable(nombre, cve_ent, tipo)] = clave

    def buscar(self, fila: dict, decisiones: Decisiones) -> tuple[str | None, str, float, str | None, str | None]:
        """La clave, cómo se halló, cuánto se parece y la sugerencia."""
        dada = fila.get("clave_sujeto")
        if dada in self.nombres:
            return dada, "clave", 100.0, dada, self.nombres[dada]
        decidida = decisiones.tomadas.get((INSTITUCION, sobre(fila)))
        if decidida in (NUEVA, RECHAZAR):
            return None, AGREGADA if decidida == NUEVA else RECHAZADA, 0.0, None, None
        if decidida in self.nombres:
            return decidida, "decision", 100.0, decidida, self.nombres[decidida]
        grupo, nombre = (fila["cve_ent"], fila["tipo"]), fila["nombre_publicado"]
        corta = llave_corta(nombre, fila["cve_ent"], fila["tipo"])
        for metodo, halladas in (
            ("exacto", self.exactos.get((*grupo, fila["orden"], nombre), set())),
            ("normalizado", self.normales.get((*grupo, llave_normal(nombre)), set())),
            ("normalizado", self.cortos.get((*grupo, corta), set())),
        ):
            if len(halladas) == 1:
                clave = next(iter(halladas))
                return clave, metodo, 100.0, clave, self.nombres[clave]
        return self._parecida(fila, grupo, decisiones)

    def _parecida(self, fila: dict, grupo: tuple, decisiones: Decisiones) -> tuple[str | None, str, float, str | None, str | None]:
        candidatas = self.grupos.get(grupo, {})
        buscado = _comparable(fila["nombre_publicado"], fila["cve_ent"], fila["tipo"])
        mejores = process.extract(buscado, candidatas.keys(), scorer=fuzz.ratio, limit=2, score_cutoff=DUDOSO)
        if not mejores:
            return None, NUEVA, 0.0, None, None
        nombre, parecido, _ = mejores[0]
        clave = candidatas[nombre]
        sola = all(candidatas[otro] == clave or puntos < parecido - 3 for otro, puntos, _ in mejores[1:])
        if parecido >= SEGURO and sola and re.findall(r"\d+", nombre) == re.findall(r"\d+", buscado):
            return clave, "parecido", parecido, clave, self.nombres[clave]
        general = decisiones.de("INSTITUCION-DUDOSA", sobre(fila))
        if general in (ACEPTAR, "misma"):
            return clave, "decision", parecido, clave, self.nombres[clave]
        return None, NUEVA if general == NUEVA else "dudoso", parecido, clave, self.nombres[clave]


def candidatas(filas: pl.DataFrame, conocidas: pl.DataFrame, cuantas: int = 5) -> list[list[tuple[str, str]]]:
    """Por renglón, las (clave, nombre) más parecidas de su misma entidad, de cualquier tipo: para que una persona elija."""
    indice = _Indice(conocidas)
    salida = []
    for fila in filas.iter_rows(named=True):
        posibles = indice.grupos.get((fila["cve_ent"], None), {})
        buscado = _comparable(fila["nombre_publicado"], fila["cve_ent"], fila["tipo"])
        mejores = process.extract(buscado, posibles.keys(), scorer=fuzz.WRatio, limit=cuantas, score_cutoff=60)
        salida.append(list(dict.fromkeys((posibles[nombre], indice.nombres[posibles[nombre]]) for nombre, *_ in mejores)))
    return salida


def sobre(fila: Mapping) -> str:
    """Cómo se nombra a una institución en las decisiones: «19|municipio|Monterrey»."""
    return "|".join(str(fila[campo] or "") for campo in LLAVE)


@lru_cache(maxsize=20_000)
def llave_normal(nombre: str) -> str:
    """Sin acentos, mayúsculas, puntuación ni espacios."""
    return normalizar(nombre).replace(" ", "")


def llave_corta(nombre: str, cve_ent: str, tipo: str | None) -> str:
    """Además, sin la sigla final, sin «Municipio de» ni el nombre de la entidad al final."""
    return _comparable(nombre, cve_ent, tipo).replace(" ", "")


@lru_cache(maxsize=20_000)
def _comparable(nombre: str, cve_ent: str, tipo: str | None) -> str:
    texto = normalizar(_SIGLA.sub("", nombre))
    if tipo == "municipio" or tipo is None:
        texto = _PREFIJOS_MUNICIPALES.sub("", texto)
    entidad = normalizar(nombres_de_entidad().get(cve_ent, ""))
    corto = (
        re.sub(rf"(?: del?)?(?: (?:el )?estado(?: libre y soberano)?(?: del?)?)? {re.escape(entidad)}$", "", texto) if entidad else texto
    )
    return corto.strip() or texto


_FIRMEZA = {"clave": 0, "decision": 1, "exacto": 2, "normalizado": 3, "parecido": 4}


def _una_sola(resultado: pl.DataFrame) -> pl.DataFrame:
    """Si dos nombres distintos caen en el mismo sujeto, sólo el más firme lo conserva."""
    firmeza = pl.col("metodo").replace_strict(_FIRMEZA, default=9, return_dtype=pl.Int64)
    mejor = firmeza.min().over("clave_sujeto")
    pierde = pl.col("clave_sujeto").is_not_null() & (firmeza > mejor) & (pl.col("metodo") == "parecido")
    return resultado.with_columns(
        clave_sujeto=pl.when(~pierde).then("clave_sujeto"), metodo=pl.when(pierde).then(pl.lit("dudoso")).otherwise("metodo")
    )
