"""Distribuciones, bandas de pares y evolución: de los conjuntos de la pantalla a gráficas XY nativas."""

from typing import Any

import polars as pl
from pptx.enum.chart import XL_LABEL_POSITION

from apertura.exportacion.medidas import acortar
from apertura.exportacion.presentacion.clave import ALTO, Entrada, clave
from apertura.exportacion.presentacion.datos_de_grafica import referencias
from apertura.exportacion.presentacion.lienzo import OTRO, PROPIA, SUAVE, SUBE, TEXTO, Caja, Escala, Renglon, texto
from apertura.exportacion.presentacion.nubes import Nube, por_columnas, por_renglones
from apertura.graficas.base import Grafica
from apertura.graficas.tema import Tema

_DESVIO, _CORRIMIENTO = 0.94, 0.12
_POR_FILA = {1: 1, 2: 2, 3: 3, 4: 2}


def tira(formas: Any, escala: Escala, caja: Caja, grafica: Grafica, tema: Tema) -> None:
    """Un punto por institución en el renglón de su grupo, la mediana y la línea del país."""
    puntos, grupos = grafica.conjuntos["puntos"], grafica.conjuntos["grupos"]
    marcas = _marcas(grafica)
    comunes, elegidos = (_en_nube(puntos.filter(pl.col("sel") == cual)) for cual in (False, True))
    medianas = [(m, f) for f, m in grupos.select("fila", "mediana").iter_rows() if m is not None]
    nubes = [
        *(Nube(d, [(v, -0.5), (v, grupos.height - 0.5)], TEXTO, linea=1.5, rayas=True) for d, v in referencias(grafica)),
        Nube(marcas.get("punto", "Una institución"), comunes, SUBE, "circulo", 7),
        Nube(marcas.get("mediana", "Mediana del grupo"), medianas, TEXTO, "rombo", 11),
        Nube(marcas.get("circulo", "La elegida"), elegidos, PROPIA, "circulo", 12),
    ]
    nombres = [(e, " · ".join(filter(None, (c, z)))) for e, c, z in grupos.select("etiqueta", "cuenta", "ceros").iter_rows()]
    por_renglones(formas, escala, caja, nubes, nombres, "Distribución", grafica.descripcion)


def banda(formas: Any, escala: Escala, caja: Caja, grafica: Grafica, tema: Tema) -> None:
    """Por indicador: los pares, su mitad central, la mediana y el valor propio con su cifra."""
    filas = grafica.conjuntos["indicadores"].to_dicts()
    marcas = _marcas(grafica)
    con_banda = [f for f in filas if f["p25"] is not None and f["p75"] is not None]
    propios = [f for f in filas if f["valor"] is not None]
    bandas = [
        Nube(marcas.get("banda", "Mitad central"), [(f["p25"], f["fila"]), (f["p75"], f["fila"])], OTRO, linea=15, en_clave=not n)
        for n, f in enumerate(con_banda)
    ]
    nubes = [
        *bandas,
        Nube(marcas.get("punto", "Un par"), _en_nube(grafica.conjuntos["puntos"]), SUBE, "circulo", 4),
        Nube(marcas.get("mediana", "Mediana"), [(f["p50"], f["fila"]) for f in filas if f["p50"] is not None], TEXTO, "cuadro", 9),
        Nube(marcas.get("rombo", "Valor propio"), [(f["valor"], f["fila"]) for f in propios], PROPIA, "rombo", 16),
    ]
    nombres = [(f["etiqueta"], " · ".join(filter(None, (f["apoyo"], f["ceros"])))) for f in filas]
    por_renglones(formas, escala, caja, nubes, nombres, "Frente a sus pares", grafica.descripcion, [f["texto"] for f in filas])


def ediciones(formas: Any, escala: Escala, caja: Caja, grafica: Grafica, tema: Tema) -> None:
    """El índice publicado en cada edición, como puntos sueltos: no es una serie."""
    filas = grafica.conjuntos["ediciones"].to_dicts()
    hay = [f for f in filas if f["valor"] is not None]
    nube = Nube(
        "Índice nacional publicado", [(f["columna"], f["valor"]) for f in hay], SUBE, "circulo", 16, rotulos=[f["texto"] for f in hay]
    )
    clave(formas, escala, caja, [nube.entrada])
    nombres = [(f["edicion"], " ".join(f["cuenta"].split())) for f in filas]
    por_columnas(formas, escala, caja.dentro(arriba=ALTO), [nube], nombres, "Ediciones", grafica.descripcion)


