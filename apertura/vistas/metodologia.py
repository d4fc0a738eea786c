"""Metodología y calidad: fórmulas que se recalculan, lo publicado contra lo recalculado, reparaciones y fuentes."""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from apertura.catalogo import METRICAS, Catalogo
from apertura.consultas import Motor
from apertura.graficas import Grafica, otras
from apertura.graficas.tema import NombreTema
from apertura.seleccion import Seleccion
from apertura.tablas import Columna, Formato, Tabla
from apertura.vistas.comun import edicion_de, fuente_publicada, guardar, procedencia
from apertura.vistas.datos import AMBITOS

BASE_2017 = "INAI y CIDE, Métrica de Gobierno Abierto 2017, base de sujetos obligados"
RESUMEN_2017 = "INAI (2017), Métrica de Gobierno Abierto 2017. Resumen Ejecutivo"
# De dónde sale cada tabla que no es, sin más, lo publicado de la edición elegida.
FUENTES = {
    "publicado_contra_recalculado": f"{BASE_2017}, y cifras publicadas con su cita en cada renglón.",
    "arbol_nacional": f"{RESUMEN_2017}: cifras nacionales y pesos.",
    "brechas_oficiales": f"{RESUMEN_2017}: cifras nacionales, pesos y brechas (p. 29).",
    "identidades": f"{BASE_2017}; errores calculados por Apertura.",
    "comparabilidad": "Reglas de este proyecto, con su motivo en cada renglón.",
    "reparaciones": f"{BASE_2017}; escritura restituida por Apertura con las listas de data/.",
    "lugares_publicados": "Comunicados y prensa, con su cita en cada renglón.",
    "fuentes": "Fichas de las fuentes de esta publicación.",
}


