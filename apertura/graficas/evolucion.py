"""Evolución: un panel por unidad, una columna por edición, y líneas sólo entre lo que se puede comparar."""

from collections.abc import Sequence

import polars as pl

from apertura import formato
from apertura.graficas import descripciones, plantillas
from apertura.graficas.base import Grafica
from apertura.graficas.hojas import clave_de_marcas
from apertura.graficas.tema import NombreTema
from apertura.tablas import Tabla

# Si en una edición hay cifra calculada y publicada, van una a cada lado, en tamaños de letra.
_SEPARACION = 0.9


def evolucion(
    unidades: Sequence[str],
    ediciones: pl.DataFrame,
    puntos: pl.DataFrame,
    uniones: pl.DataFrame,
    tema: NombreTema,
    tabla: Tabla,
    titulo: str,
) -> Grafica:
    """`ediciones`: `edicion`, `comparable`, `n`. `puntos`: `nombre` (de la unidad), `edicion`, `valor`, `origen` y `confianza`.

    `uniones`: los trazos (`nombre`, `antes`, `despues`, `v0`, `v1`, `origen`, `origen1`). Todo punto va en su panel aunque no se una.
    """
    fila = {nombre: n for n, nombre in enumerate(unidades)}
    columna = {edicion: n for n, edicion in enumerate(ediciones["edicion"])}
    conjuntos = {
        "paneles": pl.DataFrame({"fila": list(fila.values()), "columna": [0] * len(fila), "etiqueta": list(fila)}),
        "guias": _guias(len(fila)),
        "celdas": _celdas(len(fila), ediciones),
        "puntos": _puntos(puntos, fila, columna),
        "lineas": _lineas(uniones, puntos, fila, columna),
        "marcas": clave_de_marcas(circulo="De la base oficial", rombo_hueco="Sólo publicada"),
    }
    plantilla = plantillas.especificacion("evolucion", tema, paneles=max(len(fila), 1), columnas=max(len(columna), 1))
    descripcion = descripciones.de_evolucion(unidades, ediciones, puntos, titulo)
    return Grafica(plantilla, conjuntos, titulo, descripcion, tabla, 70 + 130 * len(fila))


def _guias(paneles: int) -> pl.DataFrame:
    marcas = [(0.0, "0"), (0.5, "0.50"), (1.0, "1")]
    return pl.DataFrame(
        [(fila, 0, valor, texto) for fila in range(paneles) for valor, texto in marcas],
        schema={"fila": pl.Int64, "columna": pl.Int64, "valor": pl.Float64, "texto": pl.String},
        orient="row",
    )


def _celdas(paneles: int, ediciones: pl.DataFrame) -> pl.DataFrame:
    renglones = [
        (fila, columna, str(e["edicion"]), e["comparable"], _cuenta(e["n"]), "" if e["comparable"] else "no se compara")
        for fila in range(paneles)
        for columna, e in enumerate(ediciones.to_dicts())
    ]
    esquema = {
        "fila": pl.Int64,
        "columna": pl.Int64,
        "edicion": pl.String,
        "comparable": pl.Boolean,
        "cuenta": pl.String,
        "aviso": pl.String,
    }
    return pl.DataFrame(renglones, schema=esquema, orient="row")


def _cuenta(n: int) -> str:
    return f"{formato.entero(n)} inst."


def _puntos(puntos: pl.DataFrame, fila: dict[str, int], columna: dict[int, int]) -> pl.DataFrame:
    filas = puntos.to_dicts()
    mueve = _corrimientos(puntos)
    lugares = [mueve[(f["nombre"], f["edicion"], f["origen"])] for f in filas]
    return pl.DataFrame(
        {
            "fila": [fila[f["nombre"]] for f in filas],
            "columna": [columna[f["edicion"]] for f in filas],
            "valor": [f["valor"] for f in filas],
            "publicada": [f["origen"] == "publicada" for f in filas],
            "mueve": lugares,
            "lado": [(lugar > 0) - (lugar < 0) for lugar in lugares],
            "texto": [formato.indice(f["valor"]) for f in filas],
            "detalle": [_detalle(f) for f in filas],
        },
        schema_overrides={"fila": pl.Int64, "columna": pl.Int64, "valor": pl.Float64, "mueve": pl.Float64, "lado": pl.Int64},
    )


def _detalle(f: dict[str, object]) -> str:
    confianza = f", confianza {f['confianza']}" if f["confianza"] else ""
    return f"{f['nombre']}, {f['edicion']}: {formato.indice(float(str(f['valor'])))} ({f['origen']}{confianza})"


def _corrimientos(puntos: pl.DataFrame) -> dict[tuple[str, int, str], float]:
    veces = dict[tuple[str, int], int]()
    llaves = list(puntos.select("nombre", "edicion", "origen").iter_rows())
    for nombre, edicion, _ in llaves:
        veces[(nombre, edicion)] = veces.get((nombre, edicion), 0) + 1
    return {
        (n, e, o): 0.0 if veces[(n, e)] == 1 else _SEPARACION if o == "publicada" else -_SEPARACION for n, e, o in llaves
    }  # fmt: skip


def _lineas(uniones: pl.DataFrame, puntos: pl.DataFrame, fila: dict[str, int], columna: dict[int, int]) -> pl.DataFrame:
    mueve = _corrimientos(puntos)
    renglones = [
        (fila[u["nombre"]], columna[u["antes"]], columna[u["despues"]], u["v0"], u["v1"],
         mueve[(u["nombre"], u["antes"], u["origen"])], mueve[(u["nombre"], u["despues"], u["origen1"])])
        for u in uniones.to_dicts()
    ]  # fmt: skip
    enteros = dict.fromkeys(("fila", "columna", "columna1"), pl.Int64)
    reales = dict.fromkeys(("v0", "v1", "mueve0", "mueve1"), pl.Float64)
    return pl.DataFrame(renglones, schema={**enteros, **reales}, orient="row")
