"""Plantilla de unidades lado a lado: bajo cada indicador, un renglón por unidad con su marca, su color y su cifra.

En archivo, con muchos renglones, los indicadores van en varias columnas: así la letra se lee proyectada.
"""

from apertura.graficas import renglones, vega
from apertura.graficas.tema import TEMAS, NombreTema, Tema, config_vega
from apertura.graficas.vega import Json, Tamano, calcular, capa, expr, texto

# Una forma por unidad: quien no distingue los colores distingue las formas, y el nombre está al lado.
FORMAS = ("circle", "diamond", "square", "triangle-up", "triangle-down", "cross")
_CABEN_EN_ARCHIVO, _ANCHO_PARA_NOMBRES = 16, 1500
_MARCA: Json = {"type": "point", "filled": True, "opacity": 1, "size": expr("pow(letra * 0.95, 2)")}
_EN_COLUMNA = calcular(dx="floor(datum.fila / por_columna) * (ancho + hueco)", fila="datum.fila % por_columna")
_DERECHA = "datum.dx + ancho"


def plantilla(tema: NombreTema, tamano: Tamano, filas: int, bloque: int) -> Json:
    """Especificación para `filas` renglones en todo; cada indicador ocupa `bloque`: el de su nombre y uno por unidad."""
    colores = TEMAS[tema]
    capas = [_cuadricula(colores), _encabezados(colores), _valores(colores), _leyenda(colores)]
    origen = {"plantilla": "lado_a_lado", "argumentos": {"filas": filas, "bloque": bloque}}
    return vega.lienzo(capas, _parametros(tamano, filas, bloque), config_vega(tema), origen)


