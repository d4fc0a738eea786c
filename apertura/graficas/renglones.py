"""Armazón común de las gráficas por renglones: etiqueta, carril de 0 a 1 y cifra al final.

En ancho, la etiqueta va a la izquierda del carril; en angosto, encima. Cada renglón trae su número en `fila`; una
plantilla se arma para cierto número de filas y de ahí sale el alto.
"""

from apertura.graficas import vega
from apertura.graficas.tema import Tema
from apertura.graficas.vega import Json, Tamano, calcular, capa, expr, texto

CIFRAS = ("0", "0.25", "0.50", "0.75", "1")
PORCENTAJES = ("0 %", "25 %", "50 %", "75 %", "100 %")


def parametros(
    filas: int | str,
    tamano: Tamano,
    *,
    etiqueta: float,
    cola: float,
    alto: float = 2.5,
    alto_angosto: float = 3.6,
    ceros: float = 0.6,
    cabecera: float = 2.1,
) -> list[Json]:
    """Medidas en píxeles. Todo llega en tamaños de letra; `filas` puede ser una expresión.

    `etiqueta` y `cola`: anchos reservados a los lados; `alto`, el del renglón; `ceros`, el hueco a la izquierda del
    carril cuando la etiqueta va encima; `cabecera`, el espacio de arriba.
    """
    if tamano == "exportacion":
        medidas: Json = {
            "angosto": f"width < {vega.ANGOSTO_EN_ARCHIVO}",
            "letra": vega.LETRA_EN_ARCHIVO,
            "alto_fila": f"min(letra * {max(7, alto * 1.3)}, (height - letra * {cabecera + 2.1}) / {filas})",
            # Donde no caben dos renglones de letra que se lea de lejos, lo de abajo pasa a un lado.
            "apretado": "!angosto && alto_fila < letra * 2.3",
        }
    else:
        medidas = {
            "angosto": f"width < {vega.ANGOSTO}",
            "letra": "angosto ? 12.5 : 13",
            "alto_fila": f"letra * (angosto ? {alto_angosto} : {alto})",
            "height": f"letra * {cabecera + 2.1} + alto_fila * {filas}",
            "apretado": False,
        }
    medidas |= {
        "cabecera": f"letra * {cabecera}",
        "x0": f"letra * (angosto ? {ceros} : {etiqueta})",
        "x1": f"width - letra * {cola}",
        "largo": "x1 - x0",
        "pie": f"cabecera + alto_fila * {filas}",
    }
    return vega.parametros(**medidas)


def posicion(**otras: str) -> list[Json]:
    """Por fila: `cy`, centro del carril; `ey` y `ex`, donde empieza la etiqueta; `y0` y `y1`, sus bordes."""
    return calcular(
        tope="cabecera + datum.fila * alto_fila",
        cy="datum.tope + alto_fila * (angosto ? 0.66 : 0.5)",
        ex="0",
        ey="angosto ? datum.tope + letra * 0.75 : datum.cy",
        y0="datum.tope",
        y1="datum.tope + alto_fila",
        xf="width",
        **otras,
    )


def a_equis(campo: str, maximo: str = "1") -> str:
    """Expresión que lleva un campo de 0 a `maximo` al carril, sin salirse de él."""
    return f"x0 + clamp(datum.{campo} / {maximo}, 0, 1) * largo"


def cuadricula(colores: Tema, rotulos: tuple[str, ...] = CIFRAS) -> Json:
    """Cinco líneas tenues de 0 a 1, con su número al pie."""
    marcas = {"values": [{"v": numero / 4, "t": rotulo} for numero, rotulo in enumerate(rotulos)]}
    pasos = calcular(x=a_equis("v"), y0="cabecera", y1="pie", y="pie + letra * 0.9")
    capas = [
        capa({"type": "rule", "stroke": colores.linea, "strokeWidth": 1}, x="x", y="y0", y2="y1"),
        capa(texto("letra * 0.88", colores.texto_suave, align="center"), x="x", y="y", text="t"),
    ]
    return vega.grupo(marcas, pasos, capas)