def evolucion(formas: Any, escala: Escala, caja: Caja, grafica: Grafica, tema: Tema) -> None:
    """Un panel por unidad; sólo se unen las cifras que se pueden comparar, y la edición que no, lleva asterisco."""
    paneles = grafica.conjuntos["paneles"].sort("fila").to_dicts()
    por_fila = _POR_FILA.get(len(paneles), 3)
    filas = -(-len(paneles) // por_fila)
    _clave_de_evolucion(formas, escala, caja, grafica)
    abajo = caja.dentro(arriba=ALTO)
    alto = (abajo.alto - 12 * (filas - 1)) / filas
    for numero, panel in enumerate(paneles):
        columna = abajo.columnas(por_fila)[numero % por_fila]
        lugar = Caja(columna.x, abajo.y + (numero // por_fila) * (alto + 12), columna.ancho, alto)
        _panel(formas, escala, lugar, grafica, panel)


def _marcas(grafica: Grafica) -> dict[str, str]:
    return dict(grafica.conjuntos["marcas"].select("marca", "nombre").iter_rows())


def _clave_de_evolucion(formas: Any, escala: Escala, caja: Caja, grafica: Grafica) -> None:
    marcas, hay = _marcas(grafica), grafica.conjuntos["puntos"]["publicada"]
    avisos = [a for a in grafica.conjuntos["celdas"]["aviso"].unique().sort() if a]
    entradas = [
        *([Entrada(SUBE, marcas.get("circulo", "De la base oficial"), "circulo")] if not hay.all() else []),
        *([Entrada(PROPIA, marcas.get("rombo_hueco", "Sólo publicada"), "rombo")] if hay.any() else []),
        *([Entrada(SUAVE, "Se comparan", "linea")] if grafica.conjuntos["lineas"].height else []),
        *(Entrada("", f"* {aviso}") for aviso in avisos),
    ]
    clave(formas, escala, caja, entradas)


def _panel(formas: Any, escala: Escala, caja: Caja, grafica: Grafica, panel: dict[str, Any]) -> None:
    titulo = Renglon(acortar(panel["etiqueta"], caja.ancho, 26, 600), 26, negrita=True)
    texto(formas, escala, Caja(caja.x, caja.y, caja.ancho, 34), [titulo], f"Unidad {panel['etiqueta']}")
    propios = {n: d.filter(fila=panel["fila"]) for n, d in grafica.conjuntos.items() if "fila" in d.columns}
    marcas = _marcas(grafica)
    lineas = [
        Nube(
            "Se comparan", [(f["columna"] + f["mueve0"] * _CORRIMIENTO, f["v0"]), (f["columna1"] + f["mueve1"] * _CORRIMIENTO, f["v1"])],
            SUAVE, linea=1.75, rayas=True,
        )
        for f in propios["lineas"].to_dicts()
    ]  # fmt: skip
    series = [
        _de_origen(propios["puntos"].filter(publicada=publicada), marcas.get(marca, defecto), color, forma)
        for publicada, marca, defecto, color, forma in (
            (False, "circulo", "De la base oficial", SUBE, "circulo"),
            (True, "rombo_hueco", "Sólo publicada", PROPIA, "rombo"),
        )
        if propios["puntos"].filter(publicada=publicada).height
    ]
    nombres = [(f"{f['edicion']}{'*' if f['aviso'] else ''}", f["cuenta"]) for f in propios["celdas"].sort("columna").to_dicts()]
    por_columnas(formas, escala, caja.dentro(arriba=34), [*lineas, *series], nombres, panel["etiqueta"], grafica.descripcion)


def _de_origen(puntos: pl.DataFrame, nombre: str, color: str, forma: str) -> Nube:
    filas = puntos.to_dicts()
    lados = {-1: XL_LABEL_POSITION.LEFT, 1: XL_LABEL_POSITION.RIGHT}
    donde = lados.get(filas[0]["lado"], XL_LABEL_POSITION.ABOVE) if len(filas) == 1 else XL_LABEL_POSITION.ABOVE
    coordenadas = [(f["columna"] + f["mueve"] * _CORRIMIENTO, f["valor"]) for f in filas]
    return Nube(nombre, coordenadas, color, forma, 13, rotulos=[f["texto"] for f in filas], donde=donde)


def _en_nube(puntos: pl.DataFrame) -> list[tuple[float, float]]:
    return [(valor, fila + desvio * _DESVIO) for valor, fila, desvio in puntos.select("valor", "fila", "desvio").iter_rows()]
