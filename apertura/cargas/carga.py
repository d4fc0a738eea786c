"""Una carga: qué archivo es, quién lo subió, qué se ha decidido de él y en qué va. Vive en disco, así que sobrevive a recargar."""

import json
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import polars as pl

from apertura.cargas import lugares
from apertura.cargas.lugares import DECISIONES, FICHA
from apertura.errores import ErrorApertura

SUBIDA, REVISANDO, REVISADA, PUBLICANDO = "subida", "revisando", "revisada", "publicando"
PUBLICADA, DESHECHA, FALLIDA, CANCELADA = "publicada", "deshecha", "fallida", "cancelada"
EN_CURSO = (REVISANDO, PUBLICANDO)
DESCARTADA = "Puede que alguien la haya descartado. Suba el archivo otra vez."


@dataclass(frozen=True)
class Carga:
    """`estado` es uno de los de arriba. `corrida`: el número de la última vez que se corrió la orden; `revision`, el de la que dejó el
    resultado que vale, o 0. `falla`: por qué no terminó.

    `decisiones`: (código, sobre qué, decisión), como las del importador. `publicada` y `anterior`: ids de versiones. `anotada`: si su
    rechazo ya está en la bitácora.
    """

    id: str
    nombre: str
    octetos: int
    sha256: str
    quien: str
    cuando: str
    estado: str = SUBIDA
    corrida: int = 0
    revision: int = 0
    falla: str = ""
    metrica: str | None = None
    edicion: int | None = None
    hoja: str | None = None
    decisiones: tuple[tuple[str, str, str], ...] = field(default=())
    publicada: str = ""
    anterior: str = ""
    anotada: bool = False

    def con(self, **cambios: Any) -> "Carga":
        """Copia con esos cambios."""
        return replace(self, **cambios)

    def decidiendo(self, codigo: str, sobre: str, decision: str) -> "Carga":
        """Copia con una decisión más; vacía, la quita."""
        otras = tuple(d for d in self.decisiones if d[:2] != (codigo, sobre))
        return replace(self, decisiones=(*otras, (codigo, sobre, decision)) if decision else otras)


def guardar(carga: Carga) -> Carga:
    """Escribe la ficha y las decisiones; al lado y con cambio de nombre."""
    carpeta = lugares.carpeta_de(carga.id)
    _escribir(carpeta / FICHA, json.dumps(asdict(carga), ensure_ascii=False).encode())
    tabla = pl.DataFrame(list(carga.decisiones), schema=dict.fromkeys(("codigo", "sobre", "decision"), pl.String), orient="row")
    _escribir(carpeta / DECISIONES, tabla.write_csv().encode())
    return carga


def leer(id_: str) -> Carga:
    """La carga. Lanza ErrorApertura si no existe o su ficha no se lee."""
    try:
        dato = json.loads((lugares.carpeta_de(id_) / FICHA).read_bytes())
        return Carga(**{**dato, "decisiones": tuple((c, s, d) for c, s, d in dato["decisiones"])})
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ErrorApertura("Esa carga ya no existe", "página Cargar", DESCARTADA) from error


def todas() -> list[Carga]:
    """Las que hay, de la más nueva a la más vieja; las que no se leen no estorban."""
    carpeta = lugares.cargas()
    ids = [r.name for r in carpeta.iterdir() if lugares.PATRON.fullmatch(r.name)] if carpeta.is_dir() else []
    leidas = []
    for id_ in ids:
        try:
            leidas.append(leer(id_))
        except ErrorApertura:
            continue
    return sorted(leidas, key=lambda c: (c.cuando, c.id), reverse=True)


def _escribir(ruta, contenido: bytes) -> None:
    nueva = ruta.with_name(f".{ruta.name}")
    nueva.write_bytes(contenido)
    nueva.replace(ruta)
