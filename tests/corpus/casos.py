"""Un caso del corpus de archivos malos: qué archivo es y qué debe decirse de él."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

Contenido = bytes | Callable[[], bytes]


@dataclass(frozen=True)
class Caso:
    """`codigos`: exactamente los que debe dar. `celdas`: lo que debe leerse de la primera hoja visible, sin `renglon`; vacío si se
    rechaza el archivo. `renglones`: los de los defectos que lo dicen. `nombre`: el que le dio la persona.
    """

    id: str
    contenido: Contenido = field(repr=False)
    codigos: frozenset[str] = frozenset()
    celdas: Sequence[Sequence[str | None]] | None = None
    renglones: tuple[int, ...] | None = None
    nombre: str = "base.csv"

    def octetos(self) -> bytes:
        """El archivo."""
        return self.contenido if isinstance(self.contenido, bytes) else self.contenido()


def caso(
    clave: str,
    contenido: Contenido,
    codigos: str = "",
    celdas: Sequence[Sequence[str | None]] | None = None,
    renglones: tuple[int, ...] | None = None,
    nombre: str = "base.csv",
) -> Caso:
    """Un caso, con sus códigos separados por espacios."""
    return Caso(clave, contenido, frozenset(codigos.split()), celdas, renglones, nombre)
