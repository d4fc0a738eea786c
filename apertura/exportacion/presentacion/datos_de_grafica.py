"""Los datos de una gráfica nativa y el libro que PowerPoint abre con «Editar datos».

python-pptx escribe ese libro con la fecha del reloj y con fórmulas permitidas: aquí la fecha es fija, ningún texto es fórmula
y la hoja se llama «Datos».
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import IO, Any

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.xlsx import CategoryWorkbookWriter, XyWorkbookWriter
from xlsxwriter.workbook import Workbook

from apertura.exportacion.presentacion.lienzo import limpio
from apertura.exportacion.seguro import celda_segura
from apertura.exportacion.xlsx import OPCIONES
from apertura.graficas.base import Grafica

HOJA, _AJENA = "Datos", "Sheet1"
_FECHA = datetime(2000, 1, 1)


@contextmanager
def _abrir(archivo: IO[bytes]) -> Iterator[tuple[Workbook, Any]]:
    with Workbook(archivo, OPCIONES) as libro:
        libro.set_properties({"author": "Apertura", "created": _FECHA})
        yield libro, libro.add_worksheet(HOJA)


class _LibroDeCategorias(CategoryWorkbookWriter):
    def _open_worksheet(self, xlsx_file: IO[bytes]) -> Any:
        return _abrir(xlsx_file)

    @property
    def categories_ref(self) -> str:
        return super().categories_ref.replace(_AJENA, HOJA)

    def series_name_ref(self, series: Any) -> str:
        return super().series_name_ref(series).replace(_AJENA, HOJA)

    def values_ref(self, series: Any) -> str:
        return super().values_ref(series).replace(_AJENA, HOJA)


class _LibroDePuntos(XyWorkbookWriter):
    def _open_worksheet(self, xlsx_file: IO[bytes]) -> Any:
        return _abrir(xlsx_file)

    def series_name_ref(self, series: Any) -> str:
        return super().series_name_ref(series).replace(_AJENA, HOJA)

    def x_values_ref(self, series: Any) -> str:
        return super().x_values_ref(series).replace(_AJENA, HOJA)

    def y_values_ref(self, series: Any) -> str:
        return super().y_values_ref(series).replace(_AJENA, HOJA)


class _DeCategorias(CategoryChartData):
    @property
    def _workbook_writer(self) -> CategoryWorkbookWriter:
        return _LibroDeCategorias(self)


class _DePuntos(XyChartData):
    @property
    def _workbook_writer(self) -> XyWorkbookWriter:
        return _LibroDePuntos(self)


def de_categorias(categorias: Sequence[str], series: Sequence[tuple[str, Sequence[float | None]]], formato: str) -> CategoryChartData:
    """Categorías y series con su nombre; `formato` es el de Excel para los números."""
    datos = _DeCategorias(number_format=formato)
    datos.categories = [_celda(categoria) or "—" for categoria in categorias]
    for nombre, valores in series:
        datos.add_series(_celda(nombre), valores)
    return datos


def de_puntos(series: Sequence[tuple[str, Sequence[tuple[float, float]]]], formato: str) -> XyChartData:
    """Series de puntos (x, y) con su nombre."""
    datos = _DePuntos(number_format=formato)
    for nombre, puntos in series:
        serie = datos.add_series(_celda(nombre))
        for x, y in puntos:
            serie.add_data_point(x, y)
    return datos


def _celda(texto: str) -> str:
    return celda_segura(limpio(texto))


def referencias(grafica: Grafica) -> list[tuple[str, float]]:
    """Las líneas de referencia, con su letrero; sin valor, el conjunto trae una fila vacía, que aquí no es nada."""
    return [(r["texto"], r["valor"]) for r in grafica.conjuntos["referencia"].iter_rows(named=True) if r["valor"] is not None]
