"""La orden `exportar`: el archivo de una vista, el mismo que da el botón «Descargar»."""

import argparse
from pathlib import Path

from apertura import laminas
from apertura.catalogo import Catalogo, catalogo
from apertura.consultas import motor
from apertura.errores import ErrorSeleccion
from apertura.exportacion import exportar as exportacion
from apertura.exportacion.estampa import Ajustes
from apertura.laminas import Vista


def exportar(pedido: argparse.Namespace) -> int:
    """Escribe el archivo y dice dónde; sin formato, lista las láminas que ofrece la vista."""
    vigente, elegible = motor(), catalogo()
    vistas = [vista_pedida(direccion, elegible) for direccion in pedido.vista]
    if pedido.formato is None:
        for oferta in laminas.ofertas(vigente, elegible, vistas[0]):
            print(f"{oferta.clave:<24}{oferta.nombre}")
        return 0
    como = Ajustes(pedido.tema, origen=pedido.origen or "")
    if pedido.todas:
        vistas = [una for vista in vistas for una in exportacion.en_laminas(vigente, elegible, vista, como)]
    plantilla = Path(pedido.plantilla) if pedido.plantilla else None
    archivo = exportacion.exportar_varias(vigente, elegible, vistas, pedido.formato, como, plantilla)
    destino = Path(pedido.salida) if pedido.salida else Path(archivo.nombre)
    destino = destino / archivo.nombre if destino.is_dir() else destino
    destino.write_bytes(archivo.contenido)
    print(f"Se escribió {destino.name}.")
    return 0


def vista_pedida(direccion: str, elegible: Catalogo) -> Vista:
    """La vista de esa dirección. A diferencia de la página, no cae a la más parecida: sería exportar otra cosa sin decirlo."""
    vista, avisos = laminas.de_direccion(direccion, elegible)
    if avisos:
        raise ErrorSeleccion(
            " ".join(avisos).rstrip("."), "opción «--vista»", "Abra la vista en Apertura y copie el enlace de «Compartir»."
        )
    return vista
