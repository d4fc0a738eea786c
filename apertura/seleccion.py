"""Lo que la persona eligió: parámetros, dirección (URL) y frase. Lo desconocido cae a un valor válido, con aviso."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TypeVar

from apertura import simulacion
from apertura.cargas.lugares import PATRON
from apertura.catalogo import METRICAS, MODOS, MUESTRAS, PARES, PASOS, SECCIONES, UMBRALES, VISTAS, Catalogo
from apertura.formato import enumerar
from apertura.unidades import MAXIMO

T = TypeVar("T")

LARGO_MAXIMO = 64
VALORES_MAXIMOS = 40


@dataclass(frozen=True)
class Seleccion:
    """Estado completo de una vista. Las tuplas vacías significan «todos».

    `edicion` 0 e `indicador` vacío piden «el primero que haya»: así un enlace puede decir sólo la métrica.
    """

    metrica: str = "MGA"
    edicion: int = 2017
    indicador: str = "GA"
    capa: str = "valor"
    vista: str = "mapa"
    ordenes: tuple[str, ...] = ()
    tipos: tuple[str, ...] = ()
    entidades: tuple[str, ...] = ()
    entidad: str = ""
    sujeto: str = ""
    seccion: str = "formulas"
    pares: str = "orden-tipo"
    lista: tuple[str, ...] = ()
    contra: str = ""
    unidades: tuple[str, ...] = ()
    umbral: str = "0.01"
    muestra: str = "todos"
    tramo: str = ""
    modo: str = "unidades"
    simula: str = "sujeto"
    cambios: tuple[str, ...] = ()
    pesos: tuple[str, ...] = ()
    meta: str = ""
    tope: str = "uno"
    carga: str = ""
    paso: str = ""

    def con(self, **cambios: object) -> "Seleccion":
        """Copia con esos cambios."""
        return replace(self, **cambios)  # type: ignore[arg-type]


PARAMETROS = {"ordenes": "orden", "tipos": "tipo", "entidades": "en", "lista": "par", "unidades": "unidad", "cambios": "x", "pesos": "w"}
SIEMPRE = ("metrica", "edicion", "indicador")
DE_CARGAR = ("carga", "paso")
"""Sólo van en la dirección de la página Cargar: un enlace compartido no debe llevar el archivo que alguien está subiendo."""
_NOMBRES = {
    "metrica": "métrica",
    "edicion": "edición",
    "indicador": "indicador",
    "capa": "capa",
    "vista": "vista",
    "orden": "orden",
    "tipo": "tipo",
    "en": "filtro de entidad",
    "entidad": "entidad",
    "sujeto": "sujeto obligado",
    "seccion": "sección",
    "pares": "grupo de pares",
    "par": "lista de pares",
    "contra": "entidad de referencia",
    "unidad": "unidad",
    "umbral": "diferencia mínima",
    "muestra": "qué indicadores",
    "tramo": "pareja de ediciones",
    "modo": "modo de comparar",
    "simula": "qué se simula",
    "x": "cambio simulado",
    "w": "peso simulado",
    "meta": "meta",
    "tope": "tope de los cambios",
    "carga": "archivo subido",
    "paso": "paso",
}


# Las que llevan artículo: «de la Ciudad de México», «del Estado de México».
_DE = {"09": "de la", "15": "del", "FED": "de la"}


def a_url(seleccion: Seleccion, en_cargar: bool = False) -> dict[str, str | list[str]]:
    """Parámetros de la dirección. Siempre dice métrica, edición e indicador; lo demás, sólo si no es lo común.

    Así un enlace guardado dice lo mismo aunque cambie lo que se abre primero, y una dirección sin nada sólo la tiene
    quien apenas llega o usó el menú.
    """
    comun = Seleccion()
    parametros: dict[str, str | list[str]] = {}
    for campo in fields(Seleccion):
        valor = getattr(seleccion, campo.name)
        if valor == getattr(comun, campo.name) and campo.name not in SIEMPRE:
            continue
        if campo.name in DE_CARGAR and not en_cargar:
            continue
        parametros[PARAMETROS.get(campo.name, campo.name)] = list(valor) if isinstance(valor, tuple) else str(valor)
    return parametros


def de_url(parametros: Mapping[str, Sequence[str]], catalogo: Catalogo) -> tuple[Seleccion, list[str]]:
    """Selección válida y avisos (en español) de lo que no se pudo usar. Nunca lanza."""
    leida, avisos = _leer(parametros)
    return normalizar(leida, catalogo, avisos)


def normalizar(pedida: Seleccion, catalogo: Catalogo, avisos: list[str] | None = None) -> tuple[Seleccion, list[str]]:
    """La selección más parecida que existe en la publicación, con un aviso por cada cosa que cambió."""
    avisos = avisos if avisos is not None else []
    metrica = _uno("metrica", pedida.metrica, METRICAS, "MGA", avisos)
    anios = {anio: anio for m, anio in catalogo.ediciones if m == metrica}
    edicion = _uno("edicion", pedida.edicion or next(iter(anios)), anios, next(iter(anios)), avisos)
    indicadores = catalogo.elegibles(metrica, edicion)
    primero = next(iter(indicadores))
    indicador = _uno("indicador", pedida.indicador or primero, indicadores, primero, avisos)
    return Seleccion(
        metrica=metrica,
        edicion=edicion,
        indicador=indicador,
        capa=_uno("capa", pedida.capa, catalogo.capas(metrica, edicion, indicador), "valor", avisos),
        vista=_uno("vista", pedida.vista, VISTAS, "mapa", avisos),
        ordenes=_varios("orden", pedida.ordenes, catalogo.ordenes, avisos),
        tipos=_varios("tipo", pedida.tipos, catalogo.tipos, avisos),
        entidades=_varios("en", pedida.entidades, catalogo.entidades, avisos),
        entidad=_uno("entidad", pedida.entidad, {"": "", **catalogo.entidades}, "", avisos),
        sujeto=_uno("sujeto", pedida.sujeto, {"": "", **catalogo.sujetos}, "", avisos),
        seccion=_uno("seccion", pedida.seccion, SECCIONES, "formulas", avisos),
        pares=_uno("pares", pedida.pares, PARES, "orden-tipo", avisos),
        lista=_varios("par", pedida.lista, catalogo.sujetos, avisos),
        contra=_uno("contra", pedida.contra, {"": "", **catalogo.entidades}, "", avisos),
        unidades=_unidades(pedida.unidades, catalogo.unidades, avisos),
        umbral=_uno("umbral", pedida.umbral, UMBRALES, "0.01", avisos),
        muestra=_uno("muestra", pedida.muestra, MUESTRAS, "todos", avisos),
        tramo=_uno("tramo", pedida.tramo, {"": "", **catalogo.tramos(metrica)}, "", avisos),
        modo=_uno("modo", pedida.modo, MODOS, "unidades", avisos),
        simula=_uno("simula", pedida.simula, simulacion.PARA, "sujeto", avisos),
        cambios=_escritos("x", pedida.cambios, simulacion.cambios_validos(pedida.cambios, catalogo.hojas(metrica, edicion)), avisos),
        pesos=_escritos("w", pedida.pesos, simulacion.pesos_validos(pedida.pesos, catalogo.hojas(metrica, edicion)), avisos),
        meta=_uno("meta", pedida.meta, {pedida.meta: ""} if simulacion.meta_valida(pedida.meta) else {}, "", avisos),
        tope=_uno("tope", pedida.tope, simulacion.TOPES, "uno", avisos),
        carga=_uno("carga", pedida.carga, {"": "", **({pedida.carga: ""} if PATRON.fullmatch(pedida.carga) else {})}, "", avisos),
        paso=_uno("paso", pedida.paso, {"": "", **PASOS}, "", avisos),
    ), avisos


def frase(seleccion: Seleccion, catalogo: Catalogo, con_indicador: bool = True, quien: str = "") -> str:
    """La selección en palabras: «Métrica de Gobierno Abierto 2017 · Gobierno Abierto · municipios de Oaxaca».

    `quien` sustituye a los filtros cuando la vista no los usa o trata de alguien en particular.
    """
    partes = [f"{METRICAS[seleccion.metrica]} {seleccion.edicion}"]
    if con_indicador:
        partes.append(catalogo.indicadores[(seleccion.metrica, seleccion.edicion)][seleccion.indicador].nombre_corto)
    partes.append(quien or quienes(seleccion, catalogo))
    return " · ".join(partes)


def quienes(seleccion: Seleccion, catalogo: Catalogo) -> str:
    """Los sujetos elegidos en palabras: «municipios de Oaxaca», «todos los sujetos obligados».

    Donde sólo hay cifras publicadas los filtros no se aplican, y la frase no los menciona.
    """
    if not catalogo.ediciones[(seleccion.metrica, seleccion.edicion)].por_sujeto:
        return "cifras publicadas"
    tipos = enumerar([catalogo.tipos_plural[tipo] for tipo in seleccion.tipos])
    ordenes = enumerar([catalogo.ordenes_plural[orden] for orden in seleccion.ordenes])
    quienes = tipos or ("sujetos obligados" if ordenes else "todos los sujetos obligados")
    orden = f" ({ordenes})" if tipos and ordenes else f" {ordenes}" if ordenes else ""
    lugares = enumerar([de_entidad(clave, catalogo) for clave in seleccion.entidades])
    return f"{quienes}{orden} {lugares}".rstrip()


def de_entidad(clave: str, catalogo: Catalogo) -> str:
    """«de Oaxaca», «de la Federación», «del Estado de México»."""
    return f"{_DE.get(clave, 'de')} {catalogo.entidades[clave]}"


def referencia(seleccion: Seleccion) -> str:
    """Cómo se llama la media de todo el país: «Nacional» sólo si entran todos los sujetos obligados."""
    return "País, mismo filtro" if seleccion.tipos or seleccion.ordenes else "Nacional"


def _leer(parametros: Mapping[str, Sequence[str]]) -> tuple[Seleccion, list[str]]:
    avisos: list[str] = []
    campos = {PARAMETROS.get(campo.name, campo.name): campo for campo in fields(Seleccion)}
    leidos: dict[str, object] = {"edicion": 0, "indicador": ""}
    for parametro, valores in parametros.items():
        if parametro not in campos or not valores:
            continue
        limpios = tuple(str(valor) for valor in valores[:VALORES_MAXIMOS] if len(str(valor)) <= LARGO_MAXIMO)
        if len(limpios) < len(valores):
            sobran = len(valores) > VALORES_MAXIMOS
            avisos.append(_aviso(parametro, "pide demasiados" if sobran else "es demasiado largo"))
        leidos[campos[parametro].name] = _convertir(campos[parametro].name, limpios)
    return Seleccion(**{campo: valor for campo, valor in leidos.items() if valor is not None}), avisos  # type: ignore[arg-type]


def _convertir(campo: str, valores: tuple[str, ...]) -> object:
    if campo in PARAMETROS:
        return valores
    if not valores:
        return None
    if campo == "edicion":
        return int(valores[-1]) if valores[-1].isascii() and valores[-1].isdigit() else -1
    return valores[-1]


def _uno(campo: str, valor: T, validos: Mapping[T, object], comun: T, avisos: list[str]) -> T:
    if valor in validos:
        return valor
    avisos.append(_aviso(campo, "no existe en esta publicación"))
    return comun


def _varios(campo: str, valores: tuple[str, ...], validos: Mapping[str, str], avisos: list[str]) -> tuple[str, ...]:
    """Sin repetidos y en orden de presentación: el mismo filtro da siempre la misma dirección."""
    if set(valores) - set(validos):
        avisos.append(_aviso(campo, "no existe en esta publicación"))
    return tuple(clave for clave in validos if clave in valores)


def _escritos(campo: str, pedidos: tuple[str, ...], validos: tuple[str, ...], avisos: list[str]) -> tuple[str, ...]:
    """Lo que se entendió de una lista «HOJA:número»; si algo se descartó, se avisa."""
    if len(validos) < len({pedido.partition(":")[0] for pedido in pedidos}):
        avisos.append(_aviso(campo, "no existe en esta publicación"))
    return validos


def _unidades(valores: tuple[str, ...], validas: Mapping[str, str], avisos: list[str]) -> tuple[str, ...]:
    """Las que existen, sin repetir, en el orden en que se pidieron y hasta seis: la primera encabeza la comparación."""
    conocidas = tuple(dict.fromkeys(clave for clave in valores if clave in validas))
    if set(valores) - set(validas):
        avisos.append(_aviso("unidad", "no existe en esta publicación"))
    if len(conocidas) > MAXIMO:
        avisos.append(_aviso("unidad", "pide demasiados"))
    return conocidas[:MAXIMO]


def _aviso(parametro: str, motivo: str) -> str:
    if motivo == "pide demasiados":
        return f"El enlace pide demasiados valores de «{_NOMBRES[parametro]}»."
    return f"El enlace pide un valor de «{_NOMBRES[parametro]}» que {motivo}."
