"""De la ficha de un sujeto a los datos de su plantilla: todo ya escrito, con formato y del largo que cabe en dos hojas."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any

import polars as pl

from apertura import formato
from apertura.exportacion.impresos.textos import elegidas, impreso, impresos
from apertura.laminas import Documento
from apertura.tablas import Tabla
from apertura.vistas.brechas import CLASES

PLANTILLA = "ficha_de_sujeto"
LARGO, INDICADORES = 320, 12


@dataclass(frozen=True)
class Cupo:
    """Cuánto entra: letras por celda, pasos, a cuántos preguntar, líneas por área, ediciones y si va la regla de cada lectura."""

    celda: int
    pasos: int
    quienes: int
    lineas: int
    ediciones: int
    reglas: bool = True


CUPOS = (Cupo(96, 12, 3, 2, 6), Cupo(72, 8, 3, 1, 5), Cupo(64, 8, 2, 1, 3, reglas=False), Cupo(40, 4, 1, 0, 2, reglas=False))
"""Del más holgado al más apretado: se usa el primero con que el documento cabe en dos hojas."""
HISTORIA = ("edicion", "de_quien", "etiqueta", "valor", "confianza", "cita")
_MARCAS = {nombre: clase for clase, nombre in CLASES.items() if clase}


def datos(documento: Documento, apretado: int = 0) -> dict[str, Any]:
    """Lo que pide `ficha_de_sujeto.typ`."""
    cupo = CUPOS[apretado]
    pasos, acciones, publicada = (documento.tablas[clave] for clave in ("pasos", "acciones", "historia"))
    encabezados, historia = elegidas(publicada, HISTORIA, cupo.ediciones, cupo.celda)
    return {
        "grupo": impreso(documento.textos["grupo"], LARGO),
        "indice": _indice(documento),
        "indicadores": _indicadores(documento),
        **_pasos(pasos.datos, cupo),
        "nota_de_pasos": impreso(pasos.notas[0], 600),
        "lectura": _lectura(documento.tablas["lectura"].datos) if cupo.reglas else [],
        **_acciones(acciones, cupo),
        "historia": historia,
        "historia_encabezados": encabezados,
        "nota_de_historia": impreso(publicada.notas[0], 600),
        "origen": impreso(documento.textos["origen"], 600),
        "cautelas": impresos([*documento.tablas["indicadores"].notas, *documento.tablas["lectura"].notas], 900),
    }


def _indice(documento: Documento) -> dict[str, str]:
    """La primera cifra, en grande."""
    tabla = documento.tablas["indicadores"].datos
    if not tabla.height:
        return {"nombre": "Índice", "valor": formato.SIN_DATO, "apoyo": "sin dato en esta edición"}
    fila = tabla.row(0, named=True)
    return {"nombre": impreso(fila["nombre"], 60), "valor": formato.indice(fila["valor"]), "apoyo": f"lugar {_lugar(fila)} entre sus pares"}


def _indicadores(documento: Documento) -> list[dict[str, Any]]:
    tabla, pares = documento.tablas["indicadores"].datos, documento.tablas["pares"].datos
    lecturas = dict(documento.tablas["lectura"].datos.select("indicador", "lectura").iter_rows())
    return [
        {
            "nombre": impreso(fila["nombre"], 60),
            "nivel": min(documento.niveles.get(fila["indicador"], 0), 3),
            "valor": formato.indice(fila["valor"]),
            "mediana": formato.indice(fila["mediana"]),
            "lugar": _lugar(fila),
            "lectura": lecturas.get(fila["indicador"], ""),
            "clase": _MARCAS.get(lecturas.get(fila["indicador"], ""), ""),
            "numero": fila["valor"],
            **{corto: fila[campo] for corto, campo in (("p25", "p25"), ("p50", "mediana"), ("p75", "p75"))},
            "rayas": rayas(pares.filter(pl.col("indicador") == fila["indicador"], ~pl.col("es_propio"))["valor"]),
        }
        for fila in en_arbol(tabla, documento.niveles)
    ]


def en_arbol(tabla: pl.DataFrame, niveles: Mapping[str, int]) -> list[dict[str, Any]]:
    """Los renglones con cada indicador debajo de aquel al que suma; si son demasiados, sólo los más altos del árbol."""
    filas = {fila["indicador"]: fila for fila in tabla.iter_rows(named=True)}
    presentes = [clave for clave in niveles if clave in filas]
    while len(presentes) > INDICADORES and (mayor := max(niveles[clave] for clave in presentes)):
        presentes = [clave for clave in presentes if niveles[clave] < mayor]
    return [filas[clave] for clave in presentes[:INDICADORES]]


def rayas(valores: pl.Series) -> list[tuple[float, float]]:
    """Dónde va cada raya, de centésimo en centésimo, y su alto: la raíz de qué parte de las veces de la más repetida sale.

    Con la raíz, una cifra de un solo par se ve aunque más de cien compartan el cero. Son lugares en el dibujo, no cifras que se lean.
    """
    veces = valores.filter(valores.is_finite()).round(2).value_counts().sort(by=valores.name).rows()
    mayor = max((cuantas for _, cuantas in veces), default=1)
    return [(lugar, round(sqrt(cuantas / mayor), 3)) for lugar, cuantas in veces]


def _lugar(fila: dict[str, Any]) -> str:
    if fila["lugar"] is None:
        return formato.SIN_DATO
    return formato.lugar(fila["lugar"], fila["n_pares"], fila["iguales"] or 1)


def _pasos(tabla: pl.DataFrame, cupo: Cupo) -> dict[str, Any]:
    """Los indicadores con algo que ganar, en el orden sugerido."""
    utiles = tabla.filter(pl.col("ganancia").is_finite() & (pl.col("ganancia") > 0)).head(cupo.pasos)
    pasos = [
        {
            "nombre": impreso(fila["nombre"], 60), "de": formato.indice(fila["valor"]), "a": formato.indice(fila["meta"]),
            "numero": fila["ganancia"], "ganancia": f"+{formato.decimal(fila['ganancia'], 4)}",
            "alcanzable": impreso(fila["alcanzable"] or "", 24),
            "a_quien": "; ".join(impresos(fila["a_quien"].split("; ")[: cupo.quienes], cupo.celda)),
        }
        for fila in utiles.iter_rows(named=True)
    ]  # fmt: skip
    return {"pasos": pasos, "paso_mayor": max((paso["numero"] for paso in pasos), default=0)}


def _lectura(tabla: pl.DataFrame) -> list[dict[str, str]]:
    return [
        {
            "nombre": impreso(fila["nombre"], 60), "lectura": fila["lectura"], "clase": _MARCAS.get(fila["lectura"], ""),
            "porque": impreso(fila["porque"], LARGO), "brecha": formato.decimal(fila["brecha_oficial"], 4),
        }
        for fila in tabla.head(INDICADORES).iter_rows(named=True)
    ]  # fmt: skip


def _acciones(acciones: Tabla, cupo: Cupo) -> dict[str, Any]:
    """Las primeras líneas de cada área y, en la nota, cuántas quedaron fuera."""
    tabla = acciones.datos
    primeras = tabla.group_by("nombre", maintain_order=True).head(cupo.lineas)
    campos = {"area": "nombre", "linea": "nombre_linea", "instrumento": "instrumento", "vinculo": "vinculo"}
    faltan = tabla.height - primeras.height
    cuantas = f"Hay {formato.contar(faltan, 'línea más', 'líneas más')} en Apertura. " if faltan else ""
    return {
        "acciones": [
            {corto: impreso(fila[campo] or "", cupo.celda) for corto, campo in campos.items()} for fila in primeras.iter_rows(named=True)
        ],
        "nota_de_acciones": impreso(f"{cuantas}{acciones.notas[0]}", 700),
    }
