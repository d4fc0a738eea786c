"""Plantilla de unidades lado a lado: bajo cada indicador, un renglón por unidad con su marca, su color y su cifra."""

from apertura.graficas import renglones, vega
from apertura.graficas.tema import TEMAS, NombreTema, Tema, config_vega
from apertura.graficas.vega import Json, Tamano, capa, expr, texto

# Una forma por unidad: quien no distingue los colores distingue las formas, y el nombre está al lado.
FORMAS = ("circle", "diamond", "square", "triangle-up", "triangle-down", "cross")


def plantilla(tema: NombreTema, tamano: Tamano, filas: int) -> Json:
    """Especificación para cierto número de renglones, contando los que llevan el nombre del indicador."""
    colores = TEMAS[tema]
    capas = [renglones.cuadricula(colores), _encabezados(colores), _valores(colores)]
    medidas = renglones.parametros(filas, tamano, etiqueta=23, cola=4, alto=1.75, alto_angosto=2.7, cabecera=0.5)
    origen = {"plantilla": "lado_a_lado", "argumentos": {"filas": filas}}
    return vega.lienzo(capas, medidas, config_vega(tema), origen)


def _encabezados(colores: Tema) -> Json:
    """Nombre del indicador, y al otro lado qué tan lejos están los extremos."""
    pasos = renglones.posicion(ye="datum.y1 - letra * 0.75", xn="angosto ? width : x1")
    ancho = expr("width * (angosto ? 0.62 : 1) - (angosto ? 0 : 12)")
    fondo = {"type": "rect", "fill": colores.fondo, "stroke": None}
    capas = [
        capa(fondo, x="ex", x2="xf", y="y0", y2="y1"),
        capa({"type": "rule", "stroke": colores.linea, "strokeWidth": 1}, None, [{"filter": "datum.fila > 0"}], x="ex", x2="xf", y="y0"),
        capa(texto("letra * 1.05", colores.texto, fontWeight=600, limit=ancho), x="ex", y="ye", text="etiqueta"),
        capa(texto("letra * 0.92", colores.texto_suave, align="right"), x="xn", y="ye", text="nota"),
    ]
    return vega.grupo({"name": "encabezados"}, pasos, capas)


def _valores(colores: Tema) -> Json:
    """Un tallo delgado desde cero, la marca de la unidad y su cifra al final. Lo que no tiene dato sólo dice «s/d»."""
    pasos = renglones.posicion(x=renglones.a_equis("valor"), xa="x0")
    con_dato = [{"filter": "isValid(datum.valor)"}]
    orden = list(range(len(FORMAS)))
    color = vega.campo("unidad", scale={"domain": orden, "range": list(colores.unidades)}, legend=None)
    forma = vega.campo("unidad", scale={"domain": orden, "range": list(FORMAS)}, legend=None)
    detalle = vega.campo("detalle")
    marca = {"type": "point", "filled": True, "opacity": 1, "size": expr("pow(letra * 0.95, 2)"), "aria": True}
    nombre = texto("letra", colores.texto, limit=expr("angosto ? width - letra * 5 : x0 - letra * 2.2"))
    capas = [
        capa({"type": "rule", "opacity": 0.45, "strokeWidth": expr("letra * 0.16")}, None, con_dato, x="xa", x2="x", y="cy", color=color),
        capa(marca, None, con_dato, x="x", y="cy", color=color, shape=forma, tooltip=detalle, description=detalle),
        capa(nombre, None, vega.calcular(xe="angosto ? 0 : letra * 1.2"), x="xe", y="ey", text="etiqueta"),
        capa(texto("letra * 1.05", colores.texto, align="right", fontWeight=600), x="xf", y="cy", text="texto"),
    ]
    return vega.grupo({"name": "valores"}, pasos, capas)
