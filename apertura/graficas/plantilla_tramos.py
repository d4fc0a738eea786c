"""Plantilla de tramos: un renglón por paso, del valor `desde` al valor `hasta`, con su cifra.

Sirve de cascada (los tramos se encadenan), de escalera, de barras a los dos lados del cero y de intervalo con su punto:
lo que cambia son los datos, y con ellos los extremos del eje.
"""

from apertura.graficas import renglones, vega
from apertura.graficas.tema import TEMAS, NombreTema, Tema, config_vega
from apertura.graficas.vega import Json, Tamano, calcular, capa, expr, texto


def tramos(tema: NombreTema, tamano: Tamano, filas: int, denso: bool) -> Json:
    """Especificación para cierto número de renglones; `denso` los aprieta (las 33 posiciones)."""
    colores = TEMAS[tema]
    medidas = _densas(filas) if denso and tamano == "exportacion" else _comunes(filas, tamano, denso)
    capas = [_eje(colores), renglones.clave(colores), _tramos(colores)]
    origen = {"plantilla": "tramos", "argumentos": {"filas": filas, "denso": denso}}
    return vega.lienzo(capas, medidas, config_vega(tema), origen)


def _comunes(filas: int, tamano: Tamano, denso: bool) -> list[Json]:
    """Una columna. En archivo, lo que acompaña al nombre pasa a su lado si no cabe debajo."""
    alto, angosto = (1.55, 2.6) if denso else (2.9, 3.6)
    medidas = renglones.parametros(filas, tamano, etiqueta=19, cola=7.5, alto=alto, alto_angosto=angosto, ceros=1.3)
    if tamano == "exportacion":
        [x0] = vega.parametros(x0="letra * (angosto ? 1.3 : apretado && al_lado ? 26 : 19)")
        medidas = [x0 if medida["name"] == "x0" else medida for medida in medidas]
    return [*vega.parametros(al_lado="width > letra * 50", columnas=1, por_columna=filas, hueco=0, ancho="width"), *medidas]


def _densas(filas: int) -> list[Json]:
    """En archivo, dos columnas si hay ancho: en una no caben 33 renglones que se lean de lejos."""
    columnas = f"width < {vega.ANGOSTO_EN_ARCHIVO} || {filas} < 18 ? 1 : 2"
    propias = vega.parametros(
        columnas=columnas, por_columna=f"ceil({filas} / columnas)", hueco="letra * 2", al_lado=False,
        ancho="(width - hueco * (columnas - 1)) / columnas",
    )  # fmt: skip
    medidas = renglones.parametros("por_columna", "exportacion", etiqueta=10.5, cola=5, cabecera=2.1)
    sustitutas = {medida["name"]: medida for medida in vega.parametros(angosto=False, x1="ancho - letra * 5")}
    return [*propias, *(sustitutas.get(medida["name"], medida) for medida in medidas)]


def equis(campo: str) -> str:
    """Expresión que lleva un campo al carril, entre los extremos que trae cada renglón."""
    return f"datum.dx + x0 + clamp((datum.{campo} - datum.minimo) / (datum.maximo - datum.minimo), 0, 1) * largo"


def _eje(colores: Tema) -> Json:
    """Líneas verticales del conjunto `eje` (`v`, `t`, `minimo`, `maximo`); la que trae `fuerte` se marca más."""
    pasos = [
        # Si no caben todos los números del eje, uno de cada dos.
        {"window": [{"op": "row_number", "as": "numero"}]},
        *calcular(columna="sequence(columnas)", t="columnas > 1 && datum.numero % 2 == 0 ? '' : datum.t"),
        {"flatten": ["columna"]},
        *calcular(dx="datum.columna * (ancho + hueco)", x=equis("v"), y0="cabecera", y1="pie", y="pie + letra * 0.9"),
    ]
    linea = {"type": "rule", "stroke": expr(f"datum.fuerte ? '{colores.texto_suave}' : '{colores.linea}'"), "strokeWidth": 1}
    capas = [
        capa(linea, x="x", y="y0", y2="y1"),
        capa(texto("letra * 0.88", colores.texto_suave, align="center"), x="x", y="y", text="t"),
    ]
    return vega.grupo({"name": "eje"}, pasos, capas)


def _tramos(colores: Tema) -> Json:
    columna = calcular(dx="floor(datum.fila / por_columna) * (ancho + hueco)", fila="datum.fila % por_columna")
    pasos = [*columna, *_posicion()]
    detalle = vega.campo("detalle")
    rellenos = {"total": colores.texto_suave, "sube": colores.acento, "baja": colores.brecha[3], "propia": colores.seleccion}
    color = expr(" : ".join(f"datum.clase == '{clase}' ? '{tono}'" for clase, tono in rellenos.items()) + f" : '{colores.punto}'")
    barra = {"type": "rect", "fill": color, "opacity": expr("isValid(datum.punto) ? 0.4 : 1"), "cornerRadius": 2, "aria": True}
    hilo = {"type": "rule", "stroke": colores.texto_suave, "strokeWidth": 1, "strokeDash": [2, 2]}
    punto = {"type": "circle", "fill": color, "opacity": 1, "stroke": colores.fondo, "size": expr("pow(letra * 0.85, 2)")}
    apoyo = texto("letra * 0.88", colores.texto_suave, align=expr("angosto || apretado ? 'right' : 'left'"))
    nombre = texto("letra", colores.texto, fontWeight=expr("datum.clase == 'total' || datum.clase == 'propia' ? 700 : 400"))
    cifra = texto("letra * 1.05", colores.texto, align="right", fontWeight=600)
    capas = [
        capa(hilo, None, [{"filter": "datum.sigue"}], x="xb", y="z1", y2="ysig"),
        capa(barra, x="xl", x2="xr", y="z0", y2="z1", tooltip=detalle, description=detalle),
        capa(punto, None, [{"filter": "isValid(datum.punto)"}], x="xp", y="cy"),
        capa(nombre, x="xe", y="ey1", text="etiqueta"),
        capa(apoyo, None, [{"filter": "!apretado || al_lado"}], x="xapoyo", y="ey2", text="apoyo"),
        capa(cifra, x="xcifra", y="cy", text="texto"),
    ]
    return vega.grupo({"name": "tramos"}, pasos, capas)


def _posicion() -> list[Json]:
    return renglones.posicion(
        xa=equis("desde"),
        xb=equis("hasta"),
        xl="min(datum.xa, datum.xb) - 1",
        xr="max(datum.xa, datum.xb) + 1",
        xp=equis("punto"),
        grueso="min(letra * 0.52, alto_fila * 0.4)",
        z0="datum.cy - datum.grueso",
        z1="datum.cy + datum.grueso",
        ysig="datum.z1 + alto_fila - datum.grueso * 2",
        ey1="datum.ey - (angosto || apretado || datum.apoyo == '' ? 0 : letra * 0.55)",
        ey2="angosto || apretado ? datum.ey : datum.ey + letra * 0.6",
        xe="datum.dx",
        xapoyo="angosto ? width : apretado ? x0 - letra * 0.6 : 0",
        xcifra="datum.dx + ancho",
    )