@guardar
def contra_lo_publicado(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Una cifra publicada por renglón junto a la recalculada de los sujetos."""
    parametros = {"metrica": seleccion.metrica, "edicion": seleccion.edicion}
    datos = motor.consultar("publicado_contra_recalculado", **parametros).with_columns(nivel=pl.col("ambito").replace(AMBITOS))
    columnas = (
        Columna("nivel", "Nivel"),
        Columna("etiqueta", "Unidad"),
        Columna("indicador", "Indicador"),
        Columna("publicado", "Publicado", "indice"),
        Columna("recalculado", "Recalculado", "decimal4"),
        Columna("diferencia", "Diferencia", "decimal4"),
        Columna("coincide", "¿Coincide?", "texto", "", "Diferencia de 0.005 o menos: lo publicado trae dos decimales."),
        Columna("cita", "De dónde sale"),
    )
    return _tabla("publicado_contra_recalculado", "Publicado contra recalculado", datos, columnas, parametros, catalogo, seleccion)


@guardar
def arbol(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Un indicador con hijos por renglón: la cifra nacional publicada y la suma de peso × hijo."""
    parametros = {"metrica": seleccion.metrica, "edicion": seleccion.edicion}
    columnas = (
        Columna("nombre", "Indicador"),
        Columna("n_hijos", "Partes", "entero"),
        Columna("publicado", "Publicado", "indice"),
        Columna("recompuesto", "Suma de peso × parte", "decimal4"),
        Columna("coincide", "¿Coincide?", "texto", "", "±0.01: los dos lados vienen redondeados."),
    )
    datos = motor.consultar("arbol_nacional", **parametros)
    return _tabla("arbol_nacional", "El árbol nacional se recompone", datos, columnas, parametros, catalogo, seleccion)


@guardar
def brechas(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Un componente por renglón, de mayor a menor brecha oficial: peso × (1 − valor)."""
    parametros = {"metrica": seleccion.metrica, "edicion": seleccion.edicion}
    columnas = (
        Columna("nombre", "Componente"),
        Columna("padre", "Subíndice"),
        Columna("peso_en_padre", "Peso", "indice"),
        Columna("valor", "Valor nacional", "indice"),
        Columna("brecha", "Brecha calculada", "decimal4"),
        Columna("brecha_publicada", "Brecha publicada", "decimal4"),
        Columna("coincide", "¿Coincide?"),
    )
    datos = motor.consultar("brechas_oficiales", **parametros)
    return _tabla("brechas_oficiales", "Brechas oficiales de los componentes", datos, columnas, parametros, catalogo, seleccion)


@guardar
def identidades(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Una identidad por renglón: en cuántos sujetos se cumple y con qué error máximo."""
    filas = motor.consultar("identidades", edicion=seleccion.edicion)
    formulas = {"error_ga": "GA = (T + P) / 2", "error_t": "T = (TG + TC) / 2", "error_p": "P = (PG + PC) / 2"}
    errores = [filas[columna] for columna in formulas]
    datos = pl.DataFrame(
        {
            "identidad": list(formulas.values()),
            # El 1e-9 absorbe el ruido binario de restar cifras con cuatro decimales.
            "cumplen": [int((error <= 1e-4 + 1e-9).sum()) for error in errores],
            "n_sujetos": [filas.height] * 3,
            "error_maximo": [error.max() for error in errores],
        },
        schema_overrides={"error_maximo": pl.Float64},
    )
    columnas = (
        Columna("identidad", "Identidad"),
        Columna("cumplen", "Sujetos que la cumplen", "entero"),
        Columna("n_sujetos", "Sujetos", "entero"),
        Columna("error_maximo", "Error máximo", "decimal6"),
    )
    titulo = "Las identidades, sujeto por sujeto"
    return _tabla("identidades", titulo, datos, columnas, {"edicion": seleccion.edicion}, catalogo, seleccion)


@guardar
def comparabilidad(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Un indicador de una edición por renglón: si admite comparación y por qué."""
    columnas = (
        Columna("metrica", "Métrica"),
        Columna("edicion", "Edición"),
        Columna("nombre", "Indicador"),
        Columna("comparable", "¿Se compara?"),
        Columna("motivo", "Por qué"),
    )
    datos = motor.consultar("comparabilidad", metrica=seleccion.metrica)
    parametros = {"metrica": seleccion.metrica}
    return _tabla("comparabilidad", "Qué se puede comparar", datos, columnas, parametros, catalogo, seleccion)


@guardar
def reparaciones(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Un nombre restituido por renglón, con la regla y el renglón de la fuente."""
    columnas = (
        Columna("entidad", "Entidad"),
        Columna("nombre_publicado", "Como circula"),
        Columna("nombre", "Como se muestra"),
        Columna("regla_nombre", "Regla"),
        Columna("renglon", "Renglón", "entero"),
    )
    datos = motor.consultar("reparaciones")
    return _tabla("reparaciones", "Reparaciones a la fuente", datos, columnas, {}, catalogo, seleccion)


@guardar
def lugares(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Un lugar citado por una fuente pública por renglón."""
    columnas = (
        Columna("edicion", "Edición"),
        Columna("etiqueta", "Unidad"),
        Columna("indicador", "Indicador"),
        Columna("lugar", "Lugar", "entero"),
        Columna("entre", "Entre"),
        Columna("cita", "De dónde sale"),
    )
    datos = motor.consultar("lugares_publicados", metrica=seleccion.metrica)
    parametros = {"metrica": seleccion.metrica}
    return _tabla("lugares_publicados", "Lugares citados por fuentes públicas", datos, columnas, parametros, catalogo, seleccion)


@guardar
def indicadores(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Un indicador por renglón, con su fórmula, sus pesos y su definición."""
    porcentaje: Formato = "indice"
    columnas = (
        Columna("indicador", "Clave"),
        Columna("nombre", "Indicador"),
        Columna("formula", "Fórmula"),
        Columna("peso_en_padre", "Peso en su nivel", porcentaje),
        Columna("peso_en_indice", "Peso en el índice", "decimal4"),
        Columna("definicion", "Cómo se compone"),
    )
    parametros = {"metrica": seleccion.metrica, "edicion": seleccion.edicion}
    datos = motor.consultar("indicadores", **parametros).filter(pl.col("nivel") != "conteo")
    datos = datos.with_columns(pl.col("formula").fill_null("dato de origen"))
    return _tabla("indicadores", "Indicadores y pesos", datos, columnas, parametros, catalogo, seleccion)


@guardar
def fuentes(motor: Motor, catalogo: Catalogo, seleccion: Seleccion) -> Tabla:
    """Una fuente por renglón, con su ficha."""
    columnas = (
        Columna("titulo", "Fuente"),
        Columna("publica", "Quién la publica"),
        Columna("url", "Dirección"),
        Columna("licencia", "Licencia"),
        Columna("descripcion", "Qué contiene"),
        Columna("comprobacion", "Cómo se comprobó"),
        Columna("sha256", "Huella (sha256)"),
    )
    return _tabla("fuentes", "Fuentes", motor.consultar("fuentes"), columnas, {}, catalogo, seleccion)


@guardar
def grafica_brechas(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, tema: NombreTema) -> Grafica:
    """Las brechas oficiales de los componentes, de mayor a menor."""
    gemela = brechas(motor, catalogo, seleccion)
    etiquetas = [f"{nombre} ({padre})" for nombre, padre in gemela.datos.select("nombre", "padre").iter_rows()]
    componentes = gemela.datos.select(
        pl.Series("etiqueta", etiquetas, dtype=pl.String), "brecha", pl.col("brecha_publicada").alias("publicada")
    )
    return otras.brechas_oficiales(componentes, tema, gemela, gemela.titulo)


def _tabla(
    nombre: str,
    titulo: str,
    datos: pl.DataFrame,
    columnas: tuple[Columna, ...],
    parametros: Mapping[str, object],
    catalogo: Catalogo,
    seleccion: Seleccion,
) -> Tabla:
    limpia = seleccion.con(entidades=(), tipos=(), ordenes=())
    de_donde = FUENTES.get(nombre) or fuente_publicada(edicion_de(seleccion, catalogo))
    sellos = procedencia(limpia, catalogo, "metodologia", False, titulo.lower(), de_donde)
    if "edicion" not in parametros:
        # Lo que no es de la edición elegida no lleva su nombre entre los sellos.
        de_que = METRICAS[seleccion.metrica] if "metrica" in parametros else "Toda la publicación"
        sellos = replace(sellos, seleccion=f"{de_que} · {titulo.lower()}")
    return Tabla(nombre, titulo, datos, columnas, sellos, consulta=nombre, parametros=dict(parametros))
