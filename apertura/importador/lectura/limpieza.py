"""Quitar a las celdas lo que no se ve y encontrar lo que no debe estar, en cualquier formato."""

from dataclasses import dataclass, field

import polars as pl

from apertura.importador.defectos import Defecto
from apertura.importador.lectura.codigos import Rechazo, defecto
from apertura.importador.lectura.limites import Limites
from apertura.importador.lectura.lugares import letra

INVISIBLES = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
BLANCOS = "[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x{80}-\x{9f}]"


@dataclass
class Limpieza:
    """Lo encontrado en una hoja; se alimenta por pedazos."""

    hoja: str | None
    limites: Limites
    espacios: int = 0
    primero: int | None = None
    control: list[tuple[int, str, str]] = field(default_factory=list)

    def limpiar(self, celdas: pl.DataFrame) -> pl.DataFrame:
        """Las mismas celdas, en NFC y sin espacios de sobra; vacías → nulas; sin renglones vacíos.

        Lanza Rechazo CELDA-LARGA.
        """
        nuevas = celdas.with_columns(self._columna(celdas["renglon"], celdas[c]) for c in celdas.columns[1:])
        return nuevas.filter(pl.any_horizontal(pl.exclude("renglon").is_not_null())) if nuevas.width > 1 else nuevas.clear()

    def _columna(self, renglones: pl.Series, antes: pl.Series) -> pl.Series:
        largos = antes.str.len_chars()
        if (largos.max() or 0) > self.limites.celda:  # type: ignore[operator]
            raise Rechazo("CELDA-LARGA", self.hoja, renglones[largos.arg_max() or 0])
        limpia = antes.str.strip_chars()
        if (largos != antes.str.len_bytes()).any():
            limpia = limpia.str.replace_all(INVISIBLES, "").str.replace_all(BLANCOS, " ").str.normalize("NFC").str.strip_chars()
        self._contar_espacios(renglones, antes, limpia)
        if (malas := limpia.str.contains(CONTROL).fill_null(False)).any():
            valores = zip(renglones.filter(malas), limpia.filter(malas), strict=True)
            self.control += [(r, letra(int(antes.name[1:])), repr(v)[1:-1]) for r, v in valores]
        return pl.select(pl.when(limpia != "").then(limpia).alias(antes.name)).to_series()

    def _contar_espacios(self, renglones: pl.Series, antes: pl.Series, limpia: pl.Series) -> None:
        distintas = (antes != limpia).fill_null(False)
        if cuantas := int(distintas.sum()):
            self.espacios += cuantas
            self.primero = min(self.primero or 10**9, renglones[distintas.arg_max() or 0])

    def defectos(self) -> list[Defecto]:
        """ESPACIOS, una vez; CONTROL, una por celda."""
        hallados = [defecto("CONTROL", self.hoja, r, c, v) for r, c, v in sorted(self.control)]
        if self.espacios:
            hallados.append(defecto("ESPACIOS", self.hoja, self.primero, n=self.espacios))
        return hallados
