"""El motivo de una publicación, como queda guardado con ella: de qué archivo salió, cuánto se leyó y qué se encontró.

`dictamen.json` lleva: `resumen`, `quien`, `cuando`, `archivo` (`nombre`, `sha256`), `metrica`, `edicion`, `hoja`, `mapeo`, los conteos
`leidos`, `publicados`, `rechazados` y `excluidos` (renglones), `por_codigo` (código → `nivel` y `n`) y `defectos` (la lista completa).
"""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from apertura.formato import fecha
from apertura.publicacion import MANIFIESTO
from apertura.publicaciones import bitacora, lugares
from apertura.publicaciones.lugares import DICTAMEN, ORIGEN

CONTEOS = ("leidos", "publicados", "rechazados", "excluidos")
IDENTIDAD = ("metrica", "edicion", "hoja", "mapeo")
"""Con la huella del archivo, dicen si una importación ya se hizo: de un mismo libro se pueden importar dos hojas."""


def dictamen_de(motivo: Mapping[str, Any]) -> dict[str, Any]:
    """El motivo con todos sus campos. Los defectos pueden venir como diccionarios o con `como_dict`."""
    defectos = [d if isinstance(d, Mapping) else d.como_dict() for d in motivo.get("defectos", ())]
    return {
        **motivo,
        "quien": bitacora.limpio(str(motivo.get("quien") or bitacora.usuario())),
        "cuando": str(motivo.get("cuando") or bitacora.ahora()),
        "resumen": bitacora.limpio(str(motivo.get("resumen") or resumen(motivo))),
        "archivo": bitacora.limpio(dict(motivo["archivo"])) if motivo.get("archivo") else None,
        **{campo: motivo.get(campo) for campo in (*IDENTIDAD, *CONTEOS)},
        "por_codigo": por_codigo(defectos),
        "defectos": [dict(d) for d in defectos],
    }


def resumen(motivo: Mapping[str, Any]) -> str:
    """Una frase: «MGA 2019: base.xlsx»."""
    archivo = motivo.get("archivo") or {}
    que = " ".join(str(motivo[c]) for c in ("metrica", "edicion") if motivo.get(c))
    return ": ".join(parte for parte in (que, str(archivo.get("nombre") or "")) if parte) or "Publicación"


def por_codigo(defectos: list[Mapping[str, Any]]) -> dict[str, dict[str, object]]:
    """Código → nivel y cuántos, en orden alfabético."""
    cuentas, niveles = Counter(str(d["codigo"]) for d in defectos), {str(d["codigo"]): d["nivel"] for d in defectos}
    return {codigo: {"nivel": niveles[codigo], "n": cuentas[codigo]} for codigo in sorted(cuentas)}


def dictamen(id_: str) -> dict[str, Any] | None:
    """El dictamen guardado con una versión; None en el origen, que se construyó y no se importó."""
    return leer_json(id_, DICTAMEN)


def ya_importado(motivo: Mapping[str, Any], desde: str) -> dict[str, Any] | None:
    """El dictamen de la versión de la que `desde` desciende que importó lo mismo, o None. Lo deshecho no cuenta."""
    archivo = motivo.get("archivo") or {}
    for id_ in linaje(desde):
        previo = dictamen(id_) or {}
        mismo = (previo.get("archivo") or {}).get("sha256") == archivo.get("sha256", "")
        if mismo and all(previo.get(c) == motivo.get(c) for c in IDENTIDAD):
            return previo
    return None


def linaje(id_: str) -> list[str]:
    """La versión y aquéllas sobre las que se publicó, hasta el origen o hasta la primera que ya se retiró."""
    camino: list[str] = []
    while id_ != ORIGEN and id_ not in camino and (manifiesto := leer_json(id_, MANIFIESTO)):
        camino.append(id_)
        id_ = str(manifiesto.get("anterior", ORIGEN))
    return camino


def dia(cuando: str) -> str:
    """«24 de noviembre de 2026»; lo mismo que se dio si no es una fecha."""
    try:
        return fecha(datetime.fromisoformat(cuando).date())
    except ValueError:
        return cuando


def leer_json(id_: str, archivo: str) -> dict[str, Any] | None:
    """Un archivo JSON de una versión, sin comprobarlo; None si falta o no se lee."""
    try:
        return json.loads((lugares.carpeta_de(id_) / archivo).read_bytes())
    except (OSError, ValueError):
        return None
