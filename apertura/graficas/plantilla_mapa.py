"""Plantilla del mapa y del mosaico: constante por vista, tema y tamaño; todo lo que cambia llega en los conjuntos.

Conjuntos: `d`, una fila por entidad (33), y `leyenda`, una fila por clase. La geometría se pide una vez como archivo
estático y se une por clave; cambiar de indicador mueve sólo 33 filas.
"""

from apertura import geometria
from apertura.graficas import vega
from apertura.graficas.holgura import letras
from apertura.graficas.tema import SIN_DATO, TEMAS, NombreTema, Tema, config_vega
from apertura.graficas.vega import Json, Tamano, calcular, capa, expr, texto

# Ancho y alto del plano en que viene dibujada la geometría.
PLANO = {"lamina": (1000, 640), "mosaico": (1000, 640)}

_PROYECCION = {"type": "identity", "scale": expr("k"), "translate": expr("[tx, 0]")}


def plantilla(vista: str, tema: NombreTema, tamano: Tamano) -> Json:
    """Especificación de `vista` («lamina» o «mosaico») sin datos."""
    colores = TEMAS[tema]
    capas = [*_territorio(vista, colores), _etiquetas(vista, colores), _seleccion_y_toque(vista, colores), _leyenda(colores)]
    if tamano == "exportacion":
        capas.append(_lista(colores))
    origen = {"plantilla": vista, "argumentos": {}}
    return vega.lienzo(capas, _parametros(vista, tamano), config_vega(tema), origen)


def _parametros(vista: str, tamano: Tamano) -> list[Json]:
    ancho, alto = PLANO[vista]
    seleccion = vega.al_tocar("entidad", "cve_ent", "turno")
    medidas: Json
    if tamano == "exportacion":
        medidas = {"angosto": False, "letra": 26, "letra_minima": 15, "letra_leyenda": 24, "alto_mapa": "height"}
        medidas |= {"corta": True, "orilla": f"width - {ancho} * k", "borde": "orilla + 1"}
    else:
        medidas = {
            "angosto": f"width < {vega.ANGOSTO}",
            "letra": "angosto ? 10.5 : 13",
            "letra_minima": "angosto ? 8.8 : 9.5",
            "letra_leyenda": "angosto ? 12 : 12.5",
            "alto_mapa": f"min(width * {alto / ancho}, 620)",
            "height": "alto_mapa + (angosto ? letra_leyenda * 9.6 : 0)",
            "corta": "angosto",
            "orilla": f"(width - {ancho} * k) / 2",
            "borde": 1,
        }
    medidas |= {"k": f"min(width / {ancho}, alto_mapa / {alto})", "tx": "max(orilla, 0)"}
    return [*vega.parametros(**medidas), seleccion]


def _geometria(vista: str, objeto: str) -> Json:
    return {"url": geometria.ruta_estatica(vista), "format": {"type": "topojson", "feature": objeto}}


def _figura(marca: Json, transformar: list[Json] | None = None, **canales: Json) -> Json:
    # Sin recorte: nada se sale del lienzo, y recortar cuesta la mitad del tiempo de una imagen.
    return {**capa({"type": "geoshape", "clip": False, **marca}, transformar=transformar, **canales), "projection": _PROYECCION}


def _territorio(vista: str, colores: Tema) -> list[Json]:
    """Relleno por clase, trama donde no hay dato y marco del recuadro."""
    borde = {"stroke": colores.borde, "strokeWidth": expr("clamp(k, 0.5, 1.2)")}
    trama = {"fill": None, "stroke": colores.trama, "strokeWidth": expr("clamp(k, 0.6, 1.4)")}
    sin_dato = [vega.buscar("id", ["clase"]), {"filter": f"datum.clase == {SIN_DATO}"}]
    return [
        vega.grupo(_geometria(vista, "entidades"), [vega.buscar("id", ["indice"])],
                   [_figura(borde, fill=vega.por_indice(colores.rellenos))]),
        vega.grupo(_geometria(vista, "tramas"), sin_dato, [_figura(trama)]),
        vega.grupo(_geometria(vista, "marcos"), [], [_figura({"fill": None, "stroke": colores.linea, "strokeWidth": 1})]),
    ]  # fmt: skip


