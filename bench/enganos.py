"""Qué sería engañoso en una frase, una cifra o una tabla. Cada función devuelve los motivos; ninguno, si está bien."""

import re
from collections.abc import Iterator

import polars as pl

from apertura import formato
from apertura.frases import REGLAS, Frase
from apertura.graficas.base import Grafica
from apertura.tablas import Cifra, Tabla

# Un lugar va siempre con su total: «lugar 15 de 33», «del lugar 33 al 27 de 33», «lugares 14 a 15» dentro de un empate ya dicho.
SIN_TOTAL = re.compile(r"\blugar \d[\d,]*\b(?! de \d| al \d[\d,]* de \d)", re.IGNORECASE)
CAMBIO = re.compile(r"([+−]\d\.\d\d) \(de (\d\.\d\d) a (\d\.\d\d)\)")
VERBO_DE_CAMBIO = re.compile(r"\b(?:sube|baja|subió|bajó|cambiaría|subiría|bajaría|subirían|sumaría) ([+−]?\d\.\d\d)\b")
IRIA = re.compile(r"iría de (\d\.\d\d) a (\d\.\d\d)")
POR = re.compile(r"arriba de .+? por (\d\.\d\d)")
CON_TOTAL = re.compile(r"\(de \d")
DE_LOS_EMPATES = re.compile("empat|iguales|comparten|misma cifra", re.IGNORECASE)
DE_SORTEOS = re.compile("remuestreo|sorteo", re.IGNORECASE)
# Redondear a dos decimales deja 0.01 exacto con un resto binario.
RUIDO = 0.011


def de_texto(texto: str) -> Iterator[str]:
    """Un lugar sin su total, o un cambio que no pasa del redondeo."""
    if SIN_TOTAL.search(texto):
        yield "dice un lugar sin su «de cuántos»"
    for salto, antes, despues in CAMBIO.findall(texto):
        leido = round(float(despues) - float(antes), 2)
        if formato.diferencia(leido) != salto:
            yield f"{salto} no es {despues} menos {antes}"
        if abs(leido) <= RUIDO and "casi no" not in texto and "sin cambio" not in texto:
            yield f"llama cambio a {salto}"
    if any(abs(float(cuanto.replace("−", "-"))) < 0.001 for cuanto in VERBO_DE_CAMBIO.findall(texto)):
        yield "dice que algo cambia 0.00"
    if any(abs(float(despues) - float(antes)) <= RUIDO for antes, despues in IRIA.findall(texto)):
        yield "dice que iría a donde ya está"
    if any(float(cuanto) <= RUIDO for cuanto in POR.findall(texto)):
        yield "pone a alguien arriba por 0.01 o menos"


def de_frase(dicha: Frase, universo: str = "muestra") -> Iterator[str]:
    """Lo de su texto; que lleve su distintivo si se comprobó, y que de un censo no hable de sorteos."""
    yield from de_texto(dicha.texto)
    if dicha.comprobada and REGLAS[dicha.regla].con_firmeza and not dicha.firmeza:
        yield "no dice qué tan firme es"
    if universo == "censo" and (DE_SORTEOS.search(dicha.texto) or "muestra" in dicha.depende):
        yield "habla de sorteos en un censo"


def de_cifra(cifra: Cifra) -> Iterator[str]:
    """Lo que dicen su valor y su apoyo."""
    yield from de_texto(f"{cifra.etiqueta} {cifra.valor}")
    yield from de_texto(cifra.apoyo)


def de_tabla(tabla: Tabla, universo: str = "muestra") -> Iterator[str]:
    """Los lugares, con su total y lo que se sepa de sus empates; las diferencias, con su advertencia; sus celdas y notas."""
    lugares = [c for c in tabla.columnas if c.unidad == "lugar"]
    if lugares and not any(CON_TOTAL.search(c.etiqueta) for c in lugares):
        yield "tiene lugares sin su total"
    escrito = " ".join((*tabla.notas, *(f"{c.etiqueta} {c.descripcion}" for c in tabla.columnas)))
    if lugares and not DE_LOS_EMPATES.search(escrito):
        yield "tiene lugares y no dice de los empates"
    if universo == "censo" and any(DE_SORTEOS.search(f"{c.etiqueta} {c.descripcion}") for c in tabla.columnas):
        yield "lleva un intervalo de remuestreo en un censo"
    yield from de_celdas(tabla.datos.select(c.nombre for c in tabla.columnas if tabla.datos.schema[c.nombre] == pl.String))
    for nota in tabla.notas:
        yield from de_texto(nota)


def de_grafica(grafica: Grafica) -> Iterator[str]:
    """Su texto alternativo y lo que sale al pasar el cursor."""
    yield from de_texto(grafica.descripcion)
    for datos in grafica.conjuntos.values():
        yield from de_celdas(datos.select(pl.col(pl.String)))


def de_celdas(datos: pl.DataFrame) -> Iterator[str]:
    """Los motivos de cada texto distinto de la tabla."""
    for columna in datos:
        for texto in columna.drop_nulls().unique().to_list():
            yield from (f"{motivo}: «{texto}»" for motivo in de_texto(texto))
