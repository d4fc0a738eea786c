"""Una tabla acomodada en un rectángulo: qué columnas y renglones caben con letra que se lea de lejos, y qué se dejó fuera."""

from dataclasses import dataclass

from apertura import formato
from apertura.exportacion.medidas import acortar, ancho
from apertura.tablas import Columna, Tabla, columna_en_texto

ALTO_DE_RENGLON = 1.9
"""Cuántas veces la letra mide un renglón."""
_MARGEN, _NEGRITA = 1.1, 600
_MINIMO_NUMERO, _MINIMO_TEXTO, _MAXIMO_TEXTO, _CEDE = 5.0, 9.0, 22.0, 0.92


@dataclass(frozen=True)
class Cuadro:
    """Celdas ya recortadas a su columna. `anchos` suma el ancho pedido; `nota` dice qué falta, vacía si está todo."""

    encabezados: tuple[str, ...]
    celdas: tuple[tuple[str, ...], ...]
    anchos: tuple[float, ...]
    numericas: tuple[bool, ...]
    nota: str


def acomodar(tabla: Tabla, ancho_total: float, alto: float, letra: float) -> Cuadro:
    """Lo que cabe de la tabla en ese rectángulo con esa letra: las primeras columnas visibles y los primeros renglones."""
    cabecera = 2 * letra * 1.25 + letra * 0.6
    cuantos = max(int((alto - cabecera) // (letra * ALTO_DE_RENGLON)), 1)
    if tabla.datos.height > cuantos:
        cuantos = max(cuantos - 1, 1)
    primeros = tabla.datos.head(cuantos)
    textos = [columna_en_texto(primeros, columna).to_list() for columna in tabla.columnas]
    pedidos = [_pedido(columna, lista, letra) for columna, lista in zip(tabla.columnas, textos, strict=True)]
    caben = _cuantas_caben(pedidos, [_minimo(columna, letra) for columna in tabla.columnas], ancho_total)
    anchos = _repartir(pedidos[:caben], [columna.formato == "texto" for columna in tabla.columnas[:caben]], ancho_total)
    elegidas = tabla.columnas[:caben]
    libres = [uno - letra * _MARGEN for uno in anchos]
    return Cuadro(
        tuple(columna.etiqueta for columna in elegidas),
        tuple(tuple(acortar(textos[c][fila], libres[c], letra) for c in range(caben)) for fila in range(primeros.height)),
        tuple(anchos),
        tuple(columna.formato != "texto" for columna in elegidas),
        _nota(tabla, primeros.height, caben),
    )


def _pedido(columna: Columna, textos: list[str], letra: float) -> float:
    """Lo que pediría la columna para no recortar nada; el encabezado, que va en negrita, se dobla en dos renglones sin partir palabras."""
    largo = max((ancho(texto, letra) for texto in textos), default=0)
    palabras = (ancho(palabra, letra, _NEGRITA) for palabra in columna.etiqueta.split())
    encabezado = max(ancho(columna.etiqueta, letra, _NEGRITA) * 0.62, *palabras, 0)
    tope = letra * (_MAXIMO_TEXTO if columna.formato == "texto" else 12)
    return max(min(max(largo, encabezado), tope), _minimo(columna, letra)) + letra * _MARGEN


def _minimo(columna: Columna, letra: float) -> float:
    return letra * (_MINIMO_TEXTO if columna.formato == "texto" else _MINIMO_NUMERO)


def _cuantas_caben(pedidos: list[float], minimos: list[float], total: float) -> int:
    """Columnas que entran sin que las de texto cedan mucho: más vale una menos que todas cortadas. La primera entra siempre."""
    suma, caben = 0.0, 0
    for pedido, minimo in zip(pedidos, minimos, strict=True):
        suma += min(pedido, max(minimo, pedido * _CEDE))
        if suma > total and caben:
            return caben
        caben += 1
    return caben


def _repartir(pedidos: list[float], de_texto: list[bool], total: float) -> list[float]:
    """Ajusta los anchos a la suma pedida: primero ceden o crecen las columnas de texto."""
    sobra = total - sum(pedidos)
    flexible = sum(p for p, texto in zip(pedidos, de_texto, strict=True) if texto)
    if flexible and -sobra < flexible * 0.7:
        return [p + sobra * p / flexible if texto else p for p, texto in zip(pedidos, de_texto, strict=True)]
    return [p * total / sum(pedidos) for p in pedidos]


def _nota(tabla: Tabla, renglones: int, columnas: int) -> str:
    """«Se ven 12 de 908 renglones y 6 de 12 columnas; los datos completos van en Excel, CSV o Parquet.»"""
    partes = []
    if tabla.datos.height > renglones:
        partes.append(f"{formato.entero(renglones)} de {formato.entero(tabla.datos.height)} renglones")
    if len(tabla.columnas) > columnas:
        partes.append(f"{columnas} de {len(tabla.columnas)} columnas")
    return f"Se ven {formato.enumerar(partes)}; completos, en Excel, CSV o Parquet." if partes else ""