def referencia(colores: Tema) -> Json:
    """Regla vertical del conjunto `referencia` (una fila: `valor`, que puede faltar, y `texto`) con su rótulo arriba."""
    pasos = [
        {"filter": "isValid(datum.valor)"},
        *calcular(x=a_equis("valor"), y0="cabecera - letra * 0.2", y1="pie", y="cabecera - letra"),
    ]
    ancla = {"align": expr("datum.valor > 0.6 ? 'right' : datum.valor < 0.25 ? 'left' : 'center'")}
    raya = {"type": "rule", "stroke": colores.texto, "strokeWidth": expr("letra * 0.12"), "strokeDash": [4, 3]}
    capas = [
        capa({**raya, "stroke": colores.fondo, "strokeDash": [], "opacity": 0.8}, x="x", y="y0", y2="y1"),
        capa(raya, x="x", y="y0", y2="y1"),
        capa({**texto("letra * 0.92", colores.texto, fontWeight=600), **ancla}, x="x", y="y", text="texto"),
    ]
    return vega.grupo({"name": "referencia"}, pasos, capas)


def etiqueta(colores: Tema, campo: str = "etiqueta", **propiedades: object) -> Json:
    """Nombre del renglón."""
    return capa({**texto("letra", colores.texto), **propiedades}, x="ex", y="ey", text=campo)


def clave(colores: Tema) -> Json:
    """Leyenda de marcas, arriba. Conjunto `marcas`, una fila por marca usada: `marca`, `nombre`, `lugar`."""
    pasos = calcular(
        y="letra * 0.8",
        x="(angosto ? 0 : x0) + letra * (0.5 + datum.lugar)",
        xt="datum.x + letra * 0.9",
        y0="datum.y - letra * 0.5",
        y1="datum.y + letra * 0.5",
        xa="datum.x - letra * 0.5",
        xz="datum.x + letra * 0.5",
    )
    capas = [_muestra(marca, propiedades) for marca, propiedades in marcas(colores).items()]
    capas.append(capa(texto("letra * 0.92", colores.texto_suave, limit=expr("width - datum.xt")), x="xt", y="y", text="nombre"))
    return vega.grupo({"name": "marcas"}, pasos, capas)


def marcas(colores: Tema) -> dict[str, Json]:
    """Aspecto de cada marca, el mismo en la gráfica y en su leyenda."""
    punto = {"opacity": 1, "strokeWidth": 1.5}
    raya = {"type": "rule", "strokeWidth": expr("letra * 0.24"), "strokeCap": "round"}
    return {
        "circulo": {
            **punto,
            "type": "circle",
            "color": colores.seleccion,
            "stroke": colores.fondo,
            "size": expr("pow(letra * 1.05, 2)"),
        },
        "rombo": {
            **punto,
            "type": "point",
            "shape": "diamond",
            "filled": True,
            "color": colores.seleccion,
            "stroke": colores.fondo,
            "size": expr("pow(letra * 1.15, 2)"),
        },
        "hueco": {
            **punto,
            "type": "point",
            "shape": "diamond",
            "fill": colores.fondo,
            "stroke": colores.texto_suave,
            "size": expr("pow(letra * 0.8, 2)"),
        },
        "rombo_hueco": {
            **punto,
            "type": "point",
            "shape": "diamond",
            "filled": True,
            "fill": colores.fondo,
            "stroke": colores.acento,
            "strokeWidth": 2,
            "size": expr("pow(letra * 0.95, 2)"),
        },
        "punto": {"type": "circle", "opacity": 0.8, "color": colores.punto, "size": expr("pow(letra * 0.5, 2)")},
        "referencia": {**raya, "stroke": colores.texto},
        "mediana": {**raya, "stroke": colores.acento},
        "banda": {"type": "rect", "fill": colores.acento, "opacity": 0.18, "cornerRadius": 2},
    }


def _muestra(marca: str, propiedades: Json) -> Json:
    lugar = {"rule": {"x": "x", "y": "y0", "y2": "y1"}, "rect": {"x": "xa", "x2": "xz", "y": "y0", "y2": "y1"}}
    return capa(
        propiedades,
        None,
        [{"filter": f"datum.marca == '{marca}'"}],
        **lugar.get(propiedades["type"], {"x": "x", "y": "y"}),
    )
