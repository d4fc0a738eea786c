"""Plantilla del mapa y del mosaico: constante por vista, tema y tamaño; todo lo que cambia llega en los conjuntos.

Conjuntos: `d`, una fila por entidad (33), y `leyenda`, una fila por clase. La geometría se pide una vez como archivo
estático y se une por clave; cambiar de indicador mueve sólo 33 filas.
"""

import polars as pl

from apertura import geometria, rutas
from apertura.graficas import vega
from apertura.graficas.tema import SIN_DATO, TEMAS, NombreTema, Tema, config_vega
from apertura.graficas.vega import Json, Tamano, calcular, capa, expr, texto

# Ancho y alto del plano en que viene dibujada la geometría.
PLANO = {"lamina": (1000, 640), "mosaico": (1000, 640)}
CAMPOS = ["cve_ent", "abreviatura", "texto", "clase", "indice", "detalle", "sel"]

_PROYECCION = {"type": "identity", "scale": expr("k"), "translate": expr("[tx, 0]")}


def plantilla(vista: str, tema: NombreTema, tamano: Tamano) -> Json:
    """Especificación de `vista` («lamina» o «mosaico») sin datos."""
    colores = TEMAS[tema]
    capas = [*_territorio(vista, colores), *_etiquetas(vista, colores), _toque(vista), *_leyenda(colores)]
    origen = {"plantilla": vista, "argumentos": {}}
    return vega.lienzo(capas, _parametros(vista, tamano), config_vega(tema), origen)


def _parametros(vista: str, tamano: Tamano) -> list[Json]:
    ancho, alto = PLANO[vista]
    seleccion = {"name": "entidad", "select": {"type": "point", "fields": ["cve_ent"]}, "views": ["toque"]}
    if tamano == "exportacion":
        medidas = {"angosto": False, "letra": 25, "letra_minima": 17, "letra_leyenda": 24, "alto_mapa": "height"}
    else:
        medidas = {
            "angosto": f"width < {vega.ANGOSTO}",
            "letra": "angosto ? 10.5 : 13",
            "letra_minima": "angosto ? 9 : 9.5",
            "letra_leyenda": "angosto ? 12 : 12.5",
            "alto_mapa": f"min(width * {alto / ancho}, 640)",
            "height": "alto_mapa + (angosto ? letra_leyenda * 9.4 : 0)",
        }
    medidas |= {"k": f"min(width / {ancho}, alto_mapa / {alto})", "tx": f"(width - {ancho} * k) / 2"}
    return [*vega.parametros(**medidas), seleccion]


def _geometria(vista: str, objeto: str) -> Json:
    return {"url": geometria.ruta_estatica(vista), "format": {"type": "topojson", "feature": objeto}}


def _figura(vista: str, objeto: str, transformar: list[Json], marca: Json, **canales: Json) -> Json:
    figura = capa({"type": "geoshape", **marca}, _geometria(vista, objeto), transformar, **canales)
    return {**figura, "projection": _PROYECCION}


def _territorio(vista: str, colores: Tema) -> list[Json]:
    """Relleno por clase, trama donde no hay dato, marco del recuadro y contorno de la elegida (encima de todo)."""
    union = vega.buscar("id", CAMPOS)
    elegida = [union, {"filter": "datum.sel"}]
    contorno = {"fill": None, "strokeJoin": "round"}
    grosor = "clamp(k * 3, 2, 4)"
    return [
        _figura(vista, "entidades", [union], {"stroke": colores.borde, "strokeWidth": expr("clamp(k, 0.5, 1.2)")},
                fill=vega.por_indice(colores.rellenos)),
        _figura(vista, "tramas", [union, {"filter": f"datum.clase == {SIN_DATO}"}],
                {"fill": None, "stroke": colores.trama, "strokeWidth": expr("clamp(k, 0.6, 1.4)")}),
        _figura(vista, "marcos", [], {"fill": None, "stroke": colores.linea, "strokeWidth": 1}),
        _figura(vista, "entidades", elegida, {**contorno, "stroke": colores.fondo, "strokeWidth": expr(f"{grosor} + 3")}),
        _figura(vista, "entidades", elegida, {**contorno, "stroke": colores.seleccion, "strokeWidth": expr(grosor)}),
    ]  # fmt: skip


