"""La orden `importar`: un archivo de una persona, de principio a fin. Sin --simular, publica si nada lo impide."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from apertura.cargas import lugares
from apertura.cli.avance import Barra
from apertura.cli.desde_pagina import ceder
from apertura.cli.salidas import en_texto as tabla_en_texto
from apertura.errores import ErrorAlPublicar, ErrorSeleccion
from apertura.formato import contar
from apertura.publicaciones import candidatas

if TYPE_CHECKING:
    from apertura.importador.entender import Dictamen
    from apertura.importador.entender.importar import Importacion, Pedido
    from apertura.importador.lectura import Limites


def importar(pedido: argparse.Namespace) -> int:
    """0 si se publicó o se podría publicar; 1 si falta corregir o decidir algo."""
    # El importador sólo se carga aquí: nada más en el paquete depende de él.
    from apertura.importador.entender import importar as importacion
    from apertura.importador.entender import informe

    if pedido.carpeta:
        ceder(pedido.quien)
    barra = Barra(Path(pedido.carpeta) if pedido.carpeta else None)
    hecha = importacion.revisar(Path(pedido.archivo), _pedido(pedido), pedido.nombre, _limites(pedido), barra)
    if pedido.informe:
        _escribir_informe(Path(pedido.informe), hecha.dictamen)
    if pedido.carpeta and pedido.simular:
        _entregar(Path(pedido.carpeta), hecha)
    barra.terminar()
    print(informe.en_texto(hecha.dictamen))
    if hecha.cambios is not None:
        print(_cambios(hecha.cambios.tablas))
    if pedido.simular:
        if pedido.anotar_rechazo and any(d.alcance == "archivo" for d in hecha.dictamen.impedimentos):
            importacion.anotar(hecha, pedido.quien)
        print(
            "Simulación: no se publicó nada. "
            + ("Se puede publicar." if hecha.tablas else "Falta corregir o decidir lo marcado como error.")
        )
        return 0 if hecha.tablas else 1
    if hecha.tablas is None:
        print("No se publicó nada: falta corregir o decidir lo marcado como error.")
        importacion.anotar(hecha, pedido.quien)
        return 1
    return _publicar(pedido, hecha, barra)


def _publicar(pedido: argparse.Namespace, hecha: "Importacion", barra: Barra) -> int:
    from apertura.importador.entender import importar as importacion

    _exigir_lo_revisado(pedido, hecha)
    barra("Publicando", 0.95)
    publicada = importacion.publicar(hecha, pedido.quien, guardar_mapa=pedido.guardar_mapeo)
    barra.terminar()
    if pedido.carpeta:
        datos = {"id": publicada.id, "version": publicada.version, "anterior": hecha.base}
        _escribir(Path(pedido.carpeta) / lugares.PUBLICADA, json.dumps(datos))
    print(f"Publicada: versión {publicada.id} ({publicada.version}). Para deshacerla: python -m apertura revertir {hecha.base}")
    return 0


def _exigir_lo_revisado(pedido: argparse.Namespace, hecha: "Importacion") -> None:
    """Lo que se publica es lo que la persona vio. Lanza ErrorAlPublicar CAMBIO-LA-BASE si ya no lo es."""
    if pedido.revisada and pedido.revisada != candidatas.huella_de(hecha.tablas or {}):
        raise ErrorAlPublicar(
            "Lo publicado o las decisiones guardadas cambiaron desde que se revisó",
            f"archivo «{hecha.dictamen.archivo['nombre']}»",
            "Vuelva a revisarlo y mire qué cambiaría.",
            "CAMBIO-LA-BASE",
        )


def _entregar(carpeta: Path, hecha: "Importacion") -> None:
    """Lo revisado, para el programa que lo pidió: informes, publicación candidata y, al final, el resultado."""
    from apertura.importador.entender.resultado import resultado

    _escribir_informe(carpeta / lugares.INFORME_XLSX, hecha.dictamen)
    _escribir_informe(carpeta / lugares.INFORME_JSON, hecha.dictamen)
    candidata = candidatas.dejar(hecha.tablas, carpeta / lugares.CANDIDATA) if hecha.tablas is not None else ""
    _escribir(carpeta / lugares.RESULTADO, json.dumps({**resultado(hecha), "candidata": candidata}, ensure_ascii=False))


def _escribir(ruta: Path, texto: str) -> None:
    """Al lado y con cambio de nombre: quien espera el archivo lo ve entero o no lo ve."""
    nueva = ruta.with_name(f".{ruta.name}")
    nueva.write_text(texto, encoding="utf-8")
    nueva.replace(ruta)


def _limites(pedido: argparse.Namespace) -> "Limites":
    from apertura.importador.lectura.limites import GRANDES, Limites

    return GRANDES if pedido.grande else Limites()


def _pedido(pedido: argparse.Namespace) -> "Pedido":
    from apertura.importador.entender.decisiones import aceptando, leer_decisiones
    from apertura.importador.entender.importar import Pedido

    if pedido.edicion is not None and not pedido.edicion.isdigit():
        raise ErrorSeleccion(f"«{pedido.edicion}» no es un año", "opción «--edicion»", "Escriba cuatro cifras: 2019.")
    decisiones = leer_decisiones(_existente(pedido.decisiones, "--decisiones")) if pedido.decisiones else aceptando([])
    return Pedido(
        metrica=pedido.metrica,
        edicion=int(pedido.edicion) if pedido.edicion else None,
        hoja=pedido.hoja,
        mapeo=_existente(pedido.mapeo, "--mapeo") if pedido.mapeo else None,
        estructura=_existente(pedido.estructura, "--estructura") if pedido.estructura else None,
        decisiones=decisiones.mas(aceptando(pedido.aceptar)),
    )


def _existente(ruta: str, opcion: str) -> Path:
    if not Path(ruta).is_file():
        raise ErrorSeleccion(f"No existe el archivo «{Path(ruta).name}»", f"opción «{opcion}»", "Revise su nombre y su carpeta.")
    return Path(ruta)


def _escribir_informe(ruta: Path, dictamen: "Dictamen") -> None:
    from apertura.importador.entender import informe

    if ruta.suffix.lower() == ".xlsx":
        ruta.write_bytes(informe.en_xlsx(dictamen))
    elif ruta.suffix.lower() == ".json":
        ruta.write_text(informe.en_json(dictamen), encoding="utf-8")
    else:
        raise ErrorSeleccion(f"No se sabe escribir «{ruta.suffix}»", "opción «--informe»", "Use un nombre que termine en .xlsx o .json.")


def _cambios(tablas: pl.DataFrame) -> str:
    movidas = tablas.filter((tablas["agregados"] + tablas["quitados"] + tablas["cambiados"]) > 0)
    if not movidas.height:
        return "No cambiaría nada de lo publicado."
    return f"Cambiaría {contar(movidas.height, 'tabla', 'tablas')}:\n{tabla_en_texto(movidas)}"
