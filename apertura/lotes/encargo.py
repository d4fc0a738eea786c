"""Qué fichas lleva un lote y cómo se llama el archivo de cada una."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from apertura.catalogo import Catalogo
from apertura.consultas import Motor
from apertura.exportacion.sellos import en_ascii
from apertura.laminas import Vista
from apertura.publicacion import huella
from apertura.seleccion import Seleccion

FICHA = "ficha"
LARGO_DE_NOMBRE = 70
# Ni en Windows: esos nombres son de aparatos.
_RESERVADOS = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)$")


@dataclass(frozen=True)
class Pieza:
    """Una ficha del lote. `ruta` es relativa a la carpeta, con diagonales y sin extensión."""

    vista: Vista
    clave: str
    nombre: str
    ruta: str


def piezas(
    motor: Motor,
    catalogo: Catalogo,
    metrica: str,
    edicion: int,
    entidades: Sequence[str],
    *,
    con_entidad: bool = True,
    con_sujetos: bool = True,
) -> list[Pieza]:
    """Las fichas de esas entidades: la suya y las de sus instituciones evaluadas, por entidad y en el orden del catálogo.

    Con varias entidades y sus instituciones, cada una va en su carpeta.
    """
    indicador = next(iter(catalogo.elegibles(metrica, edicion)))
    base = Seleccion(metrica=metrica, edicion=edicion, indicador=indicador)
    hechas: dict[str, Pieza] = {}
    for cve_ent in entidades:
        carpeta = f"{nombre_seguro(cve_ent, catalogo.entidades[cve_ent])}/" if con_sujetos and len(entidades) > 1 else ""
        for vista, clave, nombre in _de_entidad(motor, catalogo, base, cve_ent, con_entidad, con_sujetos):
            ruta = f"{carpeta}{nombre_seguro(clave, nombre)}_{metrica}_{edicion}"
            # Dos claves que sólo difieren en signos darían el mismo archivo.
            ruta = f"{ruta}_{huella(vista.direccion.encode())[:8]}" if ruta.lower() in hechas else ruta
            hechas[ruta.lower()] = Pieza(vista, clave, nombre, ruta)
    return list(hechas.values())


def nombre_seguro(clave: str, nombre: str) -> str:
    """«19-EJE-02», «Gobernador, Nuevo León» → «19-EJE-02_gobernador_nuevo_leon»: sólo ASCII, números, «-» y «_»."""
    partes = "-".join(filter(None, (en_ascii(parte) for parte in clave.split("-")))), en_ascii(nombre).lower()
    junto = "_".join(filter(None, partes))[:LARGO_DE_NOMBRE].strip("_-")
    return f"ficha_{junto}" if not junto or _RESERVADOS.match(junto) else junto


def _de_entidad(
    motor: Motor, catalogo: Catalogo, base: Seleccion, cve_ent: str, con_entidad: bool, con_sujetos: bool
) -> Iterator[tuple[Vista, str, str]]:
    if con_entidad:
        yield Vista("entidad", base.con(entidad=cve_ent), FICHA), cve_ent, catalogo.entidades[cve_ent]
    if con_sujetos and catalogo.ediciones[(base.metrica, base.edicion)].por_sujeto:
        for clave in _sujetos(motor, base, cve_ent):
            yield Vista("sujeto", base.con(sujeto=clave), FICHA), clave, catalogo.sujetos[clave]


def _sujetos(motor: Motor, base: Seleccion, cve_ent: str) -> list[str]:
    filas = motor.consultar(
        "distribucion", metrica=base.metrica, edicion=base.edicion, indicador=base.indicador, entidades=[cve_ent]
    )  # fmt: skip
    return sorted(filas["clave_sujeto"])
