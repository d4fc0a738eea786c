"""Plantillas de tira por grupo y de banda de pares: puntos apilados sobre un carril de 0 a 1."""

from apertura.graficas import renglones, vega
from apertura.graficas.tema import TEMAS, NombreTema, Tema, config_vega
from apertura.graficas.vega import Json, Tamano, calcular, capa, expr, texto


def tira(tema: NombreTema, tamano: Tamano, filas: int) -> Json:
    """Especificación de la tira para cierto número de grupos."""
    colores = TEMAS[tema]
    capas = [
        renglones.cuadricula(colores),
        renglones.clave(colores),
        _por_grupo(colores),
        renglones.referencia(colores),
        _medianas(colores),
        _nube(colores),
    ]
    medidas = renglones.parametros(filas, tamano, etiqueta=18, cola=1, alto=4, alto_angosto=5.2, ceros=6.2, cabecera=3.7)
    seleccion = vega.al_tocar("sujeto", "clave")
    origen = {"plantilla": "tira", "argumentos": {"filas": filas}}
    return vega.lienzo(capas, [*medidas, seleccion], config_vega(tema), origen)


def _por_grupo(colores: Tema) -> Json:
    pasos = renglones.posicion(
        ey1="datum.ey - (angosto || apretado ? 0 : letra * 0.65)",
        ey2="datum.ey + (apretado ? 0 : letra * 0.65)",
        xcuenta="angosto ? width : apretado ? x0 - letra * 0.8 : 0",
        yceros="datum.y1 - letra * 0.1",
    )
    suave = texto("letra * 0.9", colores.texto_suave)
    cuenta = {**suave, "align": expr("angosto || apretado ? 'right' : 'left'")}
    capas = [
        capa({"type": "rule", "stroke": colores.linea, "strokeWidth": 1}, x="ex", x2="xf", y="y0"),
        capa(
            texto("letra", colores.texto, fontWeight=600, limit=expr("angosto ? width * 0.66 : x0 - letra * (apretado ? 8.6 : 0.6)")),
            x="ex",
            y="ey1",
            text="etiqueta",
        ),
        capa(cuenta, None, calcular(yc="angosto ? datum.ey1 : datum.ey2"), x="xcuenta", y="yc", text="cuenta"),
    ]
    return vega.grupo({"name": "grupos"}, pasos, capas)


def _nube(colores: Tema, opacidad: float = 0.7) -> Json:
    """Los puntos de `puntos`; el elegido, grande y encima."""
    pasos = renglones.posicion(
        x=renglones.a_equis("valor") + " + datum.corrimiento * letra",
        y="datum.cy + datum.desvio * alto_fila * (angosto ? 0.66 : 0.94)",
    )
    marcas = renglones.marcas(colores)
    punto = {**marcas["punto"], "opacity": opacidad, "stroke": colores.fondo, "strokeWidth": 0.4}
    detalle = vega.campo("detalle")
    toque = capa(
        {**punto, "cursor": "pointer", "aria": True},
        x="x",
        y="y",
        tooltip=detalle,
        description=detalle,
        detail=vega.campo("clave"),
    )
    marca = capa(marcas["circulo"], None, [{"filter": "datum.sel"}], x="x", y="y", tooltip=detalle)
    return vega.grupo({"name": "puntos"}, pasos, [{**toque, "name": "toque"}, marca])


def _medianas(colores: Tema) -> Json:
    """Raya de la mediana y, junto al cero, cuántas instituciones están ahí."""
    pasos = renglones.posicion(
        x=renglones.a_equis("mediana"),
        m0="datum.cy - alto_fila * (angosto ? 0.26 : 0.4)",
        m1="datum.cy + alto_fila * (angosto ? 0.26 : 0.4)",
        xceros="x0 + letra * 0.5",
        yceros="datum.cy - alto_fila * (angosto ? 0.24 : 0.36)",
    )
    con_mediana = [{"filter": "isValid(datum.mediana)"}]
    raya = renglones.marcas(colores)["mediana"]
    capas = [
        capa(
            {**raya, "stroke": colores.fondo, "strokeWidth": expr("letra * 0.5")},
            None,
            con_mediana,
            x="x",
            y="m0",
            y2="m1",
        ),
        capa(raya, None, con_mediana, x="x", y="m0", y2="m1"),
        *_ceros(colores),
    ]
    return vega.grupo({"name": "grupos"}, pasos, capas)


