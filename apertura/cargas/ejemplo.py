"""Mostrar el ejemplo simulado desde la página, y quitarlo. Lo genera la orden `ejemplo`, en otro proceso."""

import shutil
from pathlib import Path

from apertura import acceso, publicaciones
from apertura.cargas import lugares, proceso
from apertura.errores import ErrorApertura

ID = "ejemplo"
_FALLAS: dict[str, str] = {}


def cargar() -> None:
    """Lo manda generar y publicar, y vuelve enseguida. Lanza ErrorApertura si ya se está haciendo o ya se muestra."""
    quien = acceso.exigir("cargar_ejemplo").nombre
    if corriendo():
        raise ErrorApertura("El ejemplo ya se está generando", "página Cargar", "Espere unos segundos.")
    publicaciones.exigir_reales()
    _FALLAS.clear()
    shutil.rmtree(_carpeta(), ignore_errors=True)
    proceso.lanzar(ID, _carpeta(), ["ejemplo", f"--quien={quien}"], _terminar)


def quitar() -> str:
    """Vuelve a lo que se mostraba antes del ejemplo y devuelve su id. Lanza ErrorApertura si no se está mostrando."""
    acceso.exigir("revertir")
    return publicaciones.quitar_ejemplo().id


def corriendo() -> bool:
    """Si se está generando, o espera su turno."""
    return proceso.corriendo(ID)


def avance() -> tuple[str, float]:
    """Qué se está haciendo y qué parte va, de 0 a 1."""
    return lugares.leer_avance(_carpeta())


def falla() -> str:
    """Por qué no se pudo la última vez; vacía si se pudo."""
    return _FALLAS.get(ID, "")


def _terminar(fin: proceso.Fin) -> None:
    if fin.codigo != 0:
        _FALLAS[ID] = fin.dicho or "No se pudo generar el ejemplo; nada cambió."
    shutil.rmtree(_carpeta(), ignore_errors=True)


def _carpeta() -> Path:
    return lugares.cargas() / ID
