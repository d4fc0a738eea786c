"""Lo que acompaña a los datos en un libro: selección, diccionario y fuente. Texto puro, sin saber de XLSX."""

import tomllib
from datetime import date

import polars as pl

from apertura import formato, rutas
from apertura.consultas import consultas
from apertura.contratos import Campo, contratos
from apertura.exportacion.estampa import Estampa
from apertura.exportacion.seguro import nota_de_no_finitos
from apertura.exportacion.sellos import sellos
from apertura.tablas import Procedencia, Tabla

ENCABEZADO_DICCIONARIO = ("Columna", "Nombre técnico", "Tipo", "Unidad", "Descripción")
LICENCIA = "Cifras oficiales de dominio público; se cita a quien las publicó según la edición."
_CATALOGO_INEGI = "inegi_entidades"


def seleccion(tabla: Tabla, hoy: date, estampa: Estampa | None = None) -> list[tuple[str, str]]:
    """(qué, valor): título, sellos, renglones, notas y los filtros con su nombre técnico."""
    notas = [("Nota", nota) for nota in (*tabla.notas, *nota_de_no_finitos(tabla.datos))]
    filtros = [(f"Filtro: {nombre}", _en_palabras(valor)) for nombre, valor in tabla.parametros.items()]
    cuantos = ("Renglones", formato.entero(tabla.datos.height))
    propios = estampa.renglones if estampa else sellos(tabla.procedencia, hoy)
    ficha = [("Ficha del sello", estampa.ficha)] if estampa else []
    return [("Título", tabla.titulo), *map(_partir, propios), cuantos, *notas, *filtros, *ficha]


def diccionario(tabla: Tabla) -> list[tuple[str, ...]]:
    """Una columna de «Datos» por renglón, en su orden: lo que dice la tabla y, si no dice, lo que dice el contrato."""
    tipos = tabla.datos.schema
    visibles = [
        (
            c.etiqueta,
            c.nombre,
            _tipo(tipos[c.nombre]),
            c.unidad or _unidad(c.nombre, tabla),
            c.descripcion or _descripcion(c.nombre, tabla),
        )
        for c in tabla.columnas
    ]
    return visibles + [
        (nombre, nombre, _tipo(tipos[nombre]), _unidad(nombre, tabla), _descripcion(nombre, tabla)) for nombre in columnas_tecnicas(tabla)
    ]


def columnas_tecnicas(tabla: Tabla) -> list[str]:
    """Las columnas de los datos que no se ven en pantalla (claves, sobre todo), en su orden."""
    visibles = {columna.nombre for columna in tabla.columnas}
    return [nombre for nombre in tabla.datos.columns if nombre not in visibles]


def fuente(tabla: Tabla, hoy: date) -> list[tuple[str, str]]:
    """(qué, valor): fuente, licencia, cómo citar, y la ficha de cada archivo de fuente que la tabla nombra."""
    propia = tabla.procedencia
    renglones = [
        ("Fuente", propia.fuente),
        ("Licencia de las cifras", LICENCIA),
        ("Cómo citar", como_citar(tabla.titulo, propia, hoy)),
    ]
    if tabla.consulta:
        renglones.append(("Consulta", tabla.consulta))
    return renglones + [renglon for clave in _claves_de_fuente(tabla) for renglon in _ficha(clave)]


def como_citar(titulo: str, procedencia: Procedencia, hoy: date) -> str:
    """«INAI…. «Índice por entidad». Tabla preparada con Apertura, versión de datos …, 23 de noviembre de 2026.»"""
    enlace = f" {procedencia.enlace}" if procedencia.enlace else ""
    version = f"versión de datos {procedencia.publicacion}, {formato.fecha(hoy)}"
    return f"{procedencia.fuente.rstrip('.')}. «{titulo}». Tabla preparada con Apertura, {version}.{enlace}"


def _partir(sello: str) -> tuple[str, str]:
    que, _, valor = sello.partition(": ")
    return que, valor


def _en_palabras(valor: object) -> str:
    if valor is None:
        return "sin filtro"
    if isinstance(valor, bool):
        return "sí" if valor else "no"
    if isinstance(valor, list | tuple | set | frozenset):
        return ", ".join(sorted(map(str, valor)) if isinstance(valor, set | frozenset) else map(str, valor))
    return str(valor)


def _tipo(tipo: pl.DataType) -> str:
    if tipo == pl.Boolean:
        return "lógico"
    if tipo.is_integer():
        return "entero"
    if tipo.is_numeric():
        return "decimal"
    return "fecha" if tipo.is_temporal() else "texto"


def _descripcion(nombre: str, tabla: Tabla) -> str:
    """La del contrato; si el nombre significa algo distinto en varias tablas, todas, con el nombre de cada una."""
    descripciones = {contrato: campo.descripcion for contrato, campo in _campos(nombre, tabla).items()}
    if not descripciones:
        return f"Definida en la consulta «{tabla.consulta or tabla.nombre}»."
    if len(set(descripciones.values())) == 1:
        return next(iter(descripciones.values()))
    return " · ".join(f"En {contrato}: {texto}" for contrato, texto in descripciones.items())


def _unidad(nombre: str, tabla: Tabla) -> str:
    unidades = {campo.unidad for campo in _campos(nombre, tabla).values()}
    return unidades.pop() if len(unidades) == 1 else ""


def _campos(nombre: str, tabla: Tabla) -> dict[str, Campo]:
    """Tabla publicada → campo con ese nombre. Si el nombre es la llave de una, sólo ésa: es quien lo define.

    Fuera de las llaves sólo cuentan las tablas que lee la consulta, y no los decimales: una media conserva el nombre
    «valor» y ya no es lo que el contrato describe.
    """
    todos = {c.tabla: campo for c in contratos().values() for campo in c.campos if campo.nombre == nombre}
    if duenas := {contrato: campo for contrato, campo in todos.items() if contratos()[contrato].llave == (nombre,)}:
        return duenas
    leidas = () if tabla.datos[nombre].dtype.is_float() else _tablas_leidas(tabla)
    return {contrato: campo for contrato, campo in todos.items() if contrato in leidas}


def _tablas_leidas(tabla: Tabla) -> tuple[str, ...]:
    consulta = consultas().get(tabla.consulta) or consultas().get(tabla.nombre)
    return consulta.lee if consulta else ()


def _claves_de_fuente(tabla: Tabla) -> list[str]:
    """Carpetas de `data/fuentes`: las de la procedencia, las de la columna `fuente` y la de INEGI si hay claves geográficas."""
    datos = tabla.datos
    nombradas = datos["fuente"].drop_nulls().unique().sort().cast(pl.String).to_list() if "fuente" in datos.columns else []
    geograficas = [_CATALOGO_INEGI] if {"cve_ent", "cve_mun"} & set(datos.columns) else []
    return list(dict.fromkeys([*tabla.procedencia.claves, *nombradas, *geograficas]))


def _ficha(clave: str) -> list[tuple[str, str]]:
    ruta = next((r for r in rutas.FUENTES.glob("*/ficha.toml") if r.parent.name == clave), None)
    if ruta is None:
        return [("Archivo de fuente", clave)]
    ficha = tomllib.loads(ruta.read_text(encoding="utf-8"))
    campos = (("Publica", "publica"), ("Dirección", "url"), ("Consultado", "consultado"), ("Licencia", "licencia"))
    detalles = [(etiqueta, str(ficha[campo])) for etiqueta, campo in campos if ficha.get(campo)]
    return [("Archivo de fuente", f"{clave}: {ficha['titulo']}"), *detalles, ("Huella sha256", ficha["sha256"])]
