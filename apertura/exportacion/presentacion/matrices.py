"""Cuadros de filas por columnas: el mapa de calor y la comparación lado a lado, que con pocas unidades es de barras."""

from typing import Any

from apertura.exportacion.medidas import acortar, ancho, partir
from apertura.exportacion.presentacion import barras
from apertura.exportacion.presentacion.barras import Barras, Serie
from apertura.exportacion.presentacion.clave import Entrada, clave
from apertura.exportacion.presentacion.lienzo import LETRA_MINIMA, SUAVE, TEXTO, Caja, Escala
from apertura.exportacion.presentacion.tablas import Celda, nativa
from apertura.graficas.base import Grafica
from apertura.graficas.tema import Tema, color_de_texto

_CLAVE, _CABECERA = 78, 70
BARRAS_MAXIMAS, UNIDADES_EN_BARRAS = 24, 4


def calor(formas: Any, escala: Escala, caja: Caja, grafica: Grafica, tema: Tema) -> None:
    """Una tabla nativa con la cifra en cada celda y el color de la diferencia; abajo, qué dice cada color."""
    filas, columnas = grafica.conjuntos["filas"].to_dicts(), grafica.conjuntos["columnas"].to_dicts()
    celdas = {(c["fila"], c["columna"]): c for c in grafica.conjuntos["celdas"].iter_rows(named=True)}
    nombres = caja.ancho * 0.36
    ancho_ = (caja.ancho - nombres) / max(len(columnas), 1)
    cuerpo = [
        [Celda(_nombre(fila, nombres)), *(_celda(celdas.get((fila["fila"], c["columna"])), tema) for c in columnas)] for fila in filas
    ]  # fmt: skip
    encabezado = [Celda("", negrita=True), *(Celda(_cabeza(c["etiqueta"], ancho_), "centro", negrita=True) for c in columnas)]
    altos = [_CABECERA, *[min((caja.alto - _CLAVE - _CABECERA) / max(len(filas), 1), 60)] * len(filas)]
    anchos = [nombres, *[ancho_] * len(columnas)]
    nativa(
        formas,
        escala,
        Caja(caja.x, caja.y, caja.ancho, sum(altos)),
        [encabezado, *cuerpo],
        anchos,
        altos,
        "Mapa de calor",
        grafica.descripcion,
    )
    leyenda = grafica.conjuntos["leyenda"].to_dicts()
    entradas = [Entrada(tema.divergente[f["indice"]], f["etiqueta"]) for f in leyenda]
    clave(formas, escala, Caja(caja.x, caja.y + caja.alto - 38, caja.ancho, 36), entradas, " ".join(f["titulo"] for f in leyenda).strip())


def _nombre(fila: dict[str, Any], largo: float) -> str:
    return acortar(f"{fila['etiqueta']} · {fila['cuenta']}", largo - 20, LETRA_MINIMA)


def _cabeza(etiqueta: str, largo: float) -> str:
    return " ".join(partir(etiqueta, largo - 20, LETRA_MINIMA, 2, 600))


def _celda(celda: dict[str, Any] | None, tema: Tema) -> Celda:
    if celda is None:
        return Celda("")
    relleno = tema.divergente[celda["indice"]]
    return Celda(celda["texto"], "centro", relleno, color_de_texto(relleno), negrita=True)


def lado_a_lado(formas: Any, escala: Escala, caja: Caja, grafica: Grafica, tema: Tema) -> None:
    """Barras si son pocas; si no, una tabla con una columna por unidad y la distancia al final."""
    encabezados = grafica.conjuntos["encabezados"].to_dicts()
    por_fila = {f["fila"]: f for f in grafica.conjuntos["valores"].iter_rows(named=True)}
    unidades = list(dict.fromkeys(f["unidad"] for f in por_fila.values()))
    nombres = {f["unidad"]: f["etiqueta"] for f in por_fila.values()}
    bloques = [{u: por_fila.get(e["fila"] + 1 + n) for n, u in enumerate(unidades)} for e in encabezados]
    if len(unidades) <= UNIDADES_EN_BARRAS and len(unidades) * len(encabezados) <= BARRAS_MAXIMAS:
        categorias = [f"{e['etiqueta']} ({e['nota']})" if e["nota"] else e["etiqueta"] for e in encabezados]
        series = [
            Serie(nombres[u], [(b[u] or {}).get("valor") for b in bloques], f"accent{n + 1}", formato="0.00")  # type: ignore[union-attr]
            for n, u in enumerate(unidades)
        ]
        dibujo = Barras(categorias, series, (0, 1.12), leyenda=True, grosor=84)
        barras.dibujar(formas, escala, caja, dibujo, "Comparación", grafica.descripcion)
        return
    _en_tabla(formas, escala, caja, grafica, encabezados, bloques, nombres)


def _en_tabla(
    formas: Any, escala: Escala, caja: Caja, grafica: Grafica, encabezados: list[dict], bloques: list[dict], nombres: dict[int, str]
) -> None:  # fmt: skip
    primera, nota = 400.0, max((ancho(e["nota"], LETRA_MINIMA) for e in encabezados), default=0) + 24
    nota = min(max(nota, 120), 420)
    cada = (caja.ancho - primera - nota) / max(len(nombres), 1)
    cabeza = [Celda("Indicador", negrita=True)]
    cabeza += [Celda(" ".join(partir(n, cada - 20, LETRA_MINIMA, 3, 600)), "derecha", negrita=True) for n in nombres.values()]
    cuerpo = []
    for encabezado, bloque in zip(encabezados, bloques, strict=True):
        cifras = [Celda((bloque[u] or {}).get("texto", ""), "derecha", color=TEXTO, negrita=True) for u in nombres]
        leida = Celda(acortar(encabezado["nota"], nota - 20, LETRA_MINIMA), "derecha", color=SUAVE)
        cuerpo.append([Celda(acortar(encabezado["etiqueta"], primera - 20, LETRA_MINIMA)), *cifras, leida])
    altos = [104, *[min((caja.alto - 104) / max(len(cuerpo), 1), 64)] * len(cuerpo)]
    anchos = [primera, *[cada] * len(nombres), nota]
    nativa(
        formas,
        escala,
        Caja(caja.x, caja.y, caja.ancho, sum(altos)),
        [[*cabeza, Celda("")], *cuerpo],
        anchos,
        altos,
        "Comparación",
        grafica.descripcion,
    )
