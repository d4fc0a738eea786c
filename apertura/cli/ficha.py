"""La orden `ficha`: junta los datos con las consultas, calcula con el motor de brechas y entrega Markdown o JSON."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from apertura.brechas.a_quien import fila_de
from apertura.brechas.ficha import Ficha, Medicion, ficha_de_entidad, ficha_de_sujeto
from apertura.brechas.grupos import Estrategia, de_texto, formar
from apertura.brechas.panel import Panel
from apertura.brechas.situacion import grupo_de
from apertura.catalogo import Catalogo, Edicion, catalogo
from apertura.cli.ficha_en_texto import entidad_en_texto, sujeto_en_texto
from apertura.consultas import Motor, motor
from apertura.errores import ErrorSeleccion
from apertura.frases import Frase, decir
from apertura.publicacion import ADVERTENCIA
from apertura.seleccion import Seleccion
from apertura.texto import normalizar
from apertura.vistas.brechas import nombres_de
from apertura.vistas.frases import de_ficha, de_ficha_de_entidad
from apertura.vistas.pares import Grupo, medicion_de
from apertura.vistas.saltos import panel_de


def ficha(pedido: argparse.Namespace) -> int:
    """Escribe la ficha pedida. Lanza ErrorSeleccion si la edición, el sujeto o la entidad no existen."""
    vigente, elegible = motor(), catalogo()
    edicion = _edicion(pedido, elegible)
    datos = _datos(pedido, vigente, elegible, edicion)
    texto = json.dumps(datos, ensure_ascii=False, indent=2) if pedido.formato == "json" else _en_texto(datos, elegible, edicion)
    if pedido.salida:
        Path(pedido.salida).write_text(texto + "\n", encoding="utf-8")
    else:
        print(texto)
    return 0


def _edicion(pedido: argparse.Namespace, elegible: Catalogo) -> Edicion:
    edicion = next((e for (m, a), e in elegible.ediciones.items() if (m, str(a)) == (pedido.metrica, pedido.edicion)), None)
    con_sujetos = "; ".join(f"{m} {a}" for (m, a), e in elegible.ediciones.items() if e.por_sujeto)
    if edicion is None or not edicion.por_sujeto:
        que = "no existe" if edicion is None else "sólo tiene cifras publicadas, no de cada sujeto"
        raise ErrorSeleccion(f"{pedido.metrica} {pedido.edicion} {que}", "ficha", f"Con datos por sujeto: {con_sujetos}.")
    return edicion


def _datos(pedido: argparse.Namespace, vigente: Motor, elegible: Catalogo, edicion: Edicion) -> Ficha:
    estrategia, lista = de_texto(pedido.pares), medicion_de(vigente, elegible, Seleccion(edicion.metrica, edicion.anio))
    sellos = {
        **({"advertencia": ADVERTENCIA} if vigente.publicacion.simulada else {}),
        "metrica": edicion.metrica,
        "edicion": edicion.anio,
        "universo": edicion.universo,
        "fuente": edicion.fuente,
        "publicacion": vigente.publicacion.version,
        "pesos_del_indice": dict(zip(lista.arbol.hojas, lista.arbol.pesos, strict=True)),
    }
    elegida = Seleccion(edicion.metrica, edicion.anio)
    if pedido.sujeto:
        clave = _existente("sujeto", pedido.sujeto, elegible.sujetos)
        suya, dichas = _de_sujeto(lista, clave, estrategia, nombres_de(elegible, elegida), panel_de(vigente, elegible, elegida))
        return {**sellos, **suya, "frases": _frases(dichas)}
    nombres = {normalizar(n): c for c, n in (*elegible.abreviaturas.items(), *elegible.entidades.items())}
    cve_ent = _existente("entidad", nombres.get(normalizar(pedido.entidad)) or str(pedido.entidad), elegible.entidades)
    suya = ficha_de_entidad(lista, cve_ent, estrategia)
    dichas = de_ficha_de_entidad(vigente, elegible, elegida.con(entidad=cve_ent), suya)
    return {**sellos, **suya, "frases": _frases(dichas)}


def _de_sujeto(
    lista: Medicion, clave: str, estrategia: Estrategia, nombres: dict[str, str], panel: Panel | None
) -> tuple[Ficha, tuple[Frase, ...]]:
    fila = fila_de(lista.tabla, clave)
    pares = formar(lista.tabla, lista.arbol, estrategia, de=[fila])
    suya = ficha_de_sujeto(lista, clave, estrategia, pares, panel)
    formado = Grupo(lista, pares, fila, grupo_de(lista.tabla, pares, fila), str(pares.criterio[fila]))
    oficial = (decir("sujeto.tipologia", tipologia=suya["tipologia"]),) if suya["tipologia"] else ()
    return suya, (*de_ficha(suya, formado, nombres, panel), *oficial)


def _frases(dichas: Sequence[Frase]) -> list[Ficha]:
    """Cada frase con su regla y su firmeza; nula si no se comprobó porque cuenta o define."""
    return [{"regla": d.regla, "texto": d.texto, "firmeza": d.firmeza or None, "depende": list(d.depende)} for d in dichas]


def _existente(opcion: str, clave: str, validas: dict[str, str]) -> str:
    if clave not in validas:
        pista = "Búsquela con «consultar catalogo_sujetos»." if opcion == "sujeto" else f"Las que hay: {'; '.join(validas)}."
        raise ErrorSeleccion(f"«{clave}» no existe", f"opción «--{opcion}»", pista)
    return clave


def _en_texto(datos: Ficha, elegible: Catalogo, edicion: Edicion) -> str:
    nombres = {c: i.nombre_corto for c, i in elegible.indicadores[(edicion.metrica, edicion.anio)].items()}
    texto = sujeto_en_texto(datos, nombres, elegible) if "sujeto" in datos else entidad_en_texto(datos, nombres, elegible)
    return f"> **{datos['advertencia']}**\n\n{texto}" if "advertencia" in datos else texto
