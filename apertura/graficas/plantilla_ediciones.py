"""Plantilla de lo publicado en cada edición: puntos sueltos, sin línea, porque no son una serie comparable."""

from apertura.graficas import vega
from apertura.graficas.tema import TEMAS, NombreTema, config_vega
from apertura.graficas.vega import Json, Tamano, calcular, capa, expr, texto


def plantilla(tema: NombreTema, tamano: Tamano, columnas: int) -> Json:
    """Una columna por edición: valor arriba del punto; año y número de instituciones al pie. Eje de 0 a 1."""
    colores = TEMAS[tema]
    medidas: Json = {"letra": 28} if tamano == "exportacion" else {"letra": "width < 560 ? 12.5 : 14", "height": "letra * 20"}
    medidas |= {
        "margen": "letra * 2.6",
        "paso": f"(width - margen) / {columnas}",
        "techo": "letra * 1.4",
        "piso": "height - letra * 4.8",
    }
    pasos = calcular(
        x="margen + (datum.columna + 0.5) * paso",
        izquierda="margen + datum.columna * paso + paso * 0.07",
        derecha="margen + (datum.columna + 1) * paso - paso * 0.07",
        y="piso - clamp(isValid(datum.valor) ? datum.valor : 0, 0, 1) * (piso - techo)",
        y0="techo",
        y1="piso",
        yt="datum.y - letra * 1.4",
        ya="piso + letra * 1.3",
        yn="piso + letra * 2.3",
    )
    detalle = vega.campo("detalle")
    con_dato = [{"filter": "isValid(datum.valor)"}]
    punto = {"type": "circle", "opacity": 1, "color": colores.acento, "size": expr("pow(letra * 1.1, 2)"), "aria": True}
    al_centro = {"align": "center"}
    capas = [
        capa({"type": "rect", "fill": colores.panel, "cornerRadius": 4}, x="izquierda", x2="derecha", y="y0", y2="y1"),
        _guias(colores.linea, colores.texto_suave),
        capa(punto, None, con_dato, x="x", y="y", tooltip=detalle, description=detalle),
        capa({**texto("letra * 1.25", colores.texto, fontWeight=600), **al_centro}, x="x", y="yt", text="texto"),
        capa({**texto("letra * 1.05", colores.texto, fontWeight=600), **al_centro}, x="x", y="ya", text="edicion"),
        capa(
            {**texto("letra * 0.88", colores.texto_suave, baseline="top", lineBreak="\n"), **al_centro},
            x="x",
            y="yn",
            text="cuenta",
        ),
    ]
    origen = {"plantilla": "ediciones", "argumentos": {"columnas": columnas}}
    return vega.lienzo([vega.grupo({"name": "ediciones"}, pasos, capas)], vega.parametros(**medidas), config_vega(tema), origen)


def _guias(linea: str, suave: str) -> Json:
    datos = {"values": [{"v": 0, "t": "0"}, {"v": 0.5, "t": "0.50"}, {"v": 1, "t": "1"}]}
    pasos = calcular(gy="piso - datum.v * (piso - techo)", gx="margen", gf="width", gt="margen - letra * 0.5")
    capas = [
        capa({"type": "rule", "stroke": linea, "strokeWidth": 1}, x="gx", x2="gf", y="gy"),
        capa(texto("letra * 0.88", suave, align="right"), x="gt", y="gy", text="t"),
    ]
    return vega.grupo(datos, pasos, capas)