def _ceros(colores: Tema) -> list[Json]:
    """Cuántos están en cero, junto al eje y con halo: el bloque de la izquierda no son valores negativos."""
    ceros = texto("letra * 0.85", colores.texto)
    halo = {"fill": None, "stroke": colores.fondo, "strokeWidth": expr("letra * 0.3")}
    return [capa({**ceros, **halo}, x="xceros", y="yceros", text="ceros"), capa(ceros, x="xceros", y="yceros", text="ceros")]


def banda(tema: NombreTema, tamano: Tamano, filas: int) -> Json:
    """Especificación de la banda de pares para cierto número de indicadores."""
    colores = TEMAS[tema]
    capas = [
        renglones.cuadricula(colores),
        renglones.clave(colores),
        _bandas(colores),
        _nube(colores, 0.45),
        _propios(colores),
    ]
    medidas = renglones.parametros(filas, tamano, etiqueta=24, cola=3.6, alto=3.4, alto_angosto=4.4, ceros=6.2)
    seleccion = vega.al_tocar("sujeto", "clave")
    origen = {"plantilla": "banda", "argumentos": {"filas": filas}}
    return vega.lienzo(capas, [*medidas, seleccion], config_vega(tema), origen)


def _bandas(colores: Tema) -> Json:
    pasos = renglones.posicion(
        b0=renglones.a_equis("p25"),
        b1=renglones.a_equis("p75"),
        z0="datum.cy - alto_fila * (angosto ? 0.24 : 0.34)",
        z1="datum.cy + alto_fila * (angosto ? 0.24 : 0.34)",
        ey1="datum.ey - (angosto || datum.apoyo == '' ? 0 : letra * 0.6)",
        ey2="angosto ? datum.ey : datum.ey + letra * 0.65",
        xapoyo="angosto ? x1 : 0",
    )
    con_pares = [{"filter": "isValid(datum.p50)"}]
    apoyo = texto("letra * 0.9", colores.texto_suave, align=expr("angosto ? 'right' : 'left'"))
    capas = [
        capa(renglones.marcas(colores)["banda"], None, con_pares, x="b0", x2="b1", y="z0", y2="z1"),
        capa(texto("letra", colores.texto), x="ex", y="ey1", text="etiqueta"),
        capa(apoyo, x="xapoyo", y="ey2", text="apoyo"),
    ]
    return vega.grupo({"name": "indicadores"}, pasos, capas)


def _propios(colores: Tema) -> Json:
    """Mediana de los pares y, encima, la marca grande del valor propio con su cifra al final del renglón."""
    pasos = renglones.posicion(
        x=renglones.a_equis("valor"),
        xm=renglones.a_equis("p50"),
        z0="datum.cy - alto_fila * (angosto ? 0.28 : 0.4)",
        z1="datum.cy + alto_fila * (angosto ? 0.28 : 0.4)",
        xceros="x0 + letra * 0.4",
        yceros="datum.cy - alto_fila * (angosto ? 0.26 : 0.38)",
    )
    marcas = renglones.marcas(colores)
    mediana = marcas["mediana"]
    con_pares = [{"filter": "isValid(datum.p50)"}]
    marca = {**marcas["rombo"], "aria": True}
    detalle = vega.campo("detalle")
    cifra = texto("letra * 1.1", colores.texto, align="right", fontWeight=700)
    capas = [
        capa(
            {**mediana, "stroke": colores.fondo, "strokeWidth": expr("letra * 0.5")},
            None,
            con_pares,
            x="xm",
            y="z0",
            y2="z1",
        ),
        capa(mediana, None, con_pares, x="xm", y="z0", y2="z1"),
        capa(marca, None, [{"filter": "isValid(datum.valor)"}], x="x", y="cy", tooltip=detalle, description=detalle),
        capa(cifra, x="xf", y="cy", text="texto"),
        *_ceros(colores),
    ]
    return vega.grupo({"name": "indicadores"}, pasos, capas)