def _etiquetas(vista: str, colores: Tema) -> Json:
    """Abreviatura y valor en dos renglones; la letra se ajusta al hueco y, si ni la mínima cabe, no se dibuja.

    Sobre la trama de «sin dato» llevan un halo del color del papel.
    """
    pasos = [
        vega.buscar("c", ["abreviatura", "texto", "indice", "clase"]),
        *calcular(
            # La que va fuera de su entidad, unida por una guía, se escribe sobre el papel.
            indice=f"datum.g ? {SIN_DATO} : datum.indice",
            letra="min(letra, datum.m * k)",
            px="tx + datum.x * k",
            arriba="datum.y * k - datum.letra * 0.52",
            abajo="datum.y * k + datum.letra * 0.56",
        ),
        {"filter": "datum.letra >= letra_minima"},
    ]
    marca = {"type": "text", "align": "center", "baseline": "middle"}
    abreviatura, valor = {**marca, "fontSize": expr("datum.letra * 0.92")}, {**marca, "fontSize": expr("datum.letra"), "fontWeight": 600}
    halo = {"fill": None, "stroke": colores.fondo, "strokeWidth": expr(f"datum.clase == {SIN_DATO} ? datum.letra * 0.35 : 0"), "strokeJoin": "round"}
    color = vega.por_indice(colores.textos)
    capas = [
        capa({**abreviatura, **halo}, x="px", y="arriba", text="abreviatura"),
        capa({**valor, **halo}, x="px", y="abajo", text="texto"),
        capa(abreviatura, x="px", y="arriba", text="abreviatura", color=color),
        capa(valor, x="px", y="abajo", text="texto", color=color),
    ]
    return vega.grupo(_puntos(vista), pasos, capas)


def _puntos(vista: str) -> Json:
    """Puntos de etiqueta dentro de la plantilla: 40 renglones cortos.

    Como objetos y nunca como CSV: el lector de CSV de Vega compila código, y la política de seguridad lo prohíbe
    (el mapa entero queda en blanco).
    """
    medidas = (("x", "x"), ("y", "y"), ("m", "letra"))
    return {"values": [{"c": e["cve_ent"], **{c: round(e[m]) for c, m in medidas}, "g": int(e["guia"])} for e in letras(vista)]}


def _seleccion_y_toque(vista: str, colores: Tema) -> Json:
    """Contorno de la elegida y, hasta arriba, la capa transparente que recibe el toque y lleva el texto emergente."""
    contorno = {"fill": None, "strokeJoin": "round"}
    elegida = [{"filter": "datum.sel"}]
    grosor = "clamp(k * 3, 2, 4)"
    detalle = vega.campo("detalle")
    toque = _figura({"fill": "transparent", "cursor": "pointer", "aria": True}, tooltip=detalle, description=detalle)
    capas = [
        _figura({**contorno, "stroke": colores.fondo, "strokeWidth": expr(f"{grosor} + 3")}, elegida),
        _figura({**contorno, "stroke": colores.seleccion, "strokeWidth": expr(grosor)}, elegida),
        {**toque, "name": "toque"},
    ]
    return vega.grupo(_geometria(vista, "entidades"), [vega.buscar("id", ["cve_ent", "turno", "detalle", "sel"])], capas)


def _leyenda(colores: Tema) -> Json:
    """Columna abajo a la izquierda, o dos columnas debajo del mapa cuando es angosto."""
    posicion = calcular(
        paso="letra_leyenda * (corta && !angosto ? 1.6 : 1.75)",
        lx="borde + (angosto && datum.fila >= 3 ? width / 2 : 0)",
        ly="angosto ? alto_mapa + letra_leyenda * (1.6 + 1.3 * datum.lineas) + (datum.fila % 3) * datum.paso"
        " : height - letra_leyenda - (datum.filas - 1 - datum.fila) * datum.paso",
        y0="datum.ly - letra_leyenda * 0.6", y1="datum.ly + letra_leyenda * 0.6",
        x1="datum.lx + letra_leyenda * 1.9", xt="datum.lx + letra_leyenda * 2.5",
        xc="datum.xt + letra_leyenda * 7.8",
        cuantas="corta ? datum.cuenta : datum.conteo",
        yt="datum.ly - letra_leyenda * (1 + 1.3 * datum.lineas)",
    )  # fmt: skip
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


def _lista(colores: Tema) -> Json:
    """En archivo, las 33 posiciones en orden a la izquierda del mapa: proyectado, todo valor se lee a 24 px.

    Si el formato no deja lugar (una imagen cuadrada), no se dibuja.
    """
    pasos = [
        {"filter": "tx > letra_leyenda * 25.9"},
        *calcular(
            cx="floor(datum.orden / 17) * letra_leyenda * 13.2",
            cy="letra_leyenda + (datum.orden % 17) * (height - letra_leyenda * 2) / 16",
            y0="datum.cy - letra_leyenda * 0.5", y1="datum.cy + letra_leyenda * 0.5",
            x0="datum.cx + 1", x1="datum.cx + letra_leyenda * 0.7",
            xn="datum.cx + letra_leyenda * 1.2", xv="datum.cx + letra_leyenda * 12.4",
        ),
    ]  # fmt: skip
    peso = expr("datum.sel ? 700 : 400")
    muestra = {"type": "rect", "stroke": colores.borde, "strokeWidth": 0.75}
    capas = [
        capa(muestra, x="x0", x2="x1", y="y0", y2="y1", fill=vega.por_indice(colores.rellenos)),
        capa(texto("letra_leyenda", colores.texto, fontWeight=peso), x="xn", y="cy", text="entidad"),
        capa(texto("letra_leyenda", colores.texto, fontWeight=600, align="right"), x="xv", y="cy", text="texto"),
    ]
    return vega.grupo({"name": "d"}, pasos, capas)
