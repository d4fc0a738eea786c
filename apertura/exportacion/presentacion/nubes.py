"""Gráficas de puntos nativas (XY): por renglones, cada institución en su valor; por columnas, las cifras de cada edición."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.chart.chart import Chart
from pptx.enum.chart import XL_AXIS_CROSSES, XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.util import Pt

from apertura.exportacion.medidas import acortar, ancho
from apertura.exportacion.presentacion import clave
from apertura.exportacion.presentacion.barras import lugar, vestir
from apertura.exportacion.presentacion.clave import Entrada
from apertura.exportacion.presentacion.datos_de_grafica import de_puntos
from apertura.exportacion.presentacion.lienzo import LETRA_MINIMA, SUAVE, Caja, Escala, Renglon, color, describir, letra, limpio, texto

_FORMAS = {"circulo": XL_MARKER_STYLE.CIRCLE, "rombo": XL_MARKER_STYLE.DIAMOND, "cuadro": XL_MARKER_STYLE.SQUARE}
_NOMBRES, _EJE, _PIE, _LADO, _CIFRA = 0.3, 40, 74, 80, 28


@dataclass(frozen=True)
class Nube:
    """Puntos (x, y) del mismo aspecto. `linea` los une con ese grueso (en puntos); `rotulos` escribe un texto junto a cada uno."""

    nombre: str
    puntos: Sequence[tuple[float, float]]
    color: str
    forma: str = ""
    tamano: int = 8
    linea: float = 0
    rayas: bool = False
    rotulos: Sequence[str] | None = None
    en_clave: bool = True
    donde: Any = XL_LABEL_POSITION.RIGHT

    @property
    def entrada(self) -> Entrada:
        """Cómo sale en la clave."""
        return Entrada(self.color, self.nombre, self.forma or ("linea" if self.linea < 5 else "cuadro"))


def por_renglones(
    formas: Any, escala: Escala, caja: Caja, nubes: Sequence[Nube], nombres: Sequence[tuple[str, str]], nombre: str, alternativo: str,
    cifras: Sequence[str] = (),
) -> None:  # fmt: skip
    """Un renglón por nombre (con su apoyo): el primero arriba, en y = 0 y hacia abajo; el eje va de 0 a 1 y las cifras, a la derecha."""
    utiles, cuantos = [nube for nube in nubes if nube.puntos], max(len(nombres), 1)
    clave.clave(formas, escala, Caja(caja.x, caja.y, caja.ancho, clave.ALTO), [n.entrada for n in utiles if n.en_clave])
    abajo = caja.dentro(arriba=clave.ALTO)
    hacia_abajo = [(n.nombre, [(x, -y) for x, y in n.puntos]) for n in utiles]
    grafica = _grafica(formas, escala, abajo, utiles, hacia_abajo, nombre, alternativo)
    derecha = max((ancho(cifra, _CIFRA, 600) + 30 for cifra in cifras), default=0.03 * caja.ancho)
    lugar(grafica, _NOMBRES, 0.01, 1 - _NOMBRES - derecha / caja.ancho, 1 - _EJE / abajo.alto)
    ejex, ejey = grafica.category_axis, grafica.value_axis
    ejex.minimum_scale, ejex.maximum_scale = 0, 1
    ejex.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    _lineas(ejex)
    ejey.minimum_scale, ejey.maximum_scale = -cuantos + 0.5, 0.5
    ejey.visible, ejey.has_major_gridlines = False, False
    util = abajo.alto - _EJE
    for n, (principal, apoyo) in enumerate(nombres):
        fila = Caja(caja.x, abajo.y + util * n / cuantos, caja.ancho * _NOMBRES - 20, util / cuantos)
        _nombre(formas, escala, fila, principal, apoyo)
    for n, cifra in enumerate(cifras):
        al_lado = Caja(caja.x + caja.ancho - derecha, abajo.y + util * (n + 0.5) / cuantos - _CIFRA * 0.6, derecha, _CIFRA * 1.2)
        texto(formas, escala, al_lado, [Renglon(cifra, _CIFRA, negrita=True)], f"Cifra de {nombres[n][0]}", "derecha")


def por_columnas(
    formas: Any, escala: Escala, caja: Caja, nubes: Sequence[Nube], nombres: Sequence[tuple[str, str]], nombre: str, alternativo: str
) -> None:  # fmt: skip
    """Una columna por nombre (con su apoyo, si cabe): x = 0, 1, 2…; y de 0 a 1. La clave la pone quien llama."""
    utiles, cuantas = [nube for nube in nubes if nube.puntos], max(len(nombres), 1)
    grafica = _grafica(formas, escala, caja, utiles, [(n.nombre, n.puntos) for n in utiles], nombre, alternativo)
    lado = _LADO / caja.ancho
    lugar(grafica, lado, 16 / caja.alto, 1 - lado, 1 - (_PIE + 16) / caja.alto)
    ejex, ejey = grafica.category_axis, grafica.value_axis
    ejex.minimum_scale, ejex.maximum_scale = -0.5, cuantas - 0.5
    ejex.visible, ejex.has_major_gridlines = False, False
    ejey.minimum_scale, ejey.maximum_scale = 0, 1
    _lineas(ejey)
    cada = caja.ancho * (1 - lado) / cuantas
    for n, (principal, apoyo) in enumerate(nombres):
        pie = Caja(caja.x + _LADO + cada * n, caja.y + caja.alto - _PIE + 6, cada, _PIE - 10)
        corto = acortar(apoyo, cada - 8, LETRA_MINIMA)
        segundo = [Renglon(corto, LETRA_MINIMA, SUAVE)] if corto == apoyo and apoyo else []
        texto(formas, escala, pie, [Renglon(acortar(principal, cada, LETRA_MINIMA)), *segundo], f"Columna {principal}", "centro")


def _grafica(
    formas: Any, escala: Escala, caja: Caja, nubes: Sequence[Nube], series: Sequence[tuple[str, Sequence[tuple[float, float]]]],
    nombre: str, alternativo: str,
) -> Chart:  # fmt: skip
    marco = formas.add_chart(XL_CHART_TYPE.XY_SCATTER, *escala.caja(caja), de_puntos(series, "0.0000"))
    describir(marco, nombre, alternativo)
    grafica = marco.chart
    vestir(grafica)
    grafica.category_axis.crosses = grafica.value_axis.crosses = XL_AXIS_CROSSES.MINIMUM
    for serie, nube in zip(grafica.plots[0].series, nubes, strict=True):
        _vestir_nube(serie, nube)
    _primero_la_mas_larga(grafica, nubes)
    return grafica


def _primero_la_mas_larga(grafica: Chart, nubes: Sequence[Nube]) -> None:
    """La serie con más puntos va primero en el archivo, sin cambiar su orden de dibujo: LibreOffice no pinta las que la preceden."""
    series = grafica._chartSpace.xpath(".//c:scatterChart/c:ser")
    larga = max(range(len(nubes)), key=lambda n: len(nubes[n].puntos), default=0)
    if larga:
        series[0].addprevious(series[larga])


def _nombre(formas: Any, escala: Escala, fila: Caja, principal: str, apoyo: str) -> None:
    caben = 2 if fila.alto >= LETRA_MINIMA * 2.5 else 1
    corto = acortar(principal if caben == 2 or not apoyo else f"{principal} · {apoyo}", fila.ancho, LETRA_MINIMA)
    segundo = [Renglon(acortar(apoyo, fila.ancho, LETRA_MINIMA), LETRA_MINIMA, SUAVE)] if caben == 2 and apoyo else []
    alto = LETRA_MINIMA * 1.2 * (1 + len(segundo))
    lugar_ = Caja(fila.x, fila.y + (fila.alto - alto) / 2, fila.ancho, alto)
    texto(formas, escala, lugar_, [Renglon(corto), *segundo], f"Renglón {principal}")


def _lineas(eje: Any) -> None:
    """El eje de 0 a 1, con sus líneas punteadas de cuarto en cuarto."""
    eje.has_major_gridlines, eje.major_tick_mark, eje.major_unit = True, XL_TICK_MARK.NONE, 0.25
    eje.tick_labels.number_format, eje.tick_labels.number_format_is_linked = "0.00", False
    letra(eje.tick_labels.font, LETRA_MINIMA, SUAVE)
    eje.format.line.fill.background()
    linea = eje.major_gridlines.format.line
    linea.width = Pt(0.5)
    linea.fill.solid()
    color(linea.fill.fore_color, SUAVE)
    linea.dash_style = MSO_LINE.ROUND_DOT


def _vestir_nube(serie: Any, nube: Nube) -> None:
    if nube.linea:
        serie.format.line.width = Pt(nube.linea)
        serie.format.line.fill.solid()
        color(serie.format.line.fill.fore_color, nube.color)
        if nube.rayas:
            serie.format.line.dash_style = MSO_LINE.DASH
    else:
        serie.format.line.fill.background()
    marca = serie.marker
    marca.style = _FORMAS[nube.forma] if nube.forma else XL_MARKER_STYLE.NONE
    if nube.forma:
        marca.size = nube.tamano
        marca.format.fill.solid()
        color(marca.format.fill.fore_color, nube.color)
        marca.format.line.fill.background()
    for numero, escrito in enumerate(nube.rotulos or ()):
        if escrito:
            etiqueta = serie.points[numero].data_label
            etiqueta.position = nube.donde
            etiqueta.text_frame.text = limpio(escrito)
            letra(etiqueta.text_frame.paragraphs[0].runs[0].font, LETRA_MINIMA, negrita=True)
