"""Datos pequeños para probar gráficas. Ninguna cifra es un resultado."""

from collections.abc import Callable, Mapping
from functools import partial

import polars as pl

from apertura import rutas
from apertura.graficas import mapas
from apertura.graficas.base import Grafica
from apertura.graficas.otras import (
    banda_de_pares,
    barras_por_tipo,
    brechas_oficiales,
    calor,
    cascada,
    contra_referencia,
    ediciones_publicadas,
    evolucion,
    intervalos,
    lado_a_lado,
    lados,
    pareto,
    tira_por_tipo,
)
from apertura.graficas.tema import NombreTema
from apertura.tablas import Procedencia, Tabla

CORTES = [0.3, 0.35, 0.4, 0.45]
TITULO = "Índice de Gobierno Abierto por entidad"
TABLA = Tabla("ejemplo", TITULO, pl.DataFrame(), (), Procedencia("Fuente", "todas las instituciones, 2017", "v1"))
VISTAS: tuple[mapas.Vista, ...] = ("lamina", "mosaico", "barras")


def entidades() -> pl.DataFrame:
    """Las 33 posiciones: el catálogo de INEGI y la Federación."""
    catalogo = pl.read_csv(rutas.FUENTES / "inegi_entidades" / "entidades.csv", schema_overrides={"cve_ent": pl.String})
    estados = catalogo.filter(pl.col("cve_ent") != "FED").select("cve_ent", entidad="nombre", abreviatura="abreviatura")
    federacion = pl.DataFrame({"cve_ent": ["FED"], "entidad": ["Federación"], "abreviatura": ["Fed."]})
    return pl.concat([estados, federacion])


def valores(por_clave: Mapping[str, float | None]) -> pl.DataFrame:
    """Una fila por clave dada, con diez sujetos cada una."""
    tipos = {"cve_ent": pl.String, "valor": pl.Float64, "n_sujetos": pl.Int64}
    return pl.DataFrame([(clave, valor, 10) for clave, valor in por_clave.items()], schema=tipos, orient="row")


def escalonados(sin: tuple[str, ...] = ()) -> dict[str, float | None]:
    """De 0.20 hacia arriba, un centésimo por entidad, menos las que se pida dejar fuera."""
    return {c: round(0.2 + 0.01 * n, 2) for n, c in enumerate(entidades()["cve_ent"]) if c not in sin}


def de_mapa(
    vista: mapas.Vista = "lamina", tema: NombreTema = "claro", sin: tuple[str, ...] = ("20", "29"), elegida: str | None = "08"
) -> Grafica:
    """Mapa, mosaico o barras con dos entidades sin dato y una elegida."""
    datos, leyenda = mapas.hoja_de_mapa(entidades(), valores(escalonados(sin)), CORTES, TITULO, seleccion=elegida)
    return mapas.mapa(datos, leyenda, mapas.regla(0.39, "Nacional 0.39"), vista, tema, TABLA, TITULO, "descripción")


def puntos() -> pl.DataFrame:
    """Siete instituciones de dos grupos: tres en cero, una sin dato y una elegida."""
    filas = [("Municipio", 0.0), ("Municipio", 0.0), ("Municipio", 0.0), ("Municipio", 0.6), ("Municipio", None)]
    filas += [("Judicial", 0.5), ("Judicial", 0.7)]
    columnas = {"grupo": [g for g, _ in filas], "valor": [v for _, v in filas]}
    return pl.DataFrame(columnas).with_columns(
        nombre=pl.format("Institución {}", pl.int_range(pl.len())),
        clave=pl.format("s{}", pl.int_range(pl.len())),
        sel=pl.int_range(pl.len()) == 3,
        detalle=pl.lit("detalle"),
    )


def arbol(**columnas: list[float | None]) -> pl.DataFrame:
    """Tres indicadores, en desorden a propósito."""
    base = {"indicador": ["TG", "GA", "T"], "padre": ["T", None, "GA"], "nombre": ["Gobierno", "Índice", "Transparencia"]}
    return pl.DataFrame(base | columnas)


def tira(tema: NombreTema = "claro") -> Grafica:
    return tira_por_tipo(puntos(), tema, TABLA, "Tira", nacional=0.39)


def contra(tema: NombreTema = "claro") -> Grafica:
    datos = arbol(valor=[0.5, 0.455, None], nacional=[0.4, 0.5, 0.3], otra=[0.1, 0.2, 0.3])
    return contra_referencia(datos, tema, TABLA, "Contra", propio="Oaxaca", otra="Puebla")


def banda(tema: NombreTema = "claro") -> Grafica:
    bandas = pl.DataFrame(
        {"etiqueta": ["Índice", "Vacío"], "p25": [0.2, None], "p50": [0.3, None], "p75": [0.4, None], "valor": [0.5, None]}
    )
    pares = pl.DataFrame({"etiqueta": ["Índice"] * 3, "valor": [0.0, 0.3, None], "clave": ["a", "b", "c"]})
    return banda_de_pares(bandas, pares.with_columns(detalle=pl.lit("x")), tema, TABLA, "Pares")


