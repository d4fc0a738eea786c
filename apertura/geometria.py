"""La geometría ya construida: las dos vistas del mapa, sus etiquetas y su cita. La construye `geo/construir.py`."""

import csv
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from apertura import rutas
from apertura.errores import ErrorApertura
from apertura.publicacion import huella

VISTAS = ("lamina", "mosaico")
CITA_GEOMETRIA = (
    "Fuente: INEGI, Marco Geoestadístico, 2019. Geometría simplificada por este proyecto. Límites geoestadísticos, "
    "no político-administrativos oficiales; se omiten islas menores y oceánicas."
)
QUE_HACER = "Restaure la carpeta geo/ de la versión instalada o reconstrúyala con «python geo/construir.py»."


@cache
def lamina(vista: str) -> dict[str, Any]:
    """TopoJSON de «lamina» o «mosaico», para dibujar sin red. Es compartido: no se modifica.

    Objetos: `entidades` (`id` = cve_ent o FED; `properties.parte`: pais, recuadro o federacion), `tramas` (líneas, con
    los mismos id y parte), `marcos` (líneas) y `lienzo` (borde). Unidades de pantalla: 1000 × 640, la y hacia abajo.
    ErrorApertura MAPA-ALTERADO si no es, byte por byte, la del manifiesto: un mapa ajeno nunca se dibuja.
    """
    comprobar_vista(vista)
    texto = leer(rutas.GEO / f"{vista}.topojson")
    if huella(texto.encode()) != json.loads(leer(rutas.GEO / "manifiesto.json"))["productos"][f"geo/{vista}.topojson"]["sha256"]:
        raise ErrorApertura("MAPA-ALTERADO · La geometría no es la que vino con el programa", f"geo/{vista}.topojson", QUE_HACER)
    return json.loads(texto)


@cache
def ruta_estatica(vista: str) -> str:
    """Dirección relativa con la que el navegador pide la vista; cambia si cambia el contenido."""
    comprobar_vista(vista)
    return f"app/static/geo/{json.loads(leer(rutas.GEO / 'manifiesto.json'))['estaticos'][vista]}"


def exigir(vista: str) -> None:
    """ErrorApertura si el archivo que pediría el navegador no está: sin él, la gráfica saldría vacía y sin decirlo."""
    estatico = rutas.ESTATICOS / "geo" / Path(ruta_estatica(vista)).name
    if not estatico.is_file():
        raise ErrorApertura("Falta la geometría del mapa", f"archivo «{estatico.name}»", QUE_HACER)


def comprobar() -> None:
    """ErrorApertura si la geometría de alguna vista falta o no es la que dice su nombre. Lee los archivos: es para el arranque."""
    for vista in VISTAS:
        exigir(vista)
        nombre = Path(ruta_estatica(vista)).name
        contenido = (rutas.ESTATICOS / "geo" / nombre).read_bytes()
        if hashlib.sha256(contenido).hexdigest()[:8] != nombre.removesuffix(".json").rsplit("-", 1)[1]:
            raise ErrorApertura("La geometría del mapa está dañada", f"archivo «{nombre}»", QUE_HACER)


def etiquetas(vista: str) -> list[dict[str, Any]]:
    """Una etiqueta por entidad y parte: parte, cve_ent, x, y (centro), ancho disponible, visible y guia (booleanos).

    `guia` dice que la etiqueta va fuera de su entidad, unida por una línea que ya está en `marcos`.
    """
    comprobar_vista(vista)
    renglones = csv.DictReader(leer(rutas.GEO / "etiquetas.csv").splitlines())
    return [en_tipos(renglon) for renglon in renglones if renglon["vista"] == vista]


def en_tipos(renglon: dict[str, str]) -> dict[str, Any]:
    """El renglón del CSV con números y booleanos en vez de texto."""
    numeros = {campo: float(renglon[campo]) for campo in ("x", "y", "ancho")}
    banderas = {campo: renglon[campo] == "1" for campo in ("visible", "guia")}
    return {"parte": renglon["parte"], "cve_ent": renglon["cve_ent"], **numeros, **banderas}


def comprobar_vista(vista: str) -> None:
    """ErrorApertura si la vista no existe."""
    if vista not in VISTAS:
        raise ErrorApertura(f"La vista «{vista}» no existe", "mapa", f"Use una de: {', '.join(VISTAS)}.")


def leer(ruta: Path) -> str:
    """Texto del archivo. ErrorApertura si falta o no se puede leer."""
    try:
        return ruta.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ErrorApertura("No se pudo leer la geometría del mapa", f"geo/{ruta.name}", QUE_HACER) from error
