"""Trae la publicación vigente de otro lugar:  python -m despliegue.traer https://deposito.ejemplo/publicaciones/

El otro lugar es una copia de la carpeta `publicaciones/` que se pueda leer por HTTP: un nginx, o un depósito compatible con S3
con lectura pública o detrás de un proxy que firme. De ahí se baja sólo la versión vigente, se comprueba el sha256 del manifiesto
y de cada archivo, y sólo entonces pasa a ser la vigente aquí; las réplicas la cargan en memoria con la siguiente visita.

Termina con 0 si ya es la vigente o quedó puesta; con 1 si no se pudo, y entonces nada cambia.
"""

import json
import re
import sys
import urllib.error
import urllib.request
from urllib.parse import urljoin

from apertura.errores import ErrorApertura, ErrorPublicacion
from apertura.publicacion import MANIFIESTO, huella
from apertura.publicaciones import deposito, lectura
from apertura.publicaciones.lugares import ORIGEN, PATRON, VIGENTE

ESPERA_SEGUNDOS = 60
BYTES_DE_UN_TEXTO = 1_000_000
BYTES_DE_UN_ARCHIVO = 2_000_000_000
NOMBRE = re.compile(r"[a-z_]+\.(parquet|json)")
QUE_HACER = "Nada cambió aquí. Revise la dirección o avise a quien publica."


def principal(argumentos: list[str]) -> int:
    """Trae y dice qué quedó."""
    if len(argumentos) != 1 or not argumentos[0].startswith(("http://", "https://")):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        print(traer(argumentos[0].rstrip("/") + "/"))
    except ErrorApertura as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def traer(origen: str) -> str:
    """Deja aquí la versión vigente de `origen` y dice cuál es. Error: ErrorPublicacion, si algo falta o no es lo que dice ser."""
    id_ = _bajar(origen, VIGENTE, BYTES_DE_UN_TEXTO).decode("ascii", "replace").strip()
    if id_ != ORIGEN and not PATRON.fullmatch(id_):
        raise ErrorPublicacion("No dice cuál es la versión vigente", f"archivo «{VIGENTE}»", QUE_HACER)
    if lectura.puntero().id == id_:
        return f"Ya es la vigente: {id_}."
    contenidos = {} if id_ == ORIGEN or _la_tenemos(id_) else _version(origen, id_)
    with deposito.escribiendo("traer") as tomado:
        deposito.adoptar(id_, contenidos, "traer", tomado)
    return f"Vigente: {id_}."


def _la_tenemos(id_: str) -> bool:
    """Si la versión ya está aquí y completa."""
    try:
        lectura.abrir(id_)
    except ErrorPublicacion:
        return False
    return True


def _version(origen: str, id_: str) -> dict[str, bytes]:
    """Nombre → contenido de todos los archivos de la versión, comprobados. El id lleva la huella del manifiesto."""
    manifiesto = _bajar(origen, f"{id_}/{MANIFIESTO}", BYTES_DE_UN_TEXTO)
    if huella(manifiesto)[:8] != id_.split("-")[1]:
        raise ErrorPublicacion("El manifiesto no es el de esa versión", f"archivo «{MANIFIESTO}»", QUE_HACER)
    fichas = _fichas(manifiesto)
    return {**{nombre: _comprobado(origen, id_, nombre, ficha) for nombre, ficha in fichas.items()}, MANIFIESTO: manifiesto}


def _fichas(manifiesto: bytes) -> dict[str, dict]:
    try:
        leido = json.loads(manifiesto)
        return {**leido["archivos"], **leido.get("anexos", {})}
    except (ValueError, KeyError, TypeError) as error:
        raise ErrorPublicacion("El manifiesto no se puede leer", f"archivo «{MANIFIESTO}»", QUE_HACER) from error


def _comprobado(origen: str, id_: str, nombre: str, ficha: dict) -> bytes:
    if not NOMBRE.fullmatch(nombre):
        raise ErrorPublicacion(
            "El manifiesto nombra un archivo con un nombre que no es de una publicación", f"archivo «{MANIFIESTO}»", QUE_HACER
        )
    contenido = _bajar(origen, f"{id_}/{nombre}", int(ficha.get("bytes", BYTES_DE_UN_ARCHIVO)))
    if huella(contenido) != ficha["sha256"]:
        raise ErrorPublicacion("Un archivo no es el que dice el manifiesto: su sha256 es otro", f"archivo «{nombre}»", QUE_HACER)
    return contenido


def _bajar(origen: str, ruta: str, bytes_: int) -> bytes:
    """Lo que hay en esa dirección, a lo más `bytes_`."""
    try:
        with urllib.request.urlopen(urljoin(origen, ruta), timeout=ESPERA_SEGUNDOS) as respuesta:
            contenido = respuesta.read(bytes_ + 1)
    except (OSError, urllib.error.HTTPError) as error:
        raise ErrorPublicacion(f"No se pudo bajar ({getattr(error, 'code', 'sin conexión')})", f"archivo «{ruta}»", QUE_HACER) from error
    if len(contenido) > bytes_:
        raise ErrorPublicacion("Es más grande de lo que dice el manifiesto", f"archivo «{ruta}»", QUE_HACER)
    return contenido


if __name__ == "__main__":
    sys.exit(principal(sys.argv[1:]))
