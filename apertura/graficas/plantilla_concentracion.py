"""Plantilla de la curva de Pareto por renglones: cada barra empieza donde acaba la anterior, de 0 % a 100 %."""

from apertura.graficas import renglones, vega
from apertura.graficas.tema import TEMAS, NombreTema
from apertura.graficas.tema import config_vega as config
from apertura.graficas.vega import Json, Tamano, calcular, capa, expr, texto


def plantilla(tema: NombreTema, tamano: Tamano, filas: int) -> Json:
    """Especificación sin datos para cierto número de renglones."""
    colores = TEMAS[tema]
    pasos = renglones.posicion(
        xa=renglones.a_equis("desde"),
        # Una barra muy delgada se sigue viendo.
        xb=f"max({renglones.a_equis('hasta')}, {renglones.a_equis('desde')} + 2)",
        z0="datum.cy - letra * 0.6",
        z1="datum.cy + letra * 0.6",
    )
    detalle = vega.campo("detalle")
    barra = {"type": "rect", "fill": expr(f"datum.demas ? '{colores.punto}' : '{colores.acento}'"), "aria": True}
    hilo = {"type": "rule", "stroke": colores.punto, "strokeWidth": 1, "strokeDash": [2, 3]}
    cabe, letra = expr("angosto ? width - letra * 7 : letra * 22.5"), expr("datum.demas ? 'italic' : 'normal'")
    cifra = texto("letra", colores.texto, align="right", fontWeight=600)
    capas = [
        capa(hilo, None, calcular(xi="x0"), x="xi", x2="xa", y="cy"),
        capa(barra, x="xa", x2="xb", y="z0", y2="z1", tooltip=detalle, description=detalle),
        renglones.etiqueta(colores, limit=cabe, fontStyle=letra),
        capa(cifra, x="xf", y="cy", text="texto"),
    ]
    medidas = renglones.parametros(filas, tamano, etiqueta=23.5, cola=4.2, alto=2.1)
    cuadricula = renglones.cuadricula(colores, renglones.PORCENTAJES)
    origen = {"plantilla": "concentracion", "argumentos": {"filas": filas}}
    return vega.lienzo([cuadricula, vega.grupo({"name": "barras"}, pasos, capas)], medidas, config(tema), origen)
