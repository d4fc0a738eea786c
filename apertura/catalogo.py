"""Qué se puede elegir: métricas, ediciones, indicadores, entidades, órdenes, tipos, lentes y sujetos de una publicación."""

from dataclasses import dataclass
from itertools import combinations
from threading import Lock

import polars as pl

from apertura import unidades
from apertura.brechas import ErrorCalculo
from apertura.brechas.arbol import arbol_de
from apertura.consultas import Motor, motor

# Dos catálogos a la vez serían dos llaves de caché para lo mismo.
_CANDADO = Lock()
METRICAS = {"MGA": "Métrica de Gobierno Abierto", "MJA": "Métrica de Justicia Abierta"}
CAPAS = {
    "valor": "Valor",
    "brecha": "Brecha oficial",
    "en_cero": "Sujetos en cero",
    "dispersion": "Dispersión",
    "potencial": "Potencial",
    "compartido": "Rezago compartido",
    "intervalo": "Intervalo de lugar",
}
# Con quién se compara un sujeto. «tamano» sólo se ofrece donde los datos traen esa columna; hoy, en ninguna edición.
PARES = {
    "orden-tipo": "Mismo orden y tipo",
    "entidad": "Misma entidad",
    "region": "Misma región",
    "tamano": "Mismo tamaño de municipio",
    "perfil": "Cifras más parecidas",
    "lista": "Mi propia lista",
}
SIN_SUJETOS = "hacen falta resultados institución por institución, y de esta edición sólo se conservan cifras publicadas"
SIN_MUESTRA = "esta edición es un censo: se evaluó a todas las instituciones y no hay muestra que sortear"
SIN_ESCALA = "no hay escala de color para este indicador"
VISTAS = {"mapa": "Mapa", "mosaico": "Mosaico", "barras": "Barras"}

# Lo que no pasa de 0.01 es redondeo (METODO §2): la menor que se puede pedir es «más de 0.01».
UMBRALES = {"0.01": "más de 0.01", "0.02": "0.02", "0.05": "0.05", "0.10": "0.10", "0.20": "0.20"}
MODOS = {"unidades": "Unidades", "puente": "Puente MGA × MJA"}
MUESTRAS = {"todos": "Todos los indicadores", "distintos": "Sólo con diferencia"}

SECCIONES = {
    "formulas": "Fórmulas",
    "comprobacion": "Comprobación",
    "comparabilidad": "Comparabilidad",
    "reparaciones": "Reparaciones",
    "calidad": "Calidad",
    "glosario": "Glosario",
    "fuentes": "Fuentes",
    "verificar": "Verificar",
}
# De subir un archivo a publicarlo, en la página Cargar.
PASOS = {
    "archivo": "Archivo",
    "columnas": "Columnas",
    "instituciones": "Instituciones",
    "defectos": "Defectos",
    "cambios": "Qué cambiaría",
    "publicar": "Publicar",
}


@dataclass(frozen=True)
class Edicion:
    """Una edición de una métrica. `por_sujeto` es falso cuando sólo se conservan cifras publicadas."""

    metrica: str
    anio: int
    nombre: str
    operador: str
    universo: str
    levantamiento: int | None
    evaluados: int
    disponibles: int
    cobertura: str
    fuente: str

    @property
    def por_sujeto(self) -> bool:
        """Si hay resultados institución por institución."""
        return self.disponibles > 0

    @property
    def parcial(self) -> bool:
        """Si hay resultados por institución, pero no de todas las que se evaluaron."""
        return 0 < self.disponibles < self.evaluados


@dataclass(frozen=True)
class Indicador:
    """Un indicador de una edición; los pesos desconocidos son None."""

    clave: str
    nombre: str
    nombre_corto: str
    padre: str | None
    nivel: str
    peso_en_padre: float | None
    peso_en_indice: float | None
    formula: str | None
    definicion: str
    por_sujeto: bool
    con_publicado: int
    valor_publicado: float | None


@dataclass(frozen=True)
class Lente:
    """Recorte de tipos con nombre propio."""

    clave: str
    etiqueta: str
    tipos: tuple[str, ...]
    descripcion: str


