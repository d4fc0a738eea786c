"""Plantilla de mapa de calor: tipos por indicadores, con la cifra escrita en cada celda y el color explicado abajo."""

from apertura.graficas import vega
from apertura.graficas.tema import TEMAS, NombreTema, Tema, config_vega
from apertura.graficas.vega import Json, Tamano, calcular, capa, expr, texto

CLASES = 5


def calor(tema: NombreTema, tamano: Tamano, filas: int, columnas: int) -> Json:
    """Especificación para cierto número de filas y columnas."""
    colores = TEMAS[tema]
    capas = [_columnas(colores), _filas(colores), _celdas(colores), _leyenda(colores)]
    origen = {"plantilla": "calor", "argumentos": {"filas": filas, "columnas": columnas}}
    return vega.lienzo(capas, _parametros(tamano, filas, columnas), config_vega(tema), origen)


def _parametros(tamano: Tamano, filas: int, columnas: int) -> list[Json]:
    """Medidas en píxeles. En angosto el nombre del tipo va encima de sus celdas."""
    if tamano == "exportacion":
        medidas: Json = {"angosto": f"width < {vega.ANGOSTO_EN_ARCHIVO}", "letra": vega.LETRA_EN_ARCHIVO}
        alto: Json = {"alto_fila": f"min(letra * 5, (height - cabecera - letra * 5.2) / {filas})"}
        alto |= {"apretado": "!angosto && alto_fila < letra * 2.3"}
    else:
        medidas = {"angosto": f"width < {vega.ANGOSTO}", "letra": "angosto ? 12.5 : 13"}
        alto = {"alto_fila": "letra * (angosto ? 3.7 : 2.5)", "height": f"cabecera + alto_fila * {filas} + letra * 5.2"}
        alto |= {"apretado": False}
    medidas |= {"cabecera": "letra * 3.4", **alto}
    medidas |= {
        "con_cuenta": "angosto || width > letra * 50",
        "x0": "angosto ? 0 : letra * (con_cuenta ? 18 : 10)",
        "ancho": f"(width - x0) / {columnas}",
        "pie": f"cabecera + alto_fila * {filas}",
        "paso": f"width / {CLASES}",
    }
    return vega.parametros(**medidas)


def _columnas(colores: Tema) -> Json:
    rotulo = texto("letra * 0.84", colores.texto_suave, align="center", baseline="bottom", lineBreak="\n")
    pasos = calcular(x="x0 + (datum.columna + 0.5) * ancho", y="cabecera - letra * (datum.lineas > 1 ? 1.35 : 0.35)")
    return vega.grupo({"name": "columnas"}, pasos, [capa(rotulo, x="x", y="y", text="etiqueta")])


def _filas(colores: Tema) -> Json:
    pasos = calcular(
        x="0",
        tope="cabecera + datum.fila * alto_fila",
        y="angosto ? datum.tope + letra * 0.85 : datum.tope + alto_fila * 0.5 - (apretado ? 0 : letra * 0.55)",
        yc="angosto || apretado ? datum.y : datum.y + letra * 1.15",
        xc="angosto ? width : apretado ? x0 - letra * 0.6 : 0",
    )
    cuenta = texto("letra * 0.86", colores.texto_suave, align=expr("angosto || apretado ? 'right' : 'left'"))
    capas = [
        capa(texto("letra", colores.texto), x="x", y="y", text="etiqueta"),
        capa(cuenta, None, [{"filter": "con_cuenta"}], x="xc", y="yc", text="cuenta"),
    ]
    return vega.grupo({"name": "filas"}, pasos, capas)


def _celdas(colores: Tema) -> Json:
    pasos = calcular(
        xa="x0 + datum.columna * ancho + 1",
        xb="x0 + (datum.columna + 1) * ancho - 1",
        ya="cabecera + datum.fila * alto_fila + (angosto ? letra * 1.6 : 1)",
        yb="cabecera + (datum.fila + 1) * alto_fila - (angosto ? letra * 0.2 : 1)",
        xc="(datum.xa + datum.xb) / 2",
        yc="(datum.ya + datum.yb) / 2",
    )
    detalle = vega.campo("detalle")
    celda = {"type": "rect", "cornerRadius": 2, "stroke": colores.linea, "strokeWidth": 0.6, "aria": True}
    tintas = colores.textos_divergentes
    cifra = {"type": "text", "fontSize": expr("letra"), "align": "center", "baseline": "middle", "fontWeight": 600}
    capas = [
        capa(celda, x="xa", x2="xb", y="ya", y2="yb", fill=_por_clase(colores.divergente), tooltip=detalle, description=detalle),
        capa(cifra, x="xc", y="yc", text="texto", color=_por_clase(tintas)),
    ]
    return vega.grupo({"name": "celdas"}, pasos, capas)


def _leyenda(colores: Tema) -> Json:
    """Cinco muestras con su rango debajo y, arriba, qué dice el color."""
    pasos = calcular(
        xa="datum.indice * paso + 1",
        xb="(datum.indice + 1) * paso - 1",
        xc="(datum.indice + 0.5) * paso",
        cero="0",
        yt="pie + letra * 1.5",
        ya="pie + letra * 2.4",
        yb="pie + letra * 3.1",
        yr="pie + letra * 4",
    )
    muestra = {"type": "rect", "stroke": colores.linea, "strokeWidth": 0.6}
    rango = texto("letra * 0.84", colores.texto_suave, align="center")
    capas = [
        capa(muestra, x="xa", x2="xb", y="ya", y2="yb", fill=_por_clase(colores.divergente)),
        capa(rango, x="xc", y="yr", text="etiqueta"),
        capa(texto("letra * 0.88", colores.texto_suave), x="cero", y="yt", text="titulo"),
    ]
    return vega.grupo({"name": "leyenda"}, pasos, capas)


def _por_clase(colores: tuple[str, ...]) -> Json:
    return vega.campo("indice", scale={"domain": list(range(CLASES)), "range": list(colores)}, legend=None)
