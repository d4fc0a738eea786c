"""La lista de quién puede qué cuando hay inicio de sesión: un archivo TOML, variables de ambiente, o los dos.

Se vuelve a leer en cuanto cambia: quitar a alguien de la lista le quita el papel en su siguiente acción.
"""

import hashlib
import os
import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from apertura import rutas
from apertura.errores import ErrorAcceso

HORAS = 8.0
CAMPOS = {"edicion", "lectura", "publica", "horas"}
_PERSONA = re.compile(r"https?://[!-~]+#[!-~]+|[!-?A-~]+@[a-z0-9.-]+")
_DOMINIO = re.compile(r"@[a-z0-9-]+(\.[a-z0-9-]+)+")


@dataclass(frozen=True)
class Permisos:
    """Quién edita y quién lee: correos, identificadores «https://emisor#clave» y, sólo para leer, dominios «@ejemplo.gob.mx».

    `publica`: cualquiera lee sin iniciar sesión. `horas`: lo más que dura una sesión.
    """

    edicion: frozenset[str] = frozenset()
    lectura: frozenset[str] = frozenset()
    publica: bool = False
    horas: float = HORAS

    @property
    def huella(self) -> str:
        """sha256 de la lista: queda en la bitácora, para saber con cuál se permitió cada cosa."""
        return hashlib.sha256(repr((sorted(self.edicion), sorted(self.lectura), self.publica, self.horas)).encode()).hexdigest()


def permisos() -> Permisos:
    """La lista vigente. Lanza ErrorAcceso si no se entiende: con una lista dudosa no entra nadie."""
    ruta = rutas.permisos()
    try:
        estado = ruta.stat()
        sello = (estado.st_mtime_ns, estado.st_size, estado.st_ino)
    except FileNotFoundError:
        sello = None
    except OSError as error:
        raise _mal("no se puede leer") from error
    return _leer(ruta, sello, *(os.environ.get(v, "") for v in ("APERTURA_EDICION", "APERTURA_LECTURA", "APERTURA_PUBLICA")))


@lru_cache(maxsize=4)
def _leer(ruta: Path, sello: tuple[int, ...] | None, edicion: str, lectura: str, publica: str) -> Permisos:
    escrito = _del_archivo(ruta) if sello else {}
    if ajenos := sorted(set(escrito) - CAMPOS):
        raise _mal(f"no se conoce {', '.join(ajenos)}")
    horas = escrito.get("horas", HORAS)
    if not isinstance(horas, int | float) or isinstance(horas, bool) or not 0 < horas <= 24:
        raise _mal("«horas» va de más de 0 a 24")
    if not isinstance(escrito.get("publica", False), bool):
        raise _mal("«publica» es true o false")
    return Permisos(
        edicion=frozenset(_lista("edicion", escrito.get("edicion", []), edicion)),
        lectura=frozenset(_lista("lectura", escrito.get("lectura", []), lectura)),
        publica=escrito.get("publica", False) or publica.strip().lower() in ("1", "si", "sí"),
        horas=float(horas),
    )


def _del_archivo(ruta: Path) -> dict:
    try:
        return tomllib.loads(ruta.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _mal("no se puede leer o no es TOML") from error


def _lista(campo: str, escrita: object, de_ambiente: str) -> list[str]:
    if not isinstance(escrita, list) or not all(isinstance(uno, str) for uno in escrita):
        raise _mal(f"«{campo}» es una lista de textos")
    todos = [uno if "#" in uno else uno.lower() for uno in map(str.strip, [*escrita, *de_ambiente.split(",")]) if uno]
    for uno in todos:
        if not (_PERSONA.fullmatch(uno) or (campo == "lectura" and _DOMINIO.fullmatch(uno))):
            raise _mal(f"«{uno}» no vale en «{campo}»")
    return todos


def _mal(que: str) -> ErrorAcceso:
    return ErrorAcceso(
        f"La lista de permisos no se entiende: {que}", "archivo «permisos.toml»", "Corríjala; mientras, no entra nadie.", "PERMISOS"
    )
