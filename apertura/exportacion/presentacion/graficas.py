"""De una gráfica de la pantalla a su gráfica nativa: una función por plantilla, con los mismos conjuntos.

Lo que PowerPoint no dibuja igual se dice de otro modo, nunca con otros datos: la línea del país es una barra más; 33 barras van
en dos columnas, para que la letra se lea; comparar muchas unidades es una tabla.
"""

from collections.abc import Callable
from typing import Any

import polars as pl

from apertura.exportacion.presentacion import barras, mapa, matrices, puntos
from apertura.exportacion.presentacion.barras import Barras, Serie
from apertura.exportacion.presentacion.clave import ALTO, Entrada, clave
from apertura.exportacion.presentacion.datos_de_grafica import referencias
from apertura.exportacion.presentacion.lienzo import BAJA, OTRO, PROPIA, SUAVE, SUBE, Caja, Escala
from apertura.graficas.base import Grafica
from apertura.graficas.tema import Tema

_CLASES = {"total": SUAVE, "sube": SUBE, "baja": BAJA, "propia": PROPIA, "otra": OTRO}
Dibujo = Callable[[Any, Escala, Caja, Grafica, Tema], None]


def dibujar(formas: Any, escala: Escala, caja: Caja, grafica: Grafica, tema: Tema) -> None:
    """La gráfica en su caja. Una plantilla sin traducción es un error de programa, no un hueco en la diapositiva."""
    plantilla = grafica.especificacion["usermeta"]["apertura"]["plantilla"]  # type: ignore[index]
    _DIBUJOS[plantilla](formas, escala, caja, grafica, tema)


