"""Lo que dice un Excel, un PowerPoint o una nota, en pares (dónde, qué). Lo ajeno se lee en otro proceso.

Se compara lo que se lee, no los bytes: abrir y guardar un archivo cambia los bytes y no lo que dice.
"""

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import fastexcel
from docx import Document
from pptx import Presentation

CELDAS_MAXIMAS, FIGURAS_MAXIMAS = 2_000_000, 5_000
Par = tuple[str, str]
_MARCAS_DE_WORD = {"Title": "título", "Heading 1": "sección"}


def de_excel(libro: Path | bytes) -> list[Par]:
    """Cada celda de «Datos» con su lugar: «renglón 3, columna 2»."""
    hoja = fastexcel.read_excel(libro).load_sheet("Datos", header_row=None, dtypes="string").to_polars()
    if hoja.height * hoja.width > CELDAS_MAXIMAS:
        raise ValueError("demasiadas celdas")
    return [
        (f"hoja «Datos», renglón {fila}, columna {columna}", celda or "")
        for fila, celdas in enumerate(hoja.iter_rows(), start=1)
        for columna, celda in enumerate(celdas, start=1)
        if celda
    ]


def de_powerpoint(archivo: Path | bytes) -> list[list[Par]]:
    """Por diapositiva, sus textos, tablas, datos de gráficas y colores del mapa."""
    abierta = Presentation(BytesIO(archivo) if isinstance(archivo, bytes) else str(archivo))
    return [list(_de_diapositiva(hoja)) for hoja in abierta.slides]


def de_word(archivo: Path | bytes) -> list[Par]:
    """Lo que dice una nota: título, texto (que se puede corregir), cuadro, cautelas y sellos, cada parte con su lugar."""
    abierto = Document(BytesIO(archivo) if isinstance(archivo, bytes) else str(archivo))
    partes = [(str(parrafo.style.name if parrafo.style else ""), " ".join(parrafo.text.split())) for parrafo in abierto.paragraphs]
    if len(partes) > FIGURAS_MAXIMAS:
        raise ValueError("demasiados párrafos")
    return [*de_nota((_MARCAS_DE_WORD.get(estilo, ""), texto) for estilo, texto in partes if texto), *_tablas_de_word(abierto)]


def de_markdown(contenido: bytes) -> list[Par]:
    """Lo mismo de una nota en Markdown, sin deshacer los escapes: se compara con otra igual."""
    renglones = [renglon.strip() for renglon in contenido.decode("utf-8", errors="replace").splitlines() if renglon.strip()]
    return list(de_nota(_de_renglon(renglon) for renglon in renglones if not renglon.startswith("<!--")))


def de_nota(partes: Iterable[Par]) -> Iterator[Par]:
    """Reparte (marca, texto) en «Título», «Mensaje, párrafo n» y «<sección>, renglón n»."""
    seccion, cuenta = "Subtítulo", 0
    for marca, texto in partes:
        cuenta += 1
        if marca:
            seccion, cuenta = ("Mensaje, párrafo", 0) if marca == "título" else (f"{texto}, renglón", 0)
            yield ("Título", texto) if marca == "título" else (f"Sección {texto}", texto)
        else:
            yield f"{seccion} {cuenta}", texto


def _de_renglon(renglon: str) -> Par:
    marcas = (("# ", "título"), ("## ", "sección"))
    return next(((marca, renglon.removeprefix(inicio)) for inicio, marca in marcas if renglon.startswith(inicio)), ("", renglon))


def _tablas_de_word(abierto: Any) -> Iterator[Par]:
    for tabla in abierto.tables:
        for fila, renglon in enumerate(tabla.rows, start=1):
            for columna, celda in enumerate(renglon.cells, start=1):
                if texto := " ".join(celda.text.split()):
                    yield f"Cuadro, renglón {fila}, columna {columna}", texto


def _de_diapositiva(hoja: Any) -> Iterator[Par]:
    for numero, figura in enumerate(_figuras(hoja.shapes)):
        if numero > FIGURAS_MAXIMAS:
            raise ValueError("demasiadas figuras")
        yield from _de_figura(figura)


def _figuras(formas: Any) -> Iterator[Any]:
    for figura in formas:
        yield figura
        if hasattr(figura, "shapes"):
            yield from _figuras(figura.shapes)


def _de_figura(figura: Any) -> Iterator[Par]:
    nombre = figura.name
    if figura.has_text_frame and figura.text_frame.text.strip():
        yield nombre, " ".join(figura.text_frame.text.split())
    if getattr(figura, "has_table", False):
        for celda, (fila, columna) in _celdas(figura.table):
            yield f"{nombre}, renglón {fila}, columna {columna}", celda
    if getattr(figura, "has_chart", False):
        yield from _de_grafica(nombre, figura.chart)
    for relleno in figura._element.xpath("p:spPr[a:custGeom]/a:solidFill/a:srgbClr/@val"):
        yield f"{nombre}, color", str(relleno).upper()


def _celdas(tabla: Any) -> Iterator[tuple[str, tuple[int, int]]]:
    for fila, renglon in enumerate(tabla.rows, start=1):
        for columna, celda in enumerate(renglon.cells, start=1):
            if texto := " ".join(celda.text_frame.text.split()):
                yield texto, (fila, columna)


def _de_grafica(nombre: str, grafica: Any) -> Iterator[Par]:
    """Los números de cada serie como se guardan en la gráfica, con doce cifras: guardarla de nuevo puede cambiar la última."""
    for serie in grafica._chartSpace.xpath(".//c:ser"):
        dicho = "".join(serie.xpath("c:tx//c:v/text()"))
        for clase in ("c:cat", "c:xVal", "c:val", "c:yVal"):
            for punto in serie.xpath(f"{clase}//c:pt"):
                valor = "".join(punto.xpath("c:v/text()"))
                yield f"{nombre}, serie «{dicho}», {clase[2:]} {int(punto.get('idx')) + 1}", _numero(valor)
        for rotulo in serie.xpath("c:dLbls/c:dLbl"):
            texto = " ".join("".join(rotulo.xpath(".//a:t/text()")).split())
            if texto:
                yield f"{nombre}, serie «{dicho}», rótulo {rotulo.xpath('c:idx/@val')[0]}", texto


def _numero(valor: str) -> str:
    try:
        return f"{float(valor):.12g}"
    except ValueError:
        return valor
