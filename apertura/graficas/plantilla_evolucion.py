"""Plantilla de evolución: un panel por unidad, una columna por edición. Lo que no se compara va con fondo y sin línea."""

from apertura.graficas import renglones, vega
from apertura.graficas.tema import TEMAS, NombreTema, Tema, config_vega
from apertura.graficas.vega import Json, Tamano, calcular, capa, expr, texto


def plantilla(tema: NombreTema, tamano: Tamano, paneles: int, columnas: int) -> Json:
    """Especificación para cierto número de unidades y de ediciones. Eje vertical de 0 a 1 en cada panel."""
    colores = TEMAS[tema]
    capas = [_celdas(colores), _guias(colores), _nombres(colores), _lineas(colores), _puntos(colores), renglones.clave(colores)]
    medidas = renglones.parametros(
        paneles, tamano, etiqueta=18, cola=1, alto=9.5, alto_angosto=10.5, ceros=2.6, cabecera=4.4 if tamano == "pantalla" else 5
    )
    sube = 0.55 if tamano == "exportacion" else 0
    medidas += vega.parametros(
        paso=f"largo / {columnas}", bajos=f"!angosto && alto_fila < letra * 3.6 && {sube} > 0", sube=sube,
        arriba="letra * (angosto ? 2.2 : 1.1)", abajo="letra * (bajos ? 0.2 : 0.9)",
    )  # fmt: skip
    origen = {"plantilla": "evolucion", "argumentos": {"paneles": paneles, "columnas": columnas}}
    return vega.lienzo(capas, medidas, config_vega(tema), origen)


def _lugar(**otras: str) -> list[Json]:
    """Centro de la columna y bordes del panel; `datum.fila` es el panel y `datum.columna`, la edición."""
    return calcular(
        techo="cabecera + datum.fila * alto_fila + arriba",
        piso="cabecera + (datum.fila + 1) * alto_fila - abajo",
        xc="x0 + (datum.columna + 0.5) * paso",
        **otras,
    )


def _alto(campo: str) -> str:
    return f"datum.piso - clamp(datum.{campo}, 0, 1) * (datum.piso - datum.techo)"


def _celdas(colores: Tema) -> Json:
    """El fondo de cada columna y, arriba del primer panel, el año, cuántas instituciones midió y si se compara."""
    pasos = _lugar(
        xa="x0 + datum.columna * paso + 2", xz="x0 + (datum.columna + 1) * paso - 2",
        y1="cabecera - letra * (2.1 + sube)", y2="cabecera - letra * (0.95 + sube)", yn="cabecera + letra * (0.1 - sube)",
    )  # fmt: skip
    al_centro = {"align": "center"}
    primera = [{"filter": "datum.fila == 0"}]
    fondo = {"type": "rect", "cornerRadius": 3, "fill": colores.panel, "opacity": expr("datum.comparable ? 0.55 : 1")}
    trama = {"type": "rect", "cornerRadius": 3, "fill": None, "stroke": colores.trama, "strokeWidth": 1, "strokeDash": [2, 3]}
    capas = [
        capa(fondo, x="xa", x2="xz", y="techo", y2="piso"),
        capa(trama, None, [{"filter": "!datum.comparable"}], x="xa", x2="xz", y="techo", y2="piso"),
        capa({**texto("letra * 1.05", colores.texto, fontWeight=600), **al_centro}, None, primera, x="xc", y="y1", text="edicion"),
        capa({**texto("letra * 0.85", colores.texto_suave), **al_centro}, None, primera, x="xc", y="y2", text="cuenta"),
        capa({**texto("letra * 0.85", colores.texto_suave), **al_centro}, None, primera, x="xc", y="yn", text="aviso"),
    ]
    return vega.grupo({"name": "celdas"}, pasos, capas)


def _guias(colores: Tema) -> Json:
    """Tres líneas por panel: 0, 0.50 y 1."""
    completas = {"filter": "!bajos || datum.valor != 0.5"}
    pasos = [completas, *_lugar(y=_alto("valor"), xa="x0", xz="x1", xt="x0 - letra * 0.4")]
    capas = [
        capa({"type": "rule", "stroke": colores.linea, "strokeWidth": 1}, x="xa", x2="xz", y="y"),
        capa(texto("letra * 0.85", colores.texto_suave, align="right"), x="xt", y="y", text="texto"),
    ]
    return vega.grupo({"name": "guias"}, pasos, capas)


def _nombres(colores: Tema) -> Json:
    pasos = _lugar(cero="0", ye="angosto ? datum.techo - letra * 1.1 : (datum.techo + datum.piso) / 2")
    ancho = expr("angosto ? width : x0 - letra * 2.2")
    return vega.grupo(
        {"name": "paneles"}, pasos, [capa(texto("letra", colores.texto, fontWeight=600, limit=ancho), x="cero", y="ye", text="etiqueta")]
    )


def _lineas(colores: Tema) -> Json:
    pasos = _lugar(
        xa="x0 + (datum.columna + 0.5) * paso + datum.mueve0 * letra",
        xz="x0 + (datum.columna1 + 0.5) * paso + datum.mueve1 * letra",
        ya=_alto("v0"),
        yz=_alto("v1"),
    )
    linea = {"type": "rule", "stroke": colores.acento, "strokeWidth": expr("letra * 0.14"), "strokeDash": [5, 4]}
    return vega.grupo({"name": "lineas"}, pasos, [capa(linea, x="xa", x2="xz", y="ya", y2="yz")])


def _puntos(colores: Tema) -> Json:
    """Lleno lo calculado o de la base oficial; rombo hueco lo que sólo se publicó."""
    pasos = _lugar(
        x="x0 + (datum.columna + 0.5) * paso + datum.mueve * letra",
        y=_alto("valor"),
        xt="datum.x + datum.lado * letra * -0.35",
        yt="datum.y - letra * 1.05",
    )
    marcas, detalle = renglones.marcas(colores), vega.campo("detalle")
    lleno = {**marcas["circulo"], "aria": True}
    hueco = {**marcas["rombo_hueco"], "aria": True}
    cifra = texto(
        "letra * 0.95", colores.texto, fontWeight=600, align=expr("datum.lado < 0 ? 'right' : datum.lado > 0 ? 'left' : 'center'")
    )
    halo = {"fill": None, "stroke": colores.panel, "strokeWidth": expr("letra * 0.35")}
    capas = [
        capa({**cifra, **halo}, x="xt", y="yt", text="texto"),
        capa(cifra, x="xt", y="yt", text="texto"),
        capa(lleno, None, [{"filter": "!datum.publicada"}], x="x", y="y", tooltip=detalle, description=detalle),
        capa(hueco, None, [{"filter": "datum.publicada"}], x="x", y="y", tooltip=detalle, description=detalle),
    ]
    return vega.grupo({"name": "puntos"}, pasos, capas)