@dataclass(frozen=True, eq=False)
class Catalogo:
    """Todo lo elegible. Los diccionarios conservan el orden de presentación; sólo es igual a sí mismo."""

    version: str
    corte: str
    ediciones: dict[tuple[str, int], Edicion]
    indicadores: dict[tuple[str, int], dict[str, Indicador]]
    entidades: dict[str, str]
    abreviaturas: dict[str, str]
    alias: dict[str, str]
    ordenes: dict[str, str]
    ordenes_plural: dict[str, str]
    tipos: dict[str, str]
    tipos_plural: dict[str, str]
    lentes: dict[str, Lente]
    sujetos: dict[str, str]
    unidades: dict[str, str]
    cortes: dict[tuple[str, str, str], tuple[float, float, float, float]]
    fuentes: dict[str, str]
    pesos_de_hojas: dict[tuple[str, int], dict[str, float]]

    def elegibles(self, metrica: str, edicion: int) -> dict[str, Indicador]:
        """Indicadores que se pueden pintar por entidad en esa edición: los calculados de sus sujetos o, si no los hay, los publicados."""
        todos = self.indicadores[(metrica, edicion)]
        calculada = self.ediciones[(metrica, edicion)].por_sujeto
        sirve = {k: i for k, i in todos.items() if i.nivel != "conteo" and (i.por_sujeto if calculada else i.con_publicado)}
        return sirve or {k: i for k, i in todos.items() if i.nivel == "indice"}

    def capas(self, metrica: str, edicion: int, indicador: str) -> dict[str, str]:
        """Capas que se pueden pintar: todas si hay sujetos; sólo el valor si sólo hay cifras publicadas."""
        faltan = self.sin_capa(metrica, edicion, indicador)
        return {capa: nombre for capa, nombre in CAPAS.items() if capa not in faltan}

    def sin_capa(self, metrica: str, edicion: int, indicador: str) -> dict[str, str]:
        """Capas que no se pueden pintar y por qué. Un censo nunca lleva intervalo de remuestreo (METODO §3, M10)."""
        elegida = self.ediciones[(metrica, edicion)]
        otras = [capa for capa in CAPAS if capa != "valor"]
        sin_cortes = {capa: SIN_ESCALA for capa in otras if (metrica, indicador, capa) not in self.cortes}
        de_sujetos = {} if elegida.por_sujeto else dict.fromkeys(otras, SIN_SUJETOS)
        de_muestra = {"intervalo": SIN_MUESTRA} if elegida.universo == "censo" else {}
        return {**sin_cortes, **de_sujetos, **de_muestra}

    def tramos(self, metrica: str) -> dict[str, tuple[int, int]]:
        """Parejas de ediciones de la métrica: «2017-2021» → (2017, 2021). Si se comparan lo dice la tabla de comparabilidad."""
        anios = [anio for m, anio in self.ediciones if m == metrica]
        return {f"{antes}-{despues}": (antes, despues) for antes, despues in combinations(anios, 2)}

    def hojas(self, metrica: str, edicion: int) -> dict[str, float]:
        """Las partes en que se abre el índice de la edición y su peso; ninguna si no hay resultados por sujeto."""
        return self.pesos_de_hojas[(metrica, edicion)]

    def lente_de(self, tipos: tuple[str, ...]) -> Lente | None:
        """El lente que coincide exactamente con esos tipos."""
        return next((lente for lente in self.lentes.values() if set(lente.tipos) == set(tipos)), None)


def catalogo(de: Motor | None = None) -> Catalogo:
    """El catálogo de la publicación vigente, o del motor que se dé."""
    with _CANDADO:
        return (de or motor()).memoria(_catalogo, 1)()


