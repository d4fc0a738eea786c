"""De lo escrito en la terminal a los parámetros de una consulta, comprobados contra el catálogo."""

import argparse
from collections.abc import Mapping

from apertura.catalogo import METRICAS, Catalogo
from apertura.cli.argumentos import ATAJOS
from apertura.consultas import Consulta
from apertura.errores import ErrorConsulta, ErrorSeleccion
from apertura.texto import normalizar


def parametros(consulta: Consulta, pedido: argparse.Namespace, catalogo: Catalogo) -> dict[str, object]:
    """Los parámetros con su tipo. Lanza ErrorConsulta si uno no va en la consulta y ErrorSeleccion si no existe."""
    textos = {**_de_atajos(consulta, pedido), **_de_parametro(consulta, pedido.parametro)}
    valores = {nombre: [_armonizar(nombre, v, catalogo) for v in escritos] for nombre, escritos in textos.items()}
    _exigir_que_existan(valores, catalogo)
    return {nombre: _con_tipo(consulta, nombre, escritos) for nombre, escritos in valores.items()}


def _de_atajos(consulta: Consulta, pedido: argparse.Namespace) -> dict[str, list[str]]:
    dados = {atajo: getattr(pedido, atajo) for atajo in ATAJOS if getattr(pedido, atajo) is not None}
    return {_destino(consulta, atajo): valores for atajo, valores in dados.items()}


def _destino(consulta: Consulta, atajo: str) -> str:
    destino = next((nombre for nombre in ATAJOS[atajo] if nombre in consulta.parametros), None)
    if destino is None:
        raise ErrorConsulta(f"No acepta --{atajo}", f"consulta «{consulta.nombre}»", _acepta(consulta))
    return destino


def _acepta(consulta: Consulta) -> str:
    return f"Acepta: {', '.join(consulta.parametros) or 'ningún parámetro'}."


def _de_parametro(consulta: Consulta, escritos: list[str]) -> dict[str, list[str]]:
    dados: dict[str, list[str]] = {}
    for escrito in escritos:
        nombre, igual, valor = escrito.partition("=")
        if not igual or nombre not in consulta.parametros:
            raise ErrorConsulta(f"No acepta «{escrito}»", f"consulta «{consulta.nombre}»", _acepta(consulta))
        dados.setdefault(nombre, []).extend(valor.split(",") if _es_lista(consulta, nombre) else [valor])
    return dados


def _es_lista(consulta: Consulta, nombre: str) -> bool:
    return "lista" in consulta.notas.get(nombre, "")


def _con_tipo(consulta: Consulta, nombre: str, valores: list[str]) -> object:
    if _es_lista(consulta, nombre):
        return valores
    if len(valores) > 1:
        raise ErrorConsulta(f"«{nombre}» se dio {len(valores)} veces", f"consulta «{consulta.nombre}»", "Dé uno solo.")
    if nombre == "edicion" or "entero" in consulta.notas.get(nombre, ""):
        return _entero(nombre, valores[0])
    return valores[0]


def _entero(nombre: str, valor: str) -> int:
    if not (valor.isascii() and valor.isdigit() and len(valor) < 10):
        raise ErrorSeleccion(f"«{valor}» no es un número entero", f"parámetro «{nombre}»", "Escriba sólo cifras.")
    return int(valor)


def _armonizar(nombre: str, valor: str, catalogo: Catalogo) -> str:
    return entidad_de(valor, catalogo) if nombre in ("entidades", "cve_ent") else valor


def entidad_de(valor: str, catalogo: Catalogo) -> str:
    """La clave de una entidad, que también se puede pedir por su nombre o su abreviatura, con o sin acentos."""
    formas = {normalizar(texto): clave for clave, texto in (*catalogo.abreviaturas.items(), *catalogo.entidades.items())}
    return formas.get(normalizar(valor), valor)


def _exigir_que_existan(valores: Mapping[str, list[str]], catalogo: Catalogo) -> None:
    """Un valor que no existe daría un resultado vacío, que se confunde con «no hay dato»."""
    for nombre, escritos in valores.items():
        conocidos = _conocidos(nombre, valores, catalogo)
        if ajenos := [valor for valor in escritos if conocidos is not None and valor not in conocidos]:
            muestra = "; ".join(list(conocidos or ())[:40])
            raise ErrorSeleccion(f"«{ajenos[0]}» no existe", f"parámetro «{nombre}»", f"Los que hay: {muestra}.")


def _conocidos(nombre: str, valores: Mapping[str, list[str]], catalogo: Catalogo) -> list[str] | None:
    metricas, ediciones = valores.get("metrica", list(METRICAS)), valores.get("edicion")
    elegidas = [par for par in catalogo.ediciones if par[0] in metricas]
    con_edicion = [par for par in elegidas if ediciones is None or str(par[1]) in ediciones]
    if nombre == "edicion":
        return list(dict.fromkeys(str(anio) for _, anio in elegidas))
    if nombre == "indicador":
        return list(dict.fromkeys(clave for par in con_edicion for clave in catalogo.indicadores[par]))
    catalogos = {
        "metrica": METRICAS,
        "entidades": catalogo.entidades,
        "cve_ent": catalogo.entidades,
        "ordenes": catalogo.ordenes,
        "tipos": catalogo.tipos,
        "clave_sujeto": catalogo.sujetos,
        "claves": catalogo.sujetos,
    }
    return list(catalogos[nombre]) if nombre in catalogos else None