def _etiquetas(vista: str, colores: Tema) -> list[Json]:
    """Abreviatura y valor en dos renglones; la letra se ajusta al hueco y, si ni la mínima cabe, no se dibuja."""
    renglones = calcular(
        em="max(length(datum.abreviatura) * 0.56, length(datum.texto) * 0.62, 2)",
        letra="min(letra, datum.ancho * k / datum.em)",
        px="tx + datum.x * k",
        arriba="datum.y * k - datum.letra * 0.52",
        abajo="datum.y * k + datum.letra * 0.56",
    )
    tipos = {"c": "string", "x": "number", "y": "number", "ancho": "number"}
    datos = {"values": _puntos(vista), "format": {"type": "csv", "parse": tipos}}
    pasos = [vega.buscar("c", ["abreviatura", "texto", "indice"]), *renglones, {"filter": "datum.letra >= letra_minima"}]
    marca = {"type": "text", "align": "center", "baseline": "middle", "fontSize": expr("datum.letra")}
    color = vega.por_indice(colores.textos)
    return [
        capa({**marca, "fontSize": expr("datum.letra * 0.92")}, datos, pasos, x="px", y="arriba", text="abreviatura", color=color),
        capa({**marca, "fontWeight": 600}, datos, pasos, x="px", y="abajo", text="texto", color=color),
    ]


def _puntos(vista: str) -> str:
    """Puntos de etiqueta como CSV dentro de la plantilla: 40 renglones cortos pesan menos de 1 KB."""
    puntos = pl.read_csv(rutas.GEO / "etiquetas.csv", schema_overrides={"cve_ent": pl.String, "visible": pl.String})
    visibles = puntos.filter(vista=vista).filter(pl.col("visible").str.to_lowercase().is_in(["1", "true"]))
    renglones = visibles.select("cve_ent", "x", "y", "ancho").rows()
    return "\n".join(["c,x,y,ancho", *(f"{c},{x:.0f},{y:.0f},{a:.0f}" for c, x, y, a in renglones)])


def _toque(vista: str) -> Json:
    """Capa transparente hasta arriba: recibe clic y toque, lleva el texto emergente y el de lectores de pantalla."""
    marca = {"fill": "transparent", "cursor": "pointer", "aria": True}
    detalle = vega.campo("detalle")
    figura = _figura(vista, "entidades", [vega.buscar("id", CAMPOS)], marca, tooltip=detalle, description=detalle)
    return {**figura, "name": "toque"}


def _leyenda(colores: Tema) -> list[Json]:
    """Columna abajo a la izquierda, o dos columnas debajo del mapa cuando es angosto."""
    posicion = calcular(
        paso="letra_leyenda * 1.75",
        lx="angosto && datum.fila >= 3 ? width / 2 : 0",
        ly="angosto ? alto_mapa + letra_leyenda * (1.6 + 1.25 * datum.lineas) + (datum.fila % 3) * datum.paso"
        " : height - letra_leyenda - (datum.filas - 1 - datum.fila) * datum.paso",
        y0="datum.ly - letra_leyenda * 0.6", y1="datum.ly + letra_leyenda * 0.6",
        x1="datum.lx + letra_leyenda * 1.9", xt="datum.lx + letra_leyenda * 2.5",
        xc="datum.xt + letra_leyenda * (angosto ? 7.6 : 7.9)",
        cuenta_o_conteo="angosto ? datum.cuenta : datum.conteo",
        yt="datum.ly - letra_leyenda * 1.3",
    )  # fmt: skip
    datos = {"name": "leyenda"}
    muestra = {"type": "rect", "stroke": colores.borde, "strokeWidth": 0.75, "cornerRadius": 1.5}
    titulo = texto("letra_leyenda * 1.04", colores.texto, fontWeight=600, baseline="bottom", lineBreak="\n")
    return [
        capa(muestra, datos, posicion, x="lx", x2="x1", y="y0", y2="y1", fill=vega.por_indice(colores.rellenos)),
        _trama_de_leyenda(colores, posicion),
        capa(texto("letra_leyenda", colores.texto), datos, posicion, x="xt", y="ly", text="etiqueta"),
        capa(texto("letra_leyenda", colores.texto_suave), datos, posicion, x="xc", y="ly", text="cuenta_o_conteo"),
        capa(titulo, datos, [{"filter": "datum.fila == 0"}, *posicion], x="lx", y="yt", text="titulo"),
    ]


def _trama_de_leyenda(colores: Tema, posicion: list[Json]) -> Json:
    """Cuatro rayas diagonales en la muestra de «sin dato», iguales a las del territorio."""
    rayas = [
        {"filter": f"datum.clase == {SIN_DATO}"},
        *posicion,
        *calcular(raya="[0.1, 0.33, 0.56, 0.79]"),
        {"flatten": ["raya"]},
        *calcular(rx="datum.lx + (datum.x1 - datum.lx) * datum.raya", rx2="min(datum.x1, datum.rx + letra_leyenda * 0.8)",
                  ry2="datum.y0 + (datum.rx2 - datum.rx) * 1.5"),
    ]  # fmt: skip
    marca = {"type": "rule", "stroke": colores.trama, "strokeWidth": 1}
    return capa(marca, {"name": "leyenda"}, rayas, x="rx", x2="rx2", y="y0", y2="ry2")
