"""El juicio de un archivo: qué se publica, qué no y por qué. Renglones leídos = publicados + rechazados + excluidos."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from apertura.importador.defectos import Defecto
from apertura.importador.entender.mensajes import ERROR


@dataclass(frozen=True)
class Dictamen:
    """`tablas`: los renglones de esta métrica y edición con la forma de la publicación. `excluidos` no eran datos."""

    metrica: str | None
    edicion: int | None
    nivel: str
    hoja: str | None
    perfil: str | None
    archivo: Mapping[str, str]
    defectos: tuple[Defecto, ...]
    leidos: int = 0
    publicables: int = 0
    rechazados: int = 0
    excluidos: int = 0
    tablas: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    instituciones: pl.DataFrame = field(default_factory=pl.DataFrame)

    @property
    def impedimentos(self) -> tuple[Defecto, ...]:
        """Lo que impide publicar: errores del archivo entero y decisiones pendientes."""
        return tuple(d for d in self.defectos if d.nivel == ERROR and d.alcance in ("archivo", "decision"))

    @property
    def se_puede_publicar(self) -> bool:
        """Si nada impide publicar y hay qué publicar."""
        return not self.impedimentos and self.publicables > 0

    def motivo(self) -> dict[str, object]:
        """Lo que se guarda con la publicación: archivo, conteos y defectos."""
        conteos = {"leidos": self.leidos, "publicados": self.publicables, "rechazados": self.rechazados, "excluidos": self.excluidos}
        return {
            "metrica": self.metrica, "edicion": self.edicion, "hoja": self.hoja, "mapeo": self.perfil, "archivo": dict(self.archivo),
            **conteos, "defectos": [d.como_dict() for d in self.defectos],
        }  # fmt: skip
