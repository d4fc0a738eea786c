"""Exportar es una función de (publicación, vista, formato): con lo mismo da siempre lo mismo."""

from dataclasses import dataclass

from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.errores import ErrorSeleccion
from apertura.exportacion.estampa import Ajustes, estampar
from apertura.exportacion.formatos import FORMATOS, Formato
from apertura.exportacion.sellos import nombre_de_archivo
from apertura.laminas import Lamina, Vista, lamina
from apertura.publicacion import Publicacion


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
