"""Qué sitios pueden incrustar una gráfica: los que diga APERTURA_INCRUSTAR; si no dice nada, ninguno."""

import os
import re

from apertura.errores import ErrorAcceso

VARIABLE = "APERTURA_INCRUSTAR"
CUALQUIERA = "*"
_EN_ESTE_EQUIPO = r"http://(?:localhost|127\.0\.0\.1|\[::1\])"
_ORIGEN = re.compile(rf"(?:https://(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*|{_EN_ESTE_EQUIPO})(?::\d{{1,5}})?", re.IGNORECASE)


def origenes() -> tuple[str, ...]:
    """Los sitios, separados por comas o espacios. Lanza ErrorAcceso si alguno no es un origen (https y su nombre, sin ruta) ni «*»."""
    dichos = tuple(dict.fromkeys(os.environ.get(VARIABLE, "").replace(",", " ").split()))
    if malos := [dicho for dicho in dichos if dicho != CUALQUIERA and not _ORIGEN.fullmatch(dicho)]:
        raise ErrorAcceso(
            f"«{malos[0][:60]}» no es un sitio", VARIABLE, "Escriba https:// y el nombre del sitio, sin nada más.", "INCRUSTAR"
        )
    return dichos
