"""La publicación: Parquet más un manifiesto con la huella de cada archivo. Aquí sólo se lee y se comprueba."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from apertura import rutas
from apertura.errores import ErrorPublicacion

MANIFIESTO = "manifiesto.json"
ESQUEMA = 1
SIMULADA = "simulada"
ADVERTENCIA = "DATOS SIMULADOS"
CON_CIFRAS = ("ediciones", "publicados", "resultados")
"""Las tablas cuya columna `fuente` dice de dónde salen las cifras."""
FUENTE_SIMULADA = "simulado_"
"""Con esto empieza la clave de toda fuente inventada: de ahí se sabe, sin preguntar a nadie, si una publicación lo es."""
REMEDIO = "Reconstrúyala con «python -m apertura construir» o copie de nuevo la carpeta de la publicación."


@dataclass(frozen=True)
class Publicacion:
    """Una publicación comprobada. `version` es «corte-huella»; `tablas`, nombre → archivo Parquet.

    `id` la nombra entre las versiones publicadas («0003-1a2b3c4d», u «origen»); `aviso` dice por qué no es la que debía ser.
    `manifiesto` es la huella de lo que el manifiesto dice de los datos: con ella se sella lo que se exporta.
    """

    version: str
    corte: str
    carpeta: Path
    tablas: dict[str, Path]
    filas: dict[str, int]
    id: str = "origen"
    aviso: str = ""
    manifiesto: str = ""

    @property
    def simulada(self) -> bool:
        """Si sus cifras son inventadas: el ejemplo. Nunca hay cifras reales en la misma publicación."""
        return es_simulada(self.version)


def es_simulada(version: str) -> bool:
    """Lo dice la versión («simulada-2026-11-24-1a2b3c4d»), que va en toda página y en todo archivo."""
    return version.startswith(f"{SIMULADA}-")


def corte_de(corte: str, simulada: bool) -> str:
    """El corte con que se arma la versión: si los datos son simulados, lo dice."""
    return f"{SIMULADA}-{corte}" if simulada else corte


def abrir(carpeta: Path | None = None) -> Publicacion:
    """Lee el manifiesto y comprueba la huella de cada archivo. Lanza ErrorPublicacion si algo falta o cambió."""
    carpeta = carpeta or rutas.publicacion()
    manifiesto = leer_manifiesto(carpeta)
    for nombre, ficha in [*manifiesto["archivos"].items(), *manifiesto.get("anexos", {}).items()]:
        _comprobar(carpeta / nombre, ficha["sha256"])
    return Publicacion(
        version=manifiesto["version"],
        corte=manifiesto["corte"],
        carpeta=carpeta,
        tablas={Path(nombre).stem: carpeta / nombre for nombre in manifiesto["archivos"]},
        filas={Path(nombre).stem: ficha["filas"] for nombre, ficha in manifiesto["archivos"].items()},
        manifiesto=huella(json.dumps([manifiesto["corte"], manifiesto["archivos"]], sort_keys=True).encode()),
    )


def huella(contenido: bytes) -> str:
    """sha256 en hexadecimal."""
    return hashlib.sha256(contenido).hexdigest()


def sello_de_archivos(carpeta: Path | None = None) -> str:
    """Cambia cuando cambia el tamaño o la fecha de cualquier archivo de la carpeta; no lee su contenido."""
    carpeta = carpeta or rutas.publicacion()
    estados = [(ruta.name, _estado(ruta)) for ruta in sorted([*carpeta.glob("*.parquet"), *carpeta.glob("*.json")])]
    return huella(repr((str(carpeta), estados)).encode())[:16]


def _estado(ruta: Path) -> tuple[int, int] | None:
    try:
        estado = ruta.stat()
    except OSError:
        return None
    return estado.st_size, estado.st_mtime_ns


def version_de(corte: str, archivos: dict[str, dict]) -> str:
    """«corte-huella»; la marca sale de las fichas de los archivos: el manifiesto también se comprueba a sí mismo."""
    return f"{corte}-{huella(json.dumps(archivos, sort_keys=True).encode())[:8]}"


def leer_manifiesto(carpeta: Path) -> dict:
    """El manifiesto, si da su propia versión. Lanza ErrorPublicacion si falta, no se lee o cambió."""
    try:
        manifiesto = json.loads((carpeta / MANIFIESTO).read_text(encoding="utf-8"))
        compatible = manifiesto["esquema"] == ESQUEMA
        integro = not compatible or (
            bool(manifiesto["archivos"])
            and manifiesto["version"] == version_de(manifiesto["corte"], manifiesto["archivos"])
            and all({"sha256", "filas"} <= set(ficha) for ficha in manifiesto["archivos"].values())
        )
    except FileNotFoundError as error:
        raise ErrorPublicacion("Falta el manifiesto de la publicación", f"archivo «{MANIFIESTO}»", REMEDIO) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ErrorPublicacion("El manifiesto no se puede leer", f"archivo «{MANIFIESTO}»", REMEDIO) from error
    if not compatible:
        raise ErrorPublicacion("La publicación es de otra versión de este programa", f"archivo «{MANIFIESTO}»", REMEDIO)
    if not integro:
        raise ErrorPublicacion("El manifiesto cambió o está dañado: no da su propia versión", f"archivo «{MANIFIESTO}»", REMEDIO)
    return manifiesto


def _comprobar(ruta: Path, esperada: str) -> None:
    try:
        real = huella(ruta.read_bytes())
    except OSError as error:
        raise ErrorPublicacion("Falta un archivo de la publicación", f"archivo «{ruta.name}»", REMEDIO) from error
    if real != esperada:
        raise ErrorPublicacion(
            "Un archivo de la publicación cambió o está dañado: su huella no es la del manifiesto",
            f"archivo «{ruta.name}»",
            REMEDIO,
        )
