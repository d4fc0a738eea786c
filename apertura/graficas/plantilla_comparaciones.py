"""Plantillas de comparación por renglones: contra una referencia, medias por grupo y brechas oficiales."""

from apertura.graficas import renglones, vega
from apertura.graficas.tema import TEMAS, NombreTema, Tema, config_vega
from apertura.graficas.vega import Json, Tamano, calcular, capa, expr, texto


def contra_referencia(tema: NombreTema, tamano: Tamano, filas: int) -> Json:
    """Valor propio (círculo lleno), nacional (raya) y, si hay, otra referencia (rombo hueco), unidos por una línea."""
    colores = TEMAS[tema]
    capas = [renglones.cuadricula(colores), renglones.clave(colores), _mancuernas(colores)]
    medidas = renglones.parametros(filas, tamano, etiqueta=23, cola=8, alto=2.6)
    return _completa(capas, medidas, tema, "contra_referencia", filas)


def medias(tema: NombreTema, tamano: Tamano, filas: int) -> Json:
    """Barra de la media de cada grupo, con su conteo junto al nombre y la cifra al final."""
    colores = TEMAS[tema]
    pasos = renglones.posicion(
        xb=renglones.a_equis("valor"),
        z0="datum.cy - letra * 0.6",
        z1="datum.cy + letra * 0.6",
        xc="angosto ? x1 : letra * 18.4",
    )
    detalle = vega.campo("detalle")
    color = expr(f"datum.sel ? '{colores.seleccion}' : '{colores.acento}'")
    cuenta = {**texto("letra * 0.9", colores.texto_suave, align="right")}
    filas_con_dato = [{"filter": "isValid(datum.valor)"}]
    barra = {"type": "rect", "fill": color, "aria": True}
    capas = [
        capa(
            {"type": "rect", "fill": colores.linea, "opacity": 0.45},
            None,
            calcular(xa="x0", xz="x1"),
            x="xa",
            x2="xz",
            y="z0",
            y2="z1",
        ),
        capa(
            barra,
            None,
            [*filas_con_dato, *calcular(xa="x0")],
            x="xa",
            x2="xb",
            y="z0",
            y2="z1",
            tooltip=detalle,
            description=detalle,
        ),
        renglones.etiqueta(colores, fontWeight=expr("datum.sel ? 700 : 400")),
        capa(cuenta, x="xc", y="ey", text="cuenta"),
        _cifra(colores),
    ]
    medidas = renglones.parametros(filas, tamano, etiqueta=19, cola=3.4, alto=2.1)
    todas = [renglones.cuadricula(colores), vega.grupo({"name": "grupos"}, pasos, capas), renglones.referencia(colores)]
    return _completa(todas, medidas, tema, "medias", filas)


def brechas(tema: NombreTema, tamano: Tamano, filas: int) -> Json:
    """Barra de la brecha de cada componente. Llenas, las que el INAI publicó; claras, las calculadas igual."""
    colores = TEMAS[tema]
    pasos = renglones.posicion(
        xb=renglones.a_equis("brecha", "datum.maximo"),
        z0="datum.cy - letra * 0.6",
        z1="datum.cy + letra * 0.6",
        xv="datum.xb + letra * 0.5",
        xa="x0",
    )
    detalle = vega.campo("detalle")
    relleno = expr(f"isValid(datum.publicada) ? '{colores.brecha[3]}' : '{colores.brecha[1]}'")
    barra = {"type": "rect", "fill": relleno, "stroke": colores.borde, "strokeWidth": 0.6, "aria": True}
    capas = [
        capa(barra, x="xa", x2="xb", y="z0", y2="z1", tooltip=detalle, description=detalle),
        capa(
            texto("letra", colores.texto, fontWeight=expr("isValid(datum.publicada) ? 700 : 400")),
            x="xv",
            y="cy",
            text="rotulo",
        ),
        renglones.etiqueta(colores, fontWeight=expr("isValid(datum.publicada) ? 600 : 400")),
    ]
    medidas = renglones.parametros(filas, tamano, etiqueta=16, cola=12, alto=1.9, alto_angosto=3.1, cabecera=0.4)
    return _completa([vega.grupo({"name": "componentes"}, pasos, capas)], medidas, tema, "brechas", filas)


def _completa(capas: list[Json], medidas: list[Json], tema: NombreTema, nombre: str, filas: int) -> Json:
    return vega.lienzo(capas, medidas, config_vega(tema), {"plantilla": nombre, "argumentos": {"filas": filas}})


def _cifra(colores: Tema) -> Json:
    return capa(texto("letra * 1.05", colores.texto, align="right", fontWeight=600), x="xf", y="cy", text="texto")


def _mancuernas(colores: Tema) -> Json:
    """Línea del propio al nacional, sus marcas, nombre con sangría según el árbol, cifra propia y diferencia."""
    pasos = [
        *renglones.posicion(
            xp=renglones.a_equis("valor"),
            xn=renglones.a_equis("nacional"),
            xo=renglones.a_equis("otra"),
            n0="datum.cy - letra * 0.62",
            n1="datum.cy + letra * 0.62",
            xv="width - letra * 4.6",
        ),
        *calcular(ex="datum.nivel * letra * 1.2"),
    ]
    completas = [{"filter": "isValid(datum.valor) && isValid(datum.nacional)"}]
    marcas = renglones.marcas(colores)
    detalle = vega.campo("detalle")
    cifra = texto("letra * 1.05", colores.texto, align="right", fontWeight=700)
    hilo = {"type": "rule", "stroke": colores.seleccion, "opacity": 0.55, "strokeWidth": expr("letra * 0.26")}
    capas = [
        capa(
            {"type": "rule", "stroke": colores.linea, "strokeWidth": 1},
            None,
            [{"filter": "datum.nivel <= 1"}, *calcular(cero="0")],
            x="cero",
            x2="xf",
            y="y0",
        ),
        capa(hilo, None, completas, x="xn", x2="xp", y="cy"),
        capa(marcas["referencia"], None, [{"filter": "isValid(datum.nacional)"}], x="xn", y="n0", y2="n1"),
        capa(marcas["hueco"], None, [{"filter": "isValid(datum.otra)"}], x="xo", y="cy"),
        capa(
            {**marcas["circulo"], "aria": True},
            None,
            [{"filter": "isValid(datum.valor)"}],
            x="xp",
            y="cy",
            tooltip=detalle,
            description=detalle,
        ),
        renglones.etiqueta(colores, fontWeight=expr("datum.nivel < 2 ? 600 : 400")),
        capa(cifra, x="xv", y="cy", text="texto"),
        capa(texto("letra * 0.95", colores.texto_suave, align="right"), x="xf", y="cy", text="diferencia"),
    ]
    return vega.grupo({"name": "indicadores"}, pasos, capas)
