"""Una importación revisada, como datos para otro programa (la página Cargar): qué se entendió, qué falta decidir y qué cambiaría.

Es lo único que la página sabe del importador. Nada de aquí se ejecuta: textos, números y listas.
"""

from typing import Any

import polars as pl

from apertura.importador.entender import claves, instituciones, opciones
from apertura.importador.entender.decisiones import INSTITUCION
from apertura.importador.entender.dictamen import Dictamen
from apertura.importador.entender.hojas import letra
from apertura.importador.entender.importar import Importacion
from apertura.importador.entender.mensajes import DECISION, ERROR
from apertura.importador.entender.propuesta import Propuesta

FORMA = 1
"""Sube cuando cambia lo que lleva el resultado."""
RENGLONES_DE_MUESTRA, COLUMNAS_DE_MUESTRA, LARGO_DE_MUESTRA = 8, 24, 60
INSTITUCIONES_A_DECIDIR = 300
RENGLONES_DE_CAMBIO = 5_000
_POR_DECIDIR = ("dudoso", "nueva", "parecido", "agregada", "rechazada")


def resultado(hecha: Importacion) -> dict[str, Any]:
    """Todo lo que hace falta para mostrarla y decidir."""
    p, dictamen = hecha.propuesta, hecha.dictamen
    return {
        "forma": FORMA,
        "base": hecha.base,
        "se_puede_publicar": hecha.tablas is not None,
        "propuesta": _propuesta(p),
        "hojas": [
            {"nombre": h.nombre, "oculta": h.oculta, "renglones": h.celdas.height, "columnas": h.celdas.width - 1} for h in p.libro.hojas
        ],
        "muestra": _muestra(p),
        "columnas": _columnas(p),
        "campos": [list(opcion) for opcion in opciones.campos(p.estructura)],
        "instituciones": _instituciones(p),
        "pendientes": _pendientes(dictamen, p),
        "dictamen": {k: v for k, v in dictamen.motivo().items() if k != "defectos"},
        "rechazado": p.rechazado or any(d.alcance == "archivo" for d in dictamen.impedimentos),
        "defectos": [d.como_dict() for d in dictamen.defectos],
        "cambios": _cambios(hecha),
    }


def _propuesta(p: Propuesta) -> dict[str, Any]:
    return {
        "metrica": p.metrica, "edicion": p.edicion, "hoja": p.hoja, "nivel": p.nivel, "disposicion": p.disposicion, "perfil": p.perfil,
        "renglon_de_encabezado": p.cabecera.renglon if p.cabecera else None,
        "separador": getattr(p.libro, "separador", None), "codificacion": getattr(p.libro, "codificacion", None),
        "formato": p.libro.formato, "nombre": p.libro.nombre, "sha256": p.libro.sha256,
    }  # fmt: skip


def _muestra(p: Propuesta) -> dict[str, Any]:
    """Los primeros renglones de la hoja, con el encabezado, tal como vienen."""
    hoja = _hoja(p)
    if hoja is None or not hoja.height:
        return {"columnas": [], "filas": []}
    desde = max(0, (p.cabecera.posicion if p.cabecera else 0) - 3)
    celdas = [c for c in hoja.columns if c != "renglon"][:COLUMNAS_DE_MUESTRA]
    cortas = hoja.slice(desde, RENGLONES_DE_MUESTRA + 4).select("renglon", *(pl.col(c).str.slice(0, LARGO_DE_MUESTRA) for c in celdas))
    return {"columnas": [letra(int(c[1:])) for c in celdas], "filas": [list(fila) for fila in cortas.iter_rows()]}


def _columnas(p: Propuesta) -> list[dict[str, Any]]:
    hoja = _hoja(p)
    if hoja is None or p.cabecera is None:
        return []
    cuerpo = hoja.slice(p.cabecera.posicion + 1)
    salida = []
    for c in p.columnas:
        celdas = cuerpo[f"c{c.indice}"].drop_nulls()
        ejemplos = celdas.unique(maintain_order=True).head(3).str.slice(0, LARGO_DE_MUESTRA).to_list()
        salida.append({
            "letra": letra(c.indice), "rotulo": c.rotulo, "campo": c.campo, "confianza": c.confianza, "origen": c.origen,
            "llenas": celdas.len(), "ejemplos": ejemplos,
        })  # fmt: skip
    return salida


