"""Mapa: una cifra por posición (32 entidades y la Federación), calculada de los sujetos o publicada, nunca mezcladas."""

from functools import partial

import polars as pl

from apertura import formato, geometria
from apertura.catalogo import Catalogo, Edicion
from apertura.consultas import Motor
from apertura.errores import ErrorApertura
from apertura.frases import Frase, decir
from apertura.frases.gramatica import con_empate
from apertura.frases.reglas_de_mapa import entre
from apertura.graficas import Grafica, descripciones, escalas, mapas
from apertura.graficas.tema import NombreTema
from apertura.seleccion import Seleccion, quienes, referencia
from apertura.tablas import Tabla
from apertura.vistas import capas, lugares, mapa_columnas
from apertura.vistas.comun import (
    base,
    edicion_de,
    filtros,
    guardar,
    procedencia,
)
from apertura.vistas.entidad import Lugar

PREFIJOS = {
    "valor": "",
    "brecha": "Brecha oficial en ",
    "en_cero": "Sujetos en cero en ",
    "dispersion": "Dispersión de ",
    "potencial": "Potencial en ",
    "compartido": "Rezago compartido en ",
    "intervalo": "Intervalo de lugar en ",
}
UNIDADES: dict[str, escalas.Unidad] = {
    "en_cero": "porcentaje",
    "compartido": "porcentaje",
    "potencial": "ganancia",
    "intervalo": "lugares",
}
# Cada adelanto arma todos los indicadores de una vista, y un lente o una capa, otros tantos: no deben echarse unos a otros.
_recordar = partial(guardar, cuantas=256)
VISTAS_DE_GRAFICA: dict[str, mapas.Vista] = {"mapa": "lamina", "mosaico": "mosaico", "barras": "barras"}