def _parametros(tamano: Tamano, filas: int, bloque: int) -> list[Json]:
    """Con más renglones de los que se leen de lejos, `compacta`: más columnas, y los nombres una sola vez, arriba."""
    angosto = f"width < {vega.ANGOSTO_EN_ARCHIVO if tamano == 'exportacion' else vega.ANGOSTO}"
    indicadores = max(filas // bloque, 1)
    varias = tamano == "exportacion" and filas > _CABEN_EN_ARCHIVO and indicadores > 1
    muchas = varias and -(-indicadores // 2) * bloque > _CABEN_EN_ARCHIVO + 1
    columnas = f"{angosto} ? 2 : 4" if muchas else f"{angosto} ? 1 : 2" if varias else 1
    compacta = muchas or (f"columnas > 1 && width < {_ANCHO_PARA_NOMBRES}" if varias else False)
    propias = vega.parametros(
        columnas=columnas, compacta=compacta, bloque=bloque, por_columna=f"ceil({indicadores} / columnas) * bloque" if varias else filas,
    )  # fmt: skip
    medidas = renglones.parametros("por_columna", tamano, etiqueta=23, cola=4, alto=1.75, alto_angosto=2.7, cabecera=0.5)
    sustitutas = vega.parametros(
        angosto=f"{angosto} && !compacta",
        cabecera=f"letra * (compacta ? {2.2 if bloque <= 4 else 3.8} : 0.5)",
        x0="letra * (compacta ? 0.8 : angosto ? 0.6 : columnas > 1 ? 16 : 23)",
        x1="ancho - letra * 4",
    )
    if tamano == "exportacion":
        sustitutas += vega.parametros(alto_fila="min(letra * 7, (height - cabecera - letra * 2.1) / por_columna)")
    por_nombre = {medida["name"]: medida for medida in sustitutas}
    # La letra va primero: de ella salen el hueco y el ancho de cada columna.
    medidas = [por_nombre.get(medida["name"], medida) for medida in medidas]
    anchos = vega.parametros(hueco="letra * 1.6", ancho="(width - hueco * (columnas - 1)) / columnas")
    antes = next(n for n, medida in enumerate(medidas) if medida["name"] == "x1")
    return [*propias, *medidas[:antes], *anchos, *medidas[antes:]]


def _cuadricula(colores: Tema) -> Json:
    """Cinco líneas tenues de 0 a 1 por columna (tres si es compacta), con su número al pie."""
    marcas = ((0, "0"), (0.25, "0.25"), (0.5, "0.50"), (0.75, "0.75"), (1, "1"))
    datos = {"values": [{"v": v, "t": t} for v, t in marcas]}
    pasos = [
        {"filter": "!compacta || datum.v * 2 == floor(datum.v * 2)"},
        *calcular(columna="sequence(columnas)"),
        {"flatten": ["columna"]},
        *calcular(x=f"datum.columna * (ancho + hueco) + {renglones.a_equis('v')}", y0="cabecera", y1="pie", y="pie + letra * 0.9"),
    ]
    capas = [
        capa({"type": "rule", "stroke": colores.linea, "strokeWidth": 1}, x="x", y="y0", y2="y1"),
        capa(texto("letra * 0.88", colores.texto_suave, align="center"), x="x", y="y", text="t"),
    ]
    return vega.grupo(datos, pasos, capas)


def _encabezados(colores: Tema) -> Json:
    """Nombre del indicador, y al otro lado qué tan lejos están los extremos."""
    pasos = [*_EN_COLUMNA, *renglones.posicion(ye="datum.y1 - letra * 0.75", xa="datum.dx", xz=_DERECHA, xn=_hasta())]
    ancho = expr("ancho * (compacta ? 1 : 0.62)")
    fondo = {"type": "rect", "fill": colores.fondo, "stroke": None}
    capas = [
        capa(fondo, x="xa", x2="xz", y="y0", y2="y1"),
        capa({"type": "rule", "stroke": colores.linea, "strokeWidth": 1}, None, [{"filter": "datum.fila > 0"}], x="xa", x2="xz", y="y0"),
        capa(texto("letra * 1.05", colores.texto, fontWeight=600, limit=ancho), x="xa", y="ye", text="etiqueta"),
        capa(texto("letra * 0.92", colores.texto_suave, align="right"), None, [{"filter": "!compacta"}], x="xn", y="ye", text="nota"),
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
    color, forma = _color_y_forma(colores)
    detalle = vega.campo("detalle")
    marca = {**_MARCA, "aria": True}
    nombre = texto("letra", colores.texto, limit=expr("angosto ? ancho - letra * 5 : x0 - letra * 2.2"))
    capas = [
        capa({"type": "rule", "opacity": 0.45, "strokeWidth": expr("letra * 0.16")}, None, con_dato, x="xa", x2="x", y="cy", color=color),
        capa(marca, None, con_dato, x="x", y="cy", color=color, shape=forma, tooltip=detalle, description=detalle),
        capa(nombre, None, [{"filter": "!compacta"}], x="xe", y="ey", text="etiqueta"),
        capa(texto("letra * 1.05", colores.texto, align="right", fontWeight=600), x="xz", y="cy", text="texto"),
    ]
    return vega.grupo({"name": "valores"}, pasos, capas)


def _leyenda(colores: Tema) -> Json:
    """Cada unidad con su marca, arriba y una sola vez; sólo si es compacta."""
    pasos = [
        {"filter": "compacta && datum.fila < bloque"},
        *calcular(
            x="letra * 0.6 + (datum.unidad % 3) * width / 3", y="letra * (0.8 + 1.5 * floor(datum.unidad / 3))", xt="datum.x + letra"
        ),
    ]
    color, forma = _color_y_forma(colores)
    capas = [
        capa(_MARCA, x="x", y="y", color=color, shape=forma),
        capa(texto("letra", colores.texto, limit=expr("width / 3 - letra * 2.4")), x="xt", y="y", text="etiqueta"),
    ]
    return vega.grupo({"name": "valores"}, pasos, capas)


def _color_y_forma(colores: Tema) -> tuple[Json, Json]:
    orden = list(range(len(FORMAS)))
    color = vega.campo("unidad", scale={"domain": orden, "range": list(colores.unidades)}, legend=None)
    return color, vega.campo("unidad", scale={"domain": orden, "range": list(FORMAS)}, legend=None)