def _hoja(p: Propuesta) -> pl.DataFrame | None:
    return next((h.celdas for h in p.libro.hojas if h.nombre == p.hoja), None)


def _instituciones(p: Propuesta) -> dict[str, Any]:
    """Cuántas se reconocieron de cada modo y, una por una, las que esperan o recibieron una decisión."""
    if not p.instituciones.height:
        return {"conteo": {}, "por_decidir": [], "faltan": 0}
    conteo = dict(p.instituciones.group_by("metodo").len().sort("metodo").iter_rows())
    # Primero lo que impide publicar.
    turno = pl.col("metodo").replace_strict({m: i for i, m in enumerate(_POR_DECIDIR)}, default=9, return_dtype=pl.Int64)
    todas = p.instituciones.filter(pl.col("metodo").is_in(_POR_DECIDIR)).sort(turno, "renglon")
    listadas = todas.head(INSTITUCIONES_A_DECIDIR)
    parecidas = instituciones.candidatas(listadas, instituciones.catalogo(p.contra.get("sujetos")))
    filas = [_institucion(fila, otras, p) for fila, otras in zip(listadas.iter_rows(named=True), parecidas, strict=True)]
    return {"conteo": conteo, "por_decidir": filas, "faltan": todas.height - listadas.height}


def _institucion(fila: dict[str, Any], otras: list[tuple[str, str]], p: Propuesta) -> dict[str, Any]:
    sobre = instituciones.sobre(fila)
    sugerida = [(fila["sugerida"], fila["nombre_sugerido"])] if fila["sugerida"] else []
    return {
        "sobre": sobre, "renglon": fila["renglon"], "nombre": fila["nombre_publicado"], "metodo": fila["metodo"],
        "entidad": claves.nombres_de_entidad().get(fila["cve_ent"], fila["cve_ent"]), "tipo": fila["tipo"], "parecido": fila["parecido"],
        "candidatas": [list(par) for par in dict.fromkeys([*sugerida, *otras])],
        "decidida": p.decisiones.tomadas.get((INSTITUCION, sobre)),
    }  # fmt: skip


def _pendientes(dictamen: Dictamen, p: Propuesta) -> list[dict[str, Any]]:
    """Lo que espera o recibió una decisión, con sus opciones; lo que aún impide publicar, primero."""
    de_decidir = [d for d in dictamen.defectos if d.alcance == DECISION]
    salida = []
    for d in sorted(de_decidir, key=lambda d: d.nivel != ERROR):
        salida.append({
            "codigo": d.codigo, "sobre": d.sobre, "impide": d.nivel == ERROR, "que": d.que, "remedio": d.remedio, "hoja": d.hoja,
            "renglon": d.renglon, "columna": d.columna, "valor": d.valor,
            "opciones": [list(opcion) for opcion in opciones.opciones_de(d, p.metrica)],
            "alternativas": list(d.alternativas),
            "con_cuidado": d.codigo in opciones.CON_CUIDADO,
            "decidida": p.decisiones.de(d.codigo, d.sobre),
        })  # fmt: skip
    return salida


def _cambios(hecha: Importacion) -> dict[str, Any] | None:
    """Lo mismo que dice la orden `comparar`; las cifras, hasta cinco mil, y cuántas son."""
    if hecha.cambios is None:
        return None
    todo = hecha.cambios.como_dict()
    cifras: list[Any] = todo["cifras"]  # type: ignore[assignment]
    return {
        "tablas": todo["tablas"],
        "cifras": cifras[:RENGLONES_DE_CAMBIO],
        "n_cifras": len(cifras),
        "con_ruido": hecha.cambios.con_ruido,
        "iguales": hecha.cambios.iguales,
    }