def _catalogo(vigente: Motor) -> Catalogo:
    ediciones = _ediciones(vigente)
    filas = vigente.consultar("indicadores").rows(named=True)
    entidades = vigente.consultar("entidades").rows(named=True)
    tipos, ordenes = (vigente.consultar(nombre).rows(named=True) for nombre in ("tipos", "ordenes"))
    sujetos = _sujetos(vigente, ediciones)
    indicadores = {llave: _indicadores(filas, *llave) for llave in ediciones}
    return Catalogo(
        version=vigente.publicacion.version,
        corte=vigente.publicacion.corte,
        ediciones=ediciones,
        indicadores=indicadores,
        entidades={fila["cve_ent"]: fila["nombre"] for fila in entidades},
        abreviaturas={fila["cve_ent"]: fila["abreviatura"] for fila in entidades},
        alias={fila["cve_ent"]: fila["alias"] or "" for fila in entidades},
        ordenes={fila["orden"]: fila["etiqueta"] for fila in ordenes},
        ordenes_plural={fila["orden"]: fila["etiqueta_plural"] for fila in ordenes},
        tipos={fila["tipo"]: fila["etiqueta"] for fila in tipos},
        tipos_plural={fila["tipo"]: fila["etiqueta_plural"] for fila in tipos},
        lentes=_lentes(vigente),
        sujetos=sujetos,
        unidades=_unidades(vigente, entidades, ordenes, tipos, sujetos),
        cortes=_cortes(vigente),
        fuentes={fila["fuente"]: fila["titulo"] for fila in vigente.consultar("fuentes").rows(named=True)},
        pesos_de_hojas={llave: _hojas(arbol) for llave, arbol in indicadores.items()},
    )


def _ediciones(vigente: Motor) -> dict[tuple[str, int], Edicion]:
    return {
        (fila["metrica"], fila["edicion"]): Edicion(
            metrica=fila["metrica"],
            anio=fila["edicion"],
            nombre=fila["nombre"],
            operador=fila["operador"],
            universo=fila["universo"],
            levantamiento=fila["anio_levantamiento"],
            evaluados=fila["n_sujetos"],
            disponibles=fila["n_disponibles"],
            cobertura=fila["cobertura"],
            fuente=fila["fuente"],
        )
        for fila in vigente.consultar("ediciones").rows(named=True)
    }


def _indicadores(filas: list[dict], metrica: str, edicion: int) -> dict[str, Indicador]:
    campos = [campo for campo in Indicador.__dataclass_fields__ if campo != "clave"]
    return {
        fila["indicador"]: Indicador(clave=fila["indicador"], **{campo: fila[campo] for campo in campos})
        for fila in filas
        if (fila["metrica"], fila["edicion"]) == (metrica, edicion)
    }


def _hojas(indicadores: dict[str, Indicador]) -> dict[str, float]:
    filas = [(i.clave, i.padre, i.peso_en_padre, i.nivel) for i in indicadores.values()]
    tabla = pl.DataFrame(filas, schema=["indicador", "padre", "peso_en_padre", "nivel"], orient="row", infer_schema_length=None)
    try:
        arbol = arbol_de(tabla, {clave for clave, indicador in indicadores.items() if indicador.por_sujeto})
    except ErrorCalculo:
        return {}
    return dict(zip(arbol.hojas, arbol.pesos, strict=True))


def _lentes(vigente: Motor) -> dict[str, Lente]:
    filas = vigente.consultar("lentes").rows(named=True)
    return {f["lente"]: Lente(f["lente"], f["etiqueta"], tuple(f["tipos"]), f["descripcion"]) for f in filas}


def _sujetos(vigente: Motor, ediciones: dict[tuple[str, int], Edicion]) -> dict[str, str]:
    nombres: dict[str, str] = {}
    for metrica, anio in ediciones:
        filas = vigente.consultar("catalogo_sujetos", metrica=metrica, edicion=anio)
        nombres.update(filas.select("clave_sujeto", "etiqueta").iter_rows())
    return nombres


def _unidades(vigente: Motor, entidades: list[dict], ordenes: list[dict], tipos: list[dict], sujetos: dict[str, str]) -> dict[str, str]:
    publicadas = vigente.consultar("unidades_publicadas").select("unidad", "nombre")
    return unidades.nombres(
        {fila["cve_ent"]: fila["nombre"] for fila in entidades},
        {fila["orden"]: fila["etiqueta_plural"] for fila in ordenes},
        {fila["tipo"]: fila["etiqueta_plural"] for fila in tipos},
        [(orden, tipo) for orden, tipo, _ in vigente.consultar("grupos").iter_rows()],
        sujetos,
        dict(publicadas.iter_rows()),
    )


def _cortes(vigente: Motor) -> dict[tuple[str, str, str], tuple[float, float, float, float]]:
    filas = vigente.consultar("escalas").rows()
    return {(metrica, indicador, capa): (a, b, c, d) for metrica, indicador, capa, a, b, c, d in filas}
