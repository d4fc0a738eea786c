"""Exportar es una función de (publicación, vista, formato): con lo mismo da siempre lo mismo."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.errores import ErrorSeleccion
from apertura.exportacion.estampa import Ajustes, estampar
from apertura.exportacion.formatos import FORMATOS, Formato
from apertura.exportacion.impresos import hojas
from apertura.exportacion.presentacion import Diapositiva, a_pptx
from apertura.exportacion.sellos import nombre_de_archivo
from apertura.laminas import Lamina, Vista, lamina, laminas
from apertura.publicacion import Publicacion

JUNTAN = ("pptx", "pdf")


@dataclass(frozen=True)
class Archivo:
    """Lo exportado, con un nombre que sirve en cualquier sistema."""

    nombre: str
    mime: str
    contenido: bytes


def exportar(motor: Motor, catalogo: Catalogo, vista: Vista, formato: str, ajustes: Ajustes | None = None) -> Archivo:
    """El archivo de una vista. ErrorSeleccion si la vista no tiene esa lámina o no se puede dar en ese formato."""
    como = ajustes or Ajustes()
    elegida = lamina(motor, catalogo, vista, como.tema)
    contenido = de_lamina(elegida, motor.publicacion, formato_de(formato), como)
    return Archivo(nombre_de_archivo(elegida.tabla, formato, contenido), FORMATOS[formato].mime, contenido)


def exportar_varias(
    motor: Motor, catalogo: Catalogo, vistas: Sequence[Vista], formato: str, ajustes: Ajustes | None = None, plantilla: Path | None = None
) -> Archivo:
    """Una vista en cualquier formato, o varias en una presentación o en un PDF. ErrorSeleccion si el formato sólo admite una."""
    como, pedido = ajustes or Ajustes(), formato_de(formato)
    if formato != "pptx" and len(vistas) == 1:
        return exportar(motor, catalogo, vistas[0], formato, como)
    if formato not in JUNTAN:
        raise ErrorSeleccion("Ese formato no junta varias láminas", f"formato «{formato}»", "Use pptx o pdf, o pida una por una.")
    hechas = [lamina(motor, catalogo, vista, como.tema) for vista in vistas]
    partes = [Diapositiva(hecha, estampar(hecha, motor.publicacion, como, formato)) for hecha in hechas]
    contenido = a_pptx(partes, como, propia=plantilla) if formato == "pptx" else hojas.a_pdf(partes, como)
    return Archivo(nombre_de_archivo(hechas[0].tabla, formato, contenido), pedido.mime, contenido)


def en_laminas(motor: Motor, catalogo: Catalogo, vista: Vista, ajustes: Ajustes) -> list[Vista]:
    """Una vista por cada lámina que su página ofrece; la ficha, que las junta, no."""
    hechas = (hecha for hecha in laminas(motor, catalogo, vista, ajustes.tema) if hecha.documento is None)
    return [Vista(vista.pagina, vista.seleccion, hecha.clave) for hecha in hechas]


def de_lamina(elegida: Lamina, publicacion: Publicacion, formato: Formato, ajustes: Ajustes) -> bytes:
    """Los bytes de una lámina ya armada, con su estampa."""
    if motivo := formato.impedimento(elegida.tabla):
        raise ErrorSeleccion(motivo, f"lámina «{elegida.clave}»", "Elija otro formato.")
    return formato.generar(elegida, estampar(elegida, publicacion, ajustes, formato.clave), ajustes)


def formato_de(clave: str) -> Formato:
    """El formato con esa clave. ErrorSeleccion si no existe."""
    if clave not in FORMATOS:
        raise ErrorSeleccion(f"No existe el formato «{clave[:20]}»", "exportación", f"Los que hay: {', '.join(FORMATOS)}.")
    return FORMATOS[clave]
