"""Plantilla de Excel para quien tiene una base y la va a cargar: la hoja por llenar, cómo se llena, diccionario y listas.

Las columnas son las de `data/columnas/plantilla_<métrica>.csv`, el mismo mapa con que se lee el archivo ya lleno; los
rangos y las descripciones, los de `data/contratos`; las listas, las de `data/armonizacion` y `data/fuentes`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

import polars as pl
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook

from apertura import formato, rutas
from apertura.contratos import Campo, contratos
from apertura.errores import ErrorSeleccion
from apertura.exportacion.xlsx import OPCIONES, escribir_texto, estilo_encabezado, hoja_de_pares, hoja_nueva

METRICAS = {"MGA": "Métrica de Gobierno Abierto", "MJA": "Métrica de Justicia Abierta"}
RENGLONES = 5_000
LISTAS = ("entidad", "orden", "tipo")
DECIMAL = "0.0000"
_LARGO_DE_AYUDA = 255
_DE_CONTRATO = {"nombre_publicado": "sujetos", "cve_mun": "sujetos", "orden": "sujetos", "tipo": "sujetos", "edicion": "resultados"}
_AYUDA = {
    "nombre_publicado": "El nombre completo, como está en la base oficial. No se puede repetir dentro de la misma entidad y tipo.",
    "entidad": "Elíjala de la lista. Las instituciones federales llevan «Federación».",
    "cve_mun": "En los demás se deja en blanco.",
    "orden": "Elíjalo de la lista.",
    "tipo": "Elíjalo de la lista.",
    "edicion": "El año de la edición, el mismo en todos los renglones: 2019.",
}


@dataclass(frozen=True)
class Columna:
    """Una columna por llenar. `valores` dice en palabras qué se admite; `lista`, si se elige de una; `mascara`, cómo se ve."""

    rotulo: str
    campo: str
    nombre: str
    descripcion: str
    valores: str
    obligatoria: bool
    lista: tuple[str, ...] = ()
    minimo: float | None = None
    maximo: float | None = None
    mascara: str = "@"


def a_xlsx(metrica: str, hoy: date) -> bytes:
    """El libro en blanco. La misma métrica y la misma fecha dan los mismos bytes. Lanza ErrorSeleccion si no hay plantilla."""
    por_llenar = columnas(metrica)
    salida = BytesIO()
    with Workbook(salida, OPCIONES) as libro:
        titulo = f"Plantilla de la {METRICAS[metrica]}"
        libro.set_properties({"title": titulo, "author": "Apertura", "created": datetime(hoy.year, hoy.month, hoy.day)})
        libro.set_custom_property("Idioma", "es-MX", "text")
        _hoja_por_llenar(libro, metrica, por_llenar)
        hoja_de_pares(libro, "Cómo se llena", _instrucciones(metrica, hoy))
        _hoja_diccionario(libro, metrica, por_llenar)
        _hoja_listas(libro, por_llenar)
    return salida.getvalue()


def nombre(metrica: str) -> str:
    """`plantilla_MGA.xlsx`."""
    return f"plantilla_{metrica}.xlsx"


def columnas(metrica: str) -> list[Columna]:
    """Las columnas de la hoja, en su orden. Lanza ErrorSeleccion si la métrica no tiene plantilla."""
    if metrica not in METRICAS:
        raise ErrorSeleccion(f"No hay plantilla de «{metrica}»", "métrica", f"Las que hay: {', '.join(METRICAS)}.")
    mapa = _csv("columnas", f"plantilla_{metrica.lower()}").filter(pl.col("clase") != "constante")
    descritos = {fila["indicador"]: fila for fila in _indicadores(metrica).iter_rows(named=True)}
    listas = _listas(metrica)
    return [
        _de_indicador(rotulo, descritos[campo]) if clase == "indicador" else _de_sujeto(rotulo, campo, listas)
        for rotulo, campo, clase in mapa.select("columna", "campo", "clase").rows()
    ]


def _de_indicador(rotulo: str, ficha: dict[str, str]) -> Columna:
    valor = contratos()["resultados"].campo("valor")
    valores = f"Número de {_rango(valor)}; en blanco si no se midió"
    return Columna(rotulo, ficha["indicador"], ficha["nombre_corto"], ficha["definicion"], valores, False, (), valor.minimo, valor.maximo,
                   DECIMAL)  # fmt: skip


def _de_sujeto(rotulo: str, campo: str, listas: dict[str, tuple[str, ...]]) -> Columna:
    contrato = contratos()[_DE_CONTRATO[campo]].campo(campo) if campo in _DE_CONTRATO else contratos()["entidades"].campo("nombre")
    descripcion, opciones = f"{contrato.descripcion} {_AYUDA[campo]}", listas.get(campo, ())
    if opciones:
        return Columna(rotulo, campo, rotulo, descripcion, f"Uno de {len(opciones)}, en la hoja «Listas»", True, opciones)
    if campo == "cve_mun":
        # Como número que se ve «039»: el texto con forma de número es un aviso al leer.
        return Columna(rotulo, campo, rotulo, descripcion, "Número de 1 a 999", False, minimo=1, maximo=999, mascara="000")
    if contrato.tipo == "entero":
        que = f"Año, de {_rango(contrato)}"
        return Columna(rotulo, campo, rotulo, descripcion, que, True, (), contrato.minimo, contrato.maximo, "0")
    return Columna(rotulo, campo, rotulo, descripcion, "Texto", True)


def _rango(campo: Campo) -> str:
    return f"{campo.minimo:.0f} a {campo.maximo:.0f}"


def _hoja_por_llenar(libro: Workbook, metrica: str, por_llenar: list[Columna]) -> None:
    # La hoja se llama como la métrica: aunque se borre alguna columna, el archivo sigue diciendo de cuál es.
    hoja = hoja_nueva(libro, metrica)
    hoja.hide_gridlines(1)  # en pantalla sí se ven: es una hoja para escribir
    encabezado = estilo_encabezado(libro)
    for posicion, columna in enumerate(por_llenar):
        escribir_texto(hoja, 0, posicion, columna.rotulo, encabezado)
        ancho = 48 if posicion == 0 else 10 if columna.mascara == DECIMAL else max(len(columna.rotulo) + 2, 16)
        hoja.set_column(posicion, posicion, ancho, libro.add_format({"num_format": columna.mascara}))
        hoja.data_validation(1, posicion, RENGLONES, posicion, _validacion(columna))
    hoja.freeze_panes(1, 1)
    hoja.repeat_rows(0)


def _validacion(columna: Columna) -> dict[str, object]:
    """Lo que Excel exige al escribir y la ayuda que muestra al entrar a la celda."""
    ayuda = _AYUDA.get(columna.campo) or f"{columna.nombre}. {columna.valores}."
    comun = {"input_title": columna.rotulo, "input_message": ayuda[:_LARGO_DE_AYUDA], "error_title": "Valor no admitido"}
    if columna.lista:
        letra = xl_col_to_name(LISTAS.index(columna.campo))
        origen = f"=Listas!${letra}$2:${letra}${len(columna.lista) + 1}"
        return {**comun, "validate": "list", "source": origen, "error_message": "Elija un valor de la lista; están en la hoja «Listas»."}
    if columna.maximo is None:
        return {**comun, "validate": "any"}
    cual = "decimal" if columna.mascara == DECIMAL else "integer"
    limites = {"criteria": "between", "minimum": columna.minimo, "maximum": columna.maximo}
    return {**comun, **limites, "validate": cual, "error_message": f"{columna.valores}."}


def _instrucciones(metrica: str, hoy: date) -> list[tuple[str, str]]:
    return [
        ("Qué es", f"Plantilla para llenar con los resultados, institución por institución, de la {METRICAS[metrica]} ({metrica})."),
        ("Cómo se llena", f"Una institución por renglón en la hoja «{metrica}», desde el renglón 2, sin títulos, totales ni notas al pie."),
        ("Valores", "De 0 a 1, con todos los decimales que tenga la base; no de 0 a 100 ni con el signo %."),
        ("Sin dato", "La celda se deja en blanco. Un cero es un resultado: no lo escriba donde no se midió."),
        ("Encabezados", "No los cambie. Puede borrar las columnas que no tenga y agregar las opcionales del «Diccionario»."),
        (
            "Al terminar",
            "Primero revise: python -m apertura importar ARCHIVO.xlsx --simular. Sin --simular se publica, y se puede deshacer.",
        ),
        ("Fecha", formato.fecha(hoy)),
    ]


def _hoja_diccionario(libro: Workbook, metrica: str, por_llenar: list[Columna]) -> None:
    hoja = hoja_nueva(libro, "Diccionario")
    encabezado, cuerpo = estilo_encabezado(libro), libro.add_format({"text_wrap": True, "valign": "top"})
    for posicion, ancho in enumerate((26, 34, 32, 14, 90)):
        hoja.set_column(posicion, posicion, ancho)
    renglones = [("Columna de la hoja", "Qué lleva", "Qué se admite", "¿Se exige?", "Descripción")]
    renglones += [(c.rotulo, c.nombre, c.valores, "sí" if c.obligatoria else "no", c.descripcion) for c in por_llenar]
    renglones += [(c.rotulo, c.nombre, c.valores, "opcional", c.descripcion) for c in opcionales(metrica)]
    for renglon, textos in enumerate(renglones):
        for posicion, texto in enumerate(textos):
            escribir_texto(hoja, renglon, posicion, texto, cuerpo if renglon else encabezado)
    hoja.freeze_panes(1, 1)


def opcionales(metrica: str) -> list[Columna]:
    """Los componentes de la métrica, que la hoja no trae pero se pueden agregar con su clave por encabezado."""
    return [_de_indicador(f["indicador"], f) for f in _indicadores(metrica).filter(pl.col("nivel") == "componente").iter_rows(named=True)]


def _hoja_listas(libro: Workbook, por_llenar: list[Columna]) -> None:
    hoja, encabezado, cuerpo = hoja_nueva(libro, "Listas"), estilo_encabezado(libro), libro.add_format()
    for columna in (c for c in por_llenar if c.lista):
        posicion = LISTAS.index(columna.campo)
        hoja.set_column(posicion, posicion, 34)
        for renglon, texto in enumerate((columna.rotulo, *columna.lista)):
            escribir_texto(hoja, renglon, posicion, texto, cuerpo if renglon else encabezado)
    hoja.freeze_panes(1, 0)


def _listas(metrica: str) -> dict[str, tuple[str, ...]]:
    """Entidades (y la Federación), órdenes y tipos de la métrica, como se escriben."""
    entidades = pl.read_csv(rutas.FUENTES / "inegi_entidades" / "entidades.csv", infer_schema=False)["nombre"]
    tipos = _csv("armonizacion", "tipos" if metrica == "MGA" else "tipos_mja")["etiqueta"]
    ordenes = _csv("armonizacion", "ordenes")["etiqueta"]
    return {"entidad": (*entidades, "Federación"), "orden": tuple(ordenes), "tipo": tuple(tipos)}


def _indicadores(metrica: str) -> pl.DataFrame:
    return _csv("armonizacion", "indicadores").filter(pl.col("metrica") == metrica)


def _csv(carpeta: str, archivo: str) -> pl.DataFrame:
    return pl.read_csv(rutas.DATOS / carpeta / f"{archivo}.csv", infer_schema=False)
