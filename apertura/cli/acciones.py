"""Construir, verificar, consultar y documentar. Reciben lo pedido y devuelven el código de salida."""

import argparse
from pathlib import Path

import polars as pl

from apertura import diccionario as textos
from apertura import rutas
from apertura.catalogo import catalogo
from apertura.cli.informe import informe
from apertura.cli.parametros import parametros
from apertura.cli.salidas import entregar
from apertura.consultas import Consulta, Motor, consultas, motor
from apertura.errores import ErrorConsulta
from apertura.formato import contar, entero
from apertura.publicacion import ADVERTENCIA
from apertura.publicaciones.ejemplo import REMEDIO as QUITAR_EJEMPLO
from apertura.verificacion import verificar as comprobaciones


def construir(pedido: argparse.Namespace) -> int:
    """Construye la publicación y dice qué quedó."""
    # El importador sólo se carga aquí: nada más en el paquete depende de él.
    from apertura.importador.construir import construir as construir_publicacion

    manifiesto = construir_publicacion(Path(pedido.destino) if pedido.destino else None)
    archivos: dict[str, dict] = manifiesto["archivos"]  # type: ignore[assignment]
    for archivo, ficha in archivos.items():
        print(f"{archivo:<28}{entero(ficha['filas']):>8} renglones  {ficha['sha256'][:12]}")
    print(f"Publicación {manifiesto['version']}: {contar(len(archivos), 'tabla', 'tablas')}.")
    return 0


def verificar(pedido: argparse.Namespace) -> int:
    """Recalcula todo lo publicado; 1 si algo no coincide."""
    vigente = motor()
    if vigente.publicacion.simulada:
        raise ErrorConsulta("No hay nada que verificar: los datos son simulados", f"publicación {vigente.publicacion.id}", QUITAR_EJEMPLO)
    hechas = comprobaciones(vigente)
    print(informe(hechas, vigente.publicacion.version, pedido.detalle))
    return 0 if all(c.coincide for c in hechas) else 1


def consultar(pedido: argparse.Namespace) -> int:
    """Corre una consulta y entrega su tabla; sin nombre, lista las que hay."""
    if pedido.nombre is None:
        print("\n\n".join(_descripcion(consulta) for consulta in consultas().values()))
        return 0
    if pedido.nombre not in consultas():
        raise ErrorConsulta(f"No existe la consulta «{pedido.nombre}»", "carpeta queries/", f"Las que hay: {', '.join(consultas())}.")
    vigente = motor()
    valores = parametros(consultas()[pedido.nombre], pedido, catalogo())
    entregar(_marcada(vigente.consultar(pedido.nombre, **valores), vigente), pedido.formato, pedido.salida)
    return 0


def _marcada(tabla: pl.DataFrame, vigente: Motor) -> pl.DataFrame:
    """Si los datos son simulados, lo dice cada renglón: una tabla suelta no tiene otro lugar donde decirlo."""
    return tabla.select(pl.lit(ADVERTENCIA).alias("advertencia"), pl.all()) if vigente.publicacion.simulada else tabla


def diccionario(pedido: argparse.Namespace) -> int:
    """Escribe el diccionario de datos."""
    destino = Path(pedido.salida) if pedido.salida else rutas.RAIZ / "docs" / "diccionario.md"
    destino.write_text(textos.diccionario(), encoding="utf-8")
    print(f"Se escribió {destino.name}.")
    return 0


def _descripcion(consulta: Consulta) -> str:
    notas = (f"{p} ({consulta.notas[p]})" if consulta.notas.get(p) else p for p in consulta.parametros)
    return (
        f"{consulta.nombre}\n  {consulta.que}\n"
        f"  parámetros: {', '.join(notas) or 'ninguno'}\n"
        f"  llave: {', '.join(consulta.llave)}\n"
        f"  columnas: {', '.join(consulta.columnas)}"
    )
