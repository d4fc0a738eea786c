"""La orden `ficha`: junta los datos con las consultas, calcula con el motor de brechas y entrega Markdown o JSON."""

import argparse
import json
from pathlib import Path

from apertura.brechas.ficha import Ficha, ficha_de_entidad, ficha_de_sujeto
from apertura.brechas.grupos import de_texto
from apertura.catalogo import Catalogo, Edicion, catalogo
from apertura.cli.ficha_en_texto import entidad_en_texto, sujeto_en_texto
from apertura.consultas import Motor, motor
from apertura.errores import ErrorSeleccion
from apertura.texto import normalizar
from apertura.vistas.pares import medicion


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
    estrategia, lista = de_texto(pedido.pares), medicion(vigente, edicion)
    sellos = {
        "metrica": edicion.metrica,
        "edicion": edicion.anio,
        "universo": edicion.universo,
        "fuente": edicion.fuente,
        "publicacion": vigente.publicacion.version,
        "pesos_del_indice": dict(zip(lista.arbol.hojas, lista.arbol.pesos, strict=True)),
    }
    if pedido.sujeto:
        return {**sellos, **ficha_de_sujeto(lista, _existente("sujeto", pedido.sujeto, elegible.sujetos), estrategia)}
    nombres = {normalizar(n): c for c, n in (*elegible.abreviaturas.items(), *elegible.entidades.items())}
    cve_ent = nombres.get(normalizar(pedido.entidad)) or str(pedido.entidad)
    return {**sellos, **ficha_de_entidad(lista, _existente("entidad", cve_ent, elegible.entidades), estrategia)}


def _existente(opcion: str, clave: str, validas: dict[str, str]) -> str:
    if clave not in validas:
        pista = "Búsquela con «consultar catalogo_sujetos»." if opcion == "sujeto" else f"Las que hay: {'; '.join(validas)}."
        raise ErrorSeleccion(f"«{clave}» no existe", f"opción «--{opcion}»", pista)
    return clave


def _en_texto(datos: Ficha, elegible: Catalogo, edicion: Edicion) -> str:
    nombres = {c: i.nombre_corto for c, i in elegible.indicadores[(edicion.metrica, edicion.anio)].items()}
    return sujeto_en_texto(datos, nombres, elegible) if "sujeto" in datos else entidad_en_texto(datos, nombres, elegible)
