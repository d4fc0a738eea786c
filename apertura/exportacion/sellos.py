"""Los cuatro sellos de toda exportación (fuente, selección, versión de datos, fecha) y el nombre del archivo."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from apertura import formato
from apertura.publicacion import huella
from apertura.tablas import Procedencia, Tabla

LARGO_DE_NOMBRE = 80
OPCIONALES = ("Advertencia", "Enlace", "Sello")


def sellos(procedencia: Procedencia, hoy: date, codigo: str = "") -> list[str]:
    """«Fuente: …», «Selección: …», «Versión de datos: …», «Fecha: …» y, si los hay, «Enlace: …» y «Sello: …»; uno por renglón.

    Si hay una advertencia, va antes que nada.
    """
    partes = [
        ("Advertencia", procedencia.advertencia),
        ("Fuente", procedencia.fuente),
        ("Selección", procedencia.seleccion),
        ("Versión de datos", procedencia.publicacion),
        ("Fecha", formato.fecha(hoy)),
        ("Enlace", procedencia.enlace),
        ("Sello", codigo),
    ]
    return [f"{sello}: {una_linea(valor)}" for sello, valor in partes if valor or sello not in OPCIONALES]


def nombre_de_archivo(tabla: Tabla, extension: str, contenido: bytes) -> str:
    """`indice_por_entidad_MGA_2017_1a2b3c4d.csv`: la tabla, su métrica y edición, y 8 cifras de la huella de los bytes.

    Con la huella en el nombre, dos archivos distintos nunca se llaman igual: ni en la carpeta de descargas ni en el
    servidor, que reconoce los archivos grandes por su nombre y unos trozos.
    """
    return nombre_con_huella(tabla, extension, huella(contenido))


def nombre_con_huella(tabla: Tabla, extension: str, sha256: str) -> str:
    """El mismo nombre, cuando lo que se conoce es la huella. Sólo letras ASCII, números y «_», y de largo limitado."""
    partes = [tabla.procedencia.advertencia, tabla.nombre, *_metrica_y_edicion(tabla)]
    base = "_".join(_sin_repetir(partes))[:LARGO_DE_NOMBRE].strip("_")
    return f"{base or 'tabla'}_{sha256[:8]}.{en_ascii(extension).lower()[:8] or 'bin'}"


def una_linea(texto: str) -> str:
    """Espacios, saltos y caracteres de control seguidos se vuelven un solo espacio."""
    visibles = "".join(" " if unicodedata.category(letra) in ("Cc", "Cs") else letra for letra in texto)
    return " ".join(visibles.split())


def _metrica_y_edicion(tabla: Tabla) -> list[str]:
    valores = (tabla.parametros.get(parametro) for parametro in ("metrica", "edicion"))
    return [str(valor) for valor in valores if isinstance(valor, str | int)]


def _sin_repetir(textos: Iterable[str]) -> list[str]:
    # «resultados_mga» de la MGA no se llama «resultados_mga_MGA».
    partes: list[str] = []
    for parte in filter(None, map(en_ascii, textos)):
        if parte.lower() not in "_".join(partes).lower().split("_"):
            partes.append(parte)
    return partes


def en_ascii(texto: str) -> str:
    """«Secretaría de Salud» → «Secretaria_de_Salud»: letras ASCII, números y «_»."""
    separado = unicodedata.normalize("NFKD", texto)
    sin_marcas = "".join(letra for letra in separado if not unicodedata.combining(letra))
    return re.sub(r"[^0-9A-Za-z]+", "_", sin_marcas).strip("_")
