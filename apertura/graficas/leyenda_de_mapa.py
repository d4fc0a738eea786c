"""Leyenda del mapa y, en archivo, la lista de las 33 posiciones que lo acompaña."""

from apertura.graficas import vega
from apertura.graficas.tema import SIN_DATO, Tema
from apertura.graficas.vega import Json, calcular, capa, expr, texto

# En tamaños de letra: dos columnas de nombre y valor; la corta, con abreviaturas.
ANCHO_DE_LISTA, ANCHO_DE_LISTA_CORTA = 29, 16.8


def leyenda(colores: Tema) -> Json:
    """Columna abajo a la izquierda, o dos columnas debajo del mapa cuando es angosto."""
    posicion = calcular(
        paso="letra_leyenda * (corta && !angosto ? 1.6 : 1.75)",
        lx="borde + (angosto && datum.fila >= 3 ? width / 2 : 0)",
        ly="angosto ? alto_mapa + letra_leyenda * (1.6 + 1.3 * datum.lineas) + (datum.fila % 3) * datum.paso"
        " : height - letra_leyenda - (datum.filas - 1 - datum.fila) * datum.paso",
        y0="datum.ly - letra_leyenda * 0.6",
        y1="datum.ly + letra_leyenda * 0.6",
        x1="datum.lx + letra_leyenda * 1.9",
        xt="datum.lx + letra_leyenda * 2.5",
        xc="datum.xt + letra_leyenda * 7.8",
        cuantas="corta ? datum.cuenta : datum.conteo",
        yt="datum.ly - letra_leyenda * (1 + 1.3 * datum.lineas)",
    )
    muestra = {"type": "rect", "stroke": colores.borde, "strokeWidth": 0.75, "cornerRadius": 1.5}
    titulo = texto("letra_leyenda * 1.04", colores.texto, fontWeight=600, baseline="top", lineBreak="\n")
    capas = [
        capa(muestra, x="lx", x2="x1", y="y0", y2="y1", fill=vega.por_indice(colores.rellenos)),
        _trama_de_leyenda(colores),
        capa(texto("letra_leyenda", colores.texto), x="xt", y="ly", text="etiqueta"),
        capa(texto("letra_leyenda", colores.texto_suave), x="xc", y="ly", text="cuantas"),
        capa({**titulo, "lineHeight": expr("letra_leyenda * 1.3")}, x="lx", y="yt", text="titulo"),
    ]
    return vega.grupo({"name": "leyenda"}, posicion, capas)


def _trama_de_leyenda(colores: Tema) -> Json:
    """Rayas diagonales en la muestra de «sin dato», iguales a las del territorio."""
    rayas = [
        {"filter": f"datum.clase == {SIN_DATO}"},
        *calcular(raya="[0.1, 0.33, 0.56, 0.79]"),
        {"flatten": ["raya"]},
        *calcular(
            rx="datum.lx + (datum.x1 - datum.lx) * datum.raya",
            rx2="min(datum.x1, datum.rx + letra_leyenda * 0.8)",
            ry2="datum.y0 + (datum.rx2 - datum.rx) * 1.5",
        ),
    ]
    marca = {"type": "rule", "stroke": colores.trama, "strokeWidth": 1}
    return capa(marca, None, rayas, x="rx", x2="rx2", y="y0", y2="ry2")


def lista(colores: Tema) -> Json:
    """En archivo, las 33 posiciones en orden junto al mapa: proyectado, todo valor se lee a 24 px.

    Si el formato no deja lugar (una imagen cuadrada), no se dibuja.
    """
    pasos = [
        {"filter": "con_lista"},
        *calcular(
            cx="floor(datum.orden / 17) * columna_de_lista",
            cy="techo_de_lista + letra_leyenda"
            " + (datum.orden % 17) * min((height - techo_de_lista - letra_leyenda * 2) / 16, letra_leyenda * 2)",
            nombre="abreviada ? datum.abreviatura : datum.entidad",
            y0="datum.cy - letra_leyenda * 0.5",
            y1="datum.cy + letra_leyenda * 0.5",
            x0="datum.cx + 1",
            x1="datum.cx + letra_leyenda * 0.7",
            xn="datum.cx + letra_leyenda * 1.2",
            xv="datum.cx + columna_de_lista - letra_leyenda * 1.1",
        ),
    ]
    peso = expr("datum.sel ? 700 : 400")
    muestra = {"type": "rect", "stroke": colores.borde, "strokeWidth": 0.75}
    capas = [
        capa(muestra, x="x0", x2="x1", y="y0", y2="y1", fill=vega.por_indice(colores.rellenos)),
        capa(texto("letra_leyenda", colores.texto, fontWeight=peso), x="xn", y="cy", text="nombre"),
        capa(texto("letra_leyenda", colores.texto, fontWeight=600, align="right"), x="xv", y="cy", text="texto"),
    ]
    return vega.grupo({"name": "d"}, pasos, capas)
