"""Plantilla del mapa y del mosaico: constante por vista, tema y tamaño; todo lo que cambia llega en los conjuntos.

Conjuntos: `d`, una fila por entidad (33), y `leyenda`, una fila por clase. La geometría se pide una vez como archivo
estático y se une por clave; cambiar de indicador mueve sólo 33 filas.
"""

from apertura import geometria
from apertura.graficas import leyenda_de_mapa, vega
from apertura.graficas.holgura import letras
from apertura.graficas.tema import SIN_DATO, TEMAS, NombreTema, Tema, config_vega
from apertura.graficas.vega import Json, Tamano, calcular, capa, expr

# Ancho y alto del plano en que viene dibujada la geometría.
PLANO = {"lamina": (1000, 640), "mosaico": (1000, 640)}

_PROYECCION = {"type": "identity", "scale": expr("k"), "translate": expr("[tx, 0]")}


def plantilla(vista: str, tema: NombreTema, tamano: Tamano) -> Json:
    """Especificación de `vista` («lamina» o «mosaico») sin datos."""
    colores = TEMAS[tema]
    capas = [
        *_territorio(vista, colores),
        _seleccion_y_toque(vista, colores),
        _etiquetas(vista, colores, tamano),
        leyenda_de_mapa.leyenda(colores),
    ]
    if tamano == "exportacion":
        capas.append(leyenda_de_mapa.lista(colores))
    origen = {"plantilla": vista, "argumentos": {}}
    return vega.lienzo(capas, _parametros(vista, tamano), config_vega(tema), origen)


def _parametros(vista: str, tamano: Tamano) -> list[Json]:
    ancho, alto = PLANO[vista]
    seleccion = vega.al_tocar("entidad", "cve_ent", "turno")
    medidas: Json
    if tamano == "exportacion":
        larga, corta = leyenda_de_mapa.ANCHO_DE_LISTA / 2, leyenda_de_mapa.ANCHO_DE_LISTA_CORTA / 2
        # Ninguna letra de menos de 24: la entidad en que no cabe se lee en la lista de las 33 posiciones.
        medidas = {"angosto": f"width < {vega.ANGOSTO_EN_ARCHIVO}", "letra": 27, "letra_minima": 26.1, "letra_leyenda": 24}
        medidas |= {
            "corta": True,
            "orilla": f"(width - {ancho} * k) / (angosto ? 2 : 1)",
            "borde": "angosto ? 1 : abreviada ? tx + 1 : tx - 22",
        }
        # La lista va a la izquierda, con abreviaturas si falta ancho; en un formato vertical, debajo.
        medidas |= {"abreviada": f"!angosto && width < letra_leyenda * {leyenda_de_mapa.ANCHO_DE_LISTA} + {ancho}"}
        medidas |= {"columna_de_lista": f"angosto ? width / 2 : letra_leyenda * (abreviada ? {corta} : {larga})"}
        medidas |= {"con_lista": "angosto ? height > width : width > height * 1.6"}
        medidas |= {"para_el_mapa": "width - (con_lista && !angosto ? columna_de_lista * 2 : 0)"}
        medidas |= {"alto_mapa": f"min(height, para_el_mapa * {alto / ancho})"}
        medidas |= {"techo_de_lista": "angosto ? alto_mapa + letra_leyenda * 10 : 0"}
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
            "para_el_mapa": "width",
        }
    medidas |= {"k": f"min(para_el_mapa / {ancho}, alto_mapa / {alto})", "tx": "max(orilla, 0)"}
    return [*vega.parametros(**medidas), seleccion]


def _geometria(vista: str, objeto: str) -> Json:
    return {"url": geometria.ruta_estatica(vista), "format": {"type": "topojson", "feature": objeto}}


def _figura(marca: Json, transformar: list[Json] | None = None, **canales: Json) -> Json:
    # Sin recorte: nada se sale del lienzo, y recortar cuesta la mitad del tiempo de una imagen.
    return {
        **capa({"type": "geoshape", "clip": False, **marca}, transformar=transformar, **canales),
        "projection": _PROYECCION,
    }


def _figuras(marcas: list[Json], transformar: list[Json]) -> Json:
    """Varias figuras de las mismas entidades, una sobre otra, que comparten proyección y filtro."""
    sueltas = [capa({"type": "geoshape", "clip": False, **marca}) for marca in marcas]
    return {"transform": transformar, "projection": _PROYECCION, "layer": sueltas}


