"""Plantilla de barras ordenadas: 33 renglones «nombre · valor · barra», con lo que falta para 1 como riel tenue.

En archivo son dos columnas, si hay ancho, para que la letra se lea proyectada. Mismos conjuntos que el mapa, más `referencia`
(una fila: `valor`, `texto`), que dibuja la regla nacional.
"""

from apertura.graficas import vega
from apertura.graficas.tema import SIN_DATO, TEMAS, NombreTema, Tema, config_vega
from apertura.graficas.vega import Json, Tamano, calcular, capa, expr, texto

ENTIDADES = 33


def plantilla(tema: NombreTema, tamano: Tamano) -> Json:
    """Especificación de las barras sin datos."""
    colores = TEMAS[tema]
    hasta = 2 if tamano == "exportacion" else 1
    capas = [_renglones(colores), *(_referencia(colores, columna) for columna in range(hasta))]
    return vega.lienzo(capas, _parametros(tamano), config_vega(tema), {"plantilla": "barras", "argumentos": {}})


def _parametros(tamano: Tamano) -> list[Json]:
    seleccion = vega.al_tocar("entidad", "cve_ent", "turno")
    if tamano == "exportacion":
        medidas: Json = {"columnas": f"width < {vega.ANGOSTO_EN_ARCHIVO} ? 1 : 2", "filas": f"ceil({ENTIDADES} / columnas)"}
        # El rótulo de la referencia, a 0.92, también mide 24.
        medidas |= {"alto_fila": "(height - letra * 1.9) / filas", "letra": 26.2, "separacion": 90}
    else:
        medidas = {"columnas": 1, "filas": ENTIDADES, "letra": f"width < {vega.ANGOSTO} ? 12 : 13"}
        medidas |= {"alto_fila": "letra * 1.62", "separacion": 0, "height": "letra * 1.9 + alto_fila * filas + 4"}
    medidas |= {
        "cabecera": "letra * 1.9",
        "ancho_columna": "(width - separacion * (columnas - 1)) / columnas",
        "inicio_valor": "letra * 12.9",
        "inicio_barra": "letra * 13.6",
        "largo": "ancho_columna - inicio_barra - 2",
    }
    return [*vega.parametros(**medidas), seleccion]


def _posicion() -> list[Json]:
    return calcular(
        cx="floor(datum.orden / filas) * (ancho_columna + separacion)",
        cy="cabecera + (datum.orden % filas) * alto_fila + alto_fila / 2",
        y0="datum.cy - alto_fila * 0.36",
        y1="datum.cy + alto_fila * 0.36",
        banda0="datum.cy - alto_fila / 2",
        banda1="datum.cy + alto_fila / 2",
        fin="datum.cx + ancho_columna",
        xn="datum.cx + letra * 0.4",
        xv="datum.cx + inicio_valor",
        b0="datum.cx + inicio_barra",
        b1="datum.b0 + largo",
        ba="datum.b0 + clamp(datum.desde, 0, 1) * largo",
        bv="datum.b0 + clamp(isValid(datum.hasta) ? datum.hasta : 0, 0, 1) * largo",
        bm="datum.b0 + clamp(isValid(datum.marca) ? datum.marca : 0, 0, 1) * largo",
    )


def _renglones(colores: Tema) -> Json:
    con_dato = [{"filter": f"datum.clase != {SIN_DATO}"}]
    banda = {"type": "rect", "fill": colores.panel, "stroke": colores.seleccion, "strokeWidth": 1.5, "cornerRadius": 3}
    empate = {**banda, "fill": None, "strokeWidth": 1, "strokeDash": [3, 3]}
    punto = {"type": "circle", "color": colores.texto, "stroke": colores.fondo, "strokeWidth": 1.5, "size": expr("pow(letra * 0.7, 2)")}
    riel = {"type": "rect", "fill": colores.linea, "opacity": 0.45}
    barra = {"type": "rect", "stroke": colores.borde, "strokeWidth": 0.6}
    nombre = texto("letra", colores.texto, fontWeight=expr("datum.sel ? 700 : 400"))
    suave_si_falta = expr(f"datum.clase == {SIN_DATO} ? '{colores.texto_suave}' : '{colores.texto}'")
    valor = {**texto("letra", colores.texto, align="right", fontWeight=600), "fill": suave_si_falta}
    capas = [
        capa(banda, None, [{"filter": "datum.sel"}], x="cx", x2="fin", y="banda0", y2="banda1"),
        capa(empate, None, [{"filter": "datum.empatada && !datum.sel"}], x="cx", x2="fin", y="banda0", y2="banda1"),
        capa(riel, None, con_dato, x="b0", x2="b1", y="y0", y2="y1"),
        capa(barra, None, con_dato, x="ba", x2="bv", y="y0", y2="y1", fill=vega.por_indice(colores.rellenos)),
        capa(nombre, x="xn", y="cy", text="entidad"),
        capa(valor, x="xv", y="cy", text="texto"),
        capa(punto, None, [{"filter": "isValid(datum.marca)"}], x="bm", y="cy"),
        _trama(colores),
        _toque(),
    ]
    return vega.grupo({"name": "d"}, _posicion(), capas)


def _trama(colores: Tema) -> Json:
    """Renglón sin dato: riel rayado en lugar de barra."""
    rayas = [
        {"filter": f"datum.clase == {SIN_DATO}"},
        *calcular(raya="sequence(0, largo - letra * 0.6, letra * 0.55)"),
        {"flatten": ["raya"]},
        *calcular(rx="datum.b0 + datum.raya", rx2="datum.rx + letra * 0.6"),
    ]
    marca = {"type": "rule", "stroke": colores.trama, "strokeWidth": 1}
    return capa(marca, None, rayas, x="rx", x2="rx2", y="y1", y2="y0")


def _toque() -> Json:
    marca = {"type": "rect", "fill": "transparent", "cursor": "pointer", "aria": True}
    detalle = vega.campo("detalle")
    figura = capa(marca, x="cx", x2="fin", y="banda0", y2="banda1", tooltip=detalle, description=detalle)
    figura["encoding"]["detail"] = [vega.campo("cve_ent"), vega.campo("turno")]
    return {**figura, "name": "toque"}


def _referencia(colores: Tema, columna: int) -> Json:
    """Regla de la referencia en una columna y su rótulo arriba, anclado hacia donde cabe."""
    pasos = [
        *calcular(columna=str(columna)),
        {"filter": "isValid(datum.valor) && datum.columna < columnas"},
        *calcular(
            rx="datum.columna * (ancho_columna + separacion) + inicio_barra + clamp(datum.valor, 0, 1) * largo",
            arriba="cabecera - letra * 0.3",
            abajo=f"cabecera + alto_fila * min(filas, {ENTIDADES} - {columna} * filas)",
            rotulo="letra * 0.75",
        ),
    ]
    ancla = {"align": expr("datum.valor > 0.6 ? 'right' : datum.valor < 0.15 ? 'left' : 'center'")}
    raya = {"type": "rule", "stroke": colores.texto, "strokeWidth": expr("letra * 0.12")}
    capas = [
        capa({**raya, "stroke": colores.fondo, "strokeWidth": expr("letra * 0.28")}, x="rx", y="arriba", y2="abajo"),
        capa(raya, x="rx", y="arriba", y2="abajo"),
        capa({**texto("letra * 0.92", colores.texto, fontWeight=600), **ancla}, x="rx", y="rotulo", text="texto"),
    ]
    return vega.grupo({"name": "referencia"}, pasos, capas)
