"""El manifiesto del archivo: la huella de cada cosa, y comprobar que nada falte, sobre ni haya cambiado."""

import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from apertura import __version__
from apertura.errores import ErrorPublicacion
from apertura.publicacion import Publicacion, huella

NOMBRE, SUMAS = "manifiesto.json", "SHA256SUMS.txt"
ESQUEMA = 1
AJENOS = (NOMBRE, SUMAS)


def de(huellas: Mapping[str, tuple[str, int]], publicacion: Publicacion, fecha: str) -> dict[str, bytes]:
    """El manifiesto y el mismo en la forma que entiende `sha256sum -c`. `huellas`: ruta → (sha256, bytes)."""
    archivos = {ruta: {"sha256": sha256, "bytes": cuantos} for ruta, (sha256, cuantos) in sorted(huellas.items())}
    dicho = {
        "esquema": ESQUEMA, "publicacion": publicacion.version, "corte": publicacion.corte, "fecha": fecha, "programa": __version__,
        "archivos": archivos,
    }  # fmt: skip
    sumas = "".join(f"{ficha['sha256']}  {ruta}\n" for ruta, ficha in archivos.items())
    return {NOMBRE: (json.dumps(dicho, ensure_ascii=False, indent=1) + "\n").encode(), SUMAS: sumas.encode()}


def comprobar(archivo: Path) -> list[str]:
    """Lo que no coincide, en palabras; vacío si está completo e intacto. ErrorPublicacion si no es un archivo de Apertura."""
    if archivo.is_dir():
        presentes = {ruta.relative_to(archivo).as_posix() for ruta in archivo.rglob("*") if ruta.is_file()}
        return _comparar(presentes, lambda ruta: (archivo / ruta).read_bytes())
    try:
        with zipfile.ZipFile(archivo) as paquete:
            raiz = _raiz(paquete.namelist())
            presentes = {nombre.removeprefix(raiz) for nombre in paquete.namelist() if not nombre.endswith("/")}
            return _comparar(presentes, lambda ruta: paquete.read(f"{raiz}{ruta}"))
    except zipfile.BadZipFile as error:
        raise ErrorPublicacion("El ZIP está dañado o incompleto", f"archivo «{archivo.name}»", "Cópielo o descárguelo otra vez.") from error


def _raiz(nombres: Iterable[str]) -> str:
    """La carpeta que lo contiene todo dentro del ZIP, con su diagonal."""
    return next((nombre.removesuffix(NOMBRE) for nombre in nombres if nombre.rpartition("/")[2] == NOMBRE and nombre.count("/") <= 1), "")


def _comparar(presentes: set[str], leer: Callable[[str], bytes]) -> list[str]:
    try:
        esperados = json.loads(leer(NOMBRE))["archivos"]
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise ErrorPublicacion(
            "No trae un manifiesto que se pueda leer", f"archivo «{NOMBRE}»", "Dé la carpeta o el ZIP que escribió «archivo»."
        ) from error
    faltan = [f"Falta: {ruta}" for ruta in esperados if ruta not in presentes]
    sobran = [f"Sobra: {ruta}" for ruta in sorted(presentes - set(esperados) - set(AJENOS))]
    cambiaron = [
        f"Cambió: {ruta}" for ruta, ficha in esperados.items() if ruta in presentes and huella(leer(ruta)) != ficha["sha256"]
    ]  # fmt: skip
    return [*faltan, *cambiaron, *sobran]
