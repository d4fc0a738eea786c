"""De la ficha de una entidad a los datos de su plantilla: su lugar, de dónde viene, qué la movería y sus instituciones."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite
from typing import Any

import polars as pl

from apertura import formato
from apertura.exportacion import mapa_svg
from apertura.exportacion.impresos.de_sujeto import en_arbol, rayas
from apertura.exportacion.impresos.textos import elegidas, impreso, impresos
from apertura.frases.gramatica import con_signo
from apertura.graficas.tema import CLASES, TEMAS
from apertura.laminas import Documento
from apertura.tablas import Cifra

PLANTILLA, PLANTILLA_PUBLICADA = "ficha_de_entidad", "ficha_publicada"
COLUMNAS = 3


@dataclass(frozen=True)
class Cupo:
    """Cuánto entra: letras por celda, instituciones, tipos, cuántas pesan de cada lado y cifras publicadas."""

    celda: int
    instituciones: int
    tipos: int
    pesos: int
    publicadas: int


CUPOS = (Cupo(96, 60, 12, 3, 36), Cupo(72, 48, 9, 2, 28), Cupo(64, 42, 6, 2, 20), Cupo(40, 30, 0, 0, 12))
"""Del más holgado al más apretado: se usa el primero con que el documento cabe en dos hojas."""
PUBLICADOS = ("nivel", "etiqueta", "nombre_indicador", "medida", "cifra", "confianza", "cita")
NOTA_INSTITUCIONES = "De mayor a menor {}. "
NOTA_RAYAS = "Cada raya, las posiciones con esa media (más alta, más posiciones); línea, la media nacional; punto, esta entidad."


def datos(documento: Documento, apretado: int = 0) -> dict[str, Any]:
    """Lo que pide `ficha_de_entidad.typ`."""
    cupo = CUPOS[apretado]
    tablas = documento.tablas
    aportes = _aportes(tablas["origen"].datos)
    palanca = tablas["palanca"]
    return {
        "cifras": [_cifra(cifra) for cifra in documento.cifras],
        **_mapa(documento),
        "indicadores": _indicadores(documento),
        "columna_lugar": impreso(next(c.etiqueta for c in tablas["indicadores"].columnas if c.nombre == "lugar"), 40),
        "nota_de_rayas": NOTA_RAYAS,
        "aportes": aportes,
        "aporte_mayor": mayor(uno["numero"] for uno in aportes),
        "palanca": [_cambio(fila, cupo) for fila in palanca.datos.iter_rows(named=True)],
        "nota_de_palanca": impreso(palanca.notas[0], 600),
        "tipos": _tipos(tablas["tipos"].datos, cupo),
        "pesos": _pesos(tablas["pesos"].datos, documento.nombre, cupo),
        "nota_de_pesos": impreso(tablas["pesos"].notas[0], 600),
        **_instituciones(documento, cupo),
        "cautelas": impresos([documento.textos["firmeza"], *tablas["indicadores"].notas, *tablas["origen"].notas], 900),
    }


def datos_publicados(documento: Documento, apretado: int = 0) -> dict[str, Any]:
    """Lo que pide `ficha_publicada.typ`."""
    cupo = CUPOS[apretado]
    tabla = documento.tablas["publicados"]
    encabezados, filas = elegidas(tabla, PUBLICADOS, cupo.publicadas, cupo.celda)
    faltan = tabla.datos.height - len(filas)
    return {
        **_mapa(documento),
        "cobertura": impreso(documento.textos["cobertura"], 600),
        "nada": impreso(documento.textos["nada"], 300),
        "encabezados": encabezados,
        "publicados": filas,
        "faltan": f"Hay {formato.contar(faltan, 'cifra más', 'cifras más')} en Apertura." if faltan else "",
        "cautelas": impresos(tabla.notas, 900),
    }


def _con_signo(valor: float | None) -> str:
    return formato.SIN_DATO if valor is None or not isfinite(valor) else con_signo(valor, 4)


def mayor(valores: Iterable[float | None]) -> float:
    """El más alejado de cero: lo que mide la barra más larga."""
    return max((abs(valor) for valor in valores if valor is not None and isfinite(valor)), default=0)


def _cifra(cifra: Cifra) -> dict[str, str]:
    return {"etiqueta": impreso(cifra.etiqueta, 60), "valor": impreso(cifra.valor, 14), "apoyo": impreso(cifra.apoyo, 260)}


def _mapa(documento: Documento) -> dict[str, Any]:
    """El mapa, lo que muestra en palabras y sus clases con color."""
    if documento.mapa is None:
        return {"mapa": "", "alternativo": "", "leyenda": []}
    tema = TEMAS["claro"]
    clases = documento.mapa.conjuntos["leyenda"].sort("fila").select("etiqueta", "indice").iter_rows()
    return {
        "mapa": mapa_svg.dibujar(documento.mapa, tema),
        "alternativo": impreso(documento.mapa.descripcion, 900),
        "leyenda": [
            {"etiqueta": impreso(etiqueta, 24), "relleno": tema.rellenos[indice], "sin_dato": indice % (CLASES + 1) == CLASES}
            for etiqueta, indice in clases
        ],
    }


def _indicadores(documento: Documento) -> list[dict[str, Any]]:
    tabla, todas = documento.tablas["indicadores"].datos, documento.tablas["posiciones"].datos
    return [
        {
            "nombre": impreso(fila["nombre"], 60),
            "nivel": min(documento.niveles.get(fila["indicador"], 0), 3),
            "valor": formato.indice(fila["valor"]),
            "nacional": formato.indice(fila["nacional"]),
            "diferencia": formato.diferencia(fila["diferencia"]),
            "lugar": formato.lugar(fila["lugar"], fila["total"]) if fila["lugar"] else formato.SIN_DATO,
            "numero": fila["valor"],
            "p50": fila["nacional"],
            "rayas": rayas(todas.filter(pl.col("indicador") == fila["indicador"])["valor"]),
        }
        for fila in en_arbol(tabla, documento.niveles)
    ]


def _aportes(tabla: pl.DataFrame) -> list[dict[str, Any]]:
    return [
        {
            "nombre": impreso(fila["nombre"], 60), "propio": formato.indice(fila["valor"]),
            "referencia": formato.indice(fila["referencia"]), "numero": fila["contribucion"], "aporte": _con_signo(fila["contribucion"]),
        }
        for fila in tabla.iter_rows(named=True)
    ]  # fmt: skip


def _cambio(fila: dict[str, Any], cupo: Cupo) -> dict[str, str]:
    return {
        "quien": impreso(fila["etiqueta"], cupo.celda), "nombre": impreso(fila["nombre"], 60),
        "de": formato.indice(fila["valor"]), "a": formato.indice(fila["meta"]), "sube": _con_signo(fila["ganancia"]),
    }  # fmt: skip


def _tipos(tabla: pl.DataFrame, cupo: Cupo) -> list[dict[str, Any]]:
    return [
        {
            "nombre": impreso(fila["etiqueta"], 60), "n": formato.entero(fila["n_sujetos"]), "valor": formato.indice(fila["valor"]),
            "nacional": formato.indice(fila["nacional"]), "diferencia": formato.diferencia(fila["diferencia"]),
            "numero": fila["valor"], "p50": fila["nacional"],
        }
        for fila in tabla.head(cupo.tipos).iter_rows(named=True)
    ]  # fmt: skip


def _pesos(tabla: pl.DataFrame, entidad: str, cupo: Cupo) -> list[dict[str, Any]]:
    """Las que más bajan la media y las que más la suben; cada una, una vez y en su lado."""
    bajan, suben = tabla.filter(pl.col("peso") < 0).head(cupo.pesos), tabla.filter(pl.col("peso") > 0).tail(cupo.pesos)
    tope = mayor((*bajan["peso"], *suben["peso"]))
    return [
        {
            "quien": impreso(_sin_entidad(fila["etiqueta"], entidad), cupo.celda), "indice": formato.indice(fila["indice"]),
            "media": formato.indice(fila["media_estrato"]), "numero": fila["peso"], "mayor": tope, "peso": _con_signo(fila["peso"]),
        }
        for fila in (*bajan.iter_rows(named=True), *suben.iter_rows(named=True))
    ]  # fmt: skip


def _instituciones(documento: Documento, cupo: Cupo) -> dict[str, Any]:
    """Todas, de mayor a menor; si son demasiadas, las de los dos extremos, y se dice."""
    tabla = documento.tablas["instituciones"]
    ordenadas = tabla.datos.sort("valor", "etiqueta", descending=[True, False], nulls_last=True)
    total, medio = ordenadas.height, cupo.instituciones // 2
    visibles = ordenadas if total <= cupo.instituciones else pl.concat([ordenadas.head(medio), ordenadas.tail(medio)])
    recorte = "" if total <= cupo.instituciones else f"Se ven las {medio} más altas y las {medio} más bajas de {formato.entero(total)}."
    filas = [
        {"quien": impreso(_sin_entidad(etiqueta, documento.nombre), cupo.celda // 2), "valor": formato.indice(valor)}
        for etiqueta, valor in visibles.select("etiqueta", "valor").iter_rows()
    ]
    alto = -(-len(filas) // COLUMNAS)
    return {
        "instituciones": [filas[n : n + alto] for n in range(0, len(filas), max(alto, 1))],
        "instituciones_encabezado": ["Institución", "Índice"],
        "nota_de_instituciones": impreso(NOTA_INSTITUCIONES.format(tabla.columnas[-1].etiqueta) + recorte, 200),
    }


def _sin_entidad(etiqueta: str, entidad: str) -> str:
    return etiqueta.removesuffix(f", {entidad}")
