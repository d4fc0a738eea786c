"""De lo decidido al importar un archivo, lo que se guarda para el siguiente: lo de cada columna y cada institución, con su nombre.

Aceptar algo en bloque («todas las nuevas», «aunque desaparezcan instituciones») vale para ese archivo y nada más: si se guardara,
el siguiente se publicaría sin que nadie lo mirara. Lo aceptado en bloque de las instituciones se guarda una por una.
"""

import polars as pl

from apertura.importador.entender.decisiones import INSTITUCION, RECHAZAR, TODO, Decisiones
from apertura.importador.entender.instituciones import NUEVA, sobre
from apertura.importador.entender.propuesta import Propuesta

DE_UNA_VEZ = frozenset({
    "HOJA", "INSTITUCION-NUEVA", "INSTITUCION-DUDOSA", "RENGLONES-RECHAZADOS", "DESAPARECEN", "REVISION", "PRELIMINAR",
    "DUPLICADA-CONFLICTO", "POSIBLE-DUPLICADO",
})  # fmt: skip


def guardables(p: Propuesta) -> Decisiones:
    """Las decisiones que vale la pena repetir con otro archivo de la misma edición."""
    propias = {llave: decision for llave, decision in p.decisiones.tomadas.items() if llave[0] not in DE_UNA_VEZ and llave[1] != TODO}
    return Decisiones({**_una_por_una(p), **propias})


def _una_por_una(p: Propuesta) -> dict[tuple[str, str], str]:
    """Lo que se decidió en bloque de las nuevas y de las dudosas, con el nombre de cada una."""
    if not p.instituciones.height:
        return {}
    de_bloque = p.decisiones.de("INSTITUCION-NUEVA")
    nuevas = {(INSTITUCION, sobre(fila)): RECHAZAR if de_bloque == RECHAZAR else NUEVA for fila in _con(p, NUEVA)} if de_bloque else {}
    return {**nuevas, **{(INSTITUCION, sobre(fila)): str(fila["clave_sujeto"]) for fila in _con(p, "decision")}}


def _con(p: Propuesta, metodo: str) -> list[dict]:
    return p.instituciones.filter(pl.col("metodo") == metodo).to_dicts()
