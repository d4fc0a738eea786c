"""Lo que el importador encuentra en un archivo: un defecto dice qué pasó, dónde, por qué y qué hacer."""

from dataclasses import asdict, dataclass
from typing import Literal

Nivel = Literal["error", "aviso", "reparado"]
Alcance = Literal["archivo", "renglon", "decision", "nota"]


@dataclass(frozen=True, order=True)
class Defecto:
    """Un defecto del archivo.

    `codigo` es estable («XLSX-CIFRADO»). `nivel`: error (impide publicar lo que alcanza), aviso (se publica y se dice)
    o reparado (se corrigió y se dice). `alcance`: el archivo entero, un renglón, algo que una persona debe decidir, o
    una nota. `renglon` y `columna` son los de la hoja original: renglón desde 1, columna con su letra («C») o su título.
    `sobre` es a qué se aplica la decisión que espera, como se escribe en las decisiones; `alternativas`, entre qué elegir, si
    depende del archivo.
    """

    codigo: str
    nivel: Nivel
    alcance: Alcance
    que: str
    remedio: str
    hoja: str | None = None
    renglon: int | None = None
    columna: str | None = None
    valor: str | None = None
    sobre: str = "*"
    alternativas: tuple[str, ...] = ()

    def __str__(self) -> str:
        lugar = ", ".join(parte for parte in (
            f"hoja «{self.hoja}»" if self.hoja else "",
            f"renglón {self.renglon}" if self.renglon else "",
            f"columna {self.columna}" if self.columna else "",
        ) if parte)  # fmt: skip
        return f"{self.codigo} · {self.que}." + (f" En {lugar}." if lugar else "") + f" {self.remedio}"

    def como_dict(self) -> dict[str, object]:
        """Para JSON y para tablas: un campo por columna."""
        return asdict(self)
