"""Gráficas de barras nativas: simples, agrupadas o apiladas (cascadas e intervalos), siempre horizontales y con su cifra."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.chart.chart import Chart
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from apertura.exportacion.medidas import acortar, ancho
from apertura.exportacion.presentacion import clave
from apertura.exportacion.presentacion.clave import Entrada
from apertura.exportacion.presentacion.datos_de_grafica import de_categorias
from apertura.exportacion.presentacion.lienzo import (
    LETRA_MINIMA,
    SUAVE,
    TEXTO,
    Caja,
    Escala,
    color,
    describir,
    letra,
    limpio,
    puntos,
    rellenar,
)

_PARTE_DE_NOMBRES = 0.4
_C = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'


@dataclass(frozen=True)
class Serie:
    """`color` es uno para todas las barras, uno por barra, o ninguno (invisible). `rotulos` son textos ya escritos; si no se dan
    y hay `formato`, la cifra se escribe con él y sigue a los datos si alguien los cambia."""

    nombre: str
    valores: Sequence[float | None]
    color: str | Sequence[str] | None
    rotulos: Sequence[str] | None = None
    formato: str = ""


@dataclass(frozen=True)
class Barras:
    """Una gráfica de barras por dibujar. `extremos` del eje; en las apiladas cada serie empieza donde acaba la anterior."""

    categorias: Sequence[str]
    series: Sequence[Serie]
    extremos: tuple[float, float]
    apiladas: bool = False
    leyenda: bool = False
    grosor: int = 55
    formato: str = "0.00"


def dibujar(figuras: Any, escala: Escala, caja: Caja, barras: Barras, nombre: str, alternativo: str) -> Chart:
    """La gráfica en su caja, con la letra del tema."""
    nombres = max(min(max((ancho(c, LETRA_MINIMA) for c in barras.categorias), default=0) + 24, caja.ancho * _PARTE_DE_NOMBRES), 60)
    categorias = [acortar(categoria, nombres - 20, LETRA_MINIMA) for categoria in barras.categorias]
    if barras.leyenda:
        clave.clave(figuras, escala, caja, [Entrada(s.color, s.nombre) for s in barras.series if isinstance(s.color, str)])
        caja = caja.dentro(arriba=clave.ALTO)
    datos = de_categorias(categorias, [(s.nombre, s.valores) for s in barras.series], barras.formato)
    tipo = XL_CHART_TYPE.BAR_STACKED if barras.apiladas else XL_CHART_TYPE.BAR_CLUSTERED
    marco = figuras.add_chart(tipo, *escala.caja(caja), datos)
    describir(marco, nombre, alternativo)
    grafica = marco.chart
    vestir(grafica)
    lugar(grafica, nombres / caja.ancho, 0, 1 - nombres / caja.ancho, 1)
    _ejes(grafica, barras)
    trazo = grafica.plots[0]
    trazo.gap_width, trazo.overlap, trazo.vary_by_categories = round(100 * (100 - barras.grosor) / barras.grosor), _encimado(barras), False
    for dibujada, serie in zip(trazo.series, barras.series, strict=True):
        _serie(dibujada, serie, barras.apiladas)
    return grafica


def vestir(grafica: Chart) -> None:
    """Letra del tema en todo, sin título propio ni esquinas redondas, y los huecos como huecos."""
    grafica.has_title = False
    grafica.has_legend = False
    grafica.font.size = puntos(LETRA_MINIMA)
    color(grafica.font.color, TEXTO)
    espacio = grafica._chartSpace
    if espacio.find(qn("c:roundedCorners")) is None:
        redondas = parse_xml(f'<c:roundedCorners {_C} val="0"/>')
        espacio.insert(1 if espacio.find(qn("c:date1904")) is not None else 0, redondas)


def lugar(grafica: Chart, x: float, y: float, ancho: float, alto: float) -> None:
    """El área de dibujo, en fracciones de la caja: así se sabe dónde cae cada barra y caben los nombres."""
    area = grafica._chartSpace.chart.plotArea
    viejo = area.find(qn("c:layout"))
    if viejo is not None:
        area.remove(viejo)
    valores = "".join(f'<c:{clave} val="{valor:.5f}"/>' for clave, valor in (("x", x), ("y", y), ("w", ancho), ("h", alto)))
    area.insert(0, parse_xml(
            f'<c:layout {_C}><c:manualLayout><c:layoutTarget val="inner"/>'
        f'<c:xMode val="edge"/><c:yMode val="edge"/>{valores}</c:manualLayout></c:layout>'
    ))  # fmt: skip


def _encimado(barras: Barras) -> int:
    return 100 if barras.apiladas or len(barras.series) == 1 else 0


def _ejes(grafica: Chart, barras: Barras) -> None:
    """Los nombres a la izquierda, el primero arriba; el eje de valores no se ve: cada barra lleva su cifra."""
    nombres, valores = grafica.category_axis, grafica.value_axis
    nombres.reverse_order, nombres.has_major_gridlines = True, False
    nombres.major_tick_mark = XL_TICK_MARK.NONE
    nombres.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    letra(nombres.tick_labels.font, LETRA_MINIMA)
    color(nombres.format.line.fill.fore_color if nombres.format.line.fill.type else _linea(nombres), SUAVE)
    valores.visible, valores.has_major_gridlines = False, False
    valores.minimum_scale, valores.maximum_scale = barras.extremos


def _linea(eje: Any) -> Any:
    eje.format.line.fill.solid()
    return eje.format.line.fill.fore_color


def _serie(dibujada: Any, serie: Serie, apilada: bool) -> None:
    invertir = dibujada._element.find(qn("c:invertIfNegative"))
    if invertir is not None:
        invertir.set("val", "0")
    if serie.color is None or isinstance(serie.color, str):
        rellenar(dibujada.format.fill, serie.color)
    else:
        for numero, uno in enumerate(serie.color):
            punto = dibujada.points[numero]
            rellenar(punto.format.fill, uno)
            # Con un borde, la clase más clara de la escala no se pierde en el fondo.
            punto.format.line.width = puntos(1)
            color(_linea_de(punto), SUAVE)
    if serie.rotulos is not None:
        _rotulos(dibujada, serie.rotulos, XL_LABEL_POSITION.INSIDE_BASE if apilada else XL_LABEL_POSITION.OUTSIDE_END)
    elif serie.formato:
        etiquetas = dibujada.data_labels
        etiquetas.show_value, etiquetas.number_format, etiquetas.number_format_is_linked = True, serie.formato, False
        etiquetas.position = XL_LABEL_POSITION.OUTSIDE_END
        letra(etiquetas.font, LETRA_MINIMA, negrita=True)


def _linea_de(punto: Any) -> Any:
    punto.format.line.fill.solid()
    return punto.format.line.fill.fore_color


def _rotulos(dibujada: Any, textos: Sequence[str], posicion: Any) -> None:
    for numero, escrito in enumerate(textos):
        if not escrito:
            continue
        etiqueta = dibujada.points[numero].data_label
        etiqueta.position = posicion
        marco = etiqueta.text_frame
        marco.text = limpio(escrito)
        letra(marco.paragraphs[0].runs[0].font, LETRA_MINIMA, negrita=True)
