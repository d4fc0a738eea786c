"""Descargas que se generan hasta que la persona hace clic: dibujar la página no cuesta lo que cuesta el archivo.

El nombre se necesita antes de que haya contenido, así que no puede llevar la huella de los bytes. Lleva 8 cifras de la
huella de **lo que decide esos bytes**: nombre de la tabla, parámetros, publicación, selección, columnas, renglones, vista y tema.
Por qué importa: Streamlit reconoce un archivo de más de 1 MiB por su nombre, su tamaño y tres trozos de 64 KiB; un CSV
corregido en un dígito y con el mismo nombre se entregaba viejo. Aquí hay dos defensas, cada una suficiente:
- una publicación corregida tiene otra versión, y con ella otro nombre;
- aun con el mismo nombre, el comienzo del CSV lleva la huella de sus datos y el final del XLSX (un ZIP) la suma de cada
  una de sus hojas: un dígito distinto cambia siempre uno de los trozos que Streamlit mira.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from apertura.exportacion.estampa import Ajustes
from apertura.exportacion.exportar import de_lamina
from apertura.exportacion.formatos import FORMATOS, Formato
from apertura.exportacion.sellos import en_ascii, nombre_con_huella
from apertura.laminas.base import Lamina
from apertura.publicacion import Publicacion, huella
from apertura.tablas import Tabla


@dataclass(frozen=True)
class Descarga:
    """Un archivo por generar. `impedimento`, si no está vacío, dice por qué no se ofrece: el botón va inactivo.

    El error de un `generar` diferido se pierde detrás de un aviso de Streamlit; por eso lo previsible se dice antes.
    """

    nombre: str
    mime: str
    generar: Callable[[], bytes]
    etiqueta: str = ""
    impedimento: str = ""


@dataclass(frozen=True)
class Pendiente:
    """Una lámina que se armará al descargar. `tabla` es la que ya se ve; `vista`, su dirección; `como`, tema y servidor."""

    tabla: Tabla
    vista: str
    armar: Callable[[], Lamina]
    publicacion: Publicacion
    como: Ajustes


def descargas(de: Pendiente, hoy: Callable[[], date] = date.today) -> list[Descarga]:
    """Una por formato, en el orden del menú. La fecha del sello es la del clic. Lo que nunca le sirve a esta tabla no se lista."""
    hay = [(formato, formato.impedimento(de.tabla)) for formato in FORMATOS.values() if formato.en_menu]
    return [_descarga(de, formato, motivo, hoy) for formato, motivo in hay if not motivo or formato.se_explica]


def una(de: Pendiente, clave: str, base: str = "", hoy: Callable[[], date] = date.today) -> Descarga:
    """La de un solo formato. `base`, si se da, es el principio del nombre, ya seguro; la huella y la extensión se agregan."""
    hecha = _descarga(de, FORMATOS[clave], FORMATOS[clave].impedimento(de.tabla), hoy)
    if not base:
        return hecha
    partes = (en_ascii(de.tabla.procedencia.advertencia), base, hecha.nombre.rpartition("_")[2])
    return replace(hecha, nombre="_".join(filter(None, partes)))


def _descarga(de: Pendiente, formato: Formato, motivo: str, hoy: Callable[[], date]) -> Descarga:
    def generar() -> bytes:
        return de_lamina(de.armar(), de.publicacion, formato, Ajustes(de.como.tema, hoy(), de.como.origen))

    nombre = nombre_diferido(de.tabla, formato.clave, [de.vista, de.como.tema, de.como.origen])
    return Descarga(nombre, formato.mime, generar, formato.etiqueta, motivo)


def nombre_diferido(tabla: Tabla, extension: str, ademas: object = None) -> str:
    """`indice_por_entidad_MGA_2017_1a2b3c4d.csv` sin haber generado el archivo. Igual en cada ejecución."""
    identidad = [
        tabla.nombre,
        tabla.parametros,
        tabla.procedencia.publicacion,
        tabla.procedencia.seleccion,
        tabla.datos.columns,
        tabla.datos.height,
        ademas,
    ]
    canonico = json.dumps(identidad, ensure_ascii=False, sort_keys=True, default=_serializable)
    return nombre_con_huella(tabla, extension, huella(canonico.encode()))


def _serializable(valor: object) -> object:
    return sorted(map(str, valor)) if isinstance(valor, set | frozenset) else str(valor)