def _por_entidad(formas: Any, escala: Escala, caja: Caja, grafica: Grafica, tema: Tema) -> None:
    """Las barras de las 33 posiciones, en dos columnas; la cifra del país, si la hay, encabeza la primera."""
    filas = grafica.conjuntos["d"].sort("orden").to_dicts()
    pais = [
        {"entidad": dicho.rpartition(" ")[0], "texto": dicho.rpartition(" ")[2], "desde": 0.0, "hasta": valor, "indice": None, "sel": False}
        for dicho, valor in referencias(grafica)
    ]
    mitad = -(-(len(filas) + len(pais)) // 2)
    todas = [*pais, *filas]
    tope = max((f["hasta"] or 0 for f in todas), default=1) or 1
    for columna, parte in zip(caja.columnas(2), (todas[:mitad], todas[mitad:]), strict=True):
        colores = [SUAVE if f["indice"] is None else PROPIA if f["sel"] else tema.rellenos[f["indice"]] for f in parte]
        _tramos_nativos(formas, escala, columna, grafica, [
            (f["entidad"], f["desde"] or 0.0, f["hasta"], c, f["texto"]) for f, c in zip(parte, colores, strict=True)
        ], (0.0, tope * 1.28))  # fmt: skip


def _tramos_nativos(
    formas: Any, escala: Escala, caja: Caja, grafica: Grafica, filas: list[tuple[str, float, float | None, str, str]],
    extremos: tuple[float, float], formato: str = "0.00",
) -> None:  # fmt: skip
    """Barras apiladas: hasta dónde empieza (invisible), el tramo y, después, su cifra escrita."""
    menores = [min(desde, desde if hasta is None else hasta) for _, desde, hasta, _, _ in filas]
    largos = [None if hasta is None else abs(hasta - desde) for _, desde, hasta, _, _ in filas]
    cola = [(extremos[1] - extremos[0]) * 0.2] * len(filas)
    series = [
        Serie("Empieza en", menores, None),
        Serie("Tramo", largos, [color for *_, color, _ in filas]),
        Serie("Cifra", cola, None, [f" {texto}" for *_, texto in filas]),
    ]
    barras.dibujar(
        formas, escala, caja, Barras([f[0] for f in filas], series, extremos, True, formato=formato), "Barras", grafica.descripcion
    )


def _tramos(formas: Any, escala: Escala, caja: Caja, grafica: Grafica, tema: Tema) -> None:
    datos = grafica.conjuntos["tramos"]
    if datos["punto"].is_not_null().any():
        _intervalos(formas, escala, caja, grafica, datos)
        return
    filas, (menor, mayor) = datos.to_dicts(), datos.select("minimo", "maximo").row(0)
    nombres = [f"{f['etiqueta']} ({f['apoyo']})" if f["apoyo"] else f["etiqueta"] for f in filas]
    if menor < 0:
        _a_los_lados(formas, escala, caja, grafica, filas, nombres)
        return
    # Los totales se dibujan desde el principio del eje, que no siempre es cero: el eje lo corta ahí.
    tramos = [
        (n, 0.0 if f["clase"] == "total" else f["desde"], f["hasta"], _CLASES[f["clase"]], f["texto"])
        for n, f in zip(nombres, filas, strict=True)
    ]
    _tramos_nativos(formas, escala, caja, grafica, tramos, (menor, menor + (mayor - menor) * 1.25), "0.0000")


def _a_los_lados(formas: Any, escala: Escala, caja: Caja, grafica: Grafica, filas: list[dict], nombres: list[str]) -> None:
    valores = [f["hasta"] for f in filas]
    lejos = max((abs(v) for v in valores), default=1) * 1.35 or 1
    serie = Serie("Aporte", valores, [_CLASES[f["clase"]] for f in filas], formato="+0.0000;−0.0000;0.0000")
    barras.dibujar(formas, escala, caja, Barras(nombres, [serie], (-lejos, lejos), formato="0.0000"), "Barras", grafica.descripcion)


def _intervalos(formas: Any, escala: Escala, caja: Caja, grafica: Grafica, datos: pl.DataFrame) -> None:
    """El intervalo de lugar de cada posición, en dos columnas, con su lugar y sus extremos escritos."""
    filas, total = datos.to_dicts(), float(datos["maximo"][0])
    colores = dict(zip((PROPIA, SUBE, OTRO), grafica.conjuntos["marcas"]["nombre"], strict=False))
    clave(formas, escala, caja, [Entrada(color, nombre) for color, nombre in colores.items()])
    abajo = caja.dentro(arriba=ALTO)
    mitad = -(-len(filas) // 2)
    for columna, parte in zip(abajo.columnas(2), (filas[:mitad], filas[mitad:]), strict=True):
        tramos = [(f["etiqueta"], f["desde"], f["hasta"], _CLASES[f["clase"]], f"{f['punto']:.0f} ({f['texto']})") for f in parte]
        _tramos_nativos(formas, escala, columna, grafica, tramos, (0.0, total * 1.5), "0")


def _contra_referencia(formas: Any, escala: Escala, caja: Caja, grafica: Grafica, tema: Tema) -> None:
    datos = grafica.conjuntos["indicadores"]
    nombres = dict(grafica.conjuntos["marcas"].select("marca", "nombre").iter_rows())
    categorias = ["   " * nivel + etiqueta for nivel, etiqueta in datos.select("nivel", "etiqueta").iter_rows()]
    cuales = [("circulo", "valor", PROPIA), ("referencia", "nacional", SUAVE), ("hueco", "otra", "accent4")]
    series = [Serie(nombres[m], datos[campo].to_list(), color, formato="0.00") for m, campo, color in cuales if m in nombres]
    barras.dibujar(formas, escala, caja, Barras(categorias, series, (0, 1.12), leyenda=True, grosor=90), "Indicadores", grafica.descripcion)


def _medias(formas: Any, escala: Escala, caja: Caja, grafica: Grafica, tema: Tema) -> None:
    datos = grafica.conjuntos["grupos"]
    paises = referencias(grafica)
    categorias = [f"{e} ({c})" for e, c in datos.select("etiqueta", "cuenta").iter_rows()] + [texto for texto, _ in paises]
    valores = [*datos["valor"], *(valor for _, valor in paises)]
    colores = [SUBE] * datos.height + [SUAVE] * len(paises)
    barras.dibujar(
        formas,
        escala,
        caja,
        Barras(categorias, [Serie("Media", valores, colores, formato="0.00")], (0, 1.1)),
        "Medias",
        grafica.descripcion,
    )


def _brechas(formas: Any, escala: Escala, caja: Caja, grafica: Grafica, tema: Tema) -> None:
    """La publicada va con el nombre: un rótulo largo se parte en dos renglones y se encima."""
    datos = grafica.conjuntos["componentes"]
    tope = float(datos["brecha"].max() or 1) * 1.15  # type: ignore[arg-type]
    nombres = [
        f"{e} · publicada {r.partition('publicada: ')[2].rstrip(')')}" if "publicada" in r else e
        for e, r in datos.select("etiqueta", "rotulo").iter_rows()
    ]
    serie = Serie("Brecha", datos["brecha"].to_list(), BAJA, formato="0.000")
    barras.dibujar(formas, escala, caja, Barras(nombres, [serie], (0, tope), formato="0.000"), "Brechas", grafica.descripcion)


def _concentracion(formas: Any, escala: Escala, caja: Caja, grafica: Grafica, tema: Tema) -> None:
    filas = [
        (f["etiqueta"], f["desde"], f["hasta"], OTRO if f["demas"] else SUBE, f["texto"])
        for f in grafica.conjuntos["barras"].iter_rows(named=True)
    ]
    _tramos_nativos(formas, escala, caja, grafica, filas, (0.0, 1.15), "0 %")


_DIBUJOS: dict[str, Dibujo] = {
    "lamina": mapa.dibujar,
    "mosaico": mapa.dibujar,
    "barras": _por_entidad,
    "tramos": _tramos,
    "contra_referencia": _contra_referencia,
    "medias": _medias,
    "brechas": _brechas,
    "concentracion": _concentracion,
    "tira": puntos.tira,
    "banda": puntos.banda,
    "ediciones": puntos.ediciones,
    "evolucion": puntos.evolucion,
    "calor": matrices.calor,
    "lado_a_lado": matrices.lado_a_lado,
}
