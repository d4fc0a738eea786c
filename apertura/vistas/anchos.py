"""Los resultados como los trae una base oficial: un sujeto por renglón y una columna por indicador, de cualquier edición."""

import polars as pl

from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.seleccion import Seleccion
from apertura.tablas import Columna
from apertura.vistas.comun import columna_de_indicador, niveles

CONSULTA = "resultados_de_sujetos"
FIJAS = ("clave_sujeto", "nombre", "etiqueta", "cve_ent", "entidad", "orden", "nombre_orden", "tipo", "nombre_tipo", "cve_mun")


def claves(catalogo: Catalogo, seleccion: Seleccion) -> tuple[str, ...]:
    """Los indicadores que la edición mide por sujeto: primero el índice, después sus dimensiones y así hacia abajo."""
    arbol = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)]
    hondo = niveles(catalogo, seleccion)
    medidos = [clave for clave, indicador in arbol.items() if indicador.por_sujeto and indicador.nivel != "conteo"]
    # Lo que no suma al índice (un agregado, un módulo aparte) va al final.
    return tuple(sorted(medidos, key=lambda clave: (arbol[clave].nivel in ("agregado", "aparte"), hondo[clave])))


def resultados(motor: Motor, catalogo: Catalogo, seleccion: Seleccion, parametros: dict[str, object]) -> pl.DataFrame:
    """Un sujeto por renglón, en orden de clave: lo que lo describe, una columna por indicador, `fuente` y `renglon`."""
    largos = motor.consultar(CONSULTA, **parametros)
    cifras = [pl.col("valor").filter(pl.col("indicador") == clave).first().alias(clave) for clave in claves(catalogo, seleccion)]
    sueltas = [pl.col("fuente").first(), pl.col("renglon").min()]
    return largos.group_by(FIJAS, maintain_order=True).agg(*cifras, *sueltas)


def columnas(catalogo: Catalogo, seleccion: Seleccion) -> tuple[Columna, ...]:
    """Una columna visible por indicador."""
    return tuple(columna_de_indicador(clave, catalogo, seleccion) for clave in claves(catalogo, seleccion))


def nota_de_claves(catalogo: Catalogo, seleccion: Seleccion) -> str:
    """«GA: Gobierno Abierto · T: Transparencia…», para tablas cuyas columnas llevan la clave."""
    arbol = catalogo.indicadores[(seleccion.metrica, seleccion.edicion)]
    return " · ".join(f"{clave}: {arbol[clave].nombre_corto}" for clave in claves(catalogo, seleccion)) + "."
