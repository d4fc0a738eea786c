"""Plantilla de unidades lado a lado: bajo cada indicador, un renglón por unidad con su marca, su color y su cifra.

En archivo, con muchos renglones, los indicadores van en dos columnas: así la letra se lee proyectada.
"""

from apertura.graficas import renglones, vega
from apertura.graficas.tema import TEMAS, NombreTema, Tema, config_vega
from apertura.graficas.vega import Json, Tamano, calcular, capa, expr, texto

# Una forma por unidad: quien no distingue los colores distingue las formas, y el nombre está al lado.
FORMAS = ("circle", "diamond", "square", "triangle-up", "triangle-down", "cross")
_CABEN_EN_ARCHIVO = 16
_EN_COLUMNA = calcular(dx="floor(datum.fila / por_columna) * (ancho + hueco)", fila="datum.fila % por_columna")
_DERECHA = "datum.dx + ancho"


def plantilla(tema: NombreTema, tamano: Tamano, filas: int, bloque: int) -> Json:
    """Especificación para `filas` renglones en todo; cada indicador ocupa `bloque`: el de su nombre y uno por unidad."""
    colores = TEMAS[tema]
    columnas = 2 if tamano == "exportacion" and filas > _CABEN_EN_ARCHIVO and filas > bloque else 1
    por_columna = -(-(filas // bloque) // columnas) * bloque if filas >= bloque else filas
    capas = [_cuadricula(colores, columnas), _encabezados(colores), _valores(colores)]
    etiqueta = 23 if columnas == 1 else 16
    medidas = renglones.parametros(por_columna, tamano, etiqueta=etiqueta, cola=4, alto=1.75, alto_angosto=2.7, cabecera=0.5)
    propias = vega.parametros(hueco="letra * 1.6", ancho=f"(width - hueco * {columnas - 1}) / {columnas}", por_columna=por_columna)
    antes = next(n for n, medida in enumerate(medidas) if medida["name"] == "x1")
    medidas[antes : antes + 1] = [*propias, *vega.parametros(x1="ancho - letra * 4")]
    origen = {"plantilla": "lado_a_lado", "argumentos": {"filas": filas, "bloque": bloque}}
    return vega.lienzo(capas, medidas, config_vega(tema), origen)


def _cuadricula(colores: Tema, columnas: int) -> Json:
    """Cinco líneas tenues de 0 a 1 por columna, con su número al pie."""
    marcas = ((0, "0"), (0.25, "0.25"), (0.5, "0.50"), (0.75, "0.75"), (1, "1"))
    datos = {"values": [{"v": v, "t": t, "columna": c} for c in range(columnas) for v, t in marcas]}
    pasos = calcular(x=f"datum.columna * (ancho + hueco) + {renglones.a_equis('v')}", y0="cabecera", y1="pie", y="pie + letra * 0.9")
    capas = [
        capa({"type": "rule", "stroke": colores.linea, "strokeWidth": 1}, x="x", y="y0", y2="y1"),
        capa(texto("letra * 0.88", colores.texto_suave, align="center"), x="x", y="y", text="t"),
    ]
    return vega.grupo(datos, pasos, capas)


def _encabezados(colores: Tema) -> Json:
    """Nombre del indicador, y al otro lado qué tan lejos están los extremos."""
    pasos = [*_EN_COLUMNA, *renglones.posicion(ye="datum.y1 - letra * 0.75", xa="datum.dx", xz=_DERECHA, xn=_hasta())]
    ancho = expr("ancho * 0.62")
    fondo = {"type": "rect", "fill": colores.fondo, "stroke": None}
    capas = [
        capa(fondo, x="xa", x2="xz", y="y0", y2="y1"),
        capa({"type": "rule", "stroke": colores.linea, "strokeWidth": 1}, None, [{"filter": "datum.fila > 0"}], x="xa", x2="xz", y="y0"),
        capa(texto("letra * 1.05", colores.texto, fontWeight=600, limit=ancho), x="xa", y="ye", text="etiqueta"),
        capa(texto("letra * 0.92", colores.texto_suave, align="right"), x="xn", y="ye", text="nota"),
    ]
    return vega.grupo({"name": "encabezados"}, pasos, capas)


def _hasta() -> str:
    """Donde acaba la nota: en el fin del carril o, si es angosto, en la orilla."""
    return "datum.dx + (angosto ? ancho : x1)"


def _valores(colores: Tema) -> Json:
    """Un tallo delgado desde cero, la marca de la unidad y su cifra al final. Lo que no tiene dato sólo dice «s/d»."""
    equis = f"datum.dx + {renglones.a_equis('valor')}"
    pasos = [*_EN_COLUMNA, *renglones.posicion(x=equis, xa="datum.dx + x0", xz=_DERECHA, xe="datum.dx + (angosto ? 0 : letra * 1.2)")]
    con_dato = [{"filter": "isValid(datum.valor)"}]
    orden = list(range(len(FORMAS)))
    color = vega.campo("unidad", scale={"domain": orden, "range": list(colores.unidades)}, legend=None)
    forma = vega.campo("unidad", scale={"domain": orden, "range": list(FORMAS)}, legend=None)
    detalle = vega.campo("detalle")
    marca = {"type": "point", "filled": True, "opacity": 1, "size": expr("pow(letra * 0.95, 2)"), "aria": True}
    nombre = texto("letra", colores.texto, limit=expr("angosto ? ancho - letra * 5 : x0 - letra * 2.2"))
    capas = [
        capa({"type": "rule", "opacity": 0.45, "strokeWidth": expr("letra * 0.16")}, None, con_dato, x="xa", x2="x", y="cy", color=color),
        capa(marca, None, con_dato, x="x", y="cy", color=color, shape=forma, tooltip=detalle, description=detalle),
        capa(nombre, x="xe", y="ey", text="etiqueta"),
        capa(texto("letra * 1.05", colores.texto, align="right", fontWeight=600), x="xz", y="cy", text="texto"),
    ]
    return vega.grupo({"name": "valores"}, pasos, capas)