def _territorio(vista: str, colores: Tema) -> list[Json]:
    """Relleno por clase, trama donde no hay dato y marco del recuadro."""
    borde = {"stroke": colores.borde, "strokeWidth": expr("clamp(k, 0.5, 1.2)")}
    trama = {"fill": None, "stroke": colores.trama, "strokeWidth": expr("clamp(k, 0.6, 1.4)")}
    sin_dato = [vega.buscar("id", ["clase"]), {"filter": f"datum.clase == {SIN_DATO}"}]
    return [
        vega.grupo(
            _geometria(vista, "entidades"),
            [vega.buscar("id", ["indice"])],
            [_figura(borde, fill=vega.por_indice(colores.rellenos))],
        ),
        vega.grupo(_geometria(vista, "tramas"), sin_dato, [_figura(trama)]),
        vega.grupo(_geometria(vista, "marcos"), [], [_figura({"fill": None, "stroke": colores.linea, "strokeWidth": 1})]),
    ]


def _siempre_la_elegida() -> list[Json]:
    """En un archivo la elegida lleva siempre su etiqueta; si no cabe, se escribe con halo sobre el mapa."""
    return calcular(
        forzada="datum.sel && datum.letra < letra_minima",
        indice=f"datum.forzada ? {SIN_DATO} : datum.indice",
        clase=f"datum.forzada ? {SIN_DATO} : datum.clase",
        letra="datum.forzada ? letra_minima : datum.letra",
    )


def _etiquetas(vista: str, colores: Tema, tamano: Tamano) -> Json:
    """Abreviatura y valor en dos renglones; la letra se ajusta al hueco y, si ni la mínima cabe, no se dibuja.

    Sobre la trama de «sin dato» llevan un halo del color del papel. Van encima de todo, pero dejan pasar el clic.
    """
    en_archivo = tamano == "exportacion"
    pasos = [
        vega.buscar("c", ["abreviatura", "texto", "indice", "clase", *(["sel"] if en_archivo else [])]),
        *calcular(
            # La que va fuera de su entidad, unida por una guía, se escribe sobre el papel.
            indice=f"datum.g ? {SIN_DATO} : datum.indice",
            letra="min(letra, datum.m * k)",
        ),
        *(_siempre_la_elegida() if en_archivo else []),
        *calcular(
            px="tx + datum.x * k",
            arriba="datum.y * k - datum.letra * 0.52",
            abajo="datum.y * k + datum.letra * 0.56",
        ),
        {"filter": "datum.letra >= letra_minima"},
    ]
    marca = {"type": "text", "align": "center", "baseline": "middle"}
    abreviatura, valor = (
        {**marca, "fontSize": expr("datum.letra * 0.92")},
        # «16–31» ocupa más que «0.38».
        {
            **marca,
            "fontSize": expr("length(datum.texto) > 4 ? max(datum.letra * 0.84, letra_minima * 0.92) : datum.letra"),
            "fontWeight": 600,
        },
    )
    halo = {
        "fill": None,
        "stroke": colores.fondo,
        "strokeWidth": expr(f"datum.clase == {SIN_DATO} ? datum.letra * 0.35 : 0"),
        "strokeJoin": "round",
    }
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
    """Contorno de la elegida, a rayas el de sus empatadas y, encima, la capa transparente que recibe el toque."""
    contorno = {"fill": None, "strokeJoin": "round"}
    elegida = [{"filter": "datum.sel"}]
    grosor = "clamp(k * 3, 2, 4)"
    empate = {**contorno, "stroke": colores.seleccion, "strokeWidth": expr("max(k * 2, 1.5)")}
    empatadas = [{"filter": "datum.empatada"}]
    rayas = [
        {"stroke": colores.fondo, "strokeWidth": expr(f"{grosor} + 3")},
        {"stroke": colores.seleccion, "strokeWidth": expr(grosor)},
    ]
    detalle = vega.campo("detalle")
    toque = _figura({"fill": "transparent", "cursor": "pointer", "aria": True}, tooltip=detalle, description=detalle)
    capas = [
        _figuras([{**empate, "stroke": colores.fondo}, {**empate, "strokeDash": [4, 3]}], empatadas),
        _figuras([{**raya, **contorno} for raya in rayas], elegida),
        {**toque, "name": "toque"},
    ]
    return vega.grupo(_geometria(vista, "entidades"), [vega.buscar("id", ["cve_ent", "turno", "detalle", "sel", "empatada"])], capas)
