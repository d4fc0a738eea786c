"""La orden `importar`: un archivo de una persona, de principio a fin. Sin --simular, publica si nada lo impide."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from apertura.cli.salidas import en_texto as tabla_en_texto
from apertura.errores import ErrorSeleccion
from apertura.formato import contar

if TYPE_CHECKING:
    from apertura.importador.entender import Dictamen
    from apertura.importador.entender.importar import Pedido


def importar(pedido: argparse.Namespace) -> int:
    """0 si se publicó o se podría publicar; 1 si falta corregir o decidir algo."""
    # El importador sólo se carga aquí: nada más en el paquete depende de él.
    from apertura.importador.entender import importar as importacion
    from apertura.importador.entender import informe

    hecha = importacion.revisar(Path(pedido.archivo), _pedido(pedido))
    if pedido.informe:
        _escribir_informe(Path(pedido.informe), hecha.dictamen)
    print(informe.en_texto(hecha.dictamen))
    if hecha.cambios is not None:
        print(_cambios(hecha.cambios.tablas))
    if pedido.simular:
        print(
            "Simulación: no se publicó nada. "
            + ("Se puede publicar." if hecha.tablas else "Falta corregir o decidir lo marcado como error.")
        )
        return 0 if hecha.tablas else 1
    if hecha.tablas is None:
        print("No se publicó nada: falta corregir o decidir lo marcado como error.")
        importacion.anotar(hecha)
        return 1
    publicada = importacion.publicar(hecha, guardar_mapa=pedido.guardar_mapeo)
    print(f"Publicada: versión {publicada.id} ({publicada.version}). Para deshacerla: python -m apertura revertir {hecha.base}")
    return 0


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