@_recordar
def tabla(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Una posición por renglón, de mayor a menor valor; las que no tienen dato, al final y visibles."""
    calculada = edicion_de(seleccion, catalogo).por_sujeto
    datos = _calculados(motor, de_que_depende(seleccion)) if calculada else _publicados(motor, seleccion)
    if seleccion.capa in capas.CAPAS_DE_BRECHAS:
        datos = datos.join(capa_de(motor, catalogo, seleccion).datos, on="cve_ent", how="left", maintain_order="left")
    indicador = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)][seleccion.indicador]
    return Tabla(
        nombre="indice_por_entidad" if calculada else "publicado_por_entidad",
        titulo=f"{indicador.nombre_corto} por entidad, {seleccion.metrica} {seleccion.edicion}{_de_quienes(seleccion, catalogo)}",
        datos=datos.sort("valor", "cve_ent", descending=[True, False], nulls_last=True),
        columnas=(*mapa_columnas.columnas(indicador.nombre_corto, calculada, datos), *capas.columnas(seleccion.capa)),
        procedencia=procedencia(seleccion, catalogo, "mapa", quien=frase_de_filtros(seleccion, catalogo)),
        notas=mapa_columnas.notas(seleccion, catalogo, calculada),
        consulta="indice_por_entidad" if calculada else "publicado_por_entidad",
        parametros={**base(seleccion), **(filtros(seleccion) if calculada else {})},
    )


@_recordar
def grafica(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, tema: NombreTema) -> Grafica:
    """El mapa, el mosaico o las barras de la selección; los tres con los mismos datos y clases."""
    gemela = tabla(motor, catalogo, seleccion)
    empatadas = empatadas_con_la_elegida(motor, catalogo, seleccion)
    hoja, leyenda = _hoja(gemela, catalogo, seleccion, empatadas)
    valor_nacional = nacional(motor, catalogo, seleccion)
    encabezado = titulo(seleccion, catalogo)
    descripcion = descripciones.de_mapa(
        hoja, encabezado, a_texto=a_texto(seleccion), nacional=valor_nacional, referencia=referencia(seleccion)
    )
    en_la_barra = None if valor_nacional is None else valor_nacional / capas.tope(seleccion, catalogo)
    return mapas.mapa(
        hoja,
        leyenda,
        mapas.regla(en_la_barra, f"{referencia(seleccion)} {a_texto(seleccion)(valor_nacional)}"),
        VISTAS_DE_GRAFICA[seleccion.vista],
        tema,
        gemela,
        encabezado,
        " ".join([descripcion, *(dicha.texto for dicha in lugar_en_palabras(motor, catalogo, seleccion))]),
    )


def dibujable(seleccion: Seleccion) -> tuple[Seleccion, str]:
    """La selección, en barras si falta la geometría de su vista, y por qué; las cifras no dependen de ella."""
    try:
        if seleccion.vista != "barras":
            geometria.exigir(VISTAS_DE_GRAFICA[seleccion.vista])
    except ErrorApertura as error:
        return seleccion.con(vista="barras"), f"{error} Mientras, las mismas cifras se muestran en barras."
    return seleccion, ""


def sin_sujetos(gemela: Tabla, edicion: Edicion) -> bool:
    """Si ningún sujeto de la muestra cumple los filtros: entonces no hay mapa que dibujar."""
    return edicion.por_sujeto and not gemela.datos["n_sujetos"].sum()


def capa_de(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> capas.Capa:
    """La capa de brechas elegida; ni la entidad ni la vista la vuelven a calcular."""
    return capas.calcular(motor, catalogo, de_que_depende(seleccion).con(capa=seleccion.capa))


def empatadas_con_la_elegida(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> tuple[str, ...]:
    """Claves con empate estadístico (M10) con la entidad elegida; sólo en la capa del intervalo."""
    if seleccion.capa != "intervalo":
        return ()
    return capa_de(motor, catalogo, seleccion).empatadas.get(seleccion.entidad, ())


@guardar
def lugar_en_palabras(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, caben: int = 33) -> tuple[Frase, ...]:
    """En la capa del intervalo, el lugar de la entidad elegida y con quiénes empata; en las demás, nada."""
    datos = tabla(motor, catalogo, seleccion).datos
    propia = datos.filter(pl.col("cve_ent") == seleccion.entidad, pl.col("valor").is_not_null()).to_dicts()
    if seleccion.capa != "intervalo" or not propia:
        return ()
    fila, depende = propia[0], lugares.depende_de(motor, catalogo, seleccion, seleccion.entidad)
    empatadas = [catalogo.entidades[clave] for clave in empatadas_con_la_elegida(motor, catalogo, seleccion)]
    return (
        decir(
            "mapa.intervalo", depende=depende, universo=edicion_de(seleccion, catalogo).universo, entidad=fila["entidad"],
            lugar=_lugar(fila, datos).dicho(), total=int(datos["lugar"].count()), bajo=fila["lugar_bajo"], alto=fila["lugar_alto"],
            empatadas=empatadas, caben=caben,
        ),
    )  # fmt: skip


def lugar(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, fila: dict) -> str:
    """«Lugar 15 de 33 (a dos decimales empata con 1 más: lugares 14 a 15).», o vacío si lo que hay es publicado."""
    return _lugar(fila, tabla(motor, catalogo, seleccion).datos).dicho() if fila.get("lugar") else ""


def _lugar(fila: dict, datos: pl.DataFrame) -> Lugar:
    return Lugar(fila["lugar"], int(datos["lugar"].count()), fila["iguales"], fila["primero"])


def titulo(seleccion: Seleccion, catalogo: Catalogo) -> str:
    """«Gobierno Abierto por entidad» o «Brecha oficial en Participación por entidad»."""
    return f"{medida(seleccion, catalogo)} por entidad, {seleccion.edicion}{_de_quienes(seleccion, catalogo)}"


def medida(seleccion: Seleccion, catalogo: Catalogo) -> str:
    """Lo que se pinta: «Gobierno Abierto», «Brecha oficial en Participación»."""
    nombre = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)][seleccion.indicador].nombre_corto
    return f"{PREFIJOS[seleccion.capa]}{nombre}"


def _de_quienes(seleccion: Seleccion, catalogo: Catalogo) -> str:
    """«: municipios» si hay filtro: un título recortado de una lámina no debe hacer pasar una parte por el todo."""
    filtrada = edicion_de(seleccion, catalogo).por_sujeto and (seleccion.tipos or seleccion.ordenes)
    return f": {frase_de_filtros(seleccion, catalogo)}" if filtrada else ""


def frase_de_filtros(seleccion: Seleccion, catalogo: Catalogo) -> str:
    """Quiénes entran en la media: «municipios», «todos los sujetos obligados»…"""
    return quienes(seleccion.con(entidades=()), catalogo)


def nacional(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> float | None:
    """La cifra nacional de la capa: de todos los sujetos elegidos (no de los 32 estados) o la publicada."""
    indicador = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)][seleccion.indicador]
    if not edicion_de(seleccion, catalogo).por_sujeto:
        return indicador.valor_publicado
    if seleccion.capa in capas.CAPAS_DE_BRECHAS:
        return capa_de(motor, catalogo, seleccion).nacional
    filas = _nacionales(motor, de_que_depende(seleccion).con(indicador=""))
    propia = filas.filter(indicador=seleccion.indicador).to_dicts()
    if not propia or seleccion.capa == "dispersion":
        return None
    peso = 1.0 if indicador.nivel == "indice" else indicador.peso_en_padre
    por_capa = {"valor": propia[0]["valor"], "en_cero": propia[0]["en_cero"], "brecha": (peso or 0) * (1 - propia[0]["valor"])}
    return por_capa[seleccion.capa]


@_recordar
def _nacionales(motor: Motor, seleccion: Seleccion) -> pl.DataFrame:
    return motor.consultar("nacional", metrica=seleccion.metrica, edicion=seleccion.edicion, **filtros(seleccion))


def de_que_depende(seleccion: Seleccion) -> Seleccion:
    """Sólo lo que cambia las cifras: elegir una entidad, la vista o la capa no vuelve a consultar."""
    s = seleccion
    return Seleccion(metrica=s.metrica, edicion=s.edicion, indicador=s.indicador, ordenes=s.ordenes, tipos=s.tipos)


@_recordar
def _calculados(motor: Motor, seleccion: Seleccion) -> pl.DataFrame:
    return motor.consultar("indice_por_entidad", **base(seleccion), **filtros(seleccion))


def _publicados(motor: Motor, seleccion: Seleccion) -> pl.DataFrame:
    datos = motor.consultar("publicado_por_entidad", **base(seleccion))
    nulo = pl.lit(None, dtype=pl.Float64)
    return datos.with_columns(pl.lit(0, dtype=pl.Int64).alias("n_sujetos"), brecha=nulo, en_cero=nulo, dispersion=nulo)


def _hoja(gemela: Tabla, catalogo: Catalogo, seleccion: Seleccion, empatadas: tuple[str, ...]) -> tuple[pl.DataFrame, pl.DataFrame]:
    entidades = pl.DataFrame(
        {
            "cve_ent": list(catalogo.entidades),
            "entidad": list(catalogo.entidades.values()),
            "abreviatura": list(catalogo.abreviaturas.values()),
        }
    )
    valores = gemela.datos.select(
        "cve_ent",
        pl.col(seleccion.capa).alias("valor"),
        "n_sujetos",
        _nota(gemela, seleccion),
        pl.col("cve_ent").is_in(empatadas).alias("empatada"),
        *capas.de_otro_modo(gemela.datos, capas.tope(seleccion, catalogo), seleccion.capa),
    )
    titulo = titulo_de_leyenda(seleccion, catalogo)
    if seleccion.capa == "intervalo" and seleccion.entidad:
        # En dos renglones: la leyenda de la imagen queda junto a la casilla de la Federación.
        titulo = f"Lugares que abarca. A rayas: empate con la elegida ({len(empatadas)})"
    return mapas.hoja_de_mapa(
        entidades,
        valores,
        catalogo.cortes[(seleccion.metrica, seleccion.indicador, seleccion.capa)],
        titulo,
        familia="valor" if seleccion.capa == "valor" else "brecha",
        unidad=UNIDADES.get(seleccion.capa, "indice"),
        seleccion=seleccion.entidad or None,
    )


def titulo_de_leyenda(seleccion: Seleccion, catalogo: Catalogo) -> str:
    """Qué mide el color: «Gobierno Abierto (0 a 1)»."""
    nombre = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)][seleccion.indicador].nombre_corto
    textos = {
        "valor": f"{nombre} (0 a 1)",
        "brecha": f"Brecha oficial en {nombre}",
        "en_cero": f"Sujetos en cero en {nombre}",
        "dispersion": f"Dispersión de {nombre} (P90 − P10)",
        "potencial": f"Potencial en {nombre} (puntos del índice)",
        "compartido": f"Rezago compartido en {nombre}",
        "intervalo": "Lugares que abarca el intervalo",
    }
    return textos[seleccion.capa]


def _nota(gemela: Tabla, seleccion: Seleccion) -> pl.Expr:
    """Cierre del texto emergente: el lugar si es calculado; «cifra publicada» si no."""
    if "lugar" not in gemela.datos.columns:
        return pl.lit("cifra publicada").alias("nota")
    total = int(gemela.datos["lugar"].count())
    if seleccion.capa not in ("valor", "intervalo"):
        return pl.lit("").alias("nota")
    empates = [con_empate(iguales or 1, primero) for iguales, primero in gemela.datos.select("iguales", "primero").iter_rows()]
    que = "intervalo de remuestreo del lugar" if seleccion.capa == "intervalo" else "lugar"
    return pl.format("{} {} de {}{}", pl.lit(que), pl.col("lugar").fill_null(0), pl.lit(total), pl.Series(empates, dtype=pl.String)).alias(
        "nota"
    )


def a_texto(seleccion: Seleccion) -> descripciones.Formateador:
    """Cómo se escribe el valor de la capa elegida."""
    if seleccion.capa == "intervalo":
        return lambda valor: formato.SIN_DATO if valor is None else formato.contar(int(valor), "lugar", "lugares")
    return escalas.FORMATOS[UNIDADES.get(seleccion.capa, "indice")]


def cifra(seleccion: Seleccion, fila: dict) -> str:
    """La cifra de una entidad en la capa elegida: «0.46», «37 %» o, en la del intervalo, «del 7 al 23»."""
    bajo, alto = fila.get("lugar_bajo"), fila.get("lugar_alto")
    if seleccion.capa == "intervalo" and bajo is not None and alto is not None:
        return entre(bajo, alto)
    return a_texto(seleccion)(fila[seleccion.capa])
