"""Dejar de mostrar el ejemplo simulado: se vuelve a lo que se mostraba antes de cargarlo."""

from apertura.errores import ErrorPublicacion
from apertura.publicacion import Publicacion, es_simulada, leer_manifiesto
from apertura.publicaciones import dictamenes, lectura, lugares
from apertura.publicaciones.lugares import ORIGEN
from apertura.publicaciones.versiones import revertir, vigente

REMEDIO = "Quite antes el ejemplo: en la página Cargar, o con «python -m apertura ejemplo --quitar»."


def quitar_ejemplo(quien: str | None = None) -> Publicacion:
    """Hace vigente la última versión con datos de verdad. No borra el ejemplo. Lanza ErrorPublicacion si no se está mostrando."""
    actual = vigente()
    if not actual.simulada:
        raise ErrorPublicacion("No se está mostrando el ejemplo", f"publicación {actual.id}", "No hace falta quitarlo.")
    return revertir(_ultima_real(actual.id), quien)


def exigir_reales() -> None:
    """Lanza ErrorPublicacion si lo que se muestra es el ejemplo: los datos simulados no se mezclan con los de verdad."""
    if (actual := vigente()).simulada:
        raise ErrorPublicacion("Se está mostrando el ejemplo, con datos simulados", f"publicación {actual.id}", REMEDIO)


def _ultima_real(desde: str) -> str:
    """La primera de su linaje que no es simulada y sigue completa; si no queda ninguna, el origen."""
    for id_ in dictamenes.linaje(desde):
        try:
            if not es_simulada(leer_manifiesto(lugares.carpeta_de(id_))["version"]):
                lectura.abrir(id_)
                return id_
        except ErrorPublicacion:
            continue
    return ORIGEN