def medias(tema: NombreTema = "claro") -> Grafica:
    grupos = pl.DataFrame({"grupo": ["A", "B", "C"], "valor": [0.3, None, 0.6], "n": [1, 0, 20]})
    return barras_por_tipo(grupos, tema, TABLA, "Medias", nacional=0.39)


def brechas(tema: NombreTema = "claro") -> Grafica:
    componentes = pl.DataFrame({"etiqueta": ["A", "B", "C"], "brecha": [0.165, 0.282, None], "publicada": [0.165, 0.28, None]})
    return brechas_oficiales(componentes, tema, TABLA, "Brechas")


def ediciones(tema: NombreTema = "claro") -> Grafica:
    datos = pl.DataFrame({"edicion": [2019, 2017, 2023], "valor": [0.52, 0.39, None], "n": [1243, 908, None]})
    return ediciones_publicadas(datos, tema, TABLA, "Ediciones")


def escalones(tema: NombreTema = "claro") -> Grafica:
    pasos = pl.DataFrame({"nombre": ["A", "B", "C"], "aporte": [-0.05, 0.02, 0.0], "apoyo": ["de 1 a 2", None, ""]})
    return cascada(("Todos", 0.39), pasos, "Oaxaca", tema, TABLA, "Cascada")


def barras_de_lado(tema: NombreTema = "claro") -> Grafica:
    return lados(pl.DataFrame({"nombre": ["A", "B"], "aporte": [-0.004, 0.0031]}), tema, TABLA, "Lados")


def por_lugar(tema: NombreTema = "claro") -> Grafica:
    filas = {"nombre": ["A", "B", "C"], "lugar": [1, 2, 3], "bajo": [1, 1, 2], "alto": [2, 3, 3], "clase": ["propia", "sube", "otra"]}
    return intervalos(pl.DataFrame(filas), tema, TABLA, "Lugares", {"circulo": "A"})


def por_edicion(tema: NombreTema = "claro") -> Grafica:
    ediciones = pl.DataFrame({"edicion": [2017, 2019, 2023], "comparable": [True, True, False], "n": [908, 1243, 2043]})
    filas = [("A", 2017, 0.3, "calculada", None), ("A", 2017, 0.3, "publicada", "alta"), ("A", 2019, 0.5, "publicada", "media")]
    filas += [("B", 2023, 1.0, "publicada", "media")]
    puntos = pl.DataFrame(filas, schema=["nombre", "edicion", "valor", "origen", "confianza"], orient="row")
    trazos = {
        "nombre": ["A"],
        "antes": [2017],
        "despues": [2019],
        "v0": [0.3],
        "v1": [0.5],
        "origen": ["publicada"],
        "origen1": ["publicada"],
    }
    return evolucion(["A", "B"], ediciones, puntos, pl.DataFrame(trazos), tema, TABLA, "Evolución")


def unidades(tema: NombreTema = "claro") -> Grafica:
    indicadores = pl.DataFrame(
        {"indicador": ["GA", "T"], "nombre": ["Índice", "Transparencia"], "distancia": [0.2, None], "apreciable": [True, False]}
    ).with_columns(lectura=pl.lit("falta con qué comparar"))
    cifras = pl.DataFrame(
        {"indicador": ["GA", "GA", "T", "T"], "unidad": ["a", "b"] * 2, "nombre": ["A", "B"] * 2, "valor": [0.5, 0.3, None, 1.0]}
    )
    return lado_a_lado(indicadores, cifras, tema, TABLA, "Lado a lado")


def de_calor(tema: NombreTema = "claro") -> Grafica:
    celdas = {"grupo": ["A", "A", "B", "B"], "cuenta": ["1 sujeto"] * 4, "indicador": ["Índice", "Participación ciudadana"] * 2}
    valores = {"valor": [0.1, 0.5, None, 0.9], "diferencia": [-0.2, 0.05, None, 0.06]}
    return calor(pl.DataFrame(celdas | valores), tema, TABLA, "Calor", color="diferencia con el país")


def concentracion(tema: NombreTema = "claro", cuantas: int = 20) -> Grafica:
    """Veinte instituciones: quince renglones y, en otro, las cinco que sobran."""
    totales = [float(cuantas - numero) for numero in range(cuantas)]
    datos = pl.DataFrame(
        {"etiqueta": [f"Institución {n}" for n in range(cuantas)], "total": totales}, schema_overrides={"etiqueta": pl.String}
    )
    datos = datos.with_columns(parte=pl.col("total") / pl.col("total").sum())
    return pareto(datos.with_columns(acumulado=pl.col("parte").cum_sum()), tema, TABLA, "Pareto")


OTRAS: dict[str, Callable[[NombreTema], Grafica]] = {
    "tira": tira, "contra": contra, "banda": banda, "medias": medias, "brechas": brechas, "ediciones": ediciones,
    "unidades": unidades, "evolucion": por_edicion,
    "calor": de_calor, "escalones": escalones, "lados": barras_de_lado, "intervalos": por_lugar,
    "concentracion": concentracion,
}  # fmt: skip
TODAS: dict[str, Callable[[NombreTema], Grafica]] = OTRAS | {vista: partial(de_mapa, vista) for vista in VISTAS}
